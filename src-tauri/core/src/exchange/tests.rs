use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::model::{
    Anchor, Answer, AnswerState, Basis, Branch, Duty, DutyKind, Figure, Part, Reason, Report, Role,
    Section, SectionId, TemplateKey, Uid,
};
use crate::store::testing::{at, branch, report, store, uid, year};
use crate::{Error, Result};

fn duty() -> Duty {
    Duty {
        uid: uid(51),
        from_report: uid(2023),
        kind: DutyKind::Comment,
        text: "主题党日形式单一。".to_owned(),
        who: "街道党工委".to_owned(),
        date: NaiveDate::from_ymd_opt(2024, 1, 18),
    }
}

fn answer() -> Answer {
    let paragraph = &report(2024).sections[0].body[0];
    let anchor = Anchor {
        section: Part::Section(SectionId(1)),
        quote: "主题党日12次".to_owned(),
        occurrence: 0,
        hash: Anchor::hash_of(paragraph),
    };
    Answer {
        duty: uid(51),
        report: uid(2024),
        anchor: Some(anchor),
        state: AnswerState::Answered,
        reason: String::new(),
    }
}

fn typed(value: f64) -> Figure {
    Figure {
        branch: uid(1),
        year: year(2024),
        indicator: "theme-day".to_owned(),
        value,
        approximate: false,
        unit: "次".to_owned(),
        basis: Basis::Typed,
        report: None,
        reason: String::new(),
    }
}

/// The whole office: two years, a comment that was answered, a typed figure.
fn office() -> Exchange {
    Exchange {
        branches: vec![branch()],
        duties: vec![DutyWithAnswers { duty: duty(), answers: vec![answer()] }],
        figures: vec![typed(14.0)],
        ..Exchange::of(vec![report(2023), report(2024)])
    }
}

fn empty() -> Store {
    Store::in_memory().unwrap()
}

/// Everything of a store that an exchange can carry.
fn everything(store: &Store) -> Exchange {
    let reports: Vec<Uid> = store.reports().unwrap().into_iter().map(|row| row.uid).collect();
    Exchange::gather(store, &reports).unwrap()
}

#[test]
fn what_one_store_hands_over_another_has() -> Result<()> {
    let (mut first, mut second) = (empty(), empty());
    take_in(&mut first, &office(), at(0))?;
    let handed = decode(encode(&everything(&first)).as_bytes())?;
    let taken = take_in(&mut second, &handed, at(1))?;
    assert_eq!(taken.added, [uid(2024), uid(2023)], "in the order of the list");
    assert_eq!((taken.branches, taken.duties, taken.figures), (vec![uid(1)], 2, 1));
    assert_eq!(everything(&second), everything(&first));
    assert_eq!(second.answers(&uid(2024))?, [answer()]);
    let kept = second.last_revision(&uid(2024))?.unwrap();
    assert_eq!((kept.reason, kept.at), (Reason::Imported, at(1)));
    Ok(())
}

#[test]
fn taking_in_a_second_time_changes_nothing() -> Result<()> {
    let mut store = empty();
    take_in(&mut store, &office(), at(0))?;
    let before = everything(&store);
    let taken = take_in(&mut store, &office(), at(1))?;
    assert_eq!(taken, TakenIn { same: vec![uid(2023), uid(2024)], ..TakenIn::default() });
    assert_eq!(everything(&store), before);
    assert_eq!(store.revisions(&uid(2024))?.len(), 1);
    Ok(())
}

#[test]
fn a_preview_says_what_would_happen_and_does_nothing() -> Result<()> {
    let mut store = store(&[2024]);
    let before = everything(&store);
    let seen = preview(&store, &office())?;
    assert_eq!((&seen.added, &seen.same), (&vec![uid(2023)], &vec![uid(2024)]));
    assert_eq!(everything(&store), before);
    assert_eq!(take_in(&mut store, &office(), at(1))?, seen);
    Ok(())
}

