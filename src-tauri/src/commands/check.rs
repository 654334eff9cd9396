//! 检查结果

use tauri::{AppHandle, State};

use shuzhi_core::check::{self, Checked, OwnWords, Rule};
use shuzhi_core::export;
use shuzhi_core::model::{FileOffer, Finding, Report, Uid};

use crate::desk::{Changes, Desk, Reply};
use crate::dialogs::{self, Kind};
use crate::files::{Files, SaveFolder};

/// Everything found in a report as the page has it.
#[tauri::command(async)]
pub(crate) fn check_report(desk: State<'_, Desk>, report: Report) -> Reply<Checked> {
    Ok(check::report(&desk.store(), &desk.shelf(), &report)?)
}

/// 不改: leaves a finding as it is, with the reason.
#[tauri::command(async)]
pub(crate) fn set_aside(
    app: AppHandle,
    desk: State<'_, Desk>,
    report: Report,
    finding: Finding,
    reason: String,
) -> Reply<i64> {
    desk.write(&app, Changes::REPORTS, |store| check::set_aside(store, &report, &finding, &reason))
}

/// Takes a finding up again that was set aside.
#[tauri::command(async)]
pub(crate) fn take_up(app: AppHandle, desk: State<'_, Desk>, waiver: i64) -> Reply<()> {
    desk.write(&app, Changes::REPORTS, |store| check::take_up(store, waiver))
}

/// Switches a rule off or on, for one report or for good.
#[tauri::command(async)]
pub(crate) fn switch_rule(
    app: AppHandle,
    desk: State<'_, Desk>,
    rule: String,
    report: Option<Uid>,
    on: bool,
) -> Reply<()> {
    desk.write(&app, Changes::REPORTS, |store| check::switch(store, &rule, report.as_ref(), on))
}

/// The catalogue of rules.
#[tauri::command]
pub(crate) fn rules() -> &'static [&'static Rule] {
    check::rules()
}

/// 导出检查意见: what is open as a Word file, where the user says.
#[tauri::command]
pub(crate) async fn export_findings(
    app: AppHandle,
    desk: State<'_, Desk>,
    files: State<'_, Files>,
    report: Uid,
) -> Reply<Option<FileOffer>> {
    let (manuscript, folder, layout, stem) = {
        let store = desk.store();
        let report = store.report(&report)?.report;
        let findings = check::report(&store, &desk.shelf(), &report)?.findings;
        let stem = format!("{}检查意见", export::file_name(&report));
        let folder = SaveFolder::of(&app, &store)?.prepared();
        (check::paper(&report, &findings), folder, store.choices()?.layout, stem)
    };
    let picked = dialogs::pick_place(&app, Some(folder), &stem, Kind::WORD).await;
    let Some((path, overwrite)) = picked else { return Ok(None) };
    let bytes = export::docx(&manuscript, desk.shelf().layout(&layout)?, None)?;
    export::write(&path, &bytes, overwrite)?;
    Ok(Some(files.add(path)))
}

/// 本单位用语: the unit's own lists of words.
#[tauri::command(async)]
pub(crate) fn own_words(desk: State<'_, Desk>) -> Reply<OwnWords> {
    Ok(check::own_words(&desk.folder())?)
}

/// Keeps the list that is edited in the window.
#[tauri::command(async)]
pub(crate) fn save_own_words(desk: State<'_, Desk>, fixed: String, avoided: String) -> Reply<()> {
    Ok(check::save_own_words(&desk.folder(), &fixed, &avoided)?)
}

/// Takes in a list that was passed on; gives the name it is kept by.
#[tauri::command]
pub(crate) async fn take_in_words(app: AppHandle, desk: State<'_, Desk>) -> Reply<Option<String>> {
    let Some(path) = dialogs::pick_data(&app, "选择发来的用语文件").await else {
        return Ok(None);
    };
    Ok(Some(check::take_in_words(&desk.folder(), &path)?))
}

/// Lets the checks use a list, or leaves it aside.
#[tauri::command(async)]
pub(crate) fn use_words(desk: State<'_, Desk>, name: String, used: bool) -> Reply<()> {
    Ok(check::use_list(&desk.folder(), &name, used)?)
}

/// Writes the list that is edited into a file, to be passed on.
#[tauri::command]
pub(crate) async fn export_words(
    app: AppHandle,
    desk: State<'_, Desk>,
    files: State<'_, Files>,
    fixed: String,
    avoided: String,
) -> Reply<Option<FileOffer>> {
    let list = check::words_file(&fixed, &avoided)?;
    let folder = SaveFolder::of(&app, &desk.store())?.prepared();
    let picked = dialogs::pick_place(&app, Some(folder), "本单位用语", Kind::DATA).await;
    let Some((path, overwrite)) = picked else { return Ok(None) };
    export::write(&path, list.as_bytes(), overwrite)?;
    Ok(Some(files.add(path)))
}
