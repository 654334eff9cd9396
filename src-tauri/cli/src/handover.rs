//! `handover`, `takein`: carry everything away, take it in elsewhere.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use shuzhi_core::exchange::{self, TakenIn};
use shuzhi_core::model::Uid;
use shuzhi_core::{backup, export, import};

use crate::answer::Answer;
use crate::desk::{Desk, now};
use crate::find;
use crate::refusal::Refusal;

#[derive(Args)]
pub(crate) struct HandoverArgs {
    /// 存成哪个压缩包
    #[arg(short, long, value_name = "文件.zip")]
    pub(crate) output: PathBuf,
    /// 只移交哪个单位；不写就是全部
    #[arg(long, value_name = "单位")]
    pub(crate) branch: Option<String>,
    /// 文件已存在时覆盖它
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Args)]
pub(crate) struct TakeInArgs {
    /// 移交的压缩包、.json，或述职导出的 .docx
    #[arg(value_name = "文件")]
    pub(crate) file: PathBuf,
    /// 只看看会怎样，不存
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Serialize)]
struct Written {
    path: PathBuf,
}

pub(crate) fn handover(desk: &Desk, args: &HandoverArgs) -> Result<Answer, Refusal> {
    let store = desk.store_to_read()?;
    let branch = match &args.branch {
        Some(name) => Some(find::branch(&store, Some(name))?.uid),
        None => None,
    };
    let bytes = export::handover(&store, &desk.shelf(), branch.as_ref(), now())?;
    export::write(&args.output, &bytes, args.force)?;
    let text = format!("已存成移交文件：{}", args.output.display());
    Ok(Answer::new(text, &Written { path: args.output.clone() }))
}

/// What taking in does, by uid.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told<'a> {
    added: Vec<&'a str>,
    beside: Vec<&'a str>,
    same: Vec<&'a str>,
    kept: Vec<&'a str>,
    branches: Vec<&'a str>,
    duties: usize,
    figures: usize,
}

pub(crate) fn take_in(desk: &Desk, args: &TakeInArgs) -> Result<Answer, Refusal> {
    let carried = import::carried_by(&args.file)?;
    let taken = if args.dry_run {
        exchange::preview(&desk.store_to_read()?, &carried)?
    } else {
        let mut store = desk.store()?;
        backup::before_import(&store, now())?;
        exchange::take_in(&mut store, &carried, now())?
    };
    Ok(Answer::new(in_words(&taken, args.dry_run), &told(&taken)))
}

fn told(taken: &TakenIn) -> Told<'_> {
    fn names(uids: &[Uid]) -> Vec<&str> {
        uids.iter().map(Uid::as_str).collect()
    }
    Told {
        added: names(&taken.added),
        beside: names(&taken.beside),
        same: names(&taken.same),
        kept: names(&taken.kept),
        branches: names(&taken.branches),
        duties: taken.duties,
        figures: taken.figures,
    }
}

fn in_words(taken: &TakenIn, only_looked: bool) -> String {
    let mut lines = vec![format!(
        "{}新报告 {} 份，已有且相同 {} 份，已有但文字不同 {} 份。",
        if only_looked { "会收下：" } else { "已收下：" },
        taken.added.len(),
        taken.same.len(),
        taken.kept.len()
    )];
    if !taken.kept.is_empty() {
        lines.push("文字不同的，这里的没有改动，收到的存为它的历史版本，可以对比。".to_owned());
    }
    let more = [
        (taken.beside.len(), "份与同年的报告并存"),
        (taken.in_trash.len(), "份在回收站里，仍留在那里"),
        (taken.branches.len(), "个单位是这里没有的"),
        (taken.facts_differ.len(), "处单位档案与这里不同，以这里的为准"),
        (taken.duties, "件要回应的事和回应"),
        (taken.duties_differ.len(), "件要回应的事与这里不同，以这里的为准"),
        (taken.lapsed.len(), "件的回应指向这里没有的文字，请重新指一下"),
        (taken.figures, "个手工填的数字"),
    ];
    let told = more.iter().filter(|(count, _)| *count > 0);
    lines.extend(told.map(|(count, what)| format!("其中 {count} {what}。")));
    lines.join("\n")
}
