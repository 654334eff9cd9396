use serde::Serialize;

use super::Demands;
use super::fields::Facts;
use super::matching::{Match, keyword, matches};
use crate::model::{BranchYear, Guidance, Limits, Part, Report, Section, SectionId, Template};

/// What the writer is told in one part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct PartHelp {
    /// The part.
    pub part: Part,
    /// What to write here, with its fields filled in.
    pub guidance: Guidance,
    /// How a keyword stands in the heading, with `{}` for the word; "" for a
    /// part without one.
    pub keyword: String,
    /// The keywords that the sister sections have already, in their order.
    pub used_keywords: Vec<String>,
    /// Sentences to insert, with blanks.
    pub patterns: Vec<String>,
    /// The lengths asked of the part.
    pub limits: Limits,
}

/// What the writer is told in each part of `report`: opening, sections in
/// reading order, closing.
///
/// A section that the template does not know, as imported reports have them,
/// gets the guidance of the known part above it. `facts` fill the fields of
/// guidance and sentences; one that is unknown becomes a blank.
pub fn help(
    template: &Template,
    report: &Report,
    facts: Option<&BranchYear>,
    demands: &Demands,
) -> Vec<PartHelp> {
    let facts = Facts { unit: facts, year: report.year };
    let matches = matches(template, report);
    let fixed = |part, guidance: &Guidance| PartHelp {
        part,
        guidance: filled(guidance, &facts),
        keyword: String::new(),
        used_keywords: Vec::new(),
        patterns: Vec::new(),
        limits: demands.of(part),
    };

    let mut helps = vec![fixed(Part::Opening, &template.opening_guidance)];
    for_siblings(&report.sections, &mut |siblings, section| {
        let found = matches.get(&section.id);
        let keyword = found.map_or("", |found| found.keyword);
        let part = Part::Section(section.id);
        helps.push(PartHelp {
            part,
            guidance: found
                .map_or_else(Guidance::default, |found| filled(&found.spec.guidance, &facts)),
            keyword: keyword.to_owned(),
            used_keywords: used_keywords(siblings, section.id, keyword),
            patterns: found.map_or_else(Vec::new, |found| sentences(found, &facts)),
            limits: demands.of(part),
        });
    });
    helps.push(fixed(Part::Closing, &template.closing_guidance));
    helps
}

/// Calls `tell` with every section in reading order, and its siblings.
fn for_siblings<'r>(siblings: &'r [Section], tell: &mut impl FnMut(&'r [Section], &'r Section)) {
    for section in siblings {
        tell(siblings, section);
        for_siblings(&section.children, tell);
    }
}

fn filled(guidance: &Guidance, facts: &Facts<'_>) -> Guidance {
    Guidance {
        text: facts.fill(&guidance.text),
        question: facts.fill(&guidance.question),
        source: guidance.source.clone(),
    }
}

fn sentences(found: &Match<'_>, facts: &Facts<'_>) -> Vec<String> {
    found.spec.patterns.iter().map(|pattern| facts.fill(pattern)).collect()
}

