//! `figures REPORT|FILE`, `figures --years`: what a text tells, and what the
//! years told.

use clap::Args;
use serde::Serialize;
use shuzhi_core::figures::{self, FigureRow, Value};
use shuzhi_core::model::{Mention, Year};

use crate::answer::Answer;
use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::table::table;
use crate::{find, given};

#[derive(Args)]
pub(crate) struct FiguresArgs {
    /// 报告，或一个文件
    #[arg(value_name = "报告或文件", required_unless_present = "years")]
    report: Option<String>,
    /// 各年的数字并排
    #[arg(long, conflicts_with = "report")]
    years: bool,
    /// 哪个单位；只有一个单位时不用写
    #[arg(long, value_name = "单位", requires = "years")]
    branch: Option<String>,
}

#[derive(Serialize)]
struct Found {
    figures: Vec<Mention>,
    values: Vec<Value>,
}

#[derive(Serialize)]
struct Years {
    years: Vec<Year>,
    rows: Vec<YearRow>,
}

#[derive(Serialize)]
struct YearRow {
    indicator: String,
    name: String,
    unit: String,
    /// One for each year, in their order.
    values: Vec<Option<f64>>,
}

pub(crate) fn run(desk: &Desk, args: &FiguresArgs) -> Result<Answer, Refusal> {
    match &args.report {
        Some(name) => of_report(desk, name),
        None => of_years(desk, args.branch.as_deref()),
    }
}

fn of_report(desk: &Desk, name: &str) -> Result<Answer, Refusal> {
    let mentions = figures::mentions(&given::report(desk, name)?);
    let found = Found { values: figures::values(&mentions), figures: mentions };
    if found.values.is_empty() {
        return Ok(Answer::new("没有找到数字。", &found));
    }
    let cells = |value: &Value| {
        vec![
            value.name.clone(),
            amount(value.value, value.approximate, &value.unit),
            value.mentions.to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = found.values.iter().map(cells).collect();
    Ok(Answer::new(table(&["名称", "数字", "几处"], &rows), &found))
}

fn of_years(desk: &Desk, branch: Option<&str>) -> Result<Answer, Refusal> {
    let store = desk.store_to_read()?;
    let told = figures::years(&store, &find::branch(&store, branch)?.uid)?;
    let row = |row: &FigureRow| YearRow {
        indicator: row.indicator.clone(),
        name: row.name.clone(),
        unit: row.unit.clone(),
        values: row.values.iter().map(|value| value.as_ref().map(|told| told.value)).collect(),
    };
    let json = Years { years: told.years.clone(), rows: told.rows.iter().map(row).collect() };
    if told.rows.is_empty() {
        return Ok(Answer::new("还没有哪一年的数字。新建或读入报告后，这里就有了。", &json));
    }
    let years: Vec<String> = told.years.iter().map(|year| year.number().to_string()).collect();
    let mut head = vec!["指标", "单位"];
    head.extend(years.iter().map(String::as_str));
    let cells = |row: &FigureRow| {
        let values = row.values.iter().map(|value| match value {
            Some(told) => amount(told.value, told.approximate, ""),
            None => "—".to_owned(),
        });
        [row.name.clone(), row.unit.clone()].into_iter().chain(values).collect()
    };
    let rows: Vec<Vec<String>> = told.rows.iter().map(cells).collect();
    Ok(Answer::new(table(&head, &rows), &json))
}

fn amount(value: f64, approximate: bool, unit: &str) -> String {
    format!("{value}{}{unit}", if approximate { "余" } else { "" })
}
