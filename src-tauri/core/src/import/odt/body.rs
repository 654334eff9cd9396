//! The text of an OpenDocument text.

use std::collections::BTreeMap;

use super::styles::{Look, Styles};
use crate::Result;
use crate::import::limits::Budget;
use crate::import::line::{self, Line};
use crate::import::numbering::{List, Numbering};
use crate::import::xml::{Node, Tag, Xml};
use crate::model::{Change, ChangeKind, Hints, NoteKind, Remark};

/// A document being read.
pub(super) struct Body<'s, 'b> {
    styles: &'s Styles,
    budget: &'b mut Budget,
    numbering: Numbering,
    /// The last list made of each list style, and how many lists there are.
    last_lists: BTreeMap<String, u32>,
    lists: u32,
    /// Tracked changes by id, with the words of deletions.
    changes: BTreeMap<String, (Change, String)>,
    /// The insertion that the walk is in.
    inserted: Option<Change>,
    lines: Vec<Line>,
}

/// The list that headings are numbered by.
const OUTLINE: u32 = 0;

/// A paragraph being read.
#[derive(Default)]
struct Paragraph {
    line: Line,
    bold: usize,
    chars: usize,
    half_points: Option<u16>,
    hidden: String,
    /// Reading aids above characters.
    ruby: String,
    /// The paragraph as a whole is hidden.
    unseen: bool,
    pictures: usize,
    aside: Vec<Line>,
}

/// The list item that a paragraph is the first of.
type Item = Option<(u32, u8)>;

impl<'s, 'b> Body<'s, 'b> {
    pub(super) fn new(styles: &'s Styles, budget: &'b mut Budget) -> Self {
        let mut numbering = Numbering::default();
        numbering.define(OUTLINE, styles.outline.clone());
        numbering.add(OUTLINE, List { abstract_id: OUTLINE, ..List::default() });
        Self {
            styles,
            budget,
            numbering,
            last_lists: BTreeMap::new(),
            lists: OUTLINE,
            changes: BTreeMap::new(),
            inserted: None,
            lines: Vec::new(),
        }
    }

    /// The lines of `content.xml`.
    pub(super) fn read(&mut self, content: &str) -> Result<Vec<Line>> {
        let mut xml = Xml::new(content);
        self.capture(|body| {
            xml.children(|xml, _| {
                xml.children(|xml, tag| match tag.name() {
                    "body" => body.blocks(xml, &mut None),
                    _ => Ok(()),
                })
            })
        })
    }

    /// What stands in the headers and footers of `styles.xml`.
    pub(super) fn headers(&mut self, styles: &str) -> Result<Vec<String>> {
        let mut xml = Xml::new(styles);
        let lines = self.capture(|body| {
            xml.children(|xml, _| {
                xml.children(|xml, tag| match tag.name() {
                    "master-styles" => body.blocks(xml, &mut None),
                    _ => Ok(()),
                })
            })
        })?;
        Ok(line::margins(lines.iter().map(Line::text)))
    }

    fn capture(&mut self, read: impl FnOnce(&mut Self) -> Result<()>) -> Result<Vec<Line>> {
        let outer = std::mem::take(&mut self.lines);
        let result = read(self);
        let lines = std::mem::replace(&mut self.lines, outer);
        result.map(|()| lines)
    }

    fn add(&mut self, line: Line) -> Result<()> {
        self.budget.take_line("")?;
        self.lines.push(line);
        Ok(())
    }

    fn blocks(&mut self, xml: &mut Xml<'_>, item: &mut Item) -> Result<()> {
        xml.children(|xml, tag| self.block(xml, tag, item))
    }

