use super::*;
use crate::model::{Part, Reason, Role, SectionId};
use crate::store::testing::{at, report, store, uid};

/// 2023 left two problems; 2024 answers the first of them in its first part.
fn office() -> Store {
    let mut store = store(&[]);
    let mut older = report(2023);
    older.sections[1].body = vec![
        "1.流动党员联系不紧，管理有缺口。".to_owned(),
        "2.老年食堂账目公开不及时。".to_owned(),
    ];
    let mut newer = report(2024);
    newer.sections[0].role = Role::ReviewResponse;
    newer.sections[0].heading = "2023年度述职点评问题整改情况".to_owned();
    newer.sections[0].body =
        vec!["为流动党员逐一确定联系人，管理不再有缺口。每月联系一次。".to_owned()];
    let add = |tx: &mut Tx<'_>| {
        tx.add_report(&older, false, at(0))?;
        tx.add_report(&newer, false, at(0))
    };
    store.write(add).unwrap();
    store
}

fn states(store: &Store) -> Vec<DutyState> {
    rows(store, &report(2024).uid).unwrap().iter().map(|row| row.state).collect()
}

const FIRST: Place = Place { part: Part::Section(SectionId(1)), paragraph: Some(0) };

#[test]
fn listing_writes_nothing_and_offers_the_passage_that_fits() {
    let store = office();
    let rows = rows(&store, &report(2024).uid).unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0].duty.text.as_str(), rows[0].number), ("流动党员联系不紧，管理有缺口。", 1));
    assert!(rows[0].suggestions[0].text.starts_with("为流动党员"));
    assert_eq!(rows[0].home, Some(FIRST.part));
    assert!(rows[1].suggestions.is_empty(), "nothing is said of the canteen");
    assert!(rows.iter().all(DutyRow::is_open), "what the words seem to say is confirmed by hand");
    assert_eq!(store.duties(&uid(1)).unwrap(), []);
}

#[test]
fn an_answer_is_held_by_its_words_and_listed_when_they_are_gone() {
    let mut store = office();
    let (next, open_one) = (report(2024).uid, rows(&store, &report(2024).uid).unwrap().remove(0));
    answer(&mut store, &next, &open_one.duty.uid, FIRST).unwrap();
    let row = rows(&store, &next).unwrap().remove(0);
    assert_eq!((row.state, row.is_open()), (DutyState::Answered, false));

    let mut stored = store.report(&next).unwrap();
    stored.report.sections[0].body.insert(0, "先说一句。".to_owned());
    let saved = store.write(|tx| tx.save_report(&stored.report, stored.version, at(1))).unwrap();
    let moved = rows(&store, &next).unwrap().remove(0);
    assert_eq!(moved.answered_by.unwrap().paragraph, Some(1), "it went where its words went");

    stored.report.sections[0].body = vec!["全部重写了。".to_owned()];
    store.write(|tx| tx.save_report(&stored.report, saved.version, at(2))).unwrap();
    let lapsed = rows(&store, &next).unwrap().remove(0);
    assert_eq!((lapsed.answered_by.clone(), lapsed.is_open()), (None, true));

    reopen(&mut store, &next, &open_one.duty.uid).unwrap();
    assert_eq!(states(&store), [DutyState::Open, DutyState::Open]);
}

#[test]
fn what_is_set_aside_has_a_reason_and_stays_away_the_year_after() {
    let mut store = office();
    let (next, duty) = (report(2024).uid, rows(&store, &report(2024).uid).unwrap()[1].duty.clone());
    assert!(matches!(set_aside(&mut store, &next, &duty.uid, " "), Err(Error::NotApplicable(_))));
    set_aside(&mut store, &next, &duty.uid, "食堂已移交街道").unwrap();
    assert_eq!(states(&store), [DutyState::Open, DutyState::SetAside]);
    store.write(|tx| tx.add_report(&report(2025), false, at(3))).unwrap();
    let later = rows(&store, &report(2025).uid).unwrap();
    let from_2023: Vec<_> =
        later.iter().filter(|row| row.duty.from_report == report(2023).uid).collect();
    assert_eq!(from_2023.len(), 1, "the other one is open still: {later:?}");
    assert!(from_2023[0].duty.text.starts_with("流动党员"));
}

