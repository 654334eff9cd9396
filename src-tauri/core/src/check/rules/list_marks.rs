//! `list-marks`: the marks of a list: 、 before 等 and 和, a comma that leads it,
//! items that end in two ways.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::Line;
use crate::check::pattern::{is_digit, pattern};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "list-marks",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 15834—2011 附录A.5、B.1",
    severity: Severity::Warning,
    name: "并列词语和分项的标点",
    why: "并列的词之间用顿号，末尾的“等”前面不用；分项由冒号引出，各项用同一种标点收尾。",
    wrong: "党员、群众、等，抓好三项工作，一是抓学习；二是强服务",
    right: "党员、群众等，抓好三项工作：一是抓学习；二是强服务",
    once: false,
    check: |page| page.paragraphs().flat_map(check).collect(),
};

static BEFORE_ETC: LazyLock<Regex> = LazyLock::new(|| pattern("(、+)等(.)?"));
static BEFORE_AND: LazyLock<Regex> = LazyLock::new(|| pattern("(、+)(?:和|与|及|以及|或者?)(.)"));
/// 小菜园、小果园、36处: the count is of what stands before it.
static BEFORE_COUNT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[一-龥”》）](、)\d+余?[处个户名人次件场项家份条期座栋][，。；]"));
static LEAD: LazyLock<Regex> = LazyLock::new(|| pattern("(，)一是"));
static ITEM: LazyLock<Regex> = LazyLock::new(|| pattern("[一二三四五六七八九十]是"));

fn check(line: &Line<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for found in line.find(&BEFORE_ETC) {
        if let Some(at) = found.range(1).filter(|_| !begins_a_word(found.group(2))) {
            hits.push(line.hit(at.start, at.end, "“等”前面不用顿号。").fix(""));
        }
    }
    for found in line.find(&BEFORE_AND) {
        // 、和谐 and 、与时俱进 are items of the list.
        if let Some(at) =
            found.range(1).filter(|_| !"谐睦美平气解善顺时众日格会".contains(found.group(2)))
        {
            hits.push(line.hit(at.start, at.end, "连词前面不用顿号，两者只用一个。").fix(""));
        }
    }
    for found in line.find(&LEAD) {
        let at = found.start;
        if line.chars[at..].windows(2).any(|pair| pair == ['二', '是']) && announces(line, at) {
            let message = "分项由冒号引出，不用逗号。";
            hits.push(line.hit(at, at + 1, message).fix("："));
        }
    }
    for found in line.find(&BEFORE_COUNT) {
        // 7个小组、612户、2184人 lists counts; 小菜园、小果园、36处 does not.
        let clause: Vec<char> =
            line.before(found.start + 1).take_while(|sign| !"，。；：".contains(*sign)).collect();
        let lists = clause.contains(&'、') && !clause.iter().any(|sign| is_digit(*sign));
        if let Some(at) = found.range(1).filter(|_| lists) {
            hits.push(line.hit(at.start, at.end, "数量前面不用顿号。").fix(""));
        }
    }
    hits.extend(mixed(line));
    hits
}

/// Whether `word` after 等 makes another word of it.
fn begins_a_word(word: &str) -> bool {
    !word.is_empty() && "候待级同额价量式于分".contains(word)
}

/// Whether the clause before the comma announces a list: 抓好三项工作, 主要不足.
fn announces(line: &Line<'_>, at: usize) -> bool {
    let clause: String =
        line.before(at).take_while(|sign| !"。；！？，：".contains(*sign)).collect();
    let clause: String = clause.chars().rev().collect();
    let has = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    has(&[
        "项",
        "个方面",
        "个",
        "方面",
        "主要",
        "以下",
        "如下",
        "不足",
        "问题",
        "原因",
        "措施",
        "工作",
        "做法",
        "打算",
        "件事",
    ])
}

/// Items of which one holds a full stop and ends with a semicolon.
fn mixed(line: &Line<'_>) -> Option<Hit> {
    let starts: Vec<usize> =
        line.find(&ITEM).map(|found| found.start).filter(|at| begins_an_item(line, *at)).collect();
    if starts.len() < 2 {
        return None;
    }
    starts.windows(2).find_map(|pair| {
        let item = &line.chars[pair[0]..pair[1]];
        let stop = item[..item.len() - 1].iter().position(|sign| *sign == '。')?;
        (item.last() == Some(&'；')).then(|| {
            let message =
                "分项里面已经用了句号，项与项之间就不用分号。请统一用句号，或把句号改成逗号。";
            line.hit(pair[0] + stop, pair[1], message)
        })
    })
}

fn begins_an_item(line: &Line<'_>, at: usize) -> bool {
    line.before(at).next().is_none_or(|sign| "。；，：:;".contains(sign))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn stray_marks_of_a_list_are_found() {
        check("list-marks", "组织党员、群众、等参加", "、 → ");
        check("list-marks", "开展学习、宣讲、和走访", "、 → ");
        check("list-marks", "抓好三项工作，一是抓学习；二是强服务。", "， → ：");
    }

    #[test]
    fn an_item_with_a_full_stop_does_not_end_with_a_semicolon() {
        check("list-marks", "一是抓学习。做到每月一次；二是强服务。", "。做到每月一次；");
        check("list-marks", "一是抓学习，做到每月一次；二是强服务。", "");
        check("list-marks", "一是抓学习。做到每月一次。二是强服务。", "");
    }

    #[test]
    fn right_lists_are_left_alone() {
        for text in [
            "组织党员、群众等参加，、等待、等候",
            "邻里和睦、和谐共处，学习、宣讲和走访",
            "他说，一是一，二是二",
            "抓好三项工作：一是抓学习；二是强服务。",
            "走访、慰问，等等",
        ] {
            check("list-marks", text, "");
        }
    }
}
