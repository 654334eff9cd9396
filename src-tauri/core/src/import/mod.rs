//! Reading old files: any report that a writer has becomes an [`Outline`], and
//! an outline becomes a [`Report`] with notes.
//!
//! Files are known by their content, never by their name. Reading fails only
//! for what is no document, is protected, or is too big; whatever the text
//! says, there is a report, and report and notes together hold all of it.

mod carried;
mod doc;
mod docx;
mod equation;
mod keep;
mod limits;
mod line;
mod numbering;
mod numerals;
mod odt;
mod package;
mod recognise;
mod rtf;
mod sniff;
mod text;
mod xml;

use std::fs::File;
use std::io::{self, Read};
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use carried::{carried, carried_by};
pub use keep::keep;
pub(crate) use keep::keep_in;
use limits::Stop;
use recognise::as_written;
pub use recognise::recognise;

use crate::model::{Embedded, Level, Mend, Note, NoteKind, Outline, Part, Place, Report, Uid};
use crate::{Error, Result};

/// What became of a file: the report, the unit it tells of, and where every
/// line went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Reading {
    /// The report, not yet kept; its branch is nil.
    pub report: Report,
    /// What the text tells of the unit.
    pub unit: UnitGuess,
    /// What was recognised, repaired, left out and doubted, in the order of the file.
    pub notes: Vec<Note>,
    /// The lines of the file, each with where it went.
    pub lines: Vec<ReadLine>,
    /// How many figures the text tells.
    pub figures: usize,
    /// The report travelled inside the file and came back exactly.
    pub exact: bool,
}

/// What a text tells of its unit, for the 单位档案; "" where it tells nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct UnitGuess {
    /// Full name, such as 青禾社区党支部.
    pub name: String,
    /// Its rank; 党支部 when the text does not tell.
    pub level: Level,
    /// 青禾社区.
    pub community: String,
    /// 云桥街道党工委.
    pub superior: String,
    /// Name of the secretary.
    pub secretary: String,
}

/// A line of a file and where it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct ReadLine {
    /// Its number in the file, from 1.
    pub number: usize,
    /// Its text as the file has it.
    pub text: String,
    /// Where it went, in a word: 标题, 称呼, 一, （二）第1段; "" for an empty line.
    pub label: String,
    /// Where it went in the report; `None` when it was left out.
    pub place: Option<Place>,
}

/// What to do when the year has a report already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Clash {
    /// Keep nothing, and say so.
    #[default]
    Refuse,
    /// Keep the imported text as a version of the report that is there, whose
    /// own text stays as it is.
    AsRevision,
    /// Keep both reports side by side.
    KeepBoth,
}

/// Reads a file into its lines. `name` serves messages only.
///
/// # Errors
///
/// [`Error::NoDocument`] for what is no document of a kind that is read here,
/// [`Error::PasswordProtected`], [`Error::TooBig`] beyond the limits, and
/// [`Error::EncodingUnknown`] for a text in no known encoding.
pub fn read(bytes: &[u8], name: &str) -> Result<Outline> {
    sniff::read(bytes, name, Stop::default())
}

/// Reads and recognises a file on a thread of its own, so that whatever is in
/// it neither stops the program nor holds it up. The report is named `uid`.
///
/// # Errors
///
/// Those of [`read`]; [`Error::TooBig`] also after ten seconds, and
/// [`Error::ReaderFailed`] when reading broke off in a way nobody foresaw.
pub fn open(bytes: Vec<u8>, name: &str, uid: Uid) -> Result<Reading> {
    let name = name.to_owned();
    guarded(move |stop| Ok(recognise(&sniff::read(&bytes, &name, stop)?, uid)))
}

/// A file that came back, read against the report that was sent.
#[derive(Debug)]
pub(crate) struct ReadBack {
    /// Its lines, with who changed what.
    pub(crate) outline: Outline,
    /// The report it makes; sections that are in the sent one keep their ids.
    pub(crate) reading: Reading,
    /// The report that travelled inside.
    pub(crate) carried: Option<Embedded>,
}

/// Reads a file that was made from `sent` and may be changed: what is visible
/// and the same keeps its place in the report, whatever else changed. Guarded
/// as [`open`] is, and fails as it does.
pub(crate) fn open_returned(bytes: Vec<u8>, name: &str, sent: Embedded) -> Result<ReadBack> {
    let name = name.to_owned();
    guarded(move |stop| {
        let mut outline = sniff::read(&bytes, &name, stop)?;
        let uid = sent.report.uid.clone();
        let carried = outline.embedded.replace(Box::new(sent)).map(|carried| *carried);
        Ok(ReadBack { reading: as_written(&outline, uid), outline, carried })
    })
}

/// Does `work` on a thread of its own, for so long as reading may take.
fn guarded<T: Send + 'static>(work: impl FnOnce(Stop) -> Result<T> + Send + 'static) -> Result<T> {
    guarded_for(Duration::from_secs(limits::SECONDS), work)
}

