//! What each part is for, told by its words and not by its place.

use super::dates;
use super::lists::{ROLES, contains_any};
use crate::model::{Role, Section};

/// A role that a heading's words tell, and how plainly.
#[derive(Debug, Clone, Copy)]
struct Told {
    role: Role,
    /// Characters of the word that told it.
    weight: usize,
}

/// A word of so many characters tells a role whatever else is said.
const PLAIN: usize = 3;

/// Gives every section its role. `year` is the year reported on, if known.
pub(super) fn assign(sections: &mut [Section], year: Option<u16>) {
    let mut lacked = false;
    for at in 0..sections.len() {
        let plans_follow = sections
            .get(at + 1)
            .is_some_and(|next| by_heading(&next.heading) == Some(Role::NextSteps));
        let section = &mut sections[at];
        // What could not be placed, and attachments.
        let other = section.heading.is_empty() || section.heading.starts_with('附');
        section.role = if other {
            Role::Other
        } else if at > 0
            && plans_follow
            && by_heading(&section.heading).is_none()
            && regrets(section)
        {
            Role::Problems
        } else {
            of_first_level(section, year, lacked)
        };
        lacked |= section.role == Role::Problems;
        assign_below(&mut section.children, section.role, year);
    }
}

/// Whether nearly every paragraph of `section` tells of something that is
/// lacking: 让我睡不着的事 is told so, whatever its heading says.
fn regrets(section: &Section) -> bool {
    let children = section.children.iter().flat_map(|child| &child.body);
    let paragraphs: Vec<&String> = section.body.iter().chain(children).collect();
    let does = |text: &&&String| ROLES.regrets.iter().any(|word| text.contains(word.as_str()));
    let regretting = paragraphs.iter().filter(does).count();
    let cues = Cues::of(&text_of(section), None);
    paragraphs.len() >= 2
        && regretting * 4 >= paragraphs.len() * 3
        // Who tells what was done counts it.
        && cues.done * 3 <= paragraphs.len()
        && cues.figures <= paragraphs.len()
}

/// The role that the words of a heading tell.
pub(super) fn by_heading(heading: &str) -> Option<Role> {
    told(heading).map(|told| told.role)
}

/// `lacked`: what is lacking was told before.
fn of_first_level(section: &Section, year: Option<u16>, lacked: bool) -> Role {
    let heading = section.heading.as_str();
    // 2025年重点工作 in a report on 2024.
    if let Some(year) = year {
        let named = dates::years(heading);
        if named.iter().any(|found| found.year == year + 1)
            && !named.iter().any(|found| found.year <= year)
        {
            return Role::NextSteps;
        }
        // 2022年反馈意见办理结果 in a report on 2023.
        let answers = contains_any(heading, &ROLES.judged) && contains_any(heading, &ROLES.answers);
        if answers && named.iter().any(|found| found.year + 1 == year) {
            return Role::ReviewResponse;
        }
    }
    let text = text_of(section);
    let told = told(heading);
    if let Some(told) = told.filter(|told| told.weight >= PLAIN) {
        return told.role;
    }
    // Problems may begin with what became of last year's.
    let is_lacking =
        told.is_some_and(|told| told.role == Role::Problems) && Cues::of(&text, year).lacking > 1;
    if answers_comments(&text, year) && !is_lacking {
        return Role::ReviewResponse;
    }
    let cues = Cues::of(lead_of(section).unwrap_or(&text), year);
    match told.map(|told| told.role) {
        // One short word in a slogan may mean either: the text decides.
        Some(Role::Problems) if cues.done > 2 * cues.lacking && slogan(heading) => {
            Role::Achievements
        }
        Some(Role::NextSteps) if !lacked && cues.done > 2 * cues.planned && slogan(heading) => {
            Role::Achievements
        }
        Some(role) => role,
        None if cues.lacking > cues.done && cues.lacking > cues.planned => Role::Problems,
        None if cues.planned > cues.done && cues.planned >= 3 => Role::NextSteps,
        // Behind the problems nobody tells of deeds without a deed.
        None if lacked && !cues.tells_deeds() && !text.is_empty() => Role::NextSteps,
        // A slogan over text that neither regrets nor promises reports what was done.
        None if !text.is_empty() => Role::Achievements,
        None => Role::Other,
    }
}

