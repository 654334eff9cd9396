//! 续写

use tauri::{AppHandle, State};

use shuzhi_core::draft::{self, Carried, Rolling};
use shuzhi_core::model::{Uid, Year};

use crate::desk::{Changes, Desk, Reply, fresh_uid, now};

/// What a new year's report would begin with.
#[tauri::command(async)]
pub(crate) fn roll_preview(desk: State<'_, Desk>, from: Uid, year: Year) -> Reply<Rolling> {
    Ok(draft::roll_plan(&desk.store(), &desk.shelf(), &from, year)?)
}

/// Makes a new year's report from an older one; gives its uid.
#[tauri::command(async)]
pub(crate) fn roll_forward(
    app: AppHandle,
    desk: State<'_, Desk>,
    from: Uid,
    year: Year,
    choices: Vec<Carried>,
) -> Reply<Uid> {
    desk.write(&app, Changes::REPORTS, |store| {
        draft::roll(store, &desk.shelf(), &from, year, &choices, fresh_uid(), now())
    })
}
