//! What a file is, told by its first bytes.

use std::io::Cursor;

use super::limits::{self, Budget};
use super::package::Package;
use super::{docx, text};
use crate::model::Outline;
use crate::{Error, Result};

/// Reads `bytes` with the reader that fits them.
pub(super) fn read(bytes: &[u8], _name: &str) -> Result<Outline> {
    if bytes.len() > limits::FILE {
        return Err(Error::TooBig(format!("超过 {} MB", limits::FILE >> 20)));
    }
    let mut budget = Budget::new();
    if bytes.is_empty() {
        return Err(no_document("文件是空的"));
    }
    if let Some(what) = other_kind(bytes) {
        return Err(no_document(what));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return packaged(bytes, &mut budget);
    }
    if bytes.starts_with(OLE) {
        return Err(compound(bytes));
    }
    let outline = text::read(bytes, &mut budget)?;
    if is_blank(&outline) {
        return Err(no_document("里面没有文字"));
    }
    Ok(outline)
}

/// Reads a file that is a package of parts.
fn packaged(bytes: &[u8], budget: &mut Budget) -> Result<Outline> {
    let mut package = Package::open(bytes)?;
    if package.has_folder("xl/") {
        return Err(no_document("这是 Excel 表格"));
    }
    if package.has_folder("ppt/") {
        return Err(no_document("这是演示文稿"));
    }
    if !package.has("[Content_Types].xml") {
        return Err(no_document("这是压缩包，请解压后再选里面的文件"));
    }
    let outline = docx::read(&mut package, budget)?;
    let pictures = package.has_folder("word/media/");
    if is_blank(&outline) {
        return Err(no_document(if pictures {
            "里面只有图片，没有文字，可能是扫描件"
        } else {
            "里面没有文字"
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
        () if starts(b"%PDF") => "这是 PDF 文件",
        () if starts(b"\x89PNG")
            || starts(b"\xff\xd8\xff")
            || starts(b"GIF8")
            || starts(b"BM") && bytes.len() > 26 && bytes[14] == 40 =>
        {
            "这是图片"
        }
        () if starts(b"II*\0") || starts(b"MM\0*") => "这是图片（扫描件）",
        () if starts(b"PK\x05\x06") => "压缩包是空的",
        () if starts(b"Rar!") || starts(b"7z\xbc\xaf") || starts(b"\x1f\x8b") => "这是压缩包",
        () if starts(b"MZ") || starts(b"\x7fELF") => "这是程序",
        () if starts(b"\xdb\xa5") || starts(b"\x31\xbe\0\0") => "这是很旧的 Word 文件（Word 2）",
        () => return None,
    })
}

/// Why a compound file is not read.
fn compound(bytes: &[u8]) -> Error {
    let Ok(file) = cfb::CompoundFile::open(Cursor::new(bytes)) else {
        return no_document("旧版文档的内部已损坏");
    };
    let has = |name: &str| file.exists(name);
    if has("/EncryptedPackage") || has("/EncryptionInfo") {
        Error::PasswordProtected
    } else if has("/WordDocument") {
        no_document("这是旧版 Word 文档（.doc）")
    } else if has("/Workbook") || has("/Book") {
        no_document("这是 Excel 表格")
    } else if has("/PowerPoint Document") {
        no_document("这是演示文稿")
    } else {
        no_document("它不是 Word 文档")
    }
}
