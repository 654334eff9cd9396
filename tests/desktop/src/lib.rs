//! Drives the real window, as a user would: by what is written on the screen.
//!
//! [`Office`] is a computer of its own (home folder, data, documents), and
//! [`Window`] the program started on it. A WebKitWebDriver on a free port does
//! the clicking and typing, so the display is whatever `DISPLAY` names; `make`
//! brings a virtual one.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a test may panic")]

mod barriers;
mod bus;
mod long;
mod office;
mod patience;
mod screen;
mod sight;
mod window;
mod wire;

pub use bus::Bus;
pub use long::long_report;
pub use office::{Office, Started, project};
pub use patience::{eventually, within};
pub use sight::{Drawing, Sight, Watch, memory, processes};
pub use window::{Element, Window};
