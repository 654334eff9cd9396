//! What is no report: refused by its name, with what to do.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/word.rs"]
mod word;

use shuzhi_core::import;
use word::{p, package, word};

fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn what_is_no_report_is_refused_by_name() {
    let refusal = |bytes: &[u8]| import::read(bytes, "x").unwrap_err().to_string();
    let entry =
        |name: &'static str| package([("[Content_Types].xml", vec![]), (name, b"x".to_vec())]);
    let refusals = [
        ("empty", refusal(b"")),
        ("pdf", refusal(b"%PDF-1.7 ...")),
        ("picture", refusal(b"\x89PNG\r\n")),
        ("web page", refusal(b"  <HTML><body>")),
        ("pdf behind a line break", refusal(b"\n%PDF-1.4\n%\xe2\xe3\n1 0 obj")),
        ("web page behind a mark", refusal("\u{feff}<html><body>述职</body></html>".as_bytes())),
        ("web page in XML", refusal("<?xml version='1.0'?><html><body>述职".as_bytes())),
        ("web page without a root", refusal("<meta charset='gbk'><p>述职".as_bytes())),
        ("saved web page", refusal("<!-- saved from url -->\n<p>述职".as_bytes())),
        ("web page in UTF-16", refusal(&utf_16("\u{feff}<html><body>述职"))),
        ("web page in no encoding", refusal(b"<html><body>\xff\xff\xff")),
        (
            "archived web page",
            refusal("From: <x>\nSubject: y\nMIME-Version: 1.0\n\n述职".as_bytes()),
        ),
        (
            "Word 2003",
            refusal(
                "<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?>\
            <w:wordDocument>述职"
                    .as_bytes(),
            ),
        ),
        ("flat OpenDocument", refusal("<?xml version='1.0'?><office:document>述职".as_bytes())),
        ("other XML", refusal("<?xml version='1.0'?><a>述职</a>".as_bytes())),
        ("JSON", refusal("{\"述职\": 1}".as_bytes())),
        ("OFD", refusal(&package([("OFD.xml", b"<x/>".to_vec())]))),
        ("encrypted OpenDocument", refusal(&package([("encrypted-package", b"x".to_vec())]))),
        ("word 2", refusal(b"\xdb\xa5\x2d\0\0\0")),
        ("sheet", refusal(&entry("xl/workbook.xml"))),
        ("slides", refusal(&entry("ppt/presentation.xml"))),
        ("other package", refusal(&package([("a.txt", b"x".to_vec())]))),
        ("no body", refusal(&entry("word/other.xml"))),
        ("broken package", refusal(b"PK\x03\x04 and nothing more")),
        ("no words", refusal(&word("<w:p/>", &[]))),
        ("only pictures", refusal(&word("<w:p/>", &[("media/image1.png", "<x>")]))),
        ("no compound file", refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken")),
        ("noise", refusal(&[0, 1, 2, 3, 250, 251, 7, 6, 0, 0, 5, 4, 3, 2, 1, 0])),
    ];
    let shown: Vec<String> =
        refusals.iter().map(|(name, text)| format!("{name}: {text}")).collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
        empty: 这个文件读不出文字：文件是空的，请从原处重新拷贝一份。
        pdf: 这个文件读不出文字：这是 PDF 文件。请用 Word 或 WPS 打开后另存为 .docx 再试。
        picture: 这个文件读不出文字：这是图片，请选文字文档。
        web page: 这个文件读不出文字：这是网页。请用 Word 或 WPS 打开后另存为 .docx 再试。
        pdf behind a line break: 这个文件读不出文字：这是 PDF 文件。请用 Word 或 WPS 打开后另存为 .docx 再试。
        web page behind a mark: 这个文件读不出文字：这是网页。请用 Word 或 WPS 打开后另存为 .docx 再试。
        web page in XML: 这个文件读不出文字：这是网页。请用 Word 或 WPS 打开后另存为 .docx 再试。
        web page without a root: 这个文件读不出文字：这是网页。请用 Word 或 WPS 打开后另存为 .docx 再试。
        saved web page: 这个文件读不出文字：这是网页。请用 Word 或 WPS 打开后另存为 .docx 再试。
        web page in UTF-16: 这个文件读不出文字：这是网页。请用 Word 或 WPS 打开后另存为 .docx 再试。
        web page in no encoding: 这个文件读不出文字：这是网页。请用 Word 或 WPS 打开后另存为 .docx 再试。
        archived web page: 这个文件读不出文字：这是网页或邮件（.mht、.eml）。请用 Word 或 WPS 打开后另存为 .docx 再试。
        Word 2003: 这个文件读不出文字：这是 Word 的 XML 文件（.xml）。请用 Word 或 WPS 打开后另存为 .docx 再试。
        flat OpenDocument: 这个文件读不出文字：这是 OpenDocument 的 XML 文件（.fodt），请用 LibreOffice 打开后另存为 .docx 再试。
        other XML: 这个文件读不出文字：这是 XML 数据文件，请选文字文档。
        JSON: 这个文件读不出文字：这是数据文件（.json），请选文字文档。
        OFD: 这个文件读不出文字：这是 OFD 版式文件，请用 WPS 转成 .docx 再试。
        encrypted OpenDocument: 这个文件设了打开密码，读不出来。请在 Word 或 WPS 里去掉密码，另存为 .docx 再试。
        word 2: 这个文件读不出文字：这是很旧的 Word 文件（Word 2）。请用 Word 或 WPS 打开后另存为 .docx 再试。
        sheet: 这个文件读不出文字：这是 Excel 表格，请选文字文档。
        slides: 这个文件读不出文字：这是演示文稿，请选文字文档。
        other package: 这个文件读不出文字：这是压缩包，请解压后再选里面的文件。
        no body: 这个文件读不出文字：里面没有正文。请用 Word 或 WPS 打开后另存为 .docx 再试。
        broken package: 这个文件读不出文字：文件内部已损坏，可能没有拷贝完整。请用 Word 或 WPS 打开后另存为 .docx 再试。
        no words: 这个文件读不出文字：里面没有文字，请换一个文件。
        only pictures: 这个文件读不出文字：里面只有图片，没有文字，可能是扫描件，请先用扫描软件转成文字。
        no compound file: 这个文件读不出文字：旧版文档的内部已损坏。请用 Word 或 WPS 打开后另存为 .docx 再试。
        noise: 这个文件读不出文字：它不是文档，请确认选对了文件。
        "#);
}

#[test]
fn hostile_packages_are_refused() {
    let document = |xml: String| {
        package([("[Content_Types].xml", vec![]), ("word/document.xml", xml.into_bytes())])
    };
    let named = |name: &str| {
        package([
            ("[Content_Types].xml", vec![]),
            ("word/document.xml", b"<d/>".to_vec()),
            (name, vec![]),
        ])
    };
    let many: Vec<String> = (0..10_001).map(|at| format!("x/{at}")).collect();
    let twice = {
        let file = package([
            ("[Content_Types].xml", vec![]),
            ("word/document.xml", b"<a/>".to_vec()),
            ("word/documenu.xml", b"<a/>".to_vec()),
        ]);
        let from = b"word/documenu.xml";
        let mut bytes = file.clone();
        for at in 0..bytes.len() - from.len() {
            if bytes[at..].starts_with(from) {
                bytes[at + 12] = b't';
            }
        }
        bytes
    };
    let files = [
        ("entities", document("<!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;</a>".to_owned())),
        ("depth", document("<a>".repeat(100_000))),
        ("bomb", document(format!("<a>{}</a>", " ".repeat(40 << 20)))),
        ("unclosed", document("<w:document><w:body><w:p>".to_owned())),
        (
            "bad bytes",
            package([
                ("[Content_Types].xml", vec![]),
                ("word/document.xml", vec![b'<', 0xff, 0xfe]),
            ]),
        ),
        ("climbing name", named("../../etc/x")),
        ("absolute name", named("/etc/x")),
        ("drive", named("C:\\x")),
        ("two of a name", twice),
        ("case twins", named("WORD/document.xml")),
        ("many", package(many.iter().map(|name| (name.as_str(), vec![])))),
        ("many lines", word(&"<w:p/>".repeat(100_001), &[])),
        ("many characters", word(&p(&"字".repeat(2_000_001)), &[])),
    ];
    let shown: Vec<String> = files
        .iter()
        .map(|(name, bytes)| format!("{name}: {}", import::read(bytes, "x").unwrap_err()))
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
        entities: 这个文件读不出文字：文件内部有不该有的定义（DOCTYPE）。请用 Word 或 WPS 打开后另存为 .docx 再试。
        depth: 这个文件太大或内部结构不正常（内部结构嵌套太深），没有读。请用 Word 或 WPS 打开后另存为 .docx 再试。
        bomb: 这个文件太大或内部结构不正常（解开后大得不正常），没有读。请用 Word 或 WPS 打开后另存为 .docx 再试。
        unclosed: 这个文件读不出文字：文件内部已损坏。请用 Word 或 WPS 打开后另存为 .docx 再试。
        bad bytes: 这个文件读不出文字：文件内部已损坏。请用 Word 或 WPS 打开后另存为 .docx 再试。
        climbing name: 这个文件读不出文字：文件内部的名称不正常。请用 Word 或 WPS 打开后另存为 .docx 再试。
        absolute name: 这个文件读不出文字：文件内部的名称不正常。请用 Word 或 WPS 打开后另存为 .docx 再试。
        drive: 这个文件读不出文字：文件内部的名称不正常。请用 Word 或 WPS 打开后另存为 .docx 再试。
        two of a name: 这个文件读不出文字：文件内部的名称不正常。请用 Word 或 WPS 打开后另存为 .docx 再试。
        case twins: 这个文件读不出文字：文件内部的名称不正常。请用 Word 或 WPS 打开后另存为 .docx 再试。
        many: 这个文件太大或内部结构不正常（内含 10000 个以上的文件），没有读。请用 Word 或 WPS 打开后另存为 .docx 再试。
        many lines: 这个文件太大或内部结构不正常（超过 10 万行），没有读。请用 Word 或 WPS 打开后另存为 .docx 再试。
        many characters: 这个文件太大或内部结构不正常（解开后大得不正常），没有读。请用 Word 或 WPS 打开后另存为 .docx 再试。
        "#);
}
