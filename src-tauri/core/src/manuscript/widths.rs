//! How wide text is, as Word and LibreOffice set it.
//!
//! Han characters and full-width marks are squares of the type size; Latin
//! letters and digits have the widths of Times New Roman. All widths are in
//! twips (1/20 pt).

use std::sync::LazyLock;

use serde::Deserialize;

/// The widths of Latin characters, by code point.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metrics {
    units_per_em: f64,
    regular: Widths,
    bold: Widths,
}

#[derive(Debug, Deserialize)]
struct Widths {
    /// From U+0020 on.
    ascii: Vec<u16>,
    /// From U+00A0 on.
    latin1: Vec<u16>,
}

static METRICS: LazyLock<Metrics> = LazyLock::new(|| {
    let data = include_str!("../../../../assets/metrics/latin.json");
    serde_json::from_str(data).expect("the built-in metrics are read by a test")
});

/// How a text is set: what its width depends on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Type {
    /// Size of type, in twips.
    pub(super) size: f64,
    /// Spacing between characters, in twips; negative to tighten.
    pub(super) spacing: f64,
    /// Set bold.
    pub(super) bold: bool,
}

/// The two kinds of script that are set apart from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// In the Chinese font, each character a square.
    Han,
    /// In Times New Roman.
    Latin,
}

/// Marks that Chinese fonts draw full-width although Unicode does not call them
/// Chinese, so that programs may take them for Latin.
const FULL_WIDTH_MARKS: &str = "“”‘’—―…·×÷±";

/// The script of `character` by itself; `None` for one that follows its neighbours.
pub(super) fn script(character: char) -> Option<Script> {
    if FULL_WIDTH_MARKS.contains(character) { Some(Script::Han) } else { taken_for(character) }
}

/// The script that a program takes `character` for, unless told otherwise.
fn taken_for(character: char) -> Option<Script> {
    match u32::from(character) {
        // Space and no-break space belong to both.
        0x20 | 0xA0 => None,
        // Basic Latin to modifier letters, Greek to Armenian.
        0x00..=0x02FF | 0x0370..=0x058F | 0x1E00..=0x1FFF => Some(Script::Latin),
        // General punctuation, letter-like symbols, arrows, enclosed numbers …
        0x2000..=0x2BFF | 0x1F000..=0x1FAFF | 0xFE00..=0xFE0F => None,
        _ => Some(Script::Han),
    }
}

/// `text` in stretches; those that come with `true` are full-width marks that
/// programs would take for Latin where they stand, behind Latin letters as in
/// `“5+X”` or at the beginning, and set in Times New Roman. An exporter names the Chinese font for them.
pub fn stretches(text: &str) -> Vec<(&str, bool)> {
    let mut strong = Some(Script::Latin);
    let mut stretches: Vec<(&str, bool)> = Vec::new();
    let mut start = 0;
    let mut was_mark = false;
    for (at, character) in text.char_indices() {
        strong = taken_for(character).or(strong);
        let is_mark = strong == Some(Script::Latin) && FULL_WIDTH_MARKS.contains(character);
        if is_mark != was_mark && at > start {
            stretches.push((&text[start..at], was_mark));
            start = at;
        }
        was_mark = is_mark;
    }
    if start < text.len() {
        stretches.push((&text[start..], was_mark));
    }
    stretches
}

/// Whether `character` counts and is set as a full-width character on its own.
pub(super) fn is_wide(character: char) -> bool {
    match script(character) {
        Some(script) => script == Script::Han,
        // ①, ℃, → and the like are drawn as squares by Chinese fonts.
        None => u32::from(character) >= 0x2030,
    }
}

/// The width of `character` in `script`, without spacing.
pub(super) fn advance(character: char, script: Script, set: Type) -> f64 {
    if is_wide(character) || (script == Script::Han && character != ' ') {
        return set.size;
    }
    let widths = if set.bold { &METRICS.bold } else { &METRICS.regular };
    let code = u32::from(character);
    let entry = match code {
        0x20..=0x7E => widths.ascii.get(code as usize - 0x20),
        0xA0..=0xFF => widths.latin1.get(code as usize - 0xA0),
        _ => None,
    };
    // A letter that the table lacks is as wide as a digit.
    let units = entry.copied().unwrap_or(1024);
    f64::from(units) / METRICS.units_per_em * set.size
}

/// The whole twips that a stretch takes: only its width as a whole is rounded.
#[derive(Debug, Default)]
pub(super) struct Rounded {
    exact: f64,
}

