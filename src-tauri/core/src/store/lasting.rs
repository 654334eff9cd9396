//! What is to last: names that a power cut does not take back, and files that
//! every login of a shared folder can go on with.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::lock::beside;
use crate::{Error, Result};

/// Behind the name of a data file: the whole one that is to take its place.
const WHOLE: &str = ".whole";

/// Renames a finished file into its place, and sees to it that both the file
/// and its name are on the disk.
///
/// # Errors
///
/// What the system says; the place is then as it was.
pub fn put_in_place(draft: &Path, path: &Path) -> io::Result<()> {
    share(draft);
    File::options().write(true).open(draft)?.sync_all()?;
    fs::rename(draft, path)?;
    // It is in its place now, whatever becomes of this: Windows makes names
    // durable on its own, and some network folders know no such thing.
    if let Some(folder) = path.parent() {
        let _ = sync(folder);
    }
    Ok(())
}

/// Makes a folder with those above it that are missing, so that their names
/// are on the disk as well.
///
/// # Errors
///
/// What the system says.
pub fn make_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty()) {
        make_folder(above)?;
    }
    match fs::create_dir(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists || !path.is_dir() => Err(error),
        _ => {
            share(path);
            if let Some(above) = path.parent() {
                let _ = sync(above);
            }
            Ok(())
        }
    }
}

/// Forces the names in a folder to the disk, where the system knows such a thing.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Lets whoever may change the folder change what was just made in it, so that
/// several logins of a computer can share one. Windows does so by itself.
pub(super) fn share(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        /// Read and write for the group and for everybody.
        const OTHERS: u32 = 0o066;
        let mode = |path: &Path| fs::metadata(path).map(|there| there.permissions().mode());
        let (Some(Ok(folder)), Ok(own)) = (path.parent().map(mode), mode(path)) else { return };
        if folder & 0o022 == 0 {
            return;
        }
        let wanted = if path.is_dir() { own | folder & 0o7077 } else { own | folder & OTHERS };
        if wanted != own {
            // Another login's file is its own to open up.
            let _ = fs::set_permissions(path, fs::Permissions::from_mode(wanted));
        }
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// Makes the finished file `draft` the data at `path`, whose own file and
/// journal are damaged. Whenever that is cut off, the next start goes on.
///
/// # Errors
///
/// [`Error::Unwritable`].
pub fn exchange(draft: &Path, path: &Path) -> Result<()> {
    // From here on it is decided: whoever opens the data finishes this first.
    put_in_place(draft, &beside(path, WHOLE)).map_err(|source| unwritable(path, source))?;
    finish_exchange(path)
}

/// Finishes an [`exchange`] that was cut off, if there was one.
pub(super) fn finish_exchange(path: &Path) -> Result<()> {
    if !is_in_exchange(path) {
        return Ok(());
    }
    // Without its journal first: SQLite would mix that into the new file.
    for end in ["-wal", "-shm", "-journal"] {
        match fs::remove_file(beside(path, end)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(unwritable(path, error));
            }
            _ => {}
        }
    }
    if let Some(folder) = path.parent() {
        let _ = sync(folder);
    }
    put_in_place(&beside(path, WHOLE), path).map_err(|source| unwritable(path, source))
}

/// Whether the data at `path` is about to be exchanged for a whole file.
pub(super) fn is_in_exchange(path: &Path) -> bool {
    beside(path, WHOLE).exists()
}

fn unwritable(path: &Path, source: io::Error) -> Error {
    Error::Unwritable { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exchange_that_was_cut_off_is_finished_by_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("述职.db");
        drop(super::super::Store::open(&path).unwrap());
        fs::copy(&path, beside(&path, WHOLE)).unwrap();
        fs::write(&path, "损坏的").unwrap();
        fs::write(beside(&path, "-wal"), "损坏的").unwrap();
        assert!(super::super::Store::open(&path).is_ok());
        assert!(!beside(&path, WHOLE).exists());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_made_in_a_shared_folder_is_shared() {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let folder = tempfile::tempdir().unwrap();
        for (of_folder, of_file, of_inner) in [(0o770, 0o660, 0o770), (0o777, 0o666, 0o777)] {
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(of_folder)).unwrap();
            let (file, inner) = (folder.path().join("f"), folder.path().join("d"));
            fs::write(&file, "").unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
            share(&file);
            let _ = fs::remove_dir(&inner);
            make_folder(&inner).unwrap();
            assert_eq!((mode(&file), mode(&inner)), (of_file, mode(&inner) | of_inner));
        }
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let own = folder.path().join("own");
        fs::write(&own, "").unwrap();
        fs::set_permissions(&own, fs::Permissions::from_mode(0o600)).unwrap();
        share(&own);
        assert_eq!(mode(&own), 0o600, "a folder of one's own shares nothing");
    }
}
