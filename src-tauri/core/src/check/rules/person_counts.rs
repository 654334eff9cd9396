//! `person-counts`: 名, 人 and 人次 on top of each other.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::pattern::pattern;
use crate::check::rule::Rule;
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "person-counts",
    kind: FindingKind::Figures,
    origin: Origin::Custom,
    clause: "量词一次用一个",
    severity: Severity::Warning,
    name: "人数的量词",
    why: "“名”数人，“人次”数参加的次数，叠在一起就不知道数的是什么。",
    wrong: "参加活动120名人次",
    right: "参加活动120人次",
    once: false,
    check: |page| {
        let counts = page.lines.iter().flat_map(|line| {
            line.find(&DOUBLED).filter_map(|found| {
                let words = found.group(1).trim_end_matches(['，', '。', '；', '、']);
                let start = found.range(1)?.start;
                // 2个名额, 3个名师工作室
                if words == "个名" && line.char(start + 2).is_some_and(|c| NAMED.contains(c)) {
                    return None;
                }
                let right = right(words);
                let message = format!("“{words}”量词重复了。请写成“{right}”。");
                Some(line.hit(start, start + words.chars().count(), message).fix(right))
            })
        });
        counts.collect()
    },
};

static DOUBLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[\d一二三四五六七八九十百千万余多](名人次|个人次|人人次|次人次|人次次|人/次|名次人|个名|场次次|余余|余多|多余(?:名|人|次|户|件)|(?:名人|户户|件件|次次|名名|项项|场场|元元|吨吨|亩亩|份份|条条|期期|篇篇|栋栋|座座|盏盏|公里公里|个个|人人|处处|家家|天天|套套|本本)(?:[，。；、]|$))",
    )
});

/// What goes on with 名 as a word of its own.
const NAMED: &str = "额字称单下义录牌师家校词优企城镇村医";

/// The one count that is meant.
fn right(words: &str) -> String {
    match words {
        "名人次" | "个人次" | "人人次" | "次人次" | "人次次" | "人/次" | "名次人" => {
            "人次".to_owned()
        }
        "名人" | "个名" => "名".to_owned(),
        "场次次" => "场次".to_owned(),
        "余多" => "余".to_owned(),
        _ => match words.strip_prefix("多余") {
            Some(unit) => format!("余{unit}"),
            None => words.chars().take(1).collect(),
        },
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn doubled_counts_are_found() {
        check("person-counts", "参加活动120名人次，走访30户户", "名人次 → 人次 / 户户 → 户");
        check("person-counts", "服务300人/次。走访10余多户", "人/次 → 人次 / 余多 → 余");
    }

    #[test]
    fn single_counts_are_left_alone() {
        for text in [
            "参加活动120人次，9场次，12名党员，一件件小事",
            "争取2个名额，建成3个名师工作室",
            "3名人大代表，2名人民调解员，每次次序井然",
        ] {
            check("person-counts", text, "");
        }
    }
}
