//! Files made to keep a reader busy: of every kind, four times as much may take
//! about four times as long, never sixteen. What grows faster than its input
//! hangs one day on a file that somebody really has.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may panic and tell")]

#[path = "support/word.rs"]
mod word;

use shuzhi_core::model::Uid;
use shuzhi_core::{figures, import};

/// What a hostile file is called, what is in it `size` times, and whether that
/// is read or refused.
type Kind = (&'static str, fn(usize) -> Vec<u8>);

/// Texts of one line.
const LINES: [Kind; 15] = [
    ("one word without end", |size| "党".repeat(size).into_bytes()),
    ("one sentence without end", |size| "开展活动，".repeat(size / 5).into_bytes()),
    ("sentences without a line break", |size| "开展活动三次。".repeat(size / 7).into_bytes()),
    ("quotation marks that open", |size| "“开展".repeat(size / 3).into_bytes()),
    ("quotation marks that close", |size| "学习”，".repeat(size / 4).into_bytes()),
    ("straight quotation marks", |size| "\"学习".repeat(size / 3).into_bytes()),
    ("brackets that open", |size| "（开展".repeat(size / 3).into_bytes()),
    ("markers of web pages", |size| "##党##".repeat(size / 5).into_bytes()),
    ("a site spelt with dots", |size| "公.文思.".repeat(size / 5).into_bytes()),
    ("figures in a row", |size| "开展活动12次、".repeat(size / 8).into_bytes()),
    ("digits without end", |size| "1".repeat(size).into_bytes()),
    ("numerals without end", |size| "一千".repeat(size / 2).into_bytes()),
    ("items in one line", |size| "一是学习；二是".repeat(size / 7).into_bytes()),
    ("units without end below a title", |size| {
        format!("2023年度述职报告\n{}", "支部开展活动走访群众，".repeat(size / 11)).into_bytes()
    }),
    ("half-width marks", |size| "学习,开展:会议;".repeat(size / 9).into_bytes()),
];

/// Texts of many lines; a line counts for ten of `size`.
const TEXTS: [Kind; 15] = [
    ("lines of one character", |size| lines(size, |_| "党".to_owned())),
    ("empty lines", |size| lines(size, |at| if at == 0 { "党".into() } else { String::new() })),
    ("lines of one digit", |size| lines(size, |at| (at % 10).to_string())),
    ("numbered headings", |size| lines(size, |at| format!("{}. 抓学习", at + 1))),
    ("headings of one number", |size| lines(size, |_| "一、抓学习".to_owned())),
    ("headings of every class in turn", |size| {
        let marks = ["一、", "（一）", "1.", "（1）", "①", "第一，", "一是"];
        lines(size, |at| format!("{}抓学习", marks[at % marks.len()]))
    }),
    ("headings from below", |size| {
        let marks = ["一是", "第一，", "①", "（1）", "1.", "（一）", "一、"];
        lines(size, |at| format!("{}抓学习", marks[at % marks.len()]))
    }),
    ("slogans without a mark", |size| lines(size, |at| format!("凝心聚力第{at}季"))),
    ("headings and text", |size| {
        lines(size, |at| ["一、抓学习", "开展学习活动12次，参加30人次。"][at % 2].to_owned())
    }),
    ("page numbers", |size| lines(size, |at| format!("— {at} —"))),
    ("a head on every page", |size| {
        lines(size, |at| if at % 2 == 0 { "述职报告".into() } else { format!("第{at}页") })
    }),
    ("lines of a table", |size| lines(size, |at| format!("党员\t{at}名\t走访\t{at}次"))),
    ("short lines with a tab", |size| lines(size, |at| format!("党员活动{}\t{}", at % 50, at % 9))),
    ("attachments", |size| lines(size, |at| format!("附件{at}"))),
    ("lines that hang", |size| lines(size, |_| "全年认真开展各类学习活动，".to_owned())),
];

/// Files of other kinds.
const FILES: [Kind; 10] = [
    ("paragraphs of Word", |size| word::word(&word::p("党").repeat(size / 10), &[])),
    ("runs of Word", |size| {
        word::word(&format!("<w:p>{}</w:p>", "<w:r><w:t>党</w:t></w:r>".repeat(size / 5)), &[])
    }),
    ("styles that rest on each other", |size| {
        let style = |at: usize| {
            format!("<w:style w:styleId='s{at}'><w:basedOn w:val='s{}'/></w:style>", at + 1)
        };
        let styles: String = (0..size / 20).map(style).collect();
        let paragraph = "<w:p><w:pPr><w:pStyle w:val='s0'/></w:pPr><w:r><w:t>党</w:t></w:r></w:p>";
        let styles = format!("<w:styles>{styles}</w:styles>");
        word::word(&paragraph.repeat(size / 20), &[("styles.xml", &styles)])
    }),
    ("tracked changes", |size| {
        let change = "<w:ins w:author='甲'><w:r><w:t>党</w:t></w:r></w:ins>";
        word::word(&format!("<w:p>{}</w:p>", change.repeat(size / 20)), &[])
    }),
    ("numbered paragraphs", |size| {
        let paragraph = "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>\
            </w:pPr><w:r><w:t>党</w:t></w:r></w:p>";
        let level = "<w:lvl w:ilvl='0'><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/>\
            </w:lvl>";
        let numbering = format!(
            "<w:numbering><w:abstractNum w:abstractNumId='0'>{level}</w:abstractNum>\
            <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
        );
        word::word(&paragraph.repeat(size / 20), &[("numbering.xml", &numbering)])
    }),
    ("cells of a table", |size| {
        let cell = format!("<w:tc>{}</w:tc>", word::p("党"));
        word::word(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell.repeat(size / 20)), &[])
    }),
    ("attributes without end", |size| {
        let attributes: String = (0..size / 10).map(|at| format!(" a{at}='1'")).collect();
        word::word(&format!("<w:p{attributes}><w:r><w:t>党</w:t></w:r></w:p>"), &[])
    }),
    ("groups of RTF", |size| {
        format!("{{\\rtf1 {}\\'b5\\'b3}}", "{\\b a}".repeat(size / 5)).into_bytes()
    }),
    ("fonts of RTF", |size| {
        let fonts: String = (0..size / 10).map(|at| format!("{{\\f{at} A;}}")).collect();
        let uses: String = (0..size / 10).map(|at| format!("\\f{at} a")).collect();
        format!("{{\\rtf1{{\\fonttbl{fonts}}}{uses}}}").into_bytes()
    }),
    ("paragraphs of RTF", |size| {
        format!("{{\\rtf1 {}}}", "\\'b5\\'b3\\par ".repeat(size / 10)).into_bytes()
    }),
];

