//! Footnotes, endnotes and comments: read before the text that refers to them.

use super::body::Body;
use crate::Result;
use crate::import::line::Line;
use crate::import::xml::Xml;
use crate::model::{NoteKind, Remark};

impl Body<'_, '_> {
    /// Reads `footnotes.xml` or `endnotes.xml`.
    pub(super) fn read_notes(&mut self, part: &str, end: bool) -> Result<()> {
        Xml::new(part).children(|xml, _| {
            xml.children(|xml, tag| {
                let id = tag.attribute("id").unwrap_or_default();
                // The lines that set notes off are no notes.
                if tag.attribute("type").is_some_and(|kind| kind != "normal") {
                    return Ok(());
                }
                self.budget.take_piece("")?;
                self.fields.clear();
                let mut lines = self.capture(|body| body.blocks(xml, None))?;
                lines.retain(|line| !line.is_empty());
                if let Some(first) = lines.first_mut() {
                    let message = "这是脚注，放在了它所注的那一段后面".to_owned();
                    first.notes.push((NoteKind::Recognised, message, first.text()));
                }
                self.footnotes.insert((end, id), lines);
                Ok(())
            })
        })
    }

    /// Reads `comments.xml`.
    pub(super) fn read_comments(&mut self, part: &str) -> Result<()> {
        Xml::new(part).children(|xml, _| {
            xml.children(|xml, tag| {
                let word = |name| tag.attribute(name).unwrap_or_default();
                let (id, author, date) = (word("id"), word("author"), word("date"));
                self.budget.take_piece(&author)?;
                let lines = self.capture(|body| body.blocks(xml, None))?;
                let text: Vec<String> = lines.iter().map(Line::text).collect();
                self.comments.insert(id, Remark { author, date, text: text.join("\n") });
                Ok(())
            })
        })
    }
}
