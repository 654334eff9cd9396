//! Rhythm against count: `rhythm` for 每月 beside 14次, `minimum` for fewer
//! meetings than the 支部工作条例 names. Both ask; the clauses say 一般.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::figures::{self, Reading};
use crate::check::ordinal;
use crate::check::page::Page;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Role, Severity, Spot};

pub(super) static RHYTHM: Rule = Rule {
    key: "rhythm",
    kind: FindingKind::Figures,
    origin: Origin::Custom,
    clause: "说每月一次，全年应是12次",
    severity: Severity::Warning,
    name: "次数与“每月”“每季度”对不上",
    why: "写了“每月”“逢三”，就可以算出一年该有几次，评议时容易被问。",
    wrong: "每月召开支委会……全年召开支委会10次",
    right: "每月召开支委会……全年召开支委会12次",
    once: false,
    check: against_rhythm,
};

pub(super) static MINIMUM: Rule = Rule {
    key: "minimum",
    kind: FindingKind::Figures,
    origin: Origin::Regulation,
    clause: "《中国共产党支部工作条例（试行）》第十一条至第十七条",
    severity: Severity::Hint,
    name: "组织生活次数偏少",
    why: "支部工作条例对组织生活的次数有要求，少了会被问到原因。",
    wrong: "全年召开支部委员会会议8次",
    right: "全年召开支部委员会会议12次（或说明原因）",
    once: false,
    check: below_minimum,
};

/// What a rhythm is told of, and by which words.
const KINDS: &[(&str, &[&str])] = &[
    ("theme-party-day", &["主题党日", "党日", "每月六日", "每月固定"]),
    ("branch-committee", &["支委会", "支部委员会"]),
    ("party-members-meeting", &["党员大会"]),
    ("party-group-meeting", &["党小组会"]),
    ("party-lecture", &["党课"]),
    ("study-session", &["集中学习"]),
    ("deliberation", &["逢三", "协商", "议事", "说事"]),
    ("volunteering", &["志愿服务"]),
];

static EVERY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "每(?:个)?(月|季度|季|周|半年)((?:[0-9]{1,2}[日号][、，和]?)+)?[^，。；！？：]{0,26}?(?:([0-9一二两三四])(?:次|场|期|节))?(?:[，。；！？：、]|$)|(逢[一二三四五六七八九])",
    )
    .expect("a test reads every pattern")
});

/// How often the text says that something happens.
struct Rhythm {
    kind: &'static str,
    times: f64,
    words: String,
    spot: Spot,
}

fn rhythms(page: &Page<'_>) -> Vec<Rhythm> {
    let mut rhythms: Vec<Rhythm> = Vec::new();
    for line in page.paragraphs() {
        if matches!(line.role, Some(Role::NextSteps | Role::ReviewResponse | Role::Problems)) {
            continue;
        }
        for found in line.find(&EVERY) {
            let end = (found.end + 14).min(line.chars.len());
            let around: String = line.words(found.start, end);
            let around = around.split(['。', '；']).next().unwrap_or_default().to_owned();
            // 党小组会每组每月1次，讲党课5次: what stands before it comes first.
            let stop = |sign: &char| "，。；！？：".contains(*sign);
            let from = line.chars[..found.start].iter().rposition(stop).map_or(0, |at| at + 1);
            let before = line.words(from, found.start);
            let kind = kind_of(found.text).or_else(|| kind_of(&before));
            let Some(kind) = kind.or_else(|| kind_of(&around)) else { continue };
            let a_day = found.group(2).matches(['日', '号']).count().max(1) as f64;
            let often = ordinal::count(found.group(3)).map_or(1.0, f64::from);
            let times = match found.group(1) {
                "月" => 12.0 * a_day.max(often),
                "季度" | "季" => 4.0 * often,
                "半年" => 2.0 * often,
                "周" => 52.0 * often,
                _ => 36.0,
            };
            // At least so often is no rhythm.
            let open =
                ["至少", "不少于", "以上", "各"].iter().any(|word| found.text.contains(word));
            let open = open || before.ends_with(['组', '人', '户', '片']) && before.contains('每');
            if !open && found.group(1) != "周" && !rhythms.iter().any(|one| one.kind == kind) {
                let words = found.text.trim_end_matches(['，', '。', '；', '：', '、']).to_owned();
                let spot = line.spot(found.start, found.start + words.chars().count());
                rhythms.push(Rhythm { kind, times, words, spot });
            }
        }
    }
    rhythms
}

