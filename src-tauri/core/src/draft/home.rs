//! What stands on the first page, and what stands beside a report at work.

use chrono::{Datelike, Months, NaiveDate};
use serde::Serialize;

use super::unit::{is_sample, own_branch, own_branch_or_new};
use super::{Progress, open, progress};
use crate::Result;
use crate::manuscript::{assemble, paginate};
use crate::model::{Branch, Edition, Moment, Report, Template, TemplateKey, Uid, Year};
use crate::store::{ReportRow, Store};
use crate::template::{PartHelp, Shelf, demands, help, new_report};

/// 首页
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Home {
    /// The unit of the current report; before the first report the user's own.
    pub branch: Option<Branch>,
    /// The written report of the latest year.
    pub current: Option<ReportRow>,
    /// How far it has come; `None` also where it cannot be read.
    pub progress: Option<Progress>,
    /// The other reports, latest year first.
    pub past: Vec<ReportRow>,
    /// What lies in the trash.
    pub trash: Vec<ReportRow>,
    /// The year that the next report is to be about.
    pub next_year: Year,
    /// The made-up unit is there.
    pub sample: bool,
}

/// A report at work, with what stands beside it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Opened {
    /// The report.
    pub report: Report,
    /// What a save has to name.
    pub version: u32,
    /// When it was last saved.
    #[cfg_attr(feature = "bindings", ts(type = "string"))]
    pub saved: Moment,
    /// What to write in each part.
    pub help: Vec<PartHelp>,
    /// How far it has come.
    pub progress: Progress,
    /// The report of the year before.
    pub previous: Option<Report>,
}

/// What stands on the first page on the day `today`.
///
/// # Errors
///
/// Whatever the store refuses. A report that cannot be read keeps nobody from
/// the others: it has no progress here, and says why when it is opened.
pub fn home(store: &Store, shelf: &Shelf, today: NaiveDate) -> Result<Home> {
    let mut past = store.reports()?;
    let sample = past.iter().any(|row| is_sample(&row.branch));
    let own = own_branch(store)?;
    let has_own = past.iter().any(|row| !is_sample(&row.branch));
    let current = past
        .iter()
        .position(|row| {
            row.edition == Edition::Written && (!has_own || is_of(own.as_ref(), &row.branch))
        })
        .map(|at| past.remove(at));
    let branch = match &current {
        Some(row) => Some(store.branch(&row.branch)?),
        None => own.clone(),
    };
    let own_years = past.iter().chain(&current).filter(|row| is_of(own.as_ref(), &row.branch));
    Ok(Home {
        progress: current
            .as_ref()
            .and_then(|row| progress_of(store, shelf, &store.report(&row.uid).ok()?.report).ok()),
        next_year: next_year(own_years.map(|row| row.year), today),
        trash: store.trash()?,
        branch,
        current,
        past,
        sample,
    })
}

/// Makes a report of `year` for the user's own unit and keeps it; gives `uid`.
/// Where there is no unit yet, `fresh` names one without facts.
///
/// # Errors
///
/// [`Error::TemplateMissing`](crate::Error::TemplateMissing),
/// [`Error::YearTaken`](crate::Error::YearTaken), and whatever the store
/// refuses.
pub fn create(
    store: &mut Store,
    shelf: &Shelf,
    template: &TemplateKey,
    year: Year,
    [uid, fresh]: [Uid; 2],
    at: Moment,
) -> Result<Uid> {
    let template = shelf.template(template)?;
    store.write(|tx| {
        let branch = own_branch_or_new(tx, fresh)?;
        let facts = branch.in_year(year);
        let report = new_report(template, facts, year, &branch.uid, uid.clone());
        tx.add_report(&report, false, at)
    })?;
    Ok(uid)
}

/// Opens a report to be worked on; see [`open`].
///
/// # Errors
///
/// As [`open`].
pub fn open_at_desk(store: &mut Store, shelf: &Shelf, uid: &Uid, at: Moment) -> Result<Opened> {
    let stored = open(store, uid, at)?;
    let report = stored.report;
    let template = template_of(shelf, &report);
    // Sentences name the unit where its facts can be read.
    let branch = store.branch(&report.branch).ok();
    let facts = branch.as_ref().zip(report.year).and_then(|(branch, year)| branch.in_year(year));
    Ok(Opened {
        help: help(&template, &report, facts, &demands(store, &template, &report)?),
        progress: progress_of(store, shelf, &report)?,
        // Last year's text is a convenience: it must not keep this year's shut.
        previous: store.previous(&report).ok().flatten().map(|stored| stored.report),
        version: stored.version,
        saved: stored.saved,
        report,
    })
}

