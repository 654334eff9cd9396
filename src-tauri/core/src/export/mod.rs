//! What leaves the house: a report as a Word file or as text, written so that
//! a failure never leaves half a file.

mod docx;
mod preview;
mod text;
mod xml;

pub use docx::docx;
pub use preview::{Preview, preview};
pub use text::text;
