//! The report that travels inside the file, so that reopening loses nothing.

use sha2::{Digest, Sha256};

use super::super::xml::{Xml, clean};
use crate::exchange::{self, Exchange};
use crate::manuscript::assemble;
use crate::model::{Block, Embedded, EmbeddedParagraph, Manuscript, Place, Report, Run};

/// Namespace of the part that holds the report. Permanent.
const NAMESPACE: &str = "urn:shuzhi:report:1";

/// Names the part inside the package. Any GUID will do, so long as it is fixed.
const ITEM: &str = "{5C0B6C5E-6B0F-4D52-9E7B-7A1E0D3A9C21}";

/// `customXml/item1.xml`: the report as exchange JSON, and a hash for each
/// visible paragraph of `manuscript`, in order. On reopening, what Word changed
/// shows as a hash that differs.
pub(super) fn item(report: &Report, manuscript: &Manuscript) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.open("report", &[("xmlns", NAMESPACE)]).element("json", &[], &json(report));
    for EmbeddedParagraph { place, hash } in hashed(manuscript) {
        let part = place.map(|place| place.part.to_string());
        let index = place.and_then(|place| place.paragraph).map(|index| index.to_string());
        let mut attributes = Vec::with_capacity(3);
        attributes.extend(part.as_deref().map(|part| ("part", part)));
        attributes.extend(index.as_deref().map(|index| ("paragraph", index)));
        attributes.push(("hash", &hash));
        xml.empty("p", &attributes);
    }
    xml.close("report");
    xml.into_bytes()
}

/// `report` with its visible paragraphs, as a file of it tells them.
pub(super) fn embedded(report: &Report) -> Embedded {
    let paragraphs = hashed(&assemble(report, "", None));
    Embedded { report: report.clone(), paragraphs }
}

fn hashed(manuscript: &Manuscript) -> Vec<EmbeddedParagraph> {
    let hash = |text: &str| format!("{:x}", Sha256::digest(text.as_bytes()));
    let paragraphs = paragraphs(manuscript).into_iter();
    paragraphs.map(|(place, text)| EmbeddedParagraph { place, hash: hash(&text) }).collect()
}

/// `customXml/itemProps1.xml`
pub(super) fn properties() -> Vec<u8> {
    const DS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
    let mut xml = Xml::part();
    xml.open("ds:datastoreItem", &[("ds:itemID", ITEM), ("xmlns:ds", DS)])
        .open("ds:schemaRefs", &[])
        .empty("ds:schemaRef", &[("ds:uri", NAMESPACE)])
        .close("ds:schemaRefs")
        .close("ds:datastoreItem");
    xml.into_bytes()
}

fn json(report: &Report) -> String {
    // Without the program's version: the same report gives the same bytes.
    let alone = Exchange { origin: String::new(), ..Exchange::of(vec![report.clone()]) };
    // JSON may hold these two, XML may not.
    exchange::encode(&alone).replace('\u{FFFE}', "\\ufffe").replace('\u{FFFF}', "\\uffff")
}

/// The visible paragraphs with their places, as a reader of the file meets
/// them: a table by rows, cells joined by tabs; nothing for blank lines.
fn paragraphs(manuscript: &Manuscript) -> Vec<(Option<Place>, String)> {
    let mut paragraphs = Vec::new();
    for block in &manuscript.blocks {
        match block {
            Block::Text(block) => paragraphs.push((block.place, visible(&block.text()))),
            Block::Table { rows, place } => {
                for (at, row) in rows.iter().enumerate() {
                    let place = place.map(|first| Place {
                        paragraph: first.paragraph.map(|first| first + at),
                        ..first
                    });
                    paragraphs.push((place, visible(&words(row))));
                }
            }
            Block::PageBreak => {}
        }
    }
    paragraphs.retain(|(_, text)| !text.trim().is_empty());
    paragraphs
}

/// `text` as it stands in the file.
fn visible(text: &str) -> String {
    clean(text).into_owned()
}

fn words(row: &[Vec<Run>]) -> String {
    let cell = |cell: &Vec<Run>| cell.iter().map(|run| run.text.as_str()).collect::<String>();
    row.iter().map(cell).collect::<Vec<_>>().join("\t")
}