#[test]
fn a_report_that_is_here_with_another_text_stays_and_what_came_is_kept() -> Result<()> {
    let mut store = store(&[2024]);
    let theirs = Report { title: "街道改过的标题".to_owned(), ..report(2024) };
    let came = Exchange { branches: vec![branch()], ..Exchange::of(vec![theirs.clone()]) };
    for minute in 1..4 {
        let taken = take_in(&mut store, &came, at(minute))?;
        assert_eq!(taken, TakenIn { kept: vec![uid(2024)], ..TakenIn::default() });
    }
    assert_eq!(store.report(&uid(2024))?.report, report(2024));
    let revisions = store.revisions(&uid(2024))?;
    assert_eq!(revisions.len(), 1, "once, however often it comes");
    assert_eq!(store.revision(revisions[0].id)?, theirs);
    Ok(())
}

#[test]
fn a_report_that_was_deleted_here_stays_in_the_trash_and_is_told() -> Result<()> {
    let mut store = store(&[2024]);
    store.write(|tx| tx.trash_report(&uid(2024), at(1)))?;
    let taken = take_in(&mut store, &Exchange::of(vec![report(2024)]), at(2))?;
    assert_eq!((&taken.same, &taken.in_trash), (&vec![uid(2024)], &vec![uid(2024)]));
    assert!(store.reports()?.is_empty());
    Ok(())
}

#[test]
fn another_report_of_the_same_year_stands_beside_the_one_that_is_here() -> Result<()> {
    let mut store = store(&[2024]);
    let others: Vec<Report> =
        [7, 8].map(|number| Report { uid: uid(number), ..report(2024) }).into();
    let taken = take_in(&mut store, &Exchange::of(others), at(1))?;
    assert_eq!((&taken.added, &taken.beside), (&vec![uid(7), uid(8)], &vec![uid(7), uid(8)]));
    assert_eq!(store.reports()?.len(), 3);

    let pair = [7, 8].map(|number| Report { uid: uid(number), ..report(2024) }).into();
    let taken = take_in(&mut empty(), &Exchange::of(pair), at(1))?;
    assert_eq!(taken.beside, [uid(8)], "two of one year in the file itself");
    Ok(())
}

#[test]
fn facts_are_added_year_by_year_and_none_is_overwritten() -> Result<()> {
    let mut store = empty();
    let mut ours = branch();
    ours.years[0].superior.clear();
    ours.years[1].members = None;
    store.write(|tx| tx.put_branch(&ours))?;

    let mut theirs = branch();
    theirs.succeeds = Some(uid(9));
    theirs.years[1].secretary = "吴书记".to_owned();
    theirs
        .years
        .insert(1, crate::model::BranchYear { year: year(2023), ..theirs.years[0].clone() });
    let came = Exchange { branches: vec![theirs.clone()], ..Exchange::of(Vec::new()) };
    let taken = take_in(&mut store, &came, at(1))?;
    assert_eq!(taken.facts_differ, [(uid(1), year(2024))]);

    let mut expected = theirs;
    expected.years[2].secretary = "周书记".to_owned();
    assert_eq!(store.branch(&uid(1))?, expected, "blanks are filled, 周书记 stays");
    Ok(())
}

#[test]
fn a_report_of_a_unit_that_nobody_describes_is_taken_in_with_the_bare_unit() -> Result<()> {
    let mut store = empty();
    take_in(&mut store, &Exchange::of(vec![report(2024)]), at(1))?;
    let bare = Branch { uid: uid(1), succeeds: None, years: Vec::new() };
    assert_eq!(store.branch(&uid(1))?, bare);
    assert_eq!(store.reports()?[0].branch_name, "");
    let nobody = Report { branch: Uid::nil(), ..report(2023) };
    let refused = take_in(&mut store, &Exchange::of(vec![nobody]), at(1));
    assert!(matches!(refused, Err(Error::BranchMissing)));
    Ok(())
}

#[test]
fn duties_and_answers_that_differ_stay_as_they_are_here() -> Result<()> {
    let mut store = empty();
    take_in(&mut store, &office(), at(0))?;
    let mut came = office();
    came.duties[0].duty.text = "别的话。".to_owned();
    came.duties[0].answers[0].state = AnswerState::SetAside;
    let taken = take_in(&mut store, &came, at(1))?;
    assert_eq!((taken.duties, taken.duties_differ), (0, vec![uid(51)]));
    assert_eq!(
        (store.duties(&uid(1))?, store.answers(&uid(2024))?),
        (vec![duty()], vec![answer()])
    );
    Ok(())
}

