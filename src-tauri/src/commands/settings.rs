//! 设置

use tauri::{AppHandle, State};

use shuzhi_core::exchange;
use shuzhi_core::model::{Choices, Settings};
use shuzhi_core::store::medium::{Medium, medium_of};
use shuzhi_core::store::place;

use crate::desk::{Changes, Desk, Reply, env, now};
use crate::dialogs;
use crate::files::{SaveFolder, name_of};
use crate::fonts::{FontHere, Fonts};

/// What the user chose.
#[tauri::command(async)]
pub(crate) fn settings(app: AppHandle, desk: State<'_, Desk>) -> Reply<Settings> {
    let store = desk.store();
    Ok(Settings {
        choices: store.choices()?,
        save_folder: name_of(SaveFolder::of(&app, &store)?.path()),
        data_folder: place::shown(&env, store.path()),
        data_size: store.path().metadata().map_or(0, |file| file.len()),
        on_stick: medium_of(store.path()) == Medium::Removable,
    })
}

/// Keeps what the user chose. The folders have commands of their own.
#[tauri::command(async)]
pub(crate) fn change_settings(
    app: AppHandle,
    desk: State<'_, Desk>,
    settings: Settings,
) -> Reply<()> {
    desk.write(&app, Changes::SETTINGS, |store| {
        store.write(|tx| tx.set_setting(Choices::KEY, &settings.choices))
    })
}

/// The fonts that a layout writes with, and which of them this computer has.
#[tauri::command(async)]
pub(crate) fn layout_fonts(
    desk: State<'_, Desk>,
    fonts: State<'_, Fonts>,
    layout: String,
) -> Reply<Vec<FontHere>> {
    Ok(fonts.of(desk.shelf().layout(&layout)?))
}

/// Lets the user choose where exports go; gives the folder's name.
#[tauri::command]
pub(crate) async fn choose_save_folder(
    app: AppHandle,
    desk: State<'_, Desk>,
) -> Reply<Option<String>> {
    let start = SaveFolder::of(&app, &desk.store())?;
    let picked = dialogs::pick_folder(&app, "导出的文件存到哪里", Some(start.path())).await;
    let Some(folder) = picked else { return Ok(None) };
    desk.write(&app, Changes::SETTINGS, |store| SaveFolder::remember(store, &folder))?;
    Ok(Some(name_of(&folder)))
}

/// Lets the user choose where the data is; gives the folder's name.
#[tauri::command]
pub(crate) async fn move_data(app: AppHandle, desk: State<'_, Desk>) -> Reply<Option<String>> {
    let picked = dialogs::pick_folder(&app, "内容移到哪个文件夹", None).await;
    let Some(folder) = picked else { return Ok(None) };
    desk.write(&app, Changes::EVERYTHING, |store| {
        exchange::move_data(store, &folder, &env, now())
    })?;
    desk.fresh_shelf();
    Ok(Some(name_of(&folder)))
}
