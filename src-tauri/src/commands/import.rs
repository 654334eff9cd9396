//! 核对导入

use tauri::{AppHandle, State};

use shuzhi_core::model::FileOffer;

use crate::desk::Reply;
use crate::dialogs;
use crate::files::Files;

/// Lets the user choose old files.
#[tauri::command]
pub(crate) async fn choose_files(app: AppHandle, files: State<'_, Files>) -> Reply<Vec<FileOffer>> {
    Ok(dialogs::pick_files(&app).await.into_iter().map(|path| files.add(path)).collect())
}

/// The files that were dropped or named on a start since the last call.
#[tauri::command(async)]
pub(crate) fn offered_files(files: State<'_, Files>) -> Vec<FileOffer> {
    files.take_offers()
}
