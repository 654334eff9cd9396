//! Hours at the desk: somebody types, turns to other sections, takes back and
//! saves, for `SOAK_MINUTES` minutes (60 unless told otherwise), while the
//! memory of all processes is watched. `make soak`: the course and the slope
//! are printed and nothing asserted; a flat line is what is wanted.
#![allow(clippy::unwrap_used, reason = "a benchmark may panic")]
#![expect(clippy::print_stdout, reason = "its table is what it is for")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::time::{Duration, Instant};

use serde_json::json;
use shuzhi_e2e::{Office, Window, long_report};

/// The first minutes fill caches and are not part of the slope.
const WARM_UP: f64 = 0.2;

/// What is typed, a round of it every quarter of a minute.
const WORDS: &str = "我带领支部党员走访群众12户，办成实事3件。\n";

/// Puts the caret into the text and notes how much of it stands before.
const FOCUS: &str = "
    window.field = document.querySelector('.write textarea');
    field.focus();
    window.began = field.selectionStart;";

/// Selects what was written since.
const SELECT_NEW: &str = "
    field.setSelectionRange(Math.min(began, field.selectionEnd), Math.max(began, field.selectionEnd));";

fn main() {
    let minutes =
        std::env::var("SOAK_MINUTES").ok().and_then(|text| text.parse().ok()).unwrap_or(60);
    let office = Office::new();
    for year in [2023, 2024] {
        let file = office.put(&format!("{year}.txt"), long_report(year, 8_000));
        office.terminal(&["import", file.to_str().unwrap(), "--year", &year.to_string()]);
    }
    let window = office.start(&[]);
    window.click("继续撰写");
    window.reads("本节写完了");
    let whole = Duration::from_secs(60 * minutes);
    let began = Instant::now();
    let mut course: Vec<(f64, f64)> = Vec::new();
    println!("{minutes} minutes at the desk\n{:>10}{:>12}{:>10}", "minutes", "MB (PSS)", "rounds");
    for round in 1.. {
        write(&window, round);
        let minute = began.elapsed().as_secs_f64() / 60.0;
        let megabytes = f64::from(u32::try_from(window.memory()).unwrap()) / 1024.0;
        if course.len().is_multiple_of(8) {
            println!("{minute:>10.1}{megabytes:>12.1}{round:>10}");
        }
        course.push((minute, megabytes));
        if began.elapsed() >= whole {
            break;
        }
    }
    let settled = &course[(course.len() as f64 * WARM_UP) as usize..];
    println!("{:<40}{:>8.2} MB an hour", "the slope after the first fifth", slope(settled) * 60.0);
    window.close();
}

/// A round of work: some words in a section, half of them taken back and the rest
/// struck out, so that the report stays as long as it is; the next section, and
/// now and then another room and back.
fn write(window: &Window, round: usize) {
    window.script(FOCUS, &json!([]));
    window.tap(WORDS, 60);
    for _ in 0..2 {
        window.press(&["Control", "z"]);
    }
    window.tap("好。", 60);
    window.script(SELECT_NEW, &json!([]));
    window.press(&["Delete"]);
    window.press(&["Alt", "ArrowDown"]);
    if round.is_multiple_of(12) {
        // At the end of the report it begins again.
        window.script("document.querySelector('.outline [data-part]').click()", &json!([]));
    }
    if round.is_multiple_of(5) {
        for room in ["检查", "导出", "撰写"] {
            window.click(room);
            std::thread::sleep(Duration::from_millis(500));
        }
    }
}

/// The slope of the straight line nearest to the points.
fn slope(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let rise: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let run: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    rise / run
}
