//! `near-phrases`: a set phrase with one wrong character.

use crate::check::rule::Rule;
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "near-phrases",
    kind: FindingKind::Wording,
    origin: Origin::Custom,
    clause: "常用词语的通行写法",
    severity: Severity::Warning,
    name: "常用词语错了一个字",
    why: "输入法选错一个字、看漏一个字，读报告的人一眼就会看到。",
    wrong: "乡村振新",
    right: "乡村振兴",
    once: false,
    check: |page| {
        let mut hits = Vec::new();
        for words in page.words() {
            for line in &page.lines {
                hits.extend(words.phrases.find(&line.chars).into_iter().map(|near| {
                    let quote = line.words(near.start, near.end);
                    let message =
                        format!("“{quote}”像是写错了一个字。请核对，是不是“{}”。", near.phrase);
                    line.hit(near.start, near.end, message).fix(near.phrase).source(near.source)
                }));
            }
        }
        hits
    },
};

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_phrase_with_a_wrong_character_is_found() {
        check(
            "near-phrases",
            "推进乡村振新，旗织鲜明讲政治。",
            "乡村振新 → 乡村振兴 / 旗织鲜明 → 旗帜鲜明",
        );
    }

    #[test]
    fn phrases_and_their_neighbours_are_left_alone() {
        for text in ["推进乡村振兴，旗帜鲜明讲政治。", "乡村建设、乡村治理，旗帜高高飘扬。"]
        {
            check("near-phrases", text, "");
        }
    }
}
