//! Small reports for the tests of this room.

use crate::model::{Layout, Report, Role, Section, SectionId, TemplateKey, Uid};

/// An empty report.
pub(super) fn report() -> Report {
    Report::empty(Uid::nil(), TemplateKey("branch-secretary".to_owned()))
}

/// A section without paragraphs.
pub(super) fn section(id: u32, heading: &str) -> Section {
    Section {
        id: SectionId(id),
        role: Role::Other,
        mark: None,
        run_in: false,
        heading: heading.to_owned(),
        body: Vec::new(),
        children: Vec::new(),
    }
}

/// A section with paragraphs.
pub(super) fn with_body(id: u32, heading: &str, body: &[&str]) -> Section {
    Section { body: body.iter().map(|text| (*text).to_owned()).collect(), ..section(id, heading) }
}

/// The default layout.
pub(super) fn layout() -> Layout {
    let data = include_str!("../../../../assets/layouts/gbt9704.json");
    serde_json::from_str(data).expect("a built-in layout is well-formed")
}

/// A report that opens with these paragraphs.
pub(super) fn opening(paragraphs: &[&str]) -> Report {
    Report { opening: paragraphs.iter().map(|text| (*text).to_owned()).collect(), ..report() }
}
