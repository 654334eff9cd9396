//! `foreign-name`: a community, village, street or branch that is not this
//! unit's: what is left of a report that was copied.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::check::page::{Line, Page};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Part, Severity, Spot};

pub(super) static RULE: Rule = Rule {
    key: "foreign-name",
    kind: FindingKind::Sameness,
    origin: Origin::Unit,
    clause: "单位名称与标题、单位档案一致",
    severity: Severity::Error,
    name: "出现了别的单位的名称",
    why: "报告里出现别的社区、街道的名字，会被认为是照抄来的。",
    wrong: "青禾社区的报告里写“红旗社区党支部严格落实……”",
    right: "青禾社区党支部严格落实……",
    once: false,
    check,
};

/// A name and what kind of place it is of.
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    let kinds = "社区居委会|社区居民委员会|社区党支部|社区党总支|社区党委|社区党群服务中心|社区居民|社区党员|社区群众|社区|村党支部|村党总支|村党委|村党群服务中心|村“两委”|村两委|村委会|村民委员会|街道党工委|街道党委|街道办事处|街道|镇党委";
    Regex::new(&format!("([一-龥]{{2,8}}?)({kinds})")).expect("a test reads every pattern")
});

/// The words around such names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "source")]
    _source: String,
    /// What no name of a place ends in.
    common: Vec<String>,
    /// What a name may have been taken together with.
    leads: Vec<String>,
    /// Common words that many places are named by.
    names: Vec<String>,
    /// How the names of organisations end, which only a place has.
    bodies: Vec<String>,
    /// What says that another unit is named on purpose.
    purpose: Vec<String>,
    /// What follows a unit that does something.
    acts: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../../../assets/vocabulary/place-words.json"))
        .expect("a test reads the built-in file")
});

fn check(page: &Page<'_>) -> Vec<Hit> {
    let own = own_names(page);
    if own.is_empty() {
        return Vec::new();
    }
    let mut hits = Vec::new();
    let names = named(page);
    for (name, kind, spot, line) in &names {
        let of_kind: Vec<&str> =
            own.iter().filter(|(_, own)| own == kind).map(|(name, _)| name.as_str()).collect();
        // Of a kind that the unit does not name itself by nobody can tell.
        if of_kind.is_empty() || of_kind.iter().any(|own| same(own, name)) {
            continue;
        }
        let sentence = line.sentence_at(spot.start);
        let words = line.words(sentence.start, sentence.end);
        let on_purpose = WORDS.purpose.iter().any(|word| words.contains(word.as_str()));
        let plain = on_purpose || !is_sure(line, spot, name);
        let severity = if plain { Severity::Hint } else { Severity::Error };
        let mine = of_kind[0];
        let message = format!(
            "“{}”不是本单位的名称（本单位是{mine}{kind}）。请核对，是不是从别处抄来的。",
            spot.text
        );
        hits.push(Hit::new(spot.clone(), message).severity(severity));
    }
    hits
}

/// Whether the words can only be the name of a unit: an organisation of it is
/// named, or it begins a clause or follows 在 and the like.
fn is_sure(line: &Line<'_>, spot: &Spot, name: &str) -> bool {
    let people = spot.text.ends_with(['民', '员', '众']);
    let organisation = spot.text.chars().count() > name.chars().count() + 2 && !people;
    let before = spot.start.checked_sub(1).and_then(|at| line.char(at));
    let begins = before.is_none_or(|c| "，。；：、！？“（在由年".contains(c));
    let behind: String = line.chars[spot.end..].iter().take(2).collect();
    let acts = WORDS.acts.iter().any(|word| behind.starts_with(word.as_str()));
    organisation && name.chars().count() <= 4 || begins && acts && name.chars().count() <= 3
}

