//! Pages as a preview draws them. All lengths are in points, measured from the
//! upper left corner of the sheet.

use serde::Serialize;

use crate::model::{Face, Place};

/// A page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Page {
    /// Its number, from 1.
    pub number: usize,
    /// Its lines from the top; the page number, where there is one, is the last.
    pub lines: Vec<Line>,
}

/// A line of text, or the cells of a table that stand side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Line {
    /// Its baseline.
    pub y: f64,
    /// What stands on it, from left to right; nothing on an empty line.
    pub pieces: Vec<Piece>,
    /// Where it stands in the report; `None` for what the report does not hold.
    pub place: Option<Place>,
}

/// A stretch of a line in one face and script.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Piece {
    /// Its left edge.
    pub x: f64,
    /// Its text.
    pub text: String,
    /// Its typeface.
    pub face: Face,
    /// Its size of type.
    pub size: f64,
    /// Its width, spacing included.
    pub width: f64,
    /// Set bold.
    pub bold: bool,
    /// What is added between its characters.
    pub spacing: f64,
}
