//! How long reading old files takes: `cargo bench --bench import`. A table is
//! printed and nothing asserted; read ratios rather than milliseconds.
#![allow(clippy::unwrap_used, reason = "a benchmark may panic")]
#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
#![expect(clippy::print_stdout, reason = "its table is what it is for")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use shuzhi_core::manuscript::assemble;
use shuzhi_core::model::Uid;
use shuzhi_core::template::{Shelf, sample};
use shuzhi_core::{export, import};

/// Files of one short text by several writers.
const FILES: [&str; 5] = [
    "files/by-hand.docx",
    "files/libreoffice.docx",
    "files/libreoffice.doc",
    "files/libreoffice.odt",
    "files/libreoffice.rtf",
];

fn main() {
    let measuring = std::env::args().any(|argument| argument == "--bench");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import");
    let rounds = if measuring { 200 } else { 1 };
    println!("{:<44}{:>10}{:>10}{:>10}", "import", "chars", "ms", "goal");
    let row = |name: &str, bytes: &[u8], goal: &str| {
        let mut times: Vec<Duration> = (0..rounds).map(|_| timed(|| one(bytes))).collect();
        times.sort();
        let median = times[rounds / 2].as_secs_f64() * 1000.0;
        println!("{name:<44}{:>10}{median:>10.2}{goal:>10}", characters(bytes));
    };
    let whole = whole_report();
    row("a whole report, .docx", &whole, "5");
    for name in FILES {
        row(name, &std::fs::read(data.join(name)).unwrap(), "");
    }
    folder(&whole, if measuring { 1000 } else { 4 });
}

/// A report of the made-up office as any writer's Word file: the text alone,
/// without the report that ours carry inside.
fn whole_report() -> Vec<u8> {
    let office = sample();
    let report = office.reports.last().unwrap();
    let manuscript = assemble(report, "青禾社区党支部", None);
    export::docx(&manuscript, Shelf::load(None).layout("gbt9704").unwrap(), None).unwrap()
}

/// A file to a report, whose figures recognition counts.
fn one(bytes: &[u8]) {
    black_box(import::recognise(&import::read(bytes, "旧报告").unwrap(), Uid::nil()));
}

fn characters(bytes: &[u8]) -> usize {
    let outline = import::read(bytes, "旧报告").unwrap();
    outline.lines.iter().map(|line| line.text().chars().count()).sum()
}

/// A folder of `count` such files, read by two threads as the window does it.
fn folder(file: &[u8], count: usize) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let paths: Vec<PathBuf> =
        (0..count).map(|at| folder.path().join(format!("{at}.docx"))).collect();
    for path in &paths {
        std::fs::write(path, file).unwrap();
    }
    let before = peak();
    let took = timed(|| {
        std::thread::scope(|scope| {
            for half in paths.chunks(count.div_ceil(2)) {
                scope.spawn(move || {
                    for path in half {
                        black_box(import::open_file(path, Uid::nil()).unwrap());
                    }
                });
            }
        });
    });
    let speed = count as f64 / took.as_secs_f64();
    println!("{:<44}{count:>10}{speed:>10.0}{:>10}", "files a second, two threads", "100");
    println!("{:<44}{:>10}{:>10.1}{:>10}", "peak memory, MB, before and after", before, peak(), "");
}

/// The most memory this process has held, in MB; 0 where the system does not
/// tell.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}

fn timed(what: impl FnOnce()) -> Duration {
    let began = Instant::now();
    what();
    began.elapsed()
}
