//! The shapes of the JSON. They are promises: keys may be added, none is
//! renamed or dropped.

use std::collections::BTreeMap;

use serde::Serialize;
use shuzhi_core::manuscript::numbers;
use shuzhi_core::model::{self, Edition, Moment, Role, SectionId, Status, TemplateKey, Uid, Year};
use shuzhi_core::store::ReportRow;

/// A report in a list.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Row<'a> {
    number: u32,
    uid: &'a Uid,
    branch: &'a str,
    year: Year,
    template: &'a TemplateKey,
    edition: Edition,
    status: Status,
    title: &'a str,
    saved: Moment,
}

impl<'a> From<&'a ReportRow> for Row<'a> {
    fn from(row: &'a ReportRow) -> Self {
        Self {
            number: row.number,
            uid: &row.uid,
            branch: &row.branch_name,
            year: row.year,
            template: &row.template,
            edition: row.edition,
            status: row.status,
            title: &row.title,
            saved: row.saved,
        }
    }
}

/// A report whole.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Report<'a> {
    format: u32,
    uid: &'a Uid,
    branch: &'a str,
    year: Option<Year>,
    template: &'a TemplateKey,
    edition: Edition,
    status: Status,
    title: &'a str,
    byline: &'a str,
    salutation: &'a str,
    opening: &'a [String],
    sections: Vec<Section<'a>>,
    closing: &'a [String],
    signature: &'a str,
    date: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Section<'a> {
    id: SectionId,
    role: Role,
    level: usize,
    /// What prints: the mark as imported, or the computed one.
    number: String,
    heading: &'a str,
    run_in: bool,
    body: &'a [String],
    children: Vec<Self>,
}

impl<'a> Report<'a> {
    /// `report`, of the unit called `branch`.
    pub(crate) fn of(report: &'a model::Report, branch: &'a str) -> Self {
        Self {
            format: report.format,
            uid: &report.uid,
            branch,
            year: report.year,
            template: &report.template,
            edition: report.edition,
            status: report.status,
            title: &report.title,
            byline: &report.byline,
            salutation: &report.salutation,
            opening: &report.opening,
            sections: sections(&report.sections, 1, &numbers(report)),
            closing: &report.closing,
            signature: &report.signature,
            date: &report.date,
        }
    }
}

fn sections<'a>(
    sections: &'a [model::Section],
    level: usize,
    numbers: &BTreeMap<SectionId, String>,
) -> Vec<Section<'a>> {
    sections
        .iter()
        .map(|section| Section {
            id: section.id,
            role: section.role,
            level,
            number: numbers.get(&section.id).cloned().unwrap_or_default(),
            heading: &section.heading,
            run_in: section.run_in,
            body: &section.body,
            children: self::sections(&section.children, level + 1, numbers),
        })
        .collect()
}
