//! `placeholder`: a blank, a mask or a remnant that was never replaced by words.
//!
//! The shapes stand in `assets/vocabulary/placeholders.json`. A mask is a run of
//! signs (XX, ××, ____), or a single one before what is counted or named (X次,
//! X社区); the same signs inside a Latin word, a product or a masked number
//! (XXL, 3×4, 138****1234) are none.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::check::page::Line;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Part, Severity};

pub(super) static RULE: Rule = Rule {
    key: "placeholder",
    kind: FindingKind::Gaps,
    origin: Origin::Custom,
    clause: "报送稿不留空白和代号",
    severity: Severity::Error,
    name: "没填的空和代号",
    why: "留着空白、代号或网页残留的稿子不能报送，导出前要填好或写明原因。",
    wrong: "召开主题党日XX次，走访困难群众【待补：户数】户",
    right: "召开主题党日12次，走访困难群众36户",
    once: false,
    check: |page| page.lines.iter().flat_map(placeholders).collect(),
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Shapes {
    #[serde(rename = "about")]
    _about: String,
    source: String,
    blanks: Blanks,
    omissions: Omissions,
    debris: Debris,
    words: Vec<String>,
    masks: Vec<Mask>,
    singles: Singles,
    gaps: Gaps,
    exceptions: Vec<String>,
}

/// Brackets whose words ask to be replaced: 【待补：次数】.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Blanks {
    open: String,
    close: String,
    begins: Vec<String>,
    longest: usize,
}

/// Brackets that say something was left out: （略）.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Omissions {
    words: Vec<String>,
}

/// Remnants of a web page: ##paidbegin##.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Debris {
    fence: String,
    longest: usize,
}

/// Signs of which two or more stand for a name or a number.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Mask {
    characters: String,
    not_beside: Neighbour,
}

/// What beside a run of signs shows that it is no mask.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Neighbour {
    Nothing,
    /// A letter: XXL, file__name.
    Latin,
    /// A Chinese numeral: 二○○八年.
    HanNumeral,
}

/// Signs that are a mask even alone, before these words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Singles {
    characters: String,
    counted: Vec<String>,
    named: Vec<String>,
}

/// What an empty place or a question mark may stand before: 走访  户, 走访？户.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Gaps {
    before: Vec<String>,
    not_before: Vec<String>,
}

static SHAPES: LazyLock<Shapes> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../../../assets/vocabulary/placeholders.json"))
        .expect("a test reads the built-in file")
});

/// A kind of placeholder, by what is to be done about it.
#[derive(Clone, Copy)]
enum Kind {
    Blank,
    Omission,
    Debris,
    Mask,
    Gap,
}

fn placeholders(line: &Line<'_>) -> Vec<Hit> {
    let text = line.chars.as_slice();
    let mut hits = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if let Some(length) = exception(text, at) {
            at += length;
        } else if let Some((kind, length)) = placeholder(text, at).or_else(|| {
            let paragraph = line.is_paragraph() || line.part == Part::Date;
            gap(text, at).filter(|_| paragraph).map(|length| (Kind::Gap, length))
        }) {
            hits.push(hit(line, kind, at, at + length));
            at += length;
        } else {
            at += 1;
        }
    }
    hits
}

/// The placeholder that begins at `at`, and its length.
fn placeholder(text: &[char], at: usize) -> Option<(Kind, usize)> {
    blank(text, at)
        .map(|length| (Kind::Blank, length))
        .or_else(|| omission(text, at).map(|length| (Kind::Omission, length)))
        .or_else(|| debris(text, at).map(|length| (Kind::Debris, length)))
        .or_else(|| word(text, at).map(|length| (Kind::Mask, length)))
        .or_else(|| mask(text, at).map(|length| (Kind::Mask, length)))
}

fn exception(text: &[char], at: usize) -> Option<usize> {
    let exception = SHAPES.exceptions.iter().find(|word| starts(text, at, word))?;
    Some(exception.chars().count())
}

