//! The vocabulary: plain data that every room shares.
//!
//! Nothing here reads or writes anything. A rule that is true of one value
//! alone lives with its type; whatever combines values belongs to a room.

mod anchor;
mod block;
mod branch;
mod comparison;
mod duty;
mod figure;
mod finding;
mod layout;
mod note;
mod notice;
mod offer;
mod outline;
mod place;
mod report;
mod returned;
mod revision;
mod settings;
mod sheet;
mod sought;
mod template;
mod uid;
mod vocabulary;
mod waiver;
mod year;

use chrono::{DateTime, Utc};

pub use anchor::{Anchor, Found};
pub use block::{Block, Face, Manuscript, Mark, Run, Style, TextBlock};
pub use branch::{Branch, BranchYear, Level};
pub use comparison::{
    Compared, ComparedRow, Comparison, FigurePair, Passage, RowChange, SectionPair, WordOp, Words,
};
pub use duty::{Answer, AnswerState, ComparedDuty, Duty, DutyKind, DutyRow, DutyState};
pub use figure::{Basis, Figure, Mention};
pub use finding::{Finding, FindingKind, Origin, Severity, Spot};
pub use layout::{FaceSpec, Fonts, Layout, PageNumber, Sizes};
pub use note::{Mend, Note, NoteKind};
pub use notice::{Limits, Notice, PartLimits};
pub use offer::FileOffer;
pub use outline::{
    Change, ChangeKind, Embedded, EmbeddedParagraph, Hints, Outline, OutlineLine, Remark, Span,
};
pub use place::{Part, PartUnknown, Place};
pub use report::{Edition, Paragraph, Report, Role, Section, SectionId, Status};
pub use returned::{Returned, ReturnedChange, ReturnedComment};
pub use revision::{Reason, Revision};
pub use settings::{Choices, Settings, TextSize, Theme};
pub use sheet::{Cell, Sheet};
pub use sought::sought;
pub use template::{Guidance, PartSpec, Template, TemplateKey};
pub use uid::{Uid, UidMalformed};
pub use vocabulary::{Expression, Order, Phrases, SlipKind, Slips, Vocabulary};
pub use waiver::Waiver;
pub use year::{Year, YearOutOfRange};

/// An instant, in UTC. For display only: the order of things is kept by
/// sequence numbers, since the clock of an office PC may jump.
pub type Moment = DateTime<Utc>;
