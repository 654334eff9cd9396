//! What is known beside the text of a kept report, and what its writer said of
//! findings.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::context::{Context, Required};
use super::rule::Rule;
use super::words::Words;
use crate::model::{Anchor, Finding, Notice, Report, Template, Uid, Waiver};
use crate::store::Store;
use crate::template::{Demands, Shelf};
use crate::{Error, Result};

/// The findings of a report (检查结果).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Checked {
    /// What is open, in reading order.
    pub findings: Vec<Finding>,
    /// What the writer said 不改 to.
    pub set_aside: Vec<SetAside>,
    /// The rules that are switched off, by their keys.
    pub off: Vec<RuleOff>,
}

/// A finding that the writer wants left as it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct SetAside {
    /// What was found.
    pub finding: Finding,
    /// Why it stays.
    pub reason: String,
    /// The number under which it is kept.
    #[cfg_attr(feature = "bindings", ts(type = "number"))]
    pub waiver: i64,
}

/// A rule that is switched off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct RuleOff {
    /// Its key.
    pub rule: String,
    /// For all reports; else for this one only.
    pub for_good: bool,
}

/// The key under which the rules that are off for good are kept.
const OFF: &str = "rulesOff";

/// Everything that is found in `report`, which may be ahead of what is stored,
/// with its notice, its unit and last year's report, less what its writer set
/// aside.
///
/// # Errors
///
/// What the store refuses.
pub fn report(store: &Store, shelf: &Shelf, report: &Report) -> Result<Checked> {
    let waivers = store.waivers(&report.uid)?;
    let off = off(store, &waivers)?;
    let mut context = context(store, shelf, report)?;
    context.off = off.iter().map(|off| off.rule.clone()).collect();
    let mut checked = Checked { findings: Vec::new(), set_aside: Vec::new(), off };
    for finding in super::with(report, &context) {
        match waivers.iter().find(|(_, waiver)| covers(waiver, &finding, report)) {
            Some((number, waiver)) => checked.set_aside.push(SetAside {
                finding,
                reason: waiver.reason.clone(),
                waiver: *number,
            }),
            None => checked.findings.push(finding),
        }
    }
    Ok(checked)
}

/// What is known of a report beside its text.
///
/// # Errors
///
/// What the store refuses.
pub fn context(store: &Store, shelf: &Shelf, report: &Report) -> Result<Context> {
    let notice = match report.year {
        Some(year) => store.notice(year, &report.template)?,
        None => None,
    };
    let branch = store.branches()?.into_iter().find(|branch| branch.uid == report.branch);
    let unit = report.year.and_then(|year| branch.as_ref()?.in_year(year).cloned());
    // A kind of report that is no longer there asks for nothing.
    let template = shelf.template(&report.template).ok();
    let demands = template.map(|template| Demands::new(template, notice.as_ref(), report));
    let parts = demands.as_ref().map(|demands| {
        let limits = |(_, section): (usize, &crate::model::Section)| {
            let limits = demands.of(crate::model::Part::Section(section.id));
            (limits != Default::default()).then_some((section.id, limits))
        };
        report.walk().filter_map(limits).collect()
    });
    Ok(Context {
        required: required(template, notice.as_ref()),
        noticed: notice.is_some(),
        total: demands.map(|demands| demands.total).unwrap_or_default(),
        parts: parts.unwrap_or_default(),
        unit,
        previous: store.previous(report)?.map(|stored| stored.report),
        words: own_words(store),
        off: BTreeSet::new(),
    })
}

/// The unit's own lists of words, if there are any beside the data file. What
/// is wrong with one is told where the lists are looked through.
fn own_words(store: &Store) -> Option<Arc<Words>> {
    let (words, _) = Words::own(store.path().parent()?);
    (!words.is_empty()).then(|| Arc::new(words))
}

/// The parts that notice and kind of report ask for.
fn required(template: Option<&Template>, notice: Option<&Notice>) -> Vec<Required> {
    let of_template = template.iter().flat_map(|template| &template.parts);
    let of_template = of_template.filter(|part| part.required).map(|part| part.role);
    let of_notice = notice.iter().flat_map(|notice| &notice.parts);
    let of_notice = of_notice.filter(|part| part.required).map(|part| part.role);
    let roles: BTreeSet<_> = of_template.chain(of_notice).collect();
    roles.into_iter().map(|role| Required { role, demanded: true }).collect()
}

