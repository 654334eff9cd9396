//! Places that refuse: full, read-only, gone, shared by two users, held by
//! another process, on a computer whose clock is wrong.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use shuzhi_core::backup::{self, Why};
use shuzhi_core::store::{Store, place};
use shuzhi_core::{Error, draft};
use shuzhi_faults::judge::Promises;
use shuzhi_faults::office::{self, at, data_of, env_of, text};
use shuzhi_faults::{counted, run};

/// Nobody in particular, on every system.
const NOBODY: u32 = 65_534;
/// Another one.
const SOMEBODY: u32 = 65_533;

#[test]
fn a_disk_that_fills_up_takes_nothing_back_and_goes_on_when_there_is_room() {
    let mut promises = Promises::default();
    let root = tempfile::tempdir().unwrap();
    let filled = Filled::below(root.path());
    let folder = filled.path().to_owned();
    let status = run::said_by(&mut filled.clerk(&["save:2000"]), &mut promises);
    assert_eq!(status.code(), Some(2), "it filled up: {:?}", promises.refused);
    let said = promises.refused.take().unwrap();
    assert!(said.contains("没有存上"), "{said}");
    promises.hold(&folder).unwrap();
    let acknowledged = promises.acknowledged;
    assert!(acknowledged > 5, "{acknowledged} saves before it was full");
    filled.make_room();
    run::work(&folder, &["save:3"], &mut promises);
    promises.hold(&folder).unwrap();
    counted::keep("full", &[("acknowledged before it was full", acknowledged), ("lost", 0)]);
}

/// A small disk: one of its own where that may be mounted, and the portable
/// limit on the size of a file where not.
struct Filled {
    root: PathBuf,
    is_mounted: bool,
}

impl Filled {
    fn below(folder: &Path) -> Self {
        let root = folder.join("小盘");
        fs::create_dir(&root).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"])
            .arg(&root)
            .output()
            .is_ok_and(|done| done.status.success());
        Self { root, is_mounted: mounted }
    }

    fn path(&self) -> &Path {
        &self.root
    }

    fn clerk(&self, tasks: &[&str]) -> Command {
        if self.is_mounted {
            return run::clerk(&self.root, tasks);
        }
        let clerk = run::clerk(&self.root, tasks);
        let mut limited = Command::new("sh");
        limited.args(["-c", "trap '' XFSZ; ulimit -f 400; exec \"$0\" \"$@\""]);
        limited.arg(clerk.get_program()).args(clerk.get_args());
        limited.env_clear().env("HOME", &self.root).env("PATH", "/usr/bin:/bin");
        limited.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
        limited
    }

    fn make_room(&self) {
        if self.is_mounted {
            let room = ["-o", "remount,size=16m"];
            assert!(Command::new("mount").args(room).arg(&self.root).status().unwrap().success());
        }
    }
}

impl Drop for Filled {
    fn drop(&mut self) {
        if self.is_mounted {
            let _ = Command::new("umount").arg("-l").arg(&self.root).status();
        }
    }
}

#[test]
fn a_folder_and_a_file_that_may_not_be_written_are_named_and_left_alone() {
    let root = open_to_all();
    let mut promises = Promises::default();
    run::work(root.path(), &["save:3"], &mut promises);
    let data = data_of(root.path());
    let folder = data.parent().unwrap();
    let before = fs::read(&data).unwrap();
    for (file_mode, folder_mode) in [(0o444, 0o555), (0o644, 0o555), (0o444, 0o777)] {
        fs::set_permissions(&data, Permissions::from_mode(file_mode)).unwrap();
        fs::set_permissions(folder, Permissions::from_mode(folder_mode)).unwrap();
        let mut heard = promises.clone();
        let status = run::said_by(&mut as_user(root.path(), NOBODY, &["save"]), &mut heard);
        let said = heard.refused.unwrap_or_default();
        assert_eq!(status.code(), Some(2), "{file_mode:o} in {folder_mode:o}: {said}");
        assert!(said.contains("请"), "{said}");
        fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
        assert_eq!(fs::read(&data).unwrap(), before, "not a byte was changed");
    }
    fs::set_permissions(&data, Permissions::from_mode(0o644)).unwrap();
    promises.hold(root.path()).unwrap();
}

