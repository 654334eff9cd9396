//! Looks into a Word file, by means other than the program's own.

use std::io::{Cursor, Read as _, Write as _};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};
use sha2::{Digest, Sha256};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The names and texts of all parts, in the order of the archive.
pub(crate) fn entries(docx: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

/// Changes one part of a Word file.
pub(crate) fn rewrite(docx: &mut Vec<u8>, name: &str, change: impl Fn(String) -> String) {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (entry, text) in entries(docx) {
        archive.start_file(entry.as_str(), SimpleFileOptions::default()).unwrap();
        let text = if entry == name { change(text) } else { text };
        archive.write_all(text.as_bytes()).unwrap();
    }
    *docx = archive.finish().unwrap().into_inner();
}

/// The text of one part.
pub(crate) fn part(docx: &[u8], name: &str) -> String {
    let found = entries(docx).into_iter().find(|(entry, _)| entry == name);
    found.unwrap_or_else(|| panic!("there is no part {name}")).1
}

/// Every character of text in a piece of a document, in order.
pub(crate) fn visible(xml: &str) -> String {
    paragraphs(xml).concat()
}

/// The text of each paragraph that has some, and of each row of a table with tabs between
/// its cells.
pub(crate) fn paragraphs(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut all, mut text, mut cells, mut in_text) = (Vec::new(), String::new(), None, false);
    loop {
        match reader.read_event().expect("the part is well-formed") {
            Event::Start(tag) => match tag.name().into_inner() {
                "w:tr" => cells = Some(Vec::new()),
                name => in_text = name == "w:t",
            },
            Event::Empty(tag) => match tag.name().into_inner() {
                "w:tab" => text.push('\t'),
                "w:br" => text.push('\n'),
                _ => {}
            },
            Event::End(tag) => match (tag.name().into_inner(), &mut cells) {
                ("w:t", _) => in_text = false,
                ("w:tc", Some(cells)) => cells.push(std::mem::take(&mut text)),
                ("w:tr", Some(row)) => {
                    all.push(row.join("\t"));
                    cells = None;
                }
                ("w:p", None) => all.push(std::mem::take(&mut text)),
                _ => {}
            },
            Event::Text(piece) if in_text => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(name) if in_text => text.push(resolved(&name)),
            Event::Eof => break,
            _ => {}
        }
    }
    all.push(text);
    all.retain(|text| !text.is_empty());
    all
}

/// The runs of a document, each as XML.
pub(crate) fn runs(document: &str) -> Vec<String> {
    document.split("<w:r>").skip(1).map(|run| run.split("</w:r>").next().unwrap().into()).collect()
}

/// What travels inside a Word file.
pub(crate) struct Embedded {
    /// The exchange file.
    pub(crate) json: String,
    /// The hash of each paragraph.
    pub(crate) hashes: Vec<String>,
}

/// Reads `customXml/item1.xml`.
pub(crate) fn embedded(xml: &str) -> Embedded {
    let mut reader = Reader::from_str(xml);
    let mut embedded = Embedded { json: String::new(), hashes: Vec::new() };
    loop {
        match reader.read_event().expect("the part is well-formed") {
            Event::Text(piece) => embedded.json.push_str(&piece.xml10_content()),
            Event::GeneralRef(name) => embedded.json.push(resolved(&name)),
            Event::Empty(tag) => {
                let hash = tag.try_get_attribute("hash").unwrap().unwrap();
                embedded.hashes.push(hash.value.into_owned());
            }
            Event::Eof => return embedded,
            _ => {}
        }
    }
}

/// The hash of a paragraph's text.
pub(crate) fn hash(text: &str) -> String {
    format!("{:x}", Sha256::digest(text.as_bytes()))
}

fn resolved(reference: &BytesRef<'_>) -> char {
    match (reference.resolve_char_ref().unwrap(), &*reference.xml10_content()) {
        (Some(character), _) => character,
        (None, "lt") => '<',
        (None, "gt") => '>',
        (None, "amp") => '&',
        (None, "quot") => '"',
        (None, "apos") => '\'',
        (None, other) => panic!("an unknown entity: {other}"),
    }
}
