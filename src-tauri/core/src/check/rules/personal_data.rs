//! `personal-data`: a number or address that belongs to a person.
//!
//! Identity numbers, mobile numbers, bank cards and home addresses down to the
//! door. A number that is masked already (138****1234) is none, nor are service
//! lines, office telephones and counts.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::lists::List;
use crate::check::page::Line;
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "personal-data",
    kind: FindingKind::Personal,
    origin: Origin::Law,
    clause: "《个人信息保护法》第十条，不得非法公开他人个人信息",
    severity: Severity::Error,
    name: "个人信息",
    why: "述职报告要公开、要传阅，里面的身份证号、手机号、银行卡号和门牌会泄露出去。",
    wrong: "困难党员联系电话13912345678",
    right: "困难党员联系电话139****5678",
    once: false,
    check: |page| {
        page.lines
            .iter()
            .flat_map(|line| {
                numbers(line).into_iter().chain(addresses(line)).chain(telephones(line))
            })
            .collect()
    },
};

/// Digits that stand together, with the place of each.
struct Run {
    digits: Vec<u32>,
    /// Where each digit stands in the line.
    at: Vec<usize>,
    /// An X behind the digits, as in identity numbers.
    ends_with_x: bool,
}

fn numbers(line: &Line<'_>) -> Vec<Hit> {
    let text = line.chars.as_slice();
    runs(text)
        .into_iter()
        .filter_map(|run| {
            let (what, advice) = kind(text, &run)?;
            let (start, end) = (run.at[0], run.end());
            // What is told of it must not give it away again.
            let masked = masked(text, &run);
            let message = format!("“{masked}”像是{what}，属于个人信息。{advice}");
            Some(line.hit(start, end, message).fix(masked))
        })
        .collect()
}

/// What the number is, and what to do about it.
fn kind(text: &[char], run: &Run) -> Option<(&'static str, &'static str)> {
    let counted = text.get(run.end()).is_some_and(|sign| "元万亿%％年次".contains(*sign));
    if counted {
        return None;
    }
    if is_identity(run) && (checks(run) || announced(text, run.at[0])) {
        return Some(("身份证号", "请删去，或只留前三位和后四位。"));
    }
    if run.ends_with_x {
        return None;
    }
    if run.digits.len() == 15 && announced(text, run.at[0]) {
        return Some(("身份证号", "请删去，或只留前三位和后四位。"));
    }
    let is_account = (15..=19).contains(&run.digits.len()) && says_account(text, run.at[0]);
    match run.digits.len() {
        _ if is_account => Some(("银行卡号", "请删去，或只留前三位和后四位。")),
        11 if run.digits[0] == 1 && run.digits[1] >= 3 => {
            Some(("手机号码", "请删去，或只留前三位和后四位。"))
        }
        16..=19 if is_card_prefix(&run.digits) && luhn(&run.digits) => {
            Some(("银行卡号", "请删去，或只留前三位和后四位。"))
        }
        _ => None,
    }
}

/// A landline that belongs to a person: 联系张大爷0311-86053214, 家中电话.
static LANDLINE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^0-9])(0[0-9]{2,3}[- ]?[0-9]{7,8})(?:$|[^0-9])"));
/// Words before a number that is a person's, and before one that is public.
const PERSONS: List = List("personal-persons");
const PUBLIC: List = List("personal-public");
/// Where somebody lives, to the number of the house.
static HOME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:家住|住址|现住|住在|居住在|家庭地址|家庭住址)[：:]?([^，。；、（）“”]{2,24}?[0-9一二三四五六七八九十]+(?:号|室|组|排|户)(?:[0-9]+(?:号|室|户))?)",
    )
});

fn telephones(line: &Line<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for found in line.find_beside(&LANDLINE) {
        let Some(at) = found.range(1) else { continue };
        let before = line.words(at.start.saturating_sub(14), at.start);
        let clause = before.rsplit(['，', '。', '；']).next().unwrap_or_default();
        if PERSONS.says(clause) && !PUBLIC.says(clause) {
            let shown: Vec<char> = line.chars[at.clone()].to_vec();
            let end = shown.len();
            let masked: String = shown
                .iter()
                .enumerate()
                .map(|(place, sign)| if (end - 7..end - 3).contains(&place) { '*' } else { *sign })
                .collect();
            let message =
                format!("“{masked}”像是个人的电话，属于个人信息。请删去，或遮住中间几位。");
            hits.push(line.hit(at.start, at.end, message).fix(masked));
        }
    }
    for found in line.find(&HOME) {
        let Some(at) = found.range(1) else { continue };
        let told =
            addresses(line).iter().any(|hit| hit.spot.start < at.end && at.start < hit.spot.end);
        if !told {
            let quote = line.words(at.start, at.end);
            let message = format!("“{quote}”写到了门牌，属于个人信息。请只写到小区或村组。");
            hits.push(line.hit(at.start, at.end, message));
        }
    }
    hits
}

