use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Uid, Year};

/// A unit (单位档案): what stays the same over the years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Branch {
    /// Its permanent name.
    pub uid: Uid,
    /// After a merger: the unit it carries on.
    pub succeeds: Option<Uid>,
    /// The facts of each year that has some, oldest first.
    pub years: Vec<BranchYear>,
}

/// The facts of a unit in one year. A new year starts as a copy of the last,
/// so a report of 2022 shows the secretary of 2022.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct BranchYear {
    /// The first year for which this holds.
    pub year: Year,
    /// Full name, such as 青禾社区党支部.
    pub name: String,
    /// 党支部, 党总支 or 党委.
    pub level: Level,
    /// Community or village, such as 青禾社区; "" when not told.
    pub community: String,
    /// The body above, such as 云桥街道党工委; "" when not told.
    pub superior: String,
    /// Name of the secretary; "" when not told.
    pub secretary: String,
    /// Number of Party members; `None` when not told.
    pub members: Option<u32>,
}

/// The rank of a unit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Level {
    /// 党支部
    #[default]
    Branch,
    /// 党总支
    GeneralBranch,
    /// 党委
    Committee,
}

impl Branch {
    /// The facts that hold in `year`: those of the last year not after it, or
    /// the earliest there are. `None` only for a unit without any facts.
    pub fn in_year(&self, year: Year) -> Option<&BranchYear> {
        self.years.iter().rev().find(|facts| facts.year <= year).or_else(|| self.years.first())
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Branch => "党支部",
            Self::GeneralBranch => "党总支",
            Self::Committee => "党委",
        })
    }
}
