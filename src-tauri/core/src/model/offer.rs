use serde::{Deserialize, Serialize};

/// A file that the interface may ask for: the window keeps its path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct FileOffer {
    /// What to ask for it by.
    pub token: u32,
    /// Its name, for display.
    pub name: String,
}
