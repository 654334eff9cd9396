//! Rates and changes: `rate` for a percentage that its two numbers do not give,
//! `over-hundred` for a rate above 100 %, `direction` for 增加到 a smaller value.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::arithmetic;
use crate::check::figures::class;
use crate::check::page::{Line, Page};
use crate::check::rule::{Hit, Rule};
use crate::check::rules::growth::{self, grew, rounded};
use crate::figures::Told;
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RATE: Rule = Rule {
    key: "rate",
    kind: FindingKind::Figures,
    origin: Origin::Custom,
    clause: "比率要与写出的两个数相符",
    severity: Severity::Error,
    name: "比率算不对",
    why: "两个数和比率写在一起，一除就知道对不对。",
    wrong: "受理诉求58件，办结55件，办结率98%",
    right: "受理诉求58件，办结55件，办结率95%",
    once: false,
    check: wrong_rates,
};

pub(super) static OVER: Rule = Rule {
    key: "over-hundred",
    kind: FindingKind::Figures,
    origin: Origin::Custom,
    clause: "满意率、办结率等不超过100%",
    severity: Severity::Error,
    name: "比率超过100%",
    why: "满意率、到课率、办结率这些数不会超过100%。",
    wrong: "群众满意率达102%",
    right: "群众满意率达98%",
    once: false,
    check: over_hundred,
};

pub(super) static DIRECTION: Rule = Rule {
    key: "direction",
    kind: FindingKind::Figures,
    origin: Origin::Custom,
    clause: "增减要与写出的两个数相符",
    severity: Severity::Error,
    name: "增减写反或算错",
    why: "“增加到”的数要比原来大，“增加了”的数要等于两个数的差。",
    wrong: "由19名增加到15名",
    right: "由15名增加到19名",
    once: false,
    check: changes,
};

static PERCENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"([0-9]+(?:\.[0-9]+)?)\s?[%％]"));

static CHANGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:由|从)[^，。；、0-9]{0,10}?(?:20[0-9]{2}年[^，。；、0-9]{0,8}?)?([0-9]+(?:\.[0-9]+)?)(万?[元名人次件户个%％起条处例宗亩栋家支]|人次)?[^，。；0-9]{0,8}?(增加|提高|提升|上升|增长|扩大|发展|增|减少|下降|降低|降|缩小|压缩|减)(?:到|至|为)[^，。；0-9]{0,4}?([0-9]+(?:\.[0-9]+)?)(万?[元名人次件户个%％起条处例宗亩栋家支]|人次)?",
    )
});

static DIFFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[^，。；0-9]{0,4}，[^，。；0-9]{0,6}?(?:净?增加|增长|提高|上升|提升|减少|下降|降低|多|少)了?([0-9]+(?:\.[0-9]+)?)(个百分点|万?[元名人次件户个])",
    )
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a test reads every pattern")
}

fn wrong_rates(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for line in page.paragraphs() {
        for found in line.find(&PERCENT) {
            let Ok(said) = found.group(1).parse::<f64>() else { continue };
            let before = clause_before(line, found.start);
            // 满意率 is of those who were asked, not of the two numbers.
            let is_rate = [
                "办结率",
                "化解率",
                "整改率",
                "完成率",
                "解决率",
                "成功率",
                "到课率",
                "到会率",
                "参会率",
                "参与率",
                "合格率",
                "调处率",
                "占",
                "比例",
                "比重",
            ]
            .iter()
            .any(|word| before.contains(word));
            let changes = ["增长", "同比", "提高", "上升", "下降", "减少"]
                .iter()
                .any(|word| before.contains(word));
            if !is_rate || changes {
                continue;
            }
            let Some((whole, part)) = two_before(page, line, found.start) else { continue };
            let (whole, part) = (&whole.mention, &part.mention);
            let decimals = found.group(1).split('.').nth(1).map_or(0, str::len);
            // Rounded or cut off, but not a whole one off.
            let slack = if decimals == 0 { 0.999 } else { 0.11 };
            let real = part.value / whole.value * 100.0;
            if (real - said).abs() > slack {
                let message = format!(
                    "{}除以{}是{real:.1}%，这里写{}。请核对。",
                    part.text, whole.text, found.text
                );
                hits.push(line.hit(found.start, found.end, message));
            }
        }
    }
    let hits = arithmetic::ask(page, arithmetic::shares::wrong, hits);
    arithmetic::ask(page, arithmetic::any::shares, hits)
}

