//! Growth that is told with its numbers: from, to, by how much, by what share.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::{Line, Match};
use crate::check::pattern::pattern;
use crate::check::rule::Hit;

/// Where a line tells of growth that its own numbers do not give.
pub(super) fn told(line: &Line<'_>) -> Vec<Hit> {
    let mut hits = told_thrice(line);
    hits.extend(line.find(&YEARS).filter_map(|found| years(line, &found)));
    hits.extend(line.find(&AGAINST).filter_map(|found| against(line, &found)));
    hits
}

/// 42万元，比上年增加11万元，增长35.5%: the growth of one figure, told thrice.
static TOLD_THRICE: LazyLock<Regex> = LazyLock::new(|| {
    let unit = "(万?[元人次件户个吨亩])";
    let before = "(?:比|较)(?:上年|去年|上一年|20[0-9]{2}年)";
    let more = "(?:增加|增长|多|增收)了?";
    let grown = "(?:增长|增幅达?|增幅为)了?";
    let number = r"([0-9]+(?:\.[0-9]+)?)";
    let gap = "[^，。；0-9]{0,4}";
    pattern(&format!(
        "{number}{unit}[，,]?{before}{gap}{more}{number}{unit}[，,]{gap}{grown}{number}[%％]"
    ))
});

/// 2022年产值280万元，2023年产值达到350万元，增加70万元，增长25%.
static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"([0-9]+(?:\.[0-9]+)?)(万?[元人次件户个吨亩起处例亿]+)";
    let more = r"(?:[^，。；0-9]{0,4}(?:增加|增长|增收|多|减少|下降|少)了?[0-9]+(?:\.[0-9]+)?万?[元人次件户个吨亩起处例亿]+，)?";
    pattern(&format!(
        "(?:去年|上年|20[0-9]{{2}}年)[^。；0-9]{{0,14}}?{number}[^。；0-9]{{0,6}}，[^。；0-9]{{0,8}}(?:20[0-9]{{2}}年|今年)[^。；0-9]{{0,14}}?{number}[^。；0-9]{{0,6}}，{more}[^，。；0-9]{{0,8}}(增长|增加|增幅|提高|上升|下降|减少|降幅)[了为达到]{{0,2}}([0-9]+(?:\\.[0-9]+)?)[%％]"
    ))
});

fn years(line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    let value = |group: usize| found.group(group).parse::<f64>().ok();
    let (old, new, said) = (value(1)?, value(3)?, value(6)?);
    let up = found.group(5).starts_with(['增', '提', '上']);
    if found.group(2) != found.group(4) {
        return None;
    }
    if up && new < old || !up && new > old {
        let message = format!("数字由{old}变为{new}，与“{}”相反。请核对。", found.group(5));
        return Some(line.hit(found.start, found.end, message));
    }
    grew(line, (found.start, found.end), old, new, said)
}

/// 达到32万元，比2022年的24万元增加8万元.
static AGAINST: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"([0-9]+(?:\.[0-9]+)?)(万?[元人名次件户个吨亩起处例亿%％]+)";
    let more = r"([0-9]+(?:\.[0-9]+)?)(万?[元人名次件户个吨亩起处例亿%％]+|个百分点)";
    pattern(&format!(
        "{number}[，,]?[^，。；0-9]{{0,4}}(?:比|较)(?:去年|上年|20[0-9]{{2}}年)[^，。；0-9增减提下多少升降]{{0,8}}?{number}[，,]?[^，。；0-9]{{0,4}}(增加|增长|提高|上升|多|减少|下降|降低|少)了?{more}"
    ))
});

/// ，下降37.5%: the share of a change whose two numbers stand right before it.
static SHARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^，[^，。；0-9]{0,4}(?:增长|增幅|提高|上升|下降|降幅|降低|减少)[了为达]{0,2}([0-9]+(?:\.[0-9]+)?)[%％]",
    )
});

