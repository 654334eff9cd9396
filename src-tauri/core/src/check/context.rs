use std::collections::BTreeSet;
use std::sync::Arc;

use super::words::Words;
use crate::model::{BranchYear, Limits, Report, Role, SectionId};

/// What is known beside the text. Of a file that nobody knows anything about
/// it is empty, and the rules that need it are silent.
#[derive(Debug, Default)]
pub struct Context {
    /// The parts that must be there, and who says so.
    pub required: Vec<Required>,
    /// The street's notice for the year was filled in; what is asked of parts and
    /// lengths is the kind's custom otherwise.
    pub noticed: bool,
    /// What is asked of the length of the whole report.
    pub total: Limits,
    /// What is asked of the lengths of single parts.
    pub parts: Vec<(SectionId, Limits)>,
    /// The facts of the unit in the report's year.
    pub unit: Option<BranchYear>,
    /// The report of the year before.
    pub previous: Option<Report>,
    /// The unit's own lists of words, beside those built in.
    pub words: Option<Arc<Words>>,
    /// The rules that are switched off.
    pub off: BTreeSet<String>,
}

/// A part that a report must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Required {
    /// What the part is for.
    pub role: Role,
    /// A notice or template says so; otherwise no more than the kind of text does.
    pub demanded: bool,
}