/// The names of this unit: of the 单位档案, else of the title and byline.
fn own_names(page: &Page<'_>) -> Vec<(String, &'static str)> {
    let mut own: Vec<(String, &'static str)> = Vec::new();
    if let Some(unit) = &page.context.unit {
        for text in [&unit.name, &unit.community, &unit.superior] {
            own.extend(names_in(text));
        }
    }
    // Byline and signature may be what is wrong: they tell only what nothing before told.
    for text in [&page.report.title, &page.report.byline, &page.report.signature] {
        let named = names_in(&text.replace('\n', ""));
        let new = |(_, kind): &(String, &str)| !own.iter().any(|(_, known)| known == kind);
        let new: Vec<_> = named.into_iter().filter(new).collect();
        own.extend(new);
    }
    // Without a 单位档案 the superior is whom the opening names.
    if page.context.unit.is_none()
        && let Some(first) = page.lines.iter().find(|line| line.part == Part::Opening)
    {
        own.extend(
            names_in(first.text).into_iter().filter(|(_, kind)| *kind != "社区" && *kind != "村"),
        );
        if !own.iter().any(|(_, kind)| *kind == "社区") {
            own.extend(names_in(first.text));
        }
    }
    own
}

fn names_in(text: &str) -> Vec<(String, &'static str)> {
    NAME.captures_iter(text)
        .filter_map(|found| {
            let kind = kind_of(found.get(2)?.as_str());
            let name = plain(found.get(1)?.as_str())?;
            Some((name.to_owned(), kind))
        })
        .collect()
}

/// The names in the texts, each where it stands.
fn named<'p, 'a>(page: &'p Page<'a>) -> Vec<(String, &'static str, Spot, &'p Line<'a>)> {
    let mut named = Vec::new();
    for line in page.lines.iter().filter(|line| line.part != Part::Title) {
        for found in line.find(&NAME) {
            let of_body = is_body(found.group(2))
                .then(|| WORDS.names.iter().find(|name| found.group(1).ends_with(name.as_str())));
            let common = of_body.flatten().cloned();
            let Some(name) = bare(found.group(1)).or(common) else { continue };
            let Some(range) = found.range(1) else { continue };
            let kind = kind_of(found.group(2));
            let start = range.end - name.chars().count();
            named.push((name, kind, line.spot(start, found.end), line));
        }
    }
    // A name that is used throughout is nobody's slip.
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (name, ..) in &named {
        *counts.entry(name.clone()).or_default() += 1;
    }
    named.retain(|(name, ..)| counts[name] <= 3);
    named
}

/// Whether what follows the name is an organisation, which only a place has.
fn is_body(ending: &str) -> bool {
    WORDS.bodies.iter().any(|body| ending.ends_with(body.as_str()))
}

fn kind_of(ending: &str) -> &'static str {
    if ending.starts_with("社区") {
        "社区"
    } else if ending.starts_with('村') {
        "村"
    } else if ending.starts_with("街道") {
        "街道"
    } else {
        "镇"
    }
}

/// The name without the words it was taken together with; `None` where no
/// name is left.
fn bare(taken: &str) -> Option<String> {
    let name = plain(taken)?;
    let common =
        WORDS.common.iter().any(|word| name.ends_with(word.as_str())) || name.chars().count() > 4;
    (!common).then(|| name.to_owned())
}

/// The name of a place without what stands before it.
fn plain(taken: &str) -> Option<&str> {
    let mut name = taken;
    // 罗家营镇柳溪村: the name is of the village.
    for above in ["街道", "镇", "乡", "县", "市", "区"] {
        let behind = name.rfind(above).map(|at| &name[at + above.len()..]);
        name = behind.filter(|rest| rest.chars().count() >= 2).unwrap_or(name);
    }
    for lead in &WORDS.leads {
        if let Some(at) = name.rfind(lead.as_str()) {
            name = &name[at + lead.len()..];
        }
    }
    (name.chars().count() >= 2).then_some(name)
}

/// Whether both name one place: 青禾, 云桥街道青禾.
fn same(one: &str, two: &str) -> bool {
    one.ends_with(two) || two.ends_with(one)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn the_name_of_another_unit_is_found() {
        let title = "= 青禾社区党支部书记2024年度述职报告\n在云桥街道党工委的领导下，支部有了新变化。\n# 工作成效\n";
        let at = |text: &str| format!("{title}{text}");
        check("foreign-name", &at("红旗社区党支部严格落实“三会一课”。"), "红旗社区党支部");
        check("foreign-name", &at("在新华街道党工委的指导下，完成换届。"), "新华街道党工委");
        for text in [
            "青禾社区党支部严格落实“三会一课”。",
            "云桥街道青禾社区抓实议事。",
            "打造智慧社区、平安社区，服务社区居民，各社区、本社区都受益。",
            "党员到社区报到，向社区居委会反映，配合街道办事处工作。",
            "在职党员下沉社区，深入社区一线。",
            "创建全国文明社区，获评区级示范社区。",
        ] {
            check("foreign-name", &at(text), "");
        }
    }

    #[test]
    fn a_foreign_signature_is_found_and_hides_nothing() {
        let text = "= 青禾社区党支部书记2024年度述职报告\n# 成效\n红旗社区党支部严格落实。\n~ 红旗社区党支部";
        check("foreign-name", text, "红旗社区党支部 / 红旗社区党支部");
        let text = "= 青禾社区党支部书记2024年度述职报告\n# 成效\n和平社区党支部严格落实。\n~ 青禾社区党支部";
        check("foreign-name", text, "和平社区党支部");
    }

    #[test]
    fn what_is_done_with_the_street_is_no_name() {
        let text = "= 云桥街道青禾社区党支部书记2024年度述职报告\n# 成效\n参加街道党工委会议，组织街道办事处干部，配合街道办事处，建设平安社区。";
        check("foreign-name", text, "");
        let text = "= 云桥街道青禾社区党支部书记2024年度述职报告\n# 成效\n在青山街道党工委的领导下";
        check("foreign-name", text, "青山街道党工委");
    }

    #[test]
    fn another_unit_may_be_named_on_purpose() {
        use crate::check::Context;
        use crate::check::testing::findings;
        use crate::model::Severity;
        let text =
            "= 青禾社区党支部书记2024年度述职报告\n# 工作成效\n组织党员到红旗社区党支部参观学习。";
        let found = findings("foreign-name", text, &Context::default());
        assert!(found.iter().all(|finding| finding.severity == Severity::Hint), "{found:?}");
    }
}
