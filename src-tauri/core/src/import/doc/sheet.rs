//! The style sheet: what a paragraph style says of level and list.

use super::File;
use super::bytes::u16_at;
use super::fib::STYLES;
use super::looks::Paragraph;

/// What a style says.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    pub(super) look: Paragraph,
    /// Level of a heading style, from 1.
    pub(super) heading: Option<u8>,
    pub(super) title: bool,
    base: Option<usize>,
}

/// How many styles may stand on one another.
const CHAIN: usize = 12;

/// The styles of `file`, by number.
pub(super) fn read(file: &File) -> Vec<Style> {
    let sheet = file.part(STYLES);
    let Some(head) = u16_at(sheet, 0).map(usize::from) else { return Vec::new() };
    let count = u16_at(sheet, 2).map_or(0, usize::from);
    let base = u16_at(sheet, 4).map_or(10, usize::from);
    let mut at = 2 + head;
    let mut own = Vec::new();
    for _ in 0..count {
        let Some(len) = u16_at(sheet, at).map(usize::from) else { break };
        let bytes = sheet.get(at + 2..at + 2 + len).unwrap_or_default();
        own.push(style(bytes, base).unwrap_or_default());
        // Each begins at an even offset.
        at += 2 + len + len % 2;
    }
    (0..own.len()).map(|at| resolved(&own, at)).collect()
}

fn style(bytes: &[u8], base: usize) -> Option<Style> {
    let kind = u16_at(bytes, 0)? & 0x0fff;
    let second = u16_at(bytes, 2)?;
    let third = u16_at(bytes, 4)?;
    let (paragraph, below) = (second & 0x000f == 1, second >> 4);
    let name_len = usize::from(u16_at(bytes, base)?);
    let mut style = Style {
        heading: u8::try_from(kind).ok().filter(|level| (1..=9).contains(level)),
        title: kind == 62,
        base: (below != 0x0fff).then_some(usize::from(below)),
        ..Style::default()
    };
    if paragraph && third & 0x000f >= 1 {
        // The name, its end, then the first list of changes: the paragraph's.
        let at = base + 2 + name_len * 2 + 2;
        let at = at + at % 2;
        let len = usize::from(u16_at(bytes, at)?);
        let changes = bytes.get(at + 4..at + 2 + len).unwrap_or_default();
        style.look.apply(changes);
    }
    Some(style)
}

/// A style with what it takes from those below it.
fn resolved(own: &[Style], at: usize) -> Style {
    let mut style = own[at];
    let mut next = style.base;
    for _ in 0..CHAIN {
        let Some(below) = next.and_then(|at| own.get(at)) else { break };
        style.look.level = style.look.level.or(below.look.level);
        if style.look.list.is_none() {
            style.look.list = below.look.list;
            style.look.list_level = style.look.list_level.or(below.look.list_level);
        }
        style.look.centred |= below.look.centred;
        style.heading = style.heading.or(below.heading);
        next = below.base;
    }
    style
}
