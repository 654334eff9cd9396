//! 续写: a new year's report from an older one, seen before it is made.
//!
//! **Invariant:** what differs from last year's text is listed in the plan:
//! years that moved on, numbers left blank, and what begins anew.

use serde::{Deserialize, Serialize};

use super::quote::quotes_of;
use crate::manuscript::numbers;
use crate::model::{Moment, Part, Report, Role, Section, SectionId, TemplateKey, Uid, Year};
use crate::store::Store;
use crate::template::{Shelf, roll_forward, told_anew};
use crate::{Error, Result};

/// What a new year's report begins with, for the writer to decide.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Rolling {
    /// The older report.
    pub from: Uid,
    /// The year of the new one.
    pub year: Year,
    /// Its kind.
    pub template: TemplateKey,
    /// What differs from the older report whatever is chosen.
    pub changes: Vec<Rolled>,
    /// The parts whose text the writer decides on.
    pub sections: Vec<RollingSection>,
}

/// A text that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Rolled {
    /// Where, as people say it: 标题, 开头第1段.
    pub place: String,
    /// The part, in the new report.
    pub part: Part,
    /// Last year's words, or "".
    pub before: String,
    /// This year's words, or "".
    pub after: String,
}

/// A part of the new report, and what may come along into it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct RollingSection {
    /// The part, in both reports.
    pub part: Part,
    /// The number its heading prints with.
    pub number: String,
    /// Its heading this year.
    pub heading: String,
    /// Its depth, from 1.
    pub depth: usize,
    /// What it is for.
    pub role: Role,
    /// What is advised.
    pub choice: Carry,
    /// Last year's sentences that count something, with their numbers blank.
    pub patterns: Vec<String>,
    /// Last year's text, with its years moved on.
    pub whole: Vec<String>,
    /// What differs in `whole` from last year's text.
    pub changes: Vec<Rolled>,
}

/// What comes along into a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Carry {
    /// Nothing.
    Blank,
    /// Sentences with their numbers left blank.
    Patterns,
    /// The whole text, which is marked 沿用 until it is edited.
    Whole,
}

/// What the writer chose for a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Carried {
    /// The part.
    pub part: Part,
    /// What comes along into it.
    pub choice: Carry,
}

/// What a report of `year` that follows `from` would begin with. Nothing is
/// made by this.
///
/// # Errors
///
/// [`Error::ReportMissing`], [`Error::TemplateMissing`], and
/// [`Error::NotApplicable`] when `from` is not of an earlier year.
pub fn roll_plan(store: &Store, shelf: &Shelf, from: &Uid, year: Year) -> Result<Rolling> {
    let older = store.report(from)?.report;
    let empty = followed(store, shelf, &older, year, Uid::nil())?;
    Ok(plan(&older, &empty, year))
}

/// Makes the report of `year` that follows `from`, and keeps it; gives `uid`.
/// A part that `choices` does not name gets what is advised.
///
/// # Errors
///
/// As [`roll_plan`]; [`Error::YearTaken`], and whatever the store refuses.
pub fn roll(
    store: &mut Store,
    shelf: &Shelf,
    from: &Uid,
    year: Year,
    choices: &[Carried],
    uid: Uid,
    at: Moment,
) -> Result<Uid> {
    let older = store.report(from)?.report;
    let mut report = followed(store, shelf, &older, year, uid.clone())?;
    for section in plan(&older, &report, year).sections {
        let chosen = choices.iter().find(|carried| carried.part == section.part);
        let choice = chosen.map_or(section.choice, |carried| carried.choice);
        let body = match choice {
            Carry::Blank => continue,
            Carry::Patterns => section.patterns,
            Carry::Whole => section.whole,
        };
        if let Part::Section(id) = section.part
            && let Some(section) = report.section_mut(id)
        {
            section.body = body;
        }
    }
    store.write(|tx| tx.add_report(&report, false, at))?;
    Ok(uid)
}

