//! How long a Word file takes: `cargo bench --bench export`. A table is printed
//! and nothing asserted; read ratios rather than milliseconds.
#![allow(clippy::unwrap_used, reason = "a benchmark may panic")]
#![expect(clippy::print_stdout, reason = "its table is what it is for")]

use std::io::{Cursor, Read as _, Write as _};
use std::time::Duration;

use shuzhi_core::export;
use shuzhi_core::manuscript::{assemble, count};
use shuzhi_core::model::{Report, Section};
use shuzhi_core::template::{Shelf, sample};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

fn main() {
    // `cargo test` only asks whether it runs.
    let rounds = if std::env::args().any(|argument| argument == "--bench") { 300 } else { 2 };
    let report = sample().reports.last().unwrap().clone();
    let long = repeated(&report, 100);
    println!("{:<58}{:>12}{:>12}", "", "median ms", "p99 ms");
    let (one, zipping) = measured(&report, rounds);
    let (hundred, _) = measured(&long, rounds.div_ceil(10));
    println!("{:<58}{:>11.2}x", "export against zipping the same parts (goal 3)", one / zipping);
    println!("{:<58}{:>11.2}x", "100 times the text against one (goal 110)", hundred / one);
}

/// Median milliseconds of the export of `report`, and of zipping its parts.
fn measured(report: &Report, rounds: usize) -> (f64, f64) {
    let shelf = Shelf::load(None);
    let layout = shelf.layout("gbt9704").unwrap();
    let whole = || {
        let manuscript = assemble(report, "青禾社区党支部", None);
        export::docx(&manuscript, layout, Some(report)).unwrap()
    };
    let file = whole();
    let parts = unzipped(&file);
    let characters = count(report).characters;
    let kilobytes = file.len() / 1024;
    println!("a report of {characters} characters, {kilobytes} kB as a file");
    let export = measure("  assembled and exported", rounds, || drop(whole()));
    let zipping = measure("  the same parts zipped", rounds, || drop(zipped(&parts)));
    (export, zipping)
}

/// A report with the sections of `report` so many times.
fn repeated(report: &Report, times: usize) -> Report {
    fn renumber(section: &mut Section, next: &mut u32) {
        *next += 1;
        section.id.0 = *next;
        section.children.iter_mut().for_each(|child| renumber(child, next));
    }
    let mut long = report.clone();
    long.sections =
        report.sections.iter().cycle().take(report.sections.len() * times).cloned().collect();
    let mut next = 0;
    long.sections.iter_mut().for_each(|section| renumber(section, &mut next));
    long
}

fn unzipped(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name.as_str(), options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Prints the median and the 99th percentile of `rounds` runs; the median in
/// milliseconds.
fn measure(name: &str, rounds: usize, mut run: impl FnMut()) -> f64 {
    let mut times: Vec<Duration> = (0..rounds)
        .map(|_| {
            #[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
            let start = std::time::Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    let millis = |time: Duration| time.as_secs_f64() * 1000.0;
    println!("{name:<58}{:>12.3}{:>12.3}", millis(at(50)), millis(at(99)));
    millis(at(50))
}
