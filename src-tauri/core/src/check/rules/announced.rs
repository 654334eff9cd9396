//! `announced-count`: 三个方面 that turn out to be two, whether they follow as
//! items, as headings, as answers (针对“…”) or stand in a list before the number.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::ordinal;
use crate::check::page::{Line, Match, Page};
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::check::rules::series::{DIGITS, KINDS, bodies, items};
use crate::model::{FindingKind, Origin, Part, Role, Severity};

pub(super) static ANNOUNCED: Rule = Rule {
    key: "announced-count",
    kind: FindingKind::Marks,
    origin: Origin::Custom,
    clause: "说几条就写几条",
    severity: Severity::Warning,
    name: "条数对不上",
    why: "前面说有几条，后面就要列出几条。",
    wrong: "抓好三项工作：一是抓学习；二是抓服务。",
    right: "抓好两项工作：一是抓学习；二是抓服务。",
    once: false,
    check: announced,
};

/// 抓好三项工作, 存在以下3个问题: a number of things that are told one by one.
static ANNOUNCEMENT: LazyLock<Regex> = LazyLock::new(|| {
    let units = "个方面|方面|个问题|个不足|点不足|点问题|个短板|项工作|项措施|条措施|项举措|条举措|项任务|件事|件实事|件大事|个重点|项重点|个环节|点打算|点体会|点做法|项内容|个原因|点原因|项短板|种办法|个抓手|条建议|点建议|个差距|个薄弱环节|条意见|个意见|条问题|个突出问题|个主要问题";
    pattern(&format!(
        "([两二三四五六七八九十]|[2-9])(?:大)?(?:{units})[^。；：！？]{{0,14}}[：:。]?"
    ))
});

/// Words of a sentence that promise the list.
static PROMISES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "以下|如下|下列|重点抓|主要抓|着重|指出|点评|反馈|还有|存在|从|突出抓|抓好|抓了|办好|做了|做好|体现在|表现在|主要做|用好",
    )
});

fn announced(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for body in bodies(page) {
        for (at, line) in body.iter().enumerate() {
            for found in line.find(&ANNOUNCEMENT) {
                hits.extend(contradicted(page, &body[at..], &found));
            }
            hits.extend(line.find(&ENUMERATED).filter_map(|found| enumerated(line, &found)));
            hits.extend(line.find(&ABOVE).filter_map(|found| told_above(&body[..=at], &found)));
            hits.extend(line.find(&QUOTED).filter_map(|found| quoted(line, &found)));
            hits.extend(line.find(&TOLD).filter_map(|found| told(line, &found)));
            hits.extend(line.find(&NAMED).filter_map(|found| named(line, &found)));
        }
    }
    hits
}

/// What an announcement in the first of `lines` says that its list does not keep.
fn contradicted(page: &Page<'_>, lines: &[&Line<'_>], found: &Match<'_>) -> Option<Hit> {
    let line = lines[0];
    let said = ordinal::count(found.group(1))?;
    let sentence = line.sentence_at(found.start);
    let colon = found.text.ends_with(['：', ':']);
    if !colon && !PROMISES.is_match(&line.words(sentence.start, sentence.end)) {
        return None;
    }
    let ends_paragraph = sentence.end == line.chars.len();
    let listed = if colon && found.end < line.chars.len() {
        vec![listed_behind(line, found.end)]
    } else if ends_paragraph {
        vec![listed_below(&lines[1..]), headed_below(page, line), answered(page, line, found.end)]
    } else {
        let behind = listed_behind(line, sentence.end);
        vec![behind, listed_below(&lines[1..]), answered(page, line, found.end)]
    };
    let listed: Vec<u32> = listed.into_iter().flatten().collect();
    let first = *listed.first()?;
    let words = found.text.trim_end_matches(['：', ':', '。']);
    (!listed.contains(&said)).then(|| {
        let message = format!("说的是“{words}”，后面列了{first}条。请核对条数。");
        let end = found.start + words.chars().count();
        let sure = colon || found.group(1).is_empty();
        let severity = if sure { Severity::Warning } else { Severity::Hint };
        line.hit(found.start, end, message).severity(severity)
    })
}

/// How many headings stand right below the paragraph that ends a section's own text.
fn headed_below(page: &Page<'_>, line: &Line<'_>) -> Option<u32> {
    let heads = page.heads();
    let at = heads.iter().position(|head| Part::Section(head.id) == line.part)?;
    let children = heads.iter().filter(|head| head.parent == Some(at)).count();
    u32::try_from(children).ok().filter(|count| *count >= 2)
}

