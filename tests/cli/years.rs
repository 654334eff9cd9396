//! What one year hands to the next: `new --from` and `duties`.

use crate::office::Office;

#[test]
fn duties_are_listed_with_what_answers_them_and_comments_are_added() {
    let office = Office::with_sample();
    let duties = |report: &str| -> Vec<serde_json::Value> {
        let told = office.command(&["duties", report, "--json"]).output().unwrap().stdout;
        let told: serde_json::Value = serde_json::from_slice(&told).unwrap();
        told["duties"].as_array().unwrap().clone()
    };
    let before = duties("2024");
    let answered = before.iter().filter(|duty| duty["state"] == "answered").count();
    assert_eq!((before.len(), answered), (9, 8), "{before:?}");
    assert_eq!(before[0]["answeredBy"]["heading"], "2023年度述职点评问题整改情况");
    let who = ["--who", "云桥街道党工委", "--date", "2023年12月28日"];
    office.done(&["duties", "add", "2023", who[0], who[1], who[2], who[3], "骨干接续不够"]);
    let after = duties("2024");
    let added = after.iter().find(|duty| duty["text"] == "骨干接续不够").unwrap();
    assert_eq!((&added["kind"], &added["date"]), (&"comment".into(), &"2023-12-28".into()));
    office.done(&["duties", "2024", "-o", "清单.docx"]);
    office.done(&["duties", "2024", "-o", "清单.xlsx"]);
    office.refused(&["duties", "2024", "-o", "清单.txt"]);
    office.refused(&["duties", "add", "2023", "--date", "年底", "不够"]);
    office.refused(&["duties", "2030"]);
}

#[test]
fn a_report_carried_on_has_last_years_parts_and_none_of_its_numbers() {
    let office = Office::with_sample();
    let made = office.done(&["new", "2025", "--from", "2023"]);
    assert!(
        made.contains("小标题：2022年度述职点评问题整改情况 → 2024年度"),
        "what differs is listed: {made}"
    );
    let text = office.done(&["show", "2025"]);
    assert!(text.contains("2025年度抓基层党建述职报告"));
    assert!(text.contains("二、2024年度述职点评问题整改情况"));
    assert!(text.contains("【待补】次"), "{text}");
    assert!(!text.contains("在职党员作用发挥不经常"), "problems are each year's own");
}

#[test]
fn what_would_become_of_last_years_report_is_read_before_anything_is_made() {
    let office = Office::with_sample();
    let told = office.done(&["new", "2025", "--from", "2023", "--dry-run"]);
    assert!(told.contains("还没有新建"), "{told}");
    assert!(told.contains("存在的主要问题及原因：往年") && told.contains("→ 留空"), "{told}");
    assert!(told.contains("→ 句式"), "{told}");
    let json = office.done(&["new", "2025", "--from", "2023", "--dry-run", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(json["changes"].as_array().is_some_and(|changes| !changes.is_empty()));
    assert_eq!((&json["report"], &json["parts"][0]["part"]), (&().into(), &"opening".into()));
    office.refused(&["show", "2025"]);
    office.refused(&["new", "2025", "--dry-run"]);
    let made = office.done(&["new", "2025", "--from", "2023"]);
    let list = |text: &str| text.split_once("各部分：").unwrap().1.to_owned();
    assert_eq!(list(&made), list(&told), "what was listed is what was made");
}

#[test]
fn opening_and_closing_begin_as_is_said_and_the_change_is_listed() {
    let office = Office::with_sample();
    let kind = office.done(&["new", "2025", "--from", "2023"]);
    assert!(kind.contains("开头第1段：2023年"), "last year's beside the kind's own: {kind}");
    let carried = ["--opening", "沿用", "--closing", "留空"];
    let made = office.done(&[&["new", "2026", "--from", "2023"][..], &carried].concat());
    assert!(made.contains("结尾第1段：") && made.contains("（留空）"), "{made}");
    let shown = |year: &str| -> serde_json::Value {
        serde_json::from_str(&office.done(&["show", year, "--json"])).unwrap()
    };
    let text = |report: &serde_json::Value| report["opening"][0].as_str().unwrap().to_owned();
    let (last, next) = (text(&shown("2023")), shown("2026"));
    assert!(last.starts_with("2023年，") && last.contains("33名党员"), "{last}");
    let told = text(&next);
    assert!(told.starts_with("2026年，") && told.contains("【待补】名党员"), "{told}");
    assert_eq!(next["closing"].as_array().map(Vec::len), Some(0));
    office.refused(&["new", "2027", "--opening", "沿用"]);
    office.refused(&["new", "2027", "--from", "2023", "--opening", "照抄"]);
}
