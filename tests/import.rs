//! Old files in, reports and notes out.
//!
//! `data/import/*.txt` are texts by imagined writers, one habit or damage
//! each; `data/import/reading@<case>.snap` is what is read in them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/kept.rs"]
mod kept;
#[path = "support/reading.rs"]
mod reading;

use reading::shown;
use shuzhi_core::import::{self, Reading};
use shuzhi_core::model::{NoteKind, Uid};

fn open(bytes: &[u8], name: &str) -> Reading {
    import::open(bytes.to_vec(), name, Uid::nil()).unwrap()
}

#[test]
fn texts_of_many_writers_are_read_as_they_were_meant() {
    let mut golden = insta::Settings::clone_current();
    golden.set_snapshot_path("data/import");
    golden.set_prepend_module_to_snapshot(false);
    golden.set_omit_expression(true);
    golden.bind(|| {
        insta::glob!("data/import", "*.txt", |case| {
            let bytes = std::fs::read(case).unwrap();
            let reading = open(&bytes, "旧报告.txt");
            kept::holds_all_of(&bytes, &reading);
            insta::assert_snapshot!("reading", shown(&reading));
        });
    });
}

/// A salutation that stands in one line with the opening is split from it; words
/// that only look like one stay where they are.
#[test]
fn a_salutation_in_one_line_with_the_opening_is_split_from_it() {
    let read = |line: &str| {
        let text =
            format!("青禾社区党支部书记2024年度述职报告\n{line}\n一、抓学习\n开展主题党日12次。\n");
        let outline = import::read(text.as_bytes(), "报告.txt").unwrap();
        let report = import::recognise(&outline, Uid::nil()).report;
        (report.salutation, report.opening.join("/"))
    };
    for salutation in [
        "各位领导，同志们：",
        "各位领导、同志们：",
        "尊敬的各位领导、各位代表：",
        "同志们：",
        "各位党员同志：",
    ] {
        for opening in [
            "现将2024年度履职情况报告如下。",
            "现将一年来抓党建工作的情况向大家报告如下，请予评议。",
            "我是青禾社区党支部书记，现述职如下：",
        ] {
            let told = read(&format!("{salutation}{opening}"));
            assert_eq!(told, (salutation.to_owned(), opening.to_owned()));
        }
    }
    for opening in [
        "现将各位领导关心的问题报告如下：一年来，支部抓了三件事。",
        "一年来，同志们都很辛苦。现将情况报告如下：",
    ] {
        assert_eq!(read(opening).0, "", "{opening}");
    }
}

/// The paragraphs below the one heading of a report, and what was left out.
fn body_and_dropped(lines: &str) -> (Vec<String>, Vec<String>) {
    let text = format!("青禾社区党支部书记2024年度述职报告\n一、主要工作\n{lines}\n");
    let reading = open(text.as_bytes(), "报告.txt");
    kept::holds_all_of(text.as_bytes(), &reading);
    let body = reading.report.sections[0].body.clone();
    let changed = reading
        .notes
        .iter()
        .filter(|note| matches!(note.kind, NoteKind::Repaired | NoteKind::Dropped));
    (body, changed.map(|note| note.text.clone()).collect())
}

/// A table in plain text is no list of contents, and its numbered rows are no headings.
#[test]
fn a_table_of_figures_in_plain_text_stays_a_table() {
    let plain = "项目\t次数\n主题党日\t14\n党员大会\t4";
    let numbered = "序号\t项目\t次数\n1\t主题党日\t14\n2\t党员大会\t4";
    for table in [plain, numbered] {
        let (body, dropped) = body_and_dropped(table);
        assert_eq!(body.join("\n"), table);
        assert_eq!(dropped, [""; 0], "{table}");
    }
    let (body, _) = body_and_dropped("1.\t召开党员大会4次\n2.\t走访党员96户");
    assert_eq!(body, [""; 0], "a tab behind a mark makes no table: both are headings");
}

/// A site's name that is spelt with dots goes; the words around it stay.
#[test]
fn what_a_site_put_between_words_takes_none_of_them_along() {
    for (text, left, gone) in [
        ("全年开展公.文思.享文.库出.品活动12次。", "全年开展活动12次。", "公.文思.享文.库出.品"),
        ("全面公.文思.享文.库出.品推进。", "全面推进。", "公.文思.享文.库出.品"),
        ("3.5万元，1.2.3号楼。", "3.5万元，1.2.3号楼。", ""),
    ] {
        let (body, dropped) = body_and_dropped(text);
        assert_eq!(body, [left]);
        assert_eq!(dropped.concat(), gone);
    }
}
