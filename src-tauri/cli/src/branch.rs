//! `branch`: the unit's facts, shown or set.

use serde::Serialize;
use shuzhi_core::model::{Branch, BranchYear, Level, Year};
use shuzhi_core::store::Store;

use crate::answer::Answer;
use crate::args::{BranchArgs, LevelWord};
use crate::desk::{Desk, new_uid, this_year};
use crate::find;
use crate::refusal::Refusal;

#[derive(Serialize)]
struct Shown<'a> {
    branches: &'a [Branch],
}

pub(crate) fn run(desk: &Desk, args: BranchArgs) -> Result<Answer, Refusal> {
    let branches = if says_something(&args) {
        vec![set(&mut desk.store()?, args)?]
    } else {
        shown(&desk.store_to_read()?, args.branch.as_deref())?
    };
    let text = branches.iter().map(in_words).collect::<Vec<_>>().join("\n");
    let advice = "还没有单位。请用 shuzhi-cli branch --name 单位名称 建立单位档案。";
    let text = if text.is_empty() { advice.to_owned() } else { text };
    Ok(Answer::new(text, &Shown { branches: &branches }))
}

fn shown(store: &Store, name: Option<&str>) -> Result<Vec<Branch>, Refusal> {
    Ok(match name {
        Some(_) => vec![find::branch(store, name)?],
        None => store.branches()?,
    })
}

fn says_something(args: &BranchArgs) -> bool {
    args.name.is_some()
        || args.level.is_some()
        || args.community.is_some()
        || args.superior.is_some()
        || args.secretary.is_some()
        || args.members.is_some()
}

fn set(store: &mut Store, args: BranchArgs) -> Result<Branch, Refusal> {
    let year = match args.year {
        Some(number) => Year::new(number).map_err(shuzhi_core::Error::from)?,
        None => this_year()?,
    };
    let is_first = args.name.is_some() && args.branch.is_none() && store.branches()?.is_empty();
    let mut branch = if args.add || is_first {
        Branch { uid: new_uid(), succeeds: None, years: Vec::new() }
    } else {
        find::branch(store, args.branch.as_deref())?
    };
    let facts = told(branch.in_year(year), year, args)?;
    // The facts of a year stand once, in the order of the years.
    branch.years.retain(|other| other.year != year);
    let at = branch.years.partition_point(|other| other.year < year);
    branch.years.insert(at, facts);
    store.write(|tx| tx.put_branch(&branch))?;
    Ok(branch)
}

/// The facts of `year`: those `before` with what `args` tell.
fn told(before: Option<&BranchYear>, year: Year, args: BranchArgs) -> Result<BranchYear, Refusal> {
    let mut facts = before.cloned().unwrap_or_else(|| BranchYear {
        year,
        name: String::new(),
        level: Level::default(),
        community: String::new(),
        superior: String::new(),
        secretary: String::new(),
        members: None,
    });
    facts.year = year;
    for (field, told) in [
        (&mut facts.name, args.name),
        (&mut facts.community, args.community),
        (&mut facts.superior, args.superior),
        (&mut facts.secretary, args.secretary),
    ] {
        if let Some(told) = told {
            told.trim().clone_into(field);
        }
    }
    if let Some(level) = args.level {
        facts.level = level.into();
    }
    facts.members = args.members.or(facts.members);
    if facts.name.is_empty() {
        return Err(Refusal::Usage("单位名称不能空着。请用 --name 写明单位全称。".to_owned()));
    }
    Ok(facts)
}

fn in_words(branch: &Branch) -> String {
    let mut out = String::new();
    for facts in &branch.years {
        let members = facts.members.map(|members| members.to_string()).unwrap_or_default();
        out.push_str(&format!("{}（{}年起）\n", facts.name, facts.year.number()));
        for (label, fact) in [
            ("级别", facts.level.to_string()),
            ("社区", facts.community.clone()),
            ("上级", facts.superior.clone()),
            ("书记", facts.secretary.clone()),
            ("党员", members),
        ] {
            let fact = if fact.is_empty() { "未填".to_owned() } else { fact };
            out.push_str(&format!("  {label}：{fact}\n"));
        }
    }
    out
}

impl From<LevelWord> for Level {
    fn from(word: LevelWord) -> Self {
        match word {
            LevelWord::Branch => Self::Branch,
            LevelWord::GeneralBranch => Self::GeneralBranch,
            LevelWord::Committee => Self::Committee,
        }
    }
}
