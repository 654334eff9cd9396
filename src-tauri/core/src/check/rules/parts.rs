//! `required-part`: a part that the notice, the kind of report or custom asks
//! for, and `empty-section`: a heading with nothing under it.

use crate::check::context::Required;
use crate::check::lists::List;
use crate::check::ordinal::Ordinal;
use crate::check::page::{Head, Page};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Part, Role, Severity};

pub(super) static REQUIRED: Rule = Rule {
    key: "required-part",
    kind: FindingKind::Gaps,
    origin: Origin::Custom,
    clause: "述职报告要有成效、问题和下步打算",
    severity: Severity::Error,
    name: "缺少必写的部分",
    why: "缺了必写的部分，报告会被退回。",
    wrong: "全文只写成效和下一步工作打算，没有写存在问题",
    right: "写上“存在的问题及原因”一部分",
    once: false,
    check: required,
};

pub(super) static EMPTY: Rule = Rule {
    key: "empty-section",
    kind: FindingKind::Gaps,
    origin: Origin::Custom,
    clause: "标题下面要有正文",
    severity: Severity::Error,
    name: "有标题没正文",
    why: "标题下面一个字也没有，看的人会以为漏印了。",
    wrong: "（三）推进民主协商（下面是空的）",
    right: "（三）推进民主协商（写上正文，或删去这个标题）",
    once: false,
    check: empty,
};

fn required(page: &Page<'_>) -> Vec<Hit> {
    let custom = [Role::Achievements, Role::Problems, Role::NextSteps]
        .map(|role| Required { role, demanded: false });
    let known = !page.context.required.is_empty();
    let asked = if known { &page.context.required } else { &custom[..] };
    // A text without any heading may hold everything: nobody can tell.
    let told = page.heads().iter().any(|head| !head.heading.is_empty());
    if !told {
        return Vec::new();
    }
    asked
        .iter()
        .filter(|asked| !has(page, asked.role))
        .map(|asked| {
            let what = words_for(asked.role);
            let message = match asked.demanded {
                true => format!("通知或文种要求写“{what}”，全文没有这一部分。请补写。"),
                false => format!("全文没有写“{what}”这一部分。请补写。"),
            };
            let hit = Hit::about(Part::Title, message);
            if asked.demanded && page.context.noticed {
                hit.source(format!("{}：必写的部分", Origin::Notice))
            } else {
                hit
            }
        })
        .collect()
}

fn words_for(role: Role) -> &'static str {
    match role {
        Role::Overview => "基本情况",
        Role::Achievements => "工作成效",
        Role::ReviewResponse => "上年点评问题整改",
        Role::Problems => "存在的问题",
        Role::NextSteps => "下一步打算",
        Role::Other => "其他",
    }
}

/// A part behind the problems says what comes next, whatever its heading.
fn behind_problems(page: &Page<'_>) -> bool {
    let first_level: Vec<&Head<'_>> = page.heads().iter().filter(|head| head.depth == 1).collect();
    let problems = first_level.iter().position(|head| head.role == Role::Problems);
    problems.is_some_and(|at| at + 1 < first_level.len())
}

/// Whether a part has the role; the words of a heading or paragraph that name
/// it will do, since a part may hold two (问题及整改打算).
fn has(page: &Page<'_>, role: Role) -> bool {
    let by_role = page.heads().iter().any(|head| head.role == role);
    let next = role == Role::NextSteps && behind_problems(page);
    by_role || next || page.heads().iter().any(|head| says(head, role)) || told_in_text(page, role)
}

const PROBLEM_HEADS: List = List("parts-problem-heads");
const NEXT_HEADS: List = List("parts-next-heads");
const PROBLEM_OPENINGS: List = List("parts-problem-openings");
const NEXT_OPENINGS: List = List("parts-next-openings");
/// Headings of the answer to last year's problems, not of this year's.
const ANSWERED: List = List("parts-answered");

fn says(head: &Head<'_>, role: Role) -> bool {
    match role {
        Role::Problems => PROBLEM_HEADS.says(head.heading) && !answers(head),
        Role::NextSteps => NEXT_HEADS.says(head.heading),
        Role::ReviewResponse => answers(head) || head.heading.contains("整改"),
        _ => false,
    }
}

fn answers(head: &Head<'_>) -> bool {
    head.role == Role::ReviewResponse || ANSWERED.says(head.heading)
}

/// A sentence that opens such a part, or its heading without a number.
fn told_in_text(page: &Page<'_>, role: Role) -> bool {
    let (openings, headings) = match role {
        Role::Problems => (PROBLEM_OPENINGS, PROBLEM_HEADS),
        Role::NextSteps => (NEXT_OPENINGS, NEXT_HEADS),
        Role::ReviewResponse => {
            return page.paragraphs().any(|line| {
                let head: String = line.chars.iter().take(40).collect();
                ["点评的问题", "点评指出", "点评反馈", "点评问题"]
                    .iter()
                    .any(|words| head.contains(words))
            });
        }
        _ => return false,
    };
    let lines = page.paragraphs().filter(|line| line.role != Some(Role::ReviewResponse));
    // 2025年，我们要…: a paragraph that opens with the next year.
    let next_year = page.year().map(|year| format!("{}年", year + 1));
    lines.into_iter().any(|line| {
        let opens = next_year.as_ref().is_some_and(|next| line.text.starts_with(next.as_str()));
        if opens && role == Role::NextSteps && line.part != Part::Opening {
            return true;
        }
        let is_heading = line.chars.len() <= 16 && !line.text.contains(['。', '，', '；']);
        is_heading && headings.says(line.text)
            || line.sentences().iter().any(|sentence| {
                let end = sentence.end.min(sentence.start + 40);
                openings.says(&line.words(sentence.start, end))
            })
    })
}

