//! `backup`, `restore`, `verify`: keep, bring back, prove the data whole.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use shuzhi_core::backup::{self, Why};
use shuzhi_core::store::{Flaw, Store};
use shuzhi_core::{Error, Result as CoreResult};

use crate::answer::Answer;
use crate::desk::{Desk, now};
use crate::refusal::Refusal;

#[derive(Args)]
pub(crate) struct BackupArgs {
    /// 另存到哪个文件；不写就放在数据文件旁边的“备份”文件夹里
    #[arg(short, long, value_name = "文件.db")]
    pub(crate) output: Option<PathBuf>,
    /// 文件已存在时覆盖它
    #[arg(long, requires = "output")]
    pub(crate) force: bool,
}

#[derive(Args)]
pub(crate) struct RestoreArgs {
    /// 用哪一份备份：文件，或“备份”文件夹里的文件名
    #[arg(value_name = "备份")]
    pub(crate) file: PathBuf,
}

#[derive(Serialize)]
struct Kept {
    path: PathBuf,
}

/// `backup`: a copy beside the data, or where `-o` says.
pub(crate) fn backup(desk: &Desk, args: &BackupArgs) -> Result<Answer, Refusal> {
    let store = desk.store_to_copy()?;
    let path = match &args.output {
        None => {
            let taken = backup::take(&store, Why::ByHand, now())?;
            let path = backup::path_of(&store, &taken.copy.name)?;
            let notices = taken.second.iter().map(|error| format!("提示：{error}")).collect();
            return Ok(told(path).with_notices(notices));
        }
        Some(path) if path.exists() && !args.force => {
            return Err(Error::FileExists(path.clone()).into());
        }
        Some(path) => path,
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty())
        && !folder.is_dir()
    {
        return Err(Error::FolderMissing(folder.to_owned()).into());
    }
    store.copy_to(path, &mut |_| ())?;
    let copy = Store::open_copy(path)?;
    if !copy.flaws()?.is_empty() || !copy.equals(&store)? {
        return Err(Error::CopyDamaged(path.clone()).into());
    }
    Ok(told(path.clone()))
}

fn told(path: PathBuf) -> Answer {
    let text = format!("已备份，并核对过与现在的内容一致：{}", path.display());
    Answer::new(text, &Kept { path })
}

#[derive(Serialize)]
struct BroughtBack {
    reports: usize,
    kept: PathBuf,
}

/// `restore`: the data is what the copy holds; what was there is kept first.
pub(crate) fn restore(desk: &Desk, args: &RestoreArgs) -> Result<Answer, Refusal> {
    let (mut store, aside) = whole(desk)?;
    let named = args.file.to_str().filter(|_| !args.file.exists());
    let taken = match named {
        Some(name) => backup::restore(&mut store, name, now(), &mut |_| ())?,
        None => backup::restore_file(&mut store, &args.file, now(), &mut |_| ())?,
    };
    let kept = backup::path_of(&store, &taken.copy.name)?;
    let reports = store.reports()?.len();
    let text = format!("已恢复，现有 {reports} 份报告。恢复前的内容留在：{}", kept.display());
    let notice = |aside| format!("提示：原来的文件有损坏，已原样留在“{aside}”文件夹里。");
    let notices = aside.map(notice).into_iter().collect();
    Ok(Answer::new(text, &BroughtBack { reports, kept }).with_notices(notices))
}

/// The data file, made whole first where it is damaged. The damaged files are
/// kept aside as they are, in the folder whose name is given as well: what a copy
/// is brought back over is never lost.
fn whole(desk: &Desk) -> Result<(Store, Option<String>), Refusal> {
    let opened = desk.store();
    let is_damaged = match &opened {
        Ok(store) => !store.flaws()?.is_empty(),
        Err(Error::StoreDamaged(path) | Error::StoreEmpty(path)) => backup::may_rescue(path),
        Err(_) => false,
    };
    if !is_damaged {
        return Ok((opened?, None));
    }
    if let Ok(store) = opened {
        store.leave();
    }
    let rescued = backup::rescue(&desk.data_file(), now())?;
    Ok((desk.store()?, Some(rescued.aside)))
}

#[derive(Serialize)]
struct Proved {
    ok: bool,
    problems: Vec<String>,
}

/// `verify`: the structure of the file, and every text against its hash.
pub(crate) fn verify(desk: &Desk) -> Result<Answer, Refusal> {
    let problems = match flaws(desk) {
        Ok(flaws) => flaws.iter().map(in_words).collect(),
        Err(error @ (Error::StoreDamaged(_) | Error::StoreEmpty(_))) => vec![error.to_string()],
        Err(error) => return Err(error.into()),
    };
    let proved = Proved { ok: problems.is_empty(), problems };
    if proved.ok {
        return Ok(Answer::new("存放的内容完好：结构和每一份文字都核对过。", &proved));
    }
    let mut text = format!("发现 {} 处损坏：", proved.problems.len());
    for problem in &proved.problems {
        text.push_str(&format!("\n  {problem}"));
    }
    text.push_str("\n文件没有改动。请打开述职窗口，按提示修复；或用 shuzhi-cli restore 换回备份。");
    let mut answer = Answer::new(text, &proved);
    answer.is_no = true;
    Ok(answer)
}

#[derive(Serialize)]
struct Told {
    text: String,
}

/// `diagnose`: versions, sizes and counts, to be handed on.
pub(crate) fn diagnose(desk: &Desk) -> Result<Answer, Refusal> {
    let store = desk.store_to_copy()?;
    let text = backup::diagnosis(&store, env!("CARGO_PKG_VERSION"), "", now())?;
    let text = text.trim_start_matches('\u{FEFF}').replace('\r', "");
    Ok(Answer::new(text.clone(), &Told { text }))
}

fn flaws(desk: &Desk) -> CoreResult<Vec<Flaw>> {
    desk.store_to_copy()?.flaws()
}

fn in_words(flaw: &Flaw) -> String {
    match flaw {
        Flaw::Structure(said) => format!("文件的结构有损坏（{said}）"),
        Flaw::Report { number, title } => {
            format!("{number} 号报告《{}》的文字与存时不一样", title.replace('\n', ""))
        }
        Flaw::Revision { id } => format!("第 {id} 号历史版本的文字与存时不一样"),
    }
}
