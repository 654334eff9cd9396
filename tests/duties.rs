//! What one year's report left to answer, and what the next one's text says of
//! it. Each file of `data/duties` holds two invented reports and, for every
//! matter, the passages that may be named as its answer.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use shuzhi_core::model::{ComparedDuty, Report, Uid};
use shuzhi_core::{duties, import};

fn read(text: &str) -> Report {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("述职报告.txt");
    fs::write(&file, text).unwrap();
    import::open_file(&file, Uid::nil()).unwrap().report
}

/// What a reader expects: the beginning of a matter, and of its answers.
fn expected(lines: &str) -> Vec<(&str, Vec<&str>)> {
    let told = lines.lines().filter_map(|line| line.split_once(" -> "));
    told.map(|(matter, answers)| (matter, answers.split('|').collect())).collect()
}

#[test]
fn matters_are_found_and_so_is_what_answers_them() {
    let mut right = 0;
    let mut wrong: Vec<String> = Vec::new();
    let mut cases: Vec<_> =
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/duties"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
    cases.sort();
    for case in cases {
        let text = fs::read_to_string(&case).unwrap();
        let [old, new, lines] = text.split("=====\n").collect::<Vec<_>>()[..] else {
            panic!("{case:?}")
        };
        let told = duties::between(&read(old), &read(new));
        let lines = expected(lines);
        if told.len() != lines.len() {
            let texts: Vec<&str> = told.iter().map(|told| told.duty.text.as_str()).collect();
            wrong.push(format!("{case:?}: {} matters: {texts:#?}", told.len()));
        }
        for (matter, answers) in lines {
            let found = told.iter().find(|told| told.duty.text.starts_with(matter));
            let answer = found.map(answer_of);
            let fits = answer
                .as_ref()
                .is_some_and(|answer| answers.iter().any(|one| answer.starts_with(one)));
            if fits {
                right += 1;
            } else {
                wrong.push(format!("{matter}: {answer:?} instead of {answers:?}"));
            }
        }
    }
    let share = f64::from(right) / (f64::from(right) + wrong.len() as f64);
    assert!(share >= 0.9, "{share:.3} right; wrong:\n{}", wrong.join("\n"));
}

fn answer_of(told: &ComparedDuty) -> String {
    told.answered_by.as_ref().map_or("无".to_owned(), |passage| passage.text.clone())
}
