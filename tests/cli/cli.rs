//! The terminal program as scripts meet it: golden shapes of its JSON, its
//! refusals and its exit codes.
//!
//! The goldens stand in `tests/golden/cli`; uids, times and folders, which
//! differ in every run, are masked in them. After a wanted change run
//! `make golden` and read the diff.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod office;
mod search;
mod years;

use std::fs;
use std::path::Path;
use std::process::Stdio;

use office::{Office, golden};

const OLD_REPORT: &str = "青禾社区党支部书记2021年度抓基层党建述职报告
各位领导、同志们：
2021年，在云桥街道党工委的领导下，支部抓实各项工作。现将有关情况报告如下：
一、工作开展情况
（一）抓学习，坚持在“实”上下功夫
全年开展主题党日12次，讲党课4次。
（二）抓服务
走访困难党员3名，【待补：件数】件实事正在办理。
二、存在问题及原因
1.学习形式单一。
三、下一步工作计划
一是丰富形式。
以上报告，请批评指正。
";

/// The next year's report: figures moved on, a paragraph rewritten.
fn newer(old: &str) -> String {
    old.replace("2021", "2022")
        .replace("主题党日12次", "主题党日10余次")
        .replace("学习形式单一。", "支委分工不够细，遇事都等书记拿主意。")
}

// --- the shapes ---------------------------------------------------------------

#[test]
fn list_keeps_its_shape() {
    golden("list", &Office::with_sample().done(&["list", "--json"]));
}

#[test]
fn figures_keep_their_shape_and_a_file_opens_no_data() {
    let office = Office::new();
    fs::write(office.path("旧.txt"), OLD_REPORT).unwrap();
    golden("figures", &office.done(&["figures", "旧.txt", "--json"]));
    golden("figures-text", &office.done(&["figures", "旧.txt"]));
    assert!(!office.path("甲.db").exists(), "a file is only read");
}

#[test]
fn figures_of_the_years_keep_their_shape() {
    let office = Office::with_sample();
    golden("figures-years", &office.done(&["figures", "--years", "--json"]));
    golden("figures-years-text", &office.done(&["figures", "--years"]));
}

#[test]
fn show_keeps_its_shape() {
    golden("show", &Office::with_sample().done(&["show", "2023", "--json"]));
}

#[test]
fn show_prints_the_report_as_it_stands_on_paper() {
    golden("show-text", &Office::with_sample().done(&["show", "2024"]));
}

#[test]
fn import_keeps_its_shape() {
    let office = Office::new();
    fs::write(office.path("旧.txt"), OLD_REPORT).unwrap();
    golden("import", &office.done(&["import", "旧.txt", "--json"]));
}

