//! 单位档案 and 本街道通知

use tauri::{AppHandle, State};

use shuzhi_core::draft;
use shuzhi_core::model::{BranchYear, Notice, TemplateKey, Year};

use crate::desk::{Changes, Desk, Reply, fresh_uid};

/// The unit's facts as they hold in `year`.
#[tauri::command(async)]
pub(crate) fn branch(desk: State<'_, Desk>, year: Year) -> Reply<Option<BranchYear>> {
    let branch = draft::own_branch(&desk.store())?;
    Ok(branch.and_then(|branch| branch.in_year(year).cloned()))
}

/// Keeps the unit's facts from their year on.
#[tauri::command(async)]
pub(crate) fn save_branch(app: AppHandle, desk: State<'_, Desk>, facts: BranchYear) -> Reply<()> {
    desk.write(&app, Changes::BRANCH, |store| {
        draft::save_branch(store, facts, fresh_uid()).map(drop)
    })
}

/// What the street asks of the year's reports.
#[tauri::command(async)]
pub(crate) fn notice(
    desk: State<'_, Desk>,
    year: Year,
    template: TemplateKey,
) -> Reply<Option<Notice>> {
    Ok(desk.store().notice(year, &template)?)
}

/// Keeps what the street asks; a new notice comes without a name.
#[tauri::command(async)]
pub(crate) fn save_notice(app: AppHandle, desk: State<'_, Desk>, mut notice: Notice) -> Reply<()> {
    if notice.uid.is_nil() {
        notice.uid = fresh_uid();
    }
    desk.write(&app, Changes::BRANCH, |store| store.write(|tx| tx.put_notice(&notice)))
}
