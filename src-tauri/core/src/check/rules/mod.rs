//! The rules, one file each.

mod personal_data;
mod placeholder;

use super::page::Page;
use crate::model::Finding;

/// What a rule is: the text of a report in, findings out.
pub(super) type Rule = fn(&Page) -> Vec<Finding>;

/// The rules whose findings stop an export.
pub(super) const BLOCKING: &[Rule] = &[placeholder::check, personal_data::check];

/// The rules that say what was never filled in.
pub(super) const PLACEHOLDERS: &[Rule] = &[placeholder::check];
