//! `mixed-numerals`: Arabic digits and Chinese numerals in one number.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::{Line, Match};
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "mixed-numerals",
    kind: FindingKind::Figures,
    origin: Origin::Standard,
    clause: "GB/T 15835—2011 4.2、5.2、5.3",
    severity: Severity::Error,
    name: "一个数里两种数字",
    why: "一个数要么全用阿拉伯数字，要么全用汉字，只有“万”“亿”可以跟在阿拉伯数字后面。",
    wrong: "走访3千余人，开会10几次",
    right: "走访3000余人，开会十几次",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

static THOUSANDS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^\d.])(\d+(?:\.\d+)?)([千百十])([余多几来]?)([^\d]?)"));
static SEVERAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\d*0)几([^\d]?)|几(10+)([^\d]?)"));
static NEIGHBOURS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"([第、\d.~～—-]?)(\d)[、，](\d)(个|名|次|户|人|天|件|年|小时|遍|趟|条|处|家|场|位|项|分钟|公里|里|米|倍)(.?)",
    )
});
static HAN_NEIGHBOURS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"([第、一二三四五六七八九十百]?)([一二三四五六七八九])、([一二三四五六七八九])(个|名|次|户|人|天|件|年|小时|遍|趟|条|处|家|场|位|项|十|百|千|万)",
    )
});
static HUNDREDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "[一二三四五六七八九]百(〇)[一二三四五六七八九]|[一二三四五六七八九]千(〇)[一二三四五六七八九]",
    )
});
static JOINED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[^第一二三四五六七八九十])((?:[二三四五六七八九]?十|[一二三四五六七八九][百千])\d+)(?:$|[^年月日\d])",
    )
});
static MYRIADS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\d(亿万|万万|万千|千百)[元人个名户亩]"));
static LUNAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(正月|腊月|冬月|农历(?:[一二三四五六七八九十]{1,2}|\d{1,2})月)(初?)(\d{1,2})([^\d]?)")
});
static NINTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(九月)(9)(重阳|敬老|慰问|走访|组织|开展|举办|期间|前夕|节|当天|这天|[，。、）”]|$)")
});

/// 2千3百人, 2亿3千万元, 3万5千元: a number of several powers.
static COMPOUND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[^\d.])(\d+(?:\.\d+)?[亿万千百]+(?:零?\d+(?:\.\d+)?[亿万千百十]+)*(?:\d+)?)[余多]?(?:[^\d.]|$)",
    )
});

fn check(line: &Line<'_>) -> Vec<Hit> {
    let mut hits: Vec<Hit> =
        line.find_beside(&COMPOUND).filter_map(|found| compound(line, &found)).collect();
    let apart = |hit: &Hit, told: &[Hit]| !told.iter().any(|one| one.overlaps(hit));
    let simple = line.find_beside(&THOUSANDS).filter_map(|found| thousands(line, &found));
    let simple: Vec<Hit> = simple.filter(|hit| apart(hit, &hits)).collect();
    hits.extend(simple);
    hits.extend(line.find_beside(&SEVERAL).filter_map(|found| several(line, &found)));
    hits.extend(line.find_beside(&NEIGHBOURS).filter_map(|found| neighbours(line, &found)));
    hits.extend(
        line.find_beside(&HAN_NEIGHBOURS).filter_map(|found| neighbours_in_words(line, &found)),
    );
    hits.extend(line.find_beside(&HUNDREDS).filter_map(|found| {
        let at = found.range(1).or_else(|| found.range(2))?;
        let message = "数量里的“0”写作“零”，“〇”只用在年份和编号里。";
        Some(line.hit(at.start, at.end, message).fix("零"))
    }));
    hits.extend(line.find_beside(&JOINED).filter_map(|found| {
        let at = found.range(1)?;
        let message = format!("“{}”把两种数字写进了一个数。请全用阿拉伯数字。", found.group(1));
        Some(line.hit(at.start, at.end, message))
    }));
    hits.extend(line.find_beside(&MYRIADS).filter_map(|found| {
        let at = found.range(1)?;
        let message = format!("“{}”多了一个数位。请核对。", found.group(1));
        Some(line.hit(at.start, at.end, message))
    }));
    hits.extend(line.find_beside(&LUNAR).filter_map(|found| lunar(line, &found)));
    hits.extend(line.find_beside(&NINTH).filter_map(|found| {
        let at = found.range(2)?;
        Some(line.hit(at.start, at.end, "农历的日期用汉字。").fix("九"))
    }));
    hits.sort_by_key(|hit| hit.spot.start);
    hits
}

