//! 首页

use chrono::NaiveDate;
use serde::Serialize;
use tauri::{AppHandle, State};

use shuzhi_core::backup;
use shuzhi_core::draft::{self, Home};
use shuzhi_core::model::{Status, TemplateKey, Uid, Year};
use shuzhi_core::store::{ReportRow, Saved};
use shuzhi_core::template::TemplateSummary;

use crate::desk::{Changes, Desk, Reply, fresh_uid, now, today};

/// How far this year's report is, and what else is there.
#[tauri::command(async)] // Off the main thread, as all of them: the store blocks.
pub(crate) fn home(desk: State<'_, Desk>) -> Reply<Home> {
    Ok(draft::home(&desk.store(), &desk.shelf(), today())?)
}

/// The report that was saved last, when the program was cut off the last time.
#[tauri::command(async)]
pub(crate) fn recovered(desk: State<'_, Desk>) -> Option<ReportRow> {
    desk.take_broken()
}

/// The kinds of report and the layouts to choose from.
#[derive(Debug, Serialize)]
pub(crate) struct Choice {
    templates: Vec<TemplateSummary>,
    layouts: Vec<LayoutName>,
    /// Data files of the user's own that could not be read, and why.
    faults: Vec<String>,
}

/// A layout to choose.
#[derive(Debug, Serialize)]
pub(crate) struct LayoutName {
    key: String,
    name: String,
}

/// What a new report can be made from.
#[tauri::command(async)]
pub(crate) fn templates(desk: State<'_, Desk>) -> Choice {
    let shelf = desk.fresh_shelf();
    Choice {
        templates: shelf.templates.iter().map(TemplateSummary::from).collect(),
        layouts: shelf
            .layouts
            .iter()
            .map(|layout| LayoutName { key: layout.key.clone(), name: layout.name.clone() })
            .collect(),
        faults: shelf.faults.iter().map(ToString::to_string).collect(),
    }
}

/// A report of `year` from a template; gives its uid.
#[tauri::command(async)]
pub(crate) fn new_report(
    app: AppHandle,
    desk: State<'_, Desk>,
    template: TemplateKey,
    year: Year,
) -> Reply<Uid> {
    desk.write(&app, Changes::REPORTS, |store| {
        draft::create(store, &desk.shelf(), &template, year, [fresh_uid(), fresh_uid()], now())
    })
}

/// Puts the made-up unit beside the user's own; gives its latest report.
#[tauri::command(async)]
pub(crate) fn load_sample(app: AppHandle, desk: State<'_, Desk>) -> Reply<Uid> {
    desk.write(&app, Changes::REPORTS_AND_BRANCH, |store| draft::load_sample(store, now()))
}

/// Takes the made-up unit away again.
#[tauri::command(async)]
pub(crate) fn remove_sample(app: AppHandle, desk: State<'_, Desk>) -> Reply<()> {
    desk.write(&app, Changes::REPORTS_AND_BRANCH, |store| draft::remove_sample(store, now()))
}

/// Puts a report in the trash.
#[tauri::command(async)]
pub(crate) fn delete_report(app: AppHandle, desk: State<'_, Desk>, report: Uid) -> Reply<()> {
    desk.write(&app, Changes::REPORTS, |store| draft::discard(store, &report, now()))
}

/// Takes a report out of the trash.
#[tauri::command(async)]
pub(crate) fn recover_report(app: AppHandle, desk: State<'_, Desk>, report: Uid) -> Reply<()> {
    desk.write(&app, Changes::REPORTS, |store| draft::recover(store, &report))
}

/// Deletes for good what is in the trash.
#[tauri::command(async)]
pub(crate) fn empty_trash(app: AppHandle, desk: State<'_, Desk>) -> Reply<()> {
    desk.write(&app, Changes::REPORTS, backup::empty_trash)
}

/// Marks how far a report has come and on which day; a final one is locked.
#[tauri::command(async)]
pub(crate) fn set_status(
    app: AppHandle,
    desk: State<'_, Desk>,
    report: Uid,
    version: u32,
    status: Status,
    date: NaiveDate,
) -> Reply<Saved> {
    desk.write(&app, Changes::REPORTS, |store| {
        draft::set_status(store, &report, version, status, date, today(), now())
    })
}
