//! 历史版本

use tauri::{AppHandle, State};

use shuzhi_core::draft::{self, Version, VersionText};
use shuzhi_core::model::{Reason, Uid};

use crate::desk::{Changes, Desk, Reply, now};

/// What was kept of a report, latest first.
#[tauri::command(async)]
pub(crate) fn revisions(desk: State<'_, Desk>, report: Uid) -> Reply<Vec<Version>> {
    Ok(draft::versions(&desk.store(), &report)?)
}

/// The text of a kept state.
#[tauri::command(async)]
pub(crate) fn revision(desk: State<'_, Desk>, id: i64) -> Reply<VersionText> {
    Ok(draft::version(&desk.store(), id)?)
}

/// Keeps the present state, under a name or before a change of many places.
/// False: the last kept state is the same.
#[tauri::command(async)]
pub(crate) fn keep_revision(
    app: AppHandle,
    desk: State<'_, Desk>,
    report: Uid,
    reason: Reason,
    name: String,
) -> Reply<bool> {
    desk.write(&app, Changes::default(), |store| draft::keep(store, &report, reason, &name, now()))
}
