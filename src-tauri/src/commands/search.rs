//! 查找

use tauri::State;

use shuzhi_core::search::{self, Found};

use crate::desk::{Desk, Reply};

/// Where words stand, over all years.
#[tauri::command(async)]
pub(crate) fn search(desk: State<'_, Desk>, words: String) -> Reply<Found> {
    Ok(search::find(&desk.store(), &words)?)
}
