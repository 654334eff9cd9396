//! 撰写

use serde::Serialize;
use tauri::{AppHandle, State};

use shuzhi_core::draft::{self, Op, Opened, Progress, Quote};
use shuzhi_core::export::{self, Format};
use shuzhi_core::model::{FileOffer, Report, Uid};
use shuzhi_core::store::Saved;

use crate::desk::{Changes, Desk, Reply, now};
use crate::dialogs;
use crate::files::{Files, SaveFolder};

/// A report to work on, with all that stands beside it.
#[tauri::command(async)]
pub(crate) fn open_report(desk: State<'_, Desk>, report: Uid) -> Reply<Opened> {
    Ok(draft::open_at_desk(&mut desk.store(), &desk.shelf(), &report, now())?)
}

/// A save, and how far the report is with it.
#[derive(Debug, Serialize)]
pub(crate) struct Kept {
    saved: Saved,
    progress: Progress,
}

/// Saves a report that was read as `version`. The answer comes after the commit.
#[tauri::command(async)]
pub(crate) fn save_report(
    app: AppHandle,
    desk: State<'_, Desk>,
    report: Report,
    version: u32,
) -> Reply<Kept> {
    let saved =
        desk.write(&app, Changes::REPORTS, |store| draft::save(store, &report, version, now()))?;
    let progress = draft::progress_of(&desk.store(), &desk.shelf(), &report)?;
    Ok(Kept { saved, progress })
}

/// A report after a change, with what takes the change back.
#[derive(Debug, Serialize)]
pub(crate) struct Applied {
    report: Report,
    inverse: Op,
    progress: Progress,
}

/// Changes a report without saving it: the page saves.
#[tauri::command(async)]
pub(crate) fn apply_op(desk: State<'_, Desk>, report: Report, op: Op) -> Reply<Applied> {
    let (report, inverse) = draft::apply(report, op)?;
    let progress = draft::progress_of(&desk.store(), &desk.shelf(), &report)?;
    Ok(Applied { report, inverse, progress })
}

/// The paragraphs of an old report, to be taken over without their figures.
#[tauri::command(async)]
pub(crate) fn quotes(desk: State<'_, Desk>, report: Uid) -> Reply<Vec<Quote>> {
    Ok(draft::quotes(&desk.store(), &report)?)
}

/// 另存一份: the text leaves even when the data file takes nothing any more.
#[tauri::command]
pub(crate) async fn save_copy(
    app: AppHandle,
    desk: State<'_, Desk>,
    files: State<'_, Files>,
    report: Report,
) -> Reply<Option<FileOffer>> {
    let folder = SaveFolder::of(&app, &desk.store()).ok().map(SaveFolder::prepared);
    let stem = export::file_name(&report);
    let picked = dialogs::pick_target(&app, folder, &stem, &[Format::Docx, Format::Text]).await;
    let Some(target) = picked else { return Ok(None) };
    let layout = desk.store().choices().unwrap_or_default().layout;
    let bytes = export::copy(&desk.shelf(), &report, target.format, &layout)?;
    export::write(&target.path, &bytes, target.overwrite)?;
    Ok(Some(files.add(target.path)))
}
