//! The disk refuses one call after the other: full, or failing, once or from
//! then on. What is asked for is done or refused in words, never half.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use shuzhi_core::store::Store;
use shuzhi_faults::disk::{Disk, Left, lay_out};
use shuzhi_faults::judge::Promises;
use shuzhi_faults::office::{data_of, state};
use shuzhi_faults::{counted, rounds, run};

/// How a call is struck: `EIO` once or for good, `ENOSPC` for good, or after
/// half a write.
const HOWS: [&str; 4] = ["once 5", "on 5", "on 28", "half 28"];

#[test]
fn every_refused_call_leaves_the_data_as_it_was_or_as_it_was_to_be() {
    let works: [(&str, &[&str], &[&str]); 7] = [
        ("refused-first-start", &[], &["save"]),
        ("refused-save", &["save:4"], &["save:3", "close"]),
        ("refused-copy", &["save:4"], &["copy", "save"]),
        ("refused-restore", &["save:4"], &["copy", "save", "restore"]),
        ("refused-import", &["save:4"], &["take-in"]),
        ("refused-export", &["save:4"], &["export", "mirror"]),
        ("refused-move", &["save:4"], &["move", "save"]),
    ];
    for (name, before, tasks) in works {
        let root = run::folder();
        let mut promises = Promises::default();
        if !before.is_empty() {
            run::work(root.path(), before, &mut promises);
            fs::create_dir(root.path().join("大家的文件夹")).unwrap();
        }
        refuse_everywhere(name, root.path(), tasks, &promises);
    }
    for version in 1..Store::VERSION {
        let root = run::folder();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
        let data = data_of(root.path());
        fs::create_dir_all(data.parent().unwrap()).unwrap();
        fs::copy(sample.join(format!("store-v{version}.db")), &data).unwrap();
        let promises = Promises::of(&state(&Store::open_copy(&data).unwrap()).unwrap());
        refuse_everywhere(&format!("refused-upgrade-{version}"), root.path(), &["open"], &promises);
    }
}

fn refuse_everywhere(name: &str, root: &Path, tasks: &[&str], before: &Promises) {
    let start = Disk::of(root).after_cut(&[]);
    let (mut struck, mut refused, mut done) = (0, 0, 0);
    for (offset, how) in HOWS.iter().enumerate() {
        let step = rounds(7, 1);
        let mut call = 1 + offset % step;
        while let Some(status) = strike(&start, root, tasks, &format!("{call} {how}"), before) {
            struck += 1;
            refused += u64::from(status == 2);
            done += u64::from(status == 0);
            call += step;
        }
    }
    assert!(refused > 0, "{name}: nothing was ever refused");
    counted::keep(
        name,
        &[
            ("faults injected", struck),
            ("refused in words", refused),
            ("done all the same", done),
            ("lost", 0),
        ],
    );
}

/// Lets the clerk work with one call struck; `None` when it made fewer calls.
fn strike(
    start: &Left,
    root: &Path,
    tasks: &[&str],
    strike: &str,
    before: &Promises,
) -> Option<i32> {
    lay_out(start, root);
    let place = tempfile::tempdir().unwrap();
    let mark = place.path().join("struck");
    let mut command = run::clerk(root, tasks);
    run::watch(&mut command, root).env("FAULTS_STRIKE", strike).env("FAULTS_MARK", &mark);
    let mut promises = before.clone();
    let status = run::said_by(&mut command, &mut promises);
    if !mark.exists() {
        return None;
    }
    let code = status.code().unwrap_or_else(|| panic!("{tasks:?}, {strike}: {status}"));
    assert!(code == 0 || code == 2, "{tasks:?}, {strike}: panicked with {code}");
    if let Some(said) = promises.refused.take().filter(|_| code == 2) {
        assert!(said.contains("请") && said.ends_with('。'), "{tasks:?}, {strike}: {said}");
    }
    if let Err(wrong) = promises.hold(root) {
        panic!("{tasks:?}, {strike}: {wrong}");
    }
    // The surroundings are as they should be again, and so is the program.
    run::work(root, &["save"], &mut promises);
    Some(code)
}