fn blank(text: &[char], at: usize) -> Option<usize> {
    let shape = &SHAPES.blanks;
    let inside = at + 1;
    if !shape.open.contains(text[at]) {
        return None;
    }
    let begin = shape.begins.iter().find(|begin| starts(text, inside, begin))?;
    let rest = text[inside..].iter().take(shape.longest);
    match rest.clone().position(|&sign| shape.close.contains(sign)) {
        Some(close) => Some(close + 2),
        // Its end was cut away: what is left still asks to be filled in.
        None => Some(1 + begin.chars().count()),
    }
}

/// Brackets with nothing inside, or an empty place or question marks before
/// what is counted.
fn gap(text: &[char], at: usize) -> Option<usize> {
    let blanks = &SHAPES.blanks;
    let spaces = |from: usize| text[from..].iter().take_while(|sign| sign.is_whitespace()).count();
    if blanks.open.contains(text[at]) {
        let inside = spaces(at + 1);
        let closes = text.get(at + 1 + inside).is_some_and(|sign| blanks.close.contains(*sign));
        return closes.then_some(inside + 2);
    }
    let wide = matches!(text[at], ' ' | '\u{3000}' | '？' | '?');
    let before = at.checked_sub(1).map(|before| text[before]);
    if !wide || !before.is_some_and(|sign| is_han(sign) || "，、：".contains(sign)) {
        return None;
    }
    let run = text[at..].iter().take_while(|sign| **sign == text[at]).count();
    if text[at] == ' ' && run < 2 {
        return None;
    }
    let behind = at + run;
    let begins = |words: &[String]| words.iter().any(|word| starts(text, behind, word));
    (begins(&SHAPES.gaps.before) && !begins(&SHAPES.gaps.not_before)).then_some(run)
}

fn omission(text: &[char], at: usize) -> Option<usize> {
    let blanks = &SHAPES.blanks;
    if !blanks.open.contains(text[at]) {
        return None;
    }
    SHAPES.omissions.words.iter().find_map(|word| {
        let close = at + 1 + word.chars().count();
        let closed = text.get(close).is_some_and(|&sign| blanks.close.contains(sign));
        (starts(text, at + 1, word) && closed).then_some(close + 1 - at)
    })
}

fn debris(text: &[char], at: usize) -> Option<usize> {
    let shape = &SHAPES.debris;
    if !starts(text, at, &shape.fence) {
        return None;
    }
    let fence = shape.fence.chars().count();
    let inside = at + fence;
    let length = (1..=shape.longest).find(|&length| starts(text, inside + length, &shape.fence))?;
    Some(length + 2 * fence)
}

fn word(text: &[char], at: usize) -> Option<usize> {
    let word = SHAPES.words.iter().find(|word| starts(text, at, word))?;
    // 某某某 is one mask.
    let last = word.chars().next_back()?;
    let start = at + word.chars().count();
    Some(start - at + text[start..].iter().take_while(|&&sign| sign == last).count())
}

fn mask(text: &[char], at: usize) -> Option<usize> {
    let mask = SHAPES.masks.iter().find(|mask| mask.characters.contains(text[at]));
    let run = mask.map_or(1, |mask| {
        text[at..].iter().take_while(|&&sign| mask.characters.contains(sign)).count()
    });
    let before = at.checked_sub(1).map(|before| text[before]);
    let after = text.get(at + run).copied();
    let beside = |test: fn(char) -> bool| before.is_some_and(test) || after.is_some_and(test);
    if mask.is_some_and(|mask| before.is_some_and(|sign| mask.characters.contains(sign))) {
        return None; // The middle of a run that was judged at its start.
    }
    if run == 1 {
        return single(text, at).then_some(1);
    }
    let number_with_hidden_middle = before.is_some_and(|sign| sign.is_ascii_digit())
        && after.is_some_and(|sign| sign.is_ascii_digit());
    let part_of_a_word = match mask?.not_beside {
        Neighbour::Nothing => false,
        Neighbour::Latin => beside(|sign| sign.is_ascii_alphabetic()),
        Neighbour::HanNumeral => beside(|sign| "〇零一二三四五六七八九十".contains(sign)),
    };
    (!number_with_hidden_middle && !part_of_a_word).then_some(run)
}

