//! How far a report has come, part by part: pure, from the text and what is
//! asked of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::check;
use crate::manuscript::{count, count_text, minutes, numbers};
use crate::model::{Finding, Limits, Paragraph, Part, Report, Role, Section, SectionId};
use crate::template::Demands;

/// How far a report has come (进度).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Progress {
    /// Opening, sections in reading order, closing.
    pub parts: Vec<PartProgress>,
    /// Characters of the whole report, as [`count`] counts everything it prints.
    pub characters: usize,
    /// The lengths asked of the whole report.
    pub limits: Limits,
    /// Pages it prints on.
    pub pages: usize,
    /// Minutes of reading it aloud.
    pub minutes: f64,
    /// What stops an export, in reading order.
    pub blanks: Vec<Finding>,
    /// The last day to hand in; `None` when no notice names one.
    pub deadline: Option<NaiveDate>,
}

/// How far one part has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct PartProgress {
    /// The part.
    pub part: Part,
    /// Its depth in the tree: 0 for opening and closing, 1 for `一、`.
    pub depth: usize,
    /// The number that prints before its heading, or "".
    pub number: String,
    /// Its heading; 开头 and 结尾 for opening and closing.
    pub heading: String,
    /// The heading's first words, short enough for the outline.
    pub short: String,
    /// What it is for; `None` for opening and closing.
    pub role: Option<Role>,
    /// How far it has come, the parts below it included.
    pub state: PartState,
    /// Characters of its paragraphs and of the parts below it, with the
    /// headings over them; 0 while nothing is written under a heading. The
    /// title and the salutation count with the opening.
    pub characters: usize,
    /// The lengths asked of it.
    pub limits: Limits,
    /// Its share of the whole report, in percent, rounded.
    pub share: usize,
    /// What stops an export in it and below it.
    pub blanks: usize,
    /// No parts stand below it.
    pub leaf: bool,
}

/// How far a part has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum PartState {
    /// 没动笔
    Untouched,
    /// 在写
    Writing,
    /// 有待补: a blank is left, whatever else was said of it.
    Blanks,
    /// 写完了, as the writer says.
    Done,
}

/// How far `report` has come against `demands`; `pages` is what the paginator
/// says, `speed` the reading speed in characters a minute.
pub fn progress(report: &Report, demands: &Demands, pages: usize, speed: u32) -> Progress {
    let blanks = check::placeholders(report);
    let whole = count(report);
    let tally = Tally {
        report,
        demands,
        whole: whole.characters,
        numbers: numbers(report),
        blanks: &blanks,
    };
    let mut parts = vec![tally.opening()];
    parts.extend(report.sections.iter().flat_map(|section| tally.section(section, 1)));
    parts.push(tally.fixed(Part::Closing, "结尾", &report.closing, 0, 0));
    Progress {
        parts,
        characters: whole.characters,
        limits: demands.total,
        pages,
        minutes: minutes(&whole, speed),
        deadline: demands.deadline,
        blanks,
    }
}

struct Tally<'a> {
    report: &'a Report,
    demands: &'a Demands,
    whole: usize,
    numbers: BTreeMap<SectionId, String>,
    blanks: &'a [Finding],
}

impl Tally<'_> {
    /// The opening, with what stands above it on the page.
    fn opening(&self) -> PartProgress {
        const ABOVE: [Part; 3] = [Part::Title, Part::Byline, Part::Salutation];
        let report = self.report;
        let above = [&report.title, &report.byline, &report.salutation];
        let characters = above.map(|text| count_text(text).characters).iter().sum();
        let blanks = ABOVE.map(|part| self.blanks_of(part)).iter().sum();
        self.fixed(Part::Opening, "开头", &report.opening, characters, blanks)
    }

    /// A part that is no section; `above` and `blanks` count with it.
    fn fixed(
        &self,
        part: Part,
        name: &str,
        body: &[Paragraph],
        above: usize,
        blanks: usize,
    ) -> PartProgress {
        let written = characters_of(body);
        let blanks = self.blanks_of(part) + blanks;
        let characters = above + written;
        PartProgress {
            part,
            depth: 0,
            number: String::new(),
            heading: name.to_owned(),
            short: name.to_owned(),
            role: None,
            state: self.own_state(part, written, blanks),
            characters,
            limits: self.demands.of(part),
            share: self.share(characters),
            blanks,
            leaf: true,
        }
    }

    /// `section`, then those below it.
    fn section(&self, section: &Section, depth: usize) -> Vec<PartProgress> {
        let part = Part::Section(section.id);
        let below: Vec<PartProgress> =
            section.children.iter().flat_map(|child| self.section(child, depth + 1)).collect();
        let children = || below.iter().filter(|below| below.depth == depth + 1);

        let written = characters_of(&section.body);
        let own_blanks = self.blanks_of(part);
        let blanks = own_blanks + children().map(|child| child.blanks).sum::<usize>();
        let own_state = self.own_state(part, written, own_blanks);
        let state = if section.children.is_empty() {
            own_state
        } else if blanks == 0 && self.report.done.contains(&part) {
            PartState::Done
        } else {
            let own = (written > 0 || own_blanks > 0).then_some(own_state);
            together(&children().map(|child| child.state).chain(own).collect::<Vec<_>>())
        };

        let number = self.numbers.get(&section.id).cloned().unwrap_or_default();
        let under_heading = written + children().map(|child| child.characters).sum::<usize>();
        let head = count_text(&number).characters + count_text(&section.heading).characters;
        let characters = if under_heading == 0 { 0 } else { head + under_heading };
        let own = PartProgress {
            part,
            depth,
            number,
            heading: section.heading.clone(),
            short: shortened(&section.heading, section.role),
            role: Some(section.role),
            state,
            characters,
            limits: self.demands.of(part),
            share: self.share(characters),
            blanks,
            leaf: section.children.is_empty(),
        };
        std::iter::once(own).chain(below).collect()
    }

    fn own_state(&self, part: Part, written: usize, blanks: usize) -> PartState {
        match (blanks, self.report.done.contains(&part), written) {
            (1.., _, _) => PartState::Blanks,
            (_, true, _) => PartState::Done,
            (_, false, 0) => PartState::Untouched,
            (_, false, _) => PartState::Writing,
        }
    }

    fn blanks_of(&self, part: Part) -> usize {
        self.blanks.iter().filter(|finding| finding.section == part).count()
    }

    fn share(&self, characters: usize) -> usize {
        // Half a percent up, in whole numbers.
        (characters * 200 + self.whole).checked_div(self.whole * 2).unwrap_or(0)
    }
}

