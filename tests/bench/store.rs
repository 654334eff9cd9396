//! How long the store takes: `cargo bench --bench store`. A table is printed
//! and nothing asserted; read ratios rather than milliseconds.
#![allow(clippy::unwrap_used, reason = "a benchmark may panic")]
#![expect(clippy::print_stdout, reason = "its table is what it is for")]

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use shuzhi_core::draft;
use shuzhi_core::model::{Moment, Reason, Report, Uid, Year};
use shuzhi_core::store::Store;
use shuzhi_core::template::sample;

/// How much is done: enough for a steady median, or just once to see that it
/// runs, which is what `cargo test` asks of a benchmark.
struct Effort {
    rounds: usize,
    reports: u32,
}

fn main() {
    let measuring = std::env::args().any(|argument| argument == "--bench");
    let effort = if measuring {
        Effort { rounds: 400, reports: 1000 }
    } else {
        Effort { rounds: 3, reports: 20 }
    };
    // On the disk of the build, not in a /tmp that may be memory.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    println!("{:<58}{:>12}{:>12}", "", "median ms", "p99 ms");
    saving(folder.path(), &effort);
    many(folder.path(), &effort);
}

/// One report saved again and again, each time with another character.
fn saving(folder: &Path, effort: &Effort) {
    let office = sample();
    let mut report = office.reports.last().unwrap().clone();
    let mut store = Store::open(&folder.join("one.db")).unwrap();
    let version = store
        .write(|tx| {
            tx.put_branch(&office.branches[0])?;
            tx.add_report(&report, false, moment(0))
        })
        .and_then(|()| draft::open(&mut store, &report.uid, moment(0)))
        .unwrap()
        .version;
    let bytes = serde_json::to_vec(&report).unwrap();
    let mut raw = File::create(folder.join("raw")).unwrap();
    measure("the same bytes written and synced to a plain file", effort.rounds, |_| {
        raw.write_all(&bytes).unwrap();
        raw.sync_data().unwrap();
    });
    let mut current = version;
    measure("store: save of one report, commit included", effort.rounds, |round| {
        edit(&mut report, round);
        current =
            store.write(|tx| tx.save_report(&report, current, moment(round))).unwrap().version;
    });
    measure("draft::save of one report, with its figures", effort.rounds, |round| {
        edit(&mut report, round);
        current = draft::save(&mut store, &report, current, moment(round)).unwrap().version;
    });
    println!("{:<58}{:>9} kB", "  the report as it is kept", bytes.len() / 1024);
}

/// A store of many reports, each with three kept states.
fn many(folder: &Path, effort: &Effort) {
    let path = folder.join("many.db");
    let mut store = Store::open(&path).unwrap();
    let office = sample();
    let model = office.reports.last().unwrap();
    store
        .write(|tx| {
            tx.put_branch(&office.branches[0])?;
            for number in 0..effort.reports {
                let report = Report { uid: uid(number), year: Some(year(number)), ..model.clone() };
                tx.add_report(&report, true, moment(0))?;
                for state in 0..3 {
                    let mut kept = report.clone();
                    edit(&mut kept, state);
                    tx.add_revision(&kept, Reason::Interval, "", moment(state))?;
                }
            }
            Ok(())
        })
        .unwrap();
    drop(store);
    let rounds = effort.rounds / 4 + 1;
    let size = std::fs::metadata(&path).unwrap().len() / 1024;
    println!("{:<58}{:>9} kB", format!("  a store of {} reports", effort.reports), size);
    measure("opening it", rounds, |_| drop(Store::open(&path).unwrap()));
    let store = Store::open(&path).unwrap();
    measure("listing it", rounds, |_| drop(store.reports().unwrap()));
    measure("reading one report", rounds, |round| {
        let uid = uid(round as u32 % effort.reports);
        drop(store.report(&uid).unwrap());
    });
}

/// Prints the median and the 99th percentile of `rounds` runs.
fn measure(name: &str, rounds: usize, mut run: impl FnMut(usize)) {
    let mut times: Vec<Duration> = (0..rounds)
        .map(|round| {
            #[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
            let start = std::time::Instant::now();
            run(round);
            start.elapsed()
        })
        .collect();
    times.sort();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    let millis = |time: Duration| time.as_secs_f64() * 1000.0;
    println!("{name:<58}{:>12.3}{:>12.3}", millis(at(50)), millis(at(99)));
}

/// Changes the text as one key would.
fn edit(report: &mut Report, round: usize) {
    report.opening[0].push(if round.is_multiple_of(2) { '一' } else { '二' });
}

/// An instant so many seconds into the work.
fn moment(second: usize) -> Moment {
    Moment::from_timestamp(1_730_000_000 + second as i64, 0).unwrap()
}

fn uid(number: u32) -> Uid {
    Uid::parse(&format!("00000000-0000-7000-8000-{number:012}")).unwrap()
}

fn year(number: u32) -> Year {
    Year::new(2000 + (number % 100) as u16).unwrap()
}