/// The whole and the part that stand right before a rate in its sentence.
fn two_before<'p>(page: &'p Page<'_>, line: &Line<'_>, at: usize) -> Option<(&'p Told, &'p Told)> {
    let sentence = line.sentence_at(at);
    let before: Vec<&Told> = page
        .figures()
        .iter()
        .filter(|told| {
            let mention = &told.mention;
            mention.section == line.part
                && mention.paragraph == line.paragraph
                && sentence.contains(&mention.start)
                && mention.end <= at
                && !mention.unit.contains(['%', '％'])
        })
        .collect();
    let [.., whole, part] = before[..] else { return None };
    let between = line.words(whole.mention.end, part.mention.start);
    let of_it = [
        "办结", "化解", "解决", "整改", "完成", "成功", "其中", "参加", "到课", "满意", "调处",
        "落实", "合格", "优秀", "到会",
    ]
    .iter()
    .any(|word| between.contains(word));
    let of_it = of_it && between.chars().count() <= 6;
    let near = line.words(part.mention.end, at).chars().count() <= 14;
    let exact = !whole.mention.approximate && !part.mention.approximate;
    let same = class(&whole.mention.unit) == class(&part.mention.unit);
    (of_it
        && near
        && exact
        && same
        && part.mention.value <= whole.mention.value
        && whole.mention.value > 0.0)
        .then_some((whole, part))
}

fn over_hundred(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for line in page.paragraphs() {
        for found in line.find(&PERCENT) {
            let Ok(said) = found.group(1).parse::<f64>() else { continue };
            let before = clause_before(line, found.start);
            let names = [
                "满意率",
                "满意度",
                "到课率",
                "到会率",
                "参与率",
                "参学率",
                "覆盖率",
                "办结率",
                "化解率",
                "整改率",
                "知晓率",
                "合格率",
                "到位率",
                "参会率",
                "调处率",
                "解决率",
                "成功率",
                "响应率",
                "占比",
            ];
            let of_all = SHARE.is_match(&before)
                || before.contains("占总") && !before.contains(['计', '任', '预']);
            if said > 100.0 && (of_all || names.iter().any(|name| before.contains(name))) {
                let message = format!("“{}”超过了100%。请核对。", found.text);
                hits.push(line.hit(found.start, found.end, message));
            }
        }
    }
    hits
}

/// Any rate of some among all; what grows or overfulfils may be more.
static SHARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:[种训查盖治育学练测化复装设播居业通保标用取户费评课会学约诊动参修换交收]率|覆盖面)(?:均|都|也)?(?:已|已经)?(?:达到?|为|是|保持在|提高到|提升到|稳定在)?$",
    )
});

fn clause_before(line: &Line<'_>, at: usize) -> String {
    let stop = |c: &char| "，。；！？".contains(*c);
    let from = line.chars[..at].iter().rposition(stop).map_or(0, |at| at + 1);
    line.words(from, at)
}

