use serde::{Deserialize, Serialize};

use super::{Moment, Place};

/// The assembled, numbered, flat document that every exporter takes (成稿).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manuscript {
    /// The title in one line, for the file's properties.
    pub title: String,
    /// The unit, for the file's properties.
    pub author: String,
    /// When the report was created, for the file's properties. Never "now", so
    /// that the same report gives the same bytes.
    pub created: Option<Moment>,
    /// What stands on the pages.
    pub blocks: Vec<Block>,
}

/// A thing on the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Block {
    /// A paragraph of whatever style.
    Text(TextBlock),
    /// Rows of cells; all rows have the same number of cells.
    Table {
        /// The cells, row by row.
        rows: Vec<Vec<Vec<Run>>>,
        /// Where the first row stands in the report.
        place: Option<Place>,
    },
    /// What follows starts a new page.
    PageBreak,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TextBlock {
    /// How it is set.
    pub style: Style,
    /// Its text. A newline in a run is a forced break.
    pub runs: Vec<Run>,
    /// Where it stands in the report; `None` for what the report does not hold.
    pub place: Option<Place>,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Style {
    /// 标题, one block, its lines separated by newlines.
    Title,
    /// 题下署名
    Byline,
    /// 称呼
    Salutation,
    /// A heading on its own line; the level, from 1, is the depth in the tree.
    Heading(u8),
    /// A heading of that level with the paragraph that runs on behind it.
    RunIn(u8),
    /// 正文
    Body,
    /// An empty line.
    Blank,
    /// 署名
    Signature,
    /// 日期
    Date,
}

/// A piece of text in one typeface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Run {
    /// Its text.
    pub text: String,
    /// Its typeface.
    pub face: Face,
    /// Whether it was added or removed, in a comparison.
    pub mark: Mark,
}

/// A typeface by what it is for; the layout says which font that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Face {
    /// 小标宋, of the title.
    Title,
    /// 黑体, of first-level headings.
    Hei,
    /// 楷体, of second-level headings.
    Kai,
    /// 仿宋, of the text.
    Body,
    /// 宋体, of page numbers.
    Song,
}

/// Whether text is plain, or added or removed in a comparison.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Mark {
    /// Neither.
    #[default]
    Plain,
    /// New.
    Added,
    /// Gone.
    Removed,
}

impl TextBlock {
    /// The text without its runs.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}
