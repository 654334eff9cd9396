//! The words that matters are told by: `assets/vocabulary/duty-words.json`.

use std::sync::LazyLock;

use serde::Deserialize;

/// The lists of the file, as its `about` explains them.
#[derive(Deserialize)]
pub(super) struct Words {
    pub(super) generic: Vec<String>,
    pub(super) lacks: Vec<String>,
    pub(super) causes: Vec<String>,
    pub(super) announcing: Vec<String>,
    pub(super) leading: Vec<String>,
    pub(super) amiss: Vec<String>,
    pub(super) planning: Vec<String>,
    pub(super) still: Vec<String>,
    pub(super) losing: Vec<String>,
    pub(super) mending: Vec<String>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file = include_str!("../../../../assets/vocabulary/duty-words.json");
    serde_json::from_str(file).expect("every test of a duty reads the built-in lists")
});

/// Whether one of `words` stands in `text`.
pub(super) fn has_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}
