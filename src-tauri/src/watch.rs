//! What looks after the data while the window is open: copies in time, and a
//! damaged file made whole at the start.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tauri::{AppHandle, Emitter, Manager};

use shuzhi_core::Error;
use shuzhi_core::backup::{self, Rescued, Watch};

use crate::desk::{Desk, note_in_journal, now};

/// How often the data is looked at.
const PULSE: Duration = Duration::from_secs(60);

/// What became of a damaged file, until the page asks.
#[derive(Debug, Default)]
pub(crate) struct Damage(Mutex<Option<Rescued>>);

impl Damage {
    pub(crate) fn tell(&self, rescued: Rescued) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(rescued);
    }

    pub(crate) fn take(&self) -> Option<Rescued> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Looks after the data from a thread of its own, for as long as the program
/// runs. It never holds the connection that saves.
pub(crate) fn begin(app: AppHandle) {
    thread::spawn(move || {
        let mut watch = None;
        let mut missed = false;
        loop {
            thread::sleep(PULSE);
            if let Err(error) = look(&app, &mut watch, &mut missed) {
                note_in_journal(&error);
            }
        }
    });
}

fn look(app: &AppHandle, watch: &mut Option<Watch>, missed: &mut bool) -> Result<(), Error> {
    let path = app.state::<Desk>().store().path().to_owned();
    let watching = match watch {
        Some(watching) if watching.is_of(&path) => watching,
        _ => watch.insert(Watch::begin(&path)?),
    };
    if let Some(taken) = watching.look(now())? {
        // A stick that is out is said once, not every half hour.
        if taken.second.is_some() && !*missed {
            let _ = app.emit("secondPlaceMissing", ());
        }
        *missed = taken.second.is_some();
    }
    Ok(())
}

/// The last copy, before the data is closed.
pub(crate) fn at_close(desk: &Desk) {
    if let Err(error) = backup::at_close(&desk.store(), now()) {
        note_in_journal(&error);
    }
}

/// Whether the texts of the data are those that were saved; what SQLite cannot
/// open is not whole either.
pub(crate) fn is_damaged(outcome: &Result<Desk, Error>) -> bool {
    match outcome {
        Ok(desk) => desk.store().flaws().is_ok_and(|flaws| !flaws.is_empty()),
        // A foreign file is told as such, and left as it is.
        Err(Error::StoreDamaged(path)) => backup::may_rescue(path),
        Err(_) => false,
    }
}

/// Makes the data at `path` whole again, as far as it goes.
pub(crate) fn rescue(path: &Path) -> Result<Rescued, Error> {
    backup::rescue(path, now())
}
