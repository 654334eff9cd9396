//! What the words of a rich text file do.

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::Result;
use crate::import::limits::Budget;
use crate::import::line::{self, Line};
use crate::model::{Change, ChangeKind, Hints, NoteKind, Remark};

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    Text,
    /// The number that a word processor made.
    Number,
    Fonts,
    Styles,
    /// Those who tracked changes.
    Authors,
    /// Who wrote the next comment.
    Commenter,
    CommentDate,
    /// Header or footer.
    Margin,
    Footnote,
    Comment,
    /// Text box: its lines stand by themselves.
    Box,
    /// A pair that says the same twice: only its Unicode half is text.
    Twice,
    Nowhere,
}

/// The state of a group.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub(super) goal: Goal,
    pub(super) font: i32,
    /// How many characters stand in for one of `\u`.
    pub(super) fallback: u32,
    pub(super) bold: bool,
    pub(super) hidden: bool,
    pub(super) change: Option<ChangeKind>,
    /// Index of who tracked it, and when, as Word packs that.
    pub(super) author: usize,
    pub(super) date: u32,
    pub(super) half_points: u16,
    /// `\*` was met: an unknown destination is to be passed over.
    pub(super) optional: bool,
    /// This group opened its goal.
    first: bool,
}

/// A row being read: the cells that are complete.
type Cells = Vec<Vec<Line>>;

/// Reads one file.
pub(super) struct Reader<'b> {
    budget: &'b mut Budget,
    groups: Vec<Group>,
    pub(super) page: &'static Encoding,
    pub(super) fonts: HashMap<i32, &'static Encoding>,
    pub(super) default_font: i32,
    pub(super) styles: HashMap<i32, u8>,
    /// Their names, each with a semicolon behind it.
    authors: String,
    commenter: String,
    comment_date: String,
    /// The style that the style sheet is defining.
    pub(super) style: i32,
    /// Bytes that are not yet decoded, in the encoding they are in.
    bytes: Vec<u8>,
    /// Characters to skip behind `\u`.
    pub(super) skip: u32,
    /// The first half of a pair of UTF-16.
    pub(super) high: Option<u16>,
    line: Line,
    pub(super) hints: Hints,
    number: String,
    hidden: String,
    bold: usize,
    chars: usize,
    pub(super) in_table: bool,
    cell: Vec<Line>,
    row: Cells,
    lines: Vec<Line>,
    /// Lines that follow the paragraph being read.
    aside: Vec<Line>,
    headers: Vec<String>,
    pub(super) pictures: usize,
    /// The text box of the last shape has been read.
    pub(super) boxed: bool,
    /// The paragraph that a footnote, comment, box or header interrupts, and how
    /// the text looked there.
    outer: Vec<(Line, Hints, Group)>,
}

impl<'b> Reader<'b> {
    pub(super) fn new(budget: &'b mut Budget) -> Self {
        let group = Group {
            goal: Goal::Text,
            font: 0,
            fallback: 1,
            bold: false,
            hidden: false,
            change: None,
            author: 0,
            date: 0,
            half_points: 24,
            optional: false,
            first: false,
        };
        Self {
            budget,
            groups: vec![group],
            page: WINDOWS_1252,
            fonts: HashMap::new(),
            default_font: 0,
            styles: HashMap::new(),
            authors: String::new(),
            commenter: String::new(),
            comment_date: String::new(),
            style: 0,
            bytes: Vec::new(),
            skip: 0,
            high: None,
            line: Line::default(),
            hints: Hints::default(),
            number: String::new(),
            hidden: String::new(),
            bold: 0,
            chars: 0,
            in_table: false,
            cell: Vec::new(),
            row: Vec::new(),
            lines: Vec::new(),
            aside: Vec::new(),
            headers: Vec::new(),
            pictures: 0,
            boxed: false,
            outer: Vec::new(),
        }
    }

    pub(super) fn depth(&self) -> usize {
        self.groups.len()
    }

    pub(super) fn group(&mut self) -> &mut Group {
        self.groups.last_mut().expect("the outermost group never closes")
    }

    pub(super) fn open(&mut self) {
        let group = Group { optional: false, first: false, ..*self.group() };
        self.groups.push(group);
    }

    pub(super) fn close(&mut self) -> Result<()> {
        self.flush()?;
        self.skip = 0;
        let group = *self.group();
        if group.first {
            self.leave(group.goal)?;
        }
        // More closing than opening braces end nothing.
        if self.groups.len() > 1 {
            self.groups.pop();
        }
        Ok(())
    }

