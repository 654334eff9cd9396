//! The tables and their rules, in memory. What needs a disk is in
//! `tests/store.rs`.

use super::testing::{at, branch, report, store, uid, year};
use super::*;
use crate::model::{
    Anchor, Answer, AnswerState, Basis, Branch, Duty, DutyKind, Edition, Figure, Limits, Notice,
    Part, PartLimits, Reason, Report, Role, SectionId, Status, TemplateKey, Uid,
};

/// The report of a year with another title.
fn retitled(number: u16, title: &str) -> Report {
    Report { title: title.to_owned(), ..report(number) }
}

fn titles(rows: &[ReportRow]) -> Vec<&str> {
    rows.iter().map(|row| row.title.as_str()).collect()
}

#[test]
fn a_report_comes_back_as_it_was_added() -> Result<()> {
    let stored = store(&[2024]).report(&uid(2024))?;
    assert_eq!(stored.report, report(2024));
    assert_eq!((stored.version, stored.created, stored.saved), (1, at(0), at(0)));
    Ok(())
}

#[test]
fn a_second_report_for_a_year_is_refused_and_leaves_no_trace() -> Result<()> {
    let mut store = store(&[2024]);
    let refused = store
        .write(|tx| {
            tx.add_report(&report(2025), false, at(1))?;
            tx.add_report(&Report { uid: uid(9), ..report(2024) }, false, at(1))
        })
        .unwrap_err();
    insta::assert_snapshot!(refused, @"2024年度的报告已经有了。请打开原有的报告，或换一个年度。");
    assert!(matches!(refused, Error::YearTaken { report, .. } if report == uid(2024)));
    assert_eq!(store.reports()?.len(), 1, "2025 was rolled back with it");
    Ok(())
}

#[test]
fn a_copy_kept_beside_another_is_a_report_of_its_own() -> Result<()> {
    let mut store = store(&[2024]);
    let copy = Report { uid: uid(9), title: "街道改过的".to_owned(), ..report(2024) };
    let third = Report { uid: uid(10), title: "又一份".to_owned(), ..report(2024) };
    store.write(|tx| {
        tx.add_report(&copy, true, at(1))?;
        tx.add_report(&third, true, at(1))
    })?;
    assert_eq!(store.reports()?.len(), 3);
    assert_eq!(store.namesake(&third)?, Some(uid(2024)), "the first stays the year's report");
    Ok(())
}

#[test]
fn the_spoken_edition_does_not_take_the_year_of_the_written_one() -> Result<()> {
    let mut store = store(&[2024]);
    let spoken = Report { uid: uid(9), edition: Edition::Spoken, ..report(2024) };
    store.write(|tx| tx.add_report(&spoken, false, at(1)))?;
    assert_eq!(store.reports()?.len(), 2);
    Ok(())
}

#[test]
fn a_report_needs_its_year_and_its_branch() {
    let mut store = store(&[]);
    let refusal = |store: &mut Store, report: Report| {
        store.write(|tx| tx.add_report(&report, false, at(0))).unwrap_err()
    };
    let undated = Report { year: None, ..report(2024) };
    assert!(matches!(refusal(&mut store, undated), Error::YearUnknown));
    let homeless = Report { branch: uid(8), ..report(2024) };
    assert!(matches!(refusal(&mut store, homeless), Error::BranchMissing));
}

#[test]
fn a_uid_is_added_once_even_when_its_report_lies_in_the_trash() -> Result<()> {
    let mut store = store(&[2024]);
    let again = store.write(|tx| tx.add_report(&report(2024), true, at(1))).unwrap_err();
    assert!(matches!(again, Error::YearTaken { .. }), "{again:?}");
    store.write(|tx| tx.trash_report(&uid(2024), at(1)))?;
    let deleted = store.write(|tx| tx.add_report(&report(2024), true, at(1))).unwrap_err();
    insta::assert_snapshot!(deleted, @"这一步现在做不了：这份报告在回收站里，请先从那里找回。内容没有改动。");
    Ok(())
}

#[test]
fn a_save_names_the_version_it_was_made_from() -> Result<()> {
    let mut store = store(&[2024]);
    let saved = store.write(|tx| tx.save_report(&retitled(2024, "二稿"), 1, at(5)))?;
    assert_eq!(saved, Saved { version: 2, saved: at(5) });
    let stale = store.write(|tx| tx.save_report(&retitled(2024, "旧稿"), 1, at(6))).unwrap_err();
    assert!(matches!(stale, Error::Stale { current: 2 }));
    let stored = store.report(&uid(2024))?;
    assert_eq!(
        (stored.report.title.as_str(), stored.created, stored.saved),
        ("二稿", at(0), at(5))
    );
    Ok(())
}

