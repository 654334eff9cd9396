//! The report that travels inside a Word file of this program (see
//! `export::docx`).

use crate::Result;
use crate::exchange;
use crate::import::xml::Xml;
use crate::model::{Embedded, EmbeddedParagraph, Part, Place};

/// Namespace of the part. Permanent.
const NAMESPACE: &str = "urn:shuzhi:report:1";

/// The report in one of the custom XML parts. A part that cannot be read is
/// passed over: the visible text is there all the same.
pub(super) fn find(parts: &[String]) -> Option<Embedded> {
    parts.iter().filter(|part| part.contains(NAMESPACE)).find_map(|part| read(part).ok().flatten())
}

fn read(part: &str) -> Result<Option<Embedded>> {
    let mut report = None;
    let mut paragraphs = Vec::new();
    Xml::new(part).children(|xml, _| {
        xml.children(|xml, tag| {
            match tag.name() {
                "json" => report = exchange::decode(xml.text()?.as_bytes())?.reports.pop(),
                "p" => paragraphs.push(EmbeddedParagraph {
                    place: tag.attribute("part").and_then(|part| {
                        let part = Part::try_from(part).ok()?;
                        let paragraph = tag.attribute("paragraph").and_then(|at| at.parse().ok());
                        Some(Place { part, paragraph })
                    }),
                    hash: tag.attribute("hash").unwrap_or_default(),
                }),
                _ => {}
            }
            Ok(())
        })
    })?;
    Ok(report.map(|report| Embedded { report, paragraphs }))
}
