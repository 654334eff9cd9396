//! What a file is, told by its first bytes.

use std::io::Cursor;

use super::limits::{self, Budget, Stop};
use super::package::Package;
use super::{doc, docx, odt, rtf, text};
use crate::model::Outline;
use crate::{Error, Result, exchange};

/// Reads `bytes` with the reader that fits them, so long as `stop` does not say so.
pub(super) fn read(bytes: &[u8], _name: &str, stop: Stop) -> Result<Outline> {
    let mut budget = Budget::until(stop);
    let outline = read_within(bytes, &mut budget)?;
    // Nothing more is to be done with a file that nobody waits for.
    budget.take("")?;
    Ok(outline)
}

/// The same, within what is left to spend.
pub(super) fn read_within(bytes: &[u8], budget: &mut Budget) -> Result<Outline> {
    if bytes.len() > limits::FILE {
        return Err(Error::TooBig(format!("超过 {} MB", limits::FILE >> 20)));
    }
    if bytes.is_empty() {
        return Err(no_document("文件是空的，请从原处重新拷贝一份"));
    }
    if let Some(what) = other_kind(bytes) {
        return Err(no_document(what));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return packaged(bytes, budget);
    }
    if bytes.starts_with(OLE) {
        return compound(bytes, budget);
    }
    let outline = if bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        rtf::read(bytes, budget)?
    } else {
        let text = text::decode(bytes);
        // Marks are told even in a text whose encoding is not.
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
        if let Some(what) = marked_up(text.as_ref().map_or(&*head, |text| &*text.text)) {
            return Err(no_document(what));
        }
        text::read(&text?, budget)?
    };
    if is_blank(&outline) {
        return Err(no_document("里面没有文字，请换一个文件"));
    }
    Ok(outline)
}

/// Reads a file that is a package of parts.
fn packaged(bytes: &[u8], budget: &mut Budget) -> Result<Outline> {
    let mut package = Package::open(bytes)?;
    if package.has_folder("xl/") {
        return Err(no_document("这是 Excel 表格，请选文字文档"));
    }
    if package.has_folder("ppt/") {
        return Err(no_document("这是演示文稿，请选文字文档"));
    }
    if package.has("ofd.xml") {
        return Err(no_document("这是 OFD 版式文件，请用 WPS 转成 .docx 再试"));
    }
    if package.has("encrypted-package") {
        return Err(Error::PasswordProtected);
    }
    let outline = if package.has("[Content_Types].xml") {
        docx::read(&mut package, budget)?
    } else if package.has("content.xml") {
        let kind = package.part("mimetype")?.unwrap_or_default();
        if kind.ends_with(b"spreadsheet") || kind.ends_with(b"presentation") {
            return Err(no_document("这是表格或演示文稿，请选文字文档"));
        }
        odt::read(&mut package, budget)?
    } else {
        return Err(no_document("这是压缩包，请解压后再选里面的文件"));
    };
    let pictures = package.has_folder("word/media/") || package.has_folder("pictures/");
    if is_blank(&outline) {
        return Err(no_document(if pictures {
            "里面只有图片，没有文字，可能是扫描件，请先用扫描软件转成文字"
        } else {
            "里面没有文字，请换一个文件"
        }));
    }
    Ok(outline)
}

fn is_blank(outline: &Outline) -> bool {
    outline.lines.iter().all(|line| line.text().trim().is_empty())
}

const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

pub(super) fn no_document(why: &str) -> Error {
    Error::NoDocument(why.to_owned())
}

/// Kinds of file that hold no text to read.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    Some(match () {
        () if bytes.trim_ascii_start().starts_with(b"%PDF") => "这是 PDF 文件",
        () if starts(b"\x89PNG")
            || starts(b"\xff\xd8\xff")
            || starts(b"GIF8")
            || starts(b"BM") && bytes.len() > 26 && bytes[14] == 40 =>
        {
            "这是图片，请选文字文档"
        }
        () if starts(b"II*\0") || starts(b"MM\0*") => "这是图片（扫描件），请选文字文档",
        () if starts(b"PK\x05\x06") => "压缩包是空的，请换一个文件",
        () if starts(b"Rar!") || starts(b"7z\xbc\xaf") || starts(b"\x1f\x8b") => {
            "这是压缩包，请解压后再选里面的文件"
        }
        () if starts(b"MZ") || starts(b"\x7fELF") => "这是程序，请选报告文件",
        () if is_data(bytes) => "这是述职的数据文件（.json），请选同一份报告的 .docx",
        () => return old_word(bytes),
    })
}

