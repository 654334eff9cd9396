//! 年度对比

use serde::Deserialize;
use tauri::{AppHandle, State};

use shuzhi_core::model::{Comparison, FileOffer, Report, Uid};
use shuzhi_core::{compare, export, import};

use crate::desk::{Desk, Reply, fresh_uid};
use crate::dialogs::{self, Kind};
use crate::files::{Files, SaveFolder};

/// One of the two that are compared.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Side {
    /// A report as it is now.
    Report(Uid),
    /// A kept state of a report.
    Revision(i64),
    /// A file that the user chose; it is read and not kept.
    File(u32),
}

/// In what form a comparison leaves.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Form {
    /// Both texts side by side, the changes marked.
    Docx,
    /// The figures as a table.
    Xlsx,
}

/// Two reports side by side.
#[tauri::command(async)]
pub(crate) fn compare_reports(
    desk: State<'_, Desk>,
    files: State<'_, Files>,
    old: Side,
    new: Side,
) -> Reply<Comparison> {
    let (old, new) = (report_of(&desk, &files, &old)?, report_of(&desk, &files, &new)?);
    Ok(compare::reports(&old, &new))
}

/// 导出对照稿: both texts as a Word file, or the figures as a spreadsheet,
/// where the user says.
#[tauri::command]
pub(crate) async fn export_comparison(
    app: AppHandle,
    desk: State<'_, Desk>,
    files: State<'_, Files>,
    old: Side,
    new: Side,
    form: Form,
) -> Reply<Option<FileOffer>> {
    let (old, new) = (report_of(&desk, &files, &old)?, report_of(&desk, &files, &new)?);
    let comparison = compare::reports(&old, &new);
    let (kind, what) = match form {
        Form::Docx => (Kind::WORD, "对照稿"),
        Form::Xlsx => (Kind::SPREADSHEET, "数字对照"),
    };
    let (folder, layout) = {
        let store = desk.store();
        (SaveFolder::of(&app, &store)?.prepared(), store.choices()?.layout)
    };
    let stem = format!("{}{what}", export::file_name(&new));
    let picked = dialogs::pick_place(&app, Some(folder), &stem, kind).await;
    let Some((path, overwrite)) = picked else { return Ok(None) };
    let bytes = match form {
        Form::Docx => {
            let layout = compare::landscape(desk.shelf().layout(&layout)?);
            export::docx(&compare::paper(&comparison), &layout, None)?
        }
        Form::Xlsx => export::xlsx(&[compare::sheet(&comparison)])?,
    };
    export::write(&path, &bytes, overwrite)?;
    Ok(Some(files.add(path)))
}

fn report_of(desk: &Desk, files: &Files, side: &Side) -> Reply<Report> {
    Ok(match side {
        Side::Report(uid) => desk.store().report(uid)?.report,
        Side::Revision(id) => desk.store().revision(*id)?,
        Side::File(token) => import::open_file(&files.path(*token)?, fresh_uid())?.report,
    })
}