/// How far `report`, stored or not, has come, in the layout and at the reading
/// speed the user chose.
///
/// # Errors
///
/// Whatever the store refuses.
pub fn progress_of(store: &Store, shelf: &Shelf, report: &Report) -> Result<Progress> {
    let choices = store.choices()?;
    let demands = demands(store, &template_of(shelf, report), report)?;
    // A layout of the user's own may be gone; the first one is built in.
    let layout = shelf.layout(&choices.layout).ok().or_else(|| shelf.layouts.first());
    let pages = layout.map_or(0, |layout| paginate(&assemble(report, "", None), layout).len());
    Ok(progress(report, &demands, pages, choices.reading_speed))
}

/// The report's kind. One of the user's own may be gone from its folder: the
/// report then is of a kind that asks and advises nothing.
fn template_of(shelf: &Shelf, report: &Report) -> Template {
    shelf
        .template(&report.template)
        .cloned()
        .unwrap_or_else(|_| Template { key: report.template.clone(), ..Template::default() })
}

/// The year after the latest report, but not before the year whose work is due
/// today: from July on that is the year that runs, until June the one that is over.
fn next_year(years: impl Iterator<Item = Year>, today: NaiveDate) -> Year {
    let due = today.checked_sub_months(Months::new(6)).unwrap_or(today).year();
    let after = years.map(|year| i32::from(year.number()) + 1).max().unwrap_or(due);
    Year::nearest(due.max(after))
}