#[test]
fn several_files_are_told_one_by_one_and_a_refused_one_makes_the_status_2() {
    let office = Office::new();
    fs::write(office.path("旧.txt"), OLD_REPORT).unwrap();
    fs::write(office.path("图.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\0").unwrap();
    let said = office.run(&["import", "旧.txt", "图.txt", "没有.txt", "--dry-run", "--json"]);
    assert_eq!(said.code, 2);
    let entries: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let keys =
        |at: usize| entries[at].as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(keys(0), ["figures", "file", "findings", "notes", "report"]);
    assert_eq!(keys(1), ["error", "file"]);
    assert_eq!(entries[2]["error"]["code"], "unreadable");
}

#[test]
fn export_and_branch_and_new_keep_their_shapes() {
    let office = Office::new();
    let mut said = office.done(&[
        "branch",
        "--name",
        "青禾社区党支部",
        "--superior",
        "云桥街道党工委",
        "--year",
        "2024",
        "--members",
        "34",
        "--json",
    ]);
    said += &office.done(&["new", "2024", "--template", "annual-summary", "--json"]);
    said += &office.done(&["export", "2024", "-o", "稿.txt", "--despite", "先看看", "--json"]);
    golden("branch-new-export", &said);
}

#[test]
fn a_refusal_is_one_json_document_that_names_the_places() {
    let office = Office::with_sample();
    let said = office.run(&["export", "2024", "-o", "稿.docx", "--json"]);
    assert_eq!(said.code, 2);
    golden("refusal", &said.out);
    assert!(!office.path("稿.docx").exists());
}

#[test]
fn compare_keeps_its_shape() {
    let office = Office::new();
    fs::write(office.path("旧.txt"), OLD_REPORT).unwrap();
    fs::write(office.path("新.txt"), newer(OLD_REPORT)).unwrap();
    golden("compare", &office.done(&["compare", "旧.txt", "新.txt", "--json"]));
    golden("compare-text", &office.done(&["compare", "旧.txt", "新.txt"]));
    assert!(!office.path("甲.db").exists(), "no data file is made for files");
}

// --- the main job ---------------------------------------------------------------

#[test]
fn demo_does_the_main_job_in_a_fresh_place_as_often_as_it_is_asked() {
    let office = Office::new();
    let data = |said: &str| {
        let said: serde_json::Value = serde_json::from_str(said).unwrap();
        (said["data"].as_str().unwrap().to_owned(), said["path"].as_str().unwrap().to_owned())
    };
    let run = || {
        let output = office.command(&["demo", "--json"]).output().unwrap();
        assert!(output.status.success());
        data(&String::from_utf8(output.stdout).unwrap())
    };
    let (first, second) = (run(), run());
    assert_ne!(first, second);
    for (data, word) in [first, second] {
        assert!(fs::read(&data).unwrap().starts_with(b"SQLite format 3\0"));
        assert!(fs::read(&word).unwrap().starts_with(b"PK"));
        assert!(word.ends_with("2023年度抓基层党建述职报告.docx"), "{word}");
    }
    assert!(!office.path("甲.db").exists(), "the default data file is left alone");
}

#[test]
fn an_old_report_comes_in_and_leaves_as_a_word_file_that_reads_back_the_same() {
    let office = Office::new();
    fs::write(office.path("旧.txt"), OLD_REPORT).unwrap();
    office.done(&["import", "旧.txt"]);
    office.done(&["export", "2021", "-o", "新.docx", "--despite", "数字随后补"]);
    let sections = |said: String| {
        let said: serde_json::Value = serde_json::from_str(&said).unwrap();
        said["report"]["sections"].clone()
    };
    assert_eq!(
        sections(office.done(&["import", "新.docx", "--dry-run", "--json"])),
        sections(office.done(&["import", "旧.txt", "--dry-run", "--json"])),
    );
}

#[test]
fn reading_a_file_opens_no_data_file() {
    let office = Office::new();
    fs::write(office.path("旧.txt"), OLD_REPORT).unwrap();
    office.done(&["import", "旧.txt", "--dry-run"]);
    assert!(!office.path("甲.db").exists());
    assert_eq!(fs::read_to_string(office.path("旧.txt")).unwrap(), OLD_REPORT);
}

#[test]
fn a_report_is_found_by_year_number_or_uid() {
    let office = Office::with_sample();
    let listed = office.command(&["list", "--json"]).output().unwrap().stdout;
    let listed: serde_json::Value = serde_json::from_slice(&listed).unwrap();
    let row = &listed["reports"][0];
    let year = row["year"].to_string();
    let whole = office.done(&["show", &year]);
    assert_eq!(office.done(&["show", &row["number"].to_string()]), whole);
    assert_eq!(office.done(&["show", row["uid"].as_str().unwrap()]), whole);
    office.done(&["new", &year, "--template", "annual-summary"]);
    let refusal = office.refused(&["show", &year]);
    assert!(refusal.contains("2 份报告") && refusal.contains("编号"), "{refusal}");
}

#[test]
fn formats_follow_the_name_and_a_folder_gets_the_titles_name() {
    let office = Office::with_sample();
    fs::create_dir(office.path("报送")).unwrap();
    office.done(&["export", "2022", "-o", "报送"]);
    office.done(&["export", "2022", "-o", "报送", "--format", "json"]);
    office.done(&["export", "2022", "-o", "稿.TXT", "--layout", "street-28"]);
    let name = "报送/青禾社区党支部书记2022年度抓基层党建述职报告";
    assert!(fs::read(office.path(&format!("{name}.docx"))).unwrap().starts_with(b"PK"));
    let json = fs::read(office.path(&format!("{name}.json"))).unwrap();
    assert!(serde_json::from_slice::<serde_json::Value>(&json).unwrap()["reports"].is_array());
    assert!(fs::read_to_string(office.path("稿.TXT")).unwrap().contains("一、工作开展情况"));
}

#[test]
fn a_users_own_kind_is_used_and_a_faulty_one_is_named_beside_the_answer() {
    let office = Office::new();
    fs::create_dir(office.path("文种")).unwrap();
    fs::write(
        office.path("文种/简报.json"),
        r#"{ "key": "brief", "name": "简报", "description": "", "title": "{单位}{年}年简报",
             "parts": [ { "role": "other", "heading": "情况" } ] }"#,
    )
    .unwrap();
    fs::write(office.path("文种/坏的.json"), "{").unwrap();
    office.done(&["branch", "--name", "青禾社区党支部"]);
    let said = office.run(&["new", "2024", "--template", "brief"]);
    assert_eq!(said.code, 0);
    assert!(said.out.contains("青禾社区党支部2024年简报"), "{}", said.out);
    assert!(said.err.contains("坏的.json"), "{}", said.err);
}

