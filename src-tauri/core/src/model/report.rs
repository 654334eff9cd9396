use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Anchor, Part, TemplateKey, Uid, Year};

/// A paragraph: one line of plain text, without its line break.
///
/// Consecutive paragraphs that hold tabs are the rows of a table.
pub type Paragraph = String;

/// One branch's report for one year: read, edited and saved as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Report {
    /// Version of this JSON form; [`Report::FORMAT`] when written by this program.
    pub format: u32,
    /// Its permanent name.
    pub uid: Uid,
    /// The branch it belongs to; [`Uid::nil`] while it is only being read in.
    pub branch: Uid,
    /// The year it answers for; `None` when an imported text does not tell.
    pub year: Option<Year>,
    /// The kind of report.
    pub template: TemplateKey,
    /// The written report, or the spoken one made from it.
    pub edition: Edition,
    /// For a spoken edition: the written report it was made from.
    pub of: Option<Uid>,
    /// How far it has come.
    pub status: Status,
    /// The day the status was last changed.
    pub status_since: Option<NaiveDate>,
    /// The day it was last handed in, also when it is drafted on since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "bindings", ts(optional))]
    pub submitted: Option<NaiveDate>,
    /// The parts that the writer called finished (本节写完了).
    #[serde(default)]
    pub done: Vec<Part>,
    /// The paragraphs taken over from an older report as they stood there (沿用). One
    /// whose words are found no more was made the writer's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "bindings", ts(optional, as = "Option<Vec<Anchor>>"))]
    pub carried: Vec<Anchor>,
    /// The title; a newline in it is a forced break.
    pub title: String,
    /// Name and office under the title, or "".
    pub byline: String,
    /// Who is addressed, with its colon, or "".
    pub salutation: String,
    /// The paragraphs before the first section.
    pub opening: Vec<Paragraph>,
    /// The parts of first level.
    pub sections: Vec<Section>,
    /// The paragraphs after the last section.
    pub closing: Vec<Paragraph>,
    /// Who signs, or "".
    pub signature: String,
    /// The date as written, or "".
    pub date: String,
}

/// A node of the report's tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Section {
    /// Unique in the report, and never given to another section of it.
    pub id: SectionId,
    /// What the section is for.
    pub role: Role,
    /// The mark as imported where it differs from the computed one (`〔一〕`,
    /// `1、`, or "" for a heading without a number); `None`: the number is computed.
    pub mark: Option<String>,
    /// The heading and the first paragraph print as one paragraph.
    pub run_in: bool,
    /// The heading, without its number.
    pub heading: String,
    /// The paragraphs under the heading.
    pub body: Vec<Paragraph>,
    /// The sections one level below.
    pub children: Vec<Self>,
}

/// The name of a section inside its report, written `s1`, `s2`, ….
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export, type = "string"))]
pub struct SectionId(pub u32);

/// What a section is for (部分的作用), whatever its heading says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Role {
    /// 基本情况
    Overview,
    /// 成效
    Achievements,
    /// 上年点评整改
    ReviewResponse,
    /// 问题
    Problems,
    /// 下步
    NextSteps,
    /// 其他
    Other,
}

/// 书面稿 or 现场稿.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Edition {
    /// 书面稿
    #[default]
    Written,
    /// 现场稿
    Spoken,
}

/// How far a report has come. A final one is locked until it is reopened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Status {
    /// 起草
    #[default]
    Draft,
    /// 已报送
    Submitted,
    /// 退回
    Returned,
    /// 定稿
    Final,
}

impl Report {
    /// The JSON form this program writes.
    pub const FORMAT: u32 = 1;

    /// An empty report named `uid`, of the kind `template`.
    pub fn empty(uid: Uid, template: TemplateKey) -> Self {
        Self {
            format: Self::FORMAT,
            uid,
            branch: Uid::nil(),
            year: None,
            template,
            edition: Edition::Written,
            of: None,
            status: Status::Draft,
            status_since: None,
            submitted: None,
            done: Vec::new(),
            carried: Vec::new(),
            title: String::new(),
            byline: String::new(),
            salutation: String::new(),
            opening: Vec::new(),
            sections: Vec::new(),
            closing: Vec::new(),
            signature: String::new(),
            date: String::new(),
        }
    }

    /// Every section, parents before children, with its depth (1 for `一、`).
    pub fn walk(&self) -> impl Iterator<Item = (usize, &Section)> {
        // Children are pushed in reverse, so that the stack yields reading order.
        let mut stack: Vec<(usize, &Section)> =
            self.sections.iter().rev().map(|section| (1, section)).collect();
        std::iter::from_fn(move || {
            let (depth, section) = stack.pop()?;
            stack.extend(section.children.iter().rev().map(|child| (depth + 1, child)));
            Some((depth, section))
        })
    }

    /// The section named `id`, at whatever depth.
    pub fn section(&self, id: SectionId) -> Option<&Section> {
        self.walk().map(|(_, section)| section).find(|section| section.id == id)
    }

    /// The section named `id`, to be changed.
    pub fn section_mut(&mut self, id: SectionId) -> Option<&mut Section> {
        fn find(sections: &mut [Section], id: SectionId) -> Option<&mut Section> {
            sections.iter_mut().find_map(|section| {
                if section.id == id { Some(section) } else { find(&mut section.children, id) }
            })
        }
        find(&mut self.sections, id)
    }

    /// An id that no section of this report has.
    pub fn free_id(&self) -> SectionId {
        SectionId(self.walk().map(|(_, section)| section.id.0).max().unwrap_or(0) + 1)
    }

    /// Every text of the report in reading order, with the part it stands in
    /// and, for paragraphs, the index there. Headings come without numbers.
    pub fn texts(&self) -> Vec<(Part, Option<usize>, &str)> {
        fn body(
            part: Part,
            body: &[Paragraph],
        ) -> impl Iterator<Item = (Part, Option<usize>, &str)> {
            body.iter().enumerate().map(move |(at, text)| (part, Some(at), text.as_str()))
        }
        let mut texts = vec![
            (Part::Title, None, self.title.as_str()),
            (Part::Byline, None, &self.byline),
            (Part::Salutation, None, &self.salutation),
        ];
        texts.extend(body(Part::Opening, &self.opening));
        for (_, section) in self.walk() {
            let part = Part::Section(section.id);
            texts.push((part, None, &section.heading));
            texts.extend(body(part, &section.body));
        }
        texts.extend(body(Part::Closing, &self.closing));
        texts.push((Part::Signature, None, &self.signature));
        texts.push((Part::Date, None, &self.date));
        texts.retain(|(_, _, text)| !text.is_empty());
        texts
    }
}

impl SectionId {
    /// Reads `s3`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        text.strip_prefix('s')?.parse().ok().map(Self)
    }
}

impl fmt::Display for SectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s{}", self.0)
    }
}

impl TryFrom<String> for SectionId {
    type Error = super::PartUnknown;

    fn try_from(text: String) -> Result<Self, super::PartUnknown> {
        Self::parse(&text).ok_or(super::PartUnknown(text))
    }
}

impl From<SectionId> for String {
    fn from(id: SectionId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overview => "基本情况",
            Self::Achievements => "成效",
            Self::ReviewResponse => "上年点评整改",
            Self::Problems => "问题",
            Self::NextSteps => "下步",
            Self::Other => "其他",
        })
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Draft => "起草",
            Self::Submitted => "已报送",
            Self::Returned => "退回",
            Self::Final => "定稿",
        })
    }
}