    fn block(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>, item: &mut Item) -> Result<()> {
        match tag.name() {
            "p" | "h" => self.paragraph(xml, tag, item.take()),
            "list" => self.list(xml, tag, None),
            "table" => self.rows(xml),
            "section" if is_hidden(tag) => {
                let lines = self.capture(|body| body.blocks(xml, &mut None))?;
                let mut line = Line::default();
                let words: Vec<String> =
                    lines.into_iter().map(|hidden| line.take_hidden(hidden)).collect();
                line.tell_hidden(words.join("\n"));
                self.add(line)
            }
            "tracked-changes" => self.tracked_changes(xml),
            "change-start" | "change-end" | "change" => self.change(tag, None),
            "forms"
            | "sequence-decls"
            | "variable-decls"
            | "user-field-decls"
            | "table-source"
            | "index-title-template"
            | "table-of-content-source"
            | "illustration-index-source" => Ok(()),
            _ => self.blocks(xml, item),
        }
    }

    fn list(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>, above: Option<(u32, u8)>) -> Result<()> {
        self.budget.take_piece("")?;
        let style = tag.attribute("style-name");
        let goes_on = tag.attribute("continue-numbering").is_some_and(|on| on == "true")
            || tag.attribute("continue-list").is_some();
        let (list, level) = match (above, &style) {
            (Some((list, level)), _) => (list, level.saturating_add(1)),
            (None, style) => {
                let name = style.clone().unwrap_or_default();
                let last = self.last_lists.get(&name).filter(|_| goes_on).copied();
                (last.unwrap_or_else(|| self.new_list(name)), 0)
            }
        };
        xml.children(|xml, tag| {
            let mut item = (tag.name() == "list-item").then_some((list, level));
            if let Some(start) = tag.attribute("start-value").and_then(|start| start.parse().ok()) {
                self.numbering.restart(list, level, start);
            }
            xml.children(|xml, tag| match tag.name() {
                "list" => self.list(xml, tag, Some((list, level))),
                _ => self.block(xml, tag, &mut item),
            })
        })
    }

    fn new_list(&mut self, style: String) -> u32 {
        self.lists += 1;
        let id = self.lists;
        let levels = self.styles.lists.get(&style).cloned().unwrap_or_default();
        self.numbering.define(id, levels);
        self.numbering.add(id, List { abstract_id: id, ..List::default() });
        self.last_lists.insert(style, id);
        id
    }

    fn rows(&mut self, xml: &mut Xml<'_>) -> Result<()> {
        xml.children(|xml, tag| match tag.name() {
            "table-row" => {
                let mut cells: Vec<Vec<Line>> = Vec::new();
                xml.children(|xml, tag| {
                    if tag.name() == "table-cell" {
                        let cell = self.capture(|body| body.blocks(xml, &mut None))?;
                        if cell.is_empty() {
                            self.budget.take_line("")?;
                        }
                        cells.push(cell);
                    }
                    Ok(())
                })?;
                line::row(cells).into_iter().try_for_each(|line| self.add(line))
            }
            _ => self.rows(xml),
        })
    }

    fn tracked_changes(&mut self, xml: &mut Xml<'_>) -> Result<()> {
        xml.children(|xml, tag| {
            let id = tag.attribute("id").unwrap_or_default();
            self.budget.take_piece("")?;
            xml.children(|xml, tag| {
                let kind = match tag.name() {
                    "insertion" => ChangeKind::Inserted,
                    "deletion" => ChangeKind::Deleted,
                    _ => return Ok(()),
                };
                let mut change = Change { kind, author: String::new(), date: String::new() };
                let lines = self.capture(|body| {
                    xml.children(|xml, tag| match tag.name() {
                        "change-info" => xml.children(|xml, tag| {
                            match tag.name() {
                                "creator" => change.author = xml.text()?,
                                "date" => change.date = xml.text()?,
                                _ => {}
                            }
                            Ok(())
                        }),
                        _ => body.block(xml, tag, &mut None),
                    })
                })?;
                let words: Vec<String> = lines.iter().map(Line::text).collect();
                self.changes.insert(id.clone(), (change, words.concat()));
                Ok(())
            })
        })
    }

