//! `set-numerals`: Arabic digits in words whose numerals are part of the name:
//! 20大, 4个意识.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::Line;
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "set-numerals",
    kind: FindingKind::Figures,
    origin: Origin::Standard,
    clause: "GB/T 15835—2011 4.2.3",
    severity: Severity::Error,
    name: "固定词语里的数字",
    why: "会议、规划、理论名称里的数字是词的一部分，用汉字，不用阿拉伯数字。",
    wrong: "学习党的20大精神",
    right: "学习党的二十大精神",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

/// Words whose numerals are part of them.
const WORDS: &[&str] = &[
    "党的十八大",
    "党的十九大",
    "党的二十大",
    "党的二十一大",
    "十八大精神",
    "十九大精神",
    "二十大精神",
    "十九大报告",
    "二十大报告",
    "二十大以来",
    "十九大以来",
    "十八大以来",
    "二十大代表",
    "二十大召开",
    "二十大胜利",
    "十八届",
    "十九届一中全会",
    "十九届二中全会",
    "十九届三中全会",
    "十九届四中全会",
    "十九届五中全会",
    "十九届六中全会",
    "二十届一中全会",
    "二十届二中全会",
    "二十届三中全会",
    "二十届四中全会",
    "二十届五中全会",
    "二十届中央",
    "十九届中央",
    "一中全会",
    "二中全会",
    "三中全会",
    "四中全会",
    "五中全会",
    "六中全会",
    "十三五规划",
    "十四五规划",
    "十五五规划",
    "“十三五”",
    "“十四五”",
    "“十五五”",
    "十四五时期",
    "十五五时期",
    "十四五期间",
    "四个意识",
    "四个自信",
    "两个维护",
    "两个确立",
    "三个代表",
    "四个全面",
    "五位一体",
    "三会一课",
    "两学一做",
    "三严三实",
    "八项规定",
    "四风问题",
    "“四风”",
    "反四风",
    "纠四风",
    "两优一先",
    "一岗双责",
    "第一书记",
    "第一责任人",
    "第一议题",
    "第一时间",
    "四议两公开",
    "一站式服务",
    "一老一小",
    "三社联动",
    "五社联动",
    "一网通办",
    "一网统管",
    "七一表彰",
    "八一慰问",
    "七一慰问",
    "六项纪律",
    "六大纪律",
    "三务公开",
    "一户一策",
    "一事一议",
];

static ANY: LazyLock<Regex> = LazyLock::new(|| {
    let words: Vec<String> = WORDS.iter().map(|word| with_digits(word)).collect();
    pattern(&words.join("|"))
});
static DIGIT: LazyLock<Regex> = LazyLock::new(|| pattern("[0-9０-９]"));
/// One word for each way to write it, tried in turn.
static EACH: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    WORDS.iter().map(|word| pattern(&format!("^(?:{})$", with_digits(word)))).collect()
});

/// A pattern for `word` with its numerals in either form.
fn with_digits(word: &str) -> String {
    let mut out = String::new();
    let mut run = String::new();
    for sign in word.chars().chain(std::iter::once('\0')) {
        if "一二三四五六七八九十两".contains(sign) {
            run.push(sign);
            continue;
        }
        if !run.is_empty() {
            out.push_str(&format!("(?:{})", forms(&run).join("|")));
            run.clear();
        }
        if sign != '\0' {
            out.push(sign);
        }
    }
    out
}

/// The ways to write a numeral: 二十 and 20, 十四五 and 14五, 一二 and 1二.
fn forms(numeral: &str) -> Vec<String> {
    let signs: Vec<char> = numeral.chars().collect();
    let text = |part: &[char]| part.iter().collect::<String>();
    let mut forms = vec![numeral.to_owned(), value(numeral).to_string()];
    for at in 1..signs.len() {
        let (head, tail) = (text(&signs[..at]), text(&signs[at..]));
        forms.push(format!("{}{tail}", value(&head)));
        forms.push(format!("{head}{}", value(&tail)));
        forms.push(format!("{}{}", value(&head), value(&tail)));
    }
    forms
}

/// The value of a numeral below a hundred.
fn value(numeral: &str) -> u32 {
    let digit = |sign: char| match sign {
        '两' => 2,
        _ => "零一二三四五六七八九".chars().position(|other| other == sign).unwrap_or(0) as u32,
    };
    match numeral.split_once('十') {
        Some((tens, ones)) => {
            let tens = tens.chars().next().map_or(1, digit);
            tens * 10 + ones.chars().next().map_or(0, digit)
        }
        None => numeral.chars().fold(0, |sum, sign| sum * 10 + digit(sign)),
    }
}

fn check(line: &Line<'_>) -> Vec<Hit> {
    if !DIGIT.is_match(line.text) {
        return Vec::new();
    }
    line.find(&ANY)
        .filter(|found| DIGIT.is_match(found.text))
        .filter(|found| !line.before(found.start).next().is_some_and(|sign| sign.is_ascii_digit()))
        .filter_map(|found| {
            let at = EACH.iter().position(|word| word.is_match(found.text))?;
            let right = WORDS[at];
            let message =
                format!("“{}”是固定的词语，里面的数字用汉字。请写成“{right}”。", found.text);
            Some(line.hit(found.start, found.end, message).fix(right))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn numerals_of_names_are_in_chinese() {
        check(
            "set-numerals",
            "学习党的20大精神和20届三中全会精神",
            "党的20大 → 党的二十大 / 20届三中全会 → 二十届三中全会",
        );
        check(
            "set-numerals",
            "增强“4个意识”，落实3会1课，14五规划",
            "4个意识 → 四个意识 / 3会1课 → 三会一课 / 14五规划 → 十四五规划",
        );
        check(
            "set-numerals",
            "担任第1书记，落实8项规定",
            "第1书记 → 第一书记 / 8项规定 → 八项规定",
        );
    }

    #[test]
    fn counts_and_right_names_are_left_alone() {
        for text in [
            "党的二十大精神，“四个意识”，“十四五”规划",
            "制定18项规定，20大类，第11书记，4个小区",
            "二十届三中全会，第4网格",
        ] {
            check("set-numerals", text, "");
        }
    }
}