/// Does `work` on a thread of its own, and listens for its answer so long as `time`;
/// then it tells the work to stop.
fn guarded_for<T: Send + 'static>(
    time: Duration,
    work: impl FnOnce(Stop) -> Result<T> + Send + 'static,
) -> Result<T> {
    let (send, receive) = mpsc::channel();
    let worker = std::thread::Builder::new().name("import".to_owned()).stack_size(STACK);
    let stop = Stop::default();
    let told = Stop::clone(&stop);
    let work = move || {
        let read = AssertUnwindSafe(|| work(told));
        let result = std::panic::catch_unwind(read).unwrap_or(Err(Error::ReaderFailed));
        // Nobody listens any more when the time was up.
        let _ = send.send(result);
    };
    worker.spawn(work).map_err(|_| Error::ReaderFailed)?;
    match receive.recv_timeout(time) {
        Ok(result) => result,
        Err(mpsc::RecvTimeoutError::Timeout) => {
            stop.store(true, Ordering::Relaxed);
            Err(Error::TooBig(format!("读了 {} 秒还没读完", time.as_secs())))
        }
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(Error::ReaderFailed),
    }
}

/// Reads the file at `path`, without changing it, and recognises it; see
/// [`open`].
///
/// # Errors
///
/// [`Error::Unreadable`] when the system does not give it, and those of [`open`].
pub fn open_file(path: &Path, uid: Uid) -> Result<Reading> {
    let bytes = bytes_of(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    open(bytes, &name, uid)
}

/// The bytes of a file, and at most one more than is read of any.
pub(crate) fn bytes_of(path: &Path) -> Result<Vec<u8>> {
    let unreadable = |source| Error::Unreadable { path: path.to_owned(), source };
    if path.is_dir() {
        // Windows would speak of a missing permission.
        return Err(unreadable(io::ErrorKind::IsADirectory.into()));
    }
    let mut bytes = Vec::new();
    // One byte more than is read tells that the file is larger.
    File::open(path)
        .and_then(|file| file.take(limits::FILE as u64 + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    Ok(bytes)
}

/// Stack of the reading thread: nested elements are read by nested calls.
const STACK: usize = 16 << 20;

/// The report of `reading` with every repair taken back: as the file has it,
/// for whoever wants to know what is wrong with the file.
pub fn as_it_stood(reading: &Reading) -> Report {
    let mut report = reading.report.clone();
    let mut mends: Vec<(Place, &Mend)> = reading
        .notes
        .iter()
        .filter(|note| note.kind == NoteKind::Repaired)
        .filter_map(|note| Some((note.place?, &note.mends)))
        .flat_map(|(place, mends)| mends.iter().map(move |mend| (place, mend)))
        .collect();
    // From the end of each text, so that what stands before keeps its place.
    mends.sort_by_key(|(_, mend)| std::cmp::Reverse((mend.at, mend.order)));
    for (place, mend) in mends {
        if let Some(text) = text_at(&mut report, place) {
            put_back(text, mend);
        }
    }
    report
}

fn put_back(text: &mut String, mend: &Mend) {
    let Some(start) = text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(mend.at) else {
        return;
    };
    if text[start..].starts_with(mend.now.as_str()) {
        text.replace_range(start..start + mend.now.len(), &mend.was);
    }
}

/// The text at a place, to be changed.
fn text_at(report: &mut Report, place: Place) -> Option<&mut String> {
    match (place.part, place.paragraph) {
        (Part::Title, _) => Some(&mut report.title),
        (Part::Byline, _) => Some(&mut report.byline),
        (Part::Salutation, _) => Some(&mut report.salutation),
        (Part::Signature, _) => Some(&mut report.signature),
        (Part::Date, _) => Some(&mut report.date),
        (Part::Opening, at) => report.opening.get_mut(at?),
        (Part::Closing, at) => report.closing.get_mut(at?),
        (Part::Section(id), None) => Some(&mut report.section_mut(id)?.heading),
        (Part::Section(id), Some(at)) => report.section_mut(id)?.body.get_mut(at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_takes_too_long_or_breaks_off_is_refused() {
        let (send, receive) = mpsc::channel::<()>();
        // Waits until the test ends: for whoever asked, that is for ever.
        let endless = guarded_for(Duration::from_millis(10), move |_| Ok(receive.recv().is_ok()));
        insta::assert_snapshot!(endless.unwrap_err(), @"这个文件太大或内部结构不正常（读了 0 秒还没读完），没有读。请用 Word 或 WPS 打开后另存为 .docx 再试。");
        drop(send);
        let broken = guarded(|_| -> Result<()> { std::panic::resume_unwind(Box::new("broken")) });
        assert!(matches!(broken, Err(Error::ReaderFailed)));
    }
}
