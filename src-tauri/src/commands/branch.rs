//! 单位档案 and 本街道通知

use std::fs::File;
use std::io::Read;

use tauri::{AppHandle, State};

use shuzhi_core::model::{BranchYear, FileOffer, Notice, TemplateKey, Year};
use shuzhi_core::{Error, draft, exchange, export};

use crate::desk::{Changes, Desk, Reply, fresh_uid};
use crate::dialogs::{self, Kind};
use crate::files::{Files, SaveFolder};

/// A notice is a page of small numbers; what is larger is something else.
const LARGEST: u64 = 1 << 20;

/// The unit's facts as they hold in `year`.
#[tauri::command(async)]
pub(crate) fn branch(desk: State<'_, Desk>, year: Year) -> Reply<Option<BranchYear>> {
    let branch = draft::own_branch(&desk.store())?;
    Ok(branch.and_then(|branch| branch.in_year(year).cloned()))
}

/// Keeps the unit's facts from their year on.
#[tauri::command(async)]
pub(crate) fn save_branch(app: AppHandle, desk: State<'_, Desk>, facts: BranchYear) -> Reply<()> {
    desk.write(&app, Changes::BRANCH, |store| {
        draft::save_branch(store, facts, fresh_uid()).map(drop)
    })
}

/// What the street asks of the year's reports.
#[tauri::command(async)]
pub(crate) fn notice(
    desk: State<'_, Desk>,
    year: Year,
    template: TemplateKey,
) -> Reply<Option<Notice>> {
    Ok(desk.store().notice(year, &template)?)
}

/// Keeps what the street asks; a new notice comes without a name.
#[tauri::command(async)]
pub(crate) fn save_notice(app: AppHandle, desk: State<'_, Desk>, mut notice: Notice) -> Reply<()> {
    if notice.uid.is_nil() {
        notice.uid = fresh_uid();
    }
    desk.write(&app, Changes::BRANCH, |store| store.write(|tx| tx.put_notice(&notice)))
}

/// Writes what the street asks into a file, to be passed on to its branches.
#[tauri::command]
pub(crate) async fn export_notice(
    app: AppHandle,
    desk: State<'_, Desk>,
    files: State<'_, Files>,
    notice: Notice,
) -> Reply<Option<FileOffer>> {
    let folder = SaveFolder::of(&app, &desk.store())?.prepared();
    let stem = format!("{}述职报告通知要求", notice.year);
    let picked = dialogs::pick_place(&app, Some(folder), &stem, Kind::DATA).await;
    let Some((path, overwrite)) = picked else { return Ok(None) };
    export::write(&path, exchange::notice_file(&notice).as_bytes(), overwrite)?;
    Ok(Some(files.add(path)))
}

/// Reads a notice that was passed on. It is shown first, and kept by `save_notice`.
#[tauri::command]
pub(crate) async fn import_notice(app: AppHandle) -> Reply<Option<Notice>> {
    let Some(path) = dialogs::pick_data(&app, "选择街道发来的通知文件").await else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    File::open(&path)
        .and_then(|file| file.take(LARGEST).read_to_end(&mut bytes))
        .map_err(|source| Error::Unreadable { path, source })?;
    Ok(Some(exchange::read_notice(&bytes)?))
}
