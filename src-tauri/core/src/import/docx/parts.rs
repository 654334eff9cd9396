//! Which part of the package is which.

use super::lists;
use super::relations::{Relations, Shown};
use super::styles::Styles;
use crate::Result;
use crate::import::limits::Budget;
use crate::import::numbering::Numbering;
use crate::import::package::Package;

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
    /// Parts that the text shows at places of its own.
    pub(super) shown: Shown,
    /// The custom XML parts.
    pub(super) custom: Vec<String>,
}

impl Parts {
    /// Finds and reads them.
    pub(super) fn read(package: &mut Package<'_>, budget: &mut Budget) -> Result<Self> {
        let whole = Relations::read(package, "")?;
        let document = whole.of("/officeDocument").next().filter(|name| package.has(name));
        let document = document.unwrap_or("word/document.xml").to_owned();
        let relations = Relations::read(package, &document)?;
        let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        // A part that nothing refers to may have its usual name.
        let mut named = |kind: &str| -> Result<String> {
            let usual = format!("{folder}{kind}.xml");
            let name = relations.of(kind).next().unwrap_or(usual.trim_start_matches('/'));
            Ok(package.xml(name)?.unwrap_or_default())
        };
        let styles = named("/styles")?;
        let numbering = named("/numbering")?;
        let mut parts = Self {
            styles: if styles.is_empty() {
                Styles::default()
            } else {
                Styles::read(&styles, budget)?
            },
            numbering: match numbering.is_empty() {
                true => Numbering::default(),
                false => lists::read(&numbering, budget)?,
            },
            footnotes: named("/footnotes")?,
            endnotes: named("/endnotes")?,
            comments: named("/comments")?,
            document,
            ..Self::default()
        };
        for kind in ["/header", "/footer"] {
            let mut names: Vec<String> = relations.of(kind).map(str::to_owned).collect();
            if names.is_empty() {
                names = package.names(format!("{folder}{kind}").trim_start_matches('/'));
            }
            names.dedup();
            for name in names {
                parts.margins.extend(package.xml(&name)?);
            }
        }
        parts.shown = relations.shown(package)?;
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
