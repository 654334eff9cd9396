//! The kept states of a report, as 历史版本 shows them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::Result;
use crate::manuscript::{count_text, numbers};
use crate::model::{Part, Report, Revision, SectionId, Uid};
use crate::store::Store;

/// A kept state in the list of 历史版本.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Version {
    /// When it was kept, and why.
    #[serde(flatten)]
    #[cfg_attr(feature = "bindings", ts(flatten))]
    pub revision: Revision,
    /// What is different from the state kept before it, in reading order. The
    /// first state of all has changed nothing.
    pub changes: Vec<PartChange>,
}

/// A part of the text that changed from one kept state to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct PartChange {
    /// The part.
    pub part: Part,
    /// What it is called in one word: its number, such as （三）, or its name.
    pub name: String,
    /// How many characters it grew by; 0 when only its words changed.
    #[cfg_attr(feature = "bindings", ts(type = "number"))]
    pub grown: i64,
}

/// The text of a kept state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct VersionText {
    /// The state.
    pub report: Report,
    /// The number each heading prints with.
    #[cfg_attr(feature = "bindings", ts(type = "Record<string, string>"))]
    pub numbers: BTreeMap<SectionId, String>,
}

/// What was kept of a report, latest first. A state whose text is damaged is
/// in the list all the same, since the others are of use.
///
/// # Errors
///
/// Whatever the store refuses.
pub fn versions(store: &Store, report: &Uid) -> Result<Vec<Version>> {
    store.report(report)?;
    let mut before = None;
    let mut versions = Vec::new();
    for revision in store.revisions(report)?.into_iter().rev() {
        let state = store.revision(revision.id).ok();
        let changes = match (&before, &state) {
            (Some(before), Some(state)) => changes(before, state),
            _ => Vec::new(),
        };
        before = state.or(before);
        versions.push(Version { revision, changes });
    }
    versions.reverse();
    Ok(versions)
}

/// The text of the state numbered `id`.
///
/// # Errors
///
/// As [`Store::revision`].
pub fn version(store: &Store, id: i64) -> Result<VersionText> {
    let report = store.revision(id)?;
    Ok(VersionText { numbers: numbers(&report), report })
}

/// The parts that differ. Of a section that came or went, the whole is told.
fn changes(before: &Report, after: &Report) -> Vec<PartChange> {
    let (old, new) = (texts_by_part(before), texts_by_part(after));
    let here = new.iter().map(|(part, text)| (*part, text_of(&old, *part), text.as_str(), after));
    let gone = old
        .iter()
        .filter(|(part, _)| !new.iter().any(|(other, _)| other == part))
        .map(|(part, text)| (*part, text.as_str(), "", before));
    here.chain(gone)
        .filter(|(_, old, new, _)| old != new)
        .map(|(part, old, new, report)| PartChange {
            part,
            name: name_of(report, part),
            grown: length(new) - length(old),
        })
        .collect()
}

/// What a part of `report` is called in a list.
fn name_of(report: &Report, part: Part) -> String {
    let id = match part {
        Part::Title => return "标题".to_owned(),
        Part::Byline => return "题下署名".to_owned(),
        Part::Salutation => return "称呼".to_owned(),
        Part::Opening => return "开头".to_owned(),
        Part::Closing => return "结尾".to_owned(),
        Part::Signature => return "落款".to_owned(),
        Part::Date => return "日期".to_owned(),
        Part::Section(id) => id,
    };
    let numbers = numbers(report);
    let number = numbers.get(&id).map_or("", |number| number.trim_end_matches(['、', '.', '．']));
    if number.is_empty() {
        report.section(id).map_or_else(String::new, |section| section.heading.clone())
    } else {
        number.to_owned()
    }
}

/// The text of each part that has any, in reading order.
fn texts_by_part(report: &Report) -> Vec<(Part, String)> {
    let mut parts: Vec<(Part, String)> = Vec::new();
    for (part, _, text) in report.texts() {
        match parts.last_mut() {
            Some((last, whole)) if *last == part => {
                whole.push('\n');
                whole.push_str(text);
            }
            _ => parts.push((part, text.to_owned())),
        }
    }
    parts
}

fn text_of(parts: &[(Part, String)], wanted: Part) -> &str {
    parts.iter().find(|(part, _)| *part == wanted).map_or("", |(_, text)| text)
}

fn length(text: &str) -> i64 {
    i64::try_from(count_text(text).characters).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{keep, save};
    use crate::model::{Reason, Role, Section};
    use crate::store::testing::{at, report, store, uid};

    fn section(number: u32, heading: &str, body: &[&str]) -> Section {
        Section {
            id: SectionId(number),
            role: Role::Achievements,
            mark: None,
            run_in: false,
            heading: heading.to_owned(),
            body: body.iter().map(|text| (*text).to_owned()).collect(),
            children: Vec::new(),
        }
    }

    fn told(before: &Report, after: &Report) -> Vec<String> {
        changes(before, after)
            .into_iter()
            .map(|change| format!("{} {:+}", change.name, change.grown))
            .collect()
    }

    #[test]
    fn what_changed_is_told_by_part_with_the_characters_it_grew_by() {
        let before = Report {
            sections: vec![section(1, "抓学习", &["组织学习12次。"]), section(2, "抓服务", &[])],
            ..report(2024)
        };
        let mut after = before.clone();
        after.sections[0].body = vec!["组织学习14次。".to_owned()];
        after.sections[1].body = vec!["走访18户。".to_owned()];
        after.opening.push("汇报如下：".to_owned());
        assert_eq!(told(&before, &after), ["开头 +5", "一 +0", "二 +5"]);
        assert_eq!(told(&after, &before), ["开头 -5", "一 +0", "二 -5"]);
        assert_eq!(told(&before, &before), [""; 0]);
    }

    #[test]
    fn a_section_that_is_gone_is_told_by_the_number_it_had() {
        let before = Report {
            sections: vec![section(1, "抓学习", &["学习。"]), section(2, "抓服务", &["走访。"])],
            ..report(2024)
        };
        let mut after = before.clone();
        after.sections.remove(1);
        assert_eq!(told(&before, &after), ["二 -6"]);
    }

    #[test]
    fn versions_come_latest_first_and_the_first_has_changed_nothing() {
        let mut store = store(&[2024]);
        let kept = keep(&mut store, &uid(2024), Reason::ByHand, " 第1稿 ", at(1)).unwrap();
        assert!(kept);
        let changed = Report { closing: vec!["请批评指正。".to_owned()], ..report(2024) };
        save(&mut store, &changed, 1, at(2)).unwrap();
        keep(&mut store, &uid(2024), Reason::Bulk, "", at(3)).unwrap();
        let versions = versions(&store, &uid(2024)).unwrap();
        let list: Vec<_> = versions
            .iter()
            .map(|version| (version.revision.name.as_str(), version.changes.len()))
            .collect();
        assert_eq!(list.last(), Some(&("第1稿", 0)));
        assert_eq!(versions[0].changes[0].name, "结尾");
        let text = version(&store, versions[0].revision.id).unwrap();
        assert_eq!(text.report, changed);
    }
}