/// 针对“甲”的问题，…。针对“乙”的问题，…: how many are answered behind.
fn answered(page: &Page<'_>, line: &Line<'_>, from: usize) -> Option<u32> {
    let answers = |text: &str| text.matches("针对“").count() + text.matches("关于“").count();
    let reviewing = line.role == Some(Role::ReviewResponse) || line.text.contains("点评");
    if !reviewing {
        return None;
    }
    let first = page.position(line.part, line.paragraph);
    let behind = page.lines[first + 1..].iter().take_while(|other| {
        other.part == line.part
            || line.role == Some(Role::ReviewResponse) && other.role == line.role
    });
    let count = answers(&line.words(from.min(line.chars.len()), line.chars.len()))
        + behind.map(|other| answers(other.text)).sum::<usize>();
    u32::try_from(count).ok().filter(|count| *count >= 1)
}

/// 由甲、乙、丙3个科室组成: a number behind the list it counts.
static ENUMERATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:由|包括|设有|下设|涵盖|覆盖|分为|设立|设置|包含)([一-龥A-Za-z]{2,10}(?:[、和][一-龥A-Za-z]{2,10}){1,9})(?:等)?([2-9]|[两三四五六七八九])个(?:科室|部门|党支部|支部|村|社区|小区|党小组|小组|网格|部分|板块|学院|班组|方面|单位|岗位|模块|系列|中心)",
    )
});

fn enumerated(line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    let said = ordinal::count(found.group(2))?;
    let open = line.words(found.start, found.end).contains('等');
    let list = found.group(1);
    // 和 may be part of a name, so both ways of counting are tried.
    let marks = list.matches('、').count();
    let ands = list.matches('和').count();
    let keeps = (marks..=marks + ands).any(|joints| joints as u32 + 1 == said);
    (!open && marks > 0 && !keeps).then(|| {
        let message = format!("前面列了{}个，这里写“{}个”。请核对。", marks + 1, found.group(2));
        line.hit(found.start, found.end, message).severity(Severity::Hint)
    })
}

/// “甲”“乙”两个问题: a number behind the quotations it counts.
static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "((?:“[^“”]+”[、和以及]?[及]?)+)(?:等)?([1-9]|[两二三四五六七八九])(?:个|条|项|点)(?:方面的?)?(?:主要|突出|具体)?(?:问题|意见|不足|短板|建议)",
    )
});

fn quoted(line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    let said = ordinal::count(found.group(2))?;
    let listed = found.group(1).matches('“').count() as u32;
    let open = found.text.contains('等');
    (!open && listed > 1 && listed != said).then(|| {
        let message = format!("前面列了{listed}个，这里写“{}个”。请核对。", found.group(2));
        line.hit(found.start, found.end, message)
    })
}

/// 以上三个问题, behind what it counts.
static ABOVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:以上|上述)(?:这)?([2-9]|[两二三四五六七八九])(?:个|点|条|项)(?:方面的?)?(?:问题|不足|短板|工作|任务|措施|意见)",
    )
});

/// What the paragraphs up to and with the last of `lines` list before `found`.
fn told_above(lines: &[&Line<'_>], found: &Match<'_>) -> Option<Hit> {
    let said = ordinal::count(found.group(1))?;
    let line = *lines.last()?;
    let listed = KINDS.iter().find_map(|pattern| {
        let inside = items(&[line], pattern);
        let inside = run(inside.iter().filter(|item| item.start < found.start).map(|i| i.value));
        inside.or_else(|| {
            let heads = items(&lines[..lines.len() - 1], pattern);
            run(heads.iter().map(|item| item.value))
        })
    })?;
    (listed != said).then(|| {
        let message = format!("说的是“{}”，前面列了{listed}条。请核对条数。", found.text);
        line.hit(found.start, found.end, message)
    })
}

/// 问题有两个。其一，…。其二，…: a number behind what it counts.
static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:问题|不足|短板|差距|原因|任务|工作)(?:主要|还|共)?有(?:以下)?([2-9]|[两二三四五六七八九])(?:个|点|条|项|个方面)[。：；]",
    )
});

fn told(line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    let said = ordinal::count(found.group(1))?;
    let listed = listed_behind(line, found.end)?;
    (listed != said).then(|| {
        let message = format!("说的是“{}个”，后面列了{listed}条。请核对条数。", found.group(1));
        line.hit(found.start, found.end - 1, message)
    })
}