    /// Begins a destination.
    pub(super) fn enter(&mut self, goal: Goal) {
        let group = self.group();
        if group.goal == Goal::Nowhere {
            return;
        }
        let before = *group;
        (group.goal, group.first) = (goal, true);
        if matches!(goal, Goal::Margin | Goal::Footnote | Goal::Comment | Goal::Box) {
            let line = std::mem::take(&mut self.line);
            self.outer.push((line, std::mem::take(&mut self.hints), before));
        }
    }

    /// Ends a destination that began in this group.
    fn leave(&mut self, goal: Goal) -> Result<()> {
        if !matches!(goal, Goal::Margin | Goal::Footnote | Goal::Comment | Goal::Box) {
            return Ok(());
        }
        let mut line = std::mem::take(&mut self.line);
        let hints = std::mem::take(&mut self.hints);
        let mut hangs_on = *self.group();
        if let Some((outer, outer_hints, look)) = self.outer.pop() {
            (self.line, self.hints, hangs_on) = (outer, outer_hints, look);
        }
        if line.is_empty() {
            return Ok(());
        }
        self.boxed |= goal == Goal::Box;
        if let Some(last) = line.spans.last_mut() {
            last.text.truncate(last.text.trim_end_matches('\n').len());
        }
        self.budget.take_line("")?;
        line.hints = hints;
        let text = line.text();
        match goal {
            Goal::Margin => {
                self.headers.push(text);
            }
            Goal::Comment => {
                let author = std::mem::take(&mut self.commenter);
                let text = text.trim().to_owned();
                let date = std::mem::take(&mut self.comment_date);
                let date = date.trim().parse().map_or(0, i32::cast_unsigned);
                let date = line::packed_date(date);
                self.line.remarks.push(Remark { author, date, text });
            }
            // A note or box is hidden or deleted with what it hangs on, whatever
            // its own text says.
            _ if hangs_on.hidden => self.hidden.push_str(&self.line.take_hidden(line)),
            _ if hangs_on.change == Some(ChangeKind::Deleted) => {
                if let Some(change) = self.change(hangs_on) {
                    line.delete(&change);
                }
                self.aside.push(line);
            }
            Goal::Footnote => {
                let message = "这是脚注，放在了它所注的那一段后面".to_owned();
                line.notes.push((NoteKind::Recognised, message, text));
                self.aside.push(line);
            }
            _ => self.aside.push(line),
        }
        Ok(())
    }

    pub(super) fn sign(&mut self, sign: u8) -> Result<()> {
        match sign {
            b'*' => {
                self.group().optional = true;
                Ok(())
            }
            b'~' => self.say("\u{a0}"),
            b'_' => self.say("-"),
            b'\\' | b'{' | b'}' => self.byte(sign),
            _ => Ok(()),
        }
    }

    pub(super) fn byte(&mut self, byte: u8) -> Result<()> {
        if self.skip > 0 {
            self.skip -= 1;
            return Ok(());
        }
        if !matches!(self.group().goal, Goal::Nowhere | Goal::Twice) {
            self.bytes.push(byte);
            // So that a long text does not pile up undecoded.
            if self.bytes.len() > 1 << 16 && byte.is_ascii() {
                self.flush()?;
            }
        }
        Ok(())
    }

