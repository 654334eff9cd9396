//! How long a search takes: `cargo bench --bench search`. A table is printed
//! and nothing asserted; read ratios rather than milliseconds.
#![allow(clippy::unwrap_used, reason = "a benchmark may panic")]
#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
#![expect(clippy::print_stdout, reason = "its table is what it is for")]

use std::path::Path;
use std::time::{Duration, Instant};

use shuzhi_core::model::{Moment, Report, Uid, Year};
use shuzhi_core::search;
use shuzhi_core::store::Store;
use shuzhi_core::template::sample;

/// One character, two, mixed with digits, a sentence, a comma, a rare one and
/// none at all.
const WORDS: [&str; 8] = ["党", "党课", "10次", "主题党日", "协商议事会", "，", "第7号楼", "饕餮"];

fn main() {
    let measuring = std::env::args().any(|argument| argument == "--bench");
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    println!("{:<46}{:>8}{:>12}{:>12}", "search", "places", "median ms", "p99 ms");
    let sizes: &[u32] = if measuring { &[200, 10_000] } else { &[5] };
    for reports in sizes {
        office(folder.path(), *reports, if measuring { 100 } else { 2 });
    }
}

/// So many reports of some 3,000 characters, each with words of its own.
fn office(folder: &Path, reports: u32, rounds: usize) {
    let office = sample();
    let mut store = Store::open(&folder.join(format!("{reports}.db"))).unwrap();
    let model = office.reports.last().unwrap();
    store
        .write(|tx| {
            tx.put_branch(&office.branches[0])?;
            (0..reports).try_for_each(|at| tx.add_report(&copy(model, at), true, moment()))
        })
        .unwrap();
    let began = Instant::now();
    search::find(&store, "党").unwrap();
    println!(
        "{:<46}{:>8}{:>12.0}",
        format!("{reports} reports: the index is made"),
        "",
        millis(began.elapsed())
    );
    for words in WORDS {
        let found = search::find(&store, words).unwrap();
        let mut times: Vec<Duration> = (0..rounds)
            .map(|_| {
                let began = Instant::now();
                drop(search::find(&store, words).unwrap());
                began.elapsed()
            })
            .collect();
        times.sort();
        let places = format!("{}{}", found.total, if found.more { "+" } else { "" });
        println!(
            "{:<46}{places:>8}{:>12.2}{:>12.2}",
            format!("{reports} reports: {words}"),
            millis(times[rounds / 2]),
            millis(times[rounds * 99 / 100]),
        );
    }
    let mut touched = copy(model, 0);
    touched.opening = vec!["改了一个字。".to_owned()];
    store.write(|tx| tx.save_report(&touched, 1, moment())).unwrap();
    let began = Instant::now();
    search::find(&store, "党课").unwrap();
    println!(
        "{:<46}{:>8}{:>12.2}",
        format!("{reports} reports: first search after a save"),
        "",
        millis(began.elapsed())
    );
}

fn copy(model: &Report, at: u32) -> Report {
    let mut report = model.clone();
    report.uid = Uid::parse(&format!("00000000-0000-7000-8000-{at:012}")).unwrap();
    report.year = Year::new(u16::try_from(2000 + at % 25).unwrap()).ok();
    report.closing.push(format!("第{at}号楼的事，另行报告。"));
    report
}

fn moment() -> Moment {
    Moment::UNIX_EPOCH
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
