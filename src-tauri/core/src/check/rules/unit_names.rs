//! `unit-names`: the names of the unit and of the body above it, against the
//! 单位档案 and each other.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::{Line, Page};
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "unit-names",
    kind: FindingKind::Wording,
    origin: Origin::Unit,
    clause: "单位和上级的名称",
    severity: Severity::Error,
    name: "单位名称对不上",
    why: "本单位和上级的名称写错，一眼就看得出稿子没有核对。",
    wrong: "在云桥街道党委的领导下",
    right: "在云桥街道党工委的领导下",
    once: false,
    check,
};

/// A body above: its place and kind, and what it is.
static ABOVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern("([一-龥]{2,6}?)(街道|镇|乡|街)(办事处党工委|办事处党委|党工委|党委|工委|党总支|党组)")
});
/// A unit: its place, its kind, and its rank.
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern("([一-龥]{2,6}?)(社区|村)(党支部|党总支|党委|支部委员会|总支部|党总支部)")
});

fn check(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = superiors(page);
    hits.extend(own(page));
    hits.extend(of_offices(page));
    hits
}

/// 县直机关工委: the body above the branches of offices.
static OFFICES: LazyLock<Regex> =
    LazyLock::new(|| pattern("((?:省|市|区|县|州)直(?:属)?机关)(工委|党工委|党委)"));

/// 县直机关党委 where the report named 县直机关工委 before.
fn of_offices(page: &Page<'_>) -> Vec<Hit> {
    let plain = |text: &str| text.replace("党工委", "工委");
    let mut first: Option<String> = None;
    let mut hits = Vec::new();
    for line in &page.lines {
        for found in line.find(&OFFICES) {
            let right = first.get_or_insert_with(|| found.text.to_owned()).clone();
            let stem = right.starts_with(found.group(1));
            if stem && plain(&right) != plain(found.text) {
                hits.push(hit(line, found.start, found.end, &right, false, "上级"));
            }
        }
    }
    hits
}

/// The body above, named otherwise than in the 单位档案; without one, otherwise
/// than where the report names it first.
fn superiors(page: &Page<'_>) -> Vec<Hit> {
    let known = page
        .context
        .unit
        .as_ref()
        .map(|unit| unit.superior.as_str())
        .filter(|name| !name.is_empty());
    let first = || {
        page.lines
            .iter()
            .find_map(|line| line.find(&ABOVE).next().map(|found| tail(found.text).to_owned()))
    };
    let told = known.is_some();
    let Some(right) = known.map(ToOwned::to_owned).or_else(first) else { return Vec::new() };
    let Some((stem, _, body)) = parts(&right) else { return Vec::new() };
    named(page, &ABOVE, &stem)
        .into_iter()
        .filter(|(_, _, _, rest)| !right.ends_with(rest.as_str()) && !same_body(rest, &right))
        // Without a 单位档案 only the body counts, not 街道 against 镇.
        .filter(|(_, _, _, rest)| told || !rest.ends_with(&body))
        .map(|(line, start, end, _)| hit(line, start, end, &right, told, "上级"))
        .collect()
}

/// The unit itself, named with another rank.
fn own(page: &Page<'_>) -> Vec<Hit> {
    let known = page.context.unit.as_ref().map(|unit| unit.name.as_str());
    let title = || UNIT.find(&page.report.title).map(|found| tail(found.as_str()).to_owned());
    let told = known.is_some();
    let Some(right) = known.map(ToOwned::to_owned).or_else(title) else { return Vec::new() };
    let Some(found) = UNIT.captures(&right) else { return Vec::new() };
    let group = |at: usize| found.get(at).map_or("", |group| group.as_str());
    let (stem, rank) = (tail(group(1)).to_owned(), group(3).to_owned());
    let right = format!("{stem}{}{rank}", group(2));
    named(page, &UNIT, &stem)
        .into_iter()
        .filter(|(_, _, _, rest)| {
            !right.ends_with(rest.as_str()) && rank_of(rest) != rank_of(&rank)
        })
        .map(|(line, start, end, _)| hit(line, start, end, &right, told, "本单位"))
        .collect()
}

fn hit(line: &Line<'_>, start: usize, end: usize, right: &str, told: bool, whose: &str) -> Hit {
    let words = line.words(start, end);
    let (by, severity) =
        if told { ("单位档案里", Severity::Error) } else { ("别处", Severity::Warning) };
    let message = format!("“{words}”和{by}{whose}的名称对不上，{by}是“{right}”。");
    line.hit(start, end, message).fix(right).severity(severity)
}

