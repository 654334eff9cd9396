//! Files by several writers: all of them are read, and no damage to them
//! makes reading panic, hang or lose its bounds.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may panic and tell")]

#[path = "support/reading.rs"]
mod reading;
#[path = "support/word.rs"]
mod word;

use std::path::Path;

use proptest::prelude::*;
use shuzhi_core::import;
use shuzhi_core::model::{OutlineLine, Uid};

#[test]
fn files_of_every_writer_are_read() {
    let mut golden = insta::Settings::clone_current();
    golden.set_snapshot_path("data/import/files");
    golden.set_prepend_module_to_snapshot(false);
    golden.set_omit_expression(true);
    golden.bind(|| {
        insta::glob!("data/import/files", "*.{docx,doc,odt,rtf}", |file| {
            let bytes = std::fs::read(file).unwrap();
            // A name that says nothing, since content tells.
            let reading = import::open(bytes, "文件", Uid::nil()).unwrap();
            insta::assert_snapshot!("reading", reading::shown(&reading));
        });
    });
}

#[test]
fn one_text_is_the_same_in_every_format() {
    let text = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import/files").join(name);
        let outline = import::read(&std::fs::read(path).unwrap(), name).unwrap();
        let lines = outline.lines.iter().map(|line| line.text().replace(' ', ""));
        lines.collect::<Vec<_>>().join("\n")
    };
    let expected = text("by-hand.docx");
    for name in ["libreoffice.docx", "libreoffice.doc", "libreoffice.odt", "libreoffice.rtf"] {
        assert_eq!(text(name), expected, "{name}");
    }
}

/// Word and LibreOffice read old files whose container breaks the rules; one
/// that stopped at the first broken rule would lose whole reports.
#[test]
fn an_old_file_in_a_malformed_container_is_read_whole_and_says_so() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import/files");
    let whole = std::fs::read(folder.join("libreoffice.doc")).unwrap();
    let text = |bytes: &[u8]| {
        let outline = import::read(bytes, "旧").unwrap();
        let lines: Vec<String> = outline.lines.iter().map(OutlineLine::text).collect();
        (lines, outline.notes.len())
    };
    let (expected, notes) = text(&whole);

    let directory = 512 * (1 + u32::from_le_bytes(whole[48..52].try_into().unwrap()) as usize);
    let mut malformed = whole;
    for entry in malformed[directory..].chunks_exact_mut(128).take(8) {
        // Names in lower case, and no tree: only the list of entries is left.
        for unit in entry[..64].chunks_exact_mut(2) {
            unit[0] = unit[0].to_ascii_lowercase();
        }
        entry[68..76].fill(7);
    }
    assert!(cfb::CompoundFile::open(std::io::Cursor::new(&malformed)).is_err());
    assert_eq!(text(&malformed), (expected, notes + 1));
}

/// A change of some bytes.
#[derive(Debug, Clone)]
enum Damage {
    Set(prop::sample::Index, u8),
    Insert(prop::sample::Index, Vec<u8>),
    Remove(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize),
    CutOff(prop::sample::Index),
}

fn damage() -> impl Strategy<Value = Vec<Damage>> {
    let at = any::<prop::sample::Index>;
    let one = prop_oneof![
        6 => (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Set(at, byte)),
        2 => (at(), prop::collection::vec(any::<u8>(), 1..8))
            .prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
        2 => (at(), 1_usize..64).prop_map(|(at, len)| Damage::Remove(at, len)),
        1 => (at(), 1_usize..200).prop_map(|(at, len)| Damage::Repeat(at, len)),
        1 => at().prop_map(Damage::CutOff),
    ];
    prop::collection::vec(one, 1..12)
}

fn damaged(mut bytes: Vec<u8>, damages: &[Damage]) -> Vec<u8> {
    for damage in damages {
        if bytes.is_empty() {
            break;
        }
        let length = bytes.len();
        let stretch = |at: usize, len: usize| at..(at + len).min(length);
        match damage {
            Damage::Set(at, byte) => bytes[at.index(length)] = *byte,
            Damage::Insert(at, more) => {
                let at = at.index(length);
                bytes.splice(at..at, more.iter().copied());
            }
            Damage::Remove(at, len) => {
                bytes.drain(stretch(at.index(length), *len));
            }
            Damage::Repeat(at, len) => {
                let stretch = stretch(at.index(length), *len);
                let copy = bytes[stretch.clone()].to_vec();
                bytes.splice(stretch.end..stretch.end, copy);
            }
            Damage::CutOff(at) => bytes.truncate(at.index(length)),
        }
    }
    bytes
}

