//! What looks after the data while the window is open: copies in time, the
//! proof of what the start did not read, and a damaged file made whole.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use serde::Serialize;
use tauri::{AppHandle, Emitter, Manager};

use shuzhi_core::Error;
use shuzhi_core::backup::{self, Proof, Rescued, Watch};
use shuzhi_core::store::Store;

use crate::desk::{Changes, Desk, note_in_journal, now};
use crate::dialogs;

/// The first screens come first.
const SETTLING: Duration = Duration::from_secs(10);

/// How often the data is looked at.
const PULSE: Duration = Duration::from_secs(60);

/// How long the disk is left in peace between two slices of the proof.
const BREATH: Duration = Duration::from_secs(1);

/// What became of a damaged file, or why it could not be made whole, until the
/// page asks.
#[derive(Debug, Default)]
pub(crate) struct Damage(Mutex<Option<Result<Rescued, Error>>>);

impl Damage {
    pub(crate) fn tell(&self, outcome: Result<Rescued, Error>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
    }

    pub(crate) fn take(&self) -> Option<Result<Rescued, Error>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Looks after the data from a thread of its own, for as long as the program
/// runs. It never holds the connection that saves.
pub(crate) fn begin(app: AppHandle) {
    thread::spawn(move || {
        let mut watch = None;
        let mut told = None;
        let mut is_proved = false;
        thread::sleep(SETTLING);
        loop {
            let failed = look(&app, &mut watch).err();
            let trouble = failed.as_ref().map(|(trouble, _)| *trouble);
            // A stick that is out is said once, not every minute.
            if let Some((trouble, error)) = failed.filter(|_| told != trouble) {
                note_in_journal(&error);
                let _ = app.emit("copyFailed", trouble);
            }
            told = trouble;
            if let Some(watching) = &mut watch
                && !is_proved
            {
                match prove(watching) {
                    Ok(Proof::Damaged) => {
                        watch = None; // Its connection would hold the file.
                        make_whole(&app);
                        is_proved = true;
                    }
                    Ok(_) => is_proved = true,
                    Err(error) => note_in_journal(&error),
                }
            }
            thread::sleep(PULSE);
        }
    });
}

/// Proves what the start did not, one slice after the other.
fn prove(watching: &mut Watch) -> Result<Proof, Error> {
    loop {
        match watching.prove()? {
            Proof::Going => thread::sleep(BREATH),
            done => return Ok(done),
        }
    }
}

/// Makes the data whole under the open window, and has the page tell it.
fn make_whole(app: &AppHandle) {
    log::warn!("the data file is damaged");
    let outcome = app.state::<Desk>().hand_out(|path| backup::rescue(path, now()));
    match outcome {
        Ok(rescued) => app.state::<Damage>().tell(rescued),
        Err(error) => {
            note_in_journal(&error);
            return dialogs::last_words(app, error.to_string());
        }
    }
    let _ = app.emit("changed", Changes::EVERYTHING);
    let _ = app.emit("rescued", ());
}

/// What keeps copies from being taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
enum Trouble {
    /// No copy, or no text file, is written beside the data.
    Refused,
    /// The second place is not there: its stick is out.
    SecondMissing,
    /// The second place does not take the copy.
    SecondRefused,
}

/// Takes the copy that is due, here and in the second place.
fn look(app: &AppHandle, watch: &mut Option<Watch>) -> Result<(), (Trouble, Error)> {
    let refused = |error| (Trouble::Refused, error);
    let path = app.state::<Desk>().store().path().to_owned();
    let watching = match watch {
        Some(watching) if watching.is_of(&path) => watching,
        _ => watch.insert(Watch::begin(&path).map_err(refused)?),
    };
    watching.look(now()).map_err(refused)?;
    watching.catch_up(now()).map_err(|error| match error {
        Error::FolderMissing(_) => (Trouble::SecondMissing, error),
        _ => (Trouble::SecondRefused, error),
    })
}

/// The last copy, before the data is closed.
pub(crate) fn at_close(desk: &Desk) {
    if let Err(error) = backup::at_close(&desk.store(), now()) {
        note_in_journal(&error);
    }
}

/// Whether the present texts are not those that were saved, as far as a start
/// looks; what SQLite cannot open is not whole either.
pub(crate) fn is_damaged(opened: &Result<Store, Error>) -> bool {
    match opened {
        Ok(store) => store.flaws_at_start().is_ok_and(|flaws| !flaws.is_empty()),
        // A foreign file is told as such, and left as it is.
        Err(Error::StoreDamaged(path) | Error::StoreEmpty(path)) => backup::may_rescue(path),
        Err(_) => false,
    }
}

/// Makes the data at `path` whole again, as far as it goes.
pub(crate) fn rescue(path: &Path) -> Result<Rescued, Error> {
    backup::rescue(path, now())
}