#[test]
fn saving_the_same_text_again_changes_nothing() -> Result<()> {
    let mut store = store(&[2024]);
    let saved = store.write(|tx| tx.save_report(&report(2024), 1, at(5)))?;
    assert_eq!(saved, Saved { version: 1, saved: at(0) });
    Ok(())
}

#[test]
fn a_report_cannot_be_saved_into_the_year_of_another() -> Result<()> {
    let mut store = store(&[2023, 2024]);
    let moved = Report { year: Some(year(2023)), ..report(2024) };
    let refused = store.write(|tx| tx.save_report(&moved, 1, at(1))).unwrap_err();
    assert!(matches!(refused, Error::YearTaken { report, .. } if report == uid(2023)));
    let moved = Report { year: Some(year(2025)), ..report(2024) };
    store.write(|tx| tx.save_report(&moved, 1, at(1)))?;
    assert_eq!(store.reports()?[0].year, year(2025));
    Ok(())
}

#[test]
fn a_list_has_the_latest_year_first_and_calls_the_branch_as_it_was_called_then() -> Result<()> {
    let mut store = store(&[2022, 2024, 2023]);
    let mut renamed = branch();
    renamed.years[1].name = "青禾社区第一党支部".to_owned();
    store.write(|tx| tx.put_branch(&renamed))?;
    let rows = store.reports()?;
    let seen: Vec<_> =
        rows.iter().map(|row| (row.year.number(), row.branch_name.as_str(), row.number)).collect();
    assert_eq!(
        seen,
        [(2024, "青禾社区第一党支部", 2), (2023, "青禾社区党支部", 3), (2022, "青禾社区党支部", 1)],
    );
    Ok(())
}

#[test]
fn a_list_does_not_read_the_texts() -> Result<()> {
    let store = store(&[2024]);
    store.db.execute("UPDATE report SET body = '{}'", [])?;
    assert_eq!(store.reports()?.len(), 1);
    let refused = store.report(&uid(2024)).unwrap_err();
    assert!(matches!(refused, Error::StoreDamaged(_)), "and a wrong text is never shown");
    Ok(())
}

#[test]
fn a_single_changed_character_in_a_kept_text_is_noticed() -> Result<()> {
    let store = store(&[2024]);
    store.db.execute("UPDATE report SET body = replace(body, '12次', '13次')", [])?;
    assert!(matches!(store.report(&uid(2024)), Err(Error::StoreDamaged(_))));
    Ok(())
}

#[test]
fn a_deleted_report_frees_its_year_and_comes_back_beside_whoever_took_it() -> Result<()> {
    let mut store = store(&[2023, 2024]);
    store.write(|tx| tx.trash_report(&uid(2024), at(1)))?;
    assert_eq!(store.reports()?.len(), 1);
    assert_eq!(titles(&store.trash()?), [report(2024).title]);
    let other = Report { uid: uid(9), ..report(2024) };
    store.write(|tx| tx.add_report(&other, false, at(2)))?;
    store.write(|tx| tx.recover_report(&uid(2024)))?;
    assert_eq!((store.reports()?.len(), store.trash()?.len()), (3, 0));
    assert_eq!(store.namesake(&other)?, Some(uid(9)));
    Ok(())
}

#[test]
fn recovering_what_lives_and_deleting_what_is_deleted_change_nothing() -> Result<()> {
    let mut store = store(&[2024]);
    store.write(|tx| tx.recover_report(&uid(2024)))?;
    assert_eq!(store.namesake(&report(2024))?, Some(uid(2024)));
    store.write(|tx| tx.trash_report(&uid(2024), at(1)))?;
    store.write(|tx| tx.trash_report(&uid(2024), at(9)))?;
    let deleted: i64 = store.db.query_row("SELECT deleted FROM report", [], |row| row.get(0))?;
    assert_eq!(deleted, at(1).timestamp_millis(), "the first time counts");
    for refused in [
        store.write(|tx| tx.trash_report(&uid(7), at(1))),
        store.write(|tx| tx.recover_report(&uid(7))),
    ] {
        assert!(matches!(refused, Err(Error::ReportMissing(_))));
    }
    Ok(())
}

