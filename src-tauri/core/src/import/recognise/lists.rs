//! The word lists of recognition, read from `assets/vocabulary/import-*.json`.

use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::model::{Level, Role};

/// Words around the text: title, salutation, closing, signature.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Frame {
    pub(super) title_ends: Vec<String>,
    pub(super) title_brackets: Vec<String>,
    pub(super) not_title: Vec<String>,
    /// What a title adds that looks ahead.
    pub(super) plans: Vec<String>,
    pub(super) salutation_starts: Vec<String>,
    pub(super) salutation_names: Vec<String>,
    /// How bodies end that are spoken to in the first line.
    pub(super) salutation_bodies: Vec<String>,
    pub(super) greetings: Vec<String>,
    pub(super) opening_ends: Vec<String>,
    /// How a sentence speaks of the report it announces.
    pub(super) announcements: Vec<String>,
    pub(super) closings: Vec<String>,
    pub(super) closing_phrases: Vec<String>,
    pub(super) requests: Vec<String>,
    /// How the last words of a report end that ask for something.
    pub(super) request_ends: Vec<String>,
    pub(super) appeals: Vec<String>,
    /// What last words do: speak of the report, speak to the audience, name what
    /// that is to do, vouch or excuse, and end.
    pub(super) leave: [Vec<String>; 5],
    /// Who is spoken to there.
    pub(super) leave_audience: Vec<String>,
    /// What the last words of a plan have.
    pub(super) leave_not: Vec<String>,
    /// How thanks and wishes begin.
    pub(super) thanks: Vec<String>,
    pub(super) attachments: Vec<String>,
    pub(super) signers: Vec<String>,
    /// What attests a signature: 签字, 盖章.
    pub(super) signed: Vec<String>,
    pub(super) offices: Vec<String>,
    /// Surnames of two characters.
    pub(super) long_surnames: Vec<String>,
}

/// What copying leaves behind.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Debris {
    pub(super) line_starts: Vec<String>,
    pub(super) line_whole: Vec<String>,
    pub(super) sites: Vec<String>,
    pub(super) in_line: Vec<String>,
}

/// What headings tell of their part.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Roles {
    pub(super) roles: Vec<RoleWords>,
    pub(super) regrets: Vec<String>,
    /// 上年 去年: the year before the one reported on.
    pub(super) last_year: Vec<String>,
    /// What was said of that year's report, or found in it.
    pub(super) comments: Vec<String>,
    /// Those of them that name the judges' words and nothing else.
    pub(super) judged: Vec<String>,
    /// What became of it.
    pub(super) answers: Vec<String>,
    /// 老问题 旧账: what is left from years before.
    pub(super) old_matters: Vec<String>,
}

/// The words of one role.
#[derive(Deserialize)]
pub(super) struct RoleWords {
    pub(super) role: Role,
    pub(super) words: Vec<String>,
    pub(super) not: Vec<String>,
}

/// How names of organisations end.
#[derive(Deserialize)]
pub(super) struct Units {
    pub(super) levels: Vec<LevelEnds>,
    pub(super) communities: Vec<String>,
    pub(super) superiors: Vec<String>,
}

/// The endings of one rank.
#[derive(Deserialize)]
pub(super) struct LevelEnds {
    pub(super) level: Level,
    pub(super) ends: Vec<String>,
}

pub(super) static FRAME: LazyLock<Frame> =
    LazyLock::new(|| built_in(include_str!("../../../../../assets/vocabulary/import-frame.json")));
pub(super) static DEBRIS: LazyLock<Debris> =
    LazyLock::new(|| built_in(include_str!("../../../../../assets/vocabulary/import-debris.json")));
pub(super) static ROLES: LazyLock<Roles> =
    LazyLock::new(|| built_in(include_str!("../../../../../assets/vocabulary/import-roles.json")));
pub(super) static UNITS: LazyLock<Units> =
    LazyLock::new(|| built_in(include_str!("../../../../../assets/vocabulary/import-units.json")));

fn built_in<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("the built-in word lists are well formed, as a test shows")
}

/// Whether one of `words` begins `text`.
pub(super) fn starts_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

/// Whether one of `words` ends `text`.
pub(super) fn ends_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}

/// Whether one of `words` stands in `text`.
pub(super) fn contains_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_lists_are_well_formed() {
        assert!(!FRAME.title_ends.is_empty());
        assert!(!DEBRIS.line_starts.is_empty());
        assert_eq!(ROLES.roles.len(), 5, "every role but 其他 has words");
        assert!(!UNITS.levels.is_empty());
    }
}
