//! The data file on a disk: made, opened, refused, locked, moved, closed.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use shuzhi_core::model::{Branch, BranchYear, Level, Moment, Report, TemplateKey, Uid, Year};
use shuzhi_core::store::{Store, place};
use shuzhi_core::{Error, Result};
use tempfile::TempDir;

fn uid(number: u32) -> Uid {
    Uid::parse(&format!("00000000-0000-7000-8000-{number:012}")).unwrap()
}

fn report(number: u16) -> Report {
    Report {
        branch: uid(1),
        year: Some(Year::new(number).unwrap()),
        title: format!("青禾社区党支部书记{number}年度抓基层党建述职报告"),
        opening: vec!["现将一年来的工作情况报告如下。".repeat(200)],
        ..Report::empty(uid(u32::from(number)), TemplateKey("branch-secretary".to_owned()))
    }
}

/// Puts a branch and its reports of 2021–2024 into the store.
fn fill(store: &mut Store) {
    let facts = BranchYear {
        year: Year::new(2021).unwrap(),
        name: "青禾社区党支部".to_owned(),
        level: Level::Branch,
        community: "青禾社区".to_owned(),
        superior: "云桥街道党工委".to_owned(),
        secretary: String::new(),
        members: None,
    };
    let branch = Branch { uid: uid(1), succeeds: None, years: vec![facts] };
    store
        .write(|tx| {
            tx.put_branch(&branch)?;
            (2021..=2024)
                .try_for_each(|year| tx.add_report(&report(year), false, Moment::UNIX_EPOCH))
        })
        .unwrap();
}

/// A closed data file with four reports.
fn filled(folder: &TempDir) -> PathBuf {
    let path = folder.path().join("述职.db");
    fill(&mut Store::open(&path).unwrap());
    path
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Puts `bytes` at `offset` of the file.
fn poke(path: &Path, offset: u64, bytes: &[u8]) {
    let mut file = File::options().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(offset)).unwrap();
    file.write_all(bytes).unwrap();
}

/// That both ways of opening refuse the file alike, and leave every byte of it
/// as it was and nothing beside it but a lock.
#[track_caller]
fn refused_untouched(path: &Path, expected: fn(&Error) -> bool) {
    let before = fs::read(path).ok();
    for refused in [Store::open(path), Store::open_for_reading(path)] {
        let error = refused.unwrap_err();
        assert!(expected(&error), "{error:?}");
        assert_eq!(fs::read(path).ok(), before, "the file is as it was");
    }
    let stray: Vec<_> = names(path.parent().unwrap())
        .into_iter()
        .filter(|name| !name.ends_with(".db") && !name.ends_with(".lock"))
        .collect();
    assert_eq!(stray, Vec::<String>::new());
}

#[test]
fn a_new_file_is_made_with_its_folders_and_closed_into_one_piece() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("新/一处/述职.db");
    fill(&mut Store::open(&path).unwrap());
    assert_eq!(names(path.parent().unwrap()), ["述职.db", "述职.db.lock"], "no journal is left");
    assert_eq!(Store::open(&path).unwrap().reports().unwrap().len(), 4);
}

#[test]
fn what_a_commit_acknowledged_is_there_without_closing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("述职.db");
    let mut store = Store::open(&path).unwrap();
    fill(&mut store);
    // As after a power cut: the files as they lie there, the process gone.
    let copy = folder.path().join("断电.db");
    for end in ["", "-wal"] {
        let from = folder.path().join(format!("述职.db{end}"));
        fs::copy(from, folder.path().join(format!("断电.db{end}"))).unwrap();
    }
    assert_eq!(Store::open(&copy).unwrap().reports().unwrap().len(), 4);
}

#[test]
fn a_second_opening_is_refused_until_the_first_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(&folder);
    let first = Store::open(&path).unwrap();
    let refused = Store::open(&path).unwrap_err();
    insta::assert_snapshot!(refused, @"述职已经打开着，同一份内容不能两处同时改。请先关闭述职窗口，或转到已打开的窗口里操作。");
    drop(first);
    assert!(Store::open(&path).is_ok());
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_that_is_open_is_refused_like_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(&folder);
    let link = folder.path().join("快捷方式.db");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let _first = Store::open(&path).unwrap();
    assert!(matches!(Store::open(&link), Err(Error::StoreInUse)));
}

