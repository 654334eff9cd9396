//! The report that follows an older one, with nothing written in it yet. Pure.

use super::anew::Move;
use crate::model::{BranchYear, Report, Role, Section, Template, Uid, Year};
use crate::template::{DATE_BLANK, new_report};

/// The report of `year` that follows `older`, a report of the kind `template`:
/// the same title, heads and parts with their years moved on, and nothing
/// written in them; opening and closing are the kind's. What was said last year is
/// for reading, never for copying, so no paragraph and no figure comes along, nor
/// do the headings under 问题 and 下步, which are last year's matter.
pub(super) fn followed(
    template: &Template,
    older: &Report,
    facts: Option<&BranchYear>,
    year: Year,
    uid: Uid,
) -> Report {
    let anew = Move::new(older, year);
    let date = if older.date.is_empty() { "" } else { DATE_BLANK };
    Report {
        edition: older.edition,
        title: anew.titled(&older.title),
        byline: anew.titled(&older.byline),
        salutation: older.salutation.clone(),
        sections: emptied(&older.sections, 1, anew),
        signature: older.signature.clone(),
        date: date.to_owned(),
        ..new_report(template, facts, year, &older.branch, uid)
    }
}

/// Headings below this level name single matters, not parts of a report.
const LOWEST_LASTING_LEVEL: usize = 2;

fn emptied(sections: &[Section], level: usize, anew: Move) -> Vec<Section> {
    sections
        .iter()
        .map(|section| {
            let lasting = level < LOWEST_LASTING_LEVEL
                && !matches!(section.role, Role::Problems | Role::NextSteps);
            let children = if lasting { &section.children[..] } else { &[] };
            Section {
                heading: anew.titled(&section.heading),
                body: Vec::new(),
                children: emptied(children, level + 1, anew),
                ..section.clone()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SectionId, Status};
    use crate::template::Shelf;

    #[test]
    fn what_follows_a_report_has_its_parts_and_none_of_its_words() {
        let older = crate::template::sample().reports.swap_remove(1);
        let template = Shelf::load(None).templates.swap_remove(0);
        let year = Year::new(2024).unwrap();
        let next = followed(&template, &older, None, year, Uid::nil());
        assert_eq!(next.title, "青禾社区党支部书记\n2024年度抓基层党建述职报告");
        assert_eq!((next.year, &next.branch), (Some(year), &older.branch));
        assert_eq!((next.status, next.done.len()), (Status::Draft, 0));
        assert_eq!(next.closing, template.closing, "the closing is the template's");
        assert!(next.opening[0].starts_with("2024年，"), "the opening is the template's");
        assert!(next.walk().all(|(_, section)| section.body.is_empty()));
        let headings: Vec<_> =
            next.sections.iter().map(|section| section.heading.as_str()).collect();
        assert_eq!(
            headings,
            [
                "工作开展情况",
                "2023年度述职点评问题整改情况",
                "存在的主要问题及原因",
                "下一步工作打算"
            ]
        );
        assert_eq!(next.sections[0].children.len(), 5);
    }

    #[test]
    fn single_matters_of_last_year_stay_behind_and_imported_marks_come_along() {
        let section = |id, role, heading: &str, children| Section {
            id: SectionId(id),
            role,
            mark: Some("〔一〕".to_owned()),
            run_in: true,
            heading: heading.to_owned(),
            body: vec!["去年的话。".to_owned()],
            children,
        };
        let template = Shelf::load(None).templates.swap_remove(0);
        let mut older = Report::empty(Uid::nil(), template.key.clone());
        older.year = Year::new(2023).ok();
        older.date = "2023年12月8日".to_owned();
        older.sections = vec![
            section(
                1,
                Role::Achievements,
                "成效",
                vec![section(
                    2,
                    Role::Achievements,
                    "学习",
                    vec![section(3, Role::Achievements, "去年的一件事", vec![])],
                )],
            ),
            section(
                4,
                Role::Problems,
                "问题",
                vec![section(5, Role::Problems, "去年的一个问题", vec![])],
            ),
        ];
        let next = followed(&template, &older, None, Year::new(2025).unwrap(), Uid::nil());
        let kept: Vec<_> = next
            .walk()
            .map(|(_, section)| (section.heading.as_str(), section.mark.as_deref()))
            .collect();
        let mark = Some("〔一〕");
        assert_eq!(kept, [("成效", mark), ("学习", mark), ("问题", mark)]);
        assert_eq!(next.date, "【待补：成文日期】");
    }
}
