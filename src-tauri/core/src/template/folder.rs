//! The user's own data files: one folder a kind, read with limits. A faulty file
//! is named, with the place and the reason.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::file;
use crate::{Error, Result};

/// Bounds on the user's own files, so that a wrong folder cannot stall the start.
pub(super) const LARGEST_FILE: u64 = 512 * 1024;
pub(super) const MOST_FILES: usize = 100;

/// What the JSON file at `path` holds.
///
/// # Errors
///
/// [`Error::Unreadable`], and [`Error::DataFile`] with the place of the fault.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let file = name(path);
    file::parse(&file, &bytes(path, &file)?)
}

/// The name of the file at `path`.
pub fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn bytes(path: &Path, file: &str) -> Result<Vec<u8>> {
    let unreadable = |source| Error::Unreadable { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    File::open(path)
        .map_err(unreadable)?
        .take(LARGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(Error::DataFile {
            file: file.to_owned(),
            place: "全文".to_owned(),
            reason: format!("文件太大，最多{}KB", LARGEST_FILE / 1024),
        });
    }
    Ok(bytes)
}

/// The `.json` files of `folder` by name; none when there is no such folder.
///
/// # Errors
///
/// [`Error::Unreadable`], and [`Error::DataFile`] for a folder with too many.
pub fn json_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let unreadable = |source| Error::Unreadable { path: folder.to_owned(), source };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(unreadable)?.path();
        let is_json = path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("json"));
        // A pipe or device of that name would be waited for without end.
        if is_json && path.is_file() {
            files.push(path);
        }
    }
    if files.len() > MOST_FILES {
        return Err(Error::DataFile {
            file: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            place: "文件夹".to_owned(),
            reason: format!("文件太多，最多{MOST_FILES}个"),
        });
    }
    files.sort();
    Ok(files)
}
