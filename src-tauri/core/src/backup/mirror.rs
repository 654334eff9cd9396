use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;

use crate::export;
use crate::manuscript::assemble;
use crate::model::Moment;
use crate::store::{ReportRow, Store, lasting};
use crate::{Error, Result};

/// The folder beside the data with a text file for each report.
pub const FOLDER: &str = "文本副本";

/// Brings the text files up to date: one for each living report that was saved
/// since its file was written, and none for those that are gone. A text that
/// the trash took away stays on the disk until the trash is emptied.
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
    let mut wanted = BTreeSet::new();
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
        wanted.insert(name);
    }
    remove_others(&folder, &wanted);
    Ok(written)
}

/// `003-2024-青禾社区党支部书记….txt`: the number of the report leads.
fn name_of(row: &ReportRow) -> String {
    let title = export::file_name_of(&row.title);
    format!("{:03}-{}-{title}.txt", row.number, row.year.number())
}

/// Whether a file was written of the text as it was saved last: it bears that
/// date. Earlier or later says nothing, since clocks jump and copies of last
/// week are brought back.
fn is_of(file: &Path, row: &ReportRow) -> bool {
    fs::metadata(file).and_then(|file| file.modified()).is_ok_and(|modified| {
        Moment::from(modified).timestamp_millis() == row.saved.timestamp_millis()
    })
}

/// Removes the files of titles that changed; others in the folder are not ours.
fn remove_others(folder: &Path, wanted: &BTreeSet<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        if is_ours(name) && !wanted.contains(name) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_ours(name: &str) -> bool {
    let mut parts = name.splitn(3, '-');
    let number = |part: Option<&str>, least: usize| {
        part.is_some_and(|part| part.len() >= least && part.bytes().all(|b| b.is_ascii_digit()))
    };
    number(parts.next(), 3)
        && number(parts.next(), 4)
        && parts.next().is_some_and(|rest| rest.ends_with(".txt"))
}
