//! `doubled-words`: a word typed twice: 的的, 工作工作, 市市委.

use std::sync::LazyLock;

use regex::Regex;

use super::near_words::{is_word, may_begin};
use crate::check::lists::List;
use crate::check::page::Line;
use crate::check::pattern::{is_han, pattern};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "doubled-words",
    kind: FindingKind::Wording,
    origin: Origin::Custom,
    clause: "一个词只写一遍",
    severity: Severity::Warning,
    name: "词语重复",
    why: "改稿时常留下重复的字词，自己看不出，别人一读就读到。",
    wrong: "认真开展开展志愿服务的的工作",
    right: "认真开展志愿服务的工作",
    once: false,
    check: |page| {
        let mut hits: Vec<Hit> = page.lines.iter().flat_map(check).collect();
        for (at, line) in page.lines.iter().enumerate() {
            hits.extend(clauses(line));
            hits.extend(characters(line));
            let above = at.checked_sub(1).map(|before| page.lines[before].text);
            if above == Some(line.text) && line.chars.len() >= 6 {
                let message = "这一段和上一段一字不差。请只留一段。";
                hits.push(line.hit(0, line.chars.len(), message));
            }
        }
        hits
    },
};

/// Words of two characters that may stand twice: 研究研究.
const MAY_REPEAT: &[&str] = &[
    "研究", "讨论", "商量", "学习", "锻炼", "了解", "考虑", "商议", "合计", "聊聊", "看看", "许多",
    "很多", "非常", "十分", "永远", "高兴", "热闹", "琢磨", "整理", "收拾", "打扫", "交流", "沟通",
    "调解", "议论", "评评", "介绍", "体验", "感受", "放松", "活动", "休息", "打听", "核实", "检查",
    "好好", "常常", "天天", "人人", "年年", "处处", "户户", "家家", "时时", "事事", "月月", "久久",
    "步步", "层层", "件件", "桩桩", "条条", "哈哈", "轰轰", "烈烈",
];
static GOVERNING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(市市|省省|县县|镇镇|乡乡|区区)(?:委|政府|人大|政协|纪委)|(社区社区|街道街道|支部支部|党委党委)",
    )
});

fn check(line: &Line<'_>) -> Vec<Hit> {
    let text = line.chars.as_slice();
    let mut hits = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let length = (2..=8).rev().find(|length| repeats(text, at, *length));
        let length = length.or_else(|| particle(text, at).then_some(1));
        let Some(length) = length else {
            at += 1;
            continue;
        };
        // However often it stands there, it is told once.
        let again =
            |end: &usize| text[at..].starts_with(&text[*end..(end + length).min(text.len())]);
        let mut end = at + 2 * length;
        while end + length <= text.len() && again(&end) {
            end += length;
        }
        let word = line.words(at, at + length);
        let message = format!("“{word}”重复了。请只留一个。");
        hits.push(line.hit(at, end, message).fix(word));
        at = end;
    }
    for found in line.find(&GOVERNING) {
        if let Some(at) = found.range(1).filter(|at| {
            !hits.iter().any(|hit| hit.spot.start <= at.start && at.start < hit.spot.end)
        }) {
            let word = line.words(at.start, at.start + 1);
            let message = format!("“{}”重复了一个“{word}”。", found.text);
            hits.push(line.hit(at.start, at.end, message).fix(word));
        }
    }
    hits
}

/// Characters that stand twice by right: 家家, 常常, 爸爸, or that end one word
/// and begin another too often to tell.
const MAY_STAND_TWICE: List = List("doubled-may-stand");

/// 组织织义诊, 整改到位位: a character behind the word that ends in it.
fn characters(line: &Line<'_>) -> Vec<Hit> {
    let text = line.chars.as_slice();
    let mut hits = Vec::new();
    for at in 1..text.len().saturating_sub(1) {
        let sign = text[at];
        let twice = is_han(sign) && text[at + 1] == sign && text[at - 1] != sign;
        if !twice || MAY_STAND_TWICE.words().iter().any(|word| word.contains(sign)) {
            continue;
        }
        let ends = is_word([text[at - 1], sign]);
        let next = text.get(at + 2).copied().filter(|next| is_han(*next));
        // 扎扎实实, 街街有网: the next pair belongs to it.
        let paired = next.is_some_and(|next| text.get(at + 3) == Some(&next))
            || at > 1 && text[at - 2] == text[at - 1];
        let begins = next.is_some_and(|next| may_begin([sign, next]));
        // 连连续21天: nothing stands before it.
        let first = !is_han(text[at - 1]) && next.is_some_and(|next| is_word([sign, next]));
        if (ends && !begins || first) && !paired {
            let message = format!("“{sign}{sign}”像是多写了一个“{sign}”。请核对。");
            let hit = line.hit(at, at + 2, message).fix(sign);
            hits.push(hit.severity(Severity::Hint));
        }
    }
    hits
}

