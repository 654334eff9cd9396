//! The log: what happened, never what was written.
//!
//! A line may hold codes, places in the program and what the system said. It
//! must not hold words of a report, nor messages that quote them.

use std::fs;
use std::panic;

use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_log::{Builder, RotationStrategy, Target, TargetKind};

/// One file of at most this many bytes; when it is full it starts anew.
const LIMIT: u128 = 500_000;

/// The log's file, without its ending.
const NAME: &str = "shuzhi";

/// What the log says; nothing where it cannot be read.
pub(crate) fn text<R: Runtime>(app: &AppHandle<R>) -> String {
    let file = app.path().app_log_dir().map(|folder| folder.join(format!("{NAME}.log")));
    file.ok()
        .and_then(|file| fs::read(file).ok())
        .map_or_else(String::new, |bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Starts the log in the system's folder for logs, and notes panics in it.
/// A folder that cannot be written costs the log, not the program.
pub(crate) fn open<R: Runtime>(app: &AppHandle<R>) {
    let log = Builder::new()
        .clear_targets()
        .target(Target::new(TargetKind::LogDir { file_name: Some(NAME.to_owned()) }))
        .level(log::LevelFilter::Info)
        .max_file_size(LIMIT)
        .rotation_strategy(RotationStrategy::KeepOne)
        .split(app);
    if let Ok((_, level, log)) = log
        && tauri_plugin_log::attach_logger(level, log).is_ok()
    {
        log::info!("shuzhi {} started", app.package_info().version);
    }
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        // A composed message may quote the text that broke; a literal cannot.
        let literal = info.payload().downcast_ref::<&'static str>().unwrap_or(&"");
        log::error!("panic at {place}: {literal}");
    }));
}
