//! One paragraph: its runs, its number, its look.

use std::collections::BTreeMap;

use super::body::{Body, tracked};
use super::styles::{Align, Look};
use crate::import::equation::{Field, Shown};
use crate::import::limits;
use crate::import::line::Line;
use crate::import::xml::{Node, Tag, Xml};
use crate::model::{Change, ChangeKind, Hints, NoteKind};
use crate::{Error, Result};

/// A paragraph being read.
#[derive(Default)]
pub(super) struct Paragraph {
    line: Line,
    /// What its own properties say.
    look: Look,
    style: Option<String>,
    /// What style and list say below that.
    below: Look,
    /// The mark that ends it was deleted.
    mark_deleted: bool,
    /// Characters by typeface, size and weight.
    faces: BTreeMap<String, usize>,
    sizes: BTreeMap<u16, usize>,
    bold: usize,
    chars: usize,
    /// Text that is not shown.
    hidden: String,
    /// Reading aids above characters.
    ruby: String,
    /// Pictures, and how they are described.
    pictures: usize,
    described: String,
    /// Text boxes and footnotes: they follow the paragraph.
    aside: Vec<Line>,
}

impl Body<'_, '_> {
    /// Reads a paragraph and adds its line.
    pub(super) fn paragraph(&mut self, xml: &mut Xml<'_>, change: Option<&Change>) -> Result<()> {
        let below = self.parts.styles.paragraph(None);
        let mut para = Paragraph { below, ..Paragraph::default() };
        xml.children(|xml, tag| match tag.name() {
            "pPr" => self.paragraph_properties(xml, &mut para),
            _ => self.inline(xml, tag, &mut para, change),
        })?;
        self.number(&mut para)?;
        para.tell();
        para.line.hints = para.hints();
        let Paragraph { line, aside, mark_deleted, .. } = para;
        // A paragraph that only holds text boxes leaves no empty line.
        if aside.is_empty() || !line.is_empty() || !line.notes.is_empty() {
            self.add(line)?;
        }
        for line in aside {
            self.add(line)?;
        }
        if mark_deleted {
            self.join_next();
        }
        Ok(())
    }

    fn paragraph_properties(&mut self, xml: &mut Xml<'_>, para: &mut Paragraph) -> Result<()> {
        xml.children(|xml, tag| match tag.name() {
            "pStyle" => {
                para.style = tag.val();
                para.below = self.parts.styles.paragraph(para.style.as_deref());
                Ok(())
            }
            // The look of the mark that ends the paragraph, not of its text.
            "rPr" => xml.children(|_, tag| {
                para.mark_deleted |=
                    tracked(tag).is_some_and(|change| change.kind == ChangeKind::Deleted);
                Ok(())
            }),
            _ => para.look.property(xml, tag),
        })
    }

    /// Puts the automatic number in front.
    fn number(&mut self, para: &mut Paragraph) -> Result<()> {
        let look = para.look.clone().over(&para.below);
        let Some(list) = look.list.filter(|list| *list > 0) else { return Ok(()) };
        // Deleted paragraphs are not counted.
        if para.line.text().is_empty() && !para.line.is_empty() {
            return Ok(());
        }
        let by_style = || {
            let style = para.style.as_deref()?;
            self.parts.numbering.level_of_style(list, style)
        };
        let level = look.list_level.or_else(by_style).unwrap_or(0);
        let Some(number) = self.numbering.next(list, level) else { return Ok(()) };
        if number.is_empty() || para.line.text().trim().is_empty() {
            return Ok(());
        }
        let mut line = Line::default();
        self.budget.say(&mut line, &number, None)?;
        line.append(std::mem::take(&mut para.line));
        para.line = line;
        para.look.list = Some(list);
        para.line.hints.numbered = true;
        Ok(())
    }