    /// An insertion begins or ends, or something was deleted here.
    fn change(&mut self, tag: &Tag<'_>, para: Option<&mut Paragraph>) -> Result<()> {
        let id = tag.attribute("change-id").unwrap_or_default();
        match (tag.name(), self.changes.get_mut(&id)) {
            ("change-start", Some((change, _))) => self.inserted = Some(change.clone()),
            ("change-end", _) => self.inserted = None,
            ("change", Some((change, words))) if !words.is_empty() => {
                if let Some(para) = para {
                    // Words that were taken out are told once.
                    let words = std::mem::take(words);
                    self.budget.say(&mut para.line, &words, Some(change))?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn paragraph(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>, item: Item) -> Result<()> {
        let heading = tag.name() == "h";
        let level = tag.attribute("outline-level").and_then(|level| level.parse::<u8>().ok());
        let below = self.styles.look(&tag.attribute("style-name").unwrap_or_default());
        let mut para = Paragraph::default();
        self.inline(xml, &mut para, &below)?;
        if para.unseen {
            let shown = std::mem::take(&mut para.line);
            let aside = std::mem::take(&mut para.aside);
            para.hide(std::iter::once(shown).chain(aside));
        }
        let text = para.line.text();
        let list_header = tag.attribute("is-list-header").is_some_and(|is| is == "true");
        let number = match (item, level) {
            // What is hidden as a whole is not counted.
            _ if para.unseen => None,
            (Some((list, level)), _) => self.numbering.next(list, level),
            (None, Some(level)) if heading && !list_header => {
                self.numbering.next(OUTLINE, level.saturating_sub(1))
            }
            _ => None,
        };
        let numbered = number.as_ref().is_some_and(|number| !number.trim().is_empty());
        if let Some(number) = number.filter(|_| numbered && !text.trim().is_empty()) {
            let mut line = Line::default();
            self.budget.say(&mut line, &number, None)?;
            line.append(std::mem::take(&mut para.line));
            para.line = line;
        }
        para.tell();
        para.line.hints = Hints {
            level: level.filter(|_| heading).or(below.level).filter(|level| *level > 0),
            title: below.title,
            centred: below.centred == Some(true),
            right: below.right == Some(true),
            bold: para.chars > 0 && para.bold == para.chars,
            half_points: para.half_points.or(below.half_points),
            face: below.face.clone().unwrap_or_default(),
            numbered,
            ..Hints::default()
        };
        let Paragraph { line, aside, .. } = para;
        if aside.is_empty() || !line.is_empty() || !line.notes.is_empty() {
            self.add(line)?;
        }
        aside.into_iter().try_for_each(|line| self.add(line))
    }

    fn inline(&mut self, xml: &mut Xml<'_>, para: &mut Paragraph, look: &Look) -> Result<()> {
        while let Some(node) = xml.next()? {
            match node {
                Node::Text(words) => {
                    let words = collapsed(&words, ends_with_space(&para.line));
                    self.say(&words, para, look)?;
                }
                Node::Element(tag) => self.element(xml, &tag, para, look)?,
            }
        }
        Ok(())
    }

    /// Reads one element inside a paragraph, to its end.
    fn element(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        para: &mut Paragraph,
        look: &Look,
    ) -> Result<()> {
        match tag.name() {
            "s" => {
                let count = tag.attribute("c").and_then(|count| count.parse::<usize>().ok());
                self.say(&" ".repeat(count.unwrap_or(1).min(1000)), para, look)?;
            }
            "tab" => self.say("\t", para, look)?,
            "line-break" => self.say("\n", para, look)?,
            "change-start" | "change-end" | "change" => self.change(tag, Some(para))?,
            "span" => {
                let own = self.styles.look(&tag.attribute("style-name").unwrap_or_default());
                return self.inline(xml, para, &own.over(look));
            }
            "ruby-text" => {
                para.ruby.push_str(xml.text()?.trim());
                return Ok(());
            }
            "note-citation" | "bibliography-mark" | "desc" | "title" => {}
            "note-body" | "text-box" => {
                let mut lines = self.capture(|body| body.blocks(xml, &mut None))?;
                lines.retain(|line| !line.is_empty());
                if tag.name() == "note-body"
                    && let Some(first) = lines.first_mut()
                {
                    let message = "这是脚注，放在了它所注的那一段后面".to_owned();
                    first.notes.push((NoteKind::Recognised, message, first.text()));
                }
                if look.hidden == Some(true) {
                    para.hide(lines);
                } else {
                    para.aside.extend(lines);
                }
                return Ok(());
            }
            "hidden-paragraph" => para.unseen |= is_hidden(tag),
            "hidden-text" if is_hidden(tag) => {
                para.hidden.push_str(&tag.attribute("string-value").unwrap_or_default());
            }
            // A shape with words in it.
            "p" | "h" | "list" => {
                let lines = self.capture(|body| body.block(xml, tag, &mut None))?;
                para.aside.extend(lines.into_iter().filter(|line| !line.is_empty()));
                return Ok(());
            }
            "annotation" => return self.annotation(xml, para),
            "image" => para.pictures += 1,
            _ => return self.inline(xml, para, look),
        }
        xml.text().map(|_| ())
    }

    fn annotation(&mut self, xml: &mut Xml<'_>, para: &mut Paragraph) -> Result<()> {
        let mut remark = Remark::default();
        let lines = self.capture(|body| {
            xml.children(|xml, tag| {
                match tag.name() {
                    "creator" => remark.author = xml.text()?,
                    "date" => remark.date = xml.text()?,
                    _ => body.block(xml, tag, &mut None)?,
                }
                Ok(())
            })
        })?;
        let words: Vec<String> = lines.iter().map(Line::text).collect();
        remark.text = words.join("\n");
        para.line.remarks.push(remark);
        Ok(())
    }

    fn say(&mut self, text: &str, para: &mut Paragraph, look: &Look) -> Result<()> {
        if look.hidden == Some(true) {
            para.hidden.push_str(text);
            return self.budget.take(text);
        }
        self.budget.say(&mut para.line, text, self.inserted.as_ref())?;
        let chars = text.chars().filter(|c| !c.is_whitespace()).count();
        para.chars += chars;
        para.bold += if look.bold == Some(true) { chars } else { 0 };
        para.half_points = para.half_points.max(look.half_points);
        Ok(())
    }
}

/// Whether a section, a paragraph or a text is not shown.
fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.attribute("is-hidden").is_some_and(|is| is == "true")
        || tag.attribute("display").is_some_and(|display| display == "none")
}

impl Paragraph {
    /// Takes lines that are not shown.
    fn hide(&mut self, lines: impl IntoIterator<Item = Line>) {
        for line in lines {
            self.hidden.push_str(&self.line.take_hidden(line));
        }
    }

    fn tell(&mut self) {
        self.line.tell_hidden(std::mem::take(&mut self.hidden));
        let notes = &mut self.line.notes;
        if !self.ruby.is_empty() {
            let message = "这里的注音没有放进报告".to_owned();
            notes.push((NoteKind::Dropped, message, std::mem::take(&mut self.ruby)));
        }
        if self.pictures > 0 {
            let message = format!("这里有 {} 张图片，没有放进报告", self.pictures);
            notes.push((NoteKind::Dropped, message, String::new()));
        }
    }
}

/// `words` with runs of white space as one space, and none behind another.
fn collapsed(words: &str, mut space: bool) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        let white = matches!(c, ' ' | '\t' | '\n' | '\r');
        if !white {
            text.push(c);
        } else if !space {
            text.push(' ');
        }
        space = white;
    }
    text
}

/// Whether white space would be the first of the line, or follow other space.
fn ends_with_space(line: &Line) -> bool {
    line.spans.last().is_none_or(|span| span.text.ends_with([' ', '\n']))
}