/// 成立服务团，成立服务团，: a clause that stands twice.
fn clauses(line: &Line<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut before: &[char] = &[];
    let mut start = 0;
    for clause in line.chars.split(|sign| "，；。".contains(*sign)) {
        if clause == before && clause.len() >= 4 {
            let message = "这一句和前一句一字不差。请只留一句。";
            hits.push(line.hit(start, start + clause.len(), message));
        }
        before = clause;
        start += clause.len() + 1;
    }
    hits
}

/// Whether the word of `length` characters at `at` stands twice, and may not.
fn repeats(text: &[char], at: usize, length: usize) -> bool {
    let (Some(one), Some(two)) =
        (text.get(at..at + length), text.get(at + length..at + 2 * length))
    else {
        return false;
    };
    if one != two || !one.iter().all(|sign| is_han(*sign)) {
        return false;
    }
    let word: String = one.iter().collect();
    // 一件一件, 逐户逐户; 人人人人 is no word of two.
    // 二〇二〇年: a year in words.
    if one.contains(&'〇') {
        return false;
    }
    let distributive = "一逐每各几半又越边随有大多上下来去左右东南".contains(one[0]);
    let same = one.iter().all(|sign| *sign == one[0]);
    // 一锄头一锄头地挖: so is a measure of two characters, if no clause ends in it.
    let measured = length == 3 && one[0] == '一' && !"来是要定直".contains(one[2]);
    !measured && length > 2
        || length == 2 && !(distributive || same || MAY_REPEAT.contains(&word.as_str()))
}

/// Whether a particle stands twice at `at`, and the two belong to no other words.
fn particle(text: &[char], at: usize) -> bool {
    let sign = text[at];
    if text.get(at + 1) != Some(&sign) {
        return false;
    }
    let before = at.checked_sub(1).map(|before| text[before]);
    let after = text.get(at + 2).copied();
    // 实实在在在一线: the third is a word of its own.
    if before == Some(sign) {
        return false;
    }
    let beside = |lead: &str, tail: &str| {
        before.is_some_and(|sign| lead.contains(sign))
            || after.is_some_and(|sign| tail.contains(sign))
    };
    match sign {
        '的' => !beside("目有众", "确士"),
        '了' => !beside("为除", "解事却然如结"),
        '是' => !beside("还就但可只老总于不而正都凡要若", "非否"),
        '在' => !beside("现实存所内正潜旨好自健外贵重志", ""),
        '和' => !beside("共温祥调暖", "美睦气谐平解"),
        '与' => !beside("参", ""),
        '为' => !beside("以认成作分因转视称名行", ""),
        '对' => !beside("结应针面核校绝反成相", "比照外口"),
        '及' => !beside("涉普以波触顾", "时早"),
        '将' => !beside("即", ""),
        '由' => !beside("自理事缘", ""),
        '到' => !beside("达得做遇找收报", "位达场岗"),
        '被' | '把' | '我' => false,
        '从' => !beside("服自", "事严"),
        '向' => !beside("方意走导倾面", "前上好"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn words_typed_twice_are_found() {
        check("doubled-words", "开展开展志愿服务的的工作", "开展开展 → 开展 / 的的 → 的");
        check("doubled-words", "谢谢大家谢谢大家谢谢大家", "谢谢大家谢谢大家谢谢大家 → 谢谢大家");
        check("doubled-words", "社区党支部社区党支部召开会议", "社区党支部社区党支部 → 社区党支部");
        check("doubled-words", "中共某市市委要求", "市市 → 市");
    }

    #[test]
    fn a_character_typed_twice_is_asked_about() {
        check("doubled-words", "组织织义诊8次，整改到位位。", "织织 → 织 / 位位 → 位");
        check("doubled-words", "封控期间，连连续21天接送。", "连连 → 连");
    }

    #[test]
    fn words_that_repeat_by_right_are_left_alone() {
        for text in [
            "一件一件抓，研究研究，高高兴兴，实实在在在一线，为了了解情况",
            "现在在册党员，参与与否，目的的实现，以为为民",
            "新华街街道党工委，村村通，市市场监管局，天天见，家家户户",
            "许许多多，件件有回音、事事有着落，结对对象",
            "谈心谈话，交往交流，共建共享，自我净化、自我完善",
            "123123，……",
            "支部部署，党小组组长，二〇二〇年，常常走访，家家有人，扎扎实实",
        ] {
            check("doubled-words", text, "");
        }
    }
}