/// Whether the sign at `at`, which stands alone, is a mask: X次, X社区.
fn single(text: &[char], at: usize) -> bool {
    let shape = &SHAPES.singles;
    let before = at.checked_sub(1).map(|before| text[before]);
    let precedes = |words: &[String]| words.iter().any(|word| starts(text, at + 1, word));
    if !shape.characters.contains(text[at]) || before.is_some_and(|sign| sign.is_ascii_alphabetic())
    {
        return false;
    }
    // 小X, 老×: a person without a name.
    if before.is_some_and(|sign| "小老".contains(sign)) && matches!(text[at], 'X' | 'Ｘ' | '×')
    {
        return !starts(text, at + 1, "光") && !starts(text, at + 1, "型");
    }
    // 1+3+N names a way of working, and its N means many.
    if matches!(text[at], 'N' | 'Ｎ')
        && text.windows(2).any(|pair| "+＋".contains(pair[0]) && pair[1] == text[at])
    {
        return false;
    }
    // 党建×社区 joins two words; 党建X社区 hardly does.
    let joins = !matches!(text[at], 'X' | 'Ｘ') && before.is_some_and(is_han);
    precedes(&shape.counted) || (!joins && precedes(&shape.named))
}

fn hit(line: &Line<'_>, kind: Kind, start: usize, end: usize) -> Hit {
    let quote = line.words(start, end);
    let message = match kind {
        Kind::Blank => format!("“{quote}”还没有填。请填上实际内容，或删去这一句。"),
        Kind::Omission => format!("“{quote}”表示这里省去了内容。请补上，或删去。"),
        Kind::Debris => format!("“{quote}”像是从网页带来的残留。请删去。"),
        Kind::Gap => "这里空着没有填。请填上实际内容，或删去。".to_owned(),
        Kind::Mask => format!("“{quote}”是代替名称或数字的符号。请换成真实的内容。"),
    };
    let hit = line.hit(start, end, message).source(SHAPES.source.as_str());
    // Words between the signs may be the writer's own; a tag is not.
    let is_tag = matches!(kind, Kind::Debris) && quote.is_ascii();
    if is_tag { hit.fix("") } else { hit }
}

fn starts(text: &[char], at: usize, word: &str) -> bool {
    let mut rest = text.iter().skip(at);
    word.chars().all(|sign| rest.next() == Some(&sign))
}

