//! What writing feels like in a report of 30,000 characters with all marks on:
//! from a key to its character on the screen, beside a bare textarea of the
//! same text in the same window; from a click to the next section; from a click
//! to another report. `make bench`: a table is printed and nothing asserted.
//!
//! The keys are the window system's; the clock is the page's, from the moment
//! a key or click reached the page until the frame that shows it was painted.
#![allow(clippy::unwrap_used, reason = "a benchmark may panic")]
#![expect(clippy::print_stdout, reason = "its table is what it is for")]

use std::fs;

use serde_json::{Value, json};
use shuzhi_e2e::{Office, Window, long_report};

/// Characters of the report.
const CHARACTERS: usize = 30_000;

/// Keys pressed in each field; in turns, so that a busy moment strikes both.
const TURNS: usize = 5;
const KEYS: usize = 60;

/// A key every so many milliseconds: a fast typist.
const PACE: u64 = 70;

/// Sections and reports turned to.
const ROUNDS: usize = 20;

/// Notes how long after a key or click the frame that shows its effect was
/// painted: a message sent from within a frame arrives behind its painting.
const CLOCK: &str = "
    window.behind = (done) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now());
        channel.port2.postMessage(null);
    };
    window.painted = (done) => requestAnimationFrame(() => behind(done));
    window.keys = [];
    document.addEventListener('keydown', (event) => {
        const began = Math.min(event.timeStamp, performance.now());
        painted((at) => keys.push(at - began));
    }, true);
    window.until = (began, holds, done) => {
        const look = () => holds() ? behind((at) => done(at - began)) : requestAnimationFrame(look);
        requestAnimationFrame(look);
    };";

/// A bare textarea over the page, with the text and the type of the desk's.
const BARE: &str = "
    const desk = document.querySelector('.write textarea');
    const bare = document.createElement('textarea');
    const like = getComputedStyle(desk);
    for (const name of ['font', 'lineHeight', 'padding', 'letterSpacing', 'whiteSpace', 'wordBreak', 'lineBreak'])
        bare.style[name] = like[name];
    const box = desk.getBoundingClientRect();
    Object.assign(bare.style, { position: 'fixed', left: `${box.left}px`, top: '120px',
        width: `${box.width}px`, height: `${box.height}px`, overflow: 'hidden', zIndex: 99 });
    bare.className = 'bare';
    bare.hidden = true;
    bare.spellcheck = false;
    bare.value = desk.value;
    document.body.append(bare);";

/// Puts the caret into the middle of a field and forgets the keys so far.
const BEGIN: &str = "
    const bare = document.querySelector('.bare');
    bare.hidden = arguments[0] !== '.bare';
    const field = document.querySelector(arguments[0]);
    const middle = field.value.indexOf('。', field.value.length / 2);
    field.focus({ preventScroll: true });
    field.setSelectionRange(middle, middle);
    keys.length = 0;";

fn main() {
    println!(
        "{:<46}{:>8}{:>8}{:>8}{:>8}",
        "writing in 30,000 characters, ms", "median", "p99", "most", "of"
    );
    for (name, characters) in [("a section of 2,500", CHARACTERS), ("all in a single section", 0)] {
        let office = Office::new();
        furnish(&office, characters);
        let window = office.start(&[]);
        window.script(CLOCK, &json!([]));
        window.click("继续撰写");
        window.reads("本节写完了");
        keys_in(&window, name);
        if characters > 0 {
            row("to another section (goal 50)", &sections_of(&window));
            row("opening the report (goal 150)", &reports_of(&window));
        }
        window.close();
    }
}

/// Two years with the long report; with `characters` 0 all of it stands in one
/// section.
fn furnish(office: &Office, characters: usize) {
    for year in [2023, 2024] {
        let mut text = long_report(year, CHARACTERS);
        if characters == 0 {
            text = flattened(&text);
        }
        let file = office.put(&format!("{year}.txt"), text);
        office.terminal(&["import", file.to_str().unwrap(), "--year", &year.to_string()]);
        fs::remove_file(file).unwrap();
    }
}

