//! `import` and `figures` on files as they come: good ones by several
//! writers, doubtful ones, and every kind that is refused. The goldens are the
//! contract that scripts rely on.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod office;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use office::{Office, golden};
use serde_json::Value;

/// A text in which everything is in doubt or was mended: no year in the title,
/// debris, half-width marks, a paragraph without its number, a page number.
const DOUBTFUL: &str = "柳岸社区党总支书记述职报告
各位领导：
一、工作情况
一是抓学习。深入开展主题教育##adbegin##,组织学习近20次,参学400余人次。
全年走访困难群众36户,化解矛盾纠纷4件。
二是抓服务。投入资金1.2万元，满意率由92%提高到96%。
第 1 页 共 2 页
二、存在问题
”学用结合“不够紧。
";

/// Written without any heading.
const SHAPELESS: &str = "今年我们做了不少事。\n大家都很满意。\n";

/// A file of the writers that the core's tests keep.
fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/import/files").join(name)
}

#[test]
fn a_doubtful_text_is_told_with_every_note_and_figure() {
    let office = Office::new();
    fs::write(office.path("旧.txt"), DOUBTFUL).unwrap();
    golden("import-doubtful", &office.done(&["import", "旧.txt", "--dry-run", "--json"]));
    golden("import-doubtful-text", &office.done(&["import", "旧.txt", "--dry-run"]));
    golden("figures-doubtful", &office.done(&["figures", "旧.txt", "--json"]));
    fs::write(office.path("散.txt"), SHAPELESS).unwrap();
    golden("import-shapeless", &office.done(&["import", "散.txt", "--dry-run", "--json"]));
    golden("figures-none", &office.done(&["figures", "散.txt", "--json"]));
}

/// Keys are added, never renamed or dropped: those that scripts were promised.
#[test]
fn every_writer_s_file_has_the_promised_keys() {
    let office = Office::new();
    for name in ["by-hand.docx", "libreoffice.doc", "libreoffice.odt", "libreoffice.rtf"] {
        fs::copy(sample(name), office.path(name)).unwrap();
        let read = json(&office.done(&["import", name, "--dry-run", "--json"]));
        has_keys(&read, &["report", "figures", "notes", "findings"]);
        has_keys(
            &read["report"],
            &[
                "format",
                "uid",
                "branch",
                "year",
                "template",
                "edition",
                "status",
                "title",
                "byline",
                "salutation",
                "opening",
                "sections",
                "closing",
                "signature",
                "date",
            ],
        );
        let sections = read["report"]["sections"].as_array().unwrap();
        let mut ids = BTreeSet::new();
        for section in sections {
            check_section(section, 1, &mut ids);
        }
        for note in read["notes"].as_array().unwrap() {
            has_keys(note, &["kind", "message", "text"]);
            let kinds = ["recognised", "repaired", "dropped", "doubt"];
            assert!(kinds.contains(&note["kind"].as_str().unwrap()), "{note}");
        }
        let told = json(&office.done(&["figures", name, "--json"]));
        assert_eq!(told["figures"], read["figures"], "{name}: both read the same");
        check_mentions(&read);
        for value in told["values"].as_array().unwrap() {
            let keys = ["indicator", "name", "unit", "value", "approximate", "basis", "mentions"];
            has_keys(value, &keys);
        }
    }
}

fn check_section(section: &Value, level: u64, ids: &mut BTreeSet<String>) {
    let keys = ["id", "role", "level", "number", "heading", "runIn", "body", "children"];
    has_keys(section, &keys);
    assert_eq!(section["level"], level);
    let roles = ["overview", "achievements", "reviewResponse", "problems", "nextSteps", "other"];
    assert!(roles.contains(&section["role"].as_str().unwrap()), "{section}");
    assert!(ids.insert(section["id"].as_str().unwrap().to_owned()), "an id stands twice");
    for child in section["children"].as_array().unwrap() {
        check_section(child, level + 1, ids);
    }
}

