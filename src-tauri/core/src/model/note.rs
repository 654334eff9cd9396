use serde::{Deserialize, Serialize};

use super::Place;

/// Something the reader of an old file did or was unsure of, told to the user.
///
/// Together with the report the notes hold every character of the file: what
/// was dropped stands in `text`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Note {
    /// What sort of thing it is.
    pub kind: NoteKind,
    /// What happened, in Chinese.
    pub message: String,
    /// The words of the file it is about: dropped, changed (as they were) or doubted.
    pub text: String,
    /// Line of the file it is about, from 1; `None` for the file as a whole.
    pub line: Option<usize>,
    /// Where in the report the line went, if it went anywhere.
    pub place: Option<Place>,
    /// For a repair: the changed words as the file had them, with as many
    /// words around them as make them unmistakable.
    pub before: Option<String>,
    /// For a repair: the same words as they stand at `place` now. Putting
    /// `before` in their stead takes the repair back, and no other.
    #[serde(default)]
    pub after: Option<String>,
    /// For a repair: every stretch it changed, in order. Each can be put back,
    /// whichever others were put back before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mends: Vec<Mend>,
}

/// A stretch of a text that a repair changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Mend {
    /// Its first character in the text at the note's place, counted in characters.
    pub at: usize,
    /// Its place among all that was changed in that text: of two at one character, the
    /// first in the file.
    pub order: usize,
    /// What stands there now; "" where something was taken out.
    pub now: String,
    /// What the file has there; a line break where lines were put together.
    pub was: String,
}

/// What sort of thing a note tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum NoteKind {
    /// Something was recognised that the user may want to know.
    Recognised,
    /// The text was repaired; `before` has it as it was.
    Repaired,
    /// Something was left out; `text` has it.
    Dropped,
    /// The reader was not sure and asks.
    Doubt,
}
