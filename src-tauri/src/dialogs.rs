//! The system's own dialogs. They block, so each runs on a thread of its own.

use std::path::{Path, PathBuf};

use shuzhi_core::export::Format;
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_dialog::{
    DialogExt, FileDialogBuilder, FilePath, MessageDialogButtons, MessageDialogKind,
};

use crate::files::READABLE;

/// Said when the system could not show the window.
pub(crate) const NO_WINDOW: &str =
    "述职的窗口打不开，内容没有改动。请重新启动电脑再试；还不行就重新安装一遍述职。";

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

/// A data file the user chooses.
pub(crate) async fn pick_data<R: Runtime>(app: &AppHandle<R>, title: &str) -> Option<PathBuf> {
    let dialog =
        over_window(app).set_title(title).add_filter(Kind::DATA.name, &[Kind::DATA.ending]);
    path_of(aside(move || dialog.blocking_pick_file()).await)
}

/// One file the user chooses, of one of these endings.
pub(crate) async fn pick_file<R: Runtime>(
    app: &AppHandle<R>,
    title: &str,
    kind: &str,
    endings: &[&str],
) -> Option<PathBuf> {
    let dialog = over_window(app).set_title(title).add_filter(kind, endings);
    path_of(aside(move || dialog.blocking_pick_file()).await)
}

/// Where the user wants a file with this ending, and whether it may go over one
/// that is there: the dialog has asked, save where the name got its ending here.
pub(crate) async fn pick_file_to_write<R: Runtime>(
    app: &AppHandle<R>,
    folder: PathBuf,
    stem: &str,
    ending: &str,
) -> Option<(PathBuf, bool)> {
    let dialog = starting_in(over_window(app).set_title("另存为"), Some(&folder))
        .set_file_name(format!("{stem}.{ending}"));
    let path = path_of(aside(move || dialog.blocking_save_file()).await)?;
    Some(if has_ending(&path, ending) { (path, true) } else { (with_ending(path, ending), false) })
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

/// Where the user wants a file.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) path: PathBuf,
    /// What the name's ending asks for.
    pub(crate) format: Format,
    /// The dialog has asked about a file that is there. It has not where the
    /// name got its ending afterwards.
    pub(crate) overwrite: bool,
}

/// Lets the user say where a file goes, in one of `formats`; the first where
/// the name does not tell.
pub(crate) async fn pick_target<R: Runtime>(
    app: &AppHandle<R>,
    folder: Option<PathBuf>,
    stem: &str,
    formats: &[Format],
) -> Option<Target> {
    let kinds: Vec<Kind> = formats.iter().map(|format| Kind::of(*format)).collect();
    let (path, at, overwrite) = pick_path(app, folder, stem, &kinds).await?;
    Some(Target { path, format: *formats.get(at)?, overwrite })
}

/// Lets the user say where a file of one kind goes; gives also whether the
/// dialog has asked about a file that is there.
pub(crate) async fn pick_place<R: Runtime>(
    app: &AppHandle<R>,
    folder: Option<PathBuf>,
    stem: &str,
    kind: Kind,
) -> Option<(PathBuf, bool)> {
    let (path, _, overwrite) = pick_path(app, folder, stem, &[kind]).await?;
    Some((path, overwrite))
}

/// A kind of file: its ending, and what it is called in a dialog.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    ending: &'static str,
    name: &'static str,
}

impl Kind {
    pub(crate) const WORD: Self = Self { ending: "docx", name: "Word 文件" };
    pub(crate) const SPREADSHEET: Self = Self { ending: "xlsx", name: "Excel 表格" };
    pub(crate) const DATA: Self = Self { ending: "json", name: "述职数据文件" };

    fn of(format: Format) -> Self {
        match format {
            Format::Docx => Self::WORD,
            Format::Text => Self { ending: "txt", name: "文本文件" },
            Format::Json => Self::DATA,
        }
    }
}

/// The path the user names, which of `kinds` it is of, and whether the dialog
/// has asked about a file that is there: it has not where the name got its
/// ending afterwards.
async fn pick_path<R: Runtime>(
    app: &AppHandle<R>,
    folder: Option<PathBuf>,
    stem: &str,
    kinds: &[Kind],
) -> Option<(PathBuf, usize, bool)> {
    let first = kinds.first()?.ending;
    let mut dialog = starting_in(over_window(app).set_title("另存为"), folder.as_deref())
        .set_file_name(format!("{stem}.{first}"));
    for kind in kinds {
        dialog = dialog.add_filter(kind.name, &[kind.ending]);
    }
    let path = path_of(aside(move || dialog.blocking_save_file()).await)?;
    Some(match kinds.iter().position(|kind| has_ending(&path, kind.ending)) {
        Some(at) => (path, at, true),
        None => (with_ending(path, first), 0, false),
    })
}

/// Whether `path` ends in `.ending`, in whatever case.
fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

/// `path` with `.ending` put behind its whole name: `2024.12稿` has no ending to replace.
fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    let mut path = path.into_os_string();
    path.push(".");
    path.push(ending);
    path.into()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_is_put_behind_the_name_and_replaces_nothing() {
        assert_eq!(
            with_ending("/稿/述职 2024.12稿".into(), "docx"),
            Path::new("/稿/述职 2024.12稿.docx")
        );
        assert!(has_ending(Path::new("/稿/述职.DOCX"), "docx"));
    }
}
