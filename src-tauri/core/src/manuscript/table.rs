//! Tables: how wide their columns are, and how large their type.

use super::widths::{Type, measure};
use crate::model::{Layout, Run};

/// Sizes of type a table may have below the text's own, in half points: 4号,
/// 小4号, 5号.
const SIZES: [u32; 3] = [28, 24, 21];

/// The part of the type area, in hundredths, that the narrow columns of a table
/// may take when the widest one runs on.
const SHARE_OF_OTHERS: u32 = 60;

/// How a table is set. Lengths are in twips.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSetting {
    /// Size of type, in half points.
    pub size: u32,
    /// Height of a row, at least.
    pub height: u32,
    /// Distance of two lines of a cell, at least.
    pub leading: u32,
    /// The columns; their widths add up to the type area.
    pub columns: Vec<Column>,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its width, in twips.
    pub width: u32,
    /// Whether some cell of it needs more than one line, so that it is set
    /// flush left rather than centred, but for its heading.
    pub wraps: bool,
}

/// By how much a row is lower than its lines would be, in twips: a little more
/// than the rules of a table add, so that they cost the page no line.
const LOWER: u32 = 12;

/// What the sides of a cell take: room and rules.
const SIDES: u32 = 2 * TableSetting::MARGIN + 20;

impl TableSetting {
    /// Room between a cell's text and its sides, in twips, as Word has it.
    pub const MARGIN: u32 = 108;
}

/// How a table of `rows` is set: in the largest size in which every cell fits
/// on one line; else in the largest in which all columns do but the widest,
/// which then has room to run on; else in the smallest, with the room shared
/// fairly. Exporter and paginator both go by it.
pub fn table_setting(rows: &[Vec<Vec<Run>>], layout: &Layout) -> TableSetting {
    let area = layout.page_width.saturating_sub(layout.margin_left + layout.margin_right);
    let count = rows.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let body = layout.sizes.body;
    let smaller = SIZES.into_iter().filter(|size| *size < body);
    let sizes: Vec<u32> = [body].into_iter().chain(smaller).collect();
    let fits = |size: &&u32| sum(&needs(rows, count, **size)) <= area;
    let leaves_room = |size: &&u32| {
        let needs = needs(rows, count, **size);
        let widest = needs.iter().max().copied().unwrap_or(0);
        sum(&needs) - widest <= area / 100 * SHARE_OF_OTHERS
    };
    let found = sizes.iter().find(fits).or_else(|| sizes.iter().find(leaves_room));
    let size = *found.or(sizes.last()).expect("the text's own size is there");
    let needs = needs(rows, count, size);
    let columns = share(&needs, area)
        .into_iter()
        .zip(needs)
        .map(|(width, need)| Column { width, wraps: need > width })
        .collect();
    TableSetting {
        size,
        height: (layout.line_pitch * size / body.max(1)).saturating_sub(LOWER),
        // 1.3 times the size.
        leading: size * 13,
        columns,
    }
}

/// The width each column needs for its widest cell to stand on one line.
fn needs(rows: &[Vec<Vec<Run>>], count: usize, size: u32) -> Vec<u32> {
    let set = Type { size: f64::from(size) * 10.0, spacing: 0.0, bold: false };
    let width = |cell: &Vec<Run>| {
        let text: String = cell.iter().map(|run| run.text.as_str()).collect();
        let widest = text.split('\n').map(|line| measure(line, set)).fold(set.size, f64::max);
        whole(widest.ceil()) + SIDES
    };
    let column = |at| rows.iter().filter_map(|row| row.get(at)).map(width).max();
    (0..count).map(|at| column(at).unwrap_or(SIDES)).collect()
}

/// A width as a whole number; one that is absurd counts as very wide.
fn whole(width: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let whole = width.clamp(0.0, 1e8) as u32;
    whole
}

fn sum(widths: &[u32]) -> u32 {
    widths.iter().fold(0, |sum, width| sum.saturating_add(*width))
}

/// Widths that add up to `area`: each column what it needs where that is no
/// more than its fair share; what is left over goes to all alike.
fn share(needs: &[u32], area: u32) -> Vec<u32> {
    let mut order: Vec<usize> = (0..needs.len()).collect();
    order.sort_by_key(|at| needs[*at]);
    let count = u32::try_from(needs.len()).unwrap_or(u32::MAX).max(1);
    let mut widths = vec![0; needs.len()];
    let mut left = area;
    for (at, columns) in order.into_iter().zip((1..=count).rev()) {
        widths[at] = needs[at].min(left / columns);
        left -= widths[at];
    }
    for width in &mut widths {
        *width += left / count;
    }
    if let Some(first) = widths.first_mut() {
        *first += left % count;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_add_up_and_small_columns_keep_what_they_need() {
        assert_eq!(share(&[100, 100], 1001), [501, 500]);
        assert_eq!(share(&[100, 5000, 300], 1000), [100, 600, 300]);
        assert_eq!(share(&[900, 900, 900], 1000), [333, 333, 334]);
    }
}
