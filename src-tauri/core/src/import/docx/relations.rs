//! Which part of the package the main part refers to as what.

use std::collections::HashMap;

use crate::Result;
use crate::import::package::Package;
use crate::import::xml::Xml;

/// The relationships of a part to others in the package.
#[derive(Debug, Default)]
pub(super) struct Relations {
    /// Of each its type, its id, and the name of the other part, in order.
    all: Vec<(String, String, String)>,
}

/// Parts that the text shows at places of its own, by the id it names them with.
pub(super) type Shown = HashMap<String, Vec<u8>>;

impl Relations {
    /// Reads the relationships of the part `name`, or of the package if it is "".
    pub(super) fn read(package: &mut Package<'_>, name: &str) -> Result<Self> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let part = absolute(folder, &format!("_rels/{file}.rels"));
        let Some(text) = package.xml(&part)? else { return Ok(Self::default()) };
        let mut all = Vec::new();
        Xml::new(&text).children(|xml, _| {
            xml.children(|_, tag| {
                let word = |name| tag.attribute(name).unwrap_or_default();
                let inside = word("TargetMode") != "External";
                let target = word("Target");
                if inside && !target.is_empty() {
                    all.push((word("Type"), word("Id"), absolute(folder, &target)));
                }
                Ok(())
            })
        })?;
        Ok(Self { all })
    }

    /// The parts of the type that ends with `kind`, which is how Transitional and
    /// Strict are alike.
    pub(super) fn of(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.all.iter().filter(move |(own, ..)| own.ends_with(kind)).map(|(.., name)| name.as_str())
    }

    /// The parts that the text shows: files embedded in it, and the words of diagrams.
    pub(super) fn shown(&self, package: &mut Package<'_>) -> Result<Shown> {
        let mut shown = Shown::new();
        for (kind, id, name) in &self.all {
            if (kind.ends_with("/aFChunk") || kind.ends_with("/diagramData"))
                && let Some(bytes) = package.part(name)?
            {
                shown.insert(id.clone(), bytes);
            }
        }
        Ok(shown)
    }
}

/// The name of a part that `name` means, seen from `folder`.
fn absolute(folder: &str, name: &str) -> String {
    if let Some(name) = name.strip_prefix('/') {
        return name.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in name.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}
