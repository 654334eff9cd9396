//! The clerk killed in the middle of its work, again and again.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use shuzhi_core::store::Store;
use shuzhi_faults::dice::Dice;
use shuzhi_faults::judge::Promises;
use shuzhi_faults::office::{data_of, state};
use shuzhi_faults::{counted, rounds, run};

/// After so many rounds the work begins in a new folder, so that it does not
/// only ever grow.
const IN_ONE_FOLDER: usize = 25;

#[test]
fn a_hundred_kills_lose_nothing_that_was_acknowledged() {
    // What is done, and what part of the rounds goes to it, of a hundred.
    let works: [(&str, usize, &[&str]); 5] = [
        ("kill-saves", 35, &["save"]),
        ("kill-copies", 20, &["save", "copy", "mirror"]),
        ("kill-restores", 20, &["save", "copy", "save", "restore"]),
        ("kill-imports", 15, &["take-in", "save"]),
        ("kill-upgrades", 10, &["open"]),
    ];
    for (name, part, tasks) in works {
        kill(name, part * rounds(100, 10_000) / 100, tasks);
    }
}

fn kill(name: &str, rounds: usize, tasks: &[&str]) {
    let mut dice = Dice::new(2);
    let mut root = run::folder();
    let mut promises = Promises::default();
    let (mut killed, mut acknowledged, mut slowest) = (0_u64, 0, Duration::ZERO);
    for round in 0..rounds {
        if round % IN_ONE_FOLDER == 0 || tasks == ["open"] {
            acknowledged += promises.acknowledged;
            root = run::folder();
            promises = Promises::default();
            if tasks == ["open"] {
                promises = of_version(root.path(), 1 + (round as u32 % (Store::VERSION - 1)));
            }
        }
        killed += u64::from(kill_once(root.path(), tasks, &mut dice, &mut promises));
        #[expect(clippy::disallowed_methods, reason = "how long a recovery takes is counted")]
        let began = Instant::now();
        if let Err(wrong) = promises.hold(root.path()) {
            panic!("{name}, round {round}: {wrong}");
        }
        slowest = slowest.max(began.elapsed());
        promises.go_on(root.path());
    }
    acknowledged += promises.acknowledged;
    let slowest = u64::try_from(slowest.as_millis()).unwrap();
    counted::keep(
        name,
        &[
            ("rounds", rounds as u64),
            ("killed at work", killed),
            ("acknowledged", acknowledged),
            ("lost", 0),
            ("slowest recovery, ms", slowest),
        ],
    );
}

/// Starts the clerk and kills it, at a moment or before a call; whether it was
/// still at work.
fn kill_once(root: &Path, tasks: &[&str], dice: &mut Dice, promises: &mut Promises) -> bool {
    let all: Vec<&str> = tasks.iter().copied().cycle().take(tasks.len() * 200).collect();
    let mut command = run::clerk(root, if tasks == ["open"] { tasks } else { &all });
    let by_call = dice.below(2) == 0 || tasks == ["open"];
    if by_call {
        let most = if tasks == ["open"] { 60 } else { 400 };
        let strike = format!("{} kill 0", 1 + dice.below(most));
        run::watch(&mut command, root).env("FAULTS_STRIKE", strike);
    }
    let mut clerk = command.spawn().unwrap();
    let id = clerk.id().to_string();
    let wait = Duration::from_millis(dice.below(120) as u64);
    run::hear_out(&mut clerk, promises, || {
        if !by_call {
            std::thread::spawn(move || {
                std::thread::sleep(wait);
                let _ = std::process::Command::new("kill").args(["-9", &id]).status();
            });
        }
    });
    let status = clerk.wait().unwrap();
    assert!(promises.refused.is_none(), "refused: {:?}", promises.refused);
    std::os::unix::process::ExitStatusExt::signal(&status) == Some(9)
}

fn of_version(root: &Path, version: u32) -> Promises {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    let data = data_of(root);
    fs::create_dir_all(data.parent().unwrap()).unwrap();
    fs::copy(sample.join(format!("store-v{version}.db")), &data).unwrap();
    Promises::of(&state(&Store::open_copy(&data).unwrap()).unwrap())
}