/// The runs of digits; a single space or hyphen between groups of four or so
/// does not part them.
fn runs(text: &[char]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if digit(text[at]).is_none() {
            at += 1;
            continue;
        }
        let mut run = Run { digits: Vec::new(), at: Vec::new(), ends_with_x: false };
        let mut group = 0;
        while let Some(&sign) = text.get(at) {
            let next_is_digit = text.get(at + 1).is_some_and(|&next| digit(next).is_some());
            match digit(sign) {
                Some(value) => {
                    run.digits.push(value);
                    run.at.push(at);
                    group += 1;
                }
                None if matches!(sign, ' ' | '-') && (3..=8).contains(&group) && next_is_digit => {
                    group = 0;
                }
                None => break,
            }
            at += 1;
        }
        let glued = run.at[0].checked_sub(1).is_some_and(|before| is_glue(text[before]));
        let follows = text.get(at).copied();
        let goes_on = follows.is_some_and(is_glue) && follows != Some('.')
            || follows == Some('.') && text.get(at + 1).is_some_and(|&next| digit(next).is_some());
        run.ends_with_x = run.digits.len() == 17 && matches!(follows, Some('X' | 'x' | 'Ｘ'));
        if !glued && (run.ends_with_x || !goes_on) {
            runs.push(run);
        }
    }
    runs
}

/// What beside the digits makes them part of something else: a masked number,
/// a code.
fn is_glue(sign: char) -> bool {
    sign.is_ascii_alphabetic() || matches!(sign, '*' | '＊' | '×' | '_' | '.' | '№')
}

/// Region, birth date and length of an identity number.
fn is_identity(run: &Run) -> bool {
    let digits = &run.digits;
    if digits.len() + usize::from(run.ends_with_x) != 18 {
        return false;
    }
    let number =
        |from: usize, to: usize| digits[from..to].iter().fold(0, |sum, digit| sum * 10 + digit);
    let (region, year, month, day) = (number(0, 2), number(6, 10), number(10, 12), number(12, 14));
    let born = chrono::NaiveDate::from_ymd_opt(year.cast_signed(), month, day).is_some();
    (11..=91).contains(&region) && (1900..2100).contains(&year) && born
}

/// The check digit of an identity number (GB 11643-1999).
fn checks(run: &Run) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = run.digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let last = if run.ends_with_x { 10 } else { run.digits[17] };
    (12 - sum % 11) % 11 == last
}

/// Whether the words before the number say that it is an identity number.
fn announced(text: &[char], at: usize) -> bool {
    let before: String = text[at.saturating_sub(12)..at].iter().collect();
    before.contains("身份证")
}

/// Words that say that an account number follows, not far before it.
const ACCOUNTS: List = List("personal-accounts");

/// Whether the words before the number say that it is an account's.
fn says_account(text: &[char], at: usize) -> bool {
    let before: String =
        text[at.saturating_sub(12)..at].iter().filter(|sign| **sign != ' ').collect();
    let clause = before.rsplit(['，', '。', '；']).next().unwrap_or_default();
    ACCOUNTS.says(clause)
}

/// The first digits that bank cards have.
fn is_card_prefix(digits: &[u32]) -> bool {
    matches!(digits[..2], [6, 2] | [3, 5..=7] | [5, 1..=5] | [4, _])
}

/// The check digit of a bank card (ISO/IEC 7812).
fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match place % 2 {
            0 => *digit,
            _ => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The number with stars in its middle: 138****1234.
fn masked(text: &[char], run: &Run) -> String {
    let length = run.digits.len() + usize::from(run.ends_with_x);
    let mut shown: Vec<char> = run.at.iter().map(|&at| text[at]).collect();
    if run.ends_with_x {
        shown.push('X');
    }
    (0..length).map(|at| if (3..length - 4).contains(&at) { '*' } else { shown[at] }).collect()
}

/// Home addresses down to the door: 3号楼2单元502室.
fn addresses(line: &Line<'_>) -> Vec<Hit> {
    let text = line.chars.as_slice();
    let mut hits = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some(end) = address(text, at) else {
            at += 1;
            continue;
        };
        let quote = line.words(at, end);
        let message = format!("“{quote}”写到了门牌，属于个人信息。请只写到小区或楼栋。");
        hits.push(line.hit(at, end, message));
        at = end;
    }
    hits
}

/// Where the address that begins at `at` ends: a building, perhaps an entrance,
/// and a door.
fn address(text: &[char], at: usize) -> Option<usize> {
    if at > 0 && digit(text[at - 1]).is_some() {
        return None;
    }
    let building = step(text, at, &["号楼", "栋", "幢", "号院"])?;
    let inside = step(text, building, &["号楼", "栋"]).unwrap_or(building);
    let entrance = step(text, inside, &["单元", "门"]);
    let door = step(text, entrance.unwrap_or(inside), &["室", "号", "户"]);
    match (entrance, door) {
        (_, Some(door)) => Some(door),
        // 3号楼2单元502: the door without its 室.
        (Some(entrance), None) => {
            let digits = text[entrance..].iter().take_while(|sign| digit(**sign).is_some()).count();
            (digits >= 3).then_some(entrance + digits)
        }
        _ => None,
    }
}

