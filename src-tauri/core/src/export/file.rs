//! Writing a file so that it is there whole, or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::model::Report;
use crate::{Error, Result};

/// The longest stem of a file name, in bytes: 60 Han characters. With a number
/// and an extension it stays below what every file system allows.
const LONGEST_STEM: usize = 180;

/// Writes `bytes` to `target`, over a file that is there only with `overwrite`.
///
/// The bytes go to a temporary file beside the target first, are forced to the
/// disk, and then take the target's name in one step: whatever happens, the
/// target is the old file or the new one, never half of either.
///
/// # Errors
///
/// [`Error::FileExists`] without `overwrite`; [`Error::FileInUse`] when another
/// program has the target open; [`Error::FolderMissing`] also when a stick was
/// pulled out; [`Error::ReadOnly`]; [`Error::TargetFull`]; otherwise
/// [`Error::Unwritable`].
pub fn write(target: &Path, bytes: &[u8], overwrite: bool) -> Result<()> {
    let target = &behind_link(target);
    let folder = folder_of(target);
    if !folder.is_dir() {
        return Err(Error::FolderMissing(folder.to_owned()));
    }
    let there = fs::metadata(target).ok();
    if let Some(there) = &there {
        if !overwrite {
            return Err(Error::FileExists(target.clone()));
        }
        if there.is_dir() || there.permissions().readonly() {
            return Err(Error::ReadOnly(target.clone()));
        }
        if is_in_use(target) {
            return Err(Error::FileInUse(target.clone()));
        }
    }
    let (temporary, file) = beside(folder).map_err(|error| refusal(target, error))?;
    let written = fill(file, bytes).and_then(|()| take_name(&temporary, target, overwrite));
    if let Err(error) = written {
        // Best effort: on a stick that is gone there is nothing to remove.
        let _ = fs::remove_file(&temporary);
        return Err(refusal(target, error));
    }
    sync(folder).map_err(|error| {
        // What may be gone after the next power cut is not left as if it were stored;
        // where a file was replaced, one of the two is there, and whole.
        if there.is_none() {
            let _ = fs::remove_file(target);
        }
        refusal(target, error)
    })
}

/// A path in `folder` that no file has: `stem.extension`, or the first free
/// one of `stem（2）.extension`, `stem（3）.extension` ….
pub fn free_name(folder: &Path, stem: &str, extension: &str) -> PathBuf {
    let path = |number: u32| match number {
        1 => folder.join(format!("{stem}.{extension}")),
        _ => folder.join(format!("{stem}（{number}）.{extension}")),
    };
    (1..u32::MAX)
        .map(path)
        // A link that leads nowhere has the name, too.
        .find(|path| fs::symlink_metadata(path).is_err())
        .unwrap_or_else(|| path(u32::MAX))
}

/// The name of the file that `report` is exported to, without extension: its
/// title, without what a file name cannot have on some system.
pub fn file_name(report: &Report) -> String {
    file_name_of(&report.title)
}

/// As [`file_name`], for a title alone.
pub(crate) fn file_name_of(title: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !r#"\/:*?"<>|"#.contains(*c);
    let mut name: String = title.chars().filter(allowed).collect();
    while name.len() > LONGEST_STEM {
        name.pop();
    }
    // Windows drops dots and spaces at the end, and gives some names to devices.
    let name = name.trim().trim_end_matches(['.', ' ', '\u{3000}']);
    let is_device = DEVICES.iter().any(|device| name.eq_ignore_ascii_case(device));
    if name.is_empty() || is_device { format!("述职报告{name}") } else { name.to_owned() }
}

const DEVICES: [&str; 22] = [
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8",
    "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

/// Where a link leads: it is written through, not replaced. Any other path
/// stays as it was given, since the user is to recognise it.
fn behind_link(target: &Path) -> PathBuf {
    let is_link = fs::symlink_metadata(target).is_ok_and(|there| there.is_symlink());
    let led = if is_link { fs::canonicalize(target).ok() } else { None };
    led.unwrap_or_else(|| target.to_owned())
}

fn folder_of(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// A new file in `folder`, with a short name of its own: the target's may be as
/// long as the file system allows.
fn beside(folder: &Path) -> io::Result<(PathBuf, File)> {
    let mut number = 0_u32;
    loop {
        let path = folder.join(format!(".shuzhi-{number}.tmp"));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            // Another export may be at work here, or one was cut off by a power cut.
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < 999 => number += 1,
            opened => return Ok((path, opened?)),
        }
    }
}

fn fill(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()
}

/// Gives the temporary file the target's name. Without consent to overwrite, a
/// file that came in between stops it.
fn take_name(temporary: &Path, target: &Path, overwrite: bool) -> io::Result<()> {
    if overwrite {
        return fs::rename(temporary, target);
    }
    match fs::hard_link(temporary, target) {
        Ok(()) => {
            // The target is whole: a second name left behind does it no harm.
            let _ = fs::remove_file(temporary);
            Ok(())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        // Sticks with FAT know no links.
        Err(_) => fs::rename(temporary, target),
    }
}

/// Makes the new name last through a power cut.
#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Not every file system can; the file itself is safe on the disk.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {
            Ok(())
        }
        synced => synced,
    }
}

#[cfg(not(unix))]
fn sync(_: &Path) -> io::Result<()> {
    // Windows keeps the names of a folder in a journal.
    Ok(())
}