#[test]
fn emptying_the_trash_takes_all_that_belongs_to_it_and_nothing_else() -> Result<()> {
    let mut store = store(&[2023, 2024]);
    let duty = |number, from| Duty {
        uid: uid(number),
        from_report: uid(from),
        kind: DutyKind::Problem,
        text: "学习不够深入。".to_owned(),
        who: String::new(),
        date: None,
    };
    store.write(|tx| {
        for number in [2023, 2024] {
            tx.add_revision(&report(number), Reason::Opened, "", at(1))?;
            tx.replace_figures(&uid(u32::from(number)), &[figure(number, 12.0, Basis::Text)])?;
        }
        tx.put_duty(&duty(51, 2023))?;
        tx.put_duty(&duty(52, 2024))?;
        tx.put_answer(&answer(51, 2024))?;
        tx.trash_report(&uid(2023), at(2))
    })?;
    assert_eq!(store.revisions(&uid(2023))?.len(), 1, "the trash keeps everything");
    store.write(|tx| {
        tx.empty_trash()?;
        Ok(())
    })?;
    assert!(matches!(store.report(&uid(2023)), Err(Error::ReportMissing(_))));
    assert!(store.revisions(&uid(2023))?.is_empty() && store.answers(&uid(2024))?.is_empty());
    assert_eq!(store.duties(&uid(1))?, [duty(52, 2024)]);
    assert_eq!(store.figures(&uid(1))?.len(), 1);
    assert_eq!(store.revisions(&uid(2024))?.len(), 1);
    store.write(|tx| tx.add_report(&Report { uid: uid(9), ..report(2023) }, false, at(3)))?;
    assert_eq!(store.reports()?[1].number, 3, "a number is never given twice");
    Ok(())
}

#[test]
fn the_database_itself_refuses_to_lose_a_living_report_or_a_kept_state() -> Result<()> {
    let mut store = store(&[2024]);
    store.write(|tx| tx.add_revision(&report(2024), Reason::ByHand, "", at(1)))?;
    for sql in [
        "DELETE FROM report",
        "DELETE FROM revision",
        "UPDATE revision SET name = '改'",
        "UPDATE revision SET body = '{}'",
        "DELETE FROM branch",
        "UPDATE report SET version = 0",
        "UPDATE report SET status = 'lost'",
        "UPDATE report SET body = 'no json'",
    ] {
        assert!(store.db.execute(sql, []).is_err(), "{sql}");
    }
    Ok(())
}

#[test]
fn every_table_is_strict() -> Result<()> {
    let store = store(&[]);
    let lax = store.rows(
        "SELECT name FROM pragma_table_list
         WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'",
        [],
        |row| row.get::<_, String>(0),
    )?;
    assert_eq!(lax, Vec::<String>::new());
    Ok(())
}

#[test]
fn the_previous_report_is_of_the_same_kind_where_there_is_one() -> Result<()> {
    let mut store = store(&[2021, 2022, 2024]);
    let summary = Report {
        uid: uid(9),
        template: TemplateKey("party-work-summary".to_owned()),
        ..report(2023)
    };
    let spoken = Report { uid: uid(10), edition: Edition::Spoken, ..report(2023) };
    store.write(|tx| {
        tx.add_report(&summary, false, at(1))?;
        tx.add_report(&spoken, false, at(1))
    })?;
    let before = |report: &Report| -> Result<Option<Uid>> {
        Ok(store.previous(report)?.map(|stored| stored.report.uid))
    };
    assert_eq!(before(&report(2024))?, Some(uid(2022)));
    assert_eq!(before(&summary)?, Some(uid(2022)), "no other summary: the latest of any kind");
    assert_eq!(before(&report(2021))?, None);
    assert_eq!(before(&Report { year: None, ..report(2024) })?, None);
    Ok(())
}

#[test]
fn a_merged_unit_looks_back_to_the_one_it_carries_on_and_never_into_the_trash() -> Result<()> {
    let mut store = store(&[2022, 2023]);
    let heir = Branch { uid: uid(2), succeeds: Some(uid(1)), years: Vec::new() };
    let first = Report { uid: uid(9), branch: uid(2), ..report(2024) };
    store.write(|tx| {
        tx.put_branch(&heir)?;
        tx.add_report(&first, false, at(1))?;
        tx.trash_report(&uid(2023), at(1))
    })?;
    assert_eq!(store.previous(&first)?.map(|stored| stored.report.uid), Some(uid(2022)));
    Ok(())
}

