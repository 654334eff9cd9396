//! How long a start and a save take beside years of kept states, and while a
//! copy is taken. Times are kept for `docs/reliability.md` and not judged: what
//! a start reads is judged in `tests/start.rs`, and here that nothing is lost.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use rusqlite::Connection;
use shuzhi_core::backup::{self, Why};
use shuzhi_core::draft;
use shuzhi_core::model::{Reason, Report};
use shuzhi_core::store::Store;
use shuzhi_faults::office::{at, branch, text};
use shuzhi_faults::{counted, rounds};

/// So much do kept states fill, in bytes.
const KEPT: u64 = 200 << 20;

#[test]
fn a_start_and_a_save_beside_years_of_kept_states() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = |name: &str| {
        let folder = folder.path().join(name);
        fs::create_dir(&folder).unwrap();
        folder.join("shuzhi.db")
    };
    let (empty, old) = (path("空"), path("老"));
    drop(Store::open(&empty).unwrap());
    fill(&old);
    let starts = |path: &Path| {
        measure(rounds(40, 400), |_| {
            let mut store = Store::open(path).unwrap();
            draft::begin_session(&mut store).unwrap();
            assert_eq!(store.flaws_at_start().unwrap(), []);
            store.reports().unwrap();
            store.trash().unwrap();
            store.branches().unwrap();
        })
    };
    let (of_empty, of_old) = (starts(&empty), starts(&old));

    let mut store = Store::open(&old).unwrap();
    let mut k = 1;
    let mut save = |store: &mut Store| {
        let version = store.report(&written(k).uid).unwrap().version;
        k += 1;
        draft::save(store, &written(k), version, at(k)).unwrap();
    };
    let alone = measure(rounds(300, 3000), |_| save(&mut store));
    let copying = AtomicBool::new(true);
    let beside = thread::scope(|scope| {
        scope.spawn(|| {
            let beside = Store::open_beside(&old).unwrap();
            backup::take(&beside, Why::ByHand, at(0)).unwrap();
            copying.store(false, Ordering::Relaxed);
        });
        let mut beside = Vec::new();
        while copying.load(Ordering::Relaxed) {
            beside.extend(measure(1, |_| save(&mut store)));
        }
        beside.sort();
        beside
    });
    assert_eq!(store.report(&written(k).uid).unwrap().report, written(k), "nothing is lost");
    assert!(!beside.is_empty(), "a save goes through while the copy is taken");
    counted::keep(
        "measured-start",
        &[
            ("an empty file, median µs", micros(&of_empty, 50)),
            ("a file with 200 MB of kept states, median µs", micros(&of_old, 50)),
        ],
    );
    counted::keep(
        "measured-save",
        &[
            ("alone, median µs", micros(&alone, 50)),
            ("alone, p99 µs", micros(&alone, 99)),
            ("saves while 200 MB were copied", beside.len() as u64),
            ("while copying, median µs", micros(&beside, 50)),
            ("while copying, p99 µs", micros(&beside, 99)),
        ],
    );
}

/// Text `k` of a report as long as most: of three thousand characters.
fn written(k: u32) -> Report {
    let mut report = text(0, k * 17 + 1);
    let body = &mut report.sections[0].body;
    *body = body.iter().cycle().take(70).cloned().collect();
    report
}

/// A data file with one report, whose one kept state is there again and again.
fn fill(path: &Path) {
    let long = text(0, 17);
    let mut store = Store::open(path).unwrap();
    let written = store.write(|tx| {
        tx.put_branch(&branch())?;
        tx.add_report(&written(1), false, at(0))?;
        tx.add_revision(&long, Reason::Interval, "", at(0))
    });
    written.unwrap();
    drop(store);
    // Past the store, which keeps no state twice.
    let db = Connection::open(path).unwrap();
    let again = "WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < ?1)
         INSERT INTO revision (report, reason, name, at, hash, body)
         SELECT report, reason, name, at, hash, body FROM revision, n";
    let size = serde_json::to_vec(&long).unwrap().len() as u64;
    db.execute(again, [(KEPT / size) as i64]).unwrap();
    drop(db);
    assert!(fs::metadata(path).unwrap().len() > KEPT);
}

/// How long each of `rounds` runs takes, shortest first.
fn measure(rounds: usize, mut run: impl FnMut(usize)) -> Vec<Duration> {
    let mut times: Vec<Duration> = (0..rounds)
        .map(|round| {
            #[expect(clippy::disallowed_methods, reason = "it measures")]
            let start = std::time::Instant::now();
            run(round);
            start.elapsed()
        })
        .collect();
    times.sort();
    times
}

/// The time within which so many hundredths of the runs were done.
fn micros(times: &[Duration], hundredth: usize) -> u64 {
    times[(times.len() * hundredth / 100).min(times.len() - 1)].as_micros() as u64
}