// --- refusals ---------------------------------------------------------------------

#[test]
fn every_refusal_is_chinese_and_says_what_to_do() {
    let office = Office::with_sample();
    fs::write(office.path("旧.txt"), OLD_REPORT.replace("2021", "2023")).unwrap();
    fs::write(office.path("无年.txt"), "述职报告\n一、工作\n做了。\n").unwrap();
    fs::write(office.path("空.db"), "").unwrap();
    fs::create_dir(office.path("往年")).unwrap();
    office.done(&["export", "2023", "-o", "数据.json"]);
    fs::write(office.path("假.db"), "不是数据文件").unwrap();
    let refusals: Vec<String> = [
        &[][..],
        &["写"],
        &["list", "--颜色"],
        &["list", "多余"],
        &["new"],
        &["new", "二〇二四"],
        &["new", "24"],
        &["new", "2024"],
        &["new", "2026", "--template", "没有"],
        &["new", "2026", "--branch", "没有"],
        &["new", "2026", "--from", "2030"],
        &["new", "2022", "--from", "2023"],
        &["new", "2026", "--from", "2023", "--template", "brief"],
        &["show", "2030"],
        &["show", "甲"],
        &["export", "2024", "-o", "稿.docx"],
        &["export", "2024", "-o", "稿.docx", "--despite", "  "],
        &["export", "2023"],
        &["export", "2023", "-o", "示例.docx"],
        &["export", "2023", "-o", "没有/稿.docx"],
        &["export", "2023", "-o", "稿.docx", "--layout", "没有"],
        &["export", "2023", "-o", "稿.docx", "--format", "pdf"],
        &["import"],
        &["import", "没有.txt"],
        &["import", "往年"],
        &["import", "数据.json"],
        &["import", "空.db"],
        &["import", "旧.txt"],
        &["import", "无年.txt"],
        &["import", "旧.txt", "--as-revision", "--keep-both"],
        &["import", "旧.txt", "--year", "23"],
        &["branch", "--name", ""],
        &["branch", "--level", "党组"],
        &["branch", "--members", "-1"],
        &["branch", "--add"],
        &["list", "--data", "空.db"],
        &["list", "--data", "假.db"],
        &["list", "--data"],
    ]
    .iter()
    .map(|arguments| format!("{}\n{}", arguments.join(" "), office.refused(arguments)))
    .collect();
    golden("refusals", &refusals.join("\n"));
}

#[test]
fn a_year_that_is_there_is_kept_beside_or_as_a_version_only_when_told() {
    let office = Office::with_sample();
    fs::write(office.path("旧.txt"), OLD_REPORT.replace("2021", "2023")).unwrap();
    let reports = |office: &Office| office.done(&["list"]).lines().count() - 1;
    office.refused(&["import", "旧.txt"]);
    let before = office.done(&["show", "2023"]);
    office.done(&["import", "旧.txt", "--as-revision"]);
    assert_eq!(reports(&office), 3);
    assert_eq!(office.done(&["show", "2023"]), before, "the text that is there stays");
    office.done(&["import", "旧.txt", "--keep-both"]);
    assert_eq!(reports(&office), 4);
}

