use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Anchor, Uid};

/// Something that a later report must answer (应答事项). It stays open across
/// years until it is answered or set aside; rolling forward copies nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Duty {
    /// Its permanent name.
    pub uid: Uid,
    /// The report that left it open.
    pub from_report: Uid,
    /// Problem, measure or comment.
    pub kind: DutyKind,
    /// Its words.
    pub text: String,
    /// Who said it (of a comment), or "".
    pub who: String,
    /// When it was said (of a comment).
    pub date: Option<NaiveDate>,
}

/// What a duty began as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum DutyKind {
    /// 问题
    Problem,
    /// 承诺的措施
    Measure,
    /// 点评
    Comment,
}

/// How a report deals with a duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Answer {
    /// The duty.
    pub duty: Uid,
    /// The report that deals with it.
    pub report: Uid,
    /// The passage that answers, when there is one.
    pub anchor: Option<Anchor>,
    /// What became of it.
    pub state: AnswerState,
    /// Why it was set aside, or "".
    pub reason: String,
}

/// What became of a duty in one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum AnswerState {
    /// 已回应
    Answered,
    /// 不回应, with a reason
    SetAside,
}