impl Rounded {
    /// What the next character adds, its exact width being `advance`.
    pub(super) fn add(&mut self, advance: f64) -> f64 {
        let before = self.exact.round();
        self.exact += advance;
        self.exact.round() - before
    }
}

/// The space that is set between a Han character and a Latin letter or digit.
pub(super) fn gap(left: char, right: char, set: Type) -> f64 {
    if left.is_alphanumeric() && right.is_alphanumeric() { (set.size / 5.0).floor() } else { 0.0 }
}

/// The script of each character of a text: the one it is set in, and the one
/// programs take it for when they break lines. Characters without one follow
/// the one before, and count as Latin at the beginning.
pub(super) fn scripts(text: &[char]) -> Vec<(Script, Script)> {
    let (mut set, mut taken) = (Script::Latin, Script::Latin);
    let follow = |&character: &char| {
        set = script(character).unwrap_or(set);
        taken = taken_for(character).unwrap_or(taken);
        // Blanks and the like follow what they are taken for.
        let set = if script(character).is_none() { taken } else { set };
        (set, taken)
    };
    text.iter().map(follow).collect()
}

/// Where each character of `text` starts and ends when it is set on one line.
pub(super) fn positions(text: &[char], set: Type) -> Vec<(f64, f64)> {
    let scripts = scripts(text);
    let mut x = 0.0;
    let mut stretch = Rounded::default();
    let mut positions = Vec::with_capacity(text.len());
    for (at, &character) in text.iter().enumerate() {
        if at > 0 && scripts[at] != scripts[at - 1] {
            stretch = Rounded::default();
        }
        let end = x + stretch.add(advance(character, scripts[at].0, set));
        positions.push((x, end));
        if let Some(&next) = text.get(at + 1) {
            // Spacing goes between characters of one script; the last of each
            // stretch keeps its full width.
            let same = scripts[at] == scripts[at + 1];
            x = end + if same { set.spacing } else { gap(character, next, set) };
        }
    }
    positions
}

/// The width of `text` on one line.
pub(super) fn measure(text: &str, set: Type) -> f64 {
    let text: Vec<char> = text.chars().collect();
    positions(&text, set).last().map_or(0.0, |(_, end)| *end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: Type = Type { size: 320.0, spacing: -5.0, bold: false };

    #[test]
    fn the_built_in_metrics_cover_what_they_say() {
        for widths in [&METRICS.regular, &METRICS.bold] {
            assert_eq!((widths.ascii.len(), widths.latin1.len()), (95, 96));
            assert!(widths.ascii.iter().all(|width| (300..2049).contains(width)));
        }
    }

    #[test]
    fn twenty_eight_characters_fill_a_line_and_no_more() {
        let line = f64::from(11906 - 1588 - 1474);
        assert!(measure(&"党".repeat(28), BODY) <= line);
        assert!(measure(&"党".repeat(29), BODY) > line);
    }

    #[test]
    fn digits_are_half_as_wide_and_stand_apart_from_han_characters() {
        let digits = measure("2024", BODY);
        assert!((digits - (4.0 * 160.0 - 15.0)).abs() < 1e-9, "{digits}");
        let mixed = measure("共12次", BODY);
        assert!((mixed - (320.0 + 64.0 + 315.0 + 64.0 + 320.0)).abs() < 1e-9, "{mixed}");
        let marks = measure("，12。", BODY);
        assert!((marks - (320.0 + 315.0 + 320.0)).abs() < 1e-9, "no space beside a mark: {marks}");
    }

    #[test]
    fn marks_among_latin_letters_are_told_apart_and_no_text_is_lost() {
        assert_eq!(
            stretches("推广“5+X”工作法，1—10月"),
            [("推广“5+X", false), ("”", true), ("工作法，1", false), ("—", true), ("10月", false)]
        );
        assert_eq!(stretches("“KTV”")[0], ("“", true));
        assert_eq!(stretches("“一”……——"), [("“", true), ("一”……——", false)]);
        assert_eq!(stretches("阿卜杜拉·某"), [("阿卜杜拉", false), ("·", true), ("某", false)]);
        assert_eq!(stretches(""), []);
    }

    #[test]
    fn quotation_marks_dash_and_ellipsis_are_full_width() {
        assert!("“”‘’—…（）《》①𠮷".chars().all(is_wide));
        assert!(!"aZ09%.-é ".chars().any(is_wide));
    }
}
