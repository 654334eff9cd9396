//! Power cuts, modelled: the clerk's session is recorded call by call, and the
//! power is cut after every one of them.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use shuzhi_core::store::Store;
use shuzhi_faults::dice::Dice;
use shuzhi_faults::disk::{Disk, Fate, Left, lay_out};
use shuzhi_faults::judge::{Promises, open_or_rescue};
use shuzhi_faults::office::{data_of, state};
use shuzhi_faults::tape::Event;
use shuzhi_faults::{counted, rounds, run};

#[test]
fn no_acknowledged_save_is_lost_whenever_the_power_goes() {
    let root = run::folder();
    cut_everywhere(
        "power-saves",
        root.path(),
        &["save:24", "close", "save:6"],
        Promises::default(),
    );
}

#[test]
fn copies_texts_and_exports_are_whole_or_absent() {
    let root = run::folder();
    let mut before = Promises::default();
    run::work(root.path(), &["save:5"], &mut before);
    let tasks = ["copy", "save:2", "mirror", "export", "take-in", "save", "mirror", "copy"];
    cut_everywhere("power-copies", root.path(), &tasks, before);
}

#[test]
fn bringing_back_a_copy_is_all_or_nothing() {
    let root = run::folder();
    let mut before = Promises::default();
    run::work(root.path(), &["save:5"], &mut before);
    cut_everywhere("power-restore", root.path(), &["copy", "save:4", "restore", "save:3"], before);
}

#[test]
fn an_upgrade_is_all_or_nothing_from_every_version_that_shipped() {
    for version in 1..Store::VERSION {
        let root = run::folder();
        let before = of_version(root.path(), version);
        cut_everywhere(&format!("power-upgrade-{version}"), root.path(), &["open"], before);
    }
}

#[test]
fn moving_the_data_never_leaves_it_nowhere() {
    let root = run::folder();
    let mut before = Promises::default();
    run::work(root.path(), &["save:5", "copy"], &mut before);
    fs::create_dir(root.path().join("大家的文件夹")).unwrap();
    cut_everywhere("power-move", root.path(), &["move", "save:3"], before);
}

#[test]
fn making_damaged_data_whole_can_be_cut_off_and_begun_again() {
    let root = run::folder();
    let mut before = Promises::default();
    run::work(root.path(), &["save:6", "copy", "close", "save:2"], &mut before);
    leave_a_journal(root.path(), &mut before);
    // One bit of the first report, which the copy has as it is.
    let data = data_of(root.path());
    let mut bytes = fs::read(&data).unwrap();
    let words = "第6稿第2段".as_bytes();
    let at = bytes.windows(words.len()).rposition(|window| window == words).unwrap();
    bytes[at + 4] ^= 1;
    fs::write(&data, bytes).unwrap();
    cut_everywhere("power-rescue", root.path(), &["rescue"], before);
}

/// Two more saves, of reports other than the first, which stand in the journal
/// only.
fn leave_a_journal(root: &Path, promises: &mut Promises) {
    use std::process::Command;
    let mut command: Command = run::clerk(root, &["save:1", "wait"]);
    let mut clerk = command.spawn().unwrap();
    let mut out = std::io::BufReader::new(clerk.stdout.take().unwrap());
    let mut line = String::new();
    while line.trim() != "ready" {
        line.clear();
        std::io::BufRead::read_line(&mut out, &mut line).unwrap();
        promises.hear(line.trim_end());
    }
    clerk.kill().unwrap();
    clerk.wait().unwrap();
}

/// The data file of a version that shipped, in the place of the data.
fn of_version(root: &Path, version: u32) -> Promises {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    let data = data_of(root);
    fs::create_dir_all(data.parent().unwrap()).unwrap();
    fs::copy(sample.join(format!("store-v{version}.db")), &data).unwrap();
    Promises::of(&state(&Store::open_copy(&data).unwrap()).unwrap())
}

/// Records `tasks`, cuts the power after each call, and judges what is left.
fn cut_everywhere(name: &str, root: &Path, tasks: &[&str], before: Promises) {
    let mut disk = Disk::of(root);
    let tape = run::record(root, tasks);
    let mut promises = before;
    let mut dice = Dice::new(1);
    let mut seen = BTreeSet::new();
    let (mut cuts, mut most) = (0_u64, 0);
    for (at, event) in tape.iter().enumerate() {
        if let Event::Said(line) = event {
            promises.hear(line);
        }
        disk.play(event);
        if matches!(event, Event::Closed(_) | Event::Opened { created: false, emptied: false, .. })
        {
            continue;
        }
        most = most.max(disk.pending());
        // The short form cuts at some of the calls only, others in each session.
        if dice.below(tape.len()) >= rounds(60, usize::MAX) {
            continue;
        }
        for fates in ways(disk.pending(), &mut dice) {
            let left = disk.after_cut(&fates);
            let known = (sum_of(&left), promises.acknowledged);
            if !seen.insert(known) {
                continue;
            }
            cuts += 1;
            lay_out(&left, root);
            if let Err(wrong) = judged(name, &promises, root) {
                let evidence = keep_evidence(&left, root);
                panic!("{name}: cut after call {at} ({fates:?}): {wrong}\n{}", evidence.display());
            }
        }
    }
    assert!(promises.acknowledged > 0 && cuts > 10, "the clerk did nothing");
    counted::keep(
        name,
        &[
            ("calls recorded", tape.len() as u64),
            ("acknowledged", promises.acknowledged),
            ("power cuts", cuts),
            ("most unsynced changes at once", most as u64),
            ("lost", 0),
        ],
    );
}

fn judged(name: &str, promises: &Promises, root: &Path) -> Result<(), String> {
    if name == "power-rescue" {
        let store = open_or_rescue(root).map_err(|error| format!("{error:?}"))?;
        return promises.hold_state(&store);
    }
    promises.hold(root)
}

/// What may become of so many pending changes: nothing of them, all of them,
/// some of them alone missing or alone there, and chance.
fn ways(pending: usize, dice: &mut Dice) -> Vec<Vec<Fate>> {
    let mut ways = vec![vec![Fate::Lost; pending], vec![Fate::Kept; pending]];
    for _ in 0..pending.min(rounds(2, 24)) {
        let alone = dice.below(pending);
        for (rest, one) in [(Fate::Kept, Fate::Lost), (Fate::Lost, Fate::Kept)] {
            let mut way = vec![rest; pending];
            way[alone] = one;
            ways.push(way);
        }
    }
    for _ in 0..rounds(2, 40) {
        let chance = |_| match dice.below(5) {
            0 | 1 => Fate::Lost,
            2 | 3 => Fate::Kept,
            _ => Fate::Torn(dice.below(1000)),
        };
        ways.push((0..pending).map(chance).collect());
    }
    ways
}

fn sum_of(left: &Left) -> u64 {
    let mut hasher = DefaultHasher::new();
    left.hash(&mut hasher);
    hasher.finish()
}

/// What was left, in a place that outlives the test.
fn keep_evidence(left: &Left, root: &Path) -> PathBuf {
    let folder = counted::folder().join("evidence");
    let _ = fs::remove_dir_all(&folder);
    for (path, content) in left {
        let target = folder.join(path.strip_prefix(root).unwrap());
        match content {
            None => fs::create_dir_all(target).unwrap(),
            Some(bytes) => fs::write(target, bytes).unwrap(),
        }
    }
    folder
}