fn lines(size: usize, line: impl Fn(usize) -> String) -> Vec<u8> {
    (0..size / 10).map(line).collect::<Vec<_>>().join("\n").into_bytes()
}

#[test]
fn a_line_without_end_takes_no_longer_than_it_is_long() {
    keep_pace(&LINES);
}

#[test]
fn lines_without_number_take_no_longer_than_they_are_many() {
    keep_pace(&TEXTS);
}

#[test]
fn files_of_every_kind_take_no_longer_than_they_are_large() {
    keep_pace(&FILES);
}

/// How much is read first; four times as much is read then.
const SIZE: usize = 6_000;
/// Four times as much takes four times as long, or up to ten times while it is
/// little; sixteen times is what must not be.
const GROWTH: f64 = 11.0;
/// So often a kind is measured before it is called slow: the clock is coarse, and
/// the machine may be busy.
const TRIES: usize = 4;

fn keep_pace(kinds: &[Kind]) {
    let mut slow = String::new();
    for (name, make) in kinds {
        let files = [1, 4].map(|times| make(SIZE * times));
        let [mut little, mut much] = [f64::INFINITY; 2];
        let mut grows = true;
        for _ in 0..TRIES {
            little = little.min(cost(&files[0]));
            much = much.min(cost(&files[1]));
            grows = much > GROWTH * little && much > 40.0;
            if !grows {
                break;
            }
        }
        println!("{name}: {little:.0} ms, then {much:.0} ms");
        if grows {
            slow +=
                &format!("{name}: {little:.0} ms for {SIZE}, {much:.0} ms for four times that\n");
        }
    }
    assert!(slow.is_empty(), "{slow}");
}

/// Milliseconds of processor time it takes to read `bytes` and find the figures,
/// whatever else the machine does meanwhile.
fn cost(bytes: &[u8]) -> f64 {
    let before = spent();
    if let Ok(outline) = import::read(bytes, "大文件") {
        let reading = import::recognise(&outline, Uid::nil());
        figures::mentions(&reading.report);
    }
    (spent() - before).max(0.1)
}

/// Milliseconds the system has given this thread.
fn spent() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    told.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e6
}
