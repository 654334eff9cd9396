use super::*;
use crate::store::testing::{at, report, store, uid};

fn retitled(title: &str) -> Report {
    Report { title: title.to_owned(), ..report(2024) }
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 12, day).unwrap()
}

/// Sets the status of the report of 2024, on 8 December.
fn set(store: &mut Store, version: u32, status: Status, since: NaiveDate) -> Result<Saved> {
    set_status(store, &uid(2024), version, status, since, day(8), at(i64::from(version)))
}

/// Why and under which name states were kept, latest first.
fn kept(store: &Store) -> Vec<(Reason, String)> {
    let revisions = store.revisions(&uid(2024)).unwrap();
    revisions.into_iter().map(|kept| (kept.reason, kept.name)).collect()
}

fn last_kept(store: &Store) -> Report {
    store.revision(store.last_revision(&uid(2024)).unwrap().unwrap().id).unwrap()
}

#[test]
fn opening_keeps_the_state_before_any_change_once() -> Result<()> {
    let mut store = store(&[2024]);
    let opened = open(&mut store, &uid(2024), at(1))?;
    assert_eq!((opened.report, opened.version), (report(2024), 1));
    open(&mut store, &uid(2024), at(2))?;
    assert_eq!(kept(&store), [(Reason::Opened, String::new())]);
    assert!(matches!(open(&mut store, &uid(7), at(3)), Err(Error::ReportMissing(_))));
    Ok(())
}

#[test]
fn a_save_that_comes_too_late_is_refused_and_both_texts_are_kept() -> Result<()> {
    let mut store = store(&[2024]);
    open(&mut store, &uid(2024), at(0))?;
    save(&mut store, &retitled("先存的"), 1, at(1))?;
    let late = retitled("后存的");
    for minute in 2..5 {
        let refused = save(&mut store, &late, 1, at(minute)).unwrap_err();
        assert!(matches!(refused, Error::Stale { current: 2 }), "{refused:?}");
    }
    assert_eq!(store.report(&uid(2024))?.report.title, "先存的");
    assert_eq!(last_kept(&store), late);
    assert_eq!(kept(&store).len(), 2, "trying again does not keep it again");
    Ok(())
}

#[test]
fn a_late_save_of_the_very_text_that_is_stored_is_no_failure() -> Result<()> {
    let mut store = store(&[2024]);
    open(&mut store, &uid(2024), at(0))?;
    let first = save(&mut store, &retitled("一样的"), 1, at(1))?;
    assert_eq!(save(&mut store, &retitled("一样的"), 1, at(2))?, first, "sent twice, say");
    assert_eq!(kept(&store), [(Reason::Opened, String::new())]);
    Ok(())
}

#[test]
fn a_final_report_is_locked_until_it_is_reopened() -> Result<()> {
    let mut store = store(&[2024]);
    let done = set(&mut store, 1, Status::Final, day(6))?;
    assert_eq!(done.version, 2);
    let changed = retitled("定稿后又改");
    let refused = save(&mut store, &changed, 2, at(2)).unwrap_err();
    insta::assert_snapshot!(refused, @"这份报告已定稿，只能看。要修改请先点“重新打开”。");
    assert_eq!(store.report(&uid(2024))?.report.title, report(2024).title);
    assert_eq!(last_kept(&store).title, "定稿后又改", "what was typed is not lost");

    let reopened = set(&mut store, 2, Status::Draft, day(7))?;
    save(&mut store, &changed, reopened.version, at(4))?;
    let stored = store.report(&uid(2024))?.report;
    assert_eq!((stored.title.as_str(), stored.status_since), ("定稿后又改", Some(day(7))));
    Ok(())
}

#[test]
fn a_final_report_that_is_saved_unchanged_is_no_failure() -> Result<()> {
    let mut store = store(&[2024]);
    let done = set(&mut store, 1, Status::Final, day(6))?;
    let same = store.report(&uid(2024))?.report;
    assert_eq!(save(&mut store, &same, done.version, at(2))?, done);
    Ok(())
}

#[test]
fn a_save_does_not_change_the_status() -> Result<()> {
    let mut store = store(&[2024]);
    let sly = Report { status: Status::Final, status_since: Some(day(1)), ..retitled("二稿") };
    save(&mut store, &sly, 1, at(1))?;
    let stored = store.report(&uid(2024))?.report;
    assert_eq!((stored.status, stored.status_since), (Status::Draft, None));
    Ok(())
}

#[test]
fn a_status_set_from_an_old_version_is_refused() {
    let mut store = store(&[2024]);
    save(&mut store, &retitled("二稿"), 1, at(1)).unwrap();
    let refused = set(&mut store, 1, Status::Submitted, day(2));
    assert!(matches!(refused, Err(Error::Stale { current: 2 })));
}

