//! Kinds of report (文种) and layouts (版式), read from data files: what a new
//! report starts with, what the writer is told in each part, and what is
//! asked of its lengths.
//!
//! The built-in files are `assets/templates` and `assets/layouts`; a user's
//! own stand in the folders `文种` and `版式` beside the data file and work the
//! same. A faulty file is named, and the others still load.

mod demands;
mod fields;
mod file;
pub mod folder;
mod help;
mod matching;
mod new;
mod sample;
mod shelf;
mod validate;

pub use demands::{Demands, demands};
pub(crate) use fields::DATE_BLANK;
pub use help::{PartHelp, help};
pub use new::new_report;
pub use sample::sample;
pub use shelf::{Shelf, TemplateSummary};
