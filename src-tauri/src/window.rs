//! The one window: how it opens, comes to the front, takes files and closes.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use serde::Serialize;
use tauri::plugin::TauriPlugin;
use tauri::webview::{Color, DownloadEvent, NewWindowResponse};
use tauri::{
    AppHandle, DragDropEvent, Emitter, Manager, Runtime, Url, WebviewUrl, WebviewWindowBuilder,
    Window, WindowEvent,
};
use tauri_plugin_window_state::StateFlags;

use crate::files::{self, Files};

/// The name of the window, as the capabilities know it.
const MAIN: &str = "main";

/// How long the page may take to say that it heard of the closing: one that
/// hangs must not keep the window open.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long it may then take to save. The store itself gives up much sooner.
const LONG_PATIENCE: Duration = Duration::from_secs(60);

/// The desk's colour (`--sz-bg`), so that nothing flashes before the page is there.
const PAPER: Color = Color(0xF4, 0xF1, 0xEC, 0xFF);

/// WebView2 must not speak to the network on its own account. The first
/// argument repeats what is set where none is given.
#[cfg(windows)]
const QUIET: &str = "--disable-features=msWebOOUI,msPdfOOUI,msSmartScreenProtection \
    --disable-background-networking --disable-component-update --disable-domain-reliability \
    --disable-sync --no-pings";

/// Opens the window.
pub(crate) fn open<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    let builder = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("述职")
        .inner_size(1366.0, 768.0)
        .min_inner_size(896.0, 440.0)
        .prevent_overflow()
        .center()
        .background_color(PAPER)
        .general_autofill_enabled(false)
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _: DownloadEvent<'_>| false);
    #[cfg(windows)]
    let builder = builder.additional_browser_args(QUIET);
    builder.build()?;
    Ok(())
}

/// Size and place are kept from one start to the next.
pub(crate) fn memory<R: Runtime>() -> TauriPlugin<R> {
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .build()
}

/// Somebody started the program again: the first window comes to the front and
/// takes the files of that start.
pub(crate) fn second_start<R: Runtime>(app: &AppHandle<R>, arguments: &[String], folder: &str) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let outcome =
            window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
        if let Err(error) = outcome {
            log::warn!("the window did not come to the front: {error}");
        }
    }
    let arguments = arguments.iter().map(Into::into);
    offer(app, files::named_on_start(arguments, Path::new(folder)));
}

/// Takes dropped files, and sees to it that closing comes to an end.
pub(crate) fn on_event<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    match event {
        WindowEvent::DragDrop(DragDropEvent::Enter { .. }) => tell(window, "dragging", true),
        WindowEvent::DragDrop(DragDropEvent::Leave) => tell(window, "dragging", false),
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
            tell(window, "dragging", false);
            offer(window.app_handle(), paths.clone());
        }
        // The page saves what is unsaved and then closes the window itself.
        WindowEvent::CloseRequested { .. } => close_within(PATIENCE, window.clone()),
        _ => {}
    }
}

/// Gives out tokens for `paths` and tells the page that some wait.
fn offer<R: Runtime>(app: &AppHandle<R>, paths: Vec<PathBuf>) {
    if !paths.is_empty() {
        app.state::<Files>().offer(paths);
        tell(app, "offered", ());
    }
}

fn tell<R: Runtime>(page: &impl Emitter<R>, event: &str, payload: impl Serialize + Clone) {
    if let Err(error) = page.emit(event, payload) {
        log::warn!("the page did not hear of “{event}”: {error}");
    }
}

/// Which closing is the one that still holds.
#[derive(Debug, Default)]
pub(crate) struct Closing(AtomicU32);

impl Closing {
    /// The page asks the user something before it closes.
    pub(crate) fn call_off(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// The page heard of the closing and saves.
pub(crate) fn wait_for_save<R: Runtime>(window: Window<R>) {
    close_within(LONG_PATIENCE, window);
}

/// Closes the window when the page has not done so, nor called it off, in time.
fn close_within<R: Runtime>(time: Duration, window: Window<R>) {
    let ticket = window.state::<Closing>().0.fetch_add(1, Ordering::Relaxed) + 1;
    thread::spawn(move || {
        thread::sleep(time);
        let holds = window.state::<Closing>().0.load(Ordering::Relaxed) == ticket;
        if holds && window.destroy().is_ok() {
            log::warn!("the page did not close in time");
        }
    });
}

/// The page is the program's own; nothing else is ever shown in the window.
fn is_own_page(url: &Url) -> bool {
    let development = cfg!(dev) && url.as_str().starts_with("http://localhost:5173/");
    let built_in = match url.scheme() {
        "tauri" => true,
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    };
    development || built_in
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_never_leaves_the_program_s_own_pages() {
        let allowed = |url: &str| is_own_page(&Url::parse(url).unwrap());
        assert!(allowed("tauri://localhost/index.html"));
        assert!(allowed("http://tauri.localhost/"));
        assert!(!allowed("http://tauri.localhost.example.com/"));
        assert!(!allowed("https://example.com/"));
        assert!(!allowed("file:///etc/passwd"));
        assert!(!allowed("about:blank"));
    }
}
