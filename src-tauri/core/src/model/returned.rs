use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Passage, RowChange, Words};

/// A file that came back from somebody else (街道返回稿), laid beside the draft.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Returned {
    /// The name of the file.
    pub name: String,
    /// The file tells who changed what: changes were tracked in it.
    pub tracked: bool,
    /// What is different, in the order of the returned text.
    pub changes: Vec<ReturnedChange>,
    /// Comments on text that did not change.
    pub comments: Vec<ReturnedComment>,
}

/// A difference that is taken or refused as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct ReturnedChange {
    /// Its name: made of what it changes, so that it never means another change.
    pub id: u32,
    /// What taking it does.
    pub change: RowChange,
    /// It also brings the text to another place.
    pub moved: bool,
    /// Where it stands in the draft; `None` for what is new.
    pub passage: Option<Passage>,
    /// Where it stands in the returned text; `None` for what is gone.
    pub returned: Option<Passage>,
    /// The text of the draft, paragraphs joined by newlines; "" for what is new.
    pub before: String,
    /// The returned text in the same form; "" for what is gone.
    pub after: String,
    /// Both by words.
    pub words: Vec<Words>,
    /// Nobody changed it in the file: the draft was changed here after the file
    /// was made. Taking it would undo that.
    pub own: bool,
    /// Who tracked changes in it.
    pub authors: Vec<String>,
    /// When that was done last.
    #[cfg_attr(feature = "bindings", ts(type = "string | null"))]
    pub date: Option<NaiveDate>,
    /// Comments on it.
    pub comments: Vec<ReturnedComment>,
}

/// A comment in the margin of a returned file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct ReturnedComment {
    /// Who wrote it, or "".
    pub author: String,
    /// When.
    #[cfg_attr(feature = "bindings", ts(type = "string | null"))]
    pub date: Option<NaiveDate>,
    /// Its text.
    pub text: String,
    /// Where in the draft the commented text stands, if it does.
    pub passage: Option<Passage>,
}
