//! Copies of the data, taken by themselves and brought back when asked.
//!
//! A copy is a whole data file in a folder beside the data, and in a second
//! place if one was chosen; a text file a report lies next to them for the day
//! when nothing else can be read. **Invariants:** a copy counts only after it
//! was opened and compared; bringing back never goes over what is there
//! without keeping it first; no copy is thinned away but by `thin`'s rule.

mod diagnosis;
mod folder;
mod mirror;
mod name;
mod rescue;
mod thin;
mod watch;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use self::diagnosis::diagnosis;
use self::folder::Folder;
pub use self::mirror::{FOLDER as TEXTS, mirror};
pub use self::rescue::{Rescued, RescuedFrom, RescuedReport, may_rescue, rescue};
pub use self::watch::{Proof, Watch};
use crate::model::{Moment, Reason, Report, Uid};
use crate::store::{COPIES, ReportRow, Store};
use crate::{Error, Result, figures};

/// The key under which the store keeps the second place.
const SECOND_PLACE: &str = "secondPlace";

/// A copy of the data (备份).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Copy {
    /// Its file's name, which names it.
    pub name: String,
    /// Its number: later copies have larger ones, whatever the clock said.
    pub number: u32,
    /// When it was taken.
    #[cfg_attr(feature = "bindings", ts(type = "string"))]
    pub at: Moment,
    /// Why it was taken.
    pub why: Why,
    /// Bytes of its file.
    #[cfg_attr(feature = "bindings", ts(type = "number"))]
    pub size: u64,
}

/// Why a copy was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Why {
    /// 定时: after half an hour of change.
    Rolling,
    /// 关闭时
    Closing,
    /// 升级前
    BeforeUpgrade,
    /// 恢复前
    BeforeRestore,
    /// 导入前
    BeforeImport,
    /// 手动
    ByHand,
}

/// A copy that was taken.
#[derive(Debug)]
pub struct Taken {
    /// The copy.
    pub copy: Copy,
    /// Why it is not in the second place as well, when it should be.
    pub second: Option<Error>,
}

/// Takes a copy of the data, proves it equal, and thins out old ones. The
/// second place failing is told, and is no failure of the copy.
///
/// # Errors
///
/// [`Error::TargetFull`], [`Error::Unwritable`]; [`Error::CopyDamaged`] when
/// what was written is not what is stored.
pub fn take(store: &Store, why: Why, at: Moment) -> Result<Taken> {
    take_telling(store, why, at, &mut |_| ())
}

/// As [`take`]; `tell` hears how many hundredths of it are done.
///
/// # Errors
///
/// As [`take`].
pub fn take_telling(
    store: &Store,
    why: Why,
    at: Moment,
    tell: &mut dyn FnMut(u8),
) -> Result<Taken> {
    let folder = Folder::beside(store);
    let there = second_folder(store)?;
    // Where the data was moved, its folder begins anew; the numbers go on, since
    // they alone order the copies of the second place.
    let number = folder.latest().max(there.as_ref().map_or(0, Folder::latest)) + 1;
    let copy = folder.take(store, number, (why, at), tell)?;
    let second =
        there.and_then(|there| there.receive(&folder, &copy).and_then(|()| there.thin(at)).err());
    folder.thin(at)?;
    Ok(Taken { copy, second })
}

/// Brings the latest copy to the second place where it is not there: a stick
/// that was out, or full.
///
/// # Errors
///
/// [`Error::FolderMissing`] while it is out; [`Error::TargetFull`],
/// [`Error::Unwritable`]; [`Error::CopyDamaged`] when it gives back something
/// else.
pub fn catch_up(store: &Store, at: Moment) -> Result<()> {
    let folder = Folder::beside(store);
    let (Some(there), Some(latest)) = (second_folder(store)?, folder.list()?.into_iter().next())
    else {
        return Ok(());
    };
    if there.has(&latest) {
        return Ok(());
    }
    there.receive(&folder, &latest)?;
    there.thin(at)
}

fn second_folder(store: &Store) -> Result<Option<Folder>> {
    Ok(second_place(store)?.map(|place| Folder::at(place.join(COPIES))))
}

/// Takes the copy that is due when the data is closed: none when the latest
/// says the same already.
///
/// # Errors
///
/// As [`take`].
pub fn at_close(store: &Store, at: Moment) -> Result<Option<Taken>> {
    watch::at_close(store, at)
}

/// So many files that are read in at once are preceded by a copy.
pub const MANY: usize = 5;

/// Takes the copy that is due before much is read in: none when the latest says
/// the same already.
///
/// # Errors
///
/// As [`take`].
pub fn before_import(store: &Store, at: Moment) -> Result<()> {
    watch::if_changed(store, Why::BeforeImport, at).map(drop)
}

/// The copies beside the data, latest first.
///
/// # Errors
///
/// [`Error::Unreadable`] when the folder is there and is not given.
pub fn list(store: &Store) -> Result<Vec<Copy>> {
    Folder::beside(store).list()
}

/// The file of a copy beside the data.
///
/// # Errors
///
/// [`Error::CopyMissing`].
pub fn path_of(store: &Store, name: &str) -> Result<PathBuf> {
    Folder::beside(store).path(name)
}

/// What a copy holds: its reports, without their texts.
///
/// # Errors
///
/// [`Error::CopyMissing`]; [`Error::CopyDamaged`] for one that is not whole.
pub fn contents(store: &Store, name: &str) -> Result<Vec<ReportRow>> {
    open(store, name)?.reports()
}

