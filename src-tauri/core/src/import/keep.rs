//! Keeping what was read.

use super::Clash;
use crate::model::{Moment, Reason, Report, Uid, Year};
use crate::store::{Store, Tx};
use crate::{Error, Result, figures};

/// Keeps an imported report as the one of `branch` for `year`, with the figures
/// its text tells, and takes a revision of it; gives the uid of the report that now holds the text.
///
/// When the year has such a report already, `clash` decides. As a revision,
/// the imported text becomes a version of the report that is there, whose own
/// text stays as it is. Nothing is ever overwritten.
///
/// # Errors
///
/// [`Error::YearTaken`] when the year is taken and `clash` refuses,
/// [`Error::BranchMissing`], and whatever the store refuses.
pub fn keep(
    store: &mut Store,
    report: Report,
    branch: &Uid,
    year: Year,
    clash: Clash,
    at: Moment,
) -> Result<Uid> {
    store.write(|tx| keep_in(tx, report, branch, year, clash, at))
}

/// [`keep`] as a part of a write that does more.
pub(crate) fn keep_in(
    tx: &mut Tx<'_>,
    report: Report,
    branch: &Uid,
    year: Year,
    clash: Clash,
    at: Moment,
) -> Result<Uid> {
    let report = Report { branch: branch.clone(), year: Some(year), ..report };
    match (tx.namesake(&report)?, clash) {
        (Some(there), Clash::Refuse) => Err(Error::YearTaken { year, report: there }),
        (Some(there), Clash::AsRevision) => as_revision(tx, report, there, at),
        (taken, _) => {
            tx.add_report(&report, taken.is_some(), at)?;
            let told = figures::of_kept_report(tx, &report)?;
            tx.replace_figures(&report.uid, &told)?;
            tx.add_revision(&report, Reason::Imported, "", at)?;
            Ok(report.uid)
        }
    }
}

/// Keeps the text as a version of the report named `there`.
fn as_revision(tx: &mut Tx<'_>, report: Report, there: Uid, at: Moment) -> Result<Uid> {
    let now = tx.report(&there)?.report;
    let version = Report {
        uid: there.clone(),
        of: now.of,
        status: now.status,
        status_since: now.status_since,
        submitted: now.submitted,
        done: Vec::new(),
        ..report
    };
    tx.add_revision(&version, Reason::Imported, "", at)?;
    Ok(there)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::model::{Branch, BranchYear, Level, TemplateKey};

    fn uid(last: u32) -> Uid {
        Uid::parse(&format!("00000000-0000-7000-8000-{last:012}")).unwrap()
    }

    fn titled(last: u32, title: &str) -> Report {
        let mut report = Report::empty(uid(last), TemplateKey("branch-secretary".to_owned()));
        report.title = title.to_owned();
        report
    }

    fn store() -> Store {
        let mut store = Store::in_memory().unwrap();
        let year = Year::new(2023).unwrap();
        let facts = BranchYear {
            year,
            name: "青禾社区党支部".to_owned(),
            level: Level::Branch,
            community: String::new(),
            superior: String::new(),
            secretary: String::new(),
            members: None,
        };
        let branch = Branch { uid: uid(1), succeeds: None, years: vec![facts] };
        store.write(|tx| tx.put_branch(&branch)).unwrap();
        store
    }

    fn keep_titled(store: &mut Store, last: u32, title: &str, clash: Clash) -> Result<Uid> {
        let year = Year::new(2023).unwrap();
        keep(store, titled(last, title), &uid(1), year, clash, DateTime::UNIX_EPOCH)
    }

    #[test]
    fn a_year_that_is_there_is_never_overwritten() {
        let mut store = store();
        let first = keep_titled(&mut store, 2, "甲", Clash::Refuse).unwrap();
        assert_eq!(store.revisions(&first).unwrap()[0].reason, Reason::Imported);

        let refused = keep_titled(&mut store, 3, "乙", Clash::Refuse).unwrap_err();
        assert!(matches!(refused, Error::YearTaken { report, .. } if report == first));

        let same = keep_titled(&mut store, 4, "丙", Clash::AsRevision).unwrap();
        assert_eq!(same, first);
        assert_eq!(store.report(&first).unwrap().report.title, "甲", "the text stays as it was");
        let versions = store.revisions(&first).unwrap();
        let newest = versions.iter().max_by_key(|version| version.id).unwrap();
        assert_eq!(store.revision(newest.id).unwrap().title, "丙");

        let beside = keep_titled(&mut store, 5, "丁", Clash::KeepBoth).unwrap();
        assert_eq!(store.report(&beside).unwrap().report.title, "丁");
        assert_eq!(store.reports().unwrap().len(), 2);
    }
}
