//! The tables and their rules, in memory. What needs a disk is in
//! `tests/store.rs`.

use super::testing::{at, branch, report, store, uid, year};
use super::*;
use crate::model::{Branch, Edition, Reason, Report, Status, TemplateKey, Uid};

/// The report of a year with another title.
fn retitled(number: u16, title: &str) -> Report {
    Report { title: title.to_owned(), ..report(number) }
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
fn a_write_that_panics_leaves_nothing_and_the_store_usable() -> Result<()> {
    let mut store = store(&[]);
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.write(|tx| -> Result<()> {
            tx.add_report(&report(2024), false, at(0))?;
            panic!("as a fault in some room would")
        })
    }));
    assert!(panicked.is_err());
    assert!(store.reports()?.is_empty());
    store.write(|tx| tx.add_report(&report(2024), false, at(1)))?;
    assert_eq!(store.reports()?.len(), 1);
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