fn against(line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    let value = |group: usize| found.group(group).parse::<f64>().ok();
    let (new, old, said) = (value(1)?, value(3)?, value(6)?);
    let up = found.group(5).starts_with(['增', '提', '上', '多']);
    // 其中租金14万元，比上年的26万元增加: the whole grew, not its last part.
    let sentence = line.words(line.sentence_at(found.start).start, found.start);
    // 总收入588万元，平均每村42万元，比上年的490万元增长: so did what it is the mean of.
    let clause = sentence.rsplit(['，', '；']).next().unwrap_or_default();
    let mean = ["平均", "均", "每"].iter().any(|word| clause.contains(word));
    if found.group(2) != found.group(4) || sentence.contains("其中") || mean {
        return None;
    }
    if up && new < old || !up && new > old {
        let message = format!("数字由{old}变为{new}，与“{}”相反。请核对。", found.group(5));
        return Some(line.hit(found.start, found.end, message));
    }
    let unit = found.group(7);
    if unit.contains(['%', '％']) && !found.group(2).contains(['%', '％']) {
        return grew(line, (found.start, found.end), old, new, said);
    }
    let same = unit == found.group(2) || unit == "个百分点";
    if same && ((new - old).abs() - said).abs() <= 0.051 {
        // The share is of what was, and not of what is.
        let behind = line.words(found.end, line.chars.len());
        let share = SHARE.captures(&behind).filter(|_| unit != "个百分点")?;
        let end = found.end + share.get_match().as_str().chars().count();
        return grew(line, (found.start, end), old, new, share.get(1)?.as_str().parse().ok()?);
    }
    same.then(|| {
        let message = format!(
            "由{old}到{new}相差{}，后面写{said}{unit}。请核对。",
            rounded((new - old).abs())
        );
        line.hit(found.start, found.end, message)
    })
}

/// A hit where growing from `old` to `new` is not the percentage that is said.
pub(super) fn grew(
    line: &Line<'_>,
    spot: (usize, usize),
    old: f64,
    new: f64,
    said: f64,
) -> Option<Hit> {
    let real = (new - old).abs() / old * 100.0;
    (old > 0.0 && (real - said).abs() > 1.0).then(|| {
        let real = (real * 10.0).round() / 10.0;
        let message = format!("由{old}到{new}变化{real}%，这里写{said}%。请核对。");
        line.hit(spot.0, spot.1, message)
    })
}

fn told_thrice(line: &Line<'_>) -> Vec<Hit> {
    line.find(&TOLD_THRICE)
        .filter_map(|found| {
            let value = |group: usize| found.group(group).parse::<f64>().ok();
            let (new, more, said) = (value(1)?, value(3)?, value(5)?);
            if found.group(2) != found.group(4) || more >= new {
                return None;
            }
            grew(line, (found.start, found.end), new - more, new, said)
        })
        .collect()
}

/// A value without the dust of counting in halves.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn growth_between_two_years_is_counted() {
        for (wrong, right) in [
            (
                "2022年产值280万元，2023年产值达到350万元，增长35%",
                "2022年产值280万元，2023年产值达到350万元，增长25%",
            ),
            ("15件，比上年的24件减少9件，下降60%", "15件，比上年的24件减少9件，下降37.5%"),
            (
                "2020年收入18.6万元，今年达到24.8万元，增加6.2万元，增长25%",
                "2020年收入18.6万元，今年达到24.8万元，增加6.2万元，增长33.3%",
            ),
            ("32万元，比2022年的24万元增加9万元", "32万元，比2022年的24万元增加8万元"),
            ("由2023年的19起下降到11起，降幅为52.1%", "由2023年的19起下降到11起，降幅为42.1%"),
        ] {
            check("direction", &format!("# 工作成效\n合作社{wrong}。"), wrong);
            check("direction", &format!("# 工作成效\n合作社{right}。"), "");
        }
    }
}
