use super::fields::Facts;
use crate::model::{BranchYear, PartSpec, Report, Section, SectionId, Status, Template, Uid, Year};

/// A report of the kind `template` with nothing written in its parts yet:
/// title, salutation, opening, headings and closing from the template's
/// patterns, with what `facts` tells of the unit. A fact that is unknown is
/// left as a blank (`【待补：单位名称】`).
pub fn new_report(
    template: &Template,
    facts: Option<&BranchYear>,
    year: Year,
    branch: &Uid,
    uid: Uid,
) -> Report {
    let facts = Facts { unit: facts, year: Some(year) };
    let fill_all = |patterns: &[String]| patterns.iter().map(|text| facts.fill(text)).collect();
    let mut ids = 1..;
    let mut next_id = || SectionId(ids.next().expect("a template has fewer parts than numbers"));
    Report {
        branch: branch.clone(),
        year: Some(year),
        status: Status::Draft,
        title: facts.fill(&template.title),
        byline: facts.fill(&template.byline),
        salutation: facts.fill(&template.salutation),
        opening: fill_all(&template.opening),
        sections: sections(&template.parts, &facts, &mut next_id),
        closing: fill_all(&template.closing),
        signature: facts.fill(&template.signature),
        date: facts.fill(&template.date),
        ..Report::empty(uid, template.key.clone())
    }
}

fn sections(
    parts: &[PartSpec],
    facts: &Facts<'_>,
    next_id: &mut impl FnMut() -> SectionId,
) -> Vec<Section> {
    parts
        .iter()
        .map(|part| Section {
            id: next_id(),
            role: part.role,
            mark: None,
            run_in: false,
            heading: facts.fill(&part.heading),
            body: Vec::new(),
            children: sections(&part.children, facts, next_id),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::Shelf;

    #[test]
    fn a_new_report_of_every_built_in_kind_keeps_the_year_and_blanks_what_is_unknown() {
        let year = Year::new(2024).unwrap();
        for template in Shelf::load(None).templates {
            let report = new_report(&template, None, year, &Uid::nil(), Uid::nil());
            assert!(report.title.contains("2024年度"), "{}", report.title);
            assert!(report.title.contains("【待补：单位名称】"), "{}", report.title);
            assert!(report.walk().all(|(_, section)| section.body.is_empty()));
            let ids: std::collections::BTreeSet<_> =
                report.walk().map(|(_, section)| section.id).collect();
            assert_eq!(ids.len(), report.walk().count(), "ids are unique in {}", template.key);
        }
    }
}