fn off(store: &Store, waivers: &[(i64, Waiver)]) -> Result<Vec<RuleOff>> {
    let for_good: BTreeSet<String> = store.setting(OFF)?.unwrap_or_default();
    let here = waivers.iter().filter(|(_, waiver)| waiver.anchor.is_none());
    let here: BTreeSet<&String> = here.map(|(_, waiver)| &waiver.rule).collect();
    let here = here.into_iter().filter(|rule| !for_good.contains(*rule));
    let here = here.map(|rule| RuleOff { rule: rule.clone(), for_good: false }).collect::<Vec<_>>();
    let for_good = for_good.into_iter().map(|rule| RuleOff { rule, for_good: true });
    Ok(for_good.chain(here).collect())
}

/// Whether the writer set this finding aside: the rule and its words, wherever
/// they have moved in their part.
fn covers(waiver: &Waiver, finding: &Finding, report: &Report) -> bool {
    let Some(anchor) = waiver.anchor.as_ref().filter(|_| waiver.rule == finding.rule) else {
        return false;
    };
    if anchor.quote.is_empty() {
        return finding.text.is_empty() && anchor.section == finding.section;
    }
    anchor.find(report).is_some_and(|found| {
        let there =
            found.place.part == finding.section && found.place.paragraph == finding.paragraph;
        there && found.start == finding.start && anchor.quote == finding.text
    })
}

/// Leaves a finding as it is, with the reason (不改). A rule that is told once
/// a report is left for the whole report.
///
/// # Errors
///
/// What the store refuses.
pub fn set_aside(
    store: &mut Store,
    report: &Report,
    finding: &Finding,
    reason: &str,
) -> Result<i64> {
    let once = super::rules().iter().any(|rule: &&Rule| rule.key == finding.rule && rule.once);
    let waiver = Waiver {
        report: report.uid.clone(),
        rule: finding.rule.clone(),
        anchor: (!once).then(|| anchor_of(report, finding)),
        reason: reason.trim().to_owned(),
    };
    store.write(|tx| {
        tx.report(&report.uid)?;
        tx.add_waiver(&waiver)
    })
}

/// Takes a finding up again that was set aside.
///
/// # Errors
///
/// [`Error::NotApplicable`] for what was never set aside, or is taken up
/// already; what the store refuses.
pub fn take_up(store: &mut Store, waiver: i64) -> Result<()> {
    match store.write(|tx| tx.remove_waiver(waiver))? {
        true => Ok(()),
        false => Err(Error::NotApplicable("这一条没有标过“不改”，或者已经取消了".to_owned())),
    }
}

/// Switches a rule off or on: for one report, or for good.
///
/// # Errors
///
/// What the store refuses.
pub fn switch(store: &mut Store, rule: &str, report: Option<&Uid>, on: bool) -> Result<()> {
    store.write(|tx| match report {
        Some(report) => {
            tx.report(report)?;
            tx.remove_waivers_of(report, rule)?;
            if on {
                return Ok(());
            }
            let waiver = Waiver {
                report: report.clone(),
                rule: rule.to_owned(),
                anchor: None,
                reason: String::new(),
            };
            tx.add_waiver(&waiver).map(|_| ())
        }
        None => {
            let mut off: BTreeSet<String> = tx.setting(OFF)?.unwrap_or_default();
            if on {
                off.remove(rule)
            } else {
                off.insert(rule.to_owned())
            };
            tx.set_setting(OFF, &off)
        }
    })
}

fn anchor_of(report: &Report, finding: &Finding) -> Anchor {
    let texts = report.texts();
    let here = |(part, paragraph, _): &&(_, _, &str)| {
        *part == finding.section && *paragraph == finding.paragraph
    };
    let paragraph = texts.iter().find(here).map_or("", |(_, _, text)| text);
    Anchor {
        section: finding.section,
        quote: finding.text.clone(),
        occurrence: occurrence(report, finding),
        hash: Anchor::hash_of(paragraph),
    }
}