#[test]
fn an_answer_whose_words_the_report_here_does_not_have_is_listed() -> Result<()> {
    let mut store = store(&[2023]);
    let mut here = report(2024);
    here.sections[0].body = vec!["全年开展党员活动日14次。".to_owned()];
    store.write(|tx| tx.add_report(&here, false, at(0)))?;
    let taken = take_in(&mut store, &office(), at(1))?;
    assert_eq!(taken.lapsed, [uid(51)]);
    assert_eq!(store.answers(&uid(2024))?, [answer()], "listed, and never moved silently");
    Ok(())
}

#[test]
fn figures_that_differ_are_both_kept_and_equal_ones_once() -> Result<()> {
    let mut store = empty();
    take_in(&mut store, &office(), at(0))?;
    let came = Exchange { figures: vec![typed(14.0), typed(15.0), typed(15.0)], ..office() };
    assert_eq!(take_in(&mut store, &came, at(1))?.figures, 1);
    let values = |basis| -> Vec<f64> {
        let figures = store.figures(&uid(1)).unwrap().into_iter();
        figures.filter(|figure| figure.basis == basis).map(|figure| figure.value).collect()
    };
    assert_eq!(values(Basis::Typed), [14.0, 15.0]);
    assert_eq!(values(Basis::Text), [12.0, 12.0], "the texts of both years were read");
    Ok(())
}

#[test]
fn a_file_that_speaks_of_reports_nobody_has_is_refused_whole() {
    let mut store = empty();
    let mut refusal = |change: fn(&mut Exchange)| {
        let mut exchange = office();
        change(&mut exchange);
        let refused = take_in(&mut store, &exchange, at(0)).unwrap_err().to_string();
        assert!(store.branches().unwrap().is_empty(), "nothing of it was taken in");
        refused
    };
    let unknown = refusal(|file| file.duties[0].duty.from_report = uid(99));
    insta::assert_snapshot!(unknown, @"述职文件 的内容有误（duties[0].fromReport）：没有这份报告。请改好后再试，其他内容不受影响。");
    let unknown = refusal(|file| file.duties[0].answers[0].report = uid(99));
    insta::assert_snapshot!(unknown, @"述职文件 的内容有误（duties[0].answers[0].report）：没有这份报告。请改好后再试，其他内容不受影响。");
    let crossed = refusal(|file| file.duties[0].answers[0].duty = uid(99));
    insta::assert_snapshot!(crossed, @"述职文件 的内容有误（duties[0].answers[0].duty）：与所在的应答事项不是同一项。请改好后再试，其他内容不受影响。");
    let unknown = refusal(|file| file.figures[0].report = Some(uid(99)));
    insta::assert_snapshot!(unknown, @"述职文件 的内容有误（figures[0].report）：没有这份报告。请改好后再试，其他内容不受影响。");
    let undated = refusal(|file| file.reports[1].year = None);
    insta::assert_snapshot!(undated, @"述职文件 的内容有误（reports[1].year）：没有写明年度。请改好后再试，其他内容不受影响。");
}

#[test]
fn what_goes_out_with_a_report_is_its_own_and_nothing_of_other_years() -> Result<()> {
    let mut store = empty();
    take_in(&mut store, &office(), at(0))?;
    let later = Exchange::gather(&store, &[uid(2024)])?;
    assert_eq!((later.reports.len(), later.branches.len()), (1, 1));
    assert!(later.duties.is_empty(), "what 2023 left open stays with 2023");
    assert!(later.figures.iter().all(|figure| figure.year == year(2024)));
    let earlier = Exchange::gather(&store, &[uid(2023)])?;
    assert_eq!(earlier.duties, [DutyWithAnswers { duty: duty(), answers: Vec::new() }]);
    assert!(preview(&empty(), &earlier).is_ok(), "it can be taken in alone");
    Ok(())
}