/// 2千3百: 2300; 2亿3千万: 2.3亿.
fn compound(line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    let at = found.range(1)?;
    let words = found.group(1);
    let powers = words.chars().filter(|sign| "亿万千百十".contains(*sign)).count();
    let small = words.contains(['千', '百', '十']);
    let parts = words.split(['亿', '万', '千', '百', '十', '零']).filter(|part| !part.is_empty());
    // 3千 alone is told by itself; 3万5 and 1.2万 leave nothing to mend.
    if !small
        || powers < 2
        || parts.count() < 2
        || words.ends_with(|sign: char| sign.is_ascii_digit())
    {
        return None;
    }
    let message =
        format!("“{words}”把两种数字写进了一个数。请全用阿拉伯数字，只有“万”“亿”可以留下。");
    let hit = line.hit(at.start, at.end, message);
    Some(match value(words).map(written) {
        Some(right) => hit.fix(right),
        None => hit,
    })
}

/// What a number of digits and powers counts, if each power is less than the one before.
fn value(words: &str) -> Option<u64> {
    let (mut all, mut part, mut digits) = (0_u64, 0_u64, String::new());
    let mut last = u64::MAX;
    for sign in words.chars() {
        let power: u64 = match sign {
            '亿' => 100_000_000,
            '万' => 10_000,
            '千' => 1000,
            '百' => 100,
            '十' => 10,
            '零' => continue,
            sign if sign.is_ascii_digit() => {
                digits.push(sign);
                continue;
            }
            _ => return None,
        };
        let count = digits.parse::<u64>().ok().filter(|count| *count > 0);
        digits.clear();
        if power >= 10_000 {
            let whole = part + count.unwrap_or(0);
            if whole == 0 || power >= last {
                return None;
            }
            all += whole * power;
            part = 0;
            last = power;
        } else {
            part += count? * power;
        }
    }
    Some(all + part)
}

/// A count in digits, with 万 or 亿 where that leaves at most two decimals.
fn written(value: u64) -> String {
    for (power, word) in [(100_000_000_u64, "亿"), (10_000, "万")] {
        if value >= power && (value * 100).is_multiple_of(power) {
            let hundredths = value * 100 / power;
            let number = format!("{}.{:02}", hundredths / 100, hundredths % 100);
            return format!("{}{word}", number.trim_end_matches('0').trim_end_matches('.'));
        }
    }
    value.to_string()
}

/// 3千余人: 3000余人.
fn thousands(line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    let (digits, power) = (found.group(1), found.group(2));
    let next = found.group(4);
    // 千米, 千瓦 are units; 百分点 and 十几 begin other words.
    let unit = power == "千"
        && found.group(3).is_empty()
        && "米克瓦卡伏赫字帕焦".contains(next)
        && !next.is_empty();
    let word = power == "百" && next == "分" || power == "十" && !found.group(3).is_empty();
    if unit || word || digits.len() > 4 {
        return None;
    }
    let zeros = match power {
        "千" => 3,
        "百" => 2,
        _ => 1,
    };
    let (from, to) = (found.range(1)?.start, found.range(2)?.end);
    let whole = shifted(digits, zeros);
    let words = line.words(from, to);
    let message = format!("“{words}”把两种数字写进了一个数。请写成“{whole}”，或全用汉字。");
    Some(line.hit(from, to, message).fix(whole))
}

/// `digits` × 10^`zeros`, as it is written.
fn shifted(digits: &str, zeros: usize) -> String {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let kept: String = part.chars().chain(std::iter::repeat('0')).take(zeros).collect();
    let rest = part.get(zeros..).unwrap_or_default();
    let number = format!("{whole}{kept}");
    let number = number.trim_start_matches('0');
    if rest.is_empty() { number.to_owned() } else { format!("{number}.{rest}") }
}

/// 10几次: 十几次.
fn several(line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    let behind = found.range(1);
    let (digits, before) = match behind {
        Some(_) => (found.group(1), false),
        None => (found.group(3), true),
    };
    let range = behind.or_else(|| found.range(3))?;
    let (from, to) =
        if before { (range.start - 1, range.end) } else { (range.start, range.end + 1) };
    let words = line.words(from, to);
    let power = match digits.trim_start_matches(|sign: char| sign != '0').len() {
        1 => "十",
        2 => "百",
        3 => "千",
        _ => return None,
    };
    let lead = digits.trim_end_matches('0');
    let right = match (before, lead) {
        (true, _) => format!("几{power}"),
        (false, "1") if power == "十" => "十几".to_owned(),
        (false, lead) => format!("{}{power}几", han(lead)?),
    };
    let message = format!("带“几”的约数用汉字。“{words}”请写成“{right}”。");
    Some(line.hit(from, to, message).fix(right))
}

