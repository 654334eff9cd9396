//! How long the checks take: `cargo bench --bench check`. A table is printed and
//! nothing asserted.
#![allow(clippy::unwrap_used, reason = "a benchmark may panic")]
#![expect(clippy::print_stdout, reason = "its table is what it is for")]
#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use shuzhi_core::check::{self, Context};
use shuzhi_core::manuscript::count;
use shuzhi_core::model::Report;
use shuzhi_core::template::sample;

fn main() {
    let measuring = std::env::args().any(|argument| argument == "--bench");
    let office = sample();
    let [.., old, new] = &office.reports[..] else { return };
    let known = Context { previous: Some(old.clone()), ..Context::default() };
    let rounds = if measuring { 200 } else { 1 };
    println!("{:<44}{:>10}{:>10}{:>10}", "check", "chars", "ms", "goal");
    let first = timed(|| drop(black_box(check::file(new))));
    println!("{:<44}{:>10}{:>10.1}{:>10}", "first, with the patterns", "", millis(first), "");
    let row = |name: &str, report: &Report, goal: &str, what: &dyn Fn()| {
        let mut times: Vec<Duration> = (0..rounds).map(|_| timed(what)).collect();
        times.sort();
        let (chars, median) = (count(report).characters, millis(times[rounds / 2]));
        println!("{name:<44}{chars:>10}{median:>10.2}{goal:>10}");
    };
    row("all rules, the text alone", new, "10", &|| drop(black_box(check::file(new))));
    row("all rules, with last year's report", new, "10", &|| {
        drop(black_box(check::with(new, &known)));
    });
    let part = new.sections[0].children[0].id;
    row("what one changed section may raise", new, "2", &|| {
        drop(black_box(check::changed(new, &known, part)));
    });
    row("what stops an export", new, "", &|| drop(black_box(check::blocking(new))));
    let many = if measuring { 1000 } else { 2 };
    let took = timed(|| {
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| (0..many / 2).for_each(|_| drop(black_box(check::file(new)))));
            }
        });
    });
    let speed = f64::from(many) / took.as_secs_f64();
    println!("{:<44}{:>10}{:>10.0}{:>10}", "reports a second, two threads", many, speed, "100");
    if measuring {
        slowest(new, &known);
    }
}

/// The rules that take longest.
fn slowest(report: &Report, known: &Context) {
    let mut times: Vec<(f64, &str)> = check::rules()
        .iter()
        .map(|rule| {
            let took =
                timed(|| (0..20).for_each(|_| drop(black_box(check::one(rule, report, known)))));
            (millis(took) / 20.0, rule.key)
        })
        .collect();
    times.sort_by(|one, two| two.0.total_cmp(&one.0));
    for (took, key) in times.into_iter().take(8) {
        println!("  {key:<42}{:>10}{took:>10.3}", "");
    }
}

fn timed(what: impl FnOnce()) -> Duration {
    let start = Instant::now();
    what();
    start.elapsed()
}

fn millis(took: Duration) -> f64 {
    took.as_secs_f64() * 1000.0
}
