//! `duties`: what is to be answered, and what answers it.

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
