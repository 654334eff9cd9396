use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::export;
use crate::manuscript::assemble;
use crate::model::Moment;
use crate::store::{ReportRow, Store, lasting};
use crate::{Error, Result};

/// The folder beside the data with a text file for each report.
pub const FOLDER: &str = "文本副本";

/// The folder in it for the texts of reports that the data does not know: a
/// data file that was lost or damaged may have left nothing else of them.
const UNKNOWN: &str = "数据里没有的";

/// Brings the text files up to date: one for each report that was saved since
/// its file was written. A text that the trash took away stays on the disk until
/// the trash is emptied; one of a report that is not known is laid aside.
///
/// # Errors
///
/// Whatever the store refuses; [`Error::TargetFull`], [`Error::Unwritable`].
pub fn mirror(store: &Store) -> Result<usize> {
    let folder = store.path().with_file_name(FOLDER);
    lasting::make_folder(&folder)
        .map_err(|source| Error::Unwritable { path: folder.clone(), source })?;
    let mut rows = store.reports()?;
    rows.extend(store.trash()?);
    let mut wanted = BTreeMap::new();
    let mut written = 0;
    for row in &rows {
        let name = name_of(row);
        let file = folder.join(&name);
        if !is_of(&file, row) {
            let report = store.report(&row.uid)?.report;
            let text = export::text(&assemble(&report, "", None));
            export::write(&file, text.as_bytes(), true)?;
            // Where a date cannot be given the text is only written once more.
            let _ = File::options()
                .write(true)
                .open(&file)
                .and_then(|file| file.set_modified(row.saved.into()));
            written += 1;
        }
        wanted.insert(head(row), name);
    }
    tidy(&folder, &wanted);
    Ok(written)
}

/// Removes the text files of `rows`, which the user deleted for good.
pub(super) fn forget(data: &Path, rows: &[ReportRow]) {
    for row in rows {
        // One that will not go says no more than the user once wrote.
        let _ = fs::remove_file(data.with_file_name(FOLDER).join(name_of(row)));
    }
}

/// `003-2024-青禾社区党支部书记….txt`: the number of the report leads.
fn name_of(row: &ReportRow) -> String {
    format!("{}{}.txt", head(row), export::file_name_of(&row.title))
}

/// How the name of a report's file begins, whatever its title becomes.
pub(super) fn head(row: &ReportRow) -> String {
    format!("{:03}-{}-", row.number, row.year.number())
}

/// Whether a file was written of the text as it was saved last: it bears that
/// date. Earlier or later says nothing, since clocks jump and copies of last
/// week are brought back.
fn is_of(file: &Path, row: &ReportRow) -> bool {
    fs::metadata(file).and_then(|file| file.modified()).is_ok_and(|modified| {
        Moment::from(modified).timestamp_millis() == row.saved.timestamp_millis()
    })
}

/// Removes the files of titles that changed, and lays aside those of reports that
/// are not known; others in the folder are not ours.
fn tidy(folder: &Path, wanted: &BTreeMap<String, String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some((name, head)) = name.to_str().and_then(|name| Some((name, head_of(name)?))) else {
            continue;
        };
        // What does not go now goes the next time.
        let _ = match wanted.get(head) {
            Some(present) if present == name => Ok(()),
            Some(_) => fs::remove_file(entry.path()),
            None => lay_aside(&entry.path(), &folder.join(UNKNOWN)),
        };
    }
}

fn lay_aside(file: &Path, folder: &Path) -> io::Result<()> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    lasting::make_folder(folder)?;
    fs::rename(file, export::free_name(folder, &stem, "txt"))
}

/// The beginning of the name of one of our files: `003-2024-`.
fn head_of(name: &str) -> Option<&str> {
    let is_number =
        |part: &str, least| part.len() >= least && part.bytes().all(|b| b.is_ascii_digit());
    let (number, rest) = name.split_once('-')?;
    let (year, title) = rest.split_once('-')?;
    let is_ours = is_number(number, 3) && is_number(year, 4) && title.ends_with(".txt");
    is_ours.then(|| &name[..name.len() - title.len()])
}
