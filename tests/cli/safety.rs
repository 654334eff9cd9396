//! Copies, hand-over and proof from a terminal: what a new clerk, or a script on
//! a bad day, does with them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod office;

use std::fs;
use std::path::Path;

use office::Office;
use serde_json::Value;

fn json(office: &Office, arguments: &[&str]) -> Value {
    serde_json::from_str(&office.done(arguments)).unwrap()
}

fn titles(office: &Office) -> Vec<String> {
    let listed = json(office, &["list", "--json"]);
    let reports = listed["reports"].as_array().unwrap().clone();
    reports.iter().map(|report| report["title"].as_str().unwrap().to_owned()).collect()
}

/// Turns over a bit of `words` wherever they stand in a file.
fn flip(file: &Path, words: &str) {
    let mut bytes = fs::read(file).unwrap();
    let length = words.len();
    let at: Vec<usize> = (0..bytes.len() - length)
        .filter(|at| bytes[*at..*at + length] == *words.as_bytes())
        .collect();
    assert!(!at.is_empty(), "the words stand in the file");
    at.into_iter().for_each(|at| bytes[at + length / 2] ^= 1);
    fs::write(file, bytes).unwrap();
}

#[test]
fn a_copy_is_taken_proved_and_brought_back() {
    let office = Office::with_sample();
    let before = titles(&office);
    let path = json(&office, &["backup", "--json"])["path"].as_str().unwrap().to_owned();
    assert!(path.starts_with("[文件夹]/备份/0001-") && path.ends_with("-手动.db"), "{path}");

    office.done(&["new", "2025"]);
    assert_ne!(titles(&office), before);
    let name = path.rsplit('/').next().unwrap();
    let answer = json(&office, &["restore", name, "--json"]);
    assert_eq!(answer["reports"], 3);
    assert!(answer["kept"].as_str().unwrap().ends_with("-恢复前.db"), "{answer}");
    assert_eq!(titles(&office), before);
}

#[test]
fn a_copy_goes_where_it_is_told_and_over_nothing() {
    let office = Office::with_sample();
    office.done(&["backup", "-o", "U盘.db"]);
    let refused = office.refused(&["backup", "-o", "U盘.db"]);
    assert!(refused.contains("--force"), "{refused}");
    office.done(&["backup", "-o", "U盘.db", "--force"]);
    let refused = office.refused(&["backup", "-o", "没有/U盘.db"]);
    assert!(refused.contains("没有这个文件夹"), "{refused}");

    let other = Office::new();
    fs::copy(office.path("U盘.db"), other.path("带来.db")).unwrap();
    other.done(&["restore", "带来.db"]);
    assert_eq!(titles(&other), titles(&office));
}

#[test]
fn what_is_no_copy_brings_nothing_back() {
    let office = Office::with_sample();
    let before = titles(&office);
    office.done(&["backup", "-o", "坏.db"]);
    flip(&office.path("坏.db"), "三会一课");
    fs::write(office.path("别的.db"), "不是备份").unwrap();
    for (file, says) in [("坏.db", "不完整"), ("别的.db", "读不出来"), ("没有.db", "没有找到")]
    {
        let refused = office.refused(&["restore", file]);
        assert!(refused.contains(says), "{file}: {refused}");
    }
    assert_eq!(titles(&office), before);
}

