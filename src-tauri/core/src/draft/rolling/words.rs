//! The words that tell what a year is the year of: `assets/vocabulary/year-words.json`.

use std::sync::LazyLock;

use serde::Deserialize;

/// The lists of the file, as its `about` explains them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "source")]
    _source: String,
    pub(super) reports: Vec<String>,
    pub(super) events: Vec<String>,
    pub(super) since: Vec<String>,
    pub(super) since_behind: Vec<String>,
    pub(super) planned: Vec<String>,
    pub(super) ago: Vec<Ago>,
    pub(super) compared: String,
    pub(super) compared_behind: Vec<String>,
}

/// A word for a year, told from the year of the report: 去年.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ago {
    pub(super) word: String,
    /// So many years before that of the report.
    pub(super) years: i32,
    /// Behind one of these signs it is part of another word: 以上年轻干部.
    pub(super) not_behind: String,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file = include_str!("../../../../../assets/vocabulary/year-words.json");
    serde_json::from_str(file).expect("every test of carried text reads the built-in lists")
});

/// Whether `text` begins with one of `words`.
pub(super) fn begins(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

/// Whether `text` ends with one of `words`.
pub(super) fn ends(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}

/// Whether one of `words` stands in `text`.
pub(super) fn says(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}
