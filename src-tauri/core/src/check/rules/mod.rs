//! The rules, one file each, or one for a few that share a reading.

mod events;
mod numbering;
mod parts;
mod personal_data;
mod placeholder;
mod series;
mod years;

use super::rule::Rule;

/// Every rule, by what it is about.
pub(super) static RULES: &[&Rule] = &[
    &placeholder::RULE,
    &parts::REQUIRED,
    &parts::EMPTY,
    &years::MISMATCH,
    &years::LEFT,
    &years::FUTURE,
    &years::RELATIVE,
    &events::NOT_YET,
    &events::NO_LONGER,
    &events::ANNIVERSARY,
    &numbering::NUMBER,
    &numbering::STYLE,
    &numbering::LEVEL,
    &series::SERIES,
    &series::ANNOUNCED,
    &personal_data::RULE,
];

/// The rules whose findings stop an export.
pub(super) static BLOCKING: &[&Rule] = &[&placeholder::RULE, &personal_data::RULE];

/// The rules that say what was never filled in.
pub(super) static PLACEHOLDERS: &[&Rule] = &[&placeholder::RULE];
