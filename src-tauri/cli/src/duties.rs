//! `duties REPORT`: what is to be answered, and what answers it; `duties add`:
//! what was said at the meeting.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde::Serialize;
use shuzhi_core::model::{Choices, Duty, DutyKind, DutyRow, DutyState, Passage, Uid, Year};
use shuzhi_core::{Error, duties, export};

use crate::answer::Answer;
use crate::desk::{Desk, faults, new_uid};
use crate::find;
use crate::refusal::Refusal;

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct DutiesArgs {
    /// 年度、编号或 uid
    #[arg(value_name = "报告", required = true)]
    report: Option<String>,
    /// 存成三张清单：.docx 或 .xlsx
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
    /// 文件已存在时覆盖它
    #[arg(long)]
    force: bool,
    #[command(subcommand)]
    add: Option<Add>,
}

#[derive(Subcommand)]
enum Add {
    /// 记下述职会上对一份报告的点评，下一年的报告要回应它
    #[command(
        override_usage = "shuzhi-cli duties add 报告 [--who 点评人] [--date 日期] 点评内容",
        help_template = crate::args::WITH_ARGUMENTS
    )]
    Add(AddArgs),
}

#[derive(Args)]
struct AddArgs {
    /// 被点评的报告：年度、编号或 uid
    #[arg(value_name = "报告")]
    report: String,
    /// 点评的内容
    #[arg(value_name = "点评内容")]
    text: String,
    /// 谁点评的，如 云桥街道党工委
    #[arg(long, value_name = "点评人", default_value = "", hide_default_value = true)]
    who: String,
    /// 哪一天，如 2024-12-27
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

/// A duty in JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told<'a> {
    #[serde(flatten)]
    duty: &'a Duty,
    year: Option<Year>,
    state: DutyState,
    answered_by: Option<&'a Passage>,
    reason: &'a str,
    /// Nobody has confirmed these yet.
    suggestions: &'a [Passage],
}

#[derive(Serialize)]
struct Duties<'a> {
    duties: Vec<Told<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a Path>,
}

#[derive(Serialize)]
struct Added<'a> {
    duty: &'a Duty,
}

pub(crate) fn run(desk: &Desk, args: &DutiesArgs) -> Result<Answer, Refusal> {
    match (&args.add, &args.report) {
        (Some(Add::Add(args)), _) => add(desk, args),
        (None, report) => list(desk, report.as_deref().unwrap_or_default(), args),
    }
}

fn list(desk: &Desk, report: &str, args: &DutiesArgs) -> Result<Answer, Refusal> {
    let store = desk.store_to_read()?;
    let uid = find::report(&store, report)?;
    let rows = duties::rows(&store, &uid)?;
    let mut text = in_words(&rows);
    let mut notices = Vec::new();
    if let Some(path) = args.output.as_deref() {
        let lists = duties::lists_of(&store, &uid)?;
        let shelf = desk.shelf();
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let bytes = match ending.as_str() {
            "docx" => {
                let layout = shelf.layout(&Choices::default().layout)?;
                export::docx(&lists.paper(), layout, None)?
            }
            "xlsx" => export::xlsx(&lists.sheets())?,
            _ => {
                return Err(Refusal::Usage(format!(
                    "三张清单只能存为 .docx 或 .xlsx，现在写的是“{}”。请改好文件名再试。",
                    path.display()
                )));
            }
        };
        export::write(path, &bytes, args.force)?;
        notices = faults(&shelf);
        text.push_str(&format!("\n已导出：{}", path.display()));
    }
    let told = Duties { duties: rows.iter().map(told).collect(), path: args.output.as_deref() };
    Ok(Answer::new(text, &told).with_notices(notices))
}

fn told(row: &DutyRow) -> Told<'_> {
    Told {
        duty: &row.duty,
        year: row.year,
        state: if row.is_open() { DutyState::Open } else { row.state },
        answered_by: row.answered_by.as_ref(),
        reason: &row.reason,
        suggestions: &row.suggestions,
    }
}

fn add(desk: &Desk, args: &AddArgs) -> Result<Answer, Refusal> {
    let date = args.date.as_deref().map(day).transpose()?;
    let mut store = desk.store()?;
    let report: Uid = find::report(&store, &args.report)?;
    let duty = duties::add_comment(&mut store, &report, &args.who, date, &args.text, new_uid())?;
    let text = format!("已记下点评：{}\n下一年的报告要回应它。", duty.text);
    Ok(Answer::new(text, &Added { duty: &duty }))
}

fn day(text: &str) -> Result<NaiveDate, Refusal> {
    let plain = text.trim().replace(['年', '月', '/', '.'], "-").replace('日', "");
    plain.parse().map_err(|_| {
        Refusal::from(Error::NotApplicable(format!("日期“{text}”看不懂，要写成 2024-12-27 这样")))
    })
}

fn in_words(rows: &[DutyRow]) -> String {
    if rows.is_empty() {
        return "没有要回应的事项：往年的报告里没有找到问题和措施，也没有记下点评。".to_owned();
    }
    let open = rows.iter().filter(|row| row.is_open()).count();
    let mut lines = vec![format!("共{}项，待回应{open}项。", rows.len())];
    for row in rows {
        let kind = match row.duty.kind {
            DutyKind::Problem => "问题",
            DutyKind::Measure => "措施",
            DutyKind::Comment => "点评",
        };
        let year = row.year.map_or_else(String::new, |year| year.to_string());
        lines.push(format!("{year}{kind}{}  {}", row.number, row.duty.text));
        lines.push(match (row.state, &row.answered_by) {
            (DutyState::Answered, Some(passage)) => format!("    已回应：{}", place(passage)),
            (DutyState::SetAside, _) => format!("    不回应：{}", row.reason),
            (state, _) => {
                let lapsed =
                    if state == DutyState::Answered { "原来的回应已不在，" } else { "" };
                match row.suggestions.first() {
                    Some(passage) => format!("    {lapsed}待回应，像是在：{}", place(passage)),
                    None => format!("    {lapsed}待回应"),
                }
            }
        });
    }
    lines.join("\n")
}

fn place(passage: &Passage) -> String {
    let at = passage.paragraph.map_or_else(String::new, |at| format!(" 第{}段", at + 1));
    format!("{}{}{at}", passage.number, passage.heading)
}