/// The new report with nothing in its parts.
fn followed(store: &Store, shelf: &Shelf, older: &Report, year: Year, uid: Uid) -> Result<Report> {
    if older.year.is_some_and(|older| older >= year) {
        return Err(Error::NotApplicable(format!("{year}的报告只能由更早年度的报告续写")));
    }
    let branch = store.branch(&older.branch)?;
    let template = shelf.template(&older.template)?;
    Ok(roll_forward(template, older, branch.in_year(year), year, uid))
}

fn plan(older: &Report, empty: &Report, year: Year) -> Rolling {
    let by = older.year.map_or(0, |older| i32::from(year.number()) - i32::from(older.number()));
    let numbers = numbers(empty);
    let anew = |text: &str| match older.year {
        Some(own) => told_anew(text, own, by),
        None => text.to_owned(),
    };
    let quotes = quotes_of(&retold(older, &anew));
    let blanked = |id: SectionId, at: usize| {
        let here = |quote: &&super::Quote| quote.part == Part::Section(id) && quote.at == at;
        quotes.iter().find(here).map(|quote| quote.blanked.clone())
    };
    let sections = empty.walk().filter_map(|(depth, section)| {
        let last = older.section(section.id)?;
        let lasting: Vec<SectionId> = section.children.iter().map(|child| child.id).collect();
        let texts = texts_of(last, &lasting);
        let sentences = texts.iter().filter_map(|(id, at, _)| blanked(*id, *at));
        let whole: Vec<String> = texts.iter().map(|(.., text)| anew(text)).collect();
        let changes =
            texts.iter().zip(&whole).enumerate().filter(|(_, (old, new))| old.2 != new.as_str());
        Some(RollingSection {
            part: Part::Section(section.id),
            number: numbers.get(&section.id).cloned().unwrap_or_default(),
            heading: section.heading.clone(),
            depth,
            role: section.role,
            choice: if texts.is_empty() { Carry::Blank } else { advised(section.role) },
            patterns: sentences.filter_map(|text| counting(&text)).collect(),
            changes: changes
                .map(|(at, (old, new))| Rolled {
                    place: format!("{}第{}段", section.heading, at + 1),
                    part: Part::Section(section.id),
                    before: old.2.to_owned(),
                    after: new.clone(),
                })
                .collect(),
            whole,
        })
    });
    Rolling {
        from: older.uid.clone(),
        year,
        template: empty.template.clone(),
        sections: sections.collect(),
        changes: changes(older, empty),
    }
}

/// `report` with the paragraphs of its sections told `anew`.
fn retold(report: &Report, anew: &impl Fn(&str) -> String) -> Report {
    fn retell(sections: &mut [Section], anew: &impl Fn(&str) -> String) {
        for section in sections {
            for text in &mut section.body {
                *text = anew(text);
            }
            retell(&mut section.children, anew);
        }
    }
    let mut report = report.clone();
    retell(&mut report.sections, anew);
    report
}

/// What a part of this role is best begun with. What a unit is lasts; what it
/// did is told in the same sentences with other numbers; problems, promises and
/// answers are each year's own.
fn advised(role: Role) -> Carry {
    match role {
        Role::Overview => Carry::Whole,
        Role::Achievements => Carry::Patterns,
        Role::ReviewResponse | Role::Problems | Role::NextSteps | Role::Other => Carry::Blank,
    }
}

/// The paragraphs of a section with those below it that are no parts of the
/// new report themselves.
fn texts_of<'r>(section: &'r Section, lasting: &[SectionId]) -> Vec<(SectionId, usize, &'r str)> {
    let mut texts: Vec<(SectionId, usize, &str)> = Vec::new();
    let mut open = vec![section];
    while let Some(next) = open.pop() {
        texts.extend(next.body.iter().enumerate().map(|(at, text)| (next.id, at, text.as_str())));
        open.extend(next.children.iter().rev().filter(|child| !lasting.contains(&child.id)));
    }
    texts
}

/// The sentences of a blanked paragraph that have a blank; `None` without one.
fn counting(blanked: &str) -> Option<String> {
    let mut kept = String::new();
    for sentence in blanked.split_inclusive(['。', '！', '？']) {
        // A date that was left blank makes no pattern.
        if sentence.replace("【待补】年", "").contains("【待补") {
            kept.push_str(sentence);
        }
    }
    let kept = kept.trim();
    (!kept.is_empty()).then(|| kept.to_owned())
}

