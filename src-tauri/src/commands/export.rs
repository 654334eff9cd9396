//! 预览与导出

use std::path::{Path, PathBuf};

use serde::Serialize;
use tauri::{AppHandle, State};
use tauri_plugin_opener::OpenerExt;

use shuzhi_core::Error;
use shuzhi_core::export::{self, Preview};
use shuzhi_core::model::Uid;

use crate::desk::{Desk, Reply};
use crate::files::Files;
use crate::fonts::Fonts;

/// A preview, with the fonts that this computer lacks.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PreviewHere {
    #[serde(flatten)]
    preview: Preview,
    missing_fonts: Vec<String>,
}

/// The pages of a report as they will be printed.
#[tauri::command(async)]
pub(crate) fn preview(
    desk: State<'_, Desk>,
    fonts: State<'_, Fonts>,
    report: Uid,
    layout: String,
) -> Reply<PreviewHere> {
    let preview = export::preview(&desk.store(), desk.shelf(), &report, &layout)?;
    let missing_fonts = fonts.missing(&preview.layout);
    Ok(PreviewHere { preview, missing_fonts })
}

/// Opens a file in the program that is meant for it.
#[tauri::command(async)]
pub(crate) fn open_file(app: AppHandle, files: State<'_, Files>, token: u32) -> Reply<()> {
    let path = present(files.path(token)?)?;
    Ok(start(&app, &path)?)
}

/// Shows a file where it lies; where the desktop cannot point at it, its folder.
#[tauri::command(async)]
pub(crate) fn show_in_folder(app: AppHandle, files: State<'_, Files>, token: u32) -> Reply<()> {
    let path = present(files.path(token)?)?;
    if app.opener().reveal_item_in_dir(&path).is_err() {
        start(&app, path.parent().unwrap_or(&path))?;
    }
    Ok(())
}

/// `path`, if there is still something.
fn present(path: PathBuf) -> Result<PathBuf, Error> {
    match path.metadata() {
        Ok(_) => Ok(path),
        Err(source) => Err(Error::Unreadable { path, source }),
    }
}

fn start(app: &AppHandle, path: &Path) -> Result<(), Error> {
    let refusal = || Error::NotOpened(path.to_owned());
    let place = path.to_str().ok_or_else(refusal)?;
    app.opener().open_path(place, None::<&str>).map_err(|error| {
        log::warn!("nothing opens the file: {error}");
        refusal()
    })
}