#[test]
fn beside_an_open_window_reading_works_and_writing_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(&folder);
    let mut window = Store::open(&path).unwrap();
    let mut terminal = Store::open_for_reading(&path).unwrap();
    assert_eq!(terminal.report(&uid(2024)).unwrap().report, report(2024));
    let refused = terminal.write(|tx| tx.trash_report(&uid(2024), Moment::UNIX_EPOCH)).unwrap_err();
    assert!(matches!(refused, Error::StoreInUse));
    assert!(refused.to_string().contains("请先关闭述职窗口"));
    window.write(|tx| tx.trash_report(&uid(2024), Moment::UNIX_EPOCH)).unwrap();
    assert_eq!(terminal.reports().unwrap().len(), 3, "it sees what the window did since");
}

#[test]
fn reading_needs_a_file_and_makes_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("没有.db");
    assert!(matches!(Store::open_for_reading(&path), Err(Error::StorePlace { .. })));
    assert_eq!(names(folder.path()), Vec::<String>::new());
    let path = filled(&folder);
    fs::remove_file(folder.path().join("述职.db.lock")).unwrap();
    let before = fs::read(&path).unwrap();
    drop(Store::open_for_reading(&path).unwrap());
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(names(folder.path()), ["述职.db"], "and takes no lock");
}

#[test]
fn a_file_of_a_later_version_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(&folder);
    poke(&path, 60, &99_u32.to_be_bytes()); // PRAGMA user_version
    refused_untouched(&path, |error| matches!(error, Error::StoreTooNew));
}

#[test]
fn a_file_of_another_program_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(&folder);
    poke(&path, 68, &0_u32.to_be_bytes()); // PRAGMA application_id
    refused_untouched(&path, |error| matches!(error, Error::StoreDamaged(_)));
}

#[test]
fn what_is_no_data_file_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("述职.db");
    for bytes in [b"\n".to_vec(), "这是一份述职报告。".repeat(200).into(), vec![0; 8192]] {
        fs::write(&path, bytes).unwrap();
        refused_untouched(&path, |error| matches!(error, Error::StoreDamaged(_)));
    }
}

#[test]
fn a_damaged_data_file_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(&folder);
    let whole = fs::read(&path).unwrap();
    let cut = |share: usize| whole[..whole.len() * share / 100].to_vec();
    let mut first_page = whole.clone();
    first_page[100..4096].fill(0xFF);
    for bytes in [cut(60), cut(5), whole[..100].to_vec(), first_page] {
        fs::write(&path, &bytes).unwrap();
        refused_untouched(&path, |error| matches!(error, Error::StoreDamaged(_)));
    }
}

#[test]
fn an_empty_file_is_told_apart_from_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("述职.db");
    File::create(&path).unwrap();
    refused_untouched(&path, |error| matches!(error, Error::StoreEmpty(_)));
}

#[test]
fn a_journal_without_its_file_is_neither_mixed_into_a_new_one_nor_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("述职.db");
    let mut store = Store::open(&path).unwrap();
    fill(&mut store);
    let journal = fs::read(folder.path().join("述职.db-wal")).unwrap();
    drop(store);
    fs::remove_file(&path).unwrap();
    fs::write(folder.path().join("述职.db-wal"), &journal).unwrap();
    let refused = Store::open(&path).unwrap_err();
    assert!(matches!(refused, Error::StoreDamaged(_)), "{refused:?}");
    assert_eq!(fs::read(folder.path().join("述职.db-wal")).unwrap(), journal);
    assert!(!path.exists());
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_not_taken_for_a_place_to_begin_anew() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("述职.db");
    std::os::unix::fs::symlink(folder.path().join("U盘/述职.db"), &link).unwrap();
    assert!(matches!(Store::open(&link), Err(Error::StorePlace { .. })));
    assert!(link.is_symlink());
}