/// Where names with this stem stand, with what follows the stem.
fn named<'p>(
    page: &'p Page<'_>,
    names: &'p Regex,
    stem: &str,
) -> Vec<(&'p Line<'p>, usize, usize, String)> {
    let mut all = Vec::new();
    for line in &page.lines {
        for found in line.find(names) {
            let Some(at) = found.text.rfind(stem) else { continue };
            let before = found.text[..at].chars().count();
            let rest = found.text[at + stem.len()..].to_owned();
            // A longer name of another place: 东云桥街道, 云桥路街道.
            if rest.starts_with(['街', '镇', '乡', '社', '村']) {
                all.push((line, found.start + before, found.end, rest));
            }
        }
    }
    all
}

/// Place, kind and body of a name.
fn parts(name: &str) -> Option<(String, String, String)> {
    let found = ABOVE.captures(name)?;
    let group = |at: usize| found.get(at).map_or("", |group| group.as_str());
    Some((tail(group(1)).to_owned(), group(2).to_owned(), group(3).to_owned()))
}

/// A name without words that only stand before it: 在云桥, 按照云桥.
fn tail(name: &str) -> &str {
    let lead = [
        "在", "由", "经", "受", "对", "向", "按照", "根据", "我是", "现任", "中共", "请", "与",
        "和", "及", "为", "是", "区", "市", "县",
    ];
    let mut name = name;
    while let Some(rest) = lead
        .iter()
        .find_map(|word| name.strip_prefix(word).filter(|rest| rest.chars().count() >= 2))
    {
        name = rest;
    }
    name
}

/// 街道党工委 and 街道办事处党工委 are one body.
fn same_body(rest: &str, right: &str) -> bool {
    right.ends_with(&rest.replace("办事处", ""))
}

/// A rank whatever its long form.
fn rank_of(name: &str) -> &'static str {
    match () {
        () if name.contains("总支") => "党总支",
        () if name.contains("党委") => "党委",
        () => "党支部",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Context;
    use crate::check::testing::{check, check_with};
    use crate::model::{BranchYear, Level, Year};

    fn context() -> Context {
        let unit = BranchYear {
            year: Year::new(2024).unwrap(),
            name: "青禾社区党支部".to_owned(),
            level: Level::Branch,
            community: "青禾社区".to_owned(),
            superior: "云桥街道党工委".to_owned(),
            secretary: String::new(),
            members: None,
        };
        Context { unit: Some(unit), ..Context::default() }
    }

    #[test]
    fn names_are_those_of_the_unit() {
        check_with(
            "unit-names",
            "在云桥街道党委的领导下",
            &context(),
            "云桥街道党委 → 云桥街道党工委",
        );
        check_with("unit-names", "在云桥镇党委的领导下", &context(), "云桥镇党委 → 云桥街道党工委");
        check_with(
            "unit-names",
            "青禾社区党总支召开会议",
            &context(),
            "青禾社区党总支 → 青禾社区党支部",
        );
    }

    #[test]
    fn without_the_unit_the_report_is_held_to_its_own_names() {
        let text = "在云桥街道党工委的领导下开展工作。\n云桥街道党委要求如下。";
        check("unit-names", text, "云桥街道党委 → 云桥街道党工委");
        let text = "= 青禾社区党支部书记2024年度述职报告\n青禾社区党委召开会议。";
        check("unit-names", text, "青禾社区党委 → 青禾社区党支部");
    }

    #[test]
    fn right_names_and_those_of_others_are_left_alone() {
        for text in [
            "在云桥街道党工委的领导下，青禾社区党支部召开会议",
            "云桥街道办事处党工委，和平街道党工委，东里社区党总支",
            "社区党支部，街道党工委",
        ] {
            check_with("unit-names", text, &context(), "");
        }
        check(
            "unit-names",
            "= 青禾社区党支部书记述职报告\n在云桥街道党工委领导下，东里社区党总支。",
            "",
        );
    }

    #[test]
    fn the_body_above_offices_is_named_in_one_way() {
        check(
            "unit-names",
            "在县直机关工委领导下，县直机关党委提出意见",
            "县直机关党委 → 县直机关工委",
        );
        check("unit-names", "在县直机关工委领导下，县直机关党工委提出意见，市直机关党委", "");
    }

    #[test]
    fn words_before_a_name_are_no_part_of_it() {
        assert_eq!(tail("在云桥"), "云桥");
        assert_eq!(tail("按照云桥"), "云桥");
    }
}
