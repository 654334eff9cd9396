//! 三张清单: problems, who is responsible for what, and what was put right.

use crate::model::{
    Block, Cell, Duty, DutyKind, DutyRow, DutyState, Face, Manuscript, Mark, Run, Sheet, Style,
    TextBlock,
};

/// What nobody has filled in yet.
const BLANK: &str = "【待补】";

/// The three lists (三张清单) of what one report has to answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Lists {
    pub(super) unit: String,
    pub(super) rows: Vec<DutyRow>,
}

impl Lists {
    /// What a file of them is called.
    pub fn name(&self) -> String {
        format!("{}三张清单", self.unit)
    }

    /// The lists as a document of its own, for the exporter of reports.
    pub fn paper(&self) -> Manuscript {
        let title = format!("{}\n问题清单、责任清单、整改清单", self.unit);
        let mut blocks = vec![text(Style::Title, Face::Title, title.trim_start())];
        for (nth, (name, table)) in ["一", "二", "三"].iter().zip(tables(&self.rows)) {
            blocks.push(text(Style::Heading(1), Face::Hei, &format!("{nth}、{name}")));
            if table.len() > 1 {
                let cells = |(at, row): (usize, Vec<String>)| {
                    let face = if at == 0 { Face::Hei } else { Face::Body };
                    row.iter().map(|cell| run(face, cell)).collect()
                };
                let rows = table.into_iter().enumerate().map(cells).collect();
                blocks.push(Block::Table { rows, place: None });
            } else {
                blocks.push(text(Style::Body, Face::Body, "没有需要列出的事项。"));
            }
        }
        let (title, author) = (title.replace('\n', ""), self.unit.clone());
        Manuscript { title, author, created: None, blocks }
    }

    /// The lists as sheets of one spreadsheet.
    pub fn sheets(&self) -> Vec<Sheet> {
        let cells = |row: Vec<String>| row.into_iter().map(Cell::Text).collect();
        tables(&self.rows)
            .into_iter()
            .map(|(name, table)| Sheet {
                name: name.to_owned(),
                rows: table.into_iter().map(cells).collect(),
            })
            .collect()
    }
}

/// The three lists by name, each with its head first.
fn tables(rows: &[DutyRow]) -> Vec<(&'static str, Vec<Vec<String>>)> {
    let head = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let mut problems = vec![head(&["序号", "问题", "来源"])];
    let mut duties = vec![head(&["序号", "问题", "整改措施", "责任人", "完成时限"])];
    let mut amends = vec![head(&["序号", "问题", "整改情况", "是否完成"])];
    let measures: Vec<&DutyRow> =
        rows.iter().filter(|row| row.duty.kind == DutyKind::Measure).collect();
    let mut used = vec![false; measures.len()];
    let asked = rows.iter().filter(|row| row.duty.kind != DutyKind::Measure);
    for (at, row) in asked.enumerate() {
        let (number, problem) = ((at + 1).to_string(), row.duty.text.clone());
        let own = super::matching::likest(&row.duty, &measures);
        if let Some(own) = own {
            used[own] = true;
        }
        let measure = own.map_or(BLANK, |own| &measures[own].duty.text).to_owned();
        problems.push(vec![number.clone(), problem.clone(), source(row)]);
        let blank = || BLANK.to_owned();
        duties.push(vec![number.clone(), problem.clone(), measure, blank(), blank()]);
        amends.push(vec![number, problem, outcome(row), done(row).to_owned()]);
    }
    // A promise that no problem asked for is still somebody's duty.
    for (row, _) in measures.iter().zip(used).filter(|(_, used)| !used) {
        let (text, blank) = (row.duty.text.clone(), || BLANK.to_owned());
        duties.push(vec![
            duties.len().to_string(),
            "（承诺事项）".to_owned(),
            text.clone(),
            blank(),
            blank(),
        ]);
        amends.push(vec![amends.len().to_string(), text, outcome(row), done(row).to_owned()]);
    }
    vec![("问题清单", problems), ("责任清单", duties), ("整改清单", amends)]
}

fn source(row: &DutyRow) -> String {
    let year = row.year.map_or_else(String::new, |year| year.to_string());
    let Duty { who, date, .. } = &row.duty;
    match row.duty.kind {
        DutyKind::Comment => {
            let date =
                date.map_or_else(String::new, |date| date.format("%Y年%-m月%-d日").to_string());
            format!("{year}述职点评　{who}{date}").trim_end().to_owned()
        }
        _ => format!("{year}述职报告查摆"),
    }
}

fn outcome(row: &DutyRow) -> String {
    match (&row.answered_by, row.state) {
        (Some(passage), DutyState::Answered) => passage.text.clone(),
        (_, DutyState::SetAside) => format!("不回应：{}", row.reason),
        _ => BLANK.to_owned(),
    }
}

fn done(row: &DutyRow) -> &'static str {
    match row.state {
        DutyState::Answered if row.answered_by.is_some() => "已回应",
        DutyState::SetAside => "不回应",
        _ => "待回应",
    }
}

fn run(face: Face, text: &str) -> Vec<Run> {
    if text.is_empty() {
        return Vec::new();
    }
    vec![Run { text: text.to_owned(), face, mark: Mark::Plain }]
}

fn text(style: Style, face: Face, text: &str) -> Block {
    Block::Text(TextBlock { style, runs: run(face, text), place: None })
}
