//! Items that are numbered as the headings above them are: below 二、存在的问题 a
//! list that begins with 一、 again. They are text of that part, and no parts.

use super::lines::Para;
use super::marks::Mark;
use super::roles;
use crate::model::Role;

/// The longest heading, in characters, below which such a list may stand.
const LONGEST: usize = 20;

/// Takes the marks off the items of such lists, so that they stay paragraphs.
pub(super) fn leave(paras: &[Para], marks: &mut [Option<Mark>]) {
    let mut at = 1;
    while at < marks.len() {
        let end = end_of_list(paras, marks, at);
        // A single one goes on with nothing.
        if end > at + 1 {
            marks[at..end].fill(None);
        }
        at = end.max(at + 1);
    }
}

/// Where the list ends that begins at `at`; `at` where none begins.
fn end_of_list(paras: &[Para], marks: &[Option<Mark>], at: usize) -> usize {
    let (Some(above), Some(first)) = (&marks[at - 1], &marks[at]) else { return at };
    let begins = first.number == 1
        && first.class == above.class
        && first.class.opens_sections()
        && announces(paras[at - 1].text(), above);
    if !begins {
        return at;
    }
    let goes_on = |(at, number): (usize, usize)| {
        let mark = marks[at].as_ref().filter(|mark| mark.class == first.class);
        mark.is_some_and(|mark| {
            // The part behind the list may have the number that the list came to.
            let is_next_part = number == above.number + 1 && announces(paras[at].text(), mark);
            mark.number == number && !is_next_part
        })
    };
    at + (at..marks.len()).zip(1..).take_while(|place| goes_on(*place)).count()
}

/// Whether a marked paragraph is the heading of problems or of what comes next.
fn announces(text: &str, mark: &Mark) -> bool {
    let heading = &text[mark.len..];
    heading.chars().count() <= LONGEST
        && matches!(roles::by_heading(heading), Some(Role::Problems | Role::NextSteps))
}

#[cfg(test)]
mod tests {
    use crate::import;
    use crate::model::{Report, Uid};

    fn read(lines: &[&str]) -> Report {
        let text = format!("青禾社区党支部书记2023年度述职报告\n{}", lines.join("\n"));
        import::open(text.into_bytes(), "报告.txt", Uid::nil()).unwrap().report
    }

    #[test]
    fn a_list_numbered_like_the_headings_stays_below_its_own() {
        let report = read(&[
            "一、主要工作",
            "开展主题党日12次。",
            "二、存在的问题",
            "一、岛上淡水紧张，夏天隔天供水。",
            "二、年轻人外流，后继乏人。",
            "三、下步打算",
            "一、争取海水淡化项目。",
            "二、培养年轻后备干部。",
        ]);
        let told: Vec<(&str, usize)> =
            report.sections.iter().map(|s| (s.heading.as_str(), s.body.len())).collect();
        assert_eq!(told, [("主要工作", 1), ("存在的问题", 2), ("下步打算", 2)]);
        assert_eq!(report.sections[1].body[1], "二、年轻人外流，后继乏人。");
    }

    #[test]
    fn parts_that_begin_anew_elsewhere_are_parts() {
        let report = read(&[
            "一、主要工作",
            "开展主题党日12次。",
            "二、抓学习",
            "一、抓班子",
            "讲党课4次。",
            "二、抓队伍",
            "发展党员2名。",
        ]);
        assert_eq!(report.sections.len(), 4, "{:?}", report.sections);
    }
}