/// What differs outside of the paragraphs of parts.
fn changes(older: &Report, empty: &Report) -> Vec<Rolled> {
    let mut changes = Vec::new();
    let mut compare = |place: String, part: Part, before: &str, after: &str| {
        if before != after {
            let (before, after) = (before.to_owned(), after.to_owned());
            changes.push(Rolled { place, part, before, after });
        }
    };
    let lines: [(&str, Part, &str, &str); 5] = [
        ("标题", Part::Title, &older.title, &empty.title),
        ("题下署名", Part::Byline, &older.byline, &empty.byline),
        ("称呼", Part::Salutation, &older.salutation, &empty.salutation),
        ("署名", Part::Signature, &older.signature, &empty.signature),
        ("日期", Part::Date, &older.date, &empty.date),
    ];
    for (place, part, before, after) in lines {
        compare(place.to_owned(), part, before, after);
    }
    for (name, part, before, after) in [
        ("开头", Part::Opening, &older.opening, &empty.opening),
        ("结尾", Part::Closing, &older.closing, &empty.closing),
    ] {
        for at in 0..before.len().max(after.len()) {
            let text = |texts: &[String]| texts.get(at).cloned().unwrap_or_default();
            compare(format!("{name}第{}段", at + 1), part, &text(before), &text(after));
        }
    }
    for (_, section) in older.walk() {
        let after = empty.section(section.id).map_or("", |section| section.heading.as_str());
        compare("小标题".to_owned(), Part::Section(section.id), &section.heading, after);
    }
    changes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::testing::{at, report, store, uid, year};

    /// What is of its own year, whichever year tells it.
    const LASTING: [&str; 3] = [
        "支部成立于1998年，2022年搬进新址。",
        "2023年5月建成邻里食堂。",
        "按2021—2024年规划办事。",
    ];

    fn office(change: impl FnOnce(&mut Report)) -> Store {
        let mut store = store(&[]);
        let mut older = report(2023);
        older.sections[0].body = vec![
            "2023年支部把议事桌搬到楼下。全年开展主题党日12次，党员到会率92%。".to_owned(),
            "大家有话愿意来说。".to_owned(),
        ];
        older.date = "2023年12月8日".to_owned();
        older.sections[0].body.extend(LASTING.map(str::to_owned));
        change(&mut older);
        store.write(|tx| tx.add_report(&older, false, at(0))).unwrap();
        store
    }

    fn rolled(store: &mut Store, choice: Carry) -> Report {
        let choices = [Carried { part: Part::Section(SectionId(1)), choice }];
        let shelf = Shelf::load(None);
        let made =
            roll(store, &shelf, &report(2023).uid, year(2024), &choices, uid(9), at(1)).unwrap();
        store.report(&made).unwrap().report
    }

    #[test]
    fn the_plan_lists_every_change_and_makes_nothing() {
        let store = office(|_| {});
        let plan = roll_plan(&store, &Shelf::load(None), &report(2023).uid, year(2024)).unwrap();
        let places: Vec<&str> = plan.changes.iter().map(|change| change.place.as_str()).collect();
        assert_eq!(
            places[..2],
            ["标题", "日期"].map(|place| place)[..2].to_vec()[..],
            "{places:?}"
        );
        assert_eq!(plan.changes[0].after, report(2024).title);
        let first = &plan.sections[0];
        assert_eq!((first.choice, first.role), (Carry::Patterns, Role::Achievements));
        assert_eq!(first.patterns, ["全年开展主题党日【待补】次，党员到会率【待补】%。"]);
        assert_eq!(first.changes.len(), 1);
        assert!(first.changes[0].after.starts_with("2024年支部"));
        assert_eq!(plan.sections[1].choice, Carry::Blank, "problems are each year's own");
        assert_eq!(store.reports().unwrap().len(), 1);
    }

    #[test]
    fn a_part_begins_blank_with_patterns_or_whole() {
        assert_eq!(
            rolled(&mut office(|_| {}), Carry::Blank).sections[0].body,
            Vec::<String>::new()
        );
        let whole = rolled(&mut office(|_| {}), Carry::Whole);
        for text in LASTING {
            assert!(whole.sections[0].body.contains(&text.to_owned()), "{text} is no fact of 2024");
        }
        let patterns = rolled(&mut office(|_| {}), Carry::Patterns);
        assert_eq!(patterns.sections[0].body.len(), 1, "a sentence without a number is no pattern");
        assert!(!patterns.sections[0].body[0].contains("12"), "no number of last year comes along");
        let whole = rolled(&mut office(|_| {}), Carry::Whole);
        assert_eq!(whole.sections[0].body[1], "大家有话愿意来说。");
        assert!(whole.sections[0].body[0].starts_with("2024年支部"));
        assert_eq!(whole.sections[1].body, Vec::<String>::new());
    }

    #[test]
    fn nothing_outside_of_the_list_differs() {
        let store = office(|older| older.signature = "青禾社区党支部".to_owned());
        let older = store.report(&report(2023).uid).unwrap().report;
        let plan = roll_plan(&store, &Shelf::load(None), &older.uid, year(2024)).unwrap();
        let whole = rolled(&mut { store }, Carry::Whole);
        let mut undone: Vec<(Part, String)> =
            whole.texts().into_iter().map(|(part, _, text)| (part, text.to_owned())).collect();
        let listed = plan.changes.iter().chain(plan.sections.iter().flat_map(|s| &s.changes));
        for change in listed.filter(|change| !change.after.is_empty()) {
            let at = undone.iter().position(|text| *text == (change.part, change.after.clone()));
            undone[at.unwrap()].1.clone_from(&change.before);
        }
        undone.retain(|(_, text)| !text.is_empty());
        for text in undone {
            let known = older
                .texts()
                .iter()
                .any(|(part, _, old)| (*part, *old) == (text.0, text.1.as_str()));
            assert!(known, "{text:?} is neither last year's nor listed");
        }
    }

    #[test]
    fn a_year_that_is_there_or_does_not_follow_is_refused() {
        let mut store = office(|_| {});
        let shelf = Shelf::load(None);
        let from = report(2023).uid;
        for taken in [2022, 2023] {
            let refused = roll_plan(&store, &shelf, &from, year(taken));
            assert!(matches!(refused, Err(Error::NotApplicable(_))));
        }
        rolled(&mut store, Carry::Blank);
        let again = roll(&mut store, &shelf, &from, year(2024), &[], uid(10), at(2));
        assert!(matches!(again, Err(Error::YearTaken { .. })));
    }

    proptest! {
        /// Whatever last year's text says: what differs is listed, and of its
        /// numbers none comes along into patterns.
        #[test]
        fn what_comes_along_is_last_years_or_listed(
            body in prop::collection::vec(prop::sample::subsequence(&SENTENCES[..], 1..4), 1..6),
        ) {
            let body: Vec<String> = body.into_iter().map(|text| text.concat()).collect();
            let mut store = office(|older| older.sections[0].body.clone_from(&body));
            let shelf = Shelf::load(None);
            let plan = roll_plan(&store, &shelf, &report(2023).uid, year(2024)).unwrap();
            let listed = &plan.sections[0].changes;
            for pattern in &plan.sections[0].patterns {
                for number in ["12次", "85%", "640户", "3个"] {
                    prop_assert!(!pattern.contains(number), "{} tells last year's", pattern);
                }
            }
            let made = rolled(&mut store, Carry::Whole).sections.swap_remove(0).body;
            prop_assert_eq!(made.len(), body.len());
            for (old, new) in body.iter().zip(&made) {
                let told = |change: &Rolled| (&change.before, &change.after) == (old, new);
                prop_assert!(old == new || listed.iter().any(told), "{} is not listed", new);
            }
        }
    }

    const SENTENCES: [&str; 7] = [
        "2023年支部抓了学习。",
        "全年开展主题党日12次，到会率85%。",
        "走访居民640户。",
        "支部成立于1998年。",
        "2023年5月建成食堂3个。",
        "针对2022年度点评，逐条整改。",
        "大家有话愿意来说。",
    ];
}
