//! What was read in an old file, as text that a person can check.

use std::fmt::Write as _;

use shuzhi_core::import::Reading;
use shuzhi_core::manuscript;
use shuzhi_core::model::NoteKind;

/// A reading as text: the frame, the tree with the number each heading
/// prints, and the notes.
pub(crate) fn shown(reading: &Reading) -> String {
    let report = &reading.report;
    let numbers = manuscript::numbers(report);
    let mut out = String::new();
    let year = report.year.map_or("?".to_owned(), |year| year.number().to_string());
    let unit = &reading.unit;
    writeln!(out, "年度 {year}  文种 {}", report.template).unwrap();
    writeln!(
        out,
        "单位 {} / {} / {} / {} / {}",
        unit.name, unit.level, unit.community, unit.superior, unit.secretary
    )
    .unwrap();
    for (name, text) in
        [("标题", &report.title), ("署名", &report.byline), ("称呼", &report.salutation)]
    {
        if !text.is_empty() {
            writeln!(out, "{name} {}", text.replace('\n', "⏎")).unwrap();
        }
    }
    for text in &report.opening {
        writeln!(out, "开头 {}", shortened(text)).unwrap();
    }
    for (depth, section) in report.walk() {
        let indent = "  ".repeat(depth - 1);
        let mark = if section.mark.is_some() { "*" } else { "" };
        let run_in = if section.run_in { " →" } else { "" };
        writeln!(
            out,
            "{indent}[{}{mark}] {} <{}>{run_in}",
            numbers[&section.id], section.heading, section.role
        )
        .unwrap();
        for text in &section.body {
            writeln!(out, "{indent}  - {}", shortened(text)).unwrap();
        }
    }
    for text in &report.closing {
        writeln!(out, "结尾 {}", shortened(text)).unwrap();
    }
    for (name, text) in [("落款", &report.signature), ("日期", &report.date)] {
        if !text.is_empty() {
            writeln!(out, "{name} {text}").unwrap();
        }
    }
    for note in &reading.notes {
        let kind = match note.kind {
            NoteKind::Recognised => "认出",
            NoteKind::Repaired => "理好",
            NoteKind::Dropped => "未放",
            NoteKind::Doubt => "疑问",
        };
        let line = note.line.map_or(String::new(), |line| format!(" {line}行"));
        write!(out, "# {kind}{line} {}", note.message).unwrap();
        if !note.text.is_empty() {
            write!(out, "：{}", shortened(&note.text).replace('\n', "⏎")).unwrap();
        }
        if let (Some(before), Some(after)) = (&note.before, &note.after) {
            write!(out, "（{} → {}）", shortened(before).replace('\n', "⏎"), shortened(after))
                .unwrap();
        }
        writeln!(out).unwrap();
    }
    out
}

/// The beginning and the end of a long text.
fn shortened(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= 40 {
        return text.to_owned();
    }
    let head: String = chars[..24].iter().collect();
    let tail: String = chars[chars.len() - 8..].iter().collect();
    format!("{head}…{}…{tail}", chars.len())
}