    /// Reads what stands inside a paragraph.
    fn inline(
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
            "p" | "tbl" | "txbxContent" | "txBody" => self.beside(xml, tag, para, change),
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
            "fldChar" => match tag.attribute("fldCharType").as_deref() {
                Some("begin") if self.fields.len() >= limits::DEPTH => {
                    return Err(Error::TooBig("内部结构嵌套太深".to_owned()));
                }
                Some("begin") => self.fields.push(Field::default()),
                Some("separate") => {
                    if let Some(field) = self.fields.last_mut() {
                        field.shows_result = true;
                    }
                }
                Some("end") => {
                    if let Some(Shown { base, above }) = self.fields.pop().and_then(|f| f.shown()) {
                        para.ruby.push_str(&above);
                        self.say(&base, para, look, change)?;
                    }
                }
                _ => {}
            },
            "footnoteReference" | "endnoteReference" => {
                let id = tag.attribute("id").unwrap_or_default();
                // Each note is taken once, however often it is referred to.
                let note = self.footnotes.remove(&(tag.name() == "endnoteReference", id));
                para.aside.extend(note.into_iter().flatten());
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
            "p" | "tbl" | "txbxContent" | "txBody" => self.beside(xml, tag, para, change)?,
            "docPr" => {}
            "blip" | "imagedata" => {
                self.heard += 1;
                para.pictures += 1;
                para.described.push_str(&tag.attribute("title").unwrap_or_default());
            }
            "AlternateContent" => self.alternatives(xml, |body, xml| {
                xml.children(|xml, tag| body.in_run(xml, tag, para, look, change))
            })?,
            "instrText" => {
                let code = xml.text()?;
                if let Some(field) = self.fields.last_mut() {
                    field.tell(&code);
                }
            }
            "delInstrText" | "softHyphen" | "rPrChange" => {}
            // Drawings and what else may hold text boxes and pictures.
            _ => xml.children(|xml, tag| self.in_run(xml, tag, para, look, change))?,
        }
        Ok(())
    }

    /// Adds text that is shown, and keeps apart what is not.
    fn say(
        &mut self,
        text: &str,
        para: &mut Paragraph,
        look: &Look,
        change: Option<&Change>,
    ) -> Result<()> {
        if self.fields.iter().any(|field| !field.shows_result) || text.is_empty() {
            return Ok(());
        }
        self.heard += 1;
        let look = look.clone().over(&para.below);
        if look.hidden == Some(true) {
            para.hidden.push_str(text);
            return self.budget.take(text);
        }
        self.budget.say(&mut para.line, text, change)?;
        let chars = text.chars().filter(|c| !c.is_whitespace()).count();
        para.chars += chars;
        if look.bold == Some(true) {
            para.bold += chars;
        }
        *para.faces.entry(look.face.unwrap_or_default()).or_default() += chars;
        *para.sizes.entry(look.half_points.unwrap_or(0)).or_default() += chars;
        Ok(())
    }

    /// Reads a text box: its lines follow the paragraph.
    fn beside(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        para: &mut Paragraph,
        change: Option<&Change>,
    ) -> Result<()> {
        let fields = std::mem::take(&mut self.fields);
        let lines = self.capture(|body| match tag.name() {
            "p" => body.paragraph(xml, change),
            _ => body.blocks(xml, change),
        });
        self.fields = fields;
        para.aside.extend(lines?.into_iter().filter(|line| !line.is_empty()));
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

impl Paragraph {
    /// Notes what was found in it that is no text.
    fn tell(&mut self) {
        let notes = &mut self.line.notes;
        if !self.hidden.trim().is_empty() {
            let message = "这里有隐藏的文字，没有放进报告".to_owned();
            notes.push((NoteKind::Dropped, message, std::mem::take(&mut self.hidden)));
        }
        if !self.ruby.is_empty() {
            let message = "这里的注音没有放进报告".to_owned();
            notes.push((NoteKind::Dropped, message, std::mem::take(&mut self.ruby)));
        }
        if self.pictures > 0 {
            let message = format!("这里有 {} 张图片，没有放进报告", self.pictures);
            notes.push((NoteKind::Dropped, message, std::mem::take(&mut self.described)));
        }
    }

    fn hints(&self) -> Hints {
        let look = self.look.clone().over(&self.below);
        let most = self.sizes.iter().max_by_key(|(_, chars)| **chars).map(|(size, _)| *size);
        let face = self.faces.iter().max_by_key(|(_, chars)| **chars);
        Hints {
            level: look.level.filter(|level| *level < 10),
            title: look.title,
            centred: look.align == Some(Align::Centre),
            right: look.align == Some(Align::Right),
            bold: self.chars > 0 && self.bold == self.chars,
            half_points: most.filter(|size| *size > 0),
            face: face.map(|(face, _)| face.clone()).unwrap_or_default(),
            numbered: self.line.hints.numbered,
            ..Hints::default()
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
