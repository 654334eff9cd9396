use serde::{Deserialize, Serialize};

use super::{Moment, Uid};

/// A kept state of a report (历史版本). Its bytes never change; it is taken at
/// named moments only, and never twice in a row for an equal text, unless the
/// second time it is given a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Revision {
    /// Its number: later revisions have larger ones, whatever the clock said.
    #[cfg_attr(feature = "bindings", ts(type = "number"))]
    pub id: i64,
    /// The report.
    pub report: Uid,
    /// Why it was kept.
    pub reason: Reason,
    /// A name given by the writer (第2稿·街道退回), or why the text was kept; "" for none.
    pub name: String,
    /// When it was kept, for display.
    #[cfg_attr(feature = "bindings", ts(type = "string"))]
    pub at: Moment,
    /// SHA-256 of the kept JSON, in hexadecimal.
    pub hash: String,
}

/// Why a state was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Reason {
    /// 打开修改前
    Opened,
    /// 导出
    Exported,
    /// 导入
    Imported,
    /// 每十分钟
    Interval,
    /// 手动
    ByHand,
    /// 另一处的修改：a save that came too late, kept beside the newer text.
    Stale,
    /// 报送：the text as it was handed in.
    Submitted,
    /// 恢复前：the text before an older one took its place.
    Restoring,
    /// 一次改多处前
    Bulk,
    /// 街道返回稿：the text of a file that came back from somebody else.
    Returned,
}
