//! Reports of many writers: clean ones on which the checks stay quiet, and
//! ones with planted errors, which they find.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(clippy::print_stdout, reason = "--nocapture shows what was measured")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use shuzhi_core::model::{Finding, Report, Severity, Uid};
use shuzhi_core::template::sample;
use shuzhi_core::{check, import};

fn folder(name: &str) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/check").join(name);
    let mut files: Vec<PathBuf> =
        fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The report in a text file, as it stands there.
fn read(text: &str) -> Report {
    let reading = import::open(text.as_bytes().to_vec(), "稿.txt", Uid::nil()).unwrap();
    import::as_it_stood(&reading)
}

fn in_a_line(finding: &Finding) -> String {
    format!("{:?} {} “{}” {}", finding.severity, finding.rule, finding.text, finding.message)
}

/// A clean report may be asked one thing at most, however it is built.
#[test]
fn clean_reports_are_left_alone() {
    let mut told = String::new();
    let mut worst = 0;
    for path in folder("clean") {
        let findings = check::file(&read(&fs::read_to_string(&path).unwrap()));
        let loud: Vec<&Finding> =
            findings.iter().filter(|finding| finding.severity != Severity::Hint).collect();
        worst = worst.max(loud.len());
        for finding in loud {
            writeln!(told, "{}: {}", path.file_name().unwrap().display(), in_a_line(finding))
                .unwrap();
        }
        for hint in findings.iter().filter(|finding| finding.severity == Severity::Hint) {
            println!("{}: {}", path.file_name().unwrap().display(), in_a_line(hint));
        }
    }
    println!("{told}");
    assert!(worst <= 1, "some clean report is troubled more than once:\n{told}");
}

/// The made-up office: its finished reports have nothing that must be changed,
/// each held against the year before.
#[test]
fn the_finished_reports_of_the_sample_are_left_alone() {
    let office = sample();
    for (at, report) in office.reports.iter().enumerate() {
        let previous = at.checked_sub(1).map(|before| office.reports[before].clone());
        let context = check::Context { previous, ..check::Context::default() };
        let findings = check::with(report, &context);
        let loud: Vec<String> = findings
            .iter()
            .filter(|finding| finding.severity != Severity::Hint && finding.rule != "placeholder")
            .map(in_a_line)
            .collect();
        assert!(loud.len() <= 1, "{}: {}", report.title, loud.join("\n"));
    }
}

/// A text with its planted errors, marked as `{{rule|words}}`; a rule about
/// what is not there stands in a first line, `%% rule`.
struct Planted {
    text: String,
    errors: Vec<(String, String)>,
}

fn planted(marked: &str) -> Planted {
    let mut planted = Planted { text: String::new(), errors: Vec::new() };
    for line in marked.lines() {
        if let Some(rule) = line.strip_prefix("%% ") {
            planted.errors.push((rule.trim().to_owned(), String::new()));
            continue;
        }
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("{{") {
            let (mark, after) = after.split_once("}}").unwrap();
            let (rule, words) = mark.split_once('|').unwrap();
            planted.text.push_str(before);
            planted.text.push_str(words);
            planted.errors.push((rule.to_owned(), words.to_owned()));
            rest = after;
        }
        planted.text.push_str(rest);
        planted.text.push('\n');
    }
    planted
}

/// Whether a finding is the one that was planted.
fn is_it(finding: &Finding, rule: &str, words: &str) -> bool {
    let (text, words) =
        (finding.text.as_str(), words.trim_start_matches(|c| "（）一二三四〔〕、".contains(c)));
    finding.rule == rule && (text.contains(words) || words.contains(text))
}

/// Nearly every planted error is found, by the rule that is about it.
#[test]
fn planted_errors_are_found() {
    let (mut all, mut found) = (0, 0);
    let mut told = String::new();
    for path in folder("planted") {
        let name = path.file_name().unwrap().display().to_string();
        let planted = planted(&fs::read_to_string(&path).unwrap());
        let findings = check::file(&read(&planted.text));
        for (rule, words) in &planted.errors {
            all += 1;
            if findings.iter().any(|finding| is_it(finding, rule, words)) {
                found += 1;
            } else {
                writeln!(told, "{name}: nobody found {rule} “{words}”").unwrap();
            }
        }
        for finding in &findings {
            let expected = planted.errors.iter().any(|(rule, words)| is_it(finding, rule, words));
            if !expected {
                println!("{name}: beside: {}", in_a_line(finding));
            }
        }
    }
    println!("{found} of {all} planted errors were found\n{told}");
    assert!(found * 100 >= all * 97, "{found} of {all} planted errors were found:\n{told}");
}