#[test]
fn two_users_of_one_computer_share_a_folder() {
    let root = open_to_all();
    let shared = root.path().join(".local/share/shuzhi");
    fs::create_dir_all(&shared).unwrap();
    // As an administrator sets it up for all logins of the computer.
    fs::set_permissions(&shared, Permissions::from_mode(0o777)).unwrap();
    let mut promises = Promises::default();
    let tasks = ["save:3", "copy", "mirror", "close", "save:2"];
    for _ in 0..2 {
        for user in [NOBODY, SOMEBODY] {
            let status = run::said_by(&mut as_user(root.path(), user, &tasks), &mut promises);
            assert!(status.success(), "user {user}: {:?}", promises.refused);
        }
    }
    // While one has it open the other is told so.
    let mut first = as_user(root.path(), NOBODY, &["open", "wait"]).spawn().unwrap();
    let mut out = BufReader::new(first.stdout.take().unwrap());
    let mut line = String::new();
    while line.trim() != "ready" {
        line.clear();
        out.read_line(&mut line).unwrap();
    }
    let mut heard = promises.clone();
    let status = run::said_by(&mut as_user(root.path(), SOMEBODY, &["save"]), &mut heard);
    assert_eq!(status.code(), Some(2));
    assert!(heard.refused.unwrap().contains("已经打开着"));
    first.kill().unwrap();
    first.wait().unwrap();
    let status = run::said_by(&mut as_user(root.path(), SOMEBODY, &["save"]), &mut promises);
    assert!(status.success(), "after a kill: {:?}", promises.refused);
    promises.hold(root.path()).unwrap();
    let users =
        if is_root() { "acknowledged by two users" } else { "acknowledged by one user twice" };
    counted::keep("shared", &[(users, promises.acknowledged), ("lost", 0)]);
}

/// A home that every user may go through.
fn open_to_all() -> tempfile::TempDir {
    let root = run::folder();
    fs::set_permissions(root.path(), Permissions::from_mode(0o777)).unwrap();
    // The programs may lie where only their owner may go.
    let program = root.path().join("clerk");
    fs::copy(run::program("clerk"), &program).unwrap();
    fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
    root
}

fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// The clerk as a user. Who is not root can be only himself, for whom the
/// rules of groups hold all the same.
fn as_user(root: &Path, user: u32, tasks: &[&str]) -> Command {
    let clerk = run::clerk(root, tasks);
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.arg(format!("--reuid={user}")).arg(format!("--regid={user}"));
        command.args(["--clear-groups", "--"]).arg(root.join("clerk"));
        command
    } else {
        Command::new(root.join("clerk"))
    };
    command.args(clerk.get_args()).env_clear().env("HOME", root).env("PATH", "/usr/bin:/bin");
    command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    command
}

#[test]
fn a_folder_that_vanished_is_told_before_anything_counts_as_saved() {
    let root = run::folder();
    let mut promises = Promises::default();
    run::work(root.path(), &["save:3"], &mut promises);
    let mut store = place::open(&env_of(root.path())).unwrap();
    let folder = data_of(root.path()).parent().unwrap().to_owned();
    let away = root.path().join("改了名");
    fs::rename(&folder, &away).unwrap();
    let report = text(0, 9);
    let version = store.report(&report.uid).unwrap().version;
    let refused = draft::save(&mut store, &report, version, at(9)).unwrap_err();
    assert!(matches!(refused, Error::StorePlace { .. }), "{refused:?}");
    fs::rename(&away, &folder).unwrap();
    draft::save(&mut store, &report, version, at(9)).unwrap();
    drop(store);
    let store = place::open(&env_of(root.path())).unwrap();
    assert_eq!(store.report(&report.uid).unwrap().report, report);
}

#[test]
fn a_clock_that_is_a_year_back_costs_no_text_no_copy_and_no_order() {
    let root = run::folder();
    let mut store = {
        let mut promises = Promises::default();
        run::work(root.path(), &["save:3"], &mut promises);
        place::open(&env_of(root.path())).unwrap()
    };
    let uid = text(0, 0).uid;
    let year_back = |minute| at(minute) - chrono::TimeDelta::days(365);
    let mut watch = backup::Watch::begin(store.path()).unwrap();
    for (k, now) in [(6, at(600)), (9, year_back(700)), (12, year_back(760)), (15, at(800))] {
        let version = store.report(&uid).unwrap().version;
        draft::save(&mut store, &text(0, k), version, now).unwrap();
        watch.look(now).unwrap();
        assert_eq!(store.report(&uid).unwrap().report, text(0, k));
        let texts = store.path().with_file_name(backup::TEXTS);
        let on_disk: Vec<_> = fs::read_dir(texts)
            .unwrap()
            .map(|entry| fs::read(entry.unwrap().path()).unwrap())
            .collect();
        assert!(on_disk.contains(&office::plain(&text(0, k))), "the text file follows at {now}");
        backup::take(&store, Why::Rolling, now).unwrap();
    }
    let copies = backup::list(&store).unwrap();
    let numbers: Vec<u32> = copies.iter().map(|copy| copy.number).collect();
    assert!(numbers.is_sorted_by(|a, b| a > b), "{numbers:?}");
    assert!(copies.iter().filter(|copy| copy.why == Why::Rolling).count() >= 4, "{copies:?}");
    let kept: Vec<i64> = store.revisions(&uid).unwrap().iter().map(|kept| kept.id).collect();
    assert!(kept.len() >= 3, "states were kept on the way: {kept:?}");
    let latest = &copies[0];
    assert!(Store::open_copy(&backup::path_of(&store, &latest.name).unwrap()).is_ok());
}
