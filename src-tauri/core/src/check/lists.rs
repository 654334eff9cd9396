//! The words that rules look for, `assets/vocabulary/check-words.json`: data,
//! each list with what it is for, all with a source.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "source")]
    _source: String,
    lists: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(rename = "about")]
    _about: String,
    words: Vec<String>,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../../assets/vocabulary/check-words.json"))
        .expect("a test reads the built-in file")
});

/// A list of words, by its name in the file.
#[derive(Clone, Copy)]
pub(super) struct List(pub(super) &'static str);

impl List {
    /// Its words.
    pub(super) fn words(self) -> &'static [String] {
        match FILE.lists.get(self.0) {
            Some(entry) => &entry.words,
            None => panic!("there is no list {}", self.0),
        }
    }

    /// Whether one of its words stands in `text`.
    pub(super) fn says(self, text: &str) -> bool {
        self.words().iter().any(|word| text.contains(word.as_str()))
    }

    /// Whether `text` begins with one of its words.
    pub(super) fn begins(self, text: &str) -> bool {
        self.words().iter().any(|word| text.starts_with(word.as_str()))
    }

    /// Whether `text` ends with one of its words.
    pub(super) fn ends(self, text: &str) -> bool {
        self.words().iter().any(|word| text.ends_with(word.as_str()))
    }

    /// Its words as alternatives of a pattern.
    pub(super) fn pattern(self) -> String {
        let words: Vec<String> = self.words().iter().map(|word| regex::escape(word)).collect();
        words.join("|")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// A name that is misspelt in a rule would only panic when the rule runs.
    #[test]
    fn every_list_has_words_and_a_rule_that_reads_it() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/core/src/check");
        let rules = std::fs::read_dir(folder.join("rules")).unwrap();
        let arithmetic = std::fs::read_dir(folder.join("arithmetic")).unwrap();
        let files = rules.chain(arithmetic).map(|entry| entry.unwrap().path());
        let files = files.chain(["figures.rs", "numbers.rs"].map(|name| folder.join(name)));
        let code: String = files.map(|path| std::fs::read_to_string(path).unwrap()).collect();
        for (name, entry) in &FILE.lists {
            assert!(!entry.words.is_empty(), "{name} is empty");
            assert!(code.contains(&format!("List(\"{name}\")")), "nobody reads {name}");
        }
        let mut rest = code.as_str();
        while let Some((_, after)) = rest.split_once("List(\"") {
            let (name, after) = after.split_once('"').unwrap();
            assert!(FILE.lists.contains_key(name), "there is no list {name}");
            rest = after;
        }
    }
}
