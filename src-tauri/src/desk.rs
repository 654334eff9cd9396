//! What every command works on: the open data file and the kinds of report.

use std::error::Error as _;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use chrono::{Local, NaiveDate, Utc};
use serde::Serialize;
use tauri::{AppHandle, Emitter, Runtime};
use uuid::Uuid;

use shuzhi_core::draft;
use shuzhi_core::model::{Finding, Moment, Uid};
use shuzhi_core::store::{ReportRow, Store, place};
use shuzhi_core::template::Shelf;
use shuzhi_core::{Error, ErrorCode};

/// The open data file and the kinds of report.
#[derive(Debug)]
pub(crate) struct Desk {
    store: Mutex<Store>,
    shelf: Mutex<Arc<Shelf>>,
    /// What was saved last before a run that did not end; told once.
    broken: Mutex<Option<ReportRow>>,
}

/// What a command gives: its value, or why not.
pub(crate) type Reply<T> = Result<T, Failure>;

/// Why a command failed, as the page receives it.
#[derive(Debug, Serialize)]
pub(crate) struct Failure {
    code: ErrorCode,
    /// In Chinese, ready to show.
    message: String,
    /// What blocks an export.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<Finding>,
    /// The report that has the year already.
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<Uid>,
}

/// What a write changed, so that the page knows what to read again.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub(crate) struct Changes {
    pub(crate) reports: bool,
    pub(crate) branch: bool,
    pub(crate) settings: bool,
}

/// How often, a tenth of a second apart, a start asks for a data file that is in
/// use: a window that was just closed may still be taking its last copy.
const ASKED: u32 = 80;

impl Desk {
    /// Begins to work on the data file.
    pub(crate) fn over(mut store: Store) -> Result<Self, Error> {
        // A disk that takes nothing must not keep the text from being read.
        let broken = draft::begin_session(&mut store).unwrap_or_else(|error| {
            note_in_journal(&error);
            None
        });
        let shelf = Mutex::new(Arc::new(Shelf::load(store.path().parent())));
        Ok(Self { store: Mutex::new(store), shelf, broken: Mutex::new(broken) })
    }

    /// The data file. A command that panicked rolled its write back, so its
    /// lock is as good as any.
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The data file beside the connection that saves: long reading through it
    /// holds nobody up.
    pub(crate) fn beside(&self) -> Result<Store, Error> {
        let path = self.store().path().to_owned();
        Store::open_beside(&path)
    }

    /// What was saved last before a run that did not end, the first time it is asked.
    pub(crate) fn take_broken(&self) -> Option<ReportRow> {
        self.broken.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Gives the data file out of hand, has `work` done on it, and goes on with
    /// what is there then. Commands wait for it.
    ///
    /// # Errors
    ///
    /// The inner one of `work`; the outer one when the file cannot be opened
    /// any more: nothing is read or taken from then on.
    pub(crate) fn hand_out<T>(
        &self,
        work: impl FnOnce(&Path) -> Result<T, Error>,
    ) -> Result<Result<T, Error>, Error> {
        let mut store = self.store();
        let path = store.path().to_owned();
        std::mem::replace(&mut *store, Store::closed()?).leave();
        let done = work(&path);
        *store = place::open(&env)?;
        Ok(done)
    }

    /// Closes the data file. What still comes is refused.
    pub(crate) fn close(&self) {
        if let Err(error) = draft::end_session(&mut self.store()) {
            note_in_journal(&error);
        }
        if let Ok(closed) = Store::closed() {
            *self.store() = closed;
        }
    }

    /// The folder of the data file, where the user's own files lie beside it.
    pub(crate) fn folder(&self) -> PathBuf {
        self.store().path().parent().map(Path::to_owned).unwrap_or_default()
    }

    /// The kinds of report and the layouts.
    pub(crate) fn shelf(&self) -> Arc<Shelf> {
        Arc::clone(&self.shelf.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The same, read anew: the user's own stand beside the data, which may
    /// have been moved, and may have been put there a moment ago.
    pub(crate) fn fresh_shelf(&self) -> Arc<Shelf> {
        let shelf = Arc::new(Shelf::load(self.store().path().parent()));
        *self.shelf.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&shelf);
        shelf
    }

    /// Opens a door that writes, then tells the page what changed.
    pub(crate) fn write<R: Runtime, T>(
        &self,
        app: &AppHandle<R>,
        changes: Changes,
        door: impl FnOnce(&mut Store) -> Result<T, Error>,
    ) -> Reply<T> {
        let value = door(&mut self.store())?;
        if let Err(error) = app.emit("changed", changes) {
            log::warn!("the page did not hear of a change: {error}");
        }
        Ok(value)
    }
}

/// Opens the data file, which is made where there is none.
pub(crate) fn open_when_free() -> Result<Store, Error> {
    for _ in 1..ASKED {
        match place::open(&env) {
            Err(Error::StoreInUse) => thread::sleep(Duration::from_millis(100)),
            outcome => return outcome,
        }
    }
    place::open(&env)
}

impl Changes {
    /// Reports were added, changed or removed.
    pub(crate) const REPORTS: Self = Self { reports: true, branch: false, settings: false };
    /// The unit's facts or its notice.
    pub(crate) const BRANCH: Self = Self { reports: false, branch: true, settings: false };
    /// Reports, and the unit they belong to.
    pub(crate) const REPORTS_AND_BRANCH: Self =
        Self { reports: true, branch: true, settings: false };
    /// All there is.
    pub(crate) const EVERYTHING: Self = Self { reports: true, branch: true, settings: true };
    /// What the user chose.
    pub(crate) const SETTINGS: Self = Self { reports: false, branch: false, settings: true };
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        note_in_journal(&error);
        let (code, message) = (error.code(), error.to_string());
        let (findings, report) = match error {
            Error::Blocked(findings) => (findings, None),
            Error::YearTaken { report, .. } => (Vec::new(), Some(report)),
            _ => (Vec::new(), None),
        };
        Self { code, message, findings, report }
    }
}

/// Notes a failure: its code and what the system said, never words of a report.
pub(crate) fn note_in_journal(error: &Error) {
    match error.source() {
        Some(cause) => log::warn!("{:?}: {cause}", error.code()),
        None => log::info!("{:?}", error.code()),
    }
}

/// The environment, for the door that names the place of the data.
pub(crate) fn env(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// Now.
pub(crate) fn now() -> Moment {
    Utc::now()
}

/// The date where the user is.
pub(crate) fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// A permanent name that nothing has yet.
pub(crate) fn fresh_uid() -> Uid {
    Uid::parse(&Uuid::now_v7().to_string()).expect("a UUID is written in its canonical form")
}