#[test]
fn a_report_goes_to_the_unit_it_tells_of_and_a_masked_name_to_the_only_one() {
    let office = Office::with_sample();
    for (file, name, year) in [
        ("甲.txt", "青禾社区党支部", "2019"),
        ("乙.txt", "XX社区党支部", "2020"),
        ("丙.txt", "柳岸社区党支部", "2021"),
    ] {
        let text = OLD_REPORT.replace("青禾社区党支部", name).replace("2021", year);
        fs::write(office.path(file), text).unwrap();
        office.done(&["import", file]);
    }
    let listed: serde_json::Value =
        serde_json::from_str(&office.done(&["list", "--json"])).unwrap();
    let branch = |year: u16| {
        let rows = listed["reports"].as_array().unwrap();
        rows.iter().find(|row| row["year"] == year).unwrap()["branch"].as_str().unwrap().to_owned()
    };
    assert_eq!([2019, 2020].map(branch), ["青禾社区党支部", "青禾社区党支部"]);
    assert_eq!(branch(2021), "柳岸社区党支部");
    let refusal = office.refused(&["new", "2026"]);
    assert!(refusal.contains("--branch"), "{refusal}");
    office.done(&["new", "2026", "--branch", "柳岸社区党支部"]);
}

#[test]
fn what_was_exported_comes_back_exactly_and_never_over_what_is_there() {
    let office = Office::with_sample();
    office.done(&["export", "2022", "-o", "稿.docx"]);
    office.refused(&["import", "稿.docx"]);
    office.done(&["import", "稿.docx", "--as-revision"]);
    office.done(&["import", "稿.docx", "--keep-both"]);
    let whole = office.done(&["show", "1"]);
    office.done(&["import", "稿.docx", "--data", "乙.db"]);
    assert_eq!(office.done(&["show", "2022", "--data", "乙.db"]), whole);
}

#[test]
fn a_file_is_what_its_name_says() {
    let office = Office::with_sample();
    let refusal = office.refused(&["export", "2023", "-o", "稿.pdf"]);
    assert!(refusal.contains(".docx"), "{refusal}");
    assert!(!office.path("稿.pdf").exists());
}

#[test]
fn a_file_is_overwritten_only_by_force() {
    let office = Office::with_sample();
    fs::write(office.path("稿.docx"), "原来的").unwrap();
    let before = files(office.folder());
    office.refused(&["export", "2023", "-o", "稿.docx"]);
    office.refused(&["demo", "-o", "稿.docx"]);
    assert_eq!(fs::read_to_string(office.path("稿.docx")).unwrap(), "原来的");
    assert_eq!(files(office.folder()), before, "a refusal leaves nothing behind");
    office.done(&["export", "2023", "-o", "稿.docx", "--force"]);
    assert!(fs::read(office.path("稿.docx")).unwrap().starts_with(b"PK"));
}

#[test]
fn beside_an_open_window_reading_works_and_writing_is_refused() {
    let office = Office::with_sample();
    let window = shuzhi_core::store::Store::open(&office.path("甲.db")).unwrap();
    assert!(office.done(&["list"]).contains("2023"));
    assert!(office.done(&["show", "2023"]).contains("青禾社区"));
    let refusal = office.refused(&["new", "2026"]);
    assert!(refusal.contains("请先关闭述职窗口"), "{refusal}");
    drop(window);
    office.done(&["new", "2026"]);
}

#[test]
fn help_is_chinese_and_ends_well() {
    let office = Office::new();
    let mut help = office.done(&["--help"]);
    for command in ["demo", "branch", "new", "import", "list", "show", "export"] {
        help += &format!("\n--- {command}\n{}", office.done(&[command, "-h"]));
    }
    golden("help", &help);
    assert!(!office.path("甲.db").exists());
}

#[test]
fn a_reader_that_stops_early_does_no_harm() {
    let office = Office::with_sample();
    let mut child = office
        .command(&["show", "2023"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert!(matches!(output.status.code(), Some(0)), "{:?}", output.status);
}

#[test]
fn a_title_that_leads_elsewhere_stays_in_the_folder() {
    let office = Office::new();
    let elsewhere = OLD_REPORT.replacen("青禾社区党支部书记", "../../青禾社区党支部书记", 1);
    fs::write(office.path("旧.txt"), elsewhere).unwrap();
    fs::create_dir_all(office.path("里/内")).unwrap();
    office.done(&["import", "旧.txt", "--year", "2021"]);
    office.done(&["export", "2021", "-o", "里/内", "--despite", "试"]);
    assert_eq!(files(&office.path("里/内")), 1);
    assert_eq!(files(&office.path("里")), 1, "only the folder itself");
}

fn files(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}