/// The offsets of a mention count characters of its paragraph.
fn check_mentions(read: &Value) {
    let mentions = read["figures"].as_array().unwrap();
    assert!(!mentions.is_empty());
    for mention in mentions {
        let keys = [
            "indicator",
            "name",
            "value",
            "approximate",
            "unit",
            "text",
            "section",
            "paragraph",
            "start",
            "end",
        ];
        has_keys(mention, &keys);
        let Some(at) = mention["paragraph"].as_u64() else { continue };
        let id = mention["section"].as_str().unwrap();
        let body = match id {
            "opening" | "closing" => read["report"][id].clone(),
            _ => found(&read["report"]["sections"], id).unwrap()["body"].clone(),
        };
        let place = |key: &str| usize::try_from(mention[key].as_u64().unwrap()).unwrap();
        let text = body[usize::try_from(at).unwrap()].as_str().unwrap();
        let words: String =
            text.chars().skip(place("start")).take(place("end") - place("start")).collect();
        assert_eq!(words, mention["text"].as_str().unwrap());
    }
}

fn found<'a>(sections: &'a Value, id: &str) -> Option<&'a Value> {
    sections.as_array()?.iter().find_map(|section| {
        if section["id"] == id { Some(section) } else { found(&section["children"], id) }
    })
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[track_caller]
fn has_keys(value: &Value, keys: &[&str]) {
    for key in keys {
        assert!(value.get(key).is_some(), "{key} is missing in {value}");
    }
}

#[test]
fn every_kind_that_is_refused_is_one_json_document_and_status_2() {
    let kinds: [(&str, &[u8]); 20] = [
        ("空的.docx", b""),
        ("图片.docx", b"\x89PNG\r\n\x1a\n\0\0\0\0"),
        ("扫描.doc", b"%PDF-1.7 ..."),
        ("网页.doc", b"<html><body>x</body></html>"),
        ("压缩包.zip", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
        ("断的.docx", b"PK\x03\x04 and nothing more"),
        ("断的.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken"),
        ("很旧.doc", b"\xdb\xa5\x2d\0\0\0"),
        ("更旧.doc", b"\xdc\xa5\x65\0\0\0"),
        ("写字板.wri", b"\x31\xbe\0\0\0\xab"),
        ("苹果.doc", b"\xfe\x37\0\x1c\0\0"),
        ("六.doc", include_bytes!("../data/import/refused/word-6.doc")),
        ("九五.doc", include_bytes!("../data/import/refused/word-95.doc")),
        ("测试版.doc", include_bytes!("../data/import/refused/word-97-beta.doc")),
        ("密码.doc", include_bytes!("../data/import/refused/word-97-password.doc")),
        ("表格.doc", include_bytes!("../data/import/refused/excel-95.doc")),
        ("杂乱.txt", &[0, 1, 2, 3, 250, 251, 7, 6, 0, 0, 5, 4, 3, 2, 1, 0]),
        ("空白.txt", "　\n \n".as_bytes()),
        ("空.rtf", b"{\\rtf1}"),
        ("没写完.rtf", b"{\\rtf1 {{{{"),
    ];
    let office = Office::new();
    let mut told = String::new();
    for (name, bytes) in kinds {
        fs::write(office.path(name), bytes).unwrap();
        for command in [&["import", name, "--dry-run", "--json"][..], &["figures", name, "--json"]]
        {
            let said = office.run(command);
            let refusal = json(&said.out);
            assert_eq!(said.code, 2, "{command:?}: {}", said.out);
            assert_eq!(refusal.as_object().unwrap().len(), 1, "nothing but the refusal");
            has_keys(&refusal["error"], &["code", "message"]);
            if command[0] == "import" {
                let error = &refusal["error"];
                told += &format!("{name} {} {}\n", error["code"], error["message"]);
            }
        }
    }
    golden("import-refusals", &told);
    assert!(!office.path("甲.db").exists(), "reading makes no data file");
}
