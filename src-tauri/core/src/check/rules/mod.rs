//! The rules, one file each, or one for a few that share a reading.

mod answers;
mod courtesy;
mod dates;
mod events;
mod glyphs;
mod last_year;
mod lengths;
mod likeness;
mod names;
mod numbering;
mod parts;
mod personal_data;
mod placeholder;
mod problems;
mod rates;
mod reading;
mod repeats;
mod rhythm;
mod series;
mod two_values;
mod whole;
mod years;

use super::rule::Rule;

/// Every rule, by what it is about.
pub(super) static RULES: &[&Rule] = &[
    &placeholder::RULE,
    &parts::REQUIRED,
    &parts::EMPTY,
    &problems::CAUSE,
    &problems::MEASURE,
    &answers::RULE,
    &years::MISMATCH,
    &years::LEFT,
    &years::FUTURE,
    &years::RELATIVE,
    &events::NOT_YET,
    &events::NO_LONGER,
    &events::ANNIVERSARY,
    &dates::RULE,
    &two_values::RULE,
    &two_values::UNITS,
    &whole::PART,
    &whole::SUM,
    &rates::RATE,
    &rates::OVER,
    &rates::DIRECTION,
    &rhythm::RHYTHM,
    &rhythm::MINIMUM,
    &last_year::FROZEN,
    &last_year::JUMP,
    &glyphs::RULE,
    &numbering::NUMBER,
    &numbering::STYLE,
    &numbering::LEVEL,
    &series::SERIES,
    &series::ANNOUNCED,
    &lengths::RULE,
    &reading::SENTENCE,
    &reading::PARAGRAPH,
    &reading::FIGURE,
    &reading::VOICE,
    &courtesy::RULE,
    &likeness::RULE,
    &repeats::RULE,
    &names::RULE,
    &personal_data::RULE,
];

/// The rules whose findings stop an export.
pub(super) static BLOCKING: &[&Rule] = &[&placeholder::RULE, &personal_data::RULE];

/// The rules that say what was never filled in.
pub(super) static PLACEHOLDERS: &[&Rule] = &[&placeholder::RULE];

/// The rules that need the whole report: one part of it says nothing to them.
pub(super) static WHOLE: &[&Rule] = &[
    &parts::REQUIRED,
    &parts::EMPTY,
    &problems::CAUSE,
    &problems::MEASURE,
    &two_values::RULE,
    &two_values::UNITS,
    &rhythm::RHYTHM,
    &rhythm::MINIMUM,
    &last_year::FROZEN,
    &numbering::NUMBER,
    &numbering::STYLE,
    &numbering::LEVEL,
    &lengths::RULE,
    &reading::VOICE,
    &courtesy::RULE,
    &likeness::RULE,
    &repeats::RULE,
    &names::RULE,
];
