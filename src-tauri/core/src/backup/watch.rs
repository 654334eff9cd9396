use std::path::Path;

use chrono::TimeDelta;

use super::{Taken, Why, mirror, take};
use crate::Result;
use crate::model::Moment;
use crate::store::Store;

/// After so much time of change a copy is taken.
const ROLLING: TimeDelta = TimeDelta::minutes(30);

/// Watches the data from beside, through a connection of its own, so that
/// taking a copy never holds up a save.
#[derive(Debug)]
pub struct Watch {
    beside: Store,
    /// What the data looked like at the last look.
    version: i64,
    /// The first change that no copy has.
    changed: Option<Moment>,
    /// The number of the last kept state that was proved; `None` once all are.
    proved: Option<i64>,
}

/// How far the proof of the data has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// There is more to prove.
    Going,
    /// All of the file is as it was saved.
    Whole,
    /// Something is not.
    Damaged,
}

impl Watch {
    /// Begins to watch the data at `path`.
    ///
    /// # Errors
    ///
    /// As [`Store::open_for_reading`].
    pub fn begin(path: &Path) -> Result<Self> {
        let beside = Store::open_beside(path)?;
        let version = beside.data_version()?;
        Ok(Self { beside, version, changed: None, proved: Some(0) })
    }

    /// Whether it is the data at `path` that is watched.
    pub fn is_of(&self, path: &Path) -> bool {
        self.beside.is_at(path)
    }

    /// Looks, at `at`: where something changed, the text files follow, and half
    /// an hour after the first change a copy is taken. A clock that jumped
    /// back takes one too many, never one too few.
    ///
    /// # Errors
    ///
    /// As [`take`] and [`mirror`]; the next look tries again.
    pub fn look(&mut self, at: Moment) -> Result<Option<Taken>> {
        let version = self.beside.data_version()?;
        let mut mirrored = Ok(());
        if version != self.version {
            self.changed.get_or_insert(at);
            mirrored = mirror(&self.beside).map(|_| self.version = version);
        }
        let mut taken = None;
        if self.changed.is_some_and(|since| at.signed_duration_since(since).abs() >= ROLLING) {
            taken = Some(take(&self.beside, Why::Rolling, at)?);
            self.changed = None;
        }
        // Where a text file cannot be written a copy may still be taken.
        mirrored.map(|()| taken)
    }

    /// As [`catch_up`](super::catch_up), of the data that is watched.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn catch_up(&self, at: Moment) -> Result<()> {
        super::catch_up(&self.beside, at)
    }

    /// Proves the next slice of what the start left unproved, a few
    /// milliseconds' work; the structure of the whole file is the last one.
    ///
    /// # Errors
    ///
    /// As [`Store::flaws`].
    pub fn prove(&mut self) -> Result<Proof> {
        let Some(after) = self.proved else { return Ok(Proof::Whole) };
        let (flaws, last) = self.beside.flaws_of_kept(after)?;
        self.proved = last;
        Ok(match last {
            _ if !flaws.is_empty() => Proof::Damaged,
            Some(_) => Proof::Going,
            None => Proof::Whole,
        })
    }
}

/// The copy that is taken when the data is closed, unless the latest copy says
/// the same already.
///
/// # Errors
///
/// As [`take`] and [`mirror`].
pub(super) fn at_close(store: &Store, at: Moment) -> Result<Option<Taken>> {
    let mirrored = mirror(store);
    let taken = if_changed(store, Why::Closing, at)?;
    mirrored.map(|_| taken)
}

/// Takes a copy unless the latest one says the same already.
pub(super) fn if_changed(store: &Store, why: Why, at: Moment) -> Result<Option<Taken>> {
    let latest = super::list(store)?.into_iter().next();
    let is_kept = match latest.map(|latest| super::open(store, &latest.name)) {
        Some(Ok(copy)) => copy.equals(store)?,
        _ => false,
    };
    if is_kept { super::catch_up(store, at).map(|()| None) } else { take(store, why, at).map(Some) }
}
