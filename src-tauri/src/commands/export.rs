//! 预览与导出

use std::path::{Path, PathBuf};

use serde::Serialize;
use tauri::{AppHandle, State};
use tauri_plugin_opener::OpenerExt;

use shuzhi_core::Error;
use shuzhi_core::export::{self, Format, Preview};
use shuzhi_core::model::Uid;

use crate::desk::{Changes, Desk, Reply, now};
use crate::dialogs;
use crate::files::{Files, SaveFolder, name_of};
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
    let preview = export::preview(&desk.store(), &desk.shelf(), &report, &layout)?;
    let missing_fonts = fonts.missing(&preview.layout);
    Ok(PreviewHere { preview, missing_fonts })
}

/// A file that was written.
#[derive(Debug, Serialize)]
pub(crate) struct Written {
    name: String,
    folder: String,
    token: u32,
    pages: usize,
    characters: usize,
}

/// Writes a report to a file: in the save folder under its title's name, a
/// number behind it when that is taken; or, with `choose`, where the user says.
#[expect(clippy::too_many_arguments, reason = "they are the fields of one message")]
#[tauri::command]
pub(crate) async fn export_report(
    app: AppHandle,
    desk: State<'_, Desk>,
    files: State<'_, Files>,
    report: Uid,
    format: Format,
    layout: String,
    despite: Option<String>,
    choose: bool,
    overwrite: bool,
) -> Reply<Option<Written>> {
    let despite = despite.as_deref();
    let (folder, stem) = {
        let store = desk.store();
        let stored = store.report(&report)?;
        export::may_leave(&stored.report, despite)?;
        (SaveFolder::of(&app, &store)?.prepared(), export::file_name(&stored.report))
    };
    let ending = format.extension();
    let (target, overwrite) = if choose {
        match dialogs::pick_target(&app, Some(folder), &stem, &[format]).await {
            Some(target) => (target.path, target.overwrite),
            None => return Ok(None),
        }
    } else if overwrite {
        (folder.join(format!("{stem}.{ending}")), true)
    } else {
        (export::free_name(&folder, &stem, ending), false)
    };
    let exported = desk.write(&app, Changes::REPORTS, |store| {
        export::report(store, &desk.shelf(), &report, format, &layout, despite, now())
    })?;
    export::write(&target, &exported.bytes, overwrite)?;
    let folder = target.parent().map(name_of).unwrap_or_default();
    let offer = files.add(target);
    Ok(Some(Written {
        name: offer.name,
        folder,
        token: offer.token,
        pages: exported.pages,
        characters: exported.characters,
    }))
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