/// The office as JSON, changed, and how it is refused.
fn refused(change: impl FnOnce(&mut Value)) -> String {
    let mut json = serde_json::to_value(office()).unwrap();
    change(&mut json);
    decode(json.to_string().as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_file_of_a_later_form_is_refused_as_such() {
    let later = "这个文件是新版本的述职存的，这个版本读不了。请用新版本打开，文件没有改动。";
    assert_eq!(refused(|json| json["format"] = json!(2)), later);
    assert_eq!(refused(|json| *json = json!({"format": 7, "parts": "?"})), later);
    assert_eq!(refused(|json| json["reports"][0]["format"] = json!(2)), later);
}

#[test]
fn a_faulty_file_is_refused_with_its_place() {
    let messages = [
        decode(b"").unwrap_err().to_string(),
        decode("述职报告".as_bytes()).unwrap_err().to_string(),
        decode(b"\xD0\xC5\xCF\xA2").unwrap_err().to_string(),
        decode(&encode(&office()).as_bytes()[..900]).unwrap_err().to_string(),
        refused(|json| drop(json["reports"][0].as_object_mut().unwrap().remove("title"))),
        refused(|json| json["reports"][0]["year"] = json!(24)),
        refused(|json| json["reports"][0]["uid"] = json!("7")),
        refused(|json| json["reports"][0]["status"] = json!("lost")),
        refused(|json| json["reports"] = json!("none")),
        refused(|json| json["reports"][1]["uid"] = json["reports"][0]["uid"].clone()),
        refused(|json| json["reports"][1]["opening"] = json!(["甲\n乙"])),
        refused(|json| json["reports"][1]["sections"][1]["id"] = json!("s1")),
        refused(|json| json["reports"][1]["sections"][1]["id"] = json!("s4294967295")),
        refused(|json| json["reports"][1]["sections"][1]["id"] = json!("s0")),
        refused(|json| {
            let mut section = json["reports"][1]["sections"][0].clone();
            for id in 10..14 {
                let inner = section;
                section = inner.clone();
                section["id"] = json!(format!("s{id}"));
                section["children"] = json!([inner]);
            }
            json["reports"][1]["sections"] = json!([section]);
        }),
    ];
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn a_file_that_went_through_an_editor_is_read_all_the_same() -> Result<()> {
    let text = format!("\u{FEFF}{}", encode(&office()).replace('\n', "\r\n"));
    assert_eq!(decode(text.as_bytes())?, office());
    let bare = format!(r#"{{"format": 1, "reports": [{}], "later": 7}}"#, {
        serde_json::to_string(&report(2024)).unwrap()
    });
    assert_eq!(
        decode(bare.as_bytes())?.reports,
        [report(2024)],
        "what else there is can be missing"
    );
    Ok(())
}

prop_compose! {
    fn any_report()(
        title in any::<String>(),
        lines in prop::collection::vec("[^\r\n]*", 0..6),
        headings in prop::collection::vec((any::<String>(), prop::option::of("[^\r\n]{0,4}")), 0..5),
    ) -> Report {
        let section = |(at, (heading, mark)): (usize, (String, Option<String>))| Section {
            id: SectionId(at as u32 + 1),
            role: Role::Other,
            mark,
            run_in: at % 2 == 0,
            heading,
            body: lines.clone(),
            children: Vec::new(),
        };
        Report {
            title,
            sections: headings.into_iter().enumerate().map(section).collect(),
            opening: lines.clone(),
            ..Report::empty(uid(1), TemplateKey("branch-secretary".to_owned()))
        }
    }
}

proptest! {
    #[test]
    fn a_report_survives_the_journey(report in any_report()) {
        let exchange = Exchange::of(vec![report]);
        prop_assert_eq!(decode(encode(&exchange).as_bytes()).unwrap(), exchange);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode(&bytes);
    }

    #[test]
    fn no_cut_or_changed_file_makes_it_panic(at in 0..3000_usize, byte in any::<u8>()) {
        let mut bytes = encode(&office()).into_bytes();
        let at = at % bytes.len();
        let _ = decode(&bytes[..at]);
        bytes[at] = byte;
        if let Ok(exchange) = decode(&bytes) {
            let _ = take_in(&mut empty(), &exchange, Moment::UNIX_EPOCH);
        }
    }
}
