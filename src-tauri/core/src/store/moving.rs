//! Taking the data elsewhere.

use std::path::Path;

use super::Store;
use crate::{Error, Result};

impl Store {
    /// Writes a complete copy of the data file to `target`, where nothing may
    /// be yet. This store stays what and where it is.
    ///
    /// # Errors
    ///
    /// [`Error::FileExists`] when something stands there,
    /// [`Error::FolderMissing`] when the folder does not, [`Error::TargetFull`]
    /// and [`Error::ReadOnly`] where the disk refuses. No half file is left.
    pub fn copy_to(&self, target: &Path) -> Result<()> {
        if target.exists() {
            return Err(Error::FileExists(target.to_owned()));
        }
        let folder = target.parent().unwrap_or(Path::new(""));
        if !folder.is_dir() {
            return Err(Error::FolderMissing(folder.to_owned()));
        }
        self.db.execute("VACUUM INTO ?1", [target.to_string_lossy()]).map(drop).map_err(|error| {
            // What a refused copy leaves behind is no data file.
            let _ = std::fs::remove_file(target);
            refusal(target, &error)
        })
    }
}

fn refusal(target: &Path, error: &rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DiskFull) => Error::TargetFull(target.to_owned()),
        _ => Error::ReadOnly(target.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing;

    #[test]
    fn a_copy_has_everything_and_never_takes_the_place_of_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("copy.db");
        let mut store = Store::open(&folder.path().join("shuzhi.db")).unwrap();
        store
            .write(|tx| {
                tx.put_branch(&testing::branch())?;
                tx.add_report(&testing::report(2024), false, testing::at(0))
            })
            .unwrap();
        store.copy_to(&target).unwrap();
        assert!(matches!(store.copy_to(&target), Err(Error::FileExists(_))));

        let copy = Store::open(&target).unwrap();
        assert_eq!(copy.reports().unwrap(), store.reports().unwrap());
        assert_eq!(copy.branches().unwrap(), store.branches().unwrap());
    }

    #[test]
    fn a_folder_that_is_gone_is_named() {
        let store = Store::in_memory().unwrap();
        let gone = Path::new("/nowhere/at/all/copy.db");
        assert!(matches!(store.copy_to(gone), Err(Error::FolderMissing(_))));
    }
}