fn is_of(branch: Option<&Branch>, uid: &Uid) -> bool {
    branch.is_some_and(|branch| branch.uid == *uid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;
    use crate::draft::{load_sample, save, save_branch, set_status};
    use crate::model::Status;
    use crate::store::testing::{at, branch, report, uid, year};

    const KIND: &str = "branch-secretary";

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn office(years: &[u16]) -> Store {
        let mut store = Store::in_memory().unwrap();
        store
            .write(|tx| {
                tx.put_branch(&branch())?;
                years.iter().try_for_each(|year| tx.add_report(&report(*year), false, at(0)))
            })
            .unwrap();
        store
    }

    fn years(rows: &[ReportRow]) -> Vec<u16> {
        rows.iter().map(|row| row.year.number()).collect()
    }

    #[test]
    fn the_first_start_has_nothing_but_a_year_to_begin_with() {
        let store = Store::in_memory().unwrap();
        let home = home(&store, &Shelf::load(None), day("2024-11-20")).unwrap();
        assert_eq!(home.next_year, year(2024));
        assert_eq!((home.branch, home.current, home.progress), (None, None, None));
        assert!(home.past.is_empty() && home.trash.is_empty() && !home.sample);
    }

    #[test]
    fn the_latest_year_is_at_work_and_the_others_lie_behind_it() {
        let store = office(&[2023, 2024, 2022]);
        let home = home(&store, &Shelf::load(None), day("2024-11-20")).unwrap();
        assert_eq!(home.current.unwrap().year, year(2024));
        assert_eq!(years(&home.past), [2023, 2022]);
        assert_eq!(home.branch, Some(branch()));
        assert_eq!(home.progress.unwrap().pages, 1);
        assert_eq!(home.next_year, year(2025));
    }

    #[test]
    fn the_next_report_is_about_the_year_whose_work_is_due() {
        let due = |known: &[u16], today| {
            next_year(known.iter().map(|number| year(*number)), day(today)).number()
        };
        assert_eq!(due(&[], "2024-11-20"), 2024, "in November one writes about this year");
        assert_eq!(due(&[], "2025-01-31"), 2024, "in January about the last");
        assert_eq!(due(&[2021], "2024-11-20"), 2024, "years that were never written are left out");
        assert_eq!(due(&[2024, 2023], "2024-11-20"), 2025);
        assert_eq!(due(&[], "1900-01-01"), 1949, "a clock that is off stops nobody");
    }

    #[test]
    fn the_made_up_unit_is_shown_until_there_is_a_report_of_one_s_own() {
        let mut store = Store::in_memory().unwrap();
        let shelf = Shelf::load(None);
        let latest = load_sample(&mut store, at(0)).unwrap();
        let shown = home(&store, &shelf, day("2024-11-20")).unwrap();
        assert_eq!(shown.current.unwrap().uid, latest);
        assert_eq!(shown.next_year, year(2024), "its years are not one's own");
        assert!(shown.sample);

        let kind = TemplateKey(KIND.to_owned());
        let own = create(&mut store, &shelf, &kind, year(2024), [uid(8), uid(9)], at(1)).unwrap();
        let shown = home(&store, &shelf, day("2024-11-20")).unwrap();
        assert_eq!(shown.current.unwrap().uid, own);
        assert_eq!(shown.branch.unwrap().uid, uid(9));
        assert_eq!(years(&shown.past), [2024, 2023, 2022], "the made-up ones are there still");
    }

    #[test]
    fn a_new_report_knows_its_unit_and_has_its_year_alone() {
        let mut store = Store::in_memory().unwrap();
        let shelf = Shelf::load(None);
        let facts = branch().years.remove(0);
        save_branch(&mut store, facts, uid(1)).unwrap();
        let kind = TemplateKey(KIND.to_owned());
        let mut make = |uids| create(&mut store, &shelf, &kind, year(2024), uids, at(0)).map(drop);
        make([uid(2), uid(3)]).unwrap();
        let refused = make([uid(4), uid(5)]).unwrap_err();
        assert!(matches!(refused, Error::YearTaken { report, .. } if report == uid(2)));
        let stored = store.report(&uid(2)).unwrap();
        assert_eq!(stored.report.branch, uid(1));
        assert!(stored.report.title.contains("青禾社区党支部"), "{}", stored.report.title);
    }

    #[test]
    fn a_report_is_opened_with_advice_and_last_year_s_text() {
        let mut store = office(&[2023, 2024]);
        let shelf = Shelf::load(None);
        let opened = open_at_desk(&mut store, &shelf, &report(2024).uid, at(5)).unwrap();
        assert_eq!(opened.previous, Some(report(2023)));
        assert_eq!(opened.help.len(), opened.progress.parts.len());
        assert!(opened.help.iter().any(|part| !part.guidance.text.is_empty()));
        assert_eq!(store.revisions(&report(2024).uid).unwrap().len(), 1, "the state it was in");
    }

    #[test]
    fn that_a_report_was_handed_in_is_told_also_when_it_is_drafted_on() {
        let mut store = office(&[2024]);
        let shelf = Shelf::load(None);
        let uid = report(2024).uid;
        let opened = open_at_desk(&mut store, &shelf, &uid, at(1)).unwrap();
        assert_eq!(opened.report.submitted, None);
        let mut version = opened.version;
        // Marked on the 24th, put right to the 22nd, drafted on from the 25th.
        let steps = [(Status::Submitted, 24), (Status::Submitted, 22), (Status::Draft, 25)];
        for (minute, (status, since)) in (2..).zip(steps) {
            let [since, today] = [since, 25].map(|at| day(&format!("2024-11-{at}")));
            let saved = set_status(&mut store, &uid, version, status, since, today, at(minute));
            version = saved.unwrap().version;
        }
        // What the page sends knows nothing of it.
        let typed = Report { status: Status::Draft, submitted: None, ..report(2024) };
        save(&mut store, &typed, version, at(6)).unwrap();
        let Report { status, submitted, .. } =
            open_at_desk(&mut store, &shelf, &uid, at(7)).unwrap().report;
        assert_eq!((status, submitted), (Status::Draft, Some(day("2024-11-22"))));
    }

    #[test]
    fn a_report_whose_kind_is_gone_opens_without_advice() {
        let mut store = office(&[]);
        let gone = Report { template: TemplateKey("own".to_owned()), ..report(2024) };
        store.write(|tx| tx.add_report(&gone, false, at(0))).unwrap();
        let opened = open_at_desk(&mut store, &Shelf::load(None), &gone.uid, at(1)).unwrap();
        assert_eq!(opened.report, gone);
        assert!(opened.help.iter().all(|part| part.guidance.text.is_empty()));
    }
}
