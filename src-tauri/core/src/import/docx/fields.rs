//! Fields: a code that is not shown, and a result that is.

use super::body::Body;
use super::paragraph::Paragraph;
use super::styles::Look;
use crate::import::equation::{Field, Shown};
use crate::import::limits;
use crate::import::line::broken_field;
use crate::import::xml::{Tag, Xml};
use crate::model::{Change, NoteKind};
use crate::{Error, Result};

/// A field that has begun.
#[derive(Debug, Default)]
pub(super) struct Open {
    field: Field,
    /// The paragraph that its code was last met in.
    paragraph: usize,
    /// Text that was met in its code.
    kept: String,
    /// What was chosen from its list.
    choice: Option<String>,
    /// How much of the text had been read when its result began.
    heard: usize,
}

impl Body<'_, '_> {
    /// Reads where a field begins, shows its result, or ends.
    pub(super) fn field(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        para: &mut Paragraph,
        look: &Look,
        change: Option<&Change>,
    ) -> Result<()> {
        match tag.attribute("fldCharType").as_deref() {
            Some("begin") if self.fields.len() >= limits::DEPTH => {
                return Err(Error::TooBig("内部结构嵌套太深".to_owned()));
            }
            Some("begin") => {
                let choice = chosen(xml)?;
                self.fields.push(Open { choice, paragraph: self.paragraphs, ..Open::default() });
            }
            Some("separate") => {
                if let Some(open) = self.fields.last_mut() {
                    open.field.shows_result = true;
                    open.heard = self.heard;
                }
            }
            Some("end") => {
                let Some(open) = self.fields.pop() else { return Ok(()) };
                let silent = !open.field.shows_result || open.heard == self.heard;
                if let Some(choice) = open.choice.filter(|_| silent) {
                    self.say(&choice, para, look, change)?;
                } else if let Some(Shown { base, above }) = open.field.shown() {
                    para.ruby.push_str(&above);
                    self.say(&base, para, look, change)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Adds to the code of the field that was begun last.
    pub(super) fn code(&mut self, code: &str) {
        if let Some(open) = self.fields.last_mut() {
            open.field.tell(code);
            open.paragraph = self.paragraphs;
        }
    }

    /// Whether `text` stands in the code of a field. A code that did not end where
    /// its paragraph did, and goes on with text, is broken: Word shows what follows
    /// it, and so the field counts as showing its result.
    pub(super) fn in_code(&mut self, text: &str, para: &mut Paragraph) -> Result<bool> {
        let here = self.paragraphs;
        let unfinished = |open: &&mut Open| !open.field.shows_result;
        for open in self.fields.iter_mut().filter(unfinished) {
            if open.paragraph != here {
                open.field.shows_result = true;
                para.line.notes.push(broken_field(std::mem::take(&mut open.kept)));
            }
        }
        let Some(open) = self.fields.iter_mut().find(unfinished) else { return Ok(false) };
        self.budget.take(text)?;
        open.kept.push_str(text);
        Ok(true)
    }

    /// Forgets the fields that are open, and gives a note when they swallowed text.
    pub(super) fn end_fields(&mut self) -> Option<(NoteKind, String, String)> {
        let left = self.fields.drain(..).filter(|open| !open.field.shows_result);
        let kept: String = left.map(|open| open.kept).collect();
        (!kept.trim().is_empty()).then(|| broken_field(kept))
    }
}

/// The entry that was chosen from the list that a field offers.
fn chosen(xml: &mut Xml<'_>) -> Result<Option<String>> {
    let (mut entries, mut at) = (Vec::new(), None);
    xml.children(|xml, _| {
        xml.children(|xml, tag| match tag.name() {
            "ddList" => xml.children(|_, tag| {
                match tag.name() {
                    "listEntry" => entries.extend(tag.val()),
                    // The result stands before the default, which counts without one.
                    "result" | "default" => {
                        at = at.or_else(|| tag.val().and_then(|at| at.parse().ok()));
                    }
                    _ => {}
                }
                Ok(())
            }),
            _ => Ok(()),
        })
    })?;
    let at: usize = at.unwrap_or(0);
    Ok((at < entries.len()).then(|| entries.swap_remove(at)))
}
