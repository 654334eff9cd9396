//! 备份与恢复, 移交

use std::path::PathBuf;

use serde::Serialize;
use tauri::{AppHandle, Emitter, State};

use shuzhi_core::backup::{self, Copy, Rescued, Why};
use shuzhi_core::exchange::{self, TakenIn};
use shuzhi_core::model::{FileOffer, Uid};
use shuzhi_core::store::ReportRow;
use shuzhi_core::{export, import};

use crate::desk::{Changes, Desk, Reply, now};
use crate::dialogs;
use crate::files::{Files, SaveFolder, name_of};
use crate::journal;
use crate::watch::Damage;

/// The copies there are, and where they go besides.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Copies {
    copies: Vec<Copy>,
    /// Name of the second place; `None` when none was chosen.
    second_place: Option<String>,
    /// The second place is there just now.
    second_there: bool,
}

/// What is kept besides the data.
#[tauri::command(async)]
pub(crate) fn copies(desk: State<'_, Desk>) -> Reply<Copies> {
    let store = desk.store();
    let second = backup::second_place(&store)?;
    Ok(Copies {
        copies: backup::list(&store)?,
        second_there: second.as_deref().is_some_and(std::path::Path::is_dir),
        second_place: second.as_deref().map(name_of),
    })
}

/// A copy that was taken; `second` says why it is not in the second place.
#[derive(Debug, Serialize)]
pub(crate) struct Taken {
    copy: Copy,
    second: Option<String>,
}

impl From<backup::Taken> for Taken {
    fn from(taken: backup::Taken) -> Self {
        Self { copy: taken.copy, second: taken.second.map(|error| error.to_string()) }
    }
}

/// Has the page hear how many hundredths of a long step are done.
fn telling(app: &AppHandle) -> impl FnMut(u8) {
    let mut last = 0;
    move |percent| {
        if percent != last {
            last = percent;
            let _ = app.emit("percent", percent);
        }
    }
}

/// Takes a copy now, while the window goes on saving.
#[tauri::command(async)]
pub(crate) fn take_copy(app: AppHandle, desk: State<'_, Desk>) -> Reply<Taken> {
    let beside = desk.beside()?;
    Ok(backup::take_telling(&beside, Why::ByHand, now(), &mut telling(&app))?.into())
}

/// The reports in a copy.
#[tauri::command(async)]
pub(crate) fn copy_contents(desk: State<'_, Desk>, copy: String) -> Reply<Vec<ReportRow>> {
    Ok(backup::contents(&desk.beside()?, &copy)?)
}

/// Everything is as it was when the copy was taken; what is here is kept first.
#[tauri::command(async)]
pub(crate) fn restore_copy(app: AppHandle, desk: State<'_, Desk>, copy: String) -> Reply<Taken> {
    let taken = desk.write(&app, Changes::EVERYTHING, |store| {
        backup::restore(store, &copy, now(), &mut telling(&app))
    })?;
    Ok(taken.into())
}

/// As [`restore_copy`], from a file the user chooses; nothing when they think
/// better of it.
#[tauri::command]
pub(crate) async fn restore_file(app: AppHandle, desk: State<'_, Desk>) -> Reply<Option<Taken>> {
    let picked = dialogs::pick_file(&app, "选择一份备份", "述职备份", &["db"]).await;
    let Some(file) = picked else { return Ok(None) };
    let taken = desk.write(&app, Changes::EVERYTHING, |store| {
        backup::restore_file(store, &file, now(), &mut telling(&app))
    })?;
    Ok(Some(taken.into()))
}

/// One report is as it was; its present text is kept as a version.
#[tauri::command(async)]
pub(crate) fn restore_report(
    app: AppHandle,
    desk: State<'_, Desk>,
    copy: String,
    report: Uid,
) -> Reply<()> {
    desk.write(&app, Changes::REPORTS_AND_BRANCH, |store| {
        backup::restore_report(store, &copy, &report, now())
    })
}

