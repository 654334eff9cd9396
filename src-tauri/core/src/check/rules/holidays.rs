//! `holidays`: days named by their numbers: “3·15”, 七一, “一二·九”.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::Line;
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "holidays",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 15835—2011 5.1.6、5.2.3",
    severity: Severity::Error,
    name: "用数字称呼的日子",
    why: "用阿拉伯数字的要加引号和间隔号；用汉字的，只有容易误会的才加间隔号。",
    wrong: "3.15宣传，七·一表彰",
    right: "“3·15”宣传，七一表彰",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(^|[^\d.])(“?)(\d{1,2})([.·．・])(\d{1,2})(”?)(爱国|铭记|警钟|国防|防空|国家|全国|国际|世界|全民|消费者|宪法|禁毒|消防|防灾|减灾|艾滋|妇女|劳动|青年|护士|儿童|环境|爱路|爱粮|网络安全|安全生产|交通安全|知识产权|宣传|维权|普法|法治|活动日|纪念日|学雷锋|雷锋|打假|反诈|扫黄|防艾|宣讲|主题宣传)",
    )
});
/// 7.1前夕: these days are named in Chinese numerals.
static IN_DIGITS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[^\d.])([5678][.·．・]1|10[.·．・]1|5[.·．・]4)(?:[前节期慰表建]|放假|国庆|假期|活动|系列|”)",
    )
});
static DOTTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(七|八|五|六|十)[·．.・、](一|四)(表彰|慰问|走访|建党|建军|讲话|节|前|期间|青年|劳动|儿童|国庆|运动|”|活动|系列|主题|，|、)",
    )
});
static BARE: LazyLock<Regex> =
    LazyLock::new(|| pattern("(一二九|一二八|九一八|一二一)(运动|事变|精神|纪念|”)"));

/// 7一前夕: one day in two kinds of numerals.
static MIXED: LazyLock<Regex> = LazyLock::new(|| {
    pattern("(?:^|[^0-9第])(?:“([5678]一)”|([5678]一)(?:前夕|期间|节前|慰问|表彰|建党))")
});

fn check(line: &Line<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for found in line.find(&MIXED) {
        let Some(at) = found.range(1).or_else(|| found.range(2)) else { continue };
        let words = line.words(at.start, at.end);
        let right = words.replace('5', "五").replace('6', "六");
        let right = right.replace('7', "七").replace('8', "八");
        let message = format!("这一天用汉字称呼。请写成“{right}”。");
        hits.push(line.hit(at.start, at.end, message).fix(right));
    }
    for found in line.find_beside(&NUMBERED) {
        let (Some(month), Some(day)) = (found.range(3), found.range(5)) else { continue };
        let plausible = |group: usize, last: u32| {
            found.group(group).parse::<u32>().is_ok_and(|number| (1..=last).contains(&number))
        };
        let quoted = !found.group(2).is_empty() && !found.group(6).is_empty();
        if !plausible(3, 12) || !plausible(5, 31) || (quoted && found.group(4) == "·") {
            continue;
        }
        let start = month.start - found.group(2).chars().count();
        let end = day.end + found.group(6).chars().count();
        let right = format!("“{}·{}”", found.group(3), found.group(5));
        let message = format!(
            "用阿拉伯数字称呼的日子，月日之间用间隔号，外面加引号，写成“{}·{}”。",
            found.group(3),
            found.group(5)
        );
        hits.push(line.hit(start, end, message).fix(right));
    }
    for found in line.find_beside(&IN_DIGITS) {
        let Some(at) = found.range(1) else { continue };
        let right = match found.group(1).replace(['·', '．', '・'], ".").as_str() {
            "5.1" => "五一",
            "6.1" => "六一",
            "7.1" => "七一",
            "8.1" => "八一",
            "5.4" => "五四",
            _ => "十一",
        };
        let message = format!("这一天用汉字称呼。请写成“{right}”。");
        hits.push(line.hit(at.start, at.end, message).fix(right).severity(Severity::Warning));
    }
    for found in line.find_beside(&DOTTED) {
        let (Some(from), Some(to)) = (found.range(1), found.range(2)) else { continue };
        let right = format!("{}{}", found.group(1), found.group(2));
        let message = format!("“{right}”不会误会，中间不用间隔号。");
        let enumerates = line.chars[from.end] == '、';
        let named = ["七一", "八一", "五一", "五四", "六一", "十一"].contains(&right.as_str());
        if named && !enumerates {
            hits.push(line.hit(from.start, to.end, message).fix(right).severity(Severity::Warning));
        }
    }
    for found in line.find_beside(&BARE) {
        let Some(at) = found.range(1) else { continue };
        let word = found.group(1);
        let (month, day) = if word == "九一八" {
            ("九", "一八")
        } else {
            ("一二", word.trim_start_matches("一二"))
        };
        // 九一八 can only be read in one way.
        if month == "九" || day.is_empty() {
            continue;
        }
        let right = format!("{month}·{day}");
        let message = format!("“{word}”容易误会，月日之间加间隔号。请写成“{right}”。");
        hits.push(line.hit(at.start, at.end, message).fix(right));
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn days_in_digits_are_quoted_and_dotted() {
        check("holidays", "开展3.15宣传，12·4国家宪法日", "3.15 → “3·15” / 12·4 → “12·4”");
        check("holidays", "“6.26”禁毒宣传", "“6.26” → “6·26”");
        check("holidays", "观看9.18铭记历史展", "9.18 → “9·18”");
    }

    #[test]
    fn days_in_words_have_no_dot_unless_they_need_it() {
        check(
            "holidays",
            "七·一表彰，八·一慰问，“五·四”青年节",
            "七·一 → 七一 / 八·一 → 八一 / 五·四 → 五四",
        );
        check("holidays", "纪念一二九运动", "一二九 → 一二·九");
    }

    #[test]
    fn right_days_and_numbers_are_left_alone() {
        for text in [
            "“3·15”宣传，七一表彰，“12·4”国家宪法日，“一二·九”运动",
            "投入3.15万元，3.5亩，第1.2款",
            "七一、八一走访，五一、十一期间",
        ] {
            check("holidays", text, "");
        }
    }
}
