//! Arithmetic over the numbers of a passage. Each file asks one question of all
//! of them, and is silent where any reading of the words makes it come out.

pub(in crate::check) mod any;
pub(in crate::check) mod changes;
pub(in crate::check) mod parts;
pub(in crate::check) mod products;
pub(in crate::check) mod shares;
pub(in crate::check) mod sums;

use std::ops::Range;

use super::numbers::{Number, Passage};
use super::page::Page;
use super::rule::Hit;
use crate::model::{Role, Severity};

/// A question of the numbers of a passage, with those that the report told before.
pub(in crate::check) type Question = fn(&Passage, &[&Number]) -> Vec<Wrong>;

/// Adds to `hits` what `question` finds on `page` where they do not point yet.
/// What is only planned is not reckoned.
pub(in crate::check) fn ask(page: &Page<'_>, question: Question, mut hits: Vec<Hit>) -> Vec<Hit> {
    let mut earlier: Vec<&Number> = Vec::new();
    for (line_at, passage) in page.passages() {
        let line = &page.lines[*line_at];
        if line.role == Some(Role::NextSteps) {
            continue;
        }
        for Wrong { place, message, sure } in question(passage, &earlier) {
            let hit = line.hit(place.start, place.end, message);
            if !hits.iter().any(|other| other.overlaps(&hit)) {
                hits.push(match sure {
                    Sure::Plain => hit,
                    Sure::Likely => hit.severity(Severity::Warning),
                    Sure::Maybe => hit.severity(Severity::Hint),
                });
            }
        }
        earlier.extend(&passage.numbers);
    }
    hits
}

/// What does not come out.
#[derive(Debug)]
pub(in crate::check) struct Wrong {
    /// Where, in characters of the line.
    pub(in crate::check) place: Range<usize>,
    pub(in crate::check) message: String,
    pub(in crate::check) sure: Sure,
}

/// How much the words themselves say that it must come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Sure {
    /// They say so.
    Plain,
    /// They nearly do, or a slip of the keyboard would explain it.
    Likely,
    /// It may be right: it is asked.
    Maybe,
}

impl Wrong {
    fn new(place: &Range<usize>, sure: Sure, message: String) -> Self {
        Self { place: place.clone(), message, sure }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    fn told(rule: &str, text: &str, expect: &str) {
        check(rule, &format!("# 工作成效\n{text}。"), expect);
    }

    #[test]
    fn parts_make_their_whole() {
        told("sum", "走访群众31户，其中老人12户、残疾人10户、儿童9户", "");
        told("sum", "走访群众31户，其中老人21户、残疾人10户、儿童9户", "31户");
        told("sum", "转入党员14名、转出9名，净增5名", "");
        told("sum", "转入党员14名、转出9名，净增6名", "6名");
        told("sum", "梳理事项86件，办结47件，其余39件转入明年办理", "");
        told("sum", "梳理事项86件，办结47件，其余49件转入明年办理", "49件");
    }

    #[test]
    fn parts_by_two_measures_may_overlap() {
        let by_two = "发展党员22名，其中一年级14名、二年级8名，女生9名";
        told("sum", by_two, "");
    }

    #[test]
    fn a_part_is_no_more_than_its_whole() {
        told("part-whole", "24名党员中有22名在一线", "");
        told("part-whole", "24名党员中有26名在一线", "26名");
        told("part-whole", "申请专利20件，已获授权14件", "");
        told("part-whole", "申请专利20件，已获授权34件", "34件");
        let of_all = "受理诉求862件，其中物业类301件、其他类561件；办结845件";
        told("part-whole", of_all, "");
        told("part-whole", "党员平均年龄74岁，其中80岁以上的14名", "");
        told("part-whole", "评定优秀党员9名、合格党员22名", "");
    }

    #[test]
    fn a_share_is_what_its_numbers_give() {
        told("rate", "征集建议50条，采纳40条，采纳率80%", "");
        told("rate", "征集建议50条，采纳40条，采纳率85%", "85%");
    }

    #[test]
    fn a_change_is_what_its_numbers_show() {
        told("direction", "流转土地由180亩增加到220亩，增加40亩", "");
        told("direction", "流转土地由180亩增加到220亩，增加50亩", "50亩");
        let part = "收入32.6万元，其中租金14.5万元，比2023年的26.08万元增长25%";
        told("direction", part, "");
    }
}
