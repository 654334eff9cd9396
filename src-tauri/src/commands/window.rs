//! The window itself.

use tauri::State;

use crate::window::Closing;

/// The page asks about unsaved text before it closes: the window waits.
#[tauri::command(async)]
pub(crate) fn keep_open(closing: State<'_, Closing>) {
    closing.call_off();
}
