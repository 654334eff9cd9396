//! `near-phrases`: a set phrase with one wrong character.

use super::near_words::is_word;
use crate::check::near::Near;
use crate::check::page::Line;
use crate::check::rule::{Hit, Rule};
use crate::check::segments::gain;
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
                let found = words.phrases.find(&line.chars).into_iter();
                let found = found.filter(|near| !cuts_a_word(line, near));
                hits.extend(found.map(|near| hit(line, near)));
            }
        }
        hits
    },
};

/// In bits: a repair that makes the line so much likelier is one, whatever it cuts.
const LIKELIER: i32 = 12;

/// 居民共|约定: the last character begins a word with what stands behind it.
fn cuts_a_word(line: &Line<'_>, near: &Near<'_>) -> bool {
    let word =
        |from: usize| line.chars.get(from..from + 2).is_some_and(|two| is_word([two[0], two[1]]));
    let phrase: Vec<char> = near.phrase.chars().collect();
    word(near.end - 1) && !word(near.end - 2) && gain(&line.chars, near.start, &phrase) < LIKELIER
}

fn hit(line: &Line<'_>, near: Near<'_>) -> Hit {
    let quote = line.words(near.start, near.end);
    let message = format!("“{quote}”像是写错了一个字。请核对，是不是“{}”。", near.phrase);
    // 联系会议 for 联席会议: the wrong character makes a word, which may be meant.
    let may_be_meant = near.loose && {
        let (from, to) = (near.apart.saturating_sub(1).max(near.start), near.apart + 2);
        let around = line.chars[from..to.min(near.end)].windows(2);
        near.swapped || around.into_iter().any(|two| is_word([two[0], two[1]]))
    };
    let hit = line.hit(near.start, near.end, message).fix(near.phrase).source(near.source);
    if may_be_meant { hit.severity(Severity::Hint) } else { hit }
}

#[cfg(test)]
mod tests {
    use crate::check::Context;
    use crate::check::testing::{check, findings};
    use crate::model::Severity;

    #[test]
    fn a_phrase_with_a_wrong_character_is_found() {
        check("near-phrases", "因循守就，收激党费。", "因循守就 → 因循守旧 / 收激党费 → 收缴党费");
        check(
            "near-phrases",
            "推进乡村振新，旗织鲜明讲政治。",
            "乡村振新 → 乡村振兴 / 旗织鲜明 → 旗帜鲜明",
        );
    }

    #[test]
    fn a_character_that_makes_another_word_is_only_asked_about() {
        let severity = |text| findings("near-phrases", text, &Context::default())[0].severity;
        assert_eq!(severity("建立联系会议制度。"), Severity::Hint);
        assert_eq!(severity("收激党费。"), Severity::Warning);
    }

    #[test]
    fn phrases_and_their_neighbours_are_left_alone() {
        for text in [
            "推进乡村振兴，旗帜鲜明讲政治。",
            "乡村建设、乡村治理，旗帜高高飘扬。",
            "因循守旧，老师上汇报，以上汇报",
            "发扬斗争精神，发扬民主，开发微信小程序，共约120户，居民共约定",
        ] {
            check("near-phrases", text, "");
        }
    }
}
