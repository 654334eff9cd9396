//! Word 97–2003 files (.doc), and what WPS saves as .wps.
//!
//! The text lies in pieces that a table in a second stream puts in order; the
//! look of characters and paragraphs lies in pages of 512 bytes. Every offset
//! in the file is taken for a guess until it has been found inside its stream.

mod bytes;
mod container;
mod fib;
mod lists;
mod looks;
mod salvage;
mod sheet;
mod story;
mod text;

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::limits::{self, Budget};
use super::line;
use crate::model::{NoteKind, Outline};
use crate::{Error, Result};

/// The streams of a Word file, and its table of contents.
pub(super) struct File {
    /// `WordDocument`: text and looks.
    word: Vec<u8>,
    /// `0Table` or `1Table`: everything else.
    table: Vec<u8>,
    fib: fib::Fib,
}

/// The lines of the Word file in `container`.
///
/// # Errors
///
/// [`Error::PasswordProtected`], [`Error::NoDocument`] for versions before 97
/// and damage, and [`Error::TooBig`].
pub(super) fn read(
    container: &mut CompoundFile<Cursor<&[u8]>>,
    budget: &mut Budget,
) -> Result<Outline> {
    read_streams(|name| stream(container, name), budget)
}

/// The lines of a Word file whose container is malformed or damaged: what its
/// streams tell, or else whatever reads like text; `None` when nothing does.
///
/// # Errors
///
/// Those of [`read`], save damage.
pub(super) fn rescue(bytes: &[u8], budget: &mut Budget) -> Result<Option<Outline>> {
    if let Some(container) = container::Container::open(bytes) {
        match read_streams(|name| container.stream(name), budget) {
            Ok(mut outline) => {
                salvaged(&mut outline);
                return Ok(Some(outline));
            }
            Err(Error::NoDocument(why)) if why.contains("损坏") => {}
            Err(refused) => return Err(refused),
        }
    }
    salvage::salvage(bytes, budget)
}

fn read_streams(
    mut stream: impl FnMut(&str) -> Option<Vec<u8>>,
    budget: &mut Budget,
) -> Result<Outline> {
    let word = stream("WordDocument").unwrap_or_default();
    let fib = fib::Fib::read(&word)?;
    let table = stream(if fib.first_table { "1Table" } else { "0Table" });
    let table = table.or_else(|| stream("0Table")).unwrap_or_default();
    let file = File { word, table, fib };
    let text = text::Text::read(&file)?;
    let lines = story::read(&file, &text, budget)?;
    let headers = story::headers(&file, &text, budget)?;
    let mut outline = line::outline(lines);
    outline.headers = headers;
    if outline.lines.iter().all(|line| line.text().trim().is_empty()) && text.pictures() {
        let why = "里面只有图片，没有文字，可能是扫描件";
        return Err(Error::NoDocument(why.to_owned()));
    }
    Ok(outline)
}

fn stream(container: &mut CompoundFile<Cursor<&[u8]>>, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    container.open_stream(name).ok()?.take(limits::FILE as u64).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The note on a file that could only be salvaged.
fn salvaged(outline: &mut Outline) {
    let message = "文件内部已损坏，里面的文字读出来了，可能不全，请与原文核对".to_owned();
    outline.notes.push(line::note(NoteKind::Doubt, message, None));
}
