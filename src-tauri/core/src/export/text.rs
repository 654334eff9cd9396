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
