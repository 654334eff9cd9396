use super::fields::{DATE_BLANK, Facts};
use crate::model::{
    BranchYear, PartSpec, Report, Role, Section, SectionId, Status, Template, Uid, Year,
};

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

/// The report of `year` that follows `older`, a report of the kind `template`:
/// the same title, heads and parts with their years moved on, and nothing
/// written in them; opening and closing are the kind's. What was said last year is
/// for reading, never for copying, so no paragraph and no figure comes along, nor
/// do the headings under 问题 and 下步, which are last year's matter.
pub fn roll_forward(
    template: &Template,
    older: &Report,
    facts: Option<&BranchYear>,
    year: Year,
    uid: Uid,
) -> Report {
    let by = older.year.map_or(0, |older| i32::from(year.number()) - i32::from(older.number()));
    let date = if older.date.is_empty() { "" } else { DATE_BLANK };
    Report {
        edition: older.edition,
        title: moved_on(&older.title, by),
        byline: moved_on(&older.byline, by),
        salutation: older.salutation.clone(),
        sections: emptied(&older.sections, 1, by),
        signature: older.signature.clone(),
        date: date.to_owned(),
        ..new_report(template, facts, year, &older.branch, uid)
    }
}

/// Headings below this level name single matters, not parts of a report.
const LOWEST_LASTING_LEVEL: usize = 2;

fn emptied(sections: &[Section], level: usize, by: i32) -> Vec<Section> {
    sections
        .iter()
        .map(|section| {
            let lasting = level < LOWEST_LASTING_LEVEL
                && !matches!(section.role, Role::Problems | Role::NextSteps);
            let children = if lasting { &section.children[..] } else { &[] };
            Section {
                heading: moved_on(&section.heading, by),
                body: Vec::new(),
                children: emptied(children, level + 1, by),
                ..section.clone()
            }
        })
        .collect()
}

/// `text` with every year in it (`2023年`) moved on by so many years.
fn moved_on(text: &str, by: i32) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from_digits) = rest.split_at(start);
        let end = from_digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(from_digits.len());
        let (digits, after) = from_digits.split_at(end);
        out.push_str(before);
        match year_of(digits).filter(|_| after.starts_with('年')) {
            Some(year) => out.push_str(&(i32::from(year.number()) + by).to_string()),
            None => out.push_str(digits),
        }
        rest = after;
    }
    out + rest
}

/// A paragraph of the report of year `own` with the year it tells of moved on.
/// What has a date of its own, and years of other things (成立于1998年,
/// 2021—2025年规划), stay: moved on they would say what never was. The years
/// beside it move on where they name a report or what it answers.
pub(crate) fn told_anew(text: &str, own: Year, by: i32) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from_digits) = rest.split_at(start);
        let end = from_digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(from_digits.len());
        let (digits, after) = from_digits.split_at(end);
        let in_range = before.ends_with(['-', '—', '–', '~', '～', '至', '到']);
        let moves = |year: &Year| {
            let told = after.strip_prefix('年').filter(|told| !begins_month(told));
            told.filter(|_| !in_range).is_some_and(|told| {
                match year.number().abs_diff(own.number()) {
                    0 => true,
                    1 => NAMED.iter().any(|word| told.trim_start_matches('的').starts_with(word)),
                    _ => false,
                }
            })
        };
        out.push_str(before);
        match year_of(digits).filter(moves) {
            Some(year) => out.push_str(&(i32::from(year.number()) + by).to_string()),
            None => out.push_str(digits),
        }
        rest = after;
    }
    out + rest
}

/// What a report's year stands before.
const NAMED: [&str; 9] = ["度", "述职", "点评", "评议", "考核", "查摆", "问题", "整改", "工作"];

/// Whether `5月` stands at the head of `text`.
fn begins_month(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        .strip_prefix('月')
        .is_some_and(|_| !text.starts_with('月'))
}

/// The year that four digits name.
fn year_of(digits: &str) -> Option<Year> {
    Year::new(digits.parse().ok().filter(|_| digits.len() == 4)?).ok()
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

    #[test]
    fn years_move_on_where_they_are_the_report_s_and_facts_stay() {
        let own = Year::new(2023).unwrap();
        for (text, anew) in [
            ("2023年，支部做了三件事。", "2024年，支部做了三件事。"),
            ("针对2022年度点评的问题", "针对2023年度点评的问题"),
            ("2022年述职时承诺的事", "2023年述职时承诺的事"),
            ("2024年工作打算", "2025年工作打算"),
            ("支部成立于1998年", "支部成立于1998年"),
            ("2022年搬进新址", "2022年搬进新址"),
            ("2023年5月建成食堂", "2023年5月建成食堂"),
            ("2023年十月揭牌", "2023年十月揭牌"),
            ("2019—2023年规划", "2019—2023年规划"),
            ("全年2023人次", "全年2023人次"),
        ] {
            assert_eq!(told_anew(text, own, 1), anew);
        }
    }

    #[test]
    fn what_follows_a_report_has_its_parts_and_none_of_its_words() {
        let older = crate::template::sample().reports.swap_remove(1);
        let template = Shelf::load(None).templates.swap_remove(0);
        let year = Year::new(2024).unwrap();
        let next = roll_forward(&template, &older, None, year, Uid::nil());
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
        let next = roll_forward(&template, &older, None, Year::new(2025).unwrap(), Uid::nil());
        let kept: Vec<_> = next
            .walk()
            .map(|(_, section)| (section.heading.as_str(), section.mark.as_deref()))
            .collect();
        let mark = Some("〔一〕");
        assert_eq!(kept, [("成效", mark), ("学习", mark), ("问题", mark)]);
        assert_eq!(next.date, "【待补：成文日期】");
    }

    #[test]
    fn only_years_are_moved_on() {
        for (text, moved) in [
            ("2023年度报告", "2024年度报告"),
            ("2022年和2023年", "2023年和2024年"),
            ("12345热线2023件", "12345热线2023件"),
            ("22023年", "22023年"),
            ("123年、0001年", "123年、0001年"),
            ("没有年份", "没有年份"),
            ("", ""),
        ] {
            assert_eq!(moved_on(text, 1), moved);
        }
    }
}
