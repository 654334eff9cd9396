//! The core of Shuzhi: everything the program knows, without a window.
//!
//! The shell and the terminal program open the doors of these rooms; no room
//! names a window, reads a clock or touches the network. ARCHITECTURE.md is
//! the map; the vocabulary is [`model`].

pub mod backup;
pub mod check;
pub mod compare;
pub mod draft;
pub mod duties;
mod error;
pub mod exchange;
pub mod export;
pub mod figures;
pub mod import;
pub mod manuscript;
pub mod model;
pub mod returned;
pub mod search;
pub mod store;
pub mod template;

pub use error::{Error, ErrorCode, Result};
