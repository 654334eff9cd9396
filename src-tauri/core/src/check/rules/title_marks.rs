//! `title-marks`: 《》 around what is no title, and inside each other.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::Line;
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "title-marks",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 15834—2011 4.15.3.5、附录A.13",
    severity: Severity::Warning,
    name: "书名号",
    why: "书名号只标书名、篇名、文件名；活动、会议、称号、证照、课程用引号。",
    wrong: "开展《我为群众办实事》活动",
    right: "开展“我为群众办实事”活动",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

static NO_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "《([^《》]{2,24})》(系列|主题|专题|专项|实践|品牌|公益)?(活动|称号|荣誉|奖状|奖项|奖|会议|证书|行动|品牌|工程|项目|课程|讲座|党课|微党课|专题党课|论坛|比赛|竞赛|工作法|模式|专题教育|主题教育|大会|座谈会|班)?",
    )
});
static ENDS_LIKE_NONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(活动|会议|评议会|组织生活会|座谈会|称号|先进党支部|先进基层党组织|优秀共产党员|证书?|行动|工程|主题党日|志愿服务|主题教育|专题教育|学习教育|品牌|制度|课程|党课|讲座|论坛|奖|竞赛|大赛|支部|标兵|模范)$",
    )
});
/// What a title may end with.
const DOCUMENTS: &[&str] = &[
    "条例",
    "法",
    "典",
    "准则",
    "规定",
    "细则",
    "办法",
    "意见",
    "通知",
    "方案",
    "章程",
    "党章",
    "公约",
    "报告",
    "决定",
    "决议",
    "建议",
    "纪要",
    "选编",
    "读本",
    "论述",
    "讲话",
    "文选",
    "规划",
    "纲要",
    "问答",
    "简史",
    "手册",
    "指南",
    "清单",
    "计划",
    "制度汇编",
    "公报",
    "宣言",
    "之治",
    "理政",
    "家书",
    "倡议书",
    "承诺书",
    "责任书",
    "协议",
    "协议书",
    "标准",
    "规范",
    "规则",
    "要点",
    "日报",
    "求是",
    "摘编",
    "概论",
    "历史",
    "电影",
    "公开信",
    "一封信",
    "实录",
    "故事",
];

fn check(line: &Line<'_>) -> Vec<Hit> {
    let activities = line.find(&NO_TITLE).filter_map(|found| {
        let inner = found.group(1);
        let title = DOCUMENTS.iter().any(|word| inner.ends_with(word));
        let named = !found.group(3).is_empty();
        let severity = match () {
            () if title => return None,
            () if named => Severity::Error,
            () if ENDS_LIKE_NONE.is_match(inner) => Severity::Warning,
            () => return None,
        };
        let marks = found.range(1)?;
        let message = format!("“{inner}”不是书名、篇名或文件名，不用书名号。请改用引号。");
        let hit = line.hit(marks.start - 1, marks.end + 1, message);
        Some(hit.fix(format!("“{inner}”")).severity(severity))
    });
    activities.chain(nested(line)).collect()
}

/// 《…《…》…》: the inner pair is 〈〉.
fn nested(line: &Line<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, sign) in line.chars.iter().enumerate() {
        match sign {
            '《' => open.push(at),
            '》' => {
                if let Some(from) = open.pop().filter(|_| open.len() == 1) {
                    let inner = line.words(from + 1, at);
                    let message = "书名号里面的书名号用单书名号〈〉。";
                    hits.push(line.hit(from, at + 1, message).fix(format!("〈{inner}〉")));
                }
            }
            _ => {}
        }
    }
    if open.is_empty() { hits } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, findings};
    use crate::model::Severity;

    #[test]
    fn activities_and_honours_take_quotation_marks() {
        check("title-marks", "开展《我为群众办实事》活动", "《我为群众办实事》 → “我为群众办实事”");
        check("title-marks", "获评《先进党支部》称号", "《先进党支部》 → “先进党支部”");
        check("title-marks", "召开《民主评议会》两次", "《民主评议会》 → “民主评议会”");
        check("title-marks", "举办《反诈知识》讲座", "《反诈知识》 → “反诈知识”");
        check("title-marks", "获得《优秀组织奖》", "《优秀组织奖》 → “优秀组织奖”");
        let severity = |text| findings("title-marks", text, &Default::default())[0].severity;
        assert_eq!(severity("开展《邻里节》系列活动"), Severity::Error);
        assert_eq!(severity("召开《民主评议会》两次"), Severity::Warning);
    }

    #[test]
    fn inner_title_marks_become_single() {
        check("title-marks", "学习《关于印发《条例》的通知》", "《条例》 → 〈条例〉");
    }

    #[test]
    fn titles_keep_theirs() {
        for text in [
            "学习《中国共产党章程》《中国共产党支部工作条例（试行）》",
            "开展《民法典》宣传活动，《信访工作条例》学习活动",
            "观看电影《长津湖》，学习《关于印发〈条例〉的通知》",
            "《中国共产党纪律处分条例》专题党课",
        ] {
            check("title-marks", text, "");
        }
    }
}
