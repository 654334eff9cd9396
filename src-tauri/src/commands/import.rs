//! 核对导入

use tauri::{AppHandle, State};

use shuzhi_core::backup;
use shuzhi_core::draft;
use shuzhi_core::import::{self, Clash, Reading, UnitGuess};
use shuzhi_core::model::{FileOffer, Report, Uid, Year};

use crate::desk::{Changes, Desk, Reply, fresh_uid, now};
use crate::dialogs;
use crate::files::Files;

/// Lets the user choose old files.
#[tauri::command]
pub(crate) async fn choose_files(app: AppHandle, files: State<'_, Files>) -> Reply<Vec<FileOffer>> {
    Ok(files.add_all(dialogs::pick_files(&app).await))
}

/// Lets the user choose a folder of old files: ten years', or a street's.
#[tauri::command]
pub(crate) async fn choose_folder_of_files(
    app: AppHandle,
    files: State<'_, Files>,
) -> Reply<Vec<FileOffer>> {
    let folder = dialogs::pick_folder(&app, "选择放着以前报告的文件夹", None).await;
    Ok(files.add_all(folder.into_iter().collect()))
}

/// The files that were dropped or named on a start since the last call.
#[tauri::command(async)]
pub(crate) fn offered_files(files: State<'_, Files>) -> Vec<FileOffer> {
    files.take_offers()
}

/// What an old file holds. Nothing is kept by this.
#[tauri::command(async)]
pub(crate) fn read_file(files: State<'_, Files>, token: u32) -> Reply<Reading> {
    Ok(import::open_file(&files.path(token)?, fresh_uid())?)
}

/// Keeps what was read, as the user left it; gives the report's uid. Ahead of
/// the first of `coming` files the data is copied, where they are many.
#[tauri::command(async)]
pub(crate) fn keep_reading(
    app: AppHandle,
    desk: State<'_, Desk>,
    report: Report,
    unit: UnitGuess,
    year: Year,
    clash: Clash,
    coming: usize,
) -> Reply<Uid> {
    if coming >= backup::MANY {
        backup::before_import(&desk.beside()?, now())?;
    }
    desk.write(&app, Changes::REPORTS_AND_BRANCH, |store| {
        draft::keep_old_report(store, report, unit, year, clash, fresh_uid(), now())
    })
}
