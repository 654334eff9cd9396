//! 街道返回稿

use tauri::{AppHandle, State};

use shuzhi_core::draft::{self, Opened};
use shuzhi_core::model::{FileOffer, Returned, Uid};
use shuzhi_core::returned;

use crate::desk::{Changes, Desk, Reply, now};
use crate::dialogs;
use crate::files::{Files, READABLE};

/// Lets the user choose the file that came back.
#[tauri::command]
pub(crate) async fn choose_returned(
    app: AppHandle,
    files: State<'_, Files>,
) -> Reply<Option<FileOffer>> {
    let picked = dialogs::pick_file(&app, "选择街道返回的稿子", "返回稿", READABLE).await;
    Ok(picked.map(|path| files.add(path)))
}

/// The file beside the report. Nothing is kept by this.
#[tauri::command(async)]
pub(crate) fn read_returned(
    desk: State<'_, Desk>,
    files: State<'_, Files>,
    report: Uid,
    token: u32,
) -> Reply<Returned> {
    Ok(returned::read(&desk.store(), &report, &files.path(token)?)?)
}

/// Takes the accepted changes of the file into the report that was read as
/// `version`, and keeps what it was and what came back.
#[tauri::command(async)]
pub(crate) fn keep_returned(
    app: AppHandle,
    desk: State<'_, Desk>,
    files: State<'_, Files>,
    report: Uid,
    version: u32,
    token: u32,
    accepted: Vec<u32>,
) -> Reply<Opened> {
    let path = files.path(token)?;
    desk.write(&app, Changes::REPORTS, |store| {
        returned::keep(store, &report, version, &path, &accepted, now())?;
        draft::open_at_desk(store, &desk.shelf(), &report, now())
    })
}
