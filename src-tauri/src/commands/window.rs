//! The window itself.

use tauri::{State, Window};

use crate::window::{self, Closing};

/// The page heard that the window is to close, and saves first.
#[tauri::command(async)]
pub(crate) fn leaving(window: Window) {
    window::wait_for_save(window);
}

/// The page asks about unsaved text before it closes: the window waits.
#[tauri::command(async)]
pub(crate) fn keep_open(closing: State<'_, Closing>) {
    closing.call_off();
}