fn used_keywords(siblings: &[Section], own: SectionId, pattern: &str) -> Vec<String> {
    siblings
        .iter()
        .filter(|section| section.id != own)
        .filter_map(|section| keyword(&section.heading, pattern))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Role, Uid, Year};
    use crate::template::{Shelf, new_report};

    fn template() -> Template {
        Shelf::load(None).templates.swap_remove(0)
    }

    fn section(id: u32, role: Role, heading: &str, children: Vec<Section>) -> Section {
        Section {
            id: SectionId(id),
            role,
            mark: None,
            run_in: false,
            heading: heading.to_owned(),
            body: Vec::new(),
            children,
        }
    }

    fn help_of(report: &Report) -> Vec<PartHelp> {
        help(&template(), report, None, &Demands::default())
    }

    #[test]
    fn every_part_of_a_new_report_has_guidance_a_question_or_sentences() {
        for template in Shelf::load(None).templates {
            let year = Year::new(2024).unwrap();
            let report = new_report(&template, None, year, &Uid::nil(), Uid::nil());
            let helps = help(&template, &report, None, &Demands::default());
            assert_eq!(helps.len(), report.walk().count() + 2);
            for help in &helps {
                assert!(!help.guidance.text.is_empty(), "{} {}", template.key, help.part);
                assert!(!help.guidance.source.is_empty(), "{} {}", template.key, help.part);
            }
            let leaves: Vec<_> =
                report.walk().filter(|(_, section)| section.children.is_empty()).collect();
            for (_, leaf) in leaves {
                let help = helps.iter().find(|help| help.part == Part::Section(leaf.id)).unwrap();
                assert!(help.patterns.len() >= 3, "{} {}", template.key, leaf.heading);
                assert!(
                    help.patterns.iter().all(|pattern| pattern.contains("【待补：")),
                    "{} {} has a sentence without a blank",
                    template.key,
                    leaf.heading
                );
            }
        }
    }

    #[test]
    fn sections_of_an_imported_report_are_known_by_their_words_and_roles() {
        let mut report = Report::empty(Uid::nil(), template().key);
        report.year = Year::new(2024).ok();
        report.sections = vec![
            section(
                1,
                Role::Achievements,
                "工作开展情况",
                vec![
                    section(2, Role::Achievements, "深化理论武装，坚持在“硬”上下功夫。", vec![]),
                    section(3, Role::Achievements, "绿化美化，坚持在“绿”上下功夫。", vec![]),
                    section(4, Role::ReviewResponse, "查摆问题，坚持在“改”上下功夫。", vec![]),
                ],
            ),
            section(5, Role::Problems, "不足之处", vec![]),
        ];
        let template = template();
        let spec = |role| template.parts.iter().find(|spec| spec.role == role).unwrap();
        let helps = help_of(&report);
        let by_id = |id| helps.iter().find(|help| help.part == Part::Section(SectionId(id)));

        let achievements = spec(Role::Achievements);
        let study = &achievements.children[0];
        assert_eq!(by_id(2).unwrap().guidance.text, study.guidance.text);
        assert_eq!(by_id(2).unwrap().keyword, "坚持在“{}”上下功夫");
        assert_eq!(by_id(2).unwrap().used_keywords, ["绿", "改"]);
        assert_eq!(
            by_id(3).unwrap().guidance.text,
            achievements.guidance.text,
            "what no part of the template is about gets the advice of the part above"
        );
        assert_eq!(by_id(3).unwrap().keyword, "坚持在“{}”上下功夫");
        assert_eq!(
            by_id(4).unwrap().patterns.len(),
            spec(Role::ReviewResponse).patterns.len(),
            "the answer to last year's comments is known at whatever level"
        );
        assert_eq!(by_id(5).unwrap().guidance.text, spec(Role::Problems).guidance.text);
    }

    #[test]
    fn the_unit_and_the_year_are_filled_into_guidance_and_sentences() {
        let mut template = template();
        let part =
            template.parts.iter_mut().find(|part| part.role == Role::ReviewResponse).unwrap();
        part.patterns.push("{社区}在{上级}指导下整改。".to_owned());
        let mut report = Report::empty(Uid::nil(), template.key.clone());
        report.year = Year::new(2024).ok();
        report.sections = vec![section(1, Role::ReviewResponse, "整改情况", vec![])];
        let facts = &crate::template::sample().branches[0].years[2];
        let helps = help(&template, &report, Some(facts), &Demands::default());
        let sentences = &helps[1].patterns;
        assert_eq!(sentences.last().unwrap(), "青禾社区在云桥街道党工委指导下整改。");
        for help in &helps {
            for text in help.patterns.iter().chain([&help.guidance.text, &help.guidance.question]) {
                assert!(!text.contains(['{', '}']), "{text}");
            }
        }
        let unknown = help(&template, &report, None, &Demands::default());
        assert_eq!(
            unknown[1].patterns.last().unwrap(),
            "【待补：社区名称】在【待补：上级党组织名称】指导下整改。"
        );
    }
}