/// 3、4次: 三四次.
fn neighbours(line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    let (first, second) = (found.group(2), found.group(3));
    let follows = second.parse::<u32>().ok()? == first.parse::<u32>().ok()? + 1;
    // 第3、4网格 and 3、4月份 name, and 2、3、4 lists.
    let grade = found.group(4) == "年" && found.group(5) == "级";
    if !follows || !found.group(1).is_empty() || grade {
        return None;
    }
    let (from, to) = (found.range(2)?.start, found.range(3)?.end);
    let right = format!("{}{}", han(first)?, han(second)?);
    let words = line.words(from, to);
    let message =
        format!("相邻两个数连用表示约数时用汉字，中间不用标点。“{words}”请写成“{right}”。");
    Some(line.hit(from, to, message).fix(right))
}

/// 三、四次: 三四次.
fn neighbours_in_words(line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    const ORDER: &str = "一二三四五六七八九";
    let place = |sign: &str| ORDER.find(sign);
    let (first, second) = (found.group(2), found.group(3));
    let follows = place(second)? == place(first)? + '一'.len_utf8();
    // 一、二个 at the head of a line numbers, it does not count; so does 三、四年级.
    let numbers = found.range(2)?.start == 0 || line.char(found.end) == Some('级');
    if !follows || !found.group(1).is_empty() || numbers {
        return None;
    }
    let at = found.range(3)?.start - 1;
    let message = format!("表示约数的“{first}{second}”中间不用顿号。");
    Some(line.hit(at, at + 1, message).fix("").severity(Severity::Warning))
}

/// 正月15: 正月十五.
fn lunar(line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    let at = found.range(3)?;
    let day: u32 = found.group(3).parse().ok()?;
    let right = match day {
        1..=10 if found.group(2) == "初" => day_in_words(day),
        1..=10 => format!("初{}", day_in_words(day)),
        11..=30 => day_in_words(day),
        _ => return None,
    };
    let to = if found.group(4) == "日" { at.end + 1 } else { at.end };
    let message = format!("农历的日期用汉字。“{}”请写成“{right}”。", line.words(at.start, to));
    Some(line.hit(at.start, to, message).fix(right))
}

fn day_in_words(day: u32) -> String {
    let ones = han(&(day % 10).to_string()).unwrap_or_default();
    match day {
        1..=9 => ones,
        10 => "十".to_owned(),
        11..=19 => format!("十{ones}"),
        20 => "二十".to_owned(),
        21..=29 => format!("二十{ones}"),
        _ => "三十".to_owned(),
    }
}

/// The Chinese numeral of one digit; "" for 0.
fn han(digit: &str) -> Option<String> {
    let value: usize = digit.parse().ok()?;
    let words = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    words.get(value).map(ToString::to_string)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_number_of_several_powers_is_written_as_a_whole() {
        check("mixed-numerals", "服务2千3百人，投入2亿3千万元", "2千3百 → 2300 / 2亿3千万 → 2.3亿");
        check("mixed-numerals", "收入3万5千元，共3万5千人次", "3万5千 → 3.5万 / 3万5千 → 3.5万");
        check("mixed-numerals", "投入3.5万元，2亿3000万元，1万余人", "");
        check("mixed-numerals", "九月9开展敬老活动", "9 → 九");
    }

    #[test]
    fn thousands_and_hundreds_behind_digits_are_written_out() {
        check(
            "mixed-numerals",
            "走访3千余人，发放5百元，1.5千册",
            "3千 → 3000 / 5百 → 500 / 1.5千 → 1500",
        );
        check("mixed-numerals", "投入3千万元", "3千 → 3000");
    }

    #[test]
    fn round_about_numbers_are_in_words() {
        check(
            "mixed-numerals",
            "开会10几次，20几名，几10户",
            "10几 → 十几 / 20几 → 二十几 / 几10 → 几十",
        );
        check("mixed-numerals", "每月3、4次，三、四名党员", "3、4 → 三四 / 、 → ");
    }

    #[test]
    fn lunar_days_and_zeros_are_in_words() {
        check(
            "mixed-numerals",
            "腊月23，正月15日，农历五月初5",
            "23 → 二十三 / 15日 → 十五 / 5 → 五",
        );
        check("mixed-numerals", "一百〇八名党员，九月9重阳节", "〇 → 零 / 9 → 九");
    }

    #[test]
    fn whole_numbers_and_lists_are_left_alone() {
        for text in [
            "3000余人，三千余人，3万余人，1.2亿元，5千米，3千瓦",
            "十几次，几十户，三四次，3、4月，第3、4网格，1、2、3号楼",
            "一、二等奖，二、三产业，每月3、13、23日，5、6年级",
            "提高5百分点，二〇〇八年，一百零八名，正月十五",
            "3、5次",
        ] {
            check("mixed-numerals", text, "");
        }
    }
}