/// Lets the user choose where copies go besides; gives its name.
#[tauri::command]
pub(crate) async fn choose_second_place(
    app: AppHandle,
    desk: State<'_, Desk>,
) -> Reply<Option<String>> {
    let picked = dialogs::pick_folder(&app, "备份再存一份到哪里", None).await;
    let Some(folder) = picked else { return Ok(None) };
    desk.write(&app, Changes::SETTINGS, |store| backup::choose_second_place(store, Some(&folder)))?;
    Ok(Some(name_of(&folder)))
}

/// Copies go beside the data only.
#[tauri::command(async)]
pub(crate) fn forget_second_place(app: AppHandle, desk: State<'_, Desk>) -> Reply<()> {
    desk.write(&app, Changes::SETTINGS, |store| backup::choose_second_place(store, None))
}

/// Writes `bytes` where the user wants the file, named by what it is and today's
/// date; [`None`] when the dialog is closed.
async fn save_as(
    app: &AppHandle,
    files: &Files,
    folder: PathBuf,
    [what, ending]: [&str; 2],
    bytes: &[u8],
) -> Reply<Option<FileOffer>> {
    let stem = format!("{what} {}", crate::desk::today().format("%Y-%m-%d"));
    let Some((path, overwrite)) = dialogs::pick_file_to_write(app, folder, &stem, ending).await
    else {
        return Ok(None);
    };
    export::write(&path, bytes, overwrite)?;
    Ok(Some(files.add(path)))
}

/// 移交: everything in one file that needs no program to be read.
#[tauri::command]
pub(crate) async fn hand_over(
    app: AppHandle,
    desk: State<'_, Desk>,
    files: State<'_, Files>,
) -> Reply<Option<FileOffer>> {
    let (folder, bytes) = {
        let store = desk.beside()?;
        let bytes = export::handover(&store, &desk.shelf(), None, now())?;
        (SaveFolder::of(&app, &store)?.prepared(), bytes)
    };
    save_as(&app, &files, folder, ["述职移交", "zip"], &bytes).await
}

/// 诊断信息: what is known of the program and its data, without a word of a
/// report, as a file to hand on.
#[tauri::command]
pub(crate) async fn save_diagnosis(
    app: AppHandle,
    desk: State<'_, Desk>,
    files: State<'_, Files>,
) -> Reply<Option<FileOffer>> {
    let (folder, text) = {
        let version = app.package_info().version.to_string();
        let log = journal::text(&app);
        let text = backup::diagnosis(&desk.beside()?, &version, &log, now())?;
        (SaveFolder::of(&app, &desk.store())?.prepared(), text)
    };
    save_as(&app, &files, folder, ["述职诊断信息", "txt"], text.as_bytes()).await
}

/// What a hand-over holds and what taking it in would do.
#[derive(Debug, Serialize)]
pub(crate) struct Incoming {
    offer: FileOffer,
    outcome: TakenIn,
}

/// Lets the user choose a hand-over, and looks into it; nothing is kept.
#[tauri::command]
pub(crate) async fn choose_handover(
    app: AppHandle,
    desk: State<'_, Desk>,
    files: State<'_, Files>,
) -> Reply<Option<Incoming>> {
    let endings = &["zip", "json", "docx"];
    let picked = dialogs::pick_file(&app, "选择移交文件", "移交文件", endings).await;
    let Some(path) = picked else { return Ok(None) };
    let carried = import::carried_by(&path)?;
    let outcome = exchange::preview(&desk.store(), &carried)?;
    Ok(Some(Incoming { offer: files.add(path), outcome }))
}

/// Takes a hand-over in, after a copy was taken.
#[tauri::command(async)]
pub(crate) fn take_in(
    app: AppHandle,
    desk: State<'_, Desk>,
    files: State<'_, Files>,
    token: u32,
) -> Reply<TakenIn> {
    let carried = import::carried_by(&files.path(token)?)?;
    desk.write(&app, Changes::EVERYTHING, |store| {
        backup::take(store, Why::BeforeImport, now())?;
        exchange::take_in(store, &carried, now())
    })
}

/// What became of a data file that was found damaged, told once.
#[tauri::command(async)]
pub(crate) fn rescued(damage: State<'_, Damage>) -> Reply<Option<Rescued>> {
    Ok(damage.take().transpose()?)
}
