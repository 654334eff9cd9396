//! Columns for a terminal, where a Han character is as wide as two digits.

/// `rows` under `head`, each column as wide as its widest cell.
pub(crate) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let head: Vec<String> = head.iter().map(|&cell| cell.to_owned()).collect();
    let lines = || std::iter::once(&head).chain(rows);
    let widths: Vec<usize> = (0..head.len())
        .map(|column| lines().map(|line| width(&line[column])).max().unwrap_or(0))
        .collect();
    let mut out = String::new();
    for line in lines() {
        for (cell, widest) in line.iter().zip(&widths) {
            out.push_str(cell);
            out.extend(std::iter::repeat_n(' ', widest - width(cell) + 2));
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out
}

fn width(text: &str) -> usize {
    text.chars().map(|c| if u32::from(c) < 0x1100 { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let rows = [["1", "青禾社区党支部", "起草"], ["12", "总支", ""]];
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect();
        assert_eq!(
            table(&["编号", "单位", "状态"], &rows),
            "编号  单位            状态\n1     青禾社区党支部  起草\n12    总支\n"
        );
    }
}