fn changes(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for line in page.paragraphs() {
        hits.extend(growth::told(line));
        for found in line.find(&CHANGE) {
            let value = |group: usize| found.group(group).parse::<f64>().ok();
            let (Some(old), Some(new)) = (value(1), value(4)) else { continue };
            let (unit, other) = (found.group(2), found.group(5));
            // 从第9位上升到第4位: a place is the better the smaller it is.
            if found.text.contains('第') {
                continue;
            }
            if !unit.is_empty() && !other.is_empty() && unit != other {
                continue;
            }
            let up =
                ["增", "提", "上", "扩", "发"].iter().any(|sign| found.group(3).starts_with(sign));
            if up && new < old || !up && new > old {
                let message =
                    format!("“{}”：数字的增减与“{}”相反。请核对。", found.text, found.group(3));
                hits.push(line.hit(found.start, found.end, message));
                continue;
            }
            let behind = line.words(found.end, line.chars.len());
            if let Some(grown) = GROWTH.captures(&behind).filter(|_| !other.contains(['%', '％']))
            {
                let said = grown.get(1).and_then(|group| group.as_str().parse::<f64>().ok());
                let length = grown.get_match().as_str().chars().count();
                let spot = (found.start, found.end + length);
                hits.extend(said.and_then(|said| grew(line, spot, old, new, said)));
                continue;
            }
            let Some(told) = DIFFERENCE.captures(&behind) else { continue };
            let difference = told.get(1).and_then(|group| group.as_str().parse::<f64>().ok());
            let told_unit = told.get(2).map_or("", |group| group.as_str());
            let comparable =
                told_unit == other || told_unit == "个百分点" && other.contains(['%', '％']);
            if let Some(difference) = difference
                && comparable
                && ((new - old).abs() - difference).abs() > 0.051
            {
                let message = format!(
                    "由{old}到{new}相差{}，后面写{difference}{told_unit}。请核对。",
                    rounded((new - old).abs())
                );
                let length = told.get_match().as_str().chars().count();
                hits.push(line.hit(found.start, found.end + length, message));
            }
        }
    }
    let hits = arithmetic::ask(page, arithmetic::changes::wrong, hits);
    arithmetic::ask(page, arithmetic::any::growth, hits)
}

static GROWTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[，,][^，。；0-9]{0,4}(?:增长|增幅达?|增幅为|降幅达?|降幅为|下降|减少|提高)了?([0-9]+(?:\.[0-9]+)?)[%％]",
    )
});

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_rate_is_what_its_numbers_give() {
        check("rate", "# 工作成效\n受理诉求58件，办结55件，办结率98%。", "98%");
        check("rate", "# 工作成效\n受理诉求58件，办结55件，办结率94.8%。", "");
        check("rate", "# 工作成效\n受理诉求58件，办结55件，办结率95%。", "");
        check("rate", "# 工作成效\n受理诉求120件，办结114件，办结率96%。", "96%");
        check("rate", "# 工作成效\n受理诉求58件，办结55件，群众满意率98%。", "");
        check("rate", "# 工作成效\n集中学习20次、党课6次，平均到课率91%。", "");
        check("rate", "# 工作成效\n应到党员58名，到会44名，到会率91%。", "91%");
    }

    #[test]
    fn some_rates_end_at_a_hundred() {
        check("over-hundred", "# 工作成效\n群众满意率达102%，收入增长120%。", "102%");
        check("over-hundred", "# 工作成效\n老党员35名，占总数的152%。", "152%");
        check("over-hundred", "# 工作成效\n任务完成率110%，到课率100%。", "");
    }

    #[test]
    fn a_change_goes_where_it_says() {
        let turned = "# 工作成效\n参与率由92%提高到97%，下降5个百分点。";
        check("direction", turned, "5个百分点");
        check("direction", "# 工作成效\n参与率由92%提高到97%，提高5个百分点。", "");
        check("direction", "# 工作成效\n参与率由92%提高到97%，投诉下降5个百分点。", "");
        check("direction", "# 工作成效\n楼门长由19名增加到15名。", "由19名增加到15名");
        check(
            "direction",
            "# 工作成效\n到课率由76%提高到88%，提高10个百分点。",
            "由76%提高到88%，提高10个百分点",
        );
        check("direction", "# 工作成效\n到课率由76%提高到88%，提高12个百分点。", "");
        check(
            "direction",
            "# 工作成效\n集体收入68万元，比上年增加20万元，同比增长10%。",
            "68万元，比上年增加20万元，同比增长10%",
        );
        let grown = "# 工作成效\n收入由31万元增加到42万元，增长25%。";
        check("direction", grown, "由31万元增加到42万元，增长25%");
        check("direction", "# 工作成效\n收入由31万元增加到42万元，增长35.5%。", "");
        check("direction", "# 工作成效\n排名从2023年的第9位上升到第4位。", "");
        check("direction", "# 工作成效\n表格由9张减到4张，车位由73个增加到96个。", "");
    }
}
