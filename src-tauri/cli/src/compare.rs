//! `compare OLD NEW`: two reports or files side by side.

use std::path::Path;

use serde::Serialize;
use shuzhi_core::model::{
    Choices, ComparedDuty, ComparedRow, Comparison, DutyKind, FigurePair, Part, Passage, RowChange,
    SectionPair, WordOp,
};
use shuzhi_core::{compare, export};

use crate::answer::Answer;
use crate::args::CompareArgs;
use crate::desk::{Desk, faults};
use crate::given;
use crate::refusal::Refusal;
use crate::table::table;

/// The comparison, and where it was written to.
#[derive(Serialize)]
struct Compared<'a> {
    #[serde(flatten)]
    comparison: &'a Comparison,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a Path>,
}

/// In what form a comparison leaves.
#[derive(Clone, Copy)]
enum Form {
    Word,
    Spreadsheet,
}

pub(crate) fn run(desk: &Desk, args: &CompareArgs) -> Result<Answer, Refusal> {
    // Asked first, so that nothing is read for a file that cannot be written.
    let form = args.output.as_deref().map(form).transpose()?;
    let old = given::report(desk, &args.old)?;
    let new = given::report(desk, &args.new)?;
    let comparison = compare::reports(&old, &new);
    let mut text = in_words(&comparison);
    let mut notices = Vec::new();
    if let Some((path, form)) = args.output.as_deref().zip(form) {
        notices = write(desk, &comparison, path, form, args.force)?;
        text.push_str(&format!("\n已导出：{}\n", path.display()));
    }
    let path = args.output.as_deref();
    let answer = Answer::new(text, &Compared { comparison: &comparison, path });
    Ok(Answer { is_no: args.exit_code && differs(&comparison), ..answer.with_notices(notices) })
}

fn differs(comparison: &Comparison) -> bool {
    comparison.paragraphs.iter().any(|row| row.change != RowChange::Same || row.moved)
}

fn form(path: &Path) -> Result<Form, Refusal> {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match extension.as_str() {
        "docx" => Ok(Form::Word),
        "xlsx" => Ok(Form::Spreadsheet),
        _ => Err(Refusal::Usage(format!(
            "对照稿只能存为 .docx（全文对照）或 .xlsx（数字表），现在写的是“{}”。请改好文件名再试。",
            path.display()
        ))),
    }
}

/// Writes the comparison, and gives what is to be said beside it.
fn write(
    desk: &Desk,
    comparison: &Comparison,
    path: &Path,
    form: Form,
    force: bool,
) -> Result<Vec<String>, Refusal> {
    let shelf = desk.shelf();
    let bytes = match form {
        Form::Word => {
            let layout = compare::landscape(shelf.layout(&Choices::default().layout)?);
            export::docx(&compare::paper(comparison), &layout, None)?
        }
        Form::Spreadsheet => export::xlsx(&[compare::sheet(comparison)])?,
    };
    export::write(path, &bytes, force)?;
    Ok(faults(&shelf))
}

fn in_words(comparison: &Comparison) -> String {
    let mut lines = vec![
        format!("旧稿：{}", titled(&comparison.old)),
        format!("新稿：{}", titled(&comparison.new)),
        format!("与旧稿相同的字数：{}", compare::percent(comparison.similarity)),
    ];
    if let Some(opening) = comparison.opening {
        lines.push(format!("  {:>4}  开头", compare::percent(opening)));
    }
    for section in &comparison.sections {
        lines.push(in_a_line(section));
    }
    lines.push(String::new());
    let changed: Vec<&ComparedRow> = comparison
        .paragraphs
        .iter()
        .filter(|row| row.change != RowChange::Same || row.moved)
        .collect();
    if changed.is_empty() {
        lines.push("正文没有变化。".to_owned());
    } else {
        lines.push("正文的变化（[-去掉的字-]，{+新加的字+}）".to_owned());
        lines.extend(changed.into_iter().map(change));
    }
    if !comparison.figures.is_empty() {
        lines.push(String::new());
        lines.push("数字的变化".to_owned());
        let rows: Vec<Vec<String>> = comparison.figures.iter().map(figure).collect();
        lines.push(table(&["指标", "单位", "旧", "新", "变化"], &rows));
    }
    if !comparison.duties.is_empty() {
        // The table above ends in a line of its own.
        if comparison.figures.is_empty() {
            lines.push(String::new());
        }
        let open = comparison.duties.iter().filter(|told| told.answered_by.is_none()).count();
        let all = comparison.duties.len();
        lines.push(format!("旧稿留下的问题和打算，共{all}项，没有找到回应的{open}项"));
        lines.extend(comparison.duties.iter().map(duty));
    }
    lines.join("\n")
}

