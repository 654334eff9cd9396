//! The file that carries reports from one store to another: as .json, inside
//! an exported .docx, to a successor or to the street.
//!
//! **Invariants:** taking in never overwrites. What is here under the same
//! permanent name stays as it is; what came is kept beside it, and told.

mod format;
mod moving;
mod plan;

use crate::Result;
use crate::model::Moment;
use crate::store::Store;

pub use self::format::{
    DutyWithAnswers, Exchange, IN_ARCHIVE, decode, encode, notice_file, read_notice,
};
pub use self::moving::move_data;
pub use self::plan::TakenIn;

/// What [`take_in`] would do with `exchange`; nothing is changed.
///
/// # Errors
///
/// [`Error::DataFile`](crate::Error::DataFile) for a file that speaks of
/// reports neither it nor the store has.
pub fn preview(store: &Store, exchange: &Exchange) -> Result<TakenIn> {
    plan::make(store, exchange).map(|plan| plan.outcome)
}

/// Takes in what `exchange` carries, all or nothing.
///
/// A report that is new is added, beside the one that has its year if need be.
/// One that is here with another text stays, and what came is kept as a
/// revision of it. Facts of a unit are added year by year; figures and duties
/// are added where no equal ones are.
///
/// # Errors
///
/// As [`preview`], and whatever the store refuses.
pub fn take_in(store: &mut Store, exchange: &Exchange, at: Moment) -> Result<TakenIn> {
    store.write(|tx| plan::make(tx, exchange)?.carry_out(tx, at))
}

#[cfg(test)]
mod tests;
