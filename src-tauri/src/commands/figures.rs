//! 数字

use tauri::{AppHandle, State};

use shuzhi_core::export;
use shuzhi_core::figures::{self, FigureTable, IndicatorChoice, Typed};
use shuzhi_core::model::{FileOffer, Uid, Year};

use crate::desk::{Changes, Desk, Reply};
use crate::dialogs::{self, Kind};
use crate::files::{Files, SaveFolder};

/// The figures of the years, with their places in the stored text of `report`.
#[tauri::command(async)]
pub(crate) fn figure_table(desk: State<'_, Desk>, report: Uid) -> Reply<FigureTable> {
    let store = desk.store();
    let report = store.report(&report)?.report;
    Ok(figures::table(&store, &report)?)
}

/// The figures of the unit of `report` in all its years.
#[tauri::command(async)]
pub(crate) fn figure_years(desk: State<'_, Desk>, report: Uid) -> Reply<FigureTable> {
    let store = desk.store();
    let branch = store.report(&report)?.report.branch;
    Ok(figures::years(&store, &branch)?)
}

/// The indicators that a name may be told to mean.
#[tauri::command(async)]
pub(crate) fn list_indicators(desk: State<'_, Desk>) -> Reply<Vec<IndicatorChoice>> {
    Ok(figures::choices(&desk.store())?)
}

/// Types a value, or with `null` takes what was typed away.
#[tauri::command(async)]
pub(crate) fn set_figure(
    app: AppHandle,
    desk: State<'_, Desk>,
    report: Uid,
    year: Year,
    indicator: String,
    unit: String,
    typed: Option<Typed>,
) -> Reply<()> {
    desk.write(&app, Changes::REPORTS, |store| {
        let branch = store.report(&report)?.report.branch;
        figures::set_value(store, &branch, year, [&indicator, &unit], typed)
    })
}

/// 增加指标
#[tauri::command(async)]
pub(crate) fn add_indicator(
    app: AppHandle,
    desk: State<'_, Desk>,
    name: String,
    unit: String,
) -> Reply<()> {
    desk.write(&app, Changes::REPORTS, |store| figures::add_indicator(store, &name, &unit))
}

/// From now on `name` means `indicator`; `null`: 不是这个指标.
#[tauri::command(async)]
pub(crate) fn name_figure(
    app: AppHandle,
    desk: State<'_, Desk>,
    name: String,
    indicator: Option<String>,
) -> Reply<()> {
    desk.write(&app, Changes::REPORTS, |store| figures::call(store, &name, indicator.as_deref()))
}

/// 导出Excel: the table as a spreadsheet, where the user says.
#[tauri::command]
pub(crate) async fn export_figures(
    app: AppHandle,
    desk: State<'_, Desk>,
    files: State<'_, Files>,
    report: Uid,
) -> Reply<Option<FileOffer>> {
    let (folder, sheet, stem) = {
        let store = desk.store();
        let report = store.report(&report)?.report;
        let sheet = figures::sheet(&figures::table(&store, &report)?);
        (SaveFolder::of(&app, &store)?.prepared(), sheet, export::file_name(&report))
    };
    let stem = format!("{stem}数字");
    let picked = dialogs::pick_place(&app, Some(folder), &stem, Kind::SPREADSHEET).await;
    let Some((path, overwrite)) = picked else { return Ok(None) };
    export::write(&path, &export::charted(&sheet, figures::FIRST_YEAR)?, overwrite)?;
    Ok(Some(files.add(path)))
}