/// Makes the data what a copy holds, after the present data was copied; `tell`
/// hears how many hundredths of it are done.
///
/// # Errors
///
/// [`Error::CopyMissing`], [`Error::CopyDamaged`], what [`take`] refuses, and
/// [`Error::DiskFull`]; the data is then as it was.
pub fn restore(
    store: &mut Store,
    name: &str,
    at: Moment,
    tell: &mut dyn FnMut(u8),
) -> Result<Taken> {
    let from = open(store, name)?;
    restore_from(store, &from, at, tell)
}

/// As [`restore`], from a data file anywhere: a copy on a stick, or the data
/// of another computer.
///
/// # Errors
///
/// As [`restore`]; [`Error::StoreTooNew`] and [`Error::StoreDamaged`] for a
/// file that is no copy.
pub fn restore_file(
    store: &mut Store,
    file: &Path,
    at: Moment,
    tell: &mut dyn FnMut(u8),
) -> Result<Taken> {
    let from = Store::open_copy(file)?;
    if !from.flaws()?.is_empty() {
        return Err(Error::CopyDamaged(from.path().to_owned()));
    }
    restore_from(store, &from, at, tell)
}

/// Brings back what is whole.
fn restore_from(
    store: &mut Store,
    from: &Store,
    at: Moment,
    tell: &mut dyn FnMut(u8),
) -> Result<Taken> {
    let place = second_place(store)?;
    let taken = take_telling(store, Why::BeforeRestore, at, &mut |percent| tell(percent / 2))?;
    store.replace_with(from, &mut |percent| tell(50 + percent / 2))?;
    // Where copies go is a matter of this computer, not of the copy.
    remember(store, place.as_deref())?;
    Ok(taken)
}

/// Brings one report back from a copy. The present text, if there is one,
/// stays as a revision.
///
/// # Errors
///
/// [`Error::CopyMissing`], [`Error::CopyDamaged`]; [`Error::ReportMissing`]
/// when the copy does not have it; what the store refuses.
pub fn restore_report(store: &mut Store, name: &str, report: &Uid, at: Moment) -> Result<()> {
    let copy = open(store, name)?;
    let old = copy.report(report)?.report;
    let branch = copy.branch(&old.branch)?;
    store.write(|tx| {
        match tx.report(report) {
            Ok(present) => {
                tx.add_revision(&present.report, Reason::ByHand, KEPT, at)?;
                tx.recover_report(report)?;
                let old = Report { branch: present.report.branch.clone(), ..old };
                tx.save_report(&old, present.version, at)?;
                tx.replace_figures(report, &figures::of_report(&old))?;
                tx.add_revision(&old, Reason::ByHand, BROUGHT_BACK, at)?;
            }
            Err(Error::ReportMissing(_)) => {
                if matches!(tx.branch(&old.branch), Err(Error::BranchMissing)) {
                    tx.put_branch(&branch)?;
                }
                tx.add_report(&old, true, at)?;
                tx.replace_figures(report, &figures::of_report(&old))?;
                tx.add_revision(&old, Reason::ByHand, BROUGHT_BACK, at)?;
            }
            Err(error) => return Err(error),
        }
        Ok(())
    })
}

/// How the state before a report is brought back is called, and the one after.
const KEPT: &str = "从备份恢复前";
const BROUGHT_BACK: &str = "从备份恢复";

/// Deletes for good what lies in the trash, with the text files of it. Nothing
/// but the user's own word leads here.
///
/// # Errors
///
/// Whatever the store refuses.
pub fn empty_trash(store: &mut Store) -> Result<()> {
    let gone = store.trash()?;
    store.write(|tx| {
        tx.empty_trash()?;
        Ok(())
    })?;
    mirror::forget(store.path(), &gone);
    Ok(())
}

/// Where copies go besides, if that was chosen.
///
/// # Errors
///
/// [`Error::StoreUnread`] and [`Error::StoreDamaged`].
pub fn second_place(store: &Store) -> Result<Option<PathBuf>> {
    store.setting::<Option<PathBuf>>(SECOND_PLACE).map(Option::flatten)
}

/// Has copies go to `place` besides, or nowhere else.
///
/// # Errors
///
/// [`Error::FolderMissing`]; [`Error::ReadOnly`] for a name that cannot be
/// written down.
pub fn choose_second_place(store: &mut Store, place: Option<&Path>) -> Result<()> {
    if let Some(place) = place.filter(|place| !place.is_dir()) {
        return Err(Error::FolderMissing(place.to_owned()));
    }
    remember(store, place)
}

fn remember(store: &mut Store, place: Option<&Path>) -> Result<()> {
    let text = match place {
        Some(place) => Some(place.to_str().ok_or_else(|| Error::ReadOnly(place.to_owned()))?),
        None => None,
    };
    store.write(|tx| tx.set_setting(SECOND_PLACE, &text))
}

/// Opens a copy that is whole.
fn open(store: &Store, name: &str) -> Result<Store> {
    let path = Folder::beside(store).path(name)?;
    let damaged = |error| match error {
        Error::StoreDamaged(_) | Error::StoreEmpty(_) => Error::CopyDamaged(path.clone()),
        other => other,
    };
    let copy = Store::open_copy(&path).map_err(damaged)?;
    if copy.flaws().map_err(damaged)?.is_empty() { Ok(copy) } else { Err(Error::CopyDamaged(path)) }
}

#[cfg(test)]
mod tests;