fn empty(page: &Page<'_>) -> Vec<Hit> {
    let heads = page.heads();
    let marks = page.numbers();
    let shape = |head: &Head<'_>| Ordinal::of(marks.get(&head.id)?).map(|number| number.shape);
    let mut hits = Vec::new();
    for (at, head) in heads.iter().enumerate().filter(|(_, head)| head.empty) {
        let told_above = head.parent.is_some_and(|parent| heads[parent].empty);
        let children = || (0..heads.len()).filter(|child| heads[*child].parent == Some(at));
        let lists = children().count() > 0 && children().all(|child| is_item(heads, child));
        // 第二部分 and the 一、 below it may stand on one level of the tree.
        let heads_the_next = heads
            .get(at + 1)
            .is_some_and(|next| next.depth >= head.depth && shape(next) != shape(head));
        // What stands under the last heading may have been read as the closing.
        // Under 三、 a formula (以上报告，请予评议。) is the closing, not its text.
        let formula = |text: &String| text.chars().count() <= FORMULA;
        let before_closing = at + 1 == heads.len()
            && !page.report.closing.is_empty()
            && (head.parent.is_none() || !page.report.closing.iter().all(formula));
        if told_above || lists || heads_the_next || before_closing || is_item(heads, at) {
            continue;
        }
        let part = Part::Section(head.id);
        let message = format!("“{}”下面没有正文。请补写，或删去这个标题。", head.heading);
        hits.push(match page.line(part, None) {
            Some(line) => line.hit(0, line.chars.len(), message),
            None => Hit::about(part, "这一部分没有标题也没有正文。请补写，或删去。"),
        });
    }
    hits
}
/// No closing formula is longer.
const FORMULA: usize = 24;

/// A heading that says all by itself, as the items of a list do: a sentence,
/// or one of several problems or plans that all have no more than a heading.
fn is_item(heads: &[Head<'_>], at: usize) -> bool {
    let head = &heads[at];
    let Some(parent) = head.parent else { return head.heading.starts_with('附') };
    let length = head.heading.chars().count();
    let siblings = || heads.iter().filter(|other| other.parent == Some(parent));
    // （四）推进垃圾分类。 beside three with text of their own is none.
    let written = siblings().filter(|sibling| !sibling.empty).count();
    let short =
        head.role == Role::Achievements && length <= 16 && written * 3 >= siblings().count() * 2;
    let sentence = head.heading.ends_with(['。', '；', '！']) && !short || length > 40;
    let listed = head.role != Role::Achievements
        && siblings().count() > 1
        && siblings().all(|sibling| sibling.empty);
    sentence || listed
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, check_with};
    use crate::check::{Context, Required};
    use crate::model::Role;

    #[test]
    fn a_report_of_a_file_needs_three_parts() {
        let missing = "全文没有写“存在的问题”这一部分。请补写。";
        check(
            "required-part",
            "= 2024年度述职报告
             # 工作开展情况
             召开党员大会4次。
             # 下一步打算
             配齐力量。",
            missing,
        );
        check(
            "required-part",
            "# 工作成效
             召开党员大会4次。
             # 存在的问题和下步打算
             党员学习不经常，要配齐力量。",
            "",
        );
        check("required-part", "只有一段话，没有任何标题。", "");
        check(
            "required-part",
            "# 抓学习，强队伍
             召开党员大会4次。
             # 找差距，补短板
             主要问题是学习不经常。下一步，配齐力量。",
            "",
        );
    }

    #[test]
    fn a_notice_may_ask_for_more() {
        let required = vec![Required { role: Role::ReviewResponse, demanded: true }];
        let context = Context { required, ..Context::default() };
        let text = "# 工作成效
                    召开党员大会4次。";
        let told = "通知或文种要求写“上年点评问题整改”，全文没有这一部分。请补写。";
        check_with("required-part", text, &context, told);
        let answered = "# 工作成效
                        召开党员大会4次。
                        # 上年点评问题整改
                        已全部整改。";
        check_with("required-part", answered, &context, "");
    }

    #[test]
    fn a_heading_without_text_is_told_once_for_all_below_it() {
        check(
            "empty-section",
            "# 工作成效
             ## 抓学习
             集中学习12次。
             ## 抓协商
             # 存在问题",
            "抓协商 / 存在问题",
        );
        check(
            "empty-section",
            "# 存在问题
             ## 一是党员学习不够经常，形式不够多样。
             ## 二是协商议事的参与面不够宽。
             # 下步打算
             ## 抓好学习
             ## 抓好议事",
            "",
        );
        check("empty-section", "# 工作成效\n召开党员大会4次。", "");
        let last = "# 下步打算\n##1. 抓学习\n每月一次。\n##2. 抓管理\n- 以上报告，请评议。";
        check("empty-section", last, "抓管理");
        check("empty-section", "# 成效\n有。\n# 表态\n- 以上报告，请批评指正。", "");
    }
}