fn is_han(sign: char) -> bool {
    matches!(sign, '\u{4E00}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{blocked, blocking};

    #[test]
    fn every_shape_is_found_where_it_stands() {
        insta::assert_snapshot!(
            blocking(
                "= XX社区党支部书记2024年度抓基层党建述职报告
                 大家好！我是××社区的书记某某。
                 # 工作开展情况
                 召开主题党日【待补】次，党课【待补：次数】次。
                 辖##paidbegin##区内走访____户，慰问**户、＊＊人（略）。
                 # 【待补：标题】"
            ),
            @r"
        title 0–2 placeholder | XX
        opening 0 6–8 placeholder | ××
        opening 0 13–15 placeholder | 某某
        s1 0 6–10 placeholder | 【待补】
        s1 0 14–21 placeholder | 【待补：次数】
        s1 1 1–14 placeholder | ##paidbegin##
        s1 1 18–22 placeholder | ____
        s1 1 26–28 placeholder | **
        s1 1 30–32 placeholder | ＊＊
        s1 1 33–36 placeholder | （略）
        s2 0–7 placeholder | 【待补：标题】
        "
        );
    }

    #[test]
    fn placeholders_of_many_writers_are_found() {
        let cases = [
            ("深入学习党的XX大精神", "XX"),
            ("20XX年度", "XX"),
            ("20××年×月×日", "×× / × / ×"),
            ("202X年，社区", "X"),
            ("xx街道xx社区", "xx / xx"),
            ("ＸＸ社区党支部", "ＸＸ"),
            ("XXX同志任书记", "XXX"),
            ("共有党员X名、预备党员X人", "X / X"),
            ("开展活动X余次，发放慰问金X万元", "X / X"),
            ("X月X日召开第X届大会", "X / X / X"),
            ("X社区党支部", "X"),
            ("×社区党支部、×街道", "× / ×"),
            ("* 社区，*社区", "*"),
            ("**街道党工委", "**"),
            ("走访**户", "**"),
            ("某某同志、张某某、某某某书记", "某某 / 某某 / 某某某"),
            ("述职人：________", "________"),
            ("召开会议__次", "__"),
            ("召开会议＿＿次", "＿＿"),
            ("○○社区、□□小区", "○○ / □□"),
            ("具体做法（略），(略)，（以下略）", "（略） / (略) / （以下略）"),
            (
                "收缴党费【待填】元，【请填写地名】，（待补充）",
                "【待填】 / 【请填写地名】 / （待补充）",
            ),
            ("满意率【待补：百分比", "【待补"),
            ("【待补：XX社区的次数】次", "【待补：XX社区的次数】"),
            ("区内##paidbegin##民族##paidend##工作", "##paidbegin## / ##paidend##"),
        ];
        for (text, expected) in cases {
            assert_eq!(blocked(text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_placeholder_is_left_alone() {
        let cases = [
            "配发XXL号马甲，尺码XL、XXXL",
            "导出为DOCX、XML、XLSX",
            "为老人做X光检查，X射线、X形路口",
            "新建3×4米的宣传栏，2×3＝6，A×B",
            "“党建×社区”融合，“党建×治理”“红色×物业”，党建×人才",
            "联系电话138****1234、138××××5678",
            "二〇〇八年、二○○九年成立",
            "发至 qing_he@example.org，文件名 a__b",
            "某社区的经验，某些问题，某种程度上，某个环节",
            "实施乡村振兴战略，略有增长（略有下降），忽略",
            "坚持不懈……，时间——地点",
            "【主题党日】【青禾微课】（待人真诚）",
            "微信话题#红色物业#，# 号键",
            "党的二十大，第十届运动会",
            "注*：另附",
            "5*8小时",
            "第 XIX 次",
            "",
        ];
        for text in cases {
            assert_eq!(blocked(text), "", "{text}");
        }
    }

    #[test]
    fn a_finished_report_is_not_blocked() {
        let text = "= 青禾社区党支部书记2024年度抓基层党建述职报告
            各位领导：现将2024年度党建工作情况汇报如下：
            # 工作开展情况
            全年召开主题党日12次、支委会12次，走访困难群众30余户，办实事16件。
            # 下一步工作计划
            一是抓好“三会一课”，二是配齐力量。";
        assert_eq!(blocking(text), "");
    }

    #[test]
    fn only_a_tag_is_offered_for_deletion() {
        use crate::check::{blocking, testing::sketch};
        let findings = blocking(&sketch("辖##paidbegin##区，##重要内容##，XX"));
        let offers: Vec<_> = findings.iter().map(|finding| finding.suggestion.as_deref()).collect();
        assert_eq!(offers, [Some(""), None, None]);
        insta::assert_snapshot!(findings[0].message, @"“##paidbegin##”像是从网页带来的残留。请删去。");
        insta::assert_snapshot!(findings[2].message, @"“XX”是代替名称或数字的符号。请换成真实的内容。");
    }
}
