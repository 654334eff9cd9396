//! `list`: what is there.

use serde::Serialize;
use shuzhi_core::model::Edition;
use shuzhi_core::store::ReportRow;

use crate::answer::Answer;
use crate::desk::Desk;
use crate::json;
use crate::refusal::Refusal;
use crate::table::table;

#[derive(Serialize)]
struct Listed<'a> {
    reports: Vec<json::Row<'a>>,
}

pub(crate) fn run(desk: &Desk) -> Result<Answer, Refusal> {
    let rows = desk.store_to_read()?.reports()?;
    let listed = Listed { reports: rows.iter().map(json::Row::from).collect() };
    if rows.is_empty() {
        let advice =
            "还没有报告。可以用 shuzhi-cli new 2024 新建，或用 shuzhi-cli import 读入旧报告。";
        return Ok(Answer::new(advice, &listed));
    }
    let cells: Vec<Vec<String>> = rows.iter().map(cells).collect();
    Ok(Answer::new(table(&["编号", "年度", "单位", "状态", "标题"], &cells), &listed))
}

fn cells(row: &ReportRow) -> Vec<String> {
    let title = row.title.replace('\n', "");
    vec![
        row.number.to_string(),
        row.year.number().to_string(),
        row.branch_name.clone(),
        row.status.to_string(),
        match row.edition {
            Edition::Written => title,
            Edition::Spoken => format!("{title}（现场稿）"),
        },
    ]
}
