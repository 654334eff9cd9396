//! `new YEAR`: a report from a kind, or carried on from an older one.

use serde::Serialize;
use shuzhi_core::Error;
use shuzhi_core::model::{Report, TemplateKey, Uid, Year};
use shuzhi_core::store::Store;
use shuzhi_core::template::{self, Shelf};

use crate::answer::Answer;
use crate::args::NewArgs;
use crate::desk::{Desk, faults, new_uid, now};
use crate::refusal::Refusal;
use crate::{find, json};

/// The kind of a unit's first report when nothing is said.
const DEFAULT: &str = "branch-secretary";

#[derive(Serialize)]
struct Made<'a> {
    report: json::Report<'a>,
}

pub(crate) fn run(desk: &Desk, args: NewArgs) -> Result<Answer, Refusal> {
    let year = Year::new(args.year).map_err(Error::from)?;
    let shelf = desk.shelf();
    let mut store = desk.store()?;
    let older = args.from.map(|from| find::report(&store, &from)).transpose()?;
    let (report, name) = match older {
        Some(older) => carried_on(&store, &shelf, &older, year)?,
        None => from_kind(&store, &shelf, args.template, args.branch.as_deref(), year)?,
    };
    store.write(|tx| tx.add_report(&report, false, now()))?;
    let text = format!(
        "已新建：{}\n空处标了【待补】，请在窗口里填写；看全文用 shuzhi-cli show {}。",
        report.title.replace('\n', ""),
        args.year
    );
    let made = Made { report: json::Report::of(&report, &name) };
    Ok(Answer::new(text, &made).with_notices(faults(&shelf)))
}

/// A report of a kind, and the name of its unit.
fn from_kind(
    store: &Store,
    shelf: &Shelf,
    kind: Option<String>,
    branch: Option<&str>,
    year: Year,
) -> Result<(Report, String), Refusal> {
    let branch = find::branch(store, branch)?;
    let kind = match kind {
        Some(kind) => TemplateKey(kind),
        None => last_kind(store, &branch.uid)?,
    };
    let facts = branch.in_year(year);
    let report = template::new_report(shelf.template(&kind)?, facts, year, &branch.uid, new_uid());
    Ok((report, facts.map(|facts| facts.name.clone()).unwrap_or_default()))
}

/// The kind of the unit's latest report.
fn last_kind(store: &Store, branch: &Uid) -> Result<TemplateKey, Refusal> {
    let rows = store.reports()?;
    let latest = rows.into_iter().find(|row| row.branch == *branch);
    Ok(latest.map_or_else(|| TemplateKey(DEFAULT.to_owned()), |row| row.template))
}

/// A report carried on from `older`, and the name of its unit.
fn carried_on(
    store: &Store,
    shelf: &Shelf,
    older: &Uid,
    year: Year,
) -> Result<(Report, String), Refusal> {
    let older = store.report(older)?.report;
    if older.year.is_some_and(|older| older >= year) {
        return Err(Refusal::Usage(format!(
            "{year}的报告只能由更早的年度续写。请用 --from 写往年的报告。"
        )));
    }
    let branch = store.branch(&older.branch)?;
    let facts = branch.in_year(year);
    let report =
        template::roll_forward(shelf.template(&older.template)?, &older, facts, year, new_uid());
    Ok((report, facts.map(|facts| facts.name.clone()).unwrap_or_default()))
}
