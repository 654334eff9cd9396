use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::matching::matches;
use crate::Result;
use crate::model::{Limits, Notice, Part, Report, Role, Section, SectionId, Template};
use crate::store::Store;

/// What is asked of the lengths of one report, and by when. The street's
/// notice stands above the template: where both say something, it holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Demands {
    /// Of the whole report.
    pub total: Limits,
    /// The last day to hand in; `None` when no notice names one.
    pub deadline: Option<NaiveDate>,
    parts: BTreeMap<SectionId, Limits>,
}

impl Demands {
    /// What `template` and `notice`, where there is one, ask of `report`.
    pub fn new(template: &Template, notice: Option<&Notice>, report: &Report) -> Self {
        let mut parts: BTreeMap<SectionId, Limits> = matches(template, report)
            .into_iter()
            .filter(|(_, found)| found.exact)
            .map(|(id, found)| (id, found.spec.limits))
            .collect();
        for asked in notice.iter().flat_map(|notice| &notice.parts) {
            if let Some(id) = only_part(&report.sections, asked.role) {
                let limits = parts.entry(id).or_default();
                *limits = asked.limits.or(*limits);
            }
        }
        parts.retain(|_, limits| *limits != Limits::default());
        Self {
            total: notice.map(|notice| notice.limits).unwrap_or_default().or(template.limits),
            deadline: notice.and_then(|notice| notice.deadline),
            parts,
        }
    }

    /// Of one part; no limits for a part that nothing is asked of.
    pub fn of(&self, part: Part) -> Limits {
        match part {
            Part::Section(id) => self.parts.get(&id).copied().unwrap_or_default(),
            Part::Title
            | Part::Byline
            | Part::Salutation
            | Part::Opening
            | Part::Closing
            | Part::Signature
            | Part::Date => Limits::default(),
        }
    }
}

/// What `template` and the notice of the report's year ask of `report`.
///
/// # Errors
///
/// What the store refuses.
pub fn demands(store: &Store, template: &Template, report: &Report) -> Result<Demands> {
    let notice = match report.year {
        Some(year) => store.notice(year, &template.key)?,
        None => None,
    };
    Ok(Demands::new(template, notice.as_ref(), report))
}

/// The outermost section with `role`. `None` when several share the role: what
/// a notice asks of them together cannot be held against each alone.
fn only_part(sections: &[Section], role: Role) -> Option<SectionId> {
    fn outermost(sections: &[Section], role: Role, found: &mut Vec<SectionId>) {
        for section in sections {
            if section.role == role {
                found.push(section.id);
            } else {
                outermost(&section.children, role, found);
            }
        }
    }
    let mut found = Vec::new();
    outermost(sections, role, &mut found);
    match found[..] {
        [id] => Some(id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{PartLimits, Uid, Year};
    use crate::template::{Shelf, new_report};

    fn notice(parts: Vec<PartLimits>) -> Notice {
        Notice {
            uid: Uid::nil(),
            year: Year::new(2024).unwrap(),
            template: crate::model::TemplateKey("branch-secretary".to_owned()),
            deadline: NaiveDate::from_ymd_opt(2024, 12, 6),
            limits: Limits { min: Some(2600), max: None, min_share: None },
            parts,
        }
    }

    fn report_and_template() -> (Report, Template) {
        let template = Shelf::load(None).templates.swap_remove(0);
        let year = Year::new(2024).unwrap();
        (new_report(&template, None, year, &Uid::nil(), Uid::nil()), template)
    }

    #[test]
    fn the_notice_holds_where_it_says_something_and_the_template_elsewhere() {
        let (report, mut template) = report_and_template();
        template.limits = Limits { min: Some(2000), max: Some(3000), min_share: None };
        let at = template.parts.iter().position(|part| part.role == Role::Problems).unwrap();
        template.parts[at].limits = Limits { min: Some(300), max: Some(600), min_share: None };
        let problems = Part::Section(report.sections[at].id);

        let alone = Demands::new(&template, None, &report);
        assert_eq!(alone.total, template.limits);
        assert_eq!(alone.of(problems), template.parts[at].limits);
        assert_eq!(alone.deadline, None);

        let share = Limits { min: None, max: Some(900), min_share: Some(15) };
        let both = Demands::new(
            &template,
            Some(&notice(vec![PartLimits { role: Role::Problems, required: true, limits: share }])),
            &report,
        );
        assert_eq!(both.total, Limits { min: Some(2600), max: Some(3000), min_share: None });
        assert_eq!(
            both.of(problems),
            Limits { min: Some(300), max: Some(900), min_share: Some(15) }
        );
        assert_eq!(both.deadline, NaiveDate::from_ymd_opt(2024, 12, 6));
        assert_eq!(both.of(Part::Title), Limits::default());
    }

    #[test]
    fn what_is_asked_of_several_parts_together_is_held_against_none_alone() {
        let (mut report, template) = report_and_template();
        let problems =
            report.sections.iter().find(|section| section.role == Role::Problems).unwrap();
        let mut second = problems.clone();
        second.id = report.free_id();
        second.heading = "原因分析".to_owned();
        report.sections.push(second.clone());
        let asked = Demands::new(
            &template,
            Some(&notice(vec![PartLimits {
                role: Role::Problems,
                required: false,
                limits: Limits { min: Some(400), max: None, min_share: None },
            }])),
            &report,
        );
        assert_eq!(asked.of(Part::Section(second.id)), Limits::default());
    }
}