/// Which of the problems of 2023 the report of 2025 has to answer still.
fn of_2023(store: &Store) -> Vec<String> {
    let rows = rows(store, &report(2025).uid).unwrap().into_iter();
    let of_2023 = rows.filter(|row| row.duty.from_report == report(2023).uid);
    of_2023.map(|row| row.duty.text.chars().take(4).collect()).collect()
}

#[test]
fn what_was_written_here_stays_open_until_it_is_confirmed_for_years() {
    let mut store = office();
    store.write(|tx| tx.add_report(&report(2025), false, at(3))).unwrap();
    assert_eq!(of_2023(&store), ["流动党员", "老年食堂"], "nobody confirmed the passage");
    let duty = rows(&store, &report(2024).uid).unwrap().remove(0).duty;
    answer(&mut store, &report(2024).uid, &duty.uid, FIRST).unwrap();
    assert_eq!(of_2023(&store), ["老年食堂"]);

    let mut stored = store.report(&report(2024).uid).unwrap();
    stored.report.sections[0].body = vec!["全部重写了。".to_owned()];
    store.write(|tx| tx.save_report(&stored.report, stored.version, at(4))).unwrap();
    assert_eq!(of_2023(&store), ["流动党员", "老年食堂"], "what was linked is gone");
}

#[test]
fn an_old_file_in_between_is_taken_at_its_word() {
    let mut store = office();
    let newer = store.report(&report(2024).uid).unwrap().report;
    let imported = |tx: &mut Tx<'_>| {
        tx.add_revision(&newer, Reason::Imported, "", at(1))?;
        tx.add_report(&report(2025), false, at(3))
    };
    store.write(imported).unwrap();
    assert_eq!(of_2023(&store), ["老年食堂"]);
}

#[test]
fn comments_are_typed_in_answered_and_taken_away() {
    let mut store = office();
    let (older, next) = (report(2023).uid, report(2024).uid);
    let said =
        add_comment(&mut store, &older, "街道党工委", None, " 创新\n不够 ", uid(70)).unwrap();
    assert_eq!(said.text, "创新不够");
    assert_eq!(
        comments(&store, &older).unwrap(),
        std::slice::from_ref(&said),
        "found problems are none"
    );
    assert_eq!(rows(&store, &next).unwrap().len(), 3);
    answer(&mut store, &next, &said.uid, FIRST).unwrap();
    remove_comment(&mut store, &said.uid).unwrap();
    assert_eq!(rows(&store, &next).unwrap().len(), 2);
    assert!(matches!(remove_comment(&mut store, &said.uid), Err(Error::DutyMissing)));
    assert!(add_comment(&mut store, &older, "", None, " ", uid(71)).is_err());
    assert!(add_comment(&mut store, &uid(99), "", None, "没有这份报告", uid(72)).is_err());
}

#[test]
fn a_place_or_duty_that_is_not_there_is_refused() {
    let mut store = office();
    let (next, duty) = (report(2024).uid, rows(&store, &report(2024).uid).unwrap()[0].duty.clone());
    let nowhere = Place { paragraph: Some(9), ..FIRST };
    assert!(matches!(answer(&mut store, &next, &duty.uid, nowhere), Err(Error::SectionMissing)));
    assert!(matches!(answer(&mut store, &next, &uid(98), FIRST), Err(Error::DutyMissing)));
}

#[test]
fn the_three_lists_say_who_has_to_do_what_and_what_was_done() {
    let mut store = office();
    let next = report(2024).uid;
    let duty = rows(&store, &next).unwrap()[0].duty.clone();
    answer(&mut store, &next, &duty.uid, FIRST).unwrap();
    let sheets = lists_of(&store, &next).unwrap().sheets();
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["问题清单", "责任清单", "整改清单"]);
    let last = |at: usize| format!("{:?}", sheets[2].rows[at].last().unwrap());
    assert_eq!((last(1).as_str(), last(2).as_str()), ("Text(\"已回应\")", "Text(\"待回应\")"));
    let source = format!("{:?}", sheets[0].rows[1].last().unwrap());
    assert_eq!(source, "Text(\"2023年度述职报告查摆\")");
}