#[test]
fn the_day_of_a_status_is_put_right_and_nothing_is_kept_again() -> Result<()> {
    let mut store = store(&[2024]);
    let handed_in = set(&mut store, 1, Status::Submitted, day(6))?;
    let put_right = set(&mut store, handed_in.version, Status::Submitted, day(4))?;
    assert_eq!(store.report(&uid(2024))?.report.status_since, Some(day(4)));
    assert_eq!(kept(&store), [(Reason::Submitted, String::new())]);
    set(&mut store, put_right.version, Status::Returned, day(4))?;
    Ok(())
}

#[test]
fn a_report_comes_to_a_status_on_a_day_that_can_be() -> Result<()> {
    let mut store = store(&[2024]);
    let new_year = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let early = set(&mut store, 1, Status::Submitted, new_year.pred_opt().unwrap()).unwrap_err();
    insta::assert_snapshot!(early, @"日期没有改：不能早于2024年1月1日，也不能晚于今天（2024年12月8日）。请填实际的那一天；今天的日期不对，就先调好电脑的时间。");
    assert!(matches!(set(&mut store, 1, Status::Submitted, day(9)), Err(Error::StatusDate { .. })));
    let version = set(&mut store, 1, Status::Submitted, new_year)?.version;
    let version = set(&mut store, version, Status::Submitted, day(5))?.version;
    let before = set(&mut store, version, Status::Returned, day(4)).unwrap_err();
    assert!(matches!(before, Error::StatusDate { earliest, .. } if earliest == day(5)));
    Ok(())
}

#[test]
fn a_wrong_clock_keeps_no_report_locked() -> Result<()> {
    let mut store = store(&[2024]);
    let locked = set(&mut store, 1, Status::Final, day(6))?;
    let long_ago = NaiveDate::from_ymd_opt(2010, 1, 1).unwrap();
    let version = locked.version;
    set_status(&mut store, &uid(2024), version, Status::Draft, long_ago, long_ago, at(2))?;
    assert_eq!(store.report(&uid(2024))?.report.status, Status::Draft);
    Ok(())
}

#[test]
fn while_it_is_changed_a_state_is_kept_every_ten_minutes() -> Result<()> {
    let mut store = store(&[2024]);
    open(&mut store, &uid(2024), at(0))?;
    let mut version = 1;
    for minute in 1..=35 {
        let text = retitled(&format!("第{minute}分钟"));
        version = save(&mut store, &text, version, at(minute))?.version;
    }
    let titles: Vec<_> = store
        .revisions(&uid(2024))?
        .iter()
        .map(|kept| store.revision(kept.id).unwrap().title)
        .collect();
    assert_eq!(titles, ["第30分钟", "第20分钟", "第10分钟", &report(2024).title]);
    Ok(())
}

#[test]
fn a_clock_that_jumped_back_a_year_does_not_stop_states_from_being_kept() -> Result<()> {
    let mut store = store(&[2024]);
    open(&mut store, &uid(2024), at(0))?;
    save(&mut store, &retitled("去年的钟"), 1, at(-525_600))?;
    assert_eq!(last_kept(&store).title, "去年的钟");
    Ok(())
}

#[test]
fn the_figures_follow_the_text() -> Result<()> {
    let mut store = store(&[2024]);
    let themed = |store: &Store| -> Vec<f64> {
        store.figures(&uid(1)).unwrap().iter().map(|figure| figure.value).collect()
    };
    let mut changed = report(2024);
    changed.sections[0].body[0] = "全年开展主题党日14次。".to_owned();
    save(&mut store, &changed, 1, at(1))?;
    assert_eq!(themed(&store), [14.0]);
    changed.sections[0].body[0] = "全年开展主题党日15次。".to_owned();
    save(&mut store, &changed, 2, at(2))?;
    assert_eq!(themed(&store), [15.0]);
    Ok(())
}

#[test]
fn a_state_kept_by_hand_bears_its_name() -> Result<()> {
    let mut store = store(&[2024]);
    open(&mut store, &uid(2024), at(0))?;
    assert!(keep(&mut store, &uid(2024), Reason::ByHand, "第2稿·街道退回", at(1))?);
    assert!(!keep(&mut store, &uid(2024), Reason::ByHand, "第2稿·街道退回", at(2))?);
    assert_eq!(kept(&store)[0], (Reason::ByHand, "第2稿·街道退回".to_owned()));
    Ok(())
}

#[test]
fn a_report_thrown_away_is_got_back_with_all_its_states() -> Result<()> {
    let mut store = store(&[2024]);
    open(&mut store, &uid(2024), at(0))?;
    discard(&mut store, &uid(2024), at(1))?;
    assert_eq!((store.reports()?.len(), store.trash()?.len()), (0, 1));
    recover(&mut store, &uid(2024))?;
    assert_eq!((store.reports()?.len(), kept(&store).len()), (1, 1));
    discard(&mut store, &uid(2024), at(2))?;
    store.write(|tx| {
        tx.empty_trash()?;
        Ok(())
    })?;
    assert!(matches!(recover(&mut store, &uid(2024)), Err(Error::ReportMissing(_))));
    Ok(())
}
