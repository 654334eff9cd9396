//! The duties that a report leaves: its problems and the measures it promises.

use sha2::{Digest, Sha256};

use super::items::{Item, below_label, items, sisters};
use super::leads::kinds;
use super::words::{WORDS, has_any};
use crate::model::{Duty, DutyKind, Report, Role, Section, Uid};

/// Every problem and promised measure in the text of `report`, in its order.
pub(super) fn found(report: &Report) -> Vec<Duty> {
    with_details(report).into_iter().map(|(duty, _)| duty).collect()
}

/// The same, each with all that is told of it.
pub(super) fn with_details(report: &Report) -> Vec<(Duty, String)> {
    let mut found = Vec::new();
    for section in &report.sections {
        gather(section, None, &mut found);
    }
    let mut duties: Vec<(Duty, String)> = Vec::new();
    for (kind, Item { text, detail }) in found {
        if !duties.iter().any(|(duty, _)| duty.kind == kind && duty.text == text) {
            let duty = Duty {
                uid: name(&report.uid, kind, &text),
                from_report: report.uid.clone(),
                kind,
                text,
                who: String::new(),
                date: None,
            };
            duties.push((duty, detail));
        }
    }
    duties
}

/// The permanent name of a duty that stands in the text: made of its words, so
/// that a list can be read without writing, and two stores agree on it.
fn name(report: &Uid, kind: DutyKind, text: &str) -> Uid {
    let sum = Sha256::digest(format!("{}\n{kind:?}\n{text}", report.as_str()));
    let hex: String = sum.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    // Version 8, as RFC 9562 calls a UUID whose maker decides what it means.
    let uuid = format!(
        "{}-{}-8{}-8{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..32]
    );
    Uid::parse(&uuid).expect("32 hexadecimal digits in their groups")
}

/// The items of a section and those below it. `above` is the kind of the
/// section it belongs to.
fn gather(section: &Section, above: Option<DutyKind>, found: &mut Vec<(DutyKind, Item)>) {
    let kind = match section.role {
        Role::Problems => Some(DutyKind::Problem),
        Role::NextSteps => Some(DutyKind::Measure),
        Role::ReviewResponse => None,
        _ => above,
    };
    let Some(kind) = by_heading(kind, &section.heading) else {
        if kind.is_none() && section.role != Role::ReviewResponse {
            announced(&section.body, None, found);
        }
        // What stands below may still be a 问题 or 下步 of its own.
        section.children.iter().for_each(|child| gather(child, None, found));
        return;
    };
    if above.is_some() && section.children.is_empty() && names_item(&section.heading) {
        let mut told = below_label(&section.heading, &section.body);
        if told.is_empty() {
            told.push(Item::headed(&section.heading, &section.body));
            told.extend(items(&sisters(&section.body), kind));
        }
        found.extend(told.into_iter().map(|item| (kind, item)));
        return;
    }
    announced(&section.body, Some(kind), found);
    for child in &section.children {
        gather(child, Some(kind), found);
    }
}

/// The items of paragraphs, of which each stretch may say itself what it tells.
fn announced(body: &[String], within: Option<DutyKind>, found: &mut Vec<(DutyKind, Item)>) {
    let kinds = kinds(body, within);
    let mut start = 0;
    for stretch in kinds.chunk_by(|one, other| one == other) {
        let paragraphs = &body[start..start + stretch.len()];
        start += stretch.len();
        if let Some(kind) = stretch[0] {
            found.extend(items(paragraphs, kind).into_iter().map(|item| (kind, item)));
        }
    }
}

/// What the items under a heading are: `None` for causes, which are neither.
fn by_heading(kind: Option<DutyKind>, heading: &str) -> Option<DutyKind> {
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    // 不足 below 不足和努力方向, whose role both have.
    let lacks = || has(&["问题", "不足", "差距", "短板"]) && !names_item(heading);
    match kind? {
        DutyKind::Measure if lacks() && !has_any(heading, &WORDS.planning) && !has(&PLANS) => {
            Some(DutyKind::Problem)
        }
        DutyKind::Problem if has(&["问题", "不足", "差距", "短板", "困难"]) => kind,
        DutyKind::Problem if has(&["原因"]) && heading.chars().count() < 12 => None,
        DutyKind::Problem if has(&PLANS) => Some(DutyKind::Measure),
        _ => kind,
    }
}

/// Headings of plans have one of these.
const PLANS: [&str; 6] = ["下一步", "下步", "打算", "努力方向", "改进措施", "整改措施"];

/// Whether a heading says a matter itself, and does not only announce some.
fn names_item(heading: &str) -> bool {
    let mut rest = heading.trim_end_matches(['。', '：', ':', '；']).to_owned();
    if rest.ends_with("方面") {
        return false;
    }
    for word in &WORDS.announcing {
        rest = rest.replace(word, "");
    }
    rest.chars().filter(|c| c.is_alphanumeric()).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import;

    fn told(lines: &[&str]) -> Vec<(DutyKind, String)> {
        let text = format!("青禾社区党支部书记2023年度述职报告\n{}", lines.join("\n"));
        let report = import::open(text.into_bytes(), "报告.txt", Uid::nil()).unwrap().report;
        found(&report).into_iter().map(|duty| (duty.kind, duty.text)).collect()
    }

    #[test]
    fn problems_and_plans_are_found_without_headings_and_below_one_for_both() {
        use DutyKind::{Measure, Problem};
        let expected = [
            (Problem, "车位紧张。".to_owned()),
            (Problem, "老人吃饭难。".to_owned()),
            (Measure, "划出车位。".to_owned()),
            (Measure, "办助餐点。".to_owned()),
        ];
        assert_eq!(
            told(&[
                "开展主题党日12次。",
                "工作中还有一些不足：一是车位紧张。二是老人吃饭难。",
                "下一步，重点做好以下几项工作：一是划出车位。二是办助餐点。",
            ]),
            expected
        );
        assert_eq!(
            told(&[
                "一、主要工作",
                "开展主题党日12次。",
                "二、不足和努力方向",
                "（一）不足",
                "1.车位紧张。",
                "2.老人吃饭难。",
                "（二）努力方向",
                "1.划出车位。",
                "2.办助餐点。",
            ]),
            expected
        );
        assert_eq!(
            told(&[
                "一、工作情况",
                "走访96户。",
                "二、下一步打算",
                "（一）抓学习。一是每月集中学习，二是请专家授课。",
                "（二）抓服务。办好助餐点。",
            ]),
            [
                (Measure, "每月集中学习".to_owned()),
                (Measure, "请专家授课。".to_owned()),
                (Measure, "办好助餐点。".to_owned()),
            ]
        );
        let deeds = ["一、主要工作", "主题教育查摆问题12个，整改完成11个。", "走访96户。"];
        assert_eq!(told(&deeds), []);
    }
}