/// Whether another program has `target` open. Windows tells; elsewhere the lock
/// file tells that word processors lay beside it. One that was left behind by a
/// crash goes away when the file is opened and closed there.
fn is_in_use(target: &Path) -> bool {
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;
        let alone = OpenOptions::new().write(true).share_mode(0).open(target);
        alone.is_err_and(|error| is_sharing_violation(&error))
    }
    #[cfg(not(windows))]
    has_lock_file(target)
}

/// Whether Word, WPS or LibreOffice laid a lock file beside `target`.
#[cfg_attr(all(windows, not(test)), expect(dead_code, reason = "Windows tells by itself"))]
fn has_lock_file(target: &Path) -> bool {
    let Some(name) = target.file_name().and_then(|name| name.to_str()) else { return false };
    // Word puts ~$ in place of the first two characters of a long name.
    let tail = |skip: usize| name.chars().skip(skip).collect::<String>();
    let stem = Path::new(name).file_stem().map_or(0, |stem| stem.to_string_lossy().chars().count());
    let skipped = stem.saturating_sub(6).min(2);
    [
        format!("~${}", tail(skipped)),
        format!("~${name}"),
        format!(".~{name}"),
        format!(".~lock.{name}#"),
    ]
    .iter()
    .any(|lock| target.with_file_name(lock).exists())
}

/// What a failure to write `target` means to the user.
fn refusal(target: &Path, source: io::Error) -> Error {
    let target = target.to_owned();
    let folder = folder_of(&target);
    if is_sharing_violation(&source) {
        return Error::FileInUse(target);
    }
    if !folder.is_dir() || is_device_gone(&source) {
        return Error::FolderMissing(folder.to_owned());
    }
    match source.kind() {
        ErrorKind::AlreadyExists => Error::FileExists(target),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            Error::TargetFull(target)
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Error::ReadOnly(target),
        _ => Error::Unwritable { path: target, source },
    }
}

/// `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION`.
fn is_sharing_violation(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// The medium was pulled out while writing: `ENXIO`, `ENODEV`; on Windows
/// `ERROR_NOT_READY`, `ERROR_DEVICE_NOT_CONNECTED`, `ERROR_NO_SUCH_DEVICE`. `EIO`
/// tells it too, but also of a disk that fails and whose folder is there.
fn is_device_gone(error: &io::Error) -> bool {
    let codes: &[i32] = if cfg!(windows) { &[21, 433, 1167] } else { &[6, 19] };
    error.raw_os_error().is_some_and(|code| codes.contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{TemplateKey, Uid};

    fn name_of(title: &str) -> String {
        let mut report = Report::empty(Uid::nil(), TemplateKey("branch-secretary".into()));
        report.title = title.into();
        file_name(&report)
    }

    #[test]
    fn a_file_is_named_by_the_title_without_what_a_name_cannot_have() {
        assert_eq!(name_of("青禾社区党支部\n2024年度述职报告"), "青禾社区党支部2024年度述职报告");
        assert_eq!(name_of("关于“12/3”：A*B?<C>|\\\"D\"的报告."), "关于“123”：ABCD的报告");
        assert_eq!(name_of(" . "), "述职报告");
        assert_eq!(name_of("nul"), "述职报告nul");
        assert_eq!(name_of(&"长".repeat(300)), "长".repeat(60));
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let folder = tempfile::tempdir().unwrap();
        let free = || free_name(folder.path(), "述职报告", "docx");
        for expected in ["述职报告.docx", "述职报告（2）.docx", "述职报告（3）.docx"]
        {
            assert_eq!(free(), folder.path().join(expected));
            fs::write(free(), "").unwrap();
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_the_system_says_becomes_a_sentence_that_helps() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("报告.docx");
        let said = |code| refusal(&target, io::Error::from_raw_os_error(code));
        assert!(matches!(said(28), Error::TargetFull(_)), "no space left");
        assert!(matches!(said(122), Error::TargetFull(_)), "quota exceeded");
        assert!(matches!(said(30), Error::ReadOnly(_)), "read-only file system");
        assert!(matches!(said(13), Error::ReadOnly(_)), "permission denied");
        assert!(matches!(said(17), Error::FileExists(_)), "came in between");
        assert!(matches!(said(6), Error::FolderMissing(_)), "the stick was pulled out");
        assert!(matches!(said(5), Error::Unwritable { .. }), "the disk failed");
        assert!(matches!(said(36), Error::Unwritable { .. }), "name too long");
        fs::remove_dir(folder.path()).unwrap();
        assert!(matches!(said(2), Error::FolderMissing(_)), "the folder is gone");
    }

    #[test]
    fn lock_files_are_known_by_the_names_word_processors_give_them() {
        let folder = tempfile::tempdir().unwrap();
        for (target, lock) in [
            ("报告.docx", "~$报告.docx"),
            ("2024年述职报告.docx", "~$24年述职报告.docx"),
            ("一二三四五六七.docx", "~$二三四五六七.docx"),
            ("报告.docx", ".~lock.报告.docx#"),
            ("报告.docx", ".~报告.docx"),
        ] {
            let target = folder.path().join(target);
            assert!(!has_lock_file(&target));
            let lock = folder.path().join(lock);
            fs::write(&lock, "").unwrap();
            assert!(has_lock_file(&target), "{}", lock.display());
            fs::remove_file(lock).unwrap();
        }
    }
}
