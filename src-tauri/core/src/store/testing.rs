//! A made-up office for the tests of every room that needs a store.

use chrono::TimeDelta;

use super::Store;
use crate::model::{
    Branch, BranchYear, Level, Moment, Report, Role, Section, SectionId, TemplateKey, Uid, Year,
};

/// A uid that ends in `number`.
pub(crate) fn uid(number: u32) -> Uid {
    Uid::parse(&format!("00000000-0000-7000-8000-{number:012}")).expect("the form is right")
}

/// An instant so many minutes into the work.
pub(crate) fn at(minute: i64) -> Moment {
    Moment::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::minutes(minute)
}

pub(crate) fn year(number: u16) -> Year {
    Year::new(number).expect("tests use years of this century")
}

/// 青禾社区党支部, as it was in 2022 and from 2024 on.
pub(crate) fn branch() -> Branch {
    let facts = |number, secretary: &str, members| BranchYear {
        year: year(number),
        name: "青禾社区党支部".to_owned(),
        level: Level::Branch,
        community: "青禾社区".to_owned(),
        superior: "云桥街道党工委".to_owned(),
        secretary: secretary.to_owned(),
        members: Some(members),
    };
    let years = vec![facts(2022, "林书记", 26), facts(2024, "周书记", 31)];
    Branch { uid: uid(1), succeeds: None, years }
}

/// The branch's report of a year, named after it.
pub(crate) fn report(number: u16) -> Report {
    let section = |id, role, heading: &str, body: &str| Section {
        id: SectionId(id),
        role,
        mark: None,
        run_in: false,
        heading: heading.to_owned(),
        body: vec![body.to_owned()],
        children: Vec::new(),
    };
    let template = TemplateKey("branch-secretary".to_owned());
    Report {
        branch: uid(1),
        year: Some(year(number)),
        title: format!("青禾社区党支部书记{number}年度抓基层党建述职报告"),
        opening: vec![format!("现将{number}年度抓基层党建工作情况报告如下。")],
        sections: vec![
            section(1, Role::Achievements, "工作开展情况", "全年开展主题党日12次。"),
            section(2, Role::Problems, "存在问题", "学习不够深入。"),
        ],
        ..Report::empty(uid(u32::from(number)), template)
    }
}

/// A store in memory with the branch and its reports of these years.
pub(crate) fn store(years: &[u16]) -> Store {
    let mut store = Store::in_memory().expect("there is memory");
    store
        .write(|tx| {
            tx.put_branch(&branch())?;
            years.iter().try_for_each(|number| tx.add_report(&report(*number), false, at(0)))
        })
        .expect("the office is well formed");
    store
}
