use serde::{Deserialize, Serialize};

/// How a report looks on paper (版式), read from a data file. Lengths are in
/// twips (1/20 pt) and sizes in half points, as Word counts them; the default,
/// `gbt9704`, is GB/T 9704-2012.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Layout {
    /// Its permanent key.
    pub key: String,
    /// What the user chooses it by.
    pub name: String,
    /// Width of the sheet.
    pub page_width: u32,
    /// Height of the sheet.
    pub page_height: u32,
    /// Upper margin (天头).
    pub margin_top: u32,
    /// Lower margin.
    pub margin_bottom: u32,
    /// Left margin (订口).
    pub margin_left: u32,
    /// Right margin.
    pub margin_right: u32,
    /// From the upper edge to the header.
    pub header: u32,
    /// From the lower edge to the footer.
    pub footer: u32,
    /// Distance of two lines of text, exact.
    pub line_pitch: u32,
    /// Spacing between characters of the text, negative to tighten.
    pub character_spacing: i32,
    /// Indent of a paragraph's first line, in hundredths of a character.
    pub first_line_chars: u32,
    /// The same indent in twips, for programs that do not count characters.
    pub first_line: u32,
    /// Distance of two lines of the title, exact.
    pub title_pitch: u32,
    /// Empty lines between the title and what follows.
    pub lines_after_title: u32,
    /// Sizes of type.
    pub sizes: Sizes,
    /// The typefaces.
    pub fonts: Fonts,
    /// The page number; `None` for none.
    pub page_number: Option<PageNumber>,
}

/// Sizes of type, in half points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Sizes {
    /// Of the title (2号 = 44).
    pub title: u32,
    /// Of everything else (3号 = 32).
    pub body: u32,
    /// Of the page number (4号 = 28).
    pub page_number: u32,
}

/// Which font stands for which face, and which levels are bold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Fonts {
    /// For Latin letters and digits.
    pub latin: String,
    /// Of the title.
    pub title: FaceSpec,
    /// Of `一、`.
    pub hei: FaceSpec,
    /// Of `（一）`.
    pub kai: FaceSpec,
    /// Of the text.
    pub body: FaceSpec,
    /// Of the page number.
    pub song: FaceSpec,
    /// Levels of headings (1–4) set bold, against the standard, as some streets ask.
    #[serde(default)]
    pub bold_levels: Vec<u8>,
}

/// A font by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct FaceSpec {
    /// The name written to the file, such as 仿宋_GB2312.
    pub name: String,
    /// The name that stands in when a computer lacks the first, such as 仿宋.
    pub alternative: String,
}

/// The page number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct PageNumber {
    /// What stands before the number, such as `— `.
    pub before: String,
    /// What stands behind it, such as ` —`.
    pub after: String,
    /// Distance from the outer edge of the type area, in hundredths of a character.
    pub inset_chars: u32,
    /// The same in twips.
    pub inset: u32,
}