fn assign_below(sections: &mut [Section], above: Role, year: Option<u16>) {
    for section in sections {
        let told = told(&section.heading);
        let own = told.filter(|told| told.weight >= PLAIN).map(|told| told.role);
        let role = match (above, own) {
            (Role::ReviewResponse | Role::NextSteps, _) => above,
            (_, Some(Role::ReviewResponse)) => Role::ReviewResponse,
            (Role::Other | Role::Overview, _) => told.map_or(above, |told| told.role),
            (Role::Problems, Some(Role::NextSteps)) => Role::NextSteps,
            _ if above == Role::Achievements && answers_comments(&text_of(section), year) => {
                Role::ReviewResponse
            }
            _ => above,
        };
        section.role = role;
        assign_below(&mut section.children, role, year);
    }
}

/// Whether a heading is about what came of last year's comments, as in
/// 去年提的意见改了没有 and 老问题有着落.
fn tells_of_answers(heading: &str) -> bool {
    let has = |words: &[String]| contains_any(heading, words);
    has(&ROLES.last_year) && has(&ROLES.comments) && (has(&ROLES.answers) || has(&ROLES.judged))
        || has(&ROLES.old_matters) && has(&ROLES.answers)
}

fn told(heading: &str) -> Option<Told> {
    if tells_of_answers(heading) {
        return Some(Told { role: Role::ReviewResponse, weight: PLAIN });
    }
    let mut best: Option<(Told, usize)> = None;
    for words in &ROLES.roles {
        let mut text = heading.to_owned();
        for word in &words.not {
            text = text.replace(word.as_str(), "　");
        }
        for word in &words.words {
            let Some(at) = text.find(word.as_str()) else { continue };
            let weight = word.chars().count();
            let told = Told { role: words.role, weight };
            // 成效 stands in many headings that are about something else.
            let better = best.is_none_or(|(best, place)| {
                let common = |role| role == Role::Achievements;
                match (common(best.role), common(told.role)) {
                    (true, false) => true,
                    (false, true) => false,
                    _ => weight > best.weight || weight == best.weight && at < place,
                }
            });
            if better {
                best = Some((told, at));
            }
        }
    }
    best.map(|(told, _)| told)
}

/// A head of several clauses or with a quoted word.
fn slogan(heading: &str) -> bool {
    heading.contains(['，', '“', ' ', '　', '、'])
}

/// The first paragraph under a section, when it is long enough to judge by:
/// what comes behind it may be about something else.
fn lead_of(section: &Section) -> Option<&str> {
    let first = section.body.first().or_else(|| section.children.first()?.body.first())?;
    (first.chars().count() >= 30).then_some(first)
}

/// The text under a section, as much of it as is needed to judge.
fn text_of(section: &Section) -> String {
    fn add(section: &Section, text: &mut String) {
        for paragraph in &section.body {
            if text.len() > MOST {
                return;
            }
            text.extend(paragraph.chars().take(MOST));
        }
        for child in &section.children {
            if text.len() > MOST {
                return;
            }
            text.push_str(&child.heading);
            add(child, text);
        }
    }
    let mut text = String::new();
    add(section, &mut text);
    text
}

/// Bytes of text that are enough to judge by.
const MOST: usize = 6_000;