    /// Decodes the bytes gathered so far.
    pub(super) fn flush(&mut self) -> Result<()> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::take(&mut self.bytes);
        let font = self.group().font;
        let encoding = self.fonts.get(&font).copied().unwrap_or(self.page);
        // A byte that fits nowhere shows as the sign for it; the file is damaged there.
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        let text = text.into_owned();
        self.say_here(&text)
    }

    pub(super) fn say(&mut self, text: &str) -> Result<()> {
        if self.skip > 0 {
            self.skip -= 1;
            return Ok(());
        }
        self.flush()?;
        self.say_here(text)
    }

    fn say_here(&mut self, text: &str) -> Result<()> {
        let group = *self.group();
        match group.goal {
            Goal::Nowhere | Goal::Twice | Goal::Fonts => return Ok(()),
            Goal::Styles => {
                let name = text.trim_end_matches(';').trim().to_lowercase();
                let number = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"));
                if let Some(level) = number.and_then(|number| number.trim().parse().ok()) {
                    self.styles.insert(self.style, level);
                }
                return Ok(());
            }
            Goal::Authors => {
                self.authors.push_str(text);
                return Ok(());
            }
            Goal::CommentDate => {
                self.comment_date.push_str(text);
                return Ok(());
            }
            Goal::Commenter => {
                self.commenter.push_str(text);
                return Ok(());
            }
            Goal::Number => {
                self.number.push_str(text);
                return Ok(());
            }
            _ => {}
        }
        if group.hidden {
            self.hidden.push_str(text);
            return self.budget.take(text);
        }
        let change = self.change(group);
        self.budget.say(&mut self.line, text, change.as_ref())?;
        if group.goal == Goal::Text {
            let chars = text.chars().filter(|c| !c.is_whitespace()).count();
            self.chars += chars;
            self.bold += if group.bold { chars } else { 0 };
            if chars > 0 {
                self.hints.half_points = Some(group.half_points);
            }
        }
        Ok(())
    }

    /// The tracked change that the text of `group` is part of.
    fn change(&self, group: Group) -> Option<Change> {
        Some(Change {
            kind: group.change?,
            author: self.authors.split(';').nth(group.author).unwrap_or_default().to_owned(),
            date: line::packed_date(group.date),
        })
    }

    /// Ends the paragraph.
    pub(super) fn paragraph(&mut self) -> Result<()> {
        self.flush()?;
        let goal = self.group().goal;
        if goal != Goal::Text {
            // The lines of a box or note stay one text, broken where they were.
            if !matches!(goal, Goal::Nowhere | Goal::Twice) && !self.line.is_empty() {
                self.budget.say(&mut self.line, "\n", None)?;
            }
            return Ok(());
        }
        if self.group().change == Some(ChangeKind::Deleted) && !self.in_table {
            // The mark was deleted: the next paragraph continues this one.
            return Ok(());
        }
        let line = self.take_line();
        let aside = std::mem::take(&mut self.aside);
        let place = if self.in_table { &mut self.cell } else { &mut self.lines };
        if aside.is_empty() || !line.is_empty() || !line.notes.is_empty() {
            self.budget.take_line("")?;
            place.push(line);
        }
        place.extend(aside);
        Ok(())
    }

    fn take_line(&mut self) -> Line {
        let mut line = std::mem::take(&mut self.line);
        let number = std::mem::take(&mut self.number);
        let set_off = number.ends_with(['\t', ' ']);
        let number = number.trim_matches(['\t', ' ']);
        self.hints.numbered = !number.is_empty();
        if self.hints.numbered && !line.text().trim().is_empty() {
            let open = set_off && number.chars().next_back().is_some_and(char::is_alphanumeric);
            let mut numbered = Line::default();
            numbered.push(&if open { format!("{number} ") } else { number.to_owned() }, None);
            numbered.append(line);
            line = numbered;
        }
        self.hints.bold = self.chars > 0 && self.bold == self.chars;
        (self.bold, self.chars) = (0, 0);
        line.hints = self.hints.clone();
        line.tell_hidden(std::mem::take(&mut self.hidden));
        if self.pictures > 0 {
            let message = format!("这里有 {} 张图片，没有放进报告", self.pictures);
            line.notes.push((NoteKind::Dropped, message, String::new()));
            self.pictures = 0;
        }
        line
    }

    /// Ends a cell.
    pub(super) fn end_cell(&mut self) -> Result<()> {
        self.in_table = true;
        self.paragraph()?;
        let cell = std::mem::take(&mut self.cell);
        self.row.push(cell);
        Ok(())
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self) -> Result<()> {
        self.flush()?;
        if !self.line.is_empty() {
            self.end_cell()?;
        }
        let mut row = std::mem::take(&mut self.row);
        let left = std::mem::take(&mut self.cell);
        if !left.is_empty() {
            row.push(left);
        }
        self.lines.extend(line::row(row));
        Ok(())
    }

    /// Ends the last paragraph.
    pub(super) fn finish(&mut self) -> Result<()> {
        self.flush()?;
        self.groups.truncate(1);
        while let Some((outer, ..)) = self.outer.pop() {
            let mut line = outer;
            line.append(std::mem::take(&mut self.line));
            self.line = line;
        }
        if !self.line.is_empty() || !self.aside.is_empty() || !self.hidden.is_empty() {
            self.in_table = false;
            self.group().change = None;
            self.paragraph()?;
        }
        self.end_row()
    }

    /// The lines, and what stands in headers and footers.
    pub(super) fn into_lines(self) -> (Vec<Line>, Vec<String>) {
        (self.lines, line::margins(self.headers))
    }
}
