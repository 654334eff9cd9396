//! `compare` as scripts meet it: its exit code and its files.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(dead_code, reason = "the office has more than this needs")]

mod office;

use std::fs;

use office::Office;

#[test]
fn reports_and_files_are_compared_and_the_exit_code_tells_a_difference() {
    let office = Office::with_sample();
    let code = |arguments: &[&str]| office.run(arguments).code;
    assert_eq!(code(&["compare", "2023", "2024"]), 0);
    assert_eq!(code(&["compare", "2023", "2024", "--exit-code"]), 1);
    assert_eq!(code(&["compare", "2023", "2023", "--exit-code"]), 0);
    // The exported file holds the report of 2024, which has blanks.
    office.done(&["export", "2023", "-o", "稿.docx"]);
    assert_eq!(code(&["compare", "2023", "稿.docx", "--exit-code", "--json"]), 0);
    assert_eq!(code(&["compare", "稿.docx", "2024", "--exit-code", "--json"]), 1);
}

#[test]
fn a_comparison_leaves_as_word_or_spreadsheet_and_overwrites_nothing() {
    let office = Office::with_sample();
    for name in ["对照.docx", "数字.xlsx"] {
        let said = office.done(&["compare", "2023", "2024", "-o", name, "--json"]);
        let said: serde_json::Value = serde_json::from_str(&said).unwrap();
        assert_eq!(said["path"], name);
        assert!(fs::read(office.path(name)).unwrap().starts_with(b"PK"));
        let again = office.refused(&["compare", "2023", "2024", "-o", name]);
        assert!(again.contains("--force"), "{again}");
        office.done(&["compare", "2023", "2024", "-o", name, "--force"]);
    }
    insta::assert_snapshot!(
        office.refused(&["compare", "2023", "2024", "-o", "对照.pdf"]),
        @"对照稿只能存为 .docx（全文对照）或 .xlsx（数字表），现在写的是“对照.pdf”。请改好文件名再试。"
    );
    assert_eq!(office.run(&["compare", "没有.txt", "2024"]).code, 2);
    assert_eq!(office.run(&["compare", "1999", "2024"]).code, 2);
}