/// Word files from before there were compound ones.
fn old_word(bytes: &[u8]) -> Option<&'static str> {
    Some(match bytes.get(..4)? {
        [0xdc, 0xa5, ..] => "这是很旧的 Word 文件（Word 6.0 或 Word 95）",
        [0xdb | 0x9b, 0xa5, ..] => "这是很旧的 Word 文件（Word 2）",
        [0x31 | 0x32, 0xbe, 0, 0] => "这是很旧的 Word 文件（DOS 版或“写字板”）",
        [0xfe, 0x32 | 0x34 | 0x37, 0, _] => "这是很旧的 Word 文件（苹果电脑上的）",
        _ => return None,
    })
}

/// What this program exports as data.
fn is_data(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{") && exchange::decode(bytes).is_ok()
}

/// How much of a text is looked at to tell what it is, in bytes.
const HEAD: usize = 2_000;

/// What a text is that is made for programs: its marks are no words of a report.
fn marked_up(text: &str) -> Option<&'static str> {
    let text = text.trim_start();
    let end = text.char_indices().map(|(at, _)| at).find(|at| *at >= HEAD).unwrap_or(text.len());
    let head = text[..end].to_ascii_lowercase();
    let starts = |marks: &[&str]| marks.iter().any(|mark| head.starts_with(mark));
    let has = |marks: &[&str]| marks.iter().any(|mark| head.contains(mark));
    if head.lines().take(20).any(|line| line.starts_with("mime-version:")) {
        return Some("这是网页或邮件（.mht、.eml）");
    }
    if starts(&["{", "["]) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() {
        return Some("这是数据文件（.json），请选文字文档");
    }
    if !starts(&[
        "<?xml",
        "<!--",
        "<html",
        "<head",
        "<meta",
        "<!doctype",
        "<w:",
        "<pkg:",
        "<office:",
    ]) {
        return None;
    }
    Some(match () {
        () if has(&["wordml", "progid=\"word.document\"", "<pkg:package"]) => {
            "这是 Word 的 XML 文件（.xml）"
        }
        () if has(&["<office:document"]) => {
            "这是 OpenDocument 的 XML 文件（.fodt），请用 LibreOffice 打开后另存为 .docx 再试"
        }
        () if has(&["<html", "<head", "<meta", "<!doctype html", "<body"]) => "这是网页",
        () if starts(&["<!--"]) => "这是网页",
        () => "这是 XML 数据文件，请选文字文档",
    })
}

/// Reads a compound file: what Word, Excel and others kept their files in.
fn compound(bytes: &[u8], budget: &mut Budget) -> Result<Outline> {
    let damaged = || no_document("旧版文档的内部已损坏");
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else {
        return doc::rescue(bytes, budget)?.ok_or_else(damaged);
    };
    let has = |name: &str| file.exists(name);
    if has("/EncryptedPackage") || has("/EncryptionInfo") {
        return Err(Error::PasswordProtected);
    }
    if has("/WordDocument") {
        return match doc::read(&mut file, budget) {
            Err(Error::NoDocument(why)) if why.contains("损坏") => {
                doc::rescue(bytes, budget)?.ok_or(Error::NoDocument(why))
            }
            read => read,
        };
    }
    Err(no_document(if has("/Workbook") || has("/Book") {
        "这是 Excel 表格，请选文字文档"
    } else if has("/PowerPoint Document") {
        "这是演示文稿，请选文字文档"
    } else if has("/MatOST") || has("/CONTENTS") && has("/\u{1}CompObj") {
        "这是 Microsoft Works 文件"
    } else {
        "它不是 Word 文档"
    }))
}
