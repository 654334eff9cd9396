//! `new YEAR`: a report from a kind, or carried on from an older one.

use serde::Serialize;
use shuzhi_core::Error;
use shuzhi_core::draft::{self, Begun, Carried, Carry, Listed, Rolled, Unmoved};
use shuzhi_core::model::{Part, Report, TemplateKey, Uid, Year};
use shuzhi_core::store::Store;
use shuzhi_core::template::{self, Shelf};

use crate::answer::Answer;
use crate::args::{CarryWord, NewArgs};
use crate::desk::{Desk, faults, new_uid, now};
use crate::refusal::Refusal;
use crate::{find, json};

/// The kind of a unit's first report when nothing is said.
const DEFAULT: &str = "branch-secretary";

#[derive(Serialize)]
struct Made<'a> {
    /// `None`: nothing was made, only the list was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<json::Report<'a>>,
    /// What became of the older report, where there is one.
    #[serde(flatten)]
    listed: &'a Listed,
}

pub(crate) fn run(desk: &Desk, args: NewArgs) -> Result<Answer, Refusal> {
    let year = Year::new(args.year).map_err(Error::from)?;
    let shelf = desk.shelf();
    if args.dry_run {
        return listed_only(desk, &shelf, &args, year);
    }
    let mut store = desk.store()?;
    let choices = choices(&args);
    let older = args.from.map(|from| find::report(&store, &from)).transpose()?;
    let mut listed = Listed { changes: Vec::new(), unmoved: Vec::new(), parts: Vec::new() };
    let (report, name) = match older {
        Some(older) => {
            listed = draft::roll_plan(&store, &shelf, &older, year)?.listed(&choices);
            let uid = draft::roll(&mut store, &shelf, &older, year, &choices, new_uid(), now())?;
            let report = store.report(&uid)?.report;
            let branch = store.branch(&report.branch)?;
            let facts = branch.in_year(year);
            (report, facts.map(|facts| facts.name.clone()).unwrap_or_default())
        }
        None => {
            let made = from_kind(&store, &shelf, args.template, args.branch.as_deref(), year)?;
            store.write(|tx| tx.add_report(&made.0, false, now()))?;
            made
        }
    };
    let text = format!(
        "已新建：{}\n空处标了【待补】，请在窗口里填写；看全文用 shuzhi-cli show {}。{}",
        report.title.replace('\n', ""),
        args.year,
        told(&listed)
    );
    let made = Made { report: Some(json::Report::of(&report, &name)), listed: &listed };
    Ok(Answer::new(text, &made).with_notices(faults(&shelf)))
}

/// What would become of the older report. Nothing is made.
fn listed_only(desk: &Desk, shelf: &Shelf, args: &NewArgs, year: Year) -> Result<Answer, Refusal> {
    let store = desk.store_to_read()?;
    let older = find::report(&store, args.from.as_deref().unwrap_or_default())?;
    let listed = draft::roll_plan(&store, shelf, &older, year)?.listed(&choices(args));
    let text = format!("还没有新建；去掉 --dry-run 再运行一次就会新建。{}", told(&listed));
    let made = Made { report: None, listed: &listed };
    Ok(Answer::new(text, &made).with_notices(faults(shelf)))
}

/// What became of the older report, to be read; "" where there is none.
fn told(listed: &Listed) -> String {
    let in_a_line = |text: &str| text.replace('\n', "");
    let mut text = String::new();
    if !listed.parts.is_empty() {
        text.push_str("\n各部分：");
    }
    let parts = listed.parts.iter().filter(|part| part.had + part.begins > 0);
    for Begun { heading, choice, had, begins, .. } in parts {
        let begun = match choice {
            Carry::Blank => "留空".to_owned(),
            Carry::Patterns => format!("句式{begins}段"),
            Carry::Whole => format!("沿用{begins}段"),
        };
        text.push_str(&format!("\n  {heading}：往年{had}段 → {begun}"));
    }
    if !listed.changes.is_empty() {
        text.push_str("\n与往年那份不同的地方：");
    }
    for Rolled { place, before, after, .. } in &listed.changes {
        let before = if before.is_empty() { "（没有）" } else { before };
        let after = if after.is_empty() { "（留空）" } else { after };
        text.push_str(&format!("\n  {place}：{} → {}", in_a_line(before), in_a_line(after)));
    }
    if !listed.unmoved.is_empty() {
        text.push_str("\n没有改，请看：");
    }
    for Unmoved { place, words, .. } in &listed.unmoved {
        text.push_str(&format!("\n  {place}：“{}”", in_a_line(&words.join("”“"))));
    }
    text
}

/// How opening and closing begin, where that was said.
fn choices(args: &NewArgs) -> Vec<Carried> {
    let said = [(Part::Opening, args.opening), (Part::Closing, args.closing)];
    let carried = |(part, word): (Part, Option<CarryWord>)| {
        let choice = match word? {
            CarryWord::Blank => Carry::Blank,
            CarryWord::Patterns => Carry::Patterns,
            CarryWord::Whole => Carry::Whole,
        };
        Some(Carried { part, choice })
    };
    said.into_iter().filter_map(carried).collect()
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