/// `PLANTED=folder cargo test --locked --test check_corpus by_hand -- --nocapture`: which of
/// the errors of one's own, of whatever name, some rule finds; all it says, where none was
/// planted.
#[test]
fn errors_of_a_folder_named_by_hand() {
    let Ok(name) = std::env::var("PLANTED") else { return };
    let (mut all, mut found) = (0, 0);
    for path in folder(&name) {
        let name = path.file_name().unwrap().display().to_string();
        let planted = planted(&fs::read_to_string(&path).unwrap());
        let findings = check::file(&read(&planted.text));
        let is_about = |finding: &Finding, words: &str| {
            words.contains(&finding.text) || finding.text.contains(words)
        };
        let missed = planted
            .errors
            .iter()
            .filter(|(_, words)| !findings.iter().any(|finding| is_about(finding, words)));
        let missed: Vec<String> =
            missed.map(|(rule, words)| format!("{name}: nobody found {rule} “{words}”")).collect();
        all += planted.errors.len();
        found += planted.errors.len() - missed.len();
        let beside = findings
            .iter()
            .filter(|finding| !planted.errors.iter().any(|(_, words)| is_about(finding, words)));
        beside.for_each(|finding| println!("{name}: beside: {}", in_a_line(finding)));
        println!("{}", missed.join("\n"));
    }
    println!("{found} of {all} errors were found");
}

/// One error put into a clean report: what is new among the findings is of it.
/// Lengths of sentences and the like change with every word and do not count.
fn check_singles(list: &str, least_percent: usize) {
    const OF_LENGTH: [&str; 4] = ["long-sentence", "long-paragraph", "own-voice", "spaces"];
    let clean: Vec<PathBuf> = folder("clean");
    let list = folder("").into_iter().find(|path| path.ends_with(list)).unwrap();
    let list = fs::read_to_string(list).unwrap();
    let told = |text: &str| -> Vec<(String, String, String)> {
        let findings = check::file(&read(text)).into_iter();
        let findings = findings.filter(|finding| !OF_LENGTH.contains(&finding.rule.as_str()));
        findings.map(|finding| (finding.rule, finding.text, finding.message)).collect()
    };
    let mut as_it_was: BTreeMap<PathBuf, Vec<(String, String, String)>> = BTreeMap::new();
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut missed = String::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<String> = line.split('|').map(|field| field.replace('⏎', "\n")).collect();
        let [kind, host, old, new] = &fields[..] else { panic!("{line}") };
        let host = clean
            .iter()
            .find(|path| path.file_name().unwrap().to_string_lossy().starts_with(host.as_str()));
        let host = host.unwrap();
        let text = fs::read_to_string(host).unwrap();
        assert!(text.contains(old.as_str()), "{line}");
        let before = as_it_was.entry(host.clone()).or_insert_with(|| told(&text));
        let is_found =
            told(&text.replacen(old.as_str(), new, 1)).iter().any(|one| !before.contains(one));
        let (found, all) = kinds.entry(kind.clone()).or_default();
        *all += 1;
        *found += usize::from(is_found);
        if !is_found {
            writeln!(missed, "{kind}: {old} -> {new}").unwrap();
        }
    }
    for (kind, (found, all)) in &kinds {
        println!("{found:3} of {all:3} {kind}");
    }
    let (found, all) =
        kinds.values().fold((0, 0), |(found, all), kind| (found + kind.0, all + kind.1));
    println!("{found} of {all} single errors were found\n{missed}");
    assert!(
        found * 100 >= all * least_percent,
        "{found} of {all} single errors were found:\n{missed}"
    );
}

#[test]
fn single_errors_in_clean_reports_are_found() {
    check_singles("single.txt", 96);
}

/// Few of these have been looked at one by one, so that they tell how many of
/// the errors of a report nobody has seen are found. The floor only rises.
#[test]
fn single_errors_of_another_hand_are_found() {
    check_singles("single-street.txt", 88);
}

/// Two of these are no longer asked about since a part of the members with a scope of its
/// own (毕业生党员) is not taken for all of them told a second time, which troubled clean
/// reports.
#[test]
fn single_errors_in_reports_of_twelve_units_are_found() {
    check_singles("single-units.txt", 75);
}

/// Some of these nobody can tell from the text alone: a number that is another
/// everywhere, a name for a name. The floor is what is reached.
#[test]
fn single_errors_in_reports_of_eight_more_units_are_found() {
    check_singles("single-eight.txt", 88);
}

/// The errors of a careful examiner, one of each small kind, written before the
/// rules were looked at.
#[test]
fn single_errors_of_a_careful_examiner_are_found() {
    check_singles("single-new.txt", 76);
}