/// 每季度听取汇报1次，全年4次: the count stands right behind the rhythm.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "每(?:个)?(月|季度|季|周|半年)([^。；！？：0-9]{0,30}?)([0-9一二两三四])(次|场|期|节|回)[^，。；0-9]{0,4}，(?:全年|共|一年|累计|一年来|年内)([^，。；0-9]{0,8}?)([0-9]{1,3})(次|场|期|节|回)",
    )
    .expect("a test reads every pattern")
});

fn told_beside(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let told = |line: &&crate::check::page::Line<'_>| line.role != Some(Role::NextSteps);
    for line in page.paragraphs().filter(told) {
        for found in line.find(&BESIDE) {
            let open =
                ["至少", "不少于", "以上", "各"].iter().any(|word| found.group(2).contains(word));
            let often = ordinal::count(found.group(3)).map_or(1, |often| often);
            let times = match found.group(1) {
                "月" => 12,
                "季度" | "季" => 4,
                "半年" => 2,
                _ => continue,
            } * often;
            let Ok(said) = found.group(6).parse::<u32>() else { continue };
            let of_it = is_of_it(found.group(2), found.group(5));
            if let Some(at) = found.range(6).filter(|_| !open && of_it && said != times) {
                let message = format!(
                    "前面写“每{}{}{}”，一年应是{times}{}，这里写{said}{}。请核对。",
                    found.group(1),
                    found.group(3),
                    found.group(4),
                    found.group(4),
                    found.group(7)
                );
                // More than the rhythm is easily explained.
                let severity = if said > times { Severity::Hint } else { Severity::Warning };
                hits.push(line.hit(at.start, at.end, message).severity(severity));
            }
        }
    }
    hits
}

/// Whether a count is of what the rhythm is of: it names nothing, or the same.
/// 每季度上门送学1次，年内召开座谈会2次 counts two things.
fn is_of_it(rhythm: &str, count: &str) -> bool {
    let chars: Vec<char> =
        count.trim_start_matches(['共', '累', '计', '已', '实', '际']).chars().collect();
    chars.len() <= 2 || chars.windows(2).any(|pair| rhythm.contains(&String::from_iter(pair)))
}

fn kind_of(text: &str) -> Option<&'static str> {
    let mut best: Option<(usize, &'static str)> = None;
    for (kind, words) in KINDS {
        for at in words.iter().filter_map(|word| text.find(word)) {
            if best.is_none_or(|(before, _)| at < before) {
                best = Some((at, kind));
            }
        }
    }
    best.map(|(_, kind)| kind)
}

fn against_rhythm(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = told_beside(page);
    let rhythms = rhythms(page);
    if rhythms.is_empty() {
        return hits;
    }
    let readings = page.readings();
    for rhythm in rhythms {
        let Some(reading) = count_of(readings, rhythm.kind) else { continue };
        let mention = &reading.told.mention;
        if mention.value.total_cmp(&rhythm.times).is_eq() {
            continue;
        }
        // More than the rhythm is easily explained.
        let fewer = mention.value < rhythm.times;
        let severity = if fewer { Severity::Warning } else { Severity::Hint };
        let message = format!(
            "前后写着“{}”，一年应是{}次，这里写{}。请核对，或说明原因。",
            rhythm.words, rhythm.times, mention.text
        );
        let hit = Hit::at(&reading.told, message).severity(severity);
        hits.push(hit.others(vec![rhythm.spot]));
    }
    hits
}

