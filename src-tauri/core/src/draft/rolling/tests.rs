use proptest::prelude::*;

use super::*;
use crate::model::SectionId;
use crate::store::testing::{at, report, store, uid, year};

/// What is of its own year, whichever year tells it.
const LASTING: [&str; 3] =
    ["支部成立于1998年，2022年搬进新址。", "2023年5月建成邻里食堂。", "按2021—2024年规划办事。"];

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
    let made = roll(store, &shelf, &report(2023).uid, year(2024), &choices, uid(9), at(1)).unwrap();
    store.report(&made).unwrap().report
}

#[test]
fn the_plan_lists_every_change_and_makes_nothing() {
    let store = office(|_| {});
    let plan = roll_plan(&store, &Shelf::load(None), &report(2023).uid, year(2024)).unwrap();
    let places: Vec<&str> = plan.changes.iter().map(|change| change.place.as_str()).collect();
    assert_eq!(places[..2], ["标题", "日期"].map(|place| place)[..2].to_vec()[..], "{places:?}");
    assert_eq!(plan.changes[0].after, report(2024).title);
    let [opening, first, problems, .., closing] = &plan.sections[..] else { panic!() };
    assert_eq!(first.choice, Carry::Patterns);
    assert_eq!(first.patterns, ["全年开展主题党日【待补】次，党员到会率【待补】%。"]);
    assert_eq!(first.changes.len(), 1);
    assert!(first.changes[0].after.starts_with("2024年支部"));
    assert_eq!(problems.choice, Carry::Blank, "problems are each year's own");
    assert_eq!((opening.part, closing.part), (Part::Opening, Part::Closing));
    assert_eq!(store.reports().unwrap().len(), 1);
}

#[test]
fn a_part_begins_blank_with_patterns_or_whole() {
    assert_eq!(rolled(&mut office(|_| {}), Carry::Blank).sections[0].body, Vec::<String>::new());
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
    let choices = [Carried { part: Part::Section(SectionId(1)), choice: Carry::Whole }];
    for change in plan.listed(&choices).changes.iter().filter(|change| !change.after.is_empty()) {
        let at = undone.iter().position(|text| *text == (change.part, change.after.clone()));
        undone[at.unwrap()].1.clone_from(&change.before);
    }
    undone.retain(|(_, text)| !text.is_empty());
    for text in undone {
        let known =
            older.texts().iter().any(|(part, _, old)| (*part, *old) == (text.0, text.1.as_str()));
        assert!(known, "{text:?} is neither last year's nor listed");
    }
}

#[test]
fn what_came_along_whole_is_held_until_it_is_edited() {
    let mut report = rolled(&mut office(|older| older.closing = Vec::new()), Carry::Whole);
    let held = |report: &Report| -> Vec<String> {
        let left = report.carried.iter().filter(|anchor| anchor.find(report).is_some());
        left.map(|anchor| anchor.quote.clone()).collect()
    };
    assert_eq!(held(&report), report.sections[0].body, "changed by the roll itself or not");
    report.sections[0].body[1] = "大家有事愿意来商量。".to_owned();
    report.sections[0].body.swap(0, 4);
    let left = held(&report);
    assert!(left.len() == 4 && !left.contains(&"大家有话愿意来说。".to_owned()), "{left:?}");
    let patterns = rolled(&mut office(|older| older.closing = Vec::new()), Carry::Patterns);
    assert_eq!(patterns.carried, [], "a pattern has blanks to tell by");
}

#[test]
fn what_becomes_of_each_part_is_listed() {
    let store = office(|older| older.sections[1].body = vec!["培训不够经常。".to_owned()]);
    let plan = roll_plan(&store, &Shelf::load(None), &report(2023).uid, year(2024)).unwrap();
    let tell = |choice: Carry| -> String {
        let choices = [Carried { part: Part::Section(SectionId(1)), choice }];
        let listed = plan.listed(&choices);
        let parts = listed.parts.iter().filter(|part| part.had > 0);
        let parts = parts
            .map(|part| format!("{} {:?} {}→{}", part.heading, part.choice, part.had, part.begins));
        let unmoved = listed.unmoved.iter().flat_map(|left| &left.words).cloned();
        parts.chain(unmoved).collect::<Vec<_>>().join("; ")
    };
    let around = |first: &str, unmoved: &str| {
        format!("开头 Patterns 1→1; 一、工作开展情况 {first}; 二、存在问题 Blank 1→0{unmoved}")
    };
    assert_eq!(tell(Carry::Patterns), around("Patterns 5→1", ""));
    assert_eq!(tell(Carry::Blank), around("Blank 5→0", ""));
    assert_eq!(tell(Carry::Whole), around("Whole 5→5", "; 2022年; 2023年5月; 2024年"));
}

#[test]
fn opening_and_closing_begin_as_the_kind_does_as_last_year_or_blank() {
    let office = || {
        office(|older| {
            older.opening = vec!["2023年，支部守着老街。现报告如下：".to_owned()];
            older.closing = vec!["以上是2023年的账，请大家评说。".to_owned()];
        })
    };
    let shelf = Shelf::load(None);
    let mut begun = Vec::new();
    for choice in [None, Some(Carry::Blank), Some(Carry::Patterns), Some(Carry::Whole)] {
        let mut store = office();
        let parts = [Part::Opening, Part::Closing];
        let choices: Vec<Carried> = choice
            .iter()
            .flat_map(|choice| parts.map(|part| Carried { part, choice: *choice }))
            .collect();
        let listed =
            roll_plan(&store, &shelf, &report(2023).uid, year(2024)).unwrap().listed(&choices);
        let made = roll(&mut store, &shelf, &report(2023).uid, year(2024), &choices, uid(9), at(1))
            .unwrap();
        let made = store.report(&made).unwrap().report;
        for part in parts {
            assert!(
                listed.changes.iter().any(|change| change.part == part),
                "{choice:?} {part:?} is listed"
            );
        }
        begun.push((made.opening, made.closing));
    }
    let kind = shelf.template(&report(2023).template).unwrap();
    let (advised, blank, patterns, whole) = (&begun[0], &begun[1], &begun[2], &begun[3]);
    assert_eq!(*blank, (Vec::new(), Vec::new()));
    assert_eq!(whole.0, ["2024年，支部守着老街。现报告如下："]);
    assert_eq!(whole.1, ["以上是2024年的账，请大家评说。"]);
    assert_eq!((patterns.0.len(), &patterns.1), (kind.opening.len(), &kind.closing));
    assert_eq!((&advised.0, &advised.1), (&patterns.0, &whole.1));
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
        let listed = &plan.sections[1].changes;
        for pattern in &plan.sections[1].patterns {
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
