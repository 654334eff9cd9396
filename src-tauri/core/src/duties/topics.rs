//! What a text is about, whatever its words: a problem and what was done about it
//! are often told in different ones, which `assets/vocabulary/topic-words.json`
//! brings together.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    topics: Vec<Topic>,
}

#[derive(Deserialize)]
struct Topic {
    words: Vec<String>,
}

struct Word {
    text: String,
    /// The number of its topic.
    topic: u32,
}

/// The words of all topics by the two characters they begin with.
static WORDS: LazyLock<HashMap<[char; 2], Vec<Word>>> = LazyLock::new(|| {
    let file = include_str!("../../../../assets/vocabulary/topic-words.json");
    let File { topics } = serde_json::from_str(file).expect("the topics are read by a test");
    let mut words: HashMap<_, Vec<Word>> = HashMap::new();
    for (topic, of_topic) in (0..).zip(topics) {
        for text in of_topic.words {
            let mut start = text.chars();
            if let (Some(one), Some(two)) = (start.next(), start.next()) {
                words.entry([one, two]).or_default().push(Word { text, topic });
            }
        }
    }
    words
});

/// The words of topics in `text`, each with the number of its topic; one may come
/// twice.
pub(super) fn topics(text: &str) -> impl Iterator<Item = (u32, &'static str)> {
    let seconds = text.chars().skip(1);
    text.char_indices().zip(seconds).flat_map(move |((at, one), two)| {
        let words = WORDS.get(&[one, two]).map_or(&[][..], Vec::as_slice);
        let here = words.iter().filter(move |word| text[at..].starts_with(&word.text));
        here.map(|word| (word.topic, word.text.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(one: &str, other: &str) -> bool {
        topics(one).any(|(topic, _)| topics(other).any(|(told, _)| told == topic))
    }

    #[test]
    fn one_matter_told_in_other_words_has_a_topic_in_common() {
        for (problem, answer) in [
            ("年轻党员不爱来开会", "把主题党日搬到球场，35岁以下党员到会率由61%升至93%"),
            ("楼道里杂物乱堆", "请保洁员把36个单元门洞清了一遍"),
            ("独居老人吃饭难", "一楼腾出两间房办助餐点，八旬以上免费送餐"),
        ] {
            assert!(shared(problem, answer), "{problem} {answer}");
        }
        assert!(!shared("路灯不亮", "组织党员学习党章"));
        assert_eq!(topics("").chain(topics("灯")).count(), 0);
    }

    #[test]
    fn every_word_can_be_found_and_brings_together_two_at_least() {
        let file = include_str!("../../../../assets/vocabulary/topic-words.json");
        let File { topics: all } = serde_json::from_str(file).unwrap();
        for (number, topic) in (0..).zip(&all) {
            assert!(topic.words.len() > 1, "{:?}", topic.words);
            for word in &topic.words {
                assert!(topics(word).any(|(found, _)| found == number), "{word} is too short");
            }
        }
    }
}
