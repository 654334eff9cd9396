//! 应答

use chrono::NaiveDate;
use tauri::{AppHandle, State};

use shuzhi_core::model::{Duty, DutyRow, FileOffer, Place, Uid};
use shuzhi_core::{duties, export};

use super::compare::Form;
use crate::desk::{Changes, Desk, Reply, fresh_uid};
use crate::dialogs::{self, Kind};
use crate::files::{Files, SaveFolder};

/// What a report has to answer, and what answers it.
#[tauri::command(async)]
pub(crate) fn duties(desk: State<'_, Desk>, report: Uid) -> Reply<Vec<DutyRow>> {
    Ok(duties::rows(&desk.store(), &report)?)
}

/// Links a duty to the passage that answers it.
#[tauri::command(async)]
pub(crate) fn answer_duty(
    app: AppHandle,
    desk: State<'_, Desk>,
    report: Uid,
    duty: Uid,
    place: Place,
) -> Reply<()> {
    desk.write(&app, Changes::REPORTS, |store| duties::answer(store, &report, &duty, place))
}

/// Sets a duty aside, with a reason.
#[tauri::command(async)]
pub(crate) fn set_aside_duty(
    app: AppHandle,
    desk: State<'_, Desk>,
    report: Uid,
    duty: Uid,
    reason: String,
) -> Reply<()> {
    desk.write(&app, Changes::REPORTS, |store| duties::set_aside(store, &report, &duty, &reason))
}

/// Makes a duty open again.
#[tauri::command(async)]
pub(crate) fn reopen_duty(
    app: AppHandle,
    desk: State<'_, Desk>,
    report: Uid,
    duty: Uid,
) -> Reply<()> {
    desk.write(&app, Changes::REPORTS, |store| duties::reopen(store, &report, &duty))
}

/// What was said of a report.
#[tauri::command(async)]
pub(crate) fn comments(desk: State<'_, Desk>, report: Uid) -> Reply<Vec<Duty>> {
    Ok(duties::comments(&desk.store(), &report)?)
}

/// 记点评: adds what was said of a report; gives the duty's uid.
#[tauri::command(async)]
pub(crate) fn add_comment(
    app: AppHandle,
    desk: State<'_, Desk>,
    report: Uid,
    who: String,
    date: Option<NaiveDate>,
    text: String,
) -> Reply<Uid> {
    desk.write(&app, Changes::REPORTS, |store| {
        let duty = duties::add_comment(store, &report, &who, date, &text, fresh_uid())?;
        Ok(duty.uid)
    })
}

/// Takes away a comment.
#[tauri::command(async)]
pub(crate) fn remove_duty(app: AppHandle, desk: State<'_, Desk>, duty: Uid) -> Reply<()> {
    desk.write(&app, Changes::REPORTS, |store| duties::remove_comment(store, &duty))
}

/// 三张清单, as a Word file or a spreadsheet, where the user says.
#[tauri::command]
pub(crate) async fn export_duties(
    app: AppHandle,
    desk: State<'_, Desk>,
    files: State<'_, Files>,
    report: Uid,
    form: Form,
) -> Reply<Option<FileOffer>> {
    let (lists, folder, layout) = {
        let store = desk.store();
        let folder = SaveFolder::of(&app, &store)?.prepared();
        (duties::lists_of(&store, &report)?, folder, store.choices()?.layout)
    };
    let kind = match form {
        Form::Docx => Kind::WORD,
        Form::Xlsx => Kind::SPREADSHEET,
    };
    let picked = dialogs::pick_place(&app, Some(folder), &lists.name(), kind).await;
    let Some((path, overwrite)) = picked else { return Ok(None) };
    let bytes = match form {
        Form::Docx => export::docx(&lists.paper(), desk.shelf().layout(&layout)?, None)?,
        Form::Xlsx => export::xlsx(&lists.sheets())?,
    };
    export::write(&path, &bytes, overwrite)?;
    Ok(Some(files.add(path)))
}
