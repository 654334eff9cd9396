//! The text of a document, paragraph by paragraph and row by row.

use std::collections::HashMap;

use super::fields::Open;
use super::paragraph::Paragraph;
use super::parts::Parts;
use super::relations::Shown;
use crate::Result;
use crate::import::limits::Budget;
use crate::import::line::{self, Line};
use crate::import::numbering::Numbering;
use crate::import::xml::{Tag, Xml};
use crate::model::{Change, ChangeKind, Remark};

/// A document being read.
pub(super) struct Body<'p, 'b> {
    pub(super) parts: &'p Parts,
    pub(super) numbering: Numbering,
    pub(super) shown: Shown,
    pub(super) budget: &'b mut Budget,
    /// Fields that are open.
    pub(super) fields: Vec<Open>,
    /// Paragraphs begun so far.
    pub(super) paragraphs: usize,
    /// Pieces of text and pictures met so far, to see whether a choice held any.
    pub(super) heard: usize,
    /// Footnotes and endnotes by kind and id.
    pub(super) footnotes: HashMap<(bool, String), Vec<Line>>,
    pub(super) comments: HashMap<String, Remark>,
    lines: Vec<Line>,
    /// A paragraph whose mark was deleted: the next one continues it.
    pub(super) unended: Option<Box<Paragraph>>,
}

impl<'p, 'b> Body<'p, 'b> {
    pub(super) fn new(parts: &'p Parts, shown: Shown, budget: &'b mut Budget) -> Self {
        Self {
            parts,
            numbering: parts.numbering.clone(),
            shown,
            budget,
            fields: Vec::new(),
            paragraphs: 0,
            heard: 0,
            footnotes: HashMap::new(),
            comments: HashMap::new(),
            lines: Vec::new(),
            unended: None,
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
        let mut lines = self.capture(|body| xml.children(|xml, _| body.blocks(xml, None)))?;
        if let Some(last) = lines.last_mut() {
            last.notes.extend(self.end_fields());
        }
        Ok(lines)
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
        let unended = self.unended.take();
        let result = read(self).and_then(|()| self.end_open());
        let lines = std::mem::replace(&mut self.lines, outer);
        self.unended = unended;
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
                self.end_open()?;
                self.rows(xml, change)
            }
            "sectPr" | "sdtPr" | "sdtEndPr" | "tblPr" | "tblGrid" | "tcPr" | "pPr" | "docPr"
            | "background" | "bodyPr" | "lstStyle" => Ok(()),
            "AlternateContent" => self.alternatives(xml, |body, xml| body.blocks(xml, change)),
            "altChunk" => {
                self.end_open()?;
                self.embedded(tag)
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

    /// Adds a line.
    pub(super) fn add(&mut self, line: Line) -> Result<()> {
        self.budget.take_line("")?;
        self.lines.push(line);
        Ok(())
    }

    /// Ends a paragraph that nothing continues, though its mark was deleted.
    fn end_open(&mut self) -> Result<()> {
        self.unended.take().map_or(Ok(()), |para| self.end(*para))
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
        let mut row = Row { change: change.cloned(), ..Row::default() };
        self.cells(xml, &mut row)?;
        match row.cells.last_mut() {
            Some(last) => last.append(&mut row.gone),
            None => row.cells.push(row.gone),
        }
        line::row(row.cells).into_iter().try_for_each(|line| self.add(line))
    }

    fn cells(&mut self, xml: &mut Xml<'_>, row: &mut Row) -> Result<()> {
        xml.children(|xml, tag| match tag.name() {
            "tc" => self.cell(xml, row),
            "trPr" => xml.children(|_, tag| {
                row.change = tracked(tag).or(row.change.take());
                Ok(())
            }),
            "tblPrEx" | "sdtPr" => Ok(()),
            _ => self.cells(xml, row),
        })
    }

    fn cell(&mut self, xml: &mut Xml<'_>, row: &mut Row) -> Result<()> {
        let mut own = None;
        let cell = self.capture(|body| {
            xml.children(|xml, tag| match tag.name() {
                "tcPr" => xml.children(|_, tag| {
                    own = tracked(tag).or(own.take());
                    Ok(())
                }),
                _ => body.block(xml, tag, own.as_ref().or(row.change.as_ref())),
            })
        })?;
        if cell.is_empty() {
            self.budget.take_line("")?;
        }
        if own.is_some_and(|change| change.kind == ChangeKind::Deleted) {
            row.gone.extend(cell);
        } else {
            row.cells.push(cell);
        }
        Ok(())
    }
}

/// A row of a table being read.
#[derive(Default)]
struct Row {
    /// The row as a whole was put in or taken out.
    change: Option<Change>,
    cells: Vec<Vec<Line>>,
    /// What stands in cells that were taken out: no column is left for them.
    gone: Vec<Line>,
}

/// The tracked change that an element stands for.
pub(super) fn tracked(tag: &Tag<'_>) -> Option<Change> {
    let kind = match tag.name() {
        "ins" | "moveTo" | "cellIns" => ChangeKind::Inserted,
        "del" | "moveFrom" | "cellDel" => ChangeKind::Deleted,
        _ => return None,
    };
    let word = |name| tag.attribute(name).unwrap_or_default();
    Some(Change { kind, author: word("author"), date: word("date") })
}