/// The state of a part that consists of parts in `states`.
fn together(states: &[PartState]) -> PartState {
    let all = |wanted| states.iter().all(|state| *state == wanted);
    if states.contains(&PartState::Blanks) {
        PartState::Blanks
    } else if all(PartState::Done) {
        PartState::Done
    } else if all(PartState::Untouched) {
        PartState::Untouched
    } else {
        PartState::Writing
    }
}

fn characters_of(body: &[Paragraph]) -> usize {
    body.iter().map(|paragraph| count_text(paragraph).characters).sum()
}

/// The outline has room for so many characters of a heading.
const SHORT: usize = 10;

/// `heading` for the outline: its words up to the first mark. When they are
/// too many, what the part is for stands in, or they are cut.
fn shortened(heading: &str, role: Role) -> String {
    let heading = heading.trim();
    let clause = heading.split(['，', '。', '；', '、', '！', '？', '—', ' ', '　']).next();
    // Of a heading such as 学、思、践、悟 one character would be left.
    let words = clause.filter(|clause| clause.chars().count() > 1).unwrap_or(heading);
    if words.chars().count() <= SHORT {
        return words.to_owned();
    }
    match role {
        Role::Overview | Role::ReviewResponse | Role::Problems | Role::NextSteps => {
            role.to_string()
        }
        Role::Achievements | Role::Other => words.chars().take(SHORT - 1).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::model::{TemplateKey, Uid, Year};
    use crate::template::{Shelf, new_report, sample};

    /// The progress of `report`, a part a line: state, characters, share,
    /// blanks, heading.
    fn told(report: &Report) -> String {
        let progress = progress(report, &Demands::default(), 1, 200);
        let mut out = format!("共{}字\n", progress.characters);
        for part in progress.parts {
            let state = match part.state {
                PartState::Untouched => "没动笔",
                PartState::Writing => "在写",
                PartState::Blanks => "有待补",
                PartState::Done => "写完了",
            };
            let indent = "  ".repeat(part.depth);
            writeln!(
                out,
                "{indent}{}{} {state} {}字 {}% 待补{}{}",
                part.number,
                part.short,
                part.characters,
                part.share,
                part.blanks,
                if part.leaf { "" } else { " ▾" }
            )
            .unwrap();
        }
        out
    }

    fn section(id: u32, heading: &str, body: &[&str], children: Vec<Section>) -> Section {
        Section {
            id: SectionId(id),
            role: Role::Other,
            mark: None,
            run_in: false,
            heading: heading.to_owned(),
            body: body.iter().map(|&text| text.to_owned()).collect(),
            children,
        }
    }

    fn report(sections: Vec<Section>) -> Report {
        Report { sections, ..Report::empty(Uid::nil(), TemplateKey("branch-secretary".to_owned())) }
    }

    #[test]
    fn a_new_report_waits_for_its_opening_and_everything_else_is_untouched() {
        let template = Shelf::load(None).templates.swap_remove(0);
        let year = Year::new(2024).unwrap();
        insta::assert_snapshot!(told(&new_report(&template, None, year, &Uid::nil(), Uid::nil())), @r"
        共316字
        开头 有待补 118字 37% 待补5
          一、工作开展情况 没动笔 0字 0% 待补0 ▾
            （一）加强理论武装 没动笔 0字 0% 待补0
            （二）严肃组织生活 没动笔 0字 0% 待补0
            （三）推进民主协商 没动笔 0字 0% 待补0
            （四）办好民生实事 没动笔 0字 0% 待补0
            （五）落实党建责任 没动笔 0字 0% 待补0
          二、上年点评整改 没动笔 0字 0% 待补0
          三、存在的主要问题及原因 没动笔 0字 0% 待补0
          四、下一步工作打算 没动笔 0字 0% 待补0
        结尾 在写 19字 6% 待补0
        ");
    }

    #[test]
    fn the_year_in_work_of_the_sample_shows_where_its_blanks_are() {
        insta::assert_snapshot!(told(&sample().reports[2]), @r"
        共2678字
        开头 写完了 156字 6% 待补0
          一、工作开展情况 有待补 1622字 61% 待补2 ▾
            （一）加强理论武装 写完了 387字 14% 待补0
            （二）严肃组织生活 写完了 306字 11% 待补0
            （三）推进民主协商 有待补 318字 12% 待补1
            （四）办好民生实事 有待补 373字 14% 待补1
            （五）落实党建责任 写完了 230字 9% 待补0
          二、上年点评整改 有待补 298字 11% 待补1
          三、存在的主要问题及原因 在写 297字 11% 待补0
          四、下一步工作打算 在写 286字 11% 待补0
        结尾 写完了 19字 1% 待补0
        ");
    }

    #[test]
    fn a_part_is_as_far_as_the_parts_below_it() {
        let mut report = report(vec![
            section(
                1,
                "成效",
                &[],
                vec![section(2, "学习", &["学了。"], vec![]), section(3, "服务", &[], vec![])],
            ),
            section(4, "问题", &["只有本段。"], vec![section(5, "原因", &[], vec![])]),
        ]);
        insta::assert_snapshot!(told(&report), @r"
        共31字
        开头 没动笔 0字 0% 待补0
          一、成效 在写 12字 39% 待补0 ▾
            （一）学习 在写 8字 26% 待补0
            （二）服务 没动笔 0字 0% 待补0
          二、问题 在写 9字 29% 待补0 ▾
            （一）原因 没动笔 0字 0% 待补0
        结尾 没动笔 0字 0% 待补0
        ");
        report.done = [1, 2, 3, 5].map(|id| Part::Section(SectionId(id))).to_vec();
        insta::assert_snapshot!(told(&report), @r"
        共31字
        开头 没动笔 0字 0% 待补0
          一、成效 写完了 12字 39% 待补0 ▾
            （一）学习 写完了 8字 26% 待补0
            （二）服务 写完了 0字 0% 待补0
          二、问题 在写 9字 29% 待补0 ▾
            （一）原因 写完了 0字 0% 待补0
        结尾 没动笔 0字 0% 待补0
        ");
    }

    #[test]
    fn a_blank_outweighs_what_the_writer_called_finished() {
        let mut report = report(vec![section(
            1,
            "成效",
            &[],
            vec![section(2, "开了【待补：次数】次会", &["学了。"], vec![])],
        )]);
        report.done = vec![Part::Section(SectionId(1)), Part::Section(SectionId(2))];
        insta::assert_snapshot!(told(&report), @r"
        共21字
        开头 没动笔 0字 0% 待补0
          一、成效 有待补 21字 100% 待补1 ▾
            （一）开了【待补：次数】… 有待补 17字 81% 待补1
        结尾 没动笔 0字 0% 待补0
        ");
    }

    #[test]
    fn the_parts_and_the_heads_of_empty_ones_add_up_to_the_whole() {
        for report in sample().reports {
            let progress = progress(&report, &Demands::default(), 6, 220);
            let sum: usize = progress
                .parts
                .iter()
                .filter(|part| part.depth <= 1)
                .map(|part| part.characters)
                .sum();
            assert_eq!(sum, progress.characters);
            let expected = f64::from(u32::try_from(progress.characters).unwrap()) / 220.0;
            assert!((progress.minutes - expected).abs() < 1e-9);
        }
    }

    #[test]
    fn headings_are_shortened_to_their_first_words() {
        for (role, heading, short) in [
            (Role::Achievements, "加强理论武装，筑牢信念根基，坚持在“学”上下功夫", "加强理论武装"),
            (Role::Problems, "存在问题及原因", "存在问题及原因"),
            (Role::Other, "学、思、践、悟一体推进，抓学习", "学、思、践、悟一体…"),
            (Role::Other, "“比学赶”活动", "“比学赶”活动"),
            (Role::Other, "  前后空格  ", "前后空格"),
            (Role::Other, "", ""),
            (Role::ReviewResponse, "2023年度述职点评问题整改情况", "上年点评整改"),
            (Role::Achievements, "全面推进党支部标准化规范化建设", "全面推进党支部标准…"),
        ] {
            assert_eq!(shortened(heading, role), short);
        }
    }
}