/// Whether `text` sets out to answer what was said of last year's report.
fn answers_comments(text: &str, year: Option<u16>) -> bool {
    // A sentence of it further on does not make a whole part of it.
    let first = text.split('。').next().unwrap_or(text);
    let start: String = first.chars().take(70).collect();
    let comments =
        ["点评", "述职评议", "评议考核", "反馈的问题", "反馈问题", "查摆的问题", "查摆问题"];
    let last_year = ["上年", "上一年", "去年"].iter().any(|word| start.contains(word))
        || dates::years(&start).iter().any(|found| year.is_some_and(|year| found.year < year));
    comments.iter().any(|word| start.contains(word))
        && last_year
        && start.contains(['题', '改', '见'])
}

/// So many numbers in a text that plans nothing tell what was done.
const FIGURES_OF_DEEDS: usize = 3;

/// How often a text speaks of what was done, what is lacking, what is planned.
struct Cues {
    done: usize,
    lacking: usize,
    planned: usize,
    /// Numbers in digits.
    figures: usize,
}

impl Cues {
    /// Whether the text tells what was done, in words or by counting it.
    fn tells_deeds(&self) -> bool {
        self.done > 0 || self.figures >= FIGURES_OF_DEEDS && self.planned == 0
    }

    fn of(text: &str, year: Option<u16>) -> Self {
        let count =
            |words: &[&str]| words.iter().map(|word| text.matches(word).count()).sum::<usize>();
        let next_year = year.map_or(0, |year| {
            dates::years(text).iter().filter(|found| found.year == year + 1).count()
        });
        Self {
            done: count(&[
                "开展", "组织", "召开", "共", "先后", "累计", "全年", "完成", "次", "建成", "打造",
                "解决",
            ]),
            lacking: 2 * count(&[
                "不够", "不足", "欠缺", "不强", "不高", "不深", "有待", "缺乏", "短板", "薄弱",
                "存在",
            ]),
            planned: 2 * count(&[
                "将",
                "下一步",
                "进一步",
                "继续",
                "明年",
                "力争",
                "计划",
                "新的一年",
                "来年",
            ]) + 2 * next_year,
            figures: text
                .split(|sign: char| !sign.is_ascii_digit())
                .filter(|run| !run.is_empty())
                .count(),
        }
    }
}

/// Whether `label` begins the way sentences do and labels do not.
pub(super) fn begins_a_sentence(label: &str) -> bool {
    [
        "我",
        "今年",
        "全年",
        "一年来",
        "由于",
        "因为",
        "为了",
        "目前",
        "去年",
        "截至",
        "自",
        "经过",
        "按照",
        "根据",
    ]
    .iter()
    .any(|word| label.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_tell_their_role_by_their_words() {
        use Role::{Achievements, NextSteps, Overview, Problems, ReviewResponse};
        for (heading, role) in [
            ("工作开展情况", Some(Achievements)),
            ("履行党建第一责任人职责情况", Some(Achievements)),
            ("存在问题及原因", Some(Problems)),
            ("抓党建工作存在的短板", Some(Problems)),
            ("对标检视", Some(Problems)),
            ("下一步工作打算", Some(NextSteps)),
            ("今后努力方向", Some(NextSteps)),
            ("2024年工作计划", Some(NextSteps)),
            ("这一年我们欠了什么", Some(Problems)),
            ("来年我们想做什么", Some(NextSteps)),
            ("支部基本情况", Some(Overview)),
            ("上年度述职评议考核点评问题整改落实情况", Some(ReviewResponse)),
            ("2021年度查摆问题整改落实情况", Some(ReviewResponse)),
            ("承诺兑现情况", Some(ReviewResponse)),
            ("去年提出的问题改了没有？", Some(ReviewResponse)),
            ("上年评议意见的整改", Some(ReviewResponse)),
            ("老问题有着落", Some(ReviewResponse)),
            ("上次点评我们听进去了吗", Some(ReviewResponse)),
            ("去年工作回顾", Some(Achievements)),
            ("老问题还没有解决", Some(Problems)),
            ("共学共建，让组织“强”起来", None),
        ] {
            assert_eq!(by_heading(heading), role, "{heading}");
        }
    }
}
