//! From the report to the page: numbers, assembled text, length, pages.
//!
//! Everything here is pure. [`assemble`] says what stands on paper and every
//! exporter takes its [`Manuscript`](crate::model::Manuscript).

mod assemble;
mod clusters;
mod count;
mod kinsoku;
mod lines;
mod number;
mod pages;
mod row;
mod signature;
mod table;
#[cfg(test)]
mod testing;
mod title;
mod view;
mod widths;

pub use assemble::{assemble, lines_after, stays_with_next};
pub use count::{Counts, count, count_text, minutes};
pub use number::numbers;
pub use pages::paginate;
pub use signature::{SignatureOffsets, signature_offsets};
pub use table::{Column, TableSetting, table_setting};
pub use view::{Line, Page, Piece};
pub use widths::stretches;
