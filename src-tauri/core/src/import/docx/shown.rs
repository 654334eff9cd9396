//! What the text shows out of other parts: embedded files, diagrams, lettering.

use super::body::Body;
use super::paragraph::Paragraph;
use super::styles::Look;
use crate::import::line::{self, Line};
use crate::import::sniff;
use crate::import::xml::{self, Tag, Xml};
use crate::model::{Change, NoteKind};
use crate::{Error, Result};

impl Body<'_, '_> {
    /// Reads the file that is embedded here (`w:altChunk`), as Word does when it
    /// opens the document.
    pub(super) fn embedded(&mut self, tag: &Tag<'_>) -> Result<()> {
        let bytes = tag.attribute("id").and_then(|id| self.shown.remove(&id));
        let read = match bytes {
            Some(bytes) => self.budget.inside(|budget| sniff::read_within(&bytes, budget)),
            None => Err(Error::EncodingUnknown),
        };
        let lines = match read {
            Ok(outline) => line::lines(outline),
            Err(error @ Error::TooBig(_)) => return Err(error),
            // What Word shows of it stays there when Word saves the file.
            Err(_) => {
                let message =
                    "这里嵌着另一个文件，没有放进报告，请用 Word 打开原文件，另存为 .docx 再导入";
                let mut line = Line::default();
                line.notes.push((NoteKind::Doubt, message.to_owned(), String::new()));
                vec![line]
            }
        };
        lines.into_iter().try_for_each(|line| self.add(line))
    }

    /// Reads the words of a diagram (SmartArt): they follow the paragraph.
    pub(super) fn diagram(
        &mut self,
        tag: &Tag<'_>,
        para: &mut Paragraph,
        look: &Look,
        change: Option<&Change>,
    ) -> Result<()> {
        self.heard += 1;
        let bytes = tag.attribute("dm").and_then(|id| self.shown.remove(&id));
        let text = bytes.and_then(|bytes| xml::decode(bytes).ok()).unwrap_or_default();
        match self.capture(|body| body.points(&mut Xml::new(&text), change)) {
            Ok(lines) if lines.iter().any(|line| !line.is_empty()) => {
                para.take_aside(lines, look, change);
            }
            Err(error @ Error::TooBig(_)) => return Err(error),
            Ok(_) | Err(_) => {
                let message = "这里的图示没有读出文字，请打开原文件核对".to_owned();
                para.line.notes.push((NoteKind::Doubt, message, String::new()));
            }
        }
        Ok(())
    }

    /// Adds a line for each paragraph of a diagram.
    fn points(&mut self, xml: &mut Xml<'_>, change: Option<&Change>) -> Result<()> {
        xml.children(|xml, tag| match tag.name() {
            "p" => {
                let mut line = Line::default();
                let text = xml.text()?;
                self.budget.say(&mut line, &text, change)?;
                self.add(line)
            }
            _ => self.points(xml, change),
        })
    }

    /// Reads lettering (WordArt): a line that follows the paragraph.
    pub(super) fn lettering(
        &mut self,
        tag: &Tag<'_>,
        para: &mut Paragraph,
        look: &Look,
        change: Option<&Change>,
    ) -> Result<()> {
        self.heard += 1;
        let mut line = Line::default();
        self.budget.take_line("")?;
        let text = tag.attribute("string").unwrap_or_default();
        self.budget.say(&mut line, &text, change)?;
        para.take_aside(vec![line], look, change);
        Ok(())
    }
}