/// Reads `bytes` to the end. A panic fails the test; a refusal is an answer.
fn survives(bytes: &[u8]) {
    if let Ok(outline) = import::read(bytes, "损坏") {
        let reading = import::recognise(&outline, Uid::nil());
        assert_eq!(reading.lines.len(), outline.lines.len());
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import");
    let mut paths = Vec::new();
    for folder in [folder.join("files"), folder] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.extension().and_then(|name| name.to_str()).unwrap_or_default();
            if matches!(name, "docx" | "doc" | "odt" | "rtf" | "txt") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

proptest! {

    #[test]
    fn no_damage_to_a_file_makes_it_panic(seed in prop::sample::select(seeds()), damages in damage()) {
        survives(&damaged(seed, &damages));
    }

    #[test]
    fn no_damage_to_the_parts_inside_makes_it_panic(
        seed in prop::sample::select(parts()),
        damages in damage(),
    ) {
        let (at, parts) = seed;
        let parts = parts.into_iter().enumerate().map(|(index, (name, bytes))| {
            (name, if index == at { damaged(bytes, &damages) } else { bytes })
        });
        let parts: Vec<(String, Vec<u8>)> = parts.collect();
        survives(&word::package(parts.iter().map(|(name, bytes)| (name.as_str(), bytes.clone()))));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        survives(&bytes);
        survives(&[&b"{\\rtf1 "[..], &bytes].concat());
    }
}

/// A package as its parts, by name.
type Package = Vec<(String, Vec<u8>)>;

/// Every part of the packages among the seeds, to be damaged inside: its index,
/// and its package.
fn parts() -> Vec<(usize, Package)> {
    let mut all = Vec::new();
    for seed in seeds().into_iter().filter(|seed| seed.starts_with(b"PK")) {
        let parts = word::unpacked(&seed);
        for (at, (name, _)) in parts.iter().enumerate() {
            if name.ends_with(".xml") || name.ends_with(".rels") {
                all.push((at, parts.clone()));
            }
        }
    }
    all
}

/// What a hostile file is called, and what makes it.
type Hostile = (&'static str, fn() -> Vec<u8>);

/// Inputs made to cost memory: packages that unpack to a thousand times their
/// size, a million elements or groups inside each other, things without end, and
/// one long thing that is referred to again and again.
fn hostile() -> Vec<Hostile> {
    vec![
        ("spaces", || document(" ".repeat(60 << 20))),
        ("empty paragraphs", || body("<w:p/>", 2_000_000)),
        ("short paragraphs", || body("<w:p><w:r><w:t>数</w:t></w:r></w:p>", 300_000)),
        ("one long paragraph", || body("<w:r><w:t>十二次，</w:t></w:r>", 600_000)),
        ("nested", || document("<w:p>".repeat(1_000_000))),
        ("groups", || format!("{{\\rtf1 {}", "{".repeat(5_000_000)).into_bytes()),
        ("line breaks", || {
            let breaks = "<br/><t>a</t>".repeat(900_000);
            plain(format!("<d><body><p><r>{breaks}</r></p></body></d>"))
        }),
        ("line breaks of an OpenDocument", || {
            open_document(&format!("<text:p>{}</text:p>", "a<text:line-break/>".repeat(900_000)))
        }),
        ("line breaks of RTF", || rich(&"\\line a".repeat(900_000))),
        ("a note of RTF", || rich(&format!("{{\\footnote {}}}", "\\par a".repeat(1_900_000)))),
        ("one footnote, often", || {
            let note = format!(
                "<w:footnotes><w:footnote w:id='2'>{}</w:footnote></w:footnotes>",
                word::p(&"脚注".repeat(5_000))
            );
            let text = paragraph(&"<w:footnoteReference w:id='2'/>".repeat(90_000));
            word::word(&text, &[("footnotes.xml", &note)])
        }),
        ("one deletion, often", || {
            let change = format!(
                "<text:tracked-changes><text:changed-region text:id='c'><text:deletion><text:p>{}\
                 </text:p></text:deletion></text:changed-region></text:tracked-changes>",
                "删去".repeat(5_000)
            );
            let uses = "<text:change text:change-id='c'/>".repeat(90_000);
            open_document(&format!("{change}<text:p>{uses}甲</text:p>"))
        }),
        ("one long number, often", || {
            let numbering = format!(
                "<w:numbering><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'>\
                 <w:lvlText w:val='{}'/></w:lvl></w:abstractNum><w:num w:numId='1'>\
                 <w:abstractNumId w:val='1'/></w:num></w:numbering>",
                "一".repeat(10_000)
            );
            let item = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>\
                <w:r><w:t>甲</w:t></w:r></w:p>";
            word::word(&item.repeat(90_000), &[("numbering.xml", &numbering)])
        }),
        ("one long typeface, often", || {
            let styles = format!(
                "<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia='{}'/></w:rPr>\
                 </w:rPrDefault></w:docDefaults></w:styles>",
                "宋".repeat(10_000)
            );
            word::word(&word::p("甲").repeat(90_000), &[("styles.xml", &styles)])
        }),
        ("styles", || {
            let styles: String =
                (0..2_000_000).map(|at| format!("<style styleId='{at}'/>")).collect();
            let styles = format!("<w:styles>{styles}</w:styles>");
            word::word(&word::p("甲"), &[("styles.xml", &styles)])
        }),
        ("lists", || {
            let lists: String = (0..2_000_000).map(|at| format!("<num numId='{at}'/>")).collect();
            let lists = format!("<w:numbering>{lists}</w:numbering>");
            word::word(&word::p("甲"), &[("numbering.xml", &lists)])
        }),
        ("comments", || {
            let comments: String =
                (0..2_000_000).map(|at| format!("<comment id='{at}'/>")).collect();
            let comments = format!("<w:comments>{comments}</w:comments>");
            word::word(&word::p("甲"), &[("comments.xml", &comments)])
        }),
        ("changes", || {
            let change = |at: usize| format!("<ins author='{}'><r><t>a</t></r></ins>", at % 7);
            let changes: String = (0..1_200_000).map(change).collect();
            plain(format!("<d><body><p>{changes}</p></body></d>"))
        }),
        ("pictures", || {
            plain(format!("<d><body><p><r>{}</r></p></body></d>", "<blip/>".repeat(6_500_000)))
        }),
        ("cells", || {
            let cells = "<tc/>".repeat(9_000_000);
            plain(format!("<d><body><tbl><tr>{cells}</tr></tbl></body></d>"))
        }),
        ("lists of an OpenDocument", || {
            let level = |at: usize| {
                let format = "style:num-format='1' style:num-suffix='、'";
                format!("<text:list-level-style-number text:level='{at}' {format}/>")
            };
            let levels: String = (1..10).map(level).collect();
            let style = format!("<text:list-style style:name='L'>{levels}</text:list-style>");
            let list = "<text:list text:style-name='L'/>".repeat(500_000);
            open_document(&format!(
                "</office:text></office:body><office:automatic-styles>{style}\
                </office:automatic-styles><office:body><office:text>{list}<text:p>甲</text:p>"
            ))
        }),
        ("a text in GBK", || b"\xb0\xa1".repeat(25 << 20)),
        ("a text in GBK or UTF-16", || b"\xb0\xa1".repeat(4_000_000)),
    ]
}

fn document(xml: String) -> Vec<u8> {
    word::package([("[Content_Types].xml", Vec::new()), ("word/document.xml", xml.into_bytes())])
}

/// The same, not packed: what unpacks to a thousand times its size is refused for that.
fn plain(xml: String) -> Vec<u8> {
    word::stored([("[Content_Types].xml", Vec::new()), ("word/document.xml", xml.into_bytes())])
}

fn body(inside: &str, times: usize) -> Vec<u8> {
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let start = format!("<w:document xmlns:w=\"{space}\"><w:body>");
    document(format!("{start}{}</w:body></w:document>", inside.repeat(times)))
}

fn paragraph(run: &str) -> String {
    format!("<w:p><w:r>{run}</w:r></w:p>")
}

fn open_document(text: &str) -> Vec<u8> {
    let start = "<office:document-content><office:body><office:text>";
    let end = "</office:text></office:body></office:document-content>";
    word::package([("content.xml", format!("{start}{text}{end}").into_bytes())])
}

fn rich(text: &str) -> Vec<u8> {
    format!("{{\\rtf1 {text}}}").into_bytes()
}

/// An office computer has 4 GB for everything; a file from a stranger may not
/// take more than a tenth of it. Each input is read by a process of its own,
/// whose peak the system tells.
#[cfg(target_os = "linux")]
#[test]
fn hostile_files_are_read_or_refused_within_400_megabytes() {
    const CHILD: &str = "SHUZHI_READS_HOSTILE";
    const PEAK: &str = "SHUZHI_PEAK";
    if let Ok(name) = std::env::var(CHILD) {
        let (_, make) = hostile().into_iter().find(|(known, _)| *known == name).unwrap();
        let bytes = make();
        let before = peak();
        drop(import::open(bytes, &name, Uid::nil()));
        // What making the input took does not count against reading it.
        std::fs::write(std::env::var(PEAK).unwrap(), format!("{before} {}", peak())).unwrap();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (name, _) in hostile() {
        let told = folder.path().join("peak");
        let child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "hostile_files_are_read_or_refused_within_400_megabytes"])
            .envs([(CHILD, name.as_ref()), (PEAK, told.as_os_str())])
            .output()
            .unwrap();
        assert!(child.status.success(), "{name}");
        let told = std::fs::read_to_string(&told).unwrap();
        println!("{name}: {told} MB");
        let (_, most) = told.split_once(' ').unwrap();
        assert!(most.parse::<u64>().unwrap() <= 400, "{name}: {told} MB");
    }
}

/// The most memory this process has held, in MB.
#[cfg(target_os = "linux")]
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
}
