//! `check` as scripts meet it: the shape of its JSON, its files, its exit code.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod office;

use std::fs;

use office::{Office, golden};
use serde_json::Value;

const FAULTY: &str = "青禾社区党支部书记2024年度抓基层党建述职报告
现将2023年度抓基层党建工作情况报告如下：
一、工作开展情况
现有党员34名，其中正式党员30名、预备党员2名。走访XX户。
三、存在的问题
学习不经常。
四、下一步打算
每月学习一次。
";

const CLEAN: &str = "青禾社区党支部书记2024年度抓基层党建述职报告
现将2024年度抓基层党建工作情况报告如下：
一、工作开展情况
现有党员34名，其中正式党员32名、预备党员2名。
二、存在的问题
学习不经常。
三、下一步打算
每月学习一次。
";

fn office() -> Office {
    let office = Office::new();
    fs::create_dir(office.path("稿")).unwrap();
    fs::write(office.path("稿/有错.txt"), FAULTY).unwrap();
    fs::write(office.path("稿/没错.txt"), CLEAN).unwrap();
    office
}

#[test]
fn findings_of_a_file_keep_their_shape_and_open_no_data_file() {
    let office = office();
    let said = office.run(&["check", "稿/有错.txt", "--json"]);
    assert_eq!(said.code, 1, "an error was found");
    let found: Value = serde_json::from_str(&said.out).unwrap();
    let rules: Vec<&str> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["rule"].as_str().unwrap())
        .collect();
    for rule in ["year-mismatch", "sum", "placeholder", "heading-number"] {
        assert!(rules.contains(&rule), "{rule} was not found: {rules:?}");
    }
    let sum =
        found["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "sum").unwrap();
    golden("check-finding", &serde_json::to_string_pretty(sum).unwrap());
    assert_eq!(office.run(&["check", "稿/没错.txt"]).code, 0, "nothing must be changed");
    assert!(!office.path("甲.db").exists(), "a file is checked without the data file");
}

#[test]
fn a_kept_report_is_checked_with_what_is_known_of_it() {
    let office = Office::with_sample();
    let said = office.run(&["check", "2024", "--json"]);
    assert_eq!(said.code, 1, "it has blanks");
    let found: Value = serde_json::from_str(&said.out).unwrap();
    let blanks =
        found["findings"].as_array().unwrap().iter().filter(|one| one["rule"] == "placeholder");
    assert_eq!(blanks.count(), 3);
    assert_eq!(office.run(&["check", "2022"]).code, 0);
    assert_eq!(office.run(&["check", "1999"]).code, 2);
}

#[test]
fn findings_leave_as_word_and_those_of_a_folder_as_a_table() {
    let office = office();
    let said = office.run(&["check", "稿/有错.txt", "-o", "意见.docx"]);
    assert_eq!(said.code, 1);
    assert!(fs::read(office.path("意见.docx")).unwrap().starts_with(b"PK"));
    assert!(office.refused(&["check", "稿/有错.txt", "-o", "意见.docx"]).contains("--force"));

    fs::write(office.path("稿/坏.docx"), b"PK\x03\x04 torn").unwrap();
    let said = office.run(&["check", "稿", "-o", "汇总.xlsx", "--json"]);
    assert_eq!(said.code, 2, "one file was refused");
    let folder: Value = serde_json::from_str(&said.out).unwrap();
    let files = folder["files"].as_array().unwrap();
    assert_eq!(files.len(), 3);
    assert!(files.iter().any(|file| file["error"].is_string()));
    let pair = &folder["likeness"][0];
    assert!(pair["a"].is_string() && pair["b"].is_string() && pair["similarity"].is_number());
    assert!(fs::read(office.path("汇总.xlsx")).unwrap().starts_with(b"PK"));
    insta::assert_snapshot!(
        office.refused(&["check", "稿", "-o", "汇总.docx"]),
        @"文件夹的检查结果只能存为 .xlsx 表格，现在写的是“汇总.docx”。请改好文件名再试。"
    );
    fs::create_dir(office.folder().join("空")).unwrap();
    assert!(office.refused(&["check", "空"]).contains("没有可以检查的报告"));
}
