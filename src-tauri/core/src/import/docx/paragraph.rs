//! One paragraph: its runs, its number, its look.

use std::collections::BTreeMap;

use super::body::{Body, tracked};
use super::styles::{Align, Look};
use crate::Result;
use crate::import::line::Line;
use crate::import::xml::Xml;
use crate::model::{Change, ChangeKind, Hints, NoteKind};

/// A paragraph being read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) line: Line,
    /// What its own properties say.
    look: Look,
    style: Option<String>,
    /// What style and list say below that.
    pub(super) below: Look,
    mark: Mark,
    /// Characters by typeface, size and weight.
    faces: BTreeMap<String, usize>,
    sizes: BTreeMap<u16, usize>,
    bold: usize,
    chars: usize,
    /// Text that is not shown.
    pub(super) hidden: String,
    /// Reading aids above characters.
    pub(super) ruby: String,
    /// Pictures, and how they are described.
    pub(super) pictures: usize,
    pub(super) described: String,
    /// Text boxes and footnotes: they follow the paragraph.
    pub(super) aside: Vec<Line>,
}

/// The mark that ends a paragraph.
#[derive(Debug, Default)]
struct Mark {
    /// It was deleted: the next paragraph continues this one.
    deleted: bool,
    hidden: bool,
}

impl Body<'_, '_> {
    /// Reads a paragraph and adds its line.
    pub(super) fn paragraph(&mut self, xml: &mut Xml<'_>, change: Option<&Change>) -> Result<()> {
        self.paragraphs += 1;
        // What stands before a deleted mark belongs to this paragraph, and looks
        // and is numbered as it says.
        let before = self.unended.take().map(|before| *before).unwrap_or_default();
        let mut para = Paragraph {
            look: Look::default(),
            style: None,
            below: self.parts.styles.paragraph(None),
            mark: Mark::default(),
            ..before
        };
        xml.children(|xml, tag| match tag.name() {
            "pPr" => self.paragraph_properties(xml, &mut para),
            _ => self.inline(xml, tag, &mut para, change),
        })?;
        if para.mark.deleted {
            self.unended = Some(Box::new(para));
            return Ok(());
        }
        self.end(para)
    }

    /// Adds the line of a paragraph, and those that follow it.
    pub(super) fn end(&mut self, mut para: Paragraph) -> Result<()> {
        self.number(&mut para)?;
        para.tell();
        para.line.hints = para.hints();
        let Paragraph { line, aside, .. } = para;
        // A paragraph that only holds text boxes leaves no empty line.
        if aside.is_empty() || !line.is_empty() || !line.notes.is_empty() {
            self.add(line)?;
        }
        aside.into_iter().try_for_each(|line| self.add(line))
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
                para.mark.deleted |=
                    tracked(tag).is_some_and(|change| change.kind == ChangeKind::Deleted);
                para.mark.hidden |= tag.name() == "vanish" && tag.is_on();
                Ok(())
            }),
            _ => para.look.property(xml, tag),
        })
    }

    /// Puts the automatic number in front.
    fn number(&mut self, para: &mut Paragraph) -> Result<()> {
        let look = para.look.clone().over(&para.below);
        let Some(list) = look.list.filter(|list| *list > 0) else { return Ok(()) };
        // Paragraphs that are deleted or hidden as a whole are not counted.
        let unseen = para.mark.deleted
            || !para.line.is_empty()
            || (para.mark.hidden || para.below.hidden == Some(true)) && !para.hidden.is_empty();
        if unseen && para.line.text().trim().is_empty() {
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
}

impl Paragraph {
    /// Counts `text`, which looks as `look` says.
    pub(super) fn count(&mut self, text: &str, look: Look) {
        let chars = text.chars().filter(|c| !c.is_whitespace()).count();
        self.chars += chars;
        self.bold += if look.bold == Some(true) { chars } else { 0 };
        *self.faces.entry(look.face.unwrap_or_default()).or_default() += chars;
        *self.sizes.entry(look.half_points.unwrap_or(0)).or_default() += chars;
    }

    /// Takes lines that stand beside the text: they follow the paragraph, or are
    /// hidden or deleted with the run they hang on.
    pub(super) fn take_aside(&mut self, lines: Vec<Line>, look: &Look, change: Option<&Change>) {
        let hidden = look.hidden.or(self.below.hidden) == Some(true);
        let deleted = change.filter(|change| change.kind == ChangeKind::Deleted);
        for mut line in lines.into_iter().filter(|line| !line.is_empty()) {
            if hidden {
                self.hidden.push_str(&self.line.take_hidden(line));
            } else {
                deleted.into_iter().for_each(|change| line.delete(change));
                self.aside.push(line);
            }
        }
    }

    /// Notes what was found in it that is no text.
    fn tell(&mut self) {
        self.line.tell_hidden(std::mem::take(&mut self.hidden));
        let notes = &mut self.line.notes;
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