#[test]
fn a_folder_in_place_of_the_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for refused in [Store::open(folder.path()), Store::open_for_reading(folder.path())] {
        assert!(matches!(refused, Err(Error::StorePlace { .. })), "{refused:?}");
    }
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn a_place_that_cannot_be_is_named_in_the_refusal() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("文件");
    File::create(&file).unwrap();
    let refused = Store::open(&file.join("述职.db")).unwrap_err();
    assert!(matches!(refused, Error::StorePlace { .. }), "{refused:?}");
    assert!(refused.to_string().contains("文件"), "{refused}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_refused_and_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("只读");
    fs::create_dir(&inner).unwrap();
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o555)).unwrap();
    // To the superuser the bits mean nothing, and the file is simply made.
    let binding = File::create(inner.join("试")).is_err();
    let opened = Store::open(&inner.join("述职.db"));
    if binding {
        assert!(matches!(opened, Err(Error::StorePlace { .. })), "{opened:?}");
        assert_eq!(names(&inner), Vec::<String>::new());
    } else {
        assert!(opened.is_ok(), "{opened:?}");
    }
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn no_changed_byte_makes_it_panic_or_shows_a_wrong_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(&folder);
    let whole = fs::read(&path).unwrap();
    let read_all = |store: &Store| -> Result<()> {
        for row in store.reports()? {
            let stored = store.report(&row.uid)?.report;
            assert_eq!(stored, report(stored.year.unwrap().number()), "as saved, or not at all");
        }
        Ok(())
    };
    let mut refused = 0;
    let mut state = 1_u64;
    for _ in 0..400 {
        // Numbers that are spread well enough, and the same in every run.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let at = (state >> 33) as usize % whole.len();
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << ((state >> 20) % 8);
        fs::write(&path, &bytes).unwrap();
        if Store::open_for_reading(&path).and_then(|store| read_all(&store)).is_err() {
            refused += 1;
        }
    }
    assert!(refused > 100, "some of the changes must have hit a text: {refused}");
}

/// The environment of a login whose home is `folder`.
fn home(folder: &TempDir) -> impl Fn(&str) -> Option<OsString> {
    let home = folder.path().as_os_str().to_owned();
    move |name| matches!(name, "HOME" | "LOCALAPPDATA").then(|| home.clone())
}

#[test]
fn the_place_of_the_data_is_the_named_one_before_the_users_own() {
    let folder = tempfile::tempdir().unwrap();
    let own = place::data_file(&home(&folder));
    assert!(own.starts_with(folder.path()) && own.ends_with("shuzhi/shuzhi.db"), "{own:?}");
    let named = |name: &str| (name == "SHUZHI_DATA").then(|| "别处/述职.db".into());
    assert_eq!(place::data_file(&named), Path::new("别处/述职.db"));
    let nowhere = place::data_file(&|_| None);
    assert_eq!(nowhere, Path::new("shuzhi/shuzhi.db"));
}

#[cfg(unix)]
#[test]
fn a_data_folder_that_is_set_counts_before_the_home_and_a_relative_one_does_not() {
    let env = |name: &str| match name {
        "XDG_DATA_HOME" => Some("/data".into()),
        "HOME" => Some("/home/clerk".into()),
        _ => None,
    };
    assert_eq!(place::data_file(&env), Path::new("/data/shuzhi/shuzhi.db"));
    let relative =
        |name: &str| if name == "XDG_DATA_HOME" { Some("data".into()) } else { env(name) };
    assert_eq!(place::data_file(&relative), Path::new("/home/clerk/.local/share/shuzhi/shuzhi.db"),);
}

#[test]
fn data_that_is_moved_is_all_there_and_found_there_ever_after() {
    let folder = tempfile::tempdir().unwrap();
    let env = home(&folder);
    let mut store = place::open(&env).unwrap();
    fill(&mut store);
    let old = store.path().to_owned();
    let shared = folder.path().join("共用 ’文件夹");
    fs::create_dir(&shared).unwrap();

    place::relocate(&mut store, &shared, &env).unwrap();
    let moved = store.path().to_owned();
    assert_eq!(moved, place::in_folder(&fs::canonicalize(&shared).unwrap()));
    assert_eq!(place::data_file(&env), moved);
    assert_eq!(store.report(&uid(2023)).unwrap().report, report(2023));
    store.write(|tx| tx.trash_report(&uid(2024), Moment::UNIX_EPOCH)).unwrap();
    assert!(matches!(Store::open(&moved), Err(Error::StoreInUse)), "the lock went along");
    drop(store);
    assert_eq!(place::open(&env).unwrap().reports().unwrap().len(), 3);

    assert!(!old.exists(), "the old file no longer goes by its name");
    let kept = Store::open(&old.with_file_name("shuzhi-已移走.db")).unwrap();
    assert_eq!(kept.reports().unwrap().len(), 4, "but everything is still in it");
}

