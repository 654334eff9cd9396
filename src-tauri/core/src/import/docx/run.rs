//! What stands inside a paragraph: runs, and what hangs on them.

use super::body::{Body, tracked};
use super::paragraph::Paragraph;
use super::styles::Look;
use crate::Result;
use crate::import::xml::{Node, Tag, Xml};
use crate::model::{Change, ChangeKind};

impl Body<'_, '_> {
    /// Reads what stands inside a paragraph.
    pub(super) fn inline(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        para: &mut Paragraph,
        change: Option<&Change>,
    ) -> Result<()> {
        match tag.name() {
            "r" => self.run(xml, para, change),
            "rPr" | "sdtPr" | "sdtEndPr" | "pPr" | "smartTagPr" | "customXmlPr" | "ctrlPr" => {
                Ok(())
            }
            "commentRangeStart" => {
                self.comment(tag, para);
                Ok(())
            }
            "p" | "tbl" | "txbxContent" | "txBody" => {
                self.beside(xml, tag, para, &Look::default(), change)
            }
            "AlternateContent" => self.alternatives(xml, |body, xml| {
                xml.children(|xml, tag| body.inline(xml, tag, para, change))
            }),
            _ => {
                let own = tracked(tag);
                let change = own.as_ref().or(change);
                xml.children(|xml, tag| self.inline(xml, tag, para, change))
            }
        }
    }

    fn run(
        &mut self,
        xml: &mut Xml<'_>,
        para: &mut Paragraph,
        change: Option<&Change>,
    ) -> Result<()> {
        let mut look = Look::default();
        xml.children(|xml, tag| self.in_run(xml, tag, para, &mut look, change))
    }

    fn in_run(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        para: &mut Paragraph,
        look: &mut Look,
        change: Option<&Change>,
    ) -> Result<()> {
        match tag.name() {
            "rPr" => {
                let mut style = None;
                xml.children(|xml, tag| match tag.name() {
                    "rStyle" => {
                        style = tag.val();
                        Ok(())
                    }
                    _ => look.property(xml, tag),
                })?;
                if let Some(below) = style.and_then(|style| self.parts.styles.run(&style)) {
                    *look = look.clone().over(below);
                }
            }
            "t" | "delText" => {
                let kept = tag.attribute("space").is_some_and(|space| space == "preserve");
                let text = plain_text(xml, kept)?;
                self.say(&text, para, look, change)?;
            }
            "tab" | "ptab" => self.say("\t", para, look, change)?,
            "br" | "cr" => self.say("\n", para, look, change)?,
            "noBreakHyphen" => self.say("-", para, look, change)?,
            "sym" => {
                let code =
                    tag.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                if let Some(sign) = code.and_then(char::from_u32) {
                    self.say(symbol(sign).encode_utf8(&mut [0; 4]), para, look, change)?;
                }
            }
            "fldChar" => self.field(xml, tag, para, look, change)?,
            "footnoteReference" | "endnoteReference" => {
                let id = tag.attribute("id").unwrap_or_default();
                // Each note is taken once, however often it is referred to.
                let note = self.footnotes.remove(&(tag.name() == "endnoteReference", id));
                para.take_aside(note.unwrap_or_default(), look, change);
            }
            "commentReference" => self.comment(tag, para),
            "ruby" => xml.children(|xml, tag| match tag.name() {
                "rubyBase" => xml.children(|xml, tag| self.inline(xml, tag, para, change)),
                "rt" => {
                    para.ruby.push_str(xml.text()?.trim());
                    Ok(())
                }
                _ => Ok(()),
            })?,
            "p" | "tbl" | "txbxContent" | "txBody" => self.beside(xml, tag, para, look, change)?,
            "docPr" => {}
            "blip" | "imagedata" | "chart" => {
                self.heard += 1;
                if change.is_some_and(|change| change.kind == ChangeKind::Deleted) {
                    return Ok(());
                }
                para.pictures += 1;
                para.described.push_str(&tag.attribute("title").unwrap_or_default());
            }
            "relIds" => self.diagram(tag, para, look, change)?,
            "textpath" => self.lettering(tag, para, look, change)?,
            "AlternateContent" => self.alternatives(xml, |body, xml| {
                xml.children(|xml, tag| body.in_run(xml, tag, para, look, change))
            })?,
            "instrText" => {
                let code = xml.text()?;
                self.code(&code);
            }
            "delInstrText" | "softHyphen" | "rPrChange" => {}
            // Drawings and what else may hold text boxes and pictures.
            _ => xml.children(|xml, tag| self.in_run(xml, tag, para, look, change))?,
        }
        Ok(())
    }

    /// Adds text that is shown, and keeps apart what is not.
    pub(super) fn say(
        &mut self,
        text: &str,
        para: &mut Paragraph,
        look: &Look,
        change: Option<&Change>,
    ) -> Result<()> {
        if text.is_empty() || self.in_code(text, para)? {
            return Ok(());
        }
        self.heard += 1;
        let look = look.clone().over(&para.below);
        if look.hidden == Some(true) {
            para.hidden.push_str(text);
            return self.budget.take(text);
        }
        self.budget.say(&mut para.line, text, change)?;
        para.count(text, look);
        Ok(())
    }

    /// Reads a text box: its lines follow the paragraph.
    fn beside(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        para: &mut Paragraph,
        look: &Look,
        change: Option<&Change>,
    ) -> Result<()> {
        // A box has fields of its own, and the paragraph goes on behind it.
        let (fields, here) = (std::mem::take(&mut self.fields), self.paragraphs);
        let lines = self.capture(|body| match tag.name() {
            "p" => body.paragraph(xml, change),
            _ => body.blocks(xml, change),
        });
        para.line.notes.extend(self.end_fields());
        (self.fields, self.paragraphs) = (fields, here);
        para.take_aside(lines?, look, change);
        Ok(())
    }

    /// Attaches a comment, once.
    fn comment(&mut self, tag: &Tag<'_>, para: &mut Paragraph) {
        if let Some(id) = tag.attribute("id")
            && let Some(remark) = self.comments.remove(&id)
        {
            para.line.remarks.push(remark);
        }
    }
}

/// The text of a `w:t`: line breaks and tabs in it are spaces, and the space
/// around it counts only when it says so.
fn plain_text(xml: &mut Xml<'_>, space_counts: bool) -> Result<String> {
    let mut text = String::new();
    while let Some(node) = xml.next()? {
        match node {
            Node::Text(words) => text.push_str(&words),
            Node::Element(_) => text.push_str(&xml.text()?),
        }
    }
    if text.contains(['\n', '\r', '\t']) {
        text = text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
    }
    Ok(if space_counts { text } else { text.trim_matches(' ').to_owned() })
}

/// A character of a symbol font as one that every font has.
fn symbol(sign: char) -> char {
    match sign {
        '\u{f06c}' | '\u{f0b7}' | '\u{f09f}' => '●',
        '\u{f06e}' | '\u{f0a7}' => '■',
        '\u{f06f}' | '\u{f0a8}' | '\u{f0a3}' => '□',
        '\u{f0fc}' => '✓',
        '\u{f0fe}' | '\u{f052}' => '☑',
        '\u{f0d8}' => '▶',
        '\u{f0e0}' => '→',
        sign => sign,
    }
}
