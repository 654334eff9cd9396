//! The rules, one file each.

mod personal_data;
mod placeholder;

use super::rule::Rule;

/// Every rule, by what it is about.
pub(super) static RULES: &[&Rule] = &[&placeholder::RULE, &personal_data::RULE];

/// The rules whose findings stop an export.
pub(super) static BLOCKING: &[&Rule] = &[&placeholder::RULE, &personal_data::RULE];

/// The rules that say what was never filled in.
pub(super) static PLACEHOLDERS: &[&Rule] = &[&placeholder::RULE];
