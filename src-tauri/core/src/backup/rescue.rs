use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::TEXTS;
use super::folder::Folder;
use super::mirror::head;
use crate::model::{Moment, Uid, Year};
use crate::store::{Salvaged, Store, lasting};
use crate::{Error, Result};

/// What became of a damaged data file: where each report comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Rescued {
    /// Name of the folder that keeps the damaged files as they were found.
    pub aside: String,
    /// When the copy was taken that filled the gaps; `None` where none was whole.
    #[cfg_attr(feature = "bindings", ts(type = "string | null"))]
    pub copy: Option<Moment>,
    /// The reports there are now.
    pub reports: Vec<RescuedReport>,
    /// How many kept states (历史版本) are lost.
    #[cfg_attr(feature = "bindings", ts(type = "number"))]
    pub states: usize,
    /// Text files of reports that nothing else tells of any more, by name; they lie
    /// in `aside` as well.
    pub texts: Vec<String>,
}

/// A report after a rescue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct RescuedReport {
    /// Its permanent name.
    pub uid: Uid,
    /// Its year.
    pub year: Year,
    /// Its title.
    pub title: String,
    /// Where its text comes from.
    pub from: RescuedFrom,
}

/// Where a report's text comes from after a rescue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum RescuedFrom {
    /// The damaged file held it whole: nothing is missing.
    Whole,
    /// Its latest kept state: what was written after that is missing.
    Revision,
    /// The latest whole copy: likewise.
    Copy,
}

/// Whether the file at `path` is to be made whole: it is this program's, or
/// there are copies of what was there.
pub fn may_rescue(path: &Path) -> bool {
    let copies = || Folder::beside_file(path).list().is_ok_and(|copies| !copies.is_empty());
    Store::is_data_file(path) || path.exists() && copies()
}

/// Makes a whole data file of a damaged one at `path`.
///
/// The damaged files are copied aside first and stay as they are. The new one
/// is the latest whole copy, with everything laid over it that the damaged
/// file still gives and whose hash is right; it takes its place only once it
/// is whole.
///
/// # Errors
///
/// [`Error::StoreInUse`] while another process has the file;
/// [`Error::TargetFull`] and [`Error::Unwritable`] where the disk refuses. The
/// damaged file is then where it was.
pub fn rescue(path: &Path, at: Moment) -> Result<Rescued> {
    let hold = Store::hold(path)?;
    let aside = copy_aside(path)?;
    let draft = with_end(path, ".rescued");
    let work = with_end(path, ".damaged");
    clear(&draft)?;
    clear(&work)?;

    let folder = Folder::beside_file(path);
    let copy = latest_whole(&folder, &draft)?;
    copy_set(path, &work)?;
    let mut store = Store::open(&draft)?;
    let salvaged = store.salvage(&work, at)?;
    let rescued = Rescued {
        aside: aside.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        copy,
        reports: told(&store, &salvaged)?,
        states: salvaged.lost.len(),
        texts: texts_alone(&store, path)?,
    };
    if !store.flaws()?.is_empty() {
        return Err(Error::CopyDamaged(draft));
    }
    drop(store);
    clear(&work)?;
    lasting::exchange(&draft, path)?;
    remove(&with_end(&draft, ".lock"))?;
    drop(hold);
    Ok(rescued)
}

/// Copies the damaged files into a new folder beside them.
fn copy_aside(path: &Path) -> Result<PathBuf> {
    let folder = (1..)
        .map(|number| path.with_file_name(format!("损坏的内容-{number}")))
        .find(|folder| !folder.exists())
        .expect("a folder does not hold every number");
    lasting::make_folder(&folder)
        .map_err(|source| Error::Unwritable { path: folder.clone(), source })?;
    copy_set(path, &folder.join(path.file_name().unwrap_or_default()))?;
    copy_texts(&path.with_file_name(TEXTS), &folder.join(TEXTS))?;
    Ok(folder)
}

/// Copies the text files beside the data: they may be newer than any copy, and
/// are written over once the data is whole.
fn copy_texts(from: &Path, to: &Path) -> Result<()> {
    let Ok(entries) = fs::read_dir(from) else { return Ok(()) };
    let unwritable = |source| Error::Unwritable { path: to.to_owned(), source };
    lasting::make_folder(to).map_err(unwritable)?;
    for entry in entries.flatten().filter(|entry| entry.path().is_file()) {
        copy_file(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

/// Copies a data file with the journal beside it.
fn copy_set(from: &Path, to: &Path) -> Result<()> {
    for end in ["", "-wal", "-journal"] {
        let (from, to) = (with_end(from, end), with_end(to, end));
        if from.exists() {
            copy_file(&from, &to)?;
        }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).and_then(|_| File::options().write(true).open(to)?.sync_all()).map_err(
        |source| match source.kind() {
            io::ErrorKind::StorageFull => Error::TargetFull(to.to_owned()),
            _ => Error::Unwritable { path: to.to_owned(), source },
        },
    )
}

/// Puts the latest copy that is whole at `draft`, and says when it was taken.
fn latest_whole(folder: &Folder, draft: &Path) -> Result<Option<Moment>> {
    for copy in folder.list()? {
        let path = folder.path(&copy.name)?;
        let whole = Store::open_copy(&path).and_then(|store| store.flaws());
        if whole.is_ok_and(|flaws| flaws.is_empty()) {
            copy_set(&path, draft)?;
            return Ok(Some(copy.at));
        }
    }
    Ok(None)
}

fn told(store: &Store, salvaged: &Salvaged) -> Result<Vec<RescuedReport>> {
    let rows = store.reports()?.into_iter().map(|row| {
        let from = if salvaged.current.contains(&row.uid) {
            RescuedFrom::Whole
        } else if salvaged.from_revision.contains(&row.uid) {
            RescuedFrom::Revision
        } else {
            RescuedFrom::Copy
        };
        RescuedReport { uid: row.uid, year: row.year, title: row.title, from }
    });
    Ok(rows.collect())
}

/// The text files whose report is not among those there are: `003-2024-….txt`.
fn texts_alone(store: &Store, path: &Path) -> Result<Vec<String>> {
    let mut known: Vec<String> = Vec::new();
    for row in store.reports()?.into_iter().chain(store.trash()?) {
        known.push(head(&row));
    }
    let Ok(entries) = fs::read_dir(path.with_file_name(TEXTS)) else {
        return Ok(Vec::new());
    };
    let mut alone: Vec<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(".txt") && !known.iter().any(|head| name.starts_with(head)))
        .collect();
    alone.sort();
    Ok(alone)
}

fn clear(file: &Path) -> Result<()> {
    ["", "-wal", "-shm", "-journal", ".lock"]
        .iter()
        .try_for_each(|end| remove(&with_end(file, end)))
}

fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Error::Unwritable { path: file.to_owned(), source: error })
        }
        _ => Ok(()),
    }
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}
