//! What leaves the house: a report as a Word file or as text, written so that
//! a failure never leaves half a file.

mod docx;
mod file;
mod preview;
mod text;
mod xml;

pub use docx::docx;
pub use file::{file_name, free_name, write};
pub use preview::{Preview, preview};
pub use text::text;
