//! What the page may ask for: a file for each of its rooms. A command unpacks,
//! opens one door, passes back; what needs more than that belongs to the core.
#![allow(clippy::needless_pass_by_value, reason = "Tauri hands over owned arguments")]

pub(crate) mod backup;
pub(crate) mod branch;
pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod draft;
pub(crate) mod duties;
pub(crate) mod export;
pub(crate) mod figures;
pub(crate) mod history;
pub(crate) mod home;
pub(crate) mod import;
pub(crate) mod returned;
pub(crate) mod rolling;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod window;