#[test]
fn before_much_is_taken_in_the_data_is_copied_once() {
    let office = Office::with_sample();
    let years: Vec<String> = (2011..2016).map(|year| format!("{year}.txt")).collect();
    for year in &years {
        let text =
            format!("青禾社区党支部书记{}年度述职报告\n一、工作情况\n开展活动9次。\n", &year[..4]);
        fs::write(office.path(year), text).unwrap();
    }
    let files: Vec<&str> = years.iter().map(String::as_str).collect();
    office.done(&[&["import"], &files[..4]].concat());
    assert!(!office.path("备份").exists(), "four are not many");
    office.done(&["handover", "-o", "交.zip"]);
    office.done(&[&["import", "--keep-both"], &files[..]].concat());
    office.done(&["takein", "交.zip"]);
    let copies = fs::read_dir(office.path("备份")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut copies: Vec<String> = copies.map(|name| name.into_string().unwrap()).collect();
    copies.sort();
    assert_eq!(copies.len(), 2, "{copies:?}");
    assert!(copies.iter().all(|name| name.ends_with("-导入前.db")), "{copies:?}");
}

#[test]
fn a_copy_is_brought_back_over_damaged_data_which_is_kept_as_it_was() {
    // A flipped text, a file cut off, one without a byte: each is brought back over.
    for damage in
        [|file: &Path| flip(file, "三会一课"), cut_off, |file: &Path| fs::write(file, "").unwrap()]
    {
        let office = Office::with_sample();
        let before = titles(&office);
        office.done(&["backup"]);
        office.done(&["backup", "-o", "U盘.db"]);
        damage(&office.path("甲.db"));
        let damaged = fs::read(office.path("甲.db")).unwrap();
        let said = office.run(&["restore", "U盘.db"]);
        assert!(format!("{}{}", said.out, said.err).contains("损坏的内容-1"), "{}", said.err);
        assert_eq!(titles(&office), before);
        office.done(&["verify"]);
        let kept = fs::read(office.path("损坏的内容-1/甲.db")).unwrap();
        assert!(kept == damaged, "the damaged file is kept as it was found");
    }
}

fn cut_off(file: &Path) {
    let bytes = fs::read(file).unwrap();
    fs::write(file, &bytes[..bytes.len() / 3]).unwrap();
}

#[test]
fn verify_finds_what_sqlite_does_not() {
    let office = Office::with_sample();
    assert_eq!(
        json(&office, &["verify", "--json"]),
        serde_json::json!({"ok": true, "problems": []})
    );
    flip(&office.path("甲.db"), "三会一课");
    let said = office.run(&["verify", "--json"]);
    assert_eq!(said.code, 1, "the answer is no: {}", said.err);
    let answer: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(answer["ok"], false);
    assert!(answer["problems"][0].as_str().unwrap().contains("文字与存时不一样"), "{answer}");
}

#[test]
fn a_hand_over_is_readable_without_the_program_and_taken_in_whole() {
    let office = Office::with_sample();
    office.done(&["handover", "-o", "移交.zip"]);
    let other = Office::new();
    fs::copy(office.path("移交.zip"), other.path("移交.zip")).unwrap();

    let seen = json(&other, &["takein", "移交.zip", "--dry-run", "--json"]);
    assert_eq!(seen["added"].as_array().unwrap().len(), 3);
    assert_eq!(titles(&other), Vec::<String>::new(), "looking keeps nothing");
    let taken = json(&other, &["takein", "移交.zip", "--json"]);
    assert_eq!(taken, seen);
    assert_eq!(titles(&other), titles(&office));
    let again = json(&other, &["takein", "移交.zip", "--json"]);
    assert_eq!(
        (again["added"].as_array().unwrap().len(), again["same"].as_array().unwrap().len()),
        (0, 3)
    );

    let unpacked = other.path("看看");
    let listing = std::process::Command::new("python3")
        .args(["-m", "zipfile", "-e"])
        .arg(other.path("移交.zip"))
        .arg(&unpacked)
        .status();
    if listing.is_ok_and(|status| status.success()) {
        let read_me = fs::read_to_string(unpacked.join("README.txt")).unwrap();
        assert!(read_me.contains("docx 里是各年的报告"), "{read_me}");
        assert_eq!(fs::read_dir(unpacked.join("docx")).unwrap().count(), 3);
    }
}

#[test]
fn the_same_report_from_elsewhere_is_kept_beside_and_never_over_what_is_here() {
    let office = Office::with_sample();
    office.done(&["handover", "-o", "家里.zip"]);
    office.done(&["export", "2023", "-o", "改.json", "--format", "json"]);
    let text = fs::read_to_string(office.path("改.json")).unwrap();
    fs::write(office.path("改.json"), text.replacen("三会一课", "三会一课制度", 1)).unwrap();
    let before = office.done(&["show", "2023"]);
    let taken = json(&office, &["takein", "改.json", "--json"]);
    assert_eq!(taken["kept"].as_array().unwrap().len(), 1, "{taken}");
    assert_eq!(office.done(&["show", "2023"]), before, "what is here stays");
}

#[test]
fn what_carries_nothing_is_refused_by_name() {
    let office = Office::with_sample();
    fs::write(office.path("普通.txt"), "述职报告").unwrap();
    fs::write(office.path("空.zip"), b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0").unwrap();
    for file in ["普通.txt", "空.zip"] {
        let refused = office.refused(&["takein", file]);
        assert!(refused.contains("不是述职存的文件"), "{file}: {refused}");
    }
    let refused = Office::new().refused(&["handover", "-o", "移交.zip"]);
    assert!(refused.contains("还没有可以移交的报告"), "{refused}");
}
