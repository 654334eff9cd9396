//! `demo`: the main job in one go, on a made-up office.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use shuzhi_core::exchange::{self, Exchange};
use shuzhi_core::model::{Report, Uid};
use shuzhi_core::store::{Store, place};
use shuzhi_core::template::{self, Shelf};
use shuzhi_core::{Error, check};

use crate::answer::Answer;
use crate::args::DemoArgs;
use crate::desk::{Desk, new_uid, now};
use crate::export::{self, Manner, Written};
use crate::refusal::Refusal;

#[derive(Serialize)]
struct Shown {
    data: PathBuf,
    reports: usize,
    #[serde(flatten)]
    written: Written,
}

pub(crate) fn run(desk: &Desk, args: DemoArgs) -> Result<Answer, Refusal> {
    let folder = std::env::temp_dir().join(format!("shuzhi-demo-{}", new_uid()));
    let data = match &desk.data {
        Some(data) => data.clone(),
        None => place::in_folder(&folder),
    };
    if let Some(target) = &args.output
        && target.is_file()
        && !args.force
    {
        // Asked before anything is made, so that a refusal leaves nothing behind.
        return Err(Error::FileExists(target.clone()).into());
    }
    let target = match args.output {
        Some(target) => target,
        None => {
            fs::create_dir_all(&folder)
                .map_err(|source| Error::StorePlace { path: folder.clone(), source })?;
            folder
        }
    };
    let shown = show(data, &target, args.force)?;
    Ok(Answer::new(in_words(&shown), &shown))
}

fn show(data: PathBuf, target: &Path, force: bool) -> Result<Shown, Refusal> {
    let sample = template::sample();
    let mut store = Store::open(&data)?;
    exchange::take_in(&mut store, &sample, now())?;
    let shelf = Shelf::load(data.parent());
    let finished = last_finished(&sample)?;
    let manner = Manner { force, ..Manner::default() };
    let written = export::write(&mut store, &shelf, finished, target, &manner)?;
    Ok(Shown { data, reports: sample.reports.len(), written })
}

/// The report of the latest year in which nothing is left to be filled in.
fn last_finished(sample: &Exchange) -> Result<&Uid, Refusal> {
    let finished = |report: &&Report| check::blocking(report).is_empty();
    sample
        .reports
        .iter()
        .rev()
        .find(finished)
        .map(|report| &report.uid)
        .ok_or_else(|| Refusal::Missing("示例里没有填完的报告。请重新安装本程序。".to_owned()))
}

fn in_words(shown: &Shown) -> String {
    format!(
        "示例单位：青禾社区党支部，共 {} 份报告。\n数据文件：{}\n已导出：{}（{} 页，{} 字）",
        shown.reports,
        shown.data.display(),
        shown.written.path.display(),
        shown.written.pages,
        shown.written.characters
    )
}
