//! The system's own dialogs. They block, so each runs on a thread of its own.

use std::path::{Path, PathBuf};

use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_dialog::{
    DialogExt, FileDialogBuilder, FilePath, MessageDialogButtons, MessageDialogKind,
};

/// Said when the system could not show the window.
pub(crate) const NO_WINDOW: &str =
    "述职的窗口打不开，内容没有改动。请重新启动电脑再试；还不行就重新安装一遍述职。";

/// Endings of the old files that can be read in.
const READABLE: &[&str] = &["docx", "txt"];

/// Says why the program cannot go on, then ends it.
pub(crate) fn last_words<R: Runtime>(app: &AppHandle<R>, message: String) {
    let ending = app.clone();
    app.dialog()
        .message(message)
        .title("述职")
        .kind(MessageDialogKind::Warning)
        .buttons(MessageDialogButtons::OkCustom("知道了".to_owned()))
        .show(move |_| ending.exit(1));
}

/// The old files the user chooses; none when they think better of it.
pub(crate) async fn pick_files<R: Runtime>(app: &AppHandle<R>) -> Vec<PathBuf> {
    let dialog = over_window(app).set_title("选择以前的报告").add_filter("报告", READABLE);
    aside(move || dialog.blocking_pick_files())
        .await
        .into_iter()
        .flatten()
        .filter_map(|file| file.into_path().ok())
        .collect()
}

/// A folder the user chooses.
pub(crate) async fn pick_folder<R: Runtime>(
    app: &AppHandle<R>,
    title: &str,
    start: Option<&Path>,
) -> Option<PathBuf> {
    let dialog = starting_in(over_window(app).set_title(title), start);
    path_of(aside(move || dialog.blocking_pick_folder()).await)
}

fn over_window<R: Runtime>(app: &AppHandle<R>) -> FileDialogBuilder<R> {
    let dialog = app.dialog().file();
    match app.webview_windows().values().next() {
        Some(window) => dialog.set_parent(window),
        None => dialog,
    }
}

fn starting_in<R: Runtime>(
    dialog: FileDialogBuilder<R>,
    folder: Option<&Path>,
) -> FileDialogBuilder<R> {
    match folder {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    }
}

/// Waits for the user without holding up the threads that save.
async fn aside<T: Send + 'static>(
    dialog: impl FnOnce() -> Option<T> + Send + 'static,
) -> Option<T> {
    tauri::async_runtime::spawn_blocking(dialog).await.ok().flatten()
}

fn path_of(file: Option<FilePath>) -> Option<PathBuf> {
    file?.into_path().ok()
}