#[test]
fn a_state_is_not_kept_twice_in_a_row_unless_it_is_given_a_name() -> Result<()> {
    let mut store = store(&[2024]);
    let mut keep = |report: &Report, reason, name: &str, minute| {
        store.write(|tx| tx.add_revision(report, reason, name, at(minute)))
    };
    assert!(keep(&report(2024), Reason::Opened, "", 3)?);
    assert!(!keep(&report(2024), Reason::Interval, "", 4)?);
    assert!(keep(&report(2024), Reason::ByHand, "第2稿·街道退回", 5)?, "the name is new");
    assert!(!keep(&report(2024), Reason::ByHand, "第2稿·街道退回", 6)?);
    assert!(!keep(&report(2024), Reason::Exported, "", 7)?);
    assert!(keep(&retitled(2024, "三稿"), Reason::Interval, "", 8)?);
    assert!(keep(&report(2024), Reason::Interval, "", 9)?, "a text that came back is a new state");
    let kept = store.revisions(&uid(2024))?;
    let names: Vec<_> = kept.iter().map(|kept| (kept.reason, kept.name.as_str())).collect();
    assert_eq!(
        names,
        [
            (Reason::Interval, ""),
            (Reason::Interval, ""),
            (Reason::ByHand, "第2稿·街道退回"),
            (Reason::Opened, ""),
        ],
    );
    assert_eq!(store.revision(kept[1].id)?.title, "三稿");
    assert!(store.has_revision(&retitled(2024, "三稿"))?);
    assert!(!store.has_revision(&retitled(2024, "四稿"))?);
    Ok(())
}

#[test]
fn kept_states_are_ordered_by_their_number_when_the_clock_jumps_back() -> Result<()> {
    let mut store = store(&[2024]);
    store.write(|tx| {
        tx.add_revision(&report(2024), Reason::Opened, "", at(0))?;
        tx.add_revision(&retitled(2024, "后来的"), Reason::Interval, "", at(-600_000))
    })?;
    let latest = store.last_revision(&uid(2024))?.unwrap();
    assert_eq!(store.revision(latest.id)?.title, "后来的");
    Ok(())
}

#[test]
fn a_state_of_no_report_is_refused() -> Result<()> {
    let mut store = store(&[]);
    let refused = store.write(|tx| tx.add_revision(&report(2024), Reason::ByHand, "", at(0)));
    assert!(matches!(refused, Err(Error::ReportMissing(_))));
    assert!(matches!(store.revision(1), Err(Error::RevisionMissing)));
    Ok(())
}

#[test]
fn a_branch_is_stored_with_its_years_and_no_others() -> Result<()> {
    let mut store = store(&[]);
    assert_eq!(store.branches()?, [branch()]);
    let mut later = branch();
    later.years.remove(0);
    later.years[0].members = None;
    store.write(|tx| tx.put_branch(&later))?;
    assert_eq!(store.branch(&uid(1))?, later);
    later.years.push(later.years[0].clone());
    let refused = store.write(|tx| tx.put_branch(&later)).unwrap_err();
    insta::assert_snapshot!(refused, @"这一步现在做不了：2024年度的单位档案写了两遍。内容没有改动。");
    assert!(matches!(store.branch(&uid(5)), Err(Error::BranchMissing)));
    let nobody = Branch { uid: Uid::nil(), ..branch() };
    assert!(matches!(store.write(|tx| tx.put_branch(&nobody)), Err(Error::BranchMissing)));
    Ok(())
}

fn figure(number: u16, value: f64, basis: Basis) -> Figure {
    Figure {
        branch: uid(1),
        year: year(number),
        indicator: "theme-day".to_owned(),
        value,
        approximate: false,
        unit: "次".to_owned(),
        basis,
        report: (basis == Basis::Text).then(|| uid(u32::from(number))),
    }
}

#[test]
fn a_text_read_again_replaces_what_it_told_before_and_leaves_what_was_typed() -> Result<()> {
    let mut store = store(&[2023, 2024]);
    let typed = figure(2024, 14.0, Basis::Typed);
    let last_year = figure(2023, 11.5, Basis::Text);
    store.write(|tx| {
        tx.add_figure(&typed)?;
        tx.replace_figures(&uid(2023), std::slice::from_ref(&last_year))?;
        tx.replace_figures(&uid(2024), &[figure(2024, 12.0, Basis::Text)])?;
        tx.replace_figures(&uid(2024), &[figure(2024, 13.0, Basis::Text)])
    })?;
    let expected = [last_year, typed, figure(2024, 13.0, Basis::Text)];
    assert_eq!(store.figures(&uid(1))?, expected);
    store.write(|tx| tx.trash_report(&uid(2024), at(1)))?;
    assert_eq!(store.figures(&uid(1))?, expected[..2], "a deleted report tells nothing");
    Ok(())
}

fn answer(duty: u32, report: u32) -> Answer {
    let anchor = Anchor {
        section: Part::Section(SectionId(1)),
        quote: "主题党日".to_owned(),
        occurrence: 0,
        hash: Anchor::hash_of("全年开展主题党日12次。"),
    };
    Answer {
        duty: uid(duty),
        report: uid(report),
        anchor: Some(anchor),
        state: AnswerState::Answered,
        reason: String::new(),
    }
}

