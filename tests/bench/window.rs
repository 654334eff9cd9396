//! How long the window takes from its start until 首页 can be read with its
//! list, and what all its processes take of the memory, against the same shell
//! with a page that holds one word: `make bench`. A table is printed and
//! nothing asserted; read ratios rather than milliseconds.
//!
//! Both are watched from outside, on the display, so that the program holds
//! nothing made for being measured. A window can be read when nearly all that
//! is drawn in the end stands on the display.
#![allow(clippy::unwrap_used, reason = "a benchmark may panic")]
#![expect(clippy::print_stdout, reason = "its table is what it is for")]

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use shuzhi_e2e::{Drawing, Office, Started, Watch, eventually, memory, processes, project, within};

/// Starts of each program that count.
const ROUNDS: usize = 11;

/// How much of what is drawn in the end can be read: all but a caret and a
/// scroll bar, which come and go.
const READABLE: f64 = 0.98;

/// When nothing changed for so long, nothing more is drawn, and the memory is
/// settled.
const SETTLED: Duration = Duration::from_secs(4);

/// Years of old reports beside those of the made-up office.
const OLD_YEARS: std::ops::Range<u16> = 2008..2018;

/// What one start took.
struct Taken {
    milliseconds: f64,
    megabytes: f64,
}

fn main() {
    let office = Office::new();
    let blank = project().join("target/bench/blank-window");
    furnish(&office);
    let programs: [(&str, &Path); 2] = [
        ("the same shell with a word on a page", &blank),
        ("首页 with its list", office.program()),
    ];
    let watch = Watch::begin();
    let wanted = programs.map(|(_, program)| final_drawing(&office, program, &watch));
    let mut taken: [Vec<Taken>; 2] = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        // Turn and turn about, so that a busy moment strikes both.
        for (at, (_, program)) in programs.iter().enumerate() {
            taken[at].push(start(&office, program, &watch, &wanted[at]));
        }
    }
    println!("{:<44}{:>10}{:>10}{:>10}{:>10}", "the window", "ms", "least", "MB", "least");
    let medians = [0, 1].map(|at| {
        let ms = sorted(&taken[at], |one| one.milliseconds);
        let mb = sorted(&taken[at], |one| one.megabytes);
        let (name, median) = (programs[at].0, ROUNDS / 2);
        println!(
            "{name:<44}{:>10.0}{:>10.0}{:>10.1}{:>10.1}",
            ms[median], ms[0], mb[median], mb[0]
        );
        (ms[median], mb[median])
    });
    let [(blank_ms, blank_mb), (ms, mb)] = medians;
    println!("{:<44}{:>9.2}x", "from the start to what can be read (goal 1.8)", ms / blank_ms);
    println!("{:<44}{:>9.2}x", "memory of all processes, PSS (goal 1.35)", mb / blank_mb);
}

/// Puts the made-up office's three years and ten older reports into the data.
fn furnish(office: &Office) {
    let word_file = office.path("文档/示例.docx");
    office.terminal(&["demo", "-o", word_file.to_str().unwrap()]);
    for (year, file) in OLD_YEARS.zip(old_reports().iter().cycle()) {
        office.terminal(&["import", file.to_str().unwrap(), "--year", &year.to_string()]);
    }
}

/// Old reports to fill the list with.
fn old_reports() -> Vec<PathBuf> {
    let folder = fs::read_dir(project().join("tests/data/import")).unwrap();
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    files
}

/// What the window shows in the end, from two starts that must agree: the first
/// one of all also fills the caches of the disk.
fn final_drawing(office: &Office, program: &Path, watch: &Watch) -> Drawing {
    let settled = || {
        let started = office.start_program_beside(program, &[]);
        let mut sight = eventually("a window", || watch.look(&started));
        loop {
            sleep(SETTLED);
            let later = watch.look(&started).unwrap();
            if Drawing::of(&later).part_seen_in(&sight) >= READABLE {
                end(started);
                return later;
            }
            sight = later;
        }
    };
    let drawing = Drawing::of(&settled());
    let agree = drawing.part_seen_in(&settled());
    assert!(agree >= READABLE, "two starts of {} look different: {agree:.3}", program.display());
    drawing
}

/// Starts `program`, waits until what is `wanted` can be read, then until its
/// memory is settled.
fn start(office: &Office, program: &Path, watch: &Watch, wanted: &Drawing) -> Taken {
    #[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
    let began = Instant::now();
    let started = office.start_program_beside(program, &[]);
    loop {
        let seen = watch.look(&started).map_or(0.0, |sight| wanted.part_seen_in(&sight));
        if seen >= READABLE {
            break;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "never readable: {seen:.3} is there");
        sleep(Duration::from_millis(4));
    }
    let milliseconds = began.elapsed().as_secs_f64() * 1000.0;
    sleep(SETTLED);
    let kilobytes = u32::try_from(memory(&started)).unwrap();
    end(started);
    Taken { milliseconds, megabytes: f64::from(kilobytes) / 1024.0 }
}

/// Ends a program and waits for its web view to follow.
fn end(started: Started) {
    let processes = processes(&started);
    drop(started);
    let gone = || {
        let left = processes.iter().any(|id| Path::new(&format!("/proc/{id}")).exists());
        (!left).then_some(())
    };
    let _ = within(Duration::from_secs(10), gone);
}

fn sorted(taken: &[Taken], of: impl Fn(&Taken) -> f64) -> Vec<f64> {
    let mut all: Vec<f64> = taken.iter().map(of).collect();
    all.sort_by(f64::total_cmp);
    all
}
