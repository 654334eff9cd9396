//! What somebody at the street does to a report in Word.

use proptest::prelude::*;
use shuzhi_core::model::{Report, Role, Section};

/// What somebody may do to a report in Word.
#[derive(Debug, Clone)]
pub(crate) enum Edit {
    Insert(usize, String),
    Delete(usize),
    Replace(usize, String),
    Number(usize),
    Move(usize, usize),
    Split(usize),
    Join(usize),
    Rename(usize, String),
    NewSection(usize, String),
    DropSection(usize),
    SwapSections(usize),
}

fn sentence() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "新增的一段说明了物业共管的做法和成效。",
        "街道要求补充安全生产检查的情况，全年共查86处。",
        "党员突击队参加防汛值守，连续在岗5天。",
        "把夜间门诊请进社区，方便上班的居民。",
        "学习形式还要更活，议题要从居民中来。",
    ])
    .prop_map(str::to_owned)
}

/// Any of them.
pub(crate) fn edit() -> impl Strategy<Value = Edit> {
    let at = 0..40_usize;
    prop_oneof![
        (at.clone(), sentence()).prop_map(|(at, text)| Edit::Insert(at, text)),
        at.clone().prop_map(Edit::Delete),
        (at.clone(), sentence()).prop_map(|(at, text)| Edit::Replace(at, text)),
        at.clone().prop_map(Edit::Number),
        (at.clone(), at.clone()).prop_map(|(from, to)| Edit::Move(from, to)),
        at.clone().prop_map(Edit::Split),
        at.clone().prop_map(Edit::Join),
        (at.clone(), prop::sample::select(vec!["抓治理，共建和美家园", "抓基础，激活组织细胞"]))
            .prop_map(|(at, text)| Edit::Rename(at, text.to_owned())),
        (at.clone(), prop::sample::select(vec!["抓共建，凝聚多方合力", "抓作风，密切干群关系"]))
            .prop_map(|(at, text)| Edit::NewSection(at, text.to_owned())),
        at.clone().prop_map(Edit::DropSection),
        at.prop_map(Edit::SwapSections),
    ]
}

/// The bodies of all sections, to be changed.
fn bodies(report: &mut Report) -> Vec<&mut Vec<String>> {
    fn collect<'a>(sections: &'a mut [Section], all: &mut Vec<&'a mut Vec<String>>) {
        for section in sections {
            all.push(&mut section.body);
            collect(&mut section.children, all);
        }
    }
    let mut all = Vec::new();
    collect(&mut report.sections, &mut all);
    all
}

/// Does what can be done of `edit`.
pub(crate) fn apply(report: &mut Report, edit: &Edit) {
    let filled = |report: &mut Report, at: usize| -> Option<(usize, usize)> {
        let all: Vec<(usize, usize)> = bodies(report)
            .iter()
            .enumerate()
            .flat_map(|(section, body)| (0..body.len()).map(move |at| (section, at)))
            .collect();
        (!all.is_empty()).then(|| all[at % all.len()])
    };
    match edit {
        Edit::Insert(at, text) => {
            if let Some((section, at)) = filled(report, *at) {
                bodies(report)[section].insert(at, text.clone());
            }
        }
        Edit::Delete(at) => {
            if let Some((section, at)) = filled(report, *at) {
                bodies(report)[section].remove(at);
            }
        }
        Edit::Replace(at, text) => {
            if let Some((section, at)) = filled(report, *at) {
                bodies(report)[section][at].clone_from(text);
            }
        }
        Edit::Number(at) => {
            if let Some((section, at)) = filled(report, *at) {
                let text = &mut bodies(report)[section][at];
                *text = text.replacen(['1', '6', '3'], "8", 1);
            }
        }
        Edit::Move(from, to) => {
            if let (Some((one, from)), Some((two, _))) =
                (filled(report, *from), filled(report, *to))
            {
                let text = bodies(report)[one].remove(from);
                bodies(report)[two].push(text);
            }
        }
        Edit::Split(at) => {
            if let Some((section, at)) = filled(report, *at) {
                let body = &mut *bodies(report)[section];
                if let Some(cut) = body[at].find('，').map(|cut| cut + '，'.len_utf8()) {
                    let rest = body[at].split_off(cut);
                    body.insert(at + 1, rest);
                }
            }
        }
        Edit::Join(at) => {
            if let Some((section, at)) = filled(report, *at) {
                let body = &mut *bodies(report)[section];
                if at + 1 < body.len() {
                    let next = body.remove(at + 1);
                    body[at].push_str(&next);
                }
            }
        }
        Edit::Rename(at, heading) => {
            let children = report.sections.iter_mut().flat_map(|section| &mut section.children);
            let mut all: Vec<&mut Section> = children.collect();
            let count = all.len();
            if count > 0 {
                all[at % count].heading.clone_from(heading);
            }
        }
        Edit::NewSection(at, heading) => {
            let section = Section {
                id: report.free_id(),
                role: Role::Achievements,
                mark: None,
                run_in: false,
                heading: heading.clone(),
                body: vec!["这一块今年刚刚起步，先做了3件事。".to_owned()],
                children: Vec::new(),
            };
            if let Some(first) = report.sections.first_mut().filter(|one| !one.children.is_empty())
            {
                let at = at % (first.children.len() + 1);
                first.children.insert(at, section);
            }
        }
        Edit::DropSection(at) => {
            let first = &mut report.sections[0];
            if first.children.len() > 1 {
                first.children.remove(at % first.children.len());
            }
        }
        Edit::SwapSections(at) => {
            let count = report.sections[0].children.len();
            if count > 1 {
                report.sections[0].children.swap(at % count, (at + 1) % count);
            }
        }
    }
}
