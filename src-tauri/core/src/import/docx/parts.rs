//! Which part of the package is which.

use super::lists;
use super::styles::Styles;
use crate::Result;
use crate::import::limits::Budget;
use crate::import::numbering::Numbering;
use crate::import::package::Package;
use crate::import::xml::Xml;

/// The parts that reading the text needs.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Name of the main part.
    pub(super) document: String,
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    /// The XML of these parts, "" where there is none.
    pub(super) footnotes: String,
    pub(super) endnotes: String,
    pub(super) comments: String,
    /// Headers and footers, in order.
    pub(super) margins: Vec<String>,
    /// The custom XML parts.
    pub(super) custom: Vec<String>,
}

impl Parts {
    /// Finds and reads them.
    pub(super) fn read(package: &mut Package<'_>, budget: &mut Budget) -> Result<Self> {
        let document = target(package, "_rels/.rels", "/officeDocument")?
            .filter(|name| package.has(name))
            .unwrap_or_else(|| "word/document.xml".to_owned());
        let (folder, file) = document.rsplit_once('/').unwrap_or(("", &document));
        let relations = format!("{folder}/_rels/{file}.rels");
        let relations = relations.trim_start_matches('/').to_owned();
        let mut named = |kind: &str, usual: &str| -> Result<String> {
            let name = target(package, &relations, kind)?.map(|name| absolute(folder, &name));
            let name = name.unwrap_or_else(|| absolute(folder, usual));
            Ok(package.xml(&name)?.unwrap_or_default())
        };
        let styles = named("/styles", "styles.xml")?;
        let numbering = named("/numbering", "numbering.xml")?;
        let footnotes = named("/footnotes", "footnotes.xml")?;
        let endnotes = named("/endnotes", "endnotes.xml")?;
        let comments = named("/comments", "comments.xml")?;
        let mut parts = Self {
            document,
            styles: if styles.is_empty() {
                Styles::default()
            } else {
                Styles::read(&styles, budget)?
            },
            numbering: match numbering.is_empty() {
                true => Numbering::default(),
                false => lists::read(&numbering, budget)?,
            },
            footnotes,
            endnotes,
            comments,
            ..Self::default()
        };
        let folder =
            parts.document.rsplit_once('/').map_or("", |(folder, _)| folder).to_lowercase();
        for kind in ["header", "footer"] {
            for name in package.names(&absolute(&folder, kind)) {
                parts.margins.extend(package.xml(&name)?);
            }
        }
        for name in package.names("customxml/item") {
            if !name.contains("props") {
                parts
                    .custom
                    .extend(package.part(&name)?.and_then(|part| String::from_utf8(part).ok()));
            }
        }
        Ok(parts)
    }
}

fn absolute(folder: &str, name: &str) -> String {
    match name.strip_prefix('/') {
        Some(name) => name.to_owned(),
        None if folder.is_empty() => name.to_owned(),
        None => format!("{folder}/{name}"),
    }
}

/// The target of the first relationship whose type ends with `kind`, which is
/// how Transitional and Strict are alike.
fn target(package: &mut Package<'_>, relations: &str, kind: &str) -> Result<Option<String>> {
    let Some(text) = package.xml(relations)? else { return Ok(None) };
    let mut found = None;
    Xml::new(&text).children(|xml, _| {
        xml.children(|_, tag| {
            let fits = tag.attribute("Type").is_some_and(|own| own.ends_with(kind));
            let outside = tag.attribute("TargetMode").is_some_and(|mode| mode == "External");
            if fits && !outside && found.is_none() {
                found = tag.attribute("Target");
            }
            Ok(())
        })
    })?;
    let name = found.map(|name| name.trim_start_matches("./").to_owned());
    Ok(if relations == "_rels/.rels" {
        name.map(|name| name.trim_start_matches('/').to_owned())
    } else {
        name
    })
}
