//! The rules, one file each, or one for a few that share a reading.

mod anniversaries;
mod announced;
mod answers;
mod approximations;
mod brackets;
mod calendar;
mod carried_over;
mod changes_said;
mod colons;
mod count_numerals;
mod courtesy;
mod dashes;
mod date_forms;
mod dates;
mod doubled_marks;
mod doubled_words;
mod ellipsis;
mod events;
mod frame;
mod full_width;
mod future_years;
mod glyphs;
mod growth;
mod half_width;
mod holidays;
mod inner_stops;
mod last_year;
mod lengths;
mod likeness;
mod list_marks;
mod meetings;
mod mixed_numerals;
mod names;
mod near_expressions;
mod near_phrases;
mod near_words;
mod number_ranges;
mod numbering;
mod orders;
mod ordinal_marks;
mod own_names;
mod paragraph_ends;
mod particles;
mod parts;
mod percents;
mod person_counts;
mod personal_data;
mod placeholder;
mod problems;
mod products;
mod quote_nesting;
mod quoted_items;
mod quotes;
mod rates;
mod reading;
mod remnants;
mod repeats;
mod rhythm;
mod series;
mod set_numerals;
mod slips;
mod spaces;
mod stages;
mod stocks;
mod title_marks;
mod turned_expressions;
mod two_values;
mod unit_names;
mod unit_sense;
mod unit_slips;
mod whole;
mod year_slips;
mod years;

pub(super) use near_words::is_word;

use super::rule::Rule;

/// Every rule, by what it is about.
pub(super) static RULES: &[&Rule] = &[
    &placeholder::RULE,
    &parts::REQUIRED,
    &parts::EMPTY,
    &frame::RULE,
    &problems::CAUSE,
    &problems::MEASURE,
    &answers::RULE,
    &years::MISMATCH,
    &years::LEFT,
    &future_years::RULE,
    &years::RELATIVE,
    &year_slips::RULE,
    &events::NOT_YET,
    &events::NO_LONGER,
    &anniversaries::RULE,
    &meetings::RULE,
    &dates::RULE,
    &calendar::RULE,
    &two_values::RULE,
    &two_values::UNITS,
    &stocks::RULE,
    &whole::PART,
    &whole::SUM,
    &products::RULE,
    &rates::RATE,
    &rates::OVER,
    &rates::DIRECTION,
    &changes_said::RULE,
    &unit_sense::RULE,
    &rhythm::RHYTHM,
    &rhythm::MINIMUM,
    &last_year::FROZEN,
    &last_year::JUMP,
    &glyphs::RULE,
    &numbering::NUMBER,
    &numbering::STYLE,
    &numbering::LEVEL,
    &series::SERIES,
    &stages::RULE,
    &announced::ANNOUNCED,
    &lengths::RULE,
    &reading::SENTENCE,
    &reading::PARAGRAPH,
    &reading::FIGURE,
    &reading::VOICE,
    &courtesy::RULE,
    &likeness::RULE,
    &carried_over::RULE,
    &repeats::RULE,
    &names::RULE,
    &personal_data::RULE,
    // Marks and numerals.
    &approximations::RULE,
    &brackets::RULE,
    &colons::RULE,
    &count_numerals::RULE,
    &dashes::RULE,
    &date_forms::RULE,
    &doubled_marks::RULE,
    &ellipsis::RULE,
    &full_width::RULE,
    &half_width::RULE,
    &holidays::RULE,
    &inner_stops::RULE,
    &list_marks::RULE,
    &mixed_numerals::RULE,
    &number_ranges::RULE,
    &ordinal_marks::RULE,
    &paragraph_ends::RULE,
    &percents::RULE,
    &person_counts::RULE,
    &quote_nesting::RULE,
    &quoted_items::RULE,
    &quotes::RULE,
    &spaces::RULE,
    &title_marks::RULE,
    // Wording.
    &slips::TYPOS,
    &slips::EXPRESSIONS,
    &slips::AVOIDED,
    &near_expressions::RULE,
    &near_phrases::RULE,
    &near_words::RULE,
    &unit_slips::RULE,
    &turned_expressions::RULE,
    &orders::RULE,
    &set_numerals::RULE,
    &unit_names::RULE,
    &own_names::RULE,
    &particles::RULE,
    &doubled_words::RULE,
    &remnants::RULE,
];

/// The rules whose findings stop an export.
pub(super) static BLOCKING: &[&Rule] = &[&placeholder::RULE, &personal_data::RULE];

/// The rules that say what was never filled in.
pub(super) static PLACEHOLDERS: &[&Rule] = &[&placeholder::RULE];

/// The rules that need the whole report: one part of it says nothing to them.
pub(super) static WHOLE: &[&Rule] = &[
    &parts::REQUIRED,
    &parts::EMPTY,
    &frame::RULE,
    &problems::CAUSE,
    &problems::MEASURE,
    &stages::RULE,
    &announced::ANNOUNCED,
    &own_names::RULE,
    &two_values::RULE,
    &two_values::UNITS,
    &stocks::RULE,
    &count_numerals::RULE,
    &paragraph_ends::RULE,
    &rhythm::RHYTHM,
    &rhythm::MINIMUM,
    &last_year::FROZEN,
    &last_year::JUMP,
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