/// The paragraphs of all sections under the first heading.
fn flattened(text: &str) -> String {
    let is_heading =
        |line: &&str| line.starts_with('（') || line.contains('、') && line.chars().count() < 12;
    let first = text.lines().find(is_heading).unwrap();
    text.lines()
        .filter(|line| *line == first || !is_heading(line))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// Types in the longest section, in turns with a bare textarea.
fn keys_in(window: &Window, name: &str) {
    let longest = "
        const rows = [...document.querySelectorAll('.outline [data-part]')];
        const length = (row) => Number(row.querySelector('.length').textContent.replace(/\\D/g, ''));
        const leaves = rows.filter((row) => row.querySelector('[role=img]'));
        leaves.sort((a, b) => length(b) - length(a))[0].click();";
    window.script(longest, &json!([]));
    std::thread::sleep(std::time::Duration::from_secs(3));
    window.script(BARE, &json!([]));
    let mut taken = [Vec::new(), Vec::new()];
    for _ in 0..TURNS {
        for (at, field) in [".bare", ".write textarea"].into_iter().enumerate() {
            window.script(BEGIN, &json!([field]));
            window.tap(&"实".repeat(KEYS), PACE);
            taken[at].extend(numbers(&window.script("return keys", &json!([]))));
        }
    }
    window.script("document.querySelector('.bare').remove()", &json!([]));
    let [bare, desk] = taken;
    row(&format!("{name}: a key, bare textarea"), &bare);
    row(&format!("{name}: a key, the desk"), &desk);
    println!(
        "{:<46}{:>8}{:>8.1}",
        "  more than bare (p99 goal 16)",
        "",
        at(&desk, 99) - at(&bare, 99)
    );
}

/// Turns from section to section.
fn sections_of(window: &Window) -> Vec<f64> {
    let turn = "
        const done = arguments[arguments.length - 1];
        const rows = [...document.querySelectorAll('.outline [data-part]')].filter((row) => row.querySelector('[role=img]'));
        const here = rows.findIndex((row) => row.ariaCurrent);
        const next = rows[(here + 1) % rows.length];
        const field = document.querySelector('.write textarea');
        const began = performance.now();
        next.click();
        until(began, () => next.ariaCurrent && document.querySelector('.write textarea') !== field, done);";
    (0..ROUNDS).filter_map(|_| timed(window, turn)).collect()
}

/// Turns from one year's report to the other's by the switch in the bar.
fn reports_of(window: &Window) -> Vec<f64> {
    let turn = "
        const done = arguments[arguments.length - 1];
        const other = () => document.querySelector('.switch [role=menuitemradio][aria-checked=false]');
        document.querySelector('.switch button').click();
        until(0, other, () => {
            const year = other().textContent.trim().slice(0, 4);
            const began = performance.now();
            other().click();
            until(began, () => document.querySelector('.switch b').textContent.startsWith(year), done);
        });";
    (0..ROUNDS).filter_map(|_| timed(window, turn)).collect()
}

/// What a script says a turn took; then some rest, as between a user's clicks.
fn timed(window: &Window, script: &str) -> Option<f64> {
    let taken = window.script_async(script).as_f64();
    std::thread::sleep(std::time::Duration::from_millis(700));
    taken
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().unwrap().iter().filter_map(Value::as_f64).collect()
}

fn row(name: &str, taken: &[f64]) {
    let (median, p99, most) = (at(taken, 50), at(taken, 99), at(taken, 100));
    println!("{name:<46}{median:>8.1}{p99:>8.1}{most:>8.1}{:>8}", taken.len());
}

/// The figure that `percent` of all are not above.
fn at(taken: &[f64], percent: usize) -> f64 {
    let mut sorted = taken.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    sorted.get((last * percent).div_ceil(100)).copied().unwrap_or(f64::NAN)
}