#[test]
fn data_can_be_moved_back_and_forth() {
    let folder = tempfile::tempdir().unwrap();
    let env = home(&folder);
    let mut store = place::open(&env).unwrap();
    fill(&mut store);
    let own = store.path().parent().unwrap().to_owned();
    let shared = folder.path().join("共用");
    fs::create_dir(&shared).unwrap();
    for target in [&shared, &own, &shared, &own] {
        place::relocate(&mut store, target, &env).unwrap();
        assert_eq!(store.reports().unwrap().len(), 4);
    }
    assert!(own.join("shuzhi-已移走（2）.db").exists(), "no old file replaces another");
}

#[test]
fn a_move_that_fails_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let env = home(&folder);
    let mut store = place::open(&env).unwrap();
    fill(&mut store);
    let old = store.path().to_owned();
    let taken = folder.path().join("有人用");
    drop(Store::open(&taken.join("shuzhi.db")).unwrap());

    let there = place::relocate(&mut store, &taken, &env).unwrap_err();
    assert!(matches!(there, Error::StoreThere(_)), "{there:?}");
    let gone = place::relocate(&mut store, &folder.path().join("没有"), &env).unwrap_err();
    assert!(matches!(gone, Error::FolderMissing(_)), "{gone:?}");
    // The pointer cannot be written: a folder stands in its way.
    let pointer = old.with_file_name("moved-to");
    fs::create_dir_all(pointer.join("x")).unwrap();
    let empty = folder.path().join("空");
    fs::create_dir(&empty).unwrap();
    assert!(place::relocate(&mut store, &empty, &env).is_err());
    assert_eq!(names(&empty), Vec::<String>::new(), "no copy is left behind");
    fs::remove_dir_all(&pointer).unwrap();

    assert_eq!((store.path(), place::data_file(&env)), (old.as_path(), old.clone()));
    store.write(|tx| tx.trash_report(&uid(2024), Moment::UNIX_EPOCH)).unwrap();
    drop(store);
    assert_eq!(place::open(&env).unwrap().reports().unwrap().len(), 3);
}

#[test]
fn data_whose_place_was_named_at_the_start_is_not_moved() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(&folder);
    let named = |name: &str| (name == "SHUZHI_DATA").then(|| path.clone().into());
    let mut store = place::open(&named).unwrap();
    let refused = place::relocate(&mut store, folder.path(), &named).unwrap_err();
    insta::assert_snapshot!(refused, @"这一步现在做不了：存放的位置是这台电脑的管理员定好的。内容没有改动。");
}

#[test]
fn data_that_was_moved_and_is_away_is_never_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let env = home(&folder);
    let mut store = place::open(&env).unwrap();
    fill(&mut store);
    let stick = folder.path().join("U盘");
    fs::create_dir(&stick).unwrap();
    place::relocate(&mut store, &stick, &env).unwrap();
    drop(store);
    let away = folder.path().join("拔掉");
    fs::rename(&stick, &away).unwrap();
    let refused = place::open(&env).unwrap_err();
    assert!(matches!(refused, Error::StorePlace { .. }), "{refused:?}");
    assert!(!stick.exists());
    fs::rename(&away, &stick).unwrap();
    assert_eq!(place::open(&env).unwrap().reports().unwrap().len(), 4);

    let pointer = folder.path().join("shuzhi/moved-to");
    let pointer =
        if cfg!(windows) { pointer } else { folder.path().join(".local/share/shuzhi/moved-to") };
    fs::write(&pointer, "一行说不清的话").unwrap();
    assert!(matches!(place::open(&env), Err(Error::StorePlace { .. })), "a pointer that is none");
}
