//! `show REPORT`: one report whole.

use shuzhi_core::model::Report;
use shuzhi_core::{export, manuscript};

use crate::answer::Answer;
use crate::args::ShowArgs;
use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::{find, json};

pub(crate) fn run(desk: &Desk, args: &ShowArgs) -> Result<Answer, Refusal> {
    let store = desk.store_to_read()?;
    let stored = store.report(&find::report(&store, &args.report)?)?;
    let report = &stored.report;
    let branch = store.branch(&report.branch)?;
    let name =
        report.year.and_then(|year| branch.in_year(year)).map_or("", |facts| facts.name.as_str());
    Ok(Answer::new(for_terminal(report, name), &json::Report::of(report, name)))
}

/// The report as it prints. A text file's byte order mark and line ends are
/// for Notepad, not for a terminal.
fn for_terminal(report: &Report, author: &str) -> String {
    let text = export::text(&manuscript::assemble(report, author, None));
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n")
}