#[test]
fn duties_and_answers_come_back_as_they_were_put() -> Result<()> {
    let mut store = store(&[2023, 2024]);
    let comment = Duty {
        uid: uid(51),
        from_report: uid(2023),
        kind: DutyKind::Comment,
        text: "党建工作方法缺乏创新。".to_owned(),
        who: "街道党工委".to_owned(),
        date: chrono::NaiveDate::from_ymd_opt(2024, 1, 18),
    };
    let aside = Answer {
        anchor: None,
        state: AnswerState::SetAside,
        reason: "已由社区统一安排".to_owned(),
        ..answer(51, 2024)
    };
    store.write(|tx| {
        tx.put_duty(&comment)?;
        tx.put_answer(&answer(51, 2024))
    })?;
    assert_eq!(store.duty(&uid(51))?, Some(comment.clone()));
    assert_eq!(store.duties(&uid(1))?, [comment]);
    assert_eq!(store.answers(&uid(2024))?, [answer(51, 2024)]);
    store.write(|tx| tx.put_answer(&aside))?;
    assert_eq!(store.answers(&uid(2024))?, [aside]);
    let homeless = store.write(|tx| tx.put_answer(&answer(99, 2024)));
    assert!(homeless.is_err(), "an answer to nothing");
    Ok(())
}

#[test]
fn there_is_one_notice_for_a_year_and_kind() -> Result<()> {
    let mut store = store(&[]);
    let notice = Notice {
        uid: uid(61),
        year: year(2024),
        template: TemplateKey("branch-secretary".to_owned()),
        deadline: chrono::NaiveDate::from_ymd_opt(2024, 12, 10),
        limits: Limits { min: Some(2500), max: Some(3000), min_share: None },
        parts: vec![PartLimits {
            role: Role::Problems,
            required: true,
            limits: Limits { min: None, max: None, min_share: Some(30) },
        }],
    };
    let later = Notice { uid: uid(62), deadline: None, parts: Vec::new(), ..notice.clone() };
    store.write(|tx| tx.put_notice(&notice))?;
    assert_eq!(store.notice(year(2024), &notice.template)?, Some(notice.clone()));
    store.write(|tx| tx.put_notice(&later))?;
    assert_eq!(store.notice(year(2024), &notice.template)?, Some(later.clone()));
    store.write(|tx| tx.put_notice(&Notice { year: year(2025), ..later }))?;
    assert_eq!(store.notice(year(2024), &notice.template)?, None, "it is about 2025 now");
    Ok(())
}

#[test]
fn a_setting_that_no_longer_fits_gives_way_to_the_default() -> Result<()> {
    let mut store = store(&[]);
    assert_eq!(store.setting::<u8>("textSize")?, None);
    store.write(|tx| tx.set_setting("textSize", &16))?;
    store.write(|tx| tx.set_setting("textSize", &20))?;
    assert_eq!(store.setting::<u8>("textSize")?, Some(20));
    assert_eq!(store.setting::<Vec<String>>("textSize")?, None);
    Ok(())
}

#[test]
fn a_write_sees_its_own_changes_and_a_failing_one_leaves_none() -> Result<()> {
    let mut store = store(&[]);
    let refused = store.write(|tx| {
        tx.add_report(&report(2024), false, at(0))?;
        assert_eq!(tx.reports()?.len(), 1);
        Err::<(), _>(Error::NotApplicable("试一试".to_owned()))
    });
    assert!(refused.is_err());
    assert_eq!(store.reports()?.len(), 0);
    Ok(())
}

#[test]
fn a_status_is_listed_with_its_day() -> Result<()> {
    let mut store = store(&[2024]);
    let submitted = Report {
        status: Status::Submitted,
        status_since: chrono::NaiveDate::from_ymd_opt(2024, 12, 2),
        ..report(2024)
    };
    store.write(|tx| tx.save_report(&submitted, 1, at(1)))?;
    insta::assert_json_snapshot!(store.reports()?, @r#"
    [
      {
        "number": 1,
        "uid": "00000000-0000-7000-8000-000000002024",
        "branch": "00000000-0000-7000-8000-000000000001",
        "branchName": "青禾社区党支部",
        "year": 2024,
        "template": "branch-secretary",
        "edition": "written",
        "status": "submitted",
        "statusSince": "2024-12-02",
        "title": "青禾社区党支部书记2024年度抓基层党建述职报告",
        "saved": "2024-10-04T00:01:00Z"
      }
    ]
    "#);
    Ok(())
}
