//! How long a comparison takes: `cargo bench --bench compare`. A table is
//! printed and nothing asserted; `tests/bench/compare.py` is the peer.
#![allow(clippy::unwrap_used, reason = "a benchmark may panic")]
#![expect(clippy::print_stdout, reason = "its table is what it is for")]

use std::time::Duration;

use shuzhi_core::compare;
use shuzhi_core::manuscript::count;
use shuzhi_core::model::{Report, SectionId, Uid, Year};
use shuzhi_core::template::sample;

/// Sizes in reports of some 3,000 characters laid end to end, with the goal in
/// milliseconds.
const SIZES: [(usize, f64); 3] = [(1, 5.0), (10, 40.0), (100, 1000.0)];

fn main() {
    let measuring = std::env::args().any(|argument| argument == "--bench");
    let office = sample();
    let [.., old, new] = &office.reports[..] else { return };
    // The dictionary is loaded once, by the first comparison.
    let first = timed(|| drop(compare::reports(old, new)));
    println!("{:<44}{:>10}{:>10}{:>10}", "compare", "chars", "ms", "goal");
    println!("{:<44}{:>10}{:>10.1}{:>10}", "first, with the dictionary", "", millis(first), "");
    for (copies, goal) in SIZES {
        if !measuring && copies > 1 {
            continue;
        }
        let (long_old, long_new) = (laid(old, copies), laid(new, copies));
        let rounds = if measuring { (200 / copies).max(5) } else { 1 };
        let row = |name: &str, one: &Report, two: &Report| {
            let mut times: Vec<Duration> =
                (0..rounds).map(|_| timed(|| drop(compare::reports(one, two)))).collect();
            times.sort();
            let chars = count(two).characters;
            let median = millis(times[rounds / 2]);
            println!("{name:<44}{chars:>10}{median:>10.2}{goal:>10.0}");
        };
        row("two years of one unit", &long_old, &long_new);
        row("the same report with one word changed", &long_new, &touched(&long_new));
        row("unrelated years, every paragraph its own", &long_old, &laid(&shuffled(new), copies));
    }
}

/// `report` so many times over, each time with other numbers, as the reports of
/// many units are.
fn laid(report: &Report, copies: usize) -> Report {
    let mut long = Report { sections: Vec::new(), ..report.clone() };
    long.uid = Uid::nil();
    long.year = Year::new(2024).ok();
    let mut next = 1;
    for copy in 0..copies {
        let mut again = report.clone();
        for section in &mut again.sections {
            renamed(section, copy, &mut next);
        }
        long.sections.append(&mut again.sections);
    }
    long
}

fn renamed(section: &mut shuzhi_core::model::Section, copy: usize, next: &mut u32) {
    section.id = SectionId(*next);
    *next += 1;
    if copy > 0 {
        section.heading = format!("第{copy}社区{}", section.heading);
        for text in &mut section.body {
            // Each unit has its own words here and there.
            *text = text.replace("支部", &format!("第{copy}支部")).replace("全年", "一年来");
        }
    }
    for child in &mut section.children {
        renamed(child, copy, next);
    }
}

fn touched(report: &Report) -> Report {
    let mut report = report.clone();
    let last = report.sections.last_mut().unwrap();
    last.body[0] = last.body[0].replace("明年", "来年");
    report
}

/// The paragraphs in the opposite order of their characters: nothing is alike.
fn shuffled(report: &Report) -> Report {
    fn turn(section: &mut shuzhi_core::model::Section) {
        for text in &mut section.body {
            *text = text.chars().rev().collect();
        }
        section.children.iter_mut().for_each(turn);
    }
    let mut report = report.clone();
    report.sections.iter_mut().for_each(turn);
    report
}

fn timed(run: impl FnOnce()) -> Duration {
    #[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
    let start = std::time::Instant::now();
    run();
    start.elapsed()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
