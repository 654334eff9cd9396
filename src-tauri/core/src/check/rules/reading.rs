//! How it reads: `long-sentence`, `long-paragraph`, `no-figure` for a section
//! without a single number, `own-voice` for a report in which the secretary
//! hardly acts. All of them advise, once a report.

use std::collections::BTreeMap;

use crate::check::page::{Line, Page};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Part, Role, Severity};

pub(super) static SENTENCE: Rule = Rule {
    key: "long-sentence",
    kind: FindingKind::Structure,
    origin: Origin::Custom,
    clause: "一句话一般不超过80字",
    severity: Severity::Hint,
    name: "句子太长",
    why: "述职要念出来，句子长了念的人喘不过气，听的人抓不住重点。",
    wrong: "一句话从头到尾一百多字，中间全是逗号",
    right: "分成两三句",
    once: true,
    check: long_sentences,
};

pub(super) static PARAGRAPH: Rule = Rule {
    key: "long-paragraph",
    kind: FindingKind::Structure,
    origin: Origin::Custom,
    clause: "一段一般不超过400字",
    severity: Severity::Hint,
    name: "段落太长",
    why: "一段占半页以上，看的人找不到层次。",
    wrong: "一段写了六百字",
    right: "按内容分成两三段",
    once: true,
    check: long_paragraphs,
};

pub(super) static FIGURE: Rule = Rule {
    key: "no-figure",
    kind: FindingKind::Structure,
    origin: Origin::Custom,
    clause: "成效要有事例、有数字",
    severity: Severity::Hint,
    name: "整节没有一个数字",
    why: "没有事例和数字的段落容易被看成套话。",
    wrong: "一节二百多字，只有要求和认识",
    right: "写出做了几次、办成几件",
    once: true,
    check: without_figures,
};

pub(super) static VOICE: Rule = Rule {
    key: "own-voice",
    kind: FindingKind::Structure,
    origin: Origin::Custom,
    clause: "书记述职要写本人做了什么",
    severity: Severity::Hint,
    name: "少有书记本人做的事",
    why: "通篇是“支部”“社区”，看的人会说写成了单位总结，看不出书记本人做了什么。",
    wrong: "支部召开协商会，解决停车问题",
    right: "我先后4次召集居民代表商量，解决停车问题",
    once: true,
    check: voice,
};

const SENTENCE_LIMIT: usize = 80;
const PARAGRAPH_LIMIT: usize = 400;
const SECTION_LIMIT: usize = 200;

fn prose<'p, 'a>(page: &'p Page<'a>) -> impl Iterator<Item = &'p Line<'a>> {
    page.paragraphs().filter(|line| !line.text.contains('\t'))
}

fn long_sentences(page: &Page<'_>) -> Vec<Hit> {
    let long = |line: &Line<'_>| -> Vec<Hit> {
        line.sentences()
            .iter()
            .filter(|sentence| sentence.len() > SENTENCE_LIMIT)
            .map(|sentence| {
                let message = format!("这一句有{}字，念起来太长。可以分成两三句。", sentence.len());
                line.hit(sentence.start, sentence.end, message)
            })
            .collect()
    };
    prose(page).flat_map(long).collect()
}

fn long_paragraphs(page: &Page<'_>) -> Vec<Hit> {
    prose(page)
        .filter(|line| line.chars.len() > PARAGRAPH_LIMIT)
        .map(|line| {
            let message = format!("这一段有{}字。可以按内容分成两三段。", line.chars.len());
            line.hit(0, line.chars.len(), message)
        })
        .collect()
}

fn without_figures(page: &Page<'_>) -> Vec<Hit> {
    let mut sections: BTreeMap<usize, (Part, usize, bool)> = BTreeMap::new();
    for (at, line) in page.lines.iter().enumerate() {
        let reports = line.role == Some(Role::Achievements) && line.is_paragraph();
        if !reports {
            continue;
        }
        let key = page.position(line.part, None).min(at);
        let entry = sections.entry(key).or_insert((line.part, 0, false));
        entry.1 += line.chars.len();
        entry.2 |= line.chars.iter().any(char::is_ascii_digit);
    }
    sections
        .into_values()
        .filter(|(_, length, figures)| *length > SECTION_LIMIT && !figures)
        .map(|(part, length, _)| {
            let message = format!("这一节{length}字，没有一个数字。请写出做了几次、办成几件。");
            match page.line(part, None) {
                Some(line) => line.hit(0, line.chars.len(), message),
                None => Hit::about(part, message),
            }
        })
        .collect()
}

fn voice(page: &Page<'_>) -> Vec<Hit> {
    let title: String = page.report.title.replace('\n', "") + &page.report.byline;
    if !title.contains("书记") {
        return Vec::new();
    }
    let (mut all, mut own) = (0_usize, 0_usize);
    for line in prose(page).filter(|line| line.role == Some(Role::Achievements)) {
        for sentence in line.sentences() {
            let words = line.words(sentence.start, sentence.end);
            all += 1;
            own += usize::from(acts(&words));
        }
    }
    if all < 12 || own * 20 >= all {
        return Vec::new();
    }
    let message = format!("成效部分{all}句话里，写到书记本人的只有{own}句。请写出您本人做了什么。");
    vec![Hit::about(Part::Title, message)]
}

/// Whether the secretary acts: 我, 本人, 书记; but not 我社区, 我们, 我为群众办实事.
fn acts(sentence: &str) -> bool {
    const NOT: &[&str] = &[
        "我为群众",
        "我社区",
        "我支部",
        "我村",
        "我街道",
        "我镇",
        "我区",
        "我市",
        "我国",
        "我们",
        "自我",
        "我党",
    ];
    let mut rest = sentence.to_owned();
    for word in NOT {
        rest = rest.replace(word, "");
    }
    ["我", "本人", "书记带头", "书记讲", "书记主持", "书记牵头"]
        .iter()
        .any(|word| rest.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn long_sentences_and_paragraphs_are_told_once() {
        let long = format!("支部{}。", "坚持学习，".repeat(20));
        check("long-sentence", &format!("# 甲\n{long}\n{long}"), &long);
        check("long-sentence", "# 甲\n支部坚持学习。", "");
        let paragraph = "支部坚持学习，每月一次。".repeat(40);
        check("long-paragraph", &format!("# 甲\n{paragraph}"), &paragraph);
        check("long-paragraph", "# 甲\n支部坚持学习。", "");
    }

    #[test]
    fn a_section_without_a_number_is_a_hint() {
        let talk = "支部坚持高标准严要求，统一思想，提高认识。".repeat(12);
        check("no-figure", &format!("# 抓学习\n{talk}"), "抓学习");
        check("no-figure", &format!("# 抓学习\n{talk}集中学习12次。"), "");
        check("no-figure", &format!("# 下一步打算\n{talk}"), "");
    }

    #[test]
    fn the_secretary_should_act() {
        let title = "= 青禾社区党支部书记2024年度述职报告\n# 工作成效\n";
        let told = "成效部分14句话里，写到书记本人的只有0句。请写出您本人做了什么。";
        check(
            "own-voice",
            &format!("{title}{}", "支部开展了“我为群众办实事”活动。".repeat(14)),
            told,
        );
        check("own-voice", &format!("{title}{}", "我先后召集居民商量停车的事。".repeat(14)), "");
        check("own-voice", &format!("# 工作成效\n{}", "支部开展了活动。".repeat(14)), "");
    }
}
