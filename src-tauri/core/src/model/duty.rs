use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Anchor, Part, Passage, Uid, Year};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// A duty as the report that must answer it sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct DutyRow {
    /// The duty.
    pub duty: Duty,
    /// The year of the report that left it.
    pub year: Option<Year>,
    /// Which of its kind it is in that report, from 1.
    pub number: usize,
    /// What became of it.
    pub state: DutyState,
    /// The passage that answers. `None` with [`DutyState::Answered`]: its words
    /// are gone since, so that the duty is to be looked at again.
    pub answered_by: Option<Passage>,
    /// Why it was set aside, or "".
    pub reason: String,
    /// Passages that seem to answer it while it is open, the best first.
    pub suggestions: Vec<Passage>,
    /// The section of this report that it is best dealt with in.
    pub home: Option<Part>,
}

impl DutyRow {
    /// Whether it still waits for an answer: one whose words are gone counts
    /// as none.
    pub fn is_open(&self) -> bool {
        match self.state {
            DutyState::Open => true,
            DutyState::Answered => self.answered_by.is_none(),
            DutyState::SetAside => false,
        }
    }
}

/// What became of a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum DutyState {
    /// 待回应
    Open,
    /// 已回应
    Answered,
    /// 不回应, with a reason
    SetAside,
}

/// A duty that one report leaves, as far as the text of another answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct ComparedDuty {
    /// The duty.
    #[serde(flatten)]
    pub duty: Duty,
    /// Open or answered.
    pub state: DutyState,
    /// The passage that seems to answer it.
    pub answered_by: Option<Passage>,
}
