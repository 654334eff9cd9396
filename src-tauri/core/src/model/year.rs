use std::fmt;

use serde::{Deserialize, Serialize};

/// The year whose work a report answers for (年度).
///
/// A report written in January 2025 about the work of 2024 has the year 2024:
/// the year belongs to the work, not to the day of writing.
///
/// ```
/// use shuzhi_core::model::Year;
///
/// let year = Year::new(2024)?;
/// assert_eq!(year.to_string(), "2024年度");
/// assert_eq!(year.previous(), Some(Year::new(2023)?));
/// assert!(Year::new(24).is_err());
/// # Ok::<(), shuzhi_core::model::YearOutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export, type = "number"))]
pub struct Year(u16);

/// The number is no year that a report of this kind can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("年度应在 {first} 到 {last} 之间，现在是 {0}。请改成四位数的年份。", first = Year::FIRST, last = Year::LAST)]
pub struct YearOutOfRange(pub u16);

impl Year {
    const FIRST: u16 = 1949;
    const LAST: u16 = 2199;

    /// The year `number`.
    ///
    /// # Errors
    ///
    /// [`YearOutOfRange`] outside 1949–2199, so that a slip such as `24` or
    /// `20244` is caught where it is typed.
    pub fn new(number: u16) -> Result<Self, YearOutOfRange> {
        if (Self::FIRST..=Self::LAST).contains(&number) {
            Ok(Self(number))
        } else {
            Err(YearOutOfRange(number))
        }
    }

    /// The year `number`, or the nearest to it that there is.
    pub fn nearest(number: i32) -> Self {
        let number = number.clamp(Self::FIRST.into(), Self::LAST.into());
        Self(u16::try_from(number).expect("years have four digits"))
    }

    /// The year as a number, such as 2024.
    pub fn number(self) -> u16 {
        self.0
    }

    /// The year before, or `None` for the first there is.
    pub fn previous(self) -> Option<Self> {
        Self::new(self.0 - 1).ok()
    }
}

impl TryFrom<u16> for Year {
    type Error = YearOutOfRange;

    fn try_from(number: u16) -> Result<Self, YearOutOfRange> {
        Self::new(number)
    }
}

impl From<Year> for u16 {
    fn from(year: Year) -> Self {
        year.0
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}年度", self.0)
    }
}