/// A section, how much of it was carried over, and what it was before.
fn in_a_line(section: &SectionPair) -> String {
    let SectionPair { old_heading: old, new_heading: new, moved, .. } = section;
    let Some(new) = new else {
        return format!("  删去  {}", old.as_deref().unwrap_or_default());
    };
    let before = match old {
        None => "新的部分".to_owned(),
        Some(old) if old != new => format!("原为“{old}”"),
        Some(_) => String::new(),
    };
    let moved = if *moved { "换了位置" } else { "" };
    let remarks: Vec<&str> =
        [before.as_str(), moved].into_iter().filter(|remark| !remark.is_empty()).collect();
    let remarks =
        if remarks.is_empty() { String::new() } else { format!("（{}）", remarks.join("，")) };
    format!("  {:>4}  {new}{remarks}", compare::percent(section.similarity))
}

fn titled(report: &shuzhi_core::model::Compared) -> String {
    let title = if report.title.is_empty() { "（没有标题）" } else { &report.title };
    match report.year {
        Some(year) => format!("{title}（{year}）"),
        None => title.to_owned(),
    }
}

fn change(row: &ComparedRow) -> String {
    let places = |passages: &[Passage]| passages.iter().map(place).collect::<Vec<_>>().join("、");
    let from_to = match (&row.old[..], &row.new[..]) {
        ([], new) => places(new),
        (old, []) => places(old),
        (old, new) if places(old) == places(new) => places(new),
        (old, new) => format!("{} → {}", places(old), places(new)),
    };
    let mut text = String::new();
    for words in &row.words {
        let whole = row.old.is_empty() || row.new.is_empty();
        text.push_str(&match words.op {
            _ if whole => words.text.clone(),
            WordOp::Same => words.text.clone(),
            WordOp::Removed => format!("[-{}-]", words.text),
            WordOp::Added => format!("{{+{}+}}", words.text),
        });
    }
    format!("【{}】{from_to}\n    {}", compare::word_for(row), text.replace('\n', "\n    "))
}

/// Where a passage stands: （三）民主协商 第2段.
fn place(passage: &Passage) -> String {
    let part = match passage.section {
        Part::Title => "标题".to_owned(),
        Part::Byline => "题下署名".to_owned(),
        Part::Salutation => "称呼".to_owned(),
        Part::Opening => "开头".to_owned(),
        Part::Closing => "结尾".to_owned(),
        Part::Signature => "署名".to_owned(),
        Part::Date => "日期".to_owned(),
        Part::Section(_) => format!("{}{}", passage.number, passage.heading),
    };
    match passage.paragraph {
        Some(at) => format!("{part} 第{}段", at + 1),
        None => part,
    }
}

/// What the old report left to answer, and where the new one does.
fn duty(told: &ComparedDuty) -> String {
    let kind = match told.duty.kind {
        DutyKind::Problem => "问题",
        DutyKind::Measure => "打算",
        DutyKind::Comment => "点评",
    };
    let answer = match &told.answered_by {
        Some(passage) => format!("回应在：{}", place(passage)),
        None => "没有找到回应".to_owned(),
    };
    format!("【{kind}】{}\n    {answer}", told.duty.text)
}

fn figure(pair: &FigurePair) -> Vec<String> {
    let value = |value: Option<f64>, approximate: bool| match value {
        Some(value) => format!("{value}{}", if approximate { "余" } else { "" }),
        None => "—".to_owned(),
    };
    let unit = match &pair.old_unit {
        Some(old) => format!("{old}→{}", pair.unit),
        None => pair.unit.clone(),
    };
    vec![
        pair.name.clone(),
        unit,
        value(pair.old, pair.old_approximate),
        value(pair.new, pair.new_approximate),
        compare::change_of(pair),
    ]
}