/// Which of several equal quotes in the part it is.
fn occurrence(report: &Report, finding: &Finding) -> usize {
    if finding.text.is_empty() {
        return 0;
    }
    let mut count = 0;
    for (part, paragraph, text) in report.texts() {
        if part != finding.section {
            continue;
        }
        for (byte, _) in text.match_indices(&finding.text) {
            let start = text[..byte].chars().count();
            if paragraph == finding.paragraph && start >= finding.start {
                return count;
            }
            count += 1;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::check::testing::sketch;
    use crate::model::{Branch, BranchYear, Level, Year};

    /// A store with a unit, last year's report and this year's.
    fn office(old: &str, new: &str) -> (Store, Report) {
        let branch = Uid::parse("0192f0c4-7a3e-7c11-9b52-000000000001").unwrap();
        let mut store = Store::in_memory().unwrap();
        let facts = BranchYear {
            year: Year::new(2020).unwrap(),
            name: "青禾社区党支部".to_owned(),
            level: Level::Branch,
            community: "青禾社区".to_owned(),
            superior: "云桥街道党工委".to_owned(),
            secretary: String::new(),
            members: None,
        };
        let unit = Branch { uid: branch.clone(), succeeds: None, years: vec![facts] };
        let report = |text: &str, last: char| {
            let mut report = sketch(text);
            report.branch = branch.clone();
            report.uid = Uid::parse(&format!("0192f0c4-7a3e-7c11-9b52-00000000001{last}")).unwrap();
            report
        };
        let (old, new) = (report(old, '1'), report(new, '2'));
        let at = DateTime::from_timestamp(0, 0).unwrap();
        store
            .write(|tx| {
                tx.put_branch(&unit)?;
                tx.add_report(&old, false, at)?;
                tx.add_report(&new, false, at)
            })
            .unwrap();
        (store, new)
    }

    const OLD: &str = "= 青禾社区党支部书记2023年度述职报告\n# 工作成效\n走访群众120户。";
    const NEW: &str = "= 青禾社区党支部书记2024年度述职报告\n# 工作成效\n走访群众1200户，红旗社区党支部慰问XX户。";

    fn keys(checked: &Checked) -> Vec<&str> {
        checked.findings.iter().map(|finding| finding.rule.as_str()).collect()
    }

    #[test]
    fn a_kept_report_is_checked_against_unit_and_last_year() {
        let (store, new) = office(OLD, NEW);
        let checked = report(&store, &Shelf::load(None), &new).unwrap();
        let keys = keys(&checked);
        for key in ["figure-jump", "foreign-name", "placeholder", "required-part"] {
            assert!(keys.contains(&key), "{key} is missing: {keys:?}");
        }
    }

    #[test]
    fn what_is_set_aside_stays_aside_where_its_words_go_and_comes_back_without_them() {
        let (mut store, mut new) = office(OLD, NEW);
        let shelf = Shelf::load(None);
        let found = report(&store, &shelf, &new).unwrap().findings;
        let jump = found.iter().find(|finding| finding.rule == "figure-jump").unwrap();
        set_aside(&mut store, &new, jump, " 今年逐户走访 ").unwrap();

        new.sections[0].body.insert(0, "今年有了新办法。".to_owned());
        let checked = report(&store, &shelf, &new).unwrap();
        assert!(!keys(&checked).contains(&"figure-jump"));
        assert_eq!(checked.set_aside.len(), 1);
        assert_eq!(checked.set_aside[0].reason, "今年逐户走访");

        let mut other = new.clone();
        other.sections[0].body[1] = "走访群众1300户。".to_owned();
        assert!(keys(&report(&store, &shelf, &other).unwrap()).contains(&"figure-jump"));

        take_up(&mut store, checked.set_aside[0].waiver).unwrap();
        assert!(keys(&report(&store, &shelf, &new).unwrap()).contains(&"figure-jump"));
    }

    #[test]
    fn a_rule_is_switched_off_for_a_report_or_for_good() {
        let (mut store, new) = office(OLD, NEW);
        let shelf = Shelf::load(None);
        for whose in [Some(&new.uid), None] {
            switch(&mut store, "placeholder", whose, false).unwrap();
            let checked = report(&store, &shelf, &new).unwrap();
            assert!(!keys(&checked).contains(&"placeholder"));
            let off = RuleOff { rule: "placeholder".to_owned(), for_good: whose.is_none() };
            assert_eq!(checked.off, [off]);
            switch(&mut store, "placeholder", whose, true).unwrap();
            assert!(keys(&report(&store, &shelf, &new).unwrap()).contains(&"placeholder"));
        }
    }
}
