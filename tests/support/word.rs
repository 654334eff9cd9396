//! Word files made by hand, part by part.

use std::io::{Cursor, Read as _, Write as _};

/// A package of these parts, deflated.
pub(crate) fn package<'a>(parts: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Vec<u8> {
    packed(parts, zip::CompressionMethod::Deflated)
}

/// A package of these parts as they are: no part unpacks to more than it has.
#[allow(dead_code, reason = "not every test makes such packages")]
pub(crate) fn stored<'a>(parts: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Vec<u8> {
    packed(parts, zip::CompressionMethod::Stored)
}

fn packed<'a>(
    parts: impl IntoIterator<Item = (&'a str, Vec<u8>)>,
    method: zip::CompressionMethod,
) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in parts {
        writer.start_file(name, options).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The names and bytes of all parts of a package.
#[allow(dead_code, reason = "not every test that makes packages opens one")]
pub(crate) fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// A Word file whose text is `body`, with further parts of the folder `word`.
#[allow(dead_code, reason = "not every test makes its files by hand")]
pub(crate) fn word(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<w:document {NAMES}><w:body>{body}</w:body></w:document>");
    let mut all = vec![
        ("[Content_Types].xml".to_owned(), "<Types/>".as_bytes().to_vec()),
        ("_rels/.rels".to_owned(), RELATIONS.as_bytes().to_vec()),
        ("word/document.xml".to_owned(), document.into_bytes()),
    ];
    for (name, xml) in parts {
        let xml = xml.replacen('>', &format!(" {NAMES}>"), 1);
        all.push((format!("word/{name}"), xml.into_bytes()));
    }
    package(all.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())))
}

/// A paragraph of plain text.
#[allow(dead_code, reason = "not every test makes its files by hand")]
pub(crate) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

const RELATIONS: &str = "<Relationships><Relationship Id='r1' Target='word/document.xml' \
    Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'/>\
    </Relationships>";

const NAMES: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
    xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' \
    xmlns:wps='urn:wps' xmlns:v='urn:v' xmlns:a='urn:a' xmlns:r='urn:r' xmlns:wp='urn:wp'";