/// The total of the year for an indicator.
fn count_of<'r>(readings: &'r [Reading], key: &str) -> Option<&'r Reading> {
    let counts = |reading: &&Reading| {
        reading.told.mention.indicator.as_deref() == Some(key)
            && figures::class(&reading.told.mention.unit) == "次"
            && !reading.is_part
    };
    let all: Vec<&Reading> = readings.iter().filter(counts).collect();
    let total = all.iter().find(|reading| reading.is_total).copied();
    total.or_else(|| all.first().copied())
}

/// The least a year should have, by whom, and how firmly.
const MINIMUMS: &[(&str, &str, f64, &str, Severity)] = &[
    ("theme-party-day", "主题党日", 12.0, "第十六条，每月相对固定1天", Severity::Warning),
    ("branch-committee", "支部委员会会议", 12.0, "第十二条，一般每月1次", Severity::Hint),
    ("party-members-meeting", "党员大会", 4.0, "第十一条，一般每季度1次", Severity::Hint),
    ("organisational-life", "组织生活会", 1.0, "第十七条，每年至少1次", Severity::Warning),
];

fn below_minimum(page: &Page<'_>) -> Vec<Hit> {
    let readings = page.readings();
    let told: Vec<&str> = rhythms(page).into_iter().map(|rhythm| rhythm.kind).collect();
    let mut hits = Vec::new();
    for (key, name, least, clause, severity) in MINIMUMS {
        // Against its own rhythm the report is held already.
        if told.contains(key) {
            continue;
        }
        let Some(reading) = count_of(readings, key) else { continue };
        let mention = &reading.told.mention;
        // A few held on one theme are not the count of the year.
        let whole_year =
            reading.is_total || page.figures().len() > 8 && mention.value * 2.0 >= *least;
        if mention.value < *least && whole_year && !mention.approximate {
            let message =
                format!("{name}写了{}，按支部工作条例{clause}。请核对，或说明原因。", mention.text);
            let source = format!("条例：《中国共产党支部工作条例（试行）》{clause}");
            hits.push(Hit::at(&reading.told, message).severity(*severity).source(source));
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_rhythm_tells_the_count() {
        check("rhythm", "# 工作成效\n每月召开支委会，全年召开支委会10次。", "10次");
        check("rhythm", "# 工作成效\n落实“每月六日”制度。全年共召开主题党日14次。", "14次");
        check(
            "rhythm",
            "# 工作成效\n每月8日、18日、28日开展“逢八议事”活动。\n召开协商议事会30次。",
            "30次",
        );
        check("rhythm", "# 工作成效\n每季度召开党员大会，全年党员大会3次。", "3次");
        check("rhythm", "# 工作成效\n每季度听取支部书记汇报1次，全年5次。", "5");
        check("rhythm", "# 工作成效\n每季度听取支部书记汇报1次，全年4次。", "");
        check("rhythm", "# 工作成效\n党小组会每组每月1次、共48次，讲党课5次。", "");
        check("rhythm", "# 工作成效\n每季度上门义诊1次，全年共义诊6次。", "6");
        check("rhythm", "# 工作成效\n每季度上门送学1次，年内召开座谈会2次。", "");
        check("rhythm", "# 工作成效\n每月召开支委会，全年召开支委会12次。", "");
        check("rhythm", "# 工作成效\n每月至少开展1次志愿服务，全年志愿服务26次。", "");
        check("rhythm", "# 下一步打算\n每月召开支委会。\n# 工作成效\n支委会10次。", "");
    }

    #[test]
    fn fewer_than_the_regulation_names_is_asked() {
        check(
            "minimum",
            "# 工作成效\n全年召开支委会8次、党员大会4次，主题党日11次。",
            "8次 / 11次",
        );
        check("minimum", "# 工作成效\n全年召开支委会12次、党员大会4次，主题党日12次。", "");
        check("minimum", "# 工作成效\n围绕安全开展主题党日2次。", "");
    }
}