/// “四个一”学习清单，即甲、乙、丙、丁: a number in a name, and what it stands for.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "“([三四五六七八九])[个项][一-龥]{1,3}”[^，。；：]{0,10}(?:，即|，包括|，也就是)([^。；：]{4,80}?)(?:[。；]|，[^，。；、]{2,40}[。；])",
    )
});

fn named(line: &Line<'_>, found: &Match<'_>) -> Option<Hit> {
    let said = ordinal::count(found.group(1))?;
    let marks = found.group(2).matches('、').count() as u32;
    (marks >= 1 && marks + 1 != said && !found.group(2).contains('等')).then(|| {
        let message = format!("说的是“{}个”，后面列了{}个。请核对。", found.group(1), marks + 1);
        line.hit(found.start, found.end, message).severity(Severity::Hint)
    })
}

/// How many items stand behind `from` in the paragraph.
fn listed_behind(line: &Line<'_>, from: usize) -> Option<u32> {
    let all = KINDS.iter().chain(std::iter::once(&*DIGITS));
    all.filter_map(|pattern| {
        let lines = [line];
        let items = items(&lines, pattern);
        run(items.iter().filter(|item| item.start >= from).map(|item| item.value))
    })
    .next()
}

/// How many items head the paragraphs below.
fn listed_below(lines: &[&Line<'_>]) -> Option<u32> {
    let all = KINDS.iter().chain(std::iter::once(&*DIGITS));
    all.filter_map(|pattern| {
        let heads = items(lines, pattern);
        run(heads.iter().filter(|item| item.start <= 1).map(|item| item.value))
    })
    .next()
}

/// The length of the series 1, 2, 3 …; `None` for less than two.
fn run(values: impl Iterator<Item = u32>) -> Option<u32> {
    let mut last = 0;
    for value in values {
        if value == last + 1 {
            last = value;
        } else if value == 1 {
            break;
        } else {
            // A broken series is told by its own rule.
            return None;
        }
    }
    (last >= 2).then_some(last)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn what_is_announced_is_counted() {
        check("announced-count", "抓好三项工作：一是抓学习；二是抓服务。", "三项工作");
        check(
            "announced-count",
            "存在以下3个方面的问题：\n1.学习不够。\n2.服务不够。",
            "3个方面的问题",
        );
        check("announced-count", "抓好两项工作：一是抓学习；二是抓服务。", "");
        check("announced-count", "落实“四项重点”：抓学习、抓服务。", "");
        check("announced-count", "办好4件实事：充电桩、单元门、食堂、活动角。", "");
        check("announced-count", "抓好三项工作：一是抓学习；三是抓服务。", "");
    }

    #[test]
    fn headings_and_answers_are_counted_too() {
        check(
            "announced-count",
            "# 存在问题\n还存在以下3个问题：\n## 学习不够\n少。\n## 服务不够\n少。",
            "3个问题",
        );
        check(
            "announced-count",
            "# 上年点评整改\n点评指出了3个问题。针对“甲”的问题，已改。针对“乙”的问题，已改。",
            "3个问题",
        );
        check(
            "announced-count",
            "# 上年点评整改\n点评指出了2个问题。针对“甲”的问题，已改。针对“乙”的问题，已改。",
            "",
        );
    }

    #[test]
    fn quotations_before_their_number_are_counted() {
        check(
            "announced-count",
            "点评指出“学习不经常”“议事不够”三个问题。",
            "“学习不经常”“议事不够”三个问题",
        );
        check("announced-count", "点评指出“学习不经常”“议事不够”两个问题。", "");
        check("announced-count", "点评指出“学习不经常”“议事不够”等三个问题。", "");
        let list = "一是学得少。二是改得慢。以上";
        check("announced-count", &format!("{list}三个问题，将认真整改。"), "以上三个问题");
        check("announced-count", &format!("{list}两个问题，将认真整改。"), "");
        check("announced-count", "问题有三个。其一，学得少。其二，改得慢。", "问题有三个");
        check("announced-count", "问题有两个。其一，学得少。其二，改得慢。", "");
    }

    #[test]
    fn a_list_before_its_number_is_counted() {
        check("announced-count", "由心内科、肾内科3个科室组成", "由心内科、肾内科3个科室");
        check(
            "announced-count",
            "由心内科、肾内科和急诊科3个科室组成，由甲村、乙村等5个村组成",
            "",
        );
    }
}
