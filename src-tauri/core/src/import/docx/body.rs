//! The text of a document, paragraph by paragraph and row by row.

use std::collections::HashMap;

use super::parts::Parts;
use crate::Result;
use crate::import::equation::Field;
use crate::import::limits::Budget;
use crate::import::line::{self, Line};
use crate::import::numbering::Numbering;
use crate::import::xml::{Tag, Xml};
use crate::model::{Change, ChangeKind, NoteKind, Remark};

/// A document being read.
pub(super) struct Body<'p, 'b> {
    pub(super) parts: &'p Parts,
    pub(super) numbering: Numbering,
    pub(super) budget: &'b mut Budget,
    /// Fields that are open; whether each shows its result by now.
    pub(super) fields: Vec<Field>,
    /// Pieces of text and pictures met so far, to see whether a choice held any.
    pub(super) heard: usize,
    /// Footnotes and endnotes by kind and id.
    pub(super) footnotes: HashMap<(bool, String), Vec<Line>>,
    pub(super) comments: HashMap<String, Remark>,
    lines: Vec<Line>,
    /// The mark that ends the last line was deleted: the next one continues it.
    joins: bool,
}

impl<'p, 'b> Body<'p, 'b> {
    pub(super) fn new(parts: &'p Parts, budget: &'b mut Budget) -> Self {
        Self {
            parts,
            numbering: parts.numbering.clone(),
            budget,
            fields: Vec::new(),
            heard: 0,
            footnotes: HashMap::new(),
            comments: HashMap::new(),
            lines: Vec::new(),
            joins: false,
        }
    }

    /// The lines of the main part.
    pub(super) fn read(&mut self, document: &str) -> Result<Vec<Line>> {
        let parts = self.parts;
        self.read_notes(&parts.footnotes, false)?;
        self.read_notes(&parts.endnotes, true)?;
        self.read_comments(&parts.comments)?;
        self.fields.clear();
        let mut xml = Xml::new(document);
        self.capture(|body| xml.children(|xml, _| body.blocks(xml, None)))
    }

    /// What stands in headers and footers, each text once, page numbers left out.
    pub(super) fn margins(&mut self) -> Result<Vec<String>> {
        let mut lines = Vec::new();
        let parts = self.parts;
        for part in &parts.margins {
            self.fields.clear();
            let mut xml = Xml::new(part);
            lines.extend(self.capture(|body| xml.children(|xml, _| body.blocks(xml, None)))?);
        }
        Ok(line::margins(lines.iter().map(Line::text)))
    }

    /// The lines that `read` adds, taken aside.
    pub(super) fn capture(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<Vec<Line>> {
        let outer = std::mem::take(&mut self.lines);
        let joins = std::mem::take(&mut self.joins);
        let result = read(self);
        let lines = std::mem::replace(&mut self.lines, outer);
        self.joins = joins;
        result.map(|()| lines)
    }

    /// Reads what stands beside and below one another.
    pub(super) fn blocks(&mut self, xml: &mut Xml<'_>, change: Option<&Change>) -> Result<()> {
        xml.children(|xml, tag| self.block(xml, tag, change))
    }

    fn block(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>, change: Option<&Change>) -> Result<()> {
        match tag.name() {
            "p" => self.paragraph(xml, change),
            "tbl" => {
                self.joins = false;
                self.rows(xml, change)
            }
            "sectPr" | "sdtPr" | "sdtEndPr" | "tblPr" | "tblGrid" | "tcPr" | "pPr" | "docPr"
            | "background" | "bodyPr" | "lstStyle" => Ok(()),
            "AlternateContent" => self.alternatives(xml, |body, xml| body.blocks(xml, change)),
            "altChunk" => {
                let mut line = Line::default();
                let message = "这里嵌着另一个文件，没有放进报告，请打开原文件核对".to_owned();
                line.notes.push((NoteKind::Doubt, message, String::new()));
                self.add(line)
            }
            _ => match tracked(tag) {
                Some(own) => self.blocks(xml, Some(&own)),
                // Content controls, custom XML, sections and what is yet to be invented.
                None => self.blocks(xml, change),
            },
        }
    }

    /// Reads the first alternative that holds something.
    pub(super) fn alternatives<'a>(
        &mut self,
        xml: &mut Xml<'a>,
        mut read: impl FnMut(&mut Self, &mut Xml<'a>) -> Result<()>,
    ) -> Result<()> {
        let before = self.heard;
        xml.children(|xml, tag| match tag.name() {
            "Choice" | "Fallback" if self.heard == before => read(self, xml),
            _ => Ok(()),
        })
    }

    /// Adds a line, or continues the last one.
    pub(super) fn add(&mut self, line: Line) -> Result<()> {
        self.budget.take_line("")?;
        match self.lines.last_mut() {
            Some(last) if self.joins => last.append(line),
            _ => self.lines.push(line),
        }
        self.joins = false;
        Ok(())
    }

    /// Says that the mark behind the last line was deleted.
    pub(super) fn join_next(&mut self) {
        self.joins = true;
    }

    fn rows(&mut self, xml: &mut Xml<'_>, change: Option<&Change>) -> Result<()> {
        xml.children(|xml, tag| match tag.name() {
            "tr" => self.row(xml, change),
            "tblPr" | "tblGrid" | "sdtPr" => Ok(()),
            _ => match tracked(tag) {
                Some(own) => self.rows(xml, Some(&own)),
                None => self.rows(xml, change),
            },
        })
    }

    fn row(&mut self, xml: &mut Xml<'_>, change: Option<&Change>) -> Result<()> {
        let mut cells: Vec<Vec<Line>> = Vec::new();
        let mut own = change.cloned();
        self.cells(xml, &mut own, &mut cells)?;
        line::row(cells).into_iter().try_for_each(|line| self.add(line))
    }

    fn cells(
        &mut self,
        xml: &mut Xml<'_>,
        change: &mut Option<Change>,
        cells: &mut Vec<Vec<Line>>,
    ) -> Result<()> {
        xml.children(|xml, tag| match tag.name() {
            "tc" => {
                let cell = self.capture(|body| body.blocks(xml, change.as_ref()))?;
                if cell.is_empty() {
                    self.budget.take_line("")?;
                }
                cells.push(cell);
                Ok(())
            }
            "trPr" => xml.children(|_, tag| {
                if let Some(own) = tracked(tag) {
                    *change = Some(own);
                }
                Ok(())
            }),
            "tblPrEx" | "sdtPr" => Ok(()),
            _ => self.cells(xml, change, cells),
        })
    }
}

/// The tracked change that an element stands for.
pub(super) fn tracked(tag: &Tag<'_>) -> Option<Change> {
    let kind = match tag.name() {
        "ins" | "moveTo" => ChangeKind::Inserted,
        "del" | "moveFrom" => ChangeKind::Deleted,
        _ => return None,
    };
    let word = |name| tag.attribute(name).unwrap_or_default();
    Some(Change { kind, author: word("author"), date: word("date") })
}
