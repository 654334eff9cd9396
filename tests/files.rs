//! Writing a file on real file systems: full, read-only, in use, gone. A
//! refusal names its reason and leaves the folder as it was.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use shuzhi_core::Error;
use shuzhi_core::export::{free_name, write};

/// Every file of a folder, with what is in it.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| (path.clone(), fs::read(&path).unwrap_or_default())).collect()
}

/// Writing `target` is refused, and nothing in its folder changed.
#[track_caller]
fn refused(target: &Path, overwrite: bool) -> Error {
    let folder = target.parent().unwrap();
    let before = folder.is_dir().then(|| contents(folder));
    let error = write(target, &[7; 300_000], overwrite).expect_err("this cannot be written");
    assert_eq!(before, folder.is_dir().then(|| contents(folder)), "{error}");
    error
}

#[test]
fn a_file_is_written_whole_and_nothing_else_stays_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("述职报告.docx");
    write(&target, b"first", false).unwrap();
    write(&target, b"second", true).unwrap();
    assert_eq!(contents(folder.path()), BTreeMap::from([(target, b"second".to_vec())]));
}

#[test]
fn a_file_that_is_there_is_left_alone_without_consent() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("述职报告.docx");
    fs::write(&target, "去年的").unwrap();
    assert!(matches!(refused(&target, false), Error::FileExists(path) if path == target));
}

#[test]
fn a_missing_folder_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("U盘");
    let error = refused(&missing.join("述职报告.docx"), false);
    assert!(matches!(error, Error::FolderMissing(path) if path == missing));
}

#[test]
fn a_folder_or_a_protected_file_under_the_name_is_read_only() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("述职报告.docx");
    fs::create_dir(&target).unwrap();
    assert!(matches!(refused(&target, true), Error::ReadOnly(_)));
    fs::remove_dir(&target).unwrap();

    fs::write(&target, "定稿").unwrap();
    let mut permissions = fs::metadata(&target).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&target, permissions).unwrap();
    assert!(matches!(refused(&target, true), Error::ReadOnly(_)));
}

#[test]
fn a_stem_of_the_longest_kind_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let stem = "长".repeat(60);
    for _ in 0..3 {
        write(&free_name(folder.path(), &stem, "docx"), b"text", false).unwrap();
    }
    assert_eq!(contents(folder.path()).len(), 3);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::process::Command;

    use super::*;

    #[test]
    fn a_file_open_in_a_word_processor_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("述职报告.docx");
        fs::write(&target, "正在编辑").unwrap();
        for lock in ["~$述职报告.docx", ".~lock.述职报告.docx#"] {
            let lock = folder.path().join(lock);
            fs::write(&lock, "").unwrap();
            let error = refused(&target, true);
            assert!(matches!(&error, Error::FileInUse(path) if *path == target));
            assert!(error.to_string().contains("请先在 Word/WPS 中关闭"), "{error}");
            fs::remove_file(lock).unwrap();
        }
        write(&target, b"now", true).unwrap();
    }

    #[test]
    fn a_link_is_written_through() {
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("实际.docx"), folder.path().join("桌面.docx"));
        fs::write(&target, "old").unwrap();
        symlink(&target, &link).unwrap();
        write(&link, b"new", true).unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    /// A small file system in memory, or `None` where mounting is not allowed.
    struct Mount(tempfile::TempDir);

    impl Mount {
        fn new(options: &str) -> Option<Self> {
            let folder = tempfile::tempdir().unwrap();
            let mount = ["-t", "tmpfs", "-o", options, "shuzhi-test"];
            let done = Command::new("mount").args(mount).arg(folder.path()).output().ok()?;
            done.status.success().then_some(Self(folder))
        }
    }

    impl Drop for Mount {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg("-l").arg(self.0.path()).output();
        }
    }

    #[test]
    fn a_full_disk_leaves_the_old_file() {
        let Some(mount) = Mount::new("size=64k") else { return full_disk_without_a_mount() };
        let target = mount.0.path().join("述职报告.docx");
        fs::write(&target, "去年的").unwrap();
        assert!(matches!(refused(&target, true), Error::TargetFull(_)));
        let new = mount.0.path().join("新的.docx");
        assert!(matches!(refused(&new, false), Error::TargetFull(_)));
    }

    /// Without the right to mount: the device that is always full says what the
    /// refusal goes by.
    fn full_disk_without_a_mount() {
        let error = fs::write("/dev/full", "x").unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::StorageFull);
    }

    #[test]
    fn a_read_only_place_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let mount = Mount::new("ro");
        let place = mount.as_ref().map_or(folder.path(), |mount| mount.0.path());
        if mount.is_none() {
            fs::set_permissions(place, fs::Permissions::from_mode(0o555)).unwrap();
        }
        assert!(matches!(refused(&place.join("述职报告.docx"), false), Error::ReadOnly(_)));
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    }
}
