use crate::model::{Block, Manuscript, Run, Style};

/// `manuscript` as plain text, as printed: numbers are there, empty lines are
/// not, a table's cells are joined by tabs.
///
/// The text is for Notepad: UTF-8 with a byte order mark, so that every
/// version of it shows Chinese, and lines end in CR LF.
pub fn text(manuscript: &Manuscript) -> String {
    let mut text = String::from('\u{FEFF}');
    for block in &manuscript.blocks {
        match block {
            Block::Text(block) if block.style == Style::Blank => {}
            Block::Text(block) => line(&mut text, &block.text()),
            Block::Table { rows, .. } => {
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|cell| words(cell)).collect();
                    line(&mut text, &cells.join("\t"));
                }
            }
            Block::PageBreak => {}
        }
    }
    text
}

fn line(text: &mut String, words: &str) {
    for part in words.lines() {
        text.push_str(part);
        text.push_str("\r\n");
    }
}

fn words(cell: &[Run]) -> String {
    cell.iter().map(|run| run.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::assemble;
    use crate::model::{Report, TemplateKey, Uid};

    #[test]
    fn text_is_for_notepad_and_holds_what_is_printed() {
        let mut report = Report::empty(Uid::nil(), TemplateKey("branch-secretary".into()));
        report.title = "述职\n报告".into();
        report.opening = vec!["情况如下：".into(), "项目\t次数".into(), "党课\t6".into()];
        report.date = "2024年12月8日".into();
        assert_eq!(
            text(&assemble(&report, "", None)),
            "\u{FEFF}述职\r\n报告\r\n情况如下：\r\n项目\t次数\r\n党课\t6\r\n2024年12月8日\r\n"
        );
    }
}