/// Where digits and one of `words` behind them end.
fn step(text: &[char], at: usize, words: &[&str]) -> Option<usize> {
    let digits = text[at..].iter().take_while(|sign| digit(**sign).is_some()).count();
    let begin = at + digits;
    let word = words
        .iter()
        .find(|word| word.chars().eq(text[begin..].iter().copied().take(word.chars().count())))?;
    (digits > 0).then(|| begin + word.chars().count())
}

impl Run {
    /// One past the last character.
    fn end(&self) -> usize {
        self.at.last().map_or(0, |last| last + 1) + usize::from(self.ends_with_x)
    }
}

/// The value of a digit, half or full width.
fn digit(sign: char) -> Option<u32> {
    match sign {
        '0'..='9' => sign.to_digit(10),
        '０'..='９' => Some(sign as u32 - '０' as u32),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{blocked, sketch};

    #[test]
    fn numbers_and_addresses_of_persons_are_found() {
        let cases = [
            ("居民代表电话13912345678，随时联系", "13912345678"),
            ("手机：139 1234 5678", "139 1234 5678"),
            ("手机１３９１２３４５６７８", "１３９１２３４５６７８"),
            ("身份证号11010519491231002X，低保户", "11010519491231002X"),
            ("（440524188001010014）", "440524188001010014"),
            ("身份证号码为110105199003071234", "110105199003071234"),
            ("电话13912345678.", "13912345678"),
            ("打入卡号4111111111111111", "4111111111111111"),
            ("打入卡号4111 1111 1111 1111。", "4111 1111 1111 1111"),
            ("家住青禾小区3号楼2单元502室的老人", "3号楼2单元502室"),
            ("联系张大爷0311-86053214", "0311-86053214"),
            ("身份证号110105900307123", "110105900307123"),
            ("家住人民路18号，行动不便", "人民路18号"),
            ("家住12栋301室，5号院3号楼1单元101", "12栋301室 / 5号院3号楼1单元101"),
        ];
        for (text, expected) in cases {
            assert_eq!(blocked(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_persons_number_is_left_alone() {
        for text in [
            "拨打12345热线、110、119、96110，服务电话0371-65901234",
            "电话139****5678，卡号622****3440，身份证110***********002X",
            "收入13912345678元，占地15912345678.5平方米",
            "编号20240101123456789，订单号139123456789",
            "无身份的110105199003071234",
            "统一社会信用代码91410105MA44ABCD1X",
            "2024年3月5日至2024年12月31日，2023-2024",
            "整治3号楼、5号楼，12栋楼、2单元门，3号楼2单元单元门",
            "第3网格302户，502户居民",
            "流水号6222020200112233440",
            "发放宣传资料12000份",
        ] {
            assert_eq!(blocked(text), "", "{text}");
        }
    }

    #[test]
    fn a_number_of_a_person_is_no_blank() {
        let report = sketch("电话13912345678，走访XX户");
        let texts = |findings: Vec<crate::model::Finding>| -> Vec<String> {
            findings.into_iter().map(|finding| finding.text).collect()
        };
        assert_eq!(texts(crate::check::blocking(&report)), ["13912345678", "XX"]);
        assert_eq!(texts(crate::check::placeholders(&report)), ["XX"]);
    }

    #[test]
    fn an_account_is_told_by_the_words_before_it() {
        use crate::check::testing::check;

        check(
            "personal-data",
            "# 成效\n银行卡号：6217 0012 3456 7890 12",
            "6217 0012 3456 7890 12 → 621***********9012",
        );
        check(
            "personal-data",
            "# 成效\n工资卡账号621700123456789",
            "621700123456789 → 621********6789",
        );
        check("personal-data", "# 成效\n合同编号621700123456789，账户余额12万元", "");
    }

    #[test]
    fn the_repair_keeps_no_more_than_the_ends_and_is_clean() {
        for (text, repaired) in [
            ("电话139-1234-5678", "电话139****5678"),
            ("身份证11010519491231002X", "身份证110***********002X"),
        ] {
            let findings = crate::check::blocking(&sketch(text));
            let finding = findings.first().unwrap();
            let letters: Vec<char> = text.chars().collect();
            let mut mended: String = letters[..finding.start].iter().collect();
            mended.push_str(finding.suggestion.as_ref().unwrap());
            mended.extend(&letters[finding.end..]);
            assert_eq!(mended, repaired);
            assert_eq!(blocked(&mended), "");
        }
        let finding = &crate::check::blocking(&sketch("电话13912345678"))[0];
        insta::assert_snapshot!(finding.message, @"“139****5678”像是手机号码，属于个人信息。请删去，或只留前三位和后四位。");
    }
}
