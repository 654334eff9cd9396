//! A report that came back from somebody else (街道返回稿): its file is laid
//! beside the draft, and each difference is taken or refused.
//!
//! **Invariant:** refusing all gives the draft to the byte, taking all gives
//! the returned text; both are kept as versions before anything changes.

mod atoms;
mod merge;
mod telling;
mod told;

use std::collections::BTreeSet;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::import::{ReadBack, bytes_of, open_returned};
use crate::model::{Moment, Reason, Report, Returned, Status, Uid};
use crate::store::Store;
use crate::{Error, Result, draft, export};
use merge::{Difference, Merge};
use telling::Teller;
use told::Told;

/// The file at `path` beside the report named `uid`.
///
/// # Errors
///
/// [`Error::ReportMissing`]; [`Error::Unreadable`] and those of
/// [`import::open`](crate::import::open) for a file that is not read;
/// [`Error::OtherReport`] for one of another report.
pub fn read(store: &Store, uid: &Uid, path: &Path) -> Result<Returned> {
    let draft = store.report(uid)?.report;
    let file = Beside::open(&draft, path)?;
    Ok(file.returned(sent(store, uid)?))
}

/// Makes the draft what it is with the `accepted` changes of the file at `path`,
/// as [`read`] numbered them. What it was, and what came back, are kept.
///
/// # Errors
///
/// Those of [`read`]; [`Error::ReturnedChanged`] for a change that the file does
/// not have; [`Error::Stale`] when the report was saved since `version`, and
/// [`Error::Locked`] for a final one.
pub fn keep(
    store: &mut Store,
    uid: &Uid,
    version: u32,
    path: &Path,
    accepted: &[u32],
    at: Moment,
) -> Result<()> {
    let stored = store.report(uid)?;
    if stored.version != version {
        return Err(Error::Stale { current: stored.version });
    }
    let file = Beside::open(&stored.report, path)?;
    let accepted: BTreeSet<u32> = accepted.iter().copied().collect();
    let ids = file.ids();
    if !accepted.iter().all(|id| ids.contains(id)) {
        return Err(Error::ReturnedChanged);
    }
    let merged = file.merge.with(|change| accepted.contains(&ids[change]));
    if stored.report.status == Status::Final && merged != stored.report {
        return Err(Error::Locked);
    }
    let returned = file.merge.with(|_| true);
    store.write(|tx| {
        tx.add_revision(&stored.report, Reason::Bulk, "", at)?;
        tx.add_revision(&returned, Reason::Returned, &file.name, at)?;
        draft::save_in(tx, &merged, version, at).map(drop)
    })
}

/// The report as it was sent out last.
fn sent(store: &Store, uid: &Uid) -> Result<Option<Report>> {
    let went = |reason| matches!(reason, Reason::Exported | Reason::Submitted);
    let last = store.revisions(uid)?.into_iter().find(|kept| went(kept.reason));
    // A damaged old state only keeps us from telling whose change it was.
    Ok(last.and_then(|kept| store.revision(kept.id).ok()))
}

/// A file beside a draft.
struct Beside<'d> {
    draft: &'d Report,
    /// The returned text as a report.
    text: Report,
    name: String,
    file: ReadBack,
    merge: Merge,
}

impl<'d> Beside<'d> {
    fn open(draft: &'d Report, path: &Path) -> Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self::read(draft, bytes_of(path)?, name)
    }

    fn read(draft: &'d Report, bytes: Vec<u8>, name: String) -> Result<Self> {
        let file = open_returned(bytes, &name, export::visible(draft))?;
        if let Some(carried) = &file.carried
            && is_other(&carried.report, draft)
        {
            return Err(Error::OtherReport(in_one_line(&carried.report.title)));
        }
        let text = file.reading.report.clone();
        let merge = Merge::of(draft, &text);
        if merge.shared() < STRANGER {
            return Err(Error::OtherReport(in_one_line(&text.title)));
        }
        Ok(Self { draft, text, name, file, merge })
    }

    /// The name of each difference: a hash of what it changes, and where.
    fn ids(&self) -> Vec<u32> {
        let name = |difference: &Difference| {
            let mut hash = Sha256::new();
            let sides =
                [(&difference.old, &self.merge.draft), (&difference.new, &self.merge.returned)];
            for (places, atoms) in sides {
                for at in places {
                    hash.update(format!("{at} {}\n", atoms[*at].text));
                }
                hash.update("\n");
            }
            let bytes = hash.finalize();
            u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
        };
        self.merge.differences.iter().map(name).collect()
    }

    /// What the page shows; `sent` is the report as it went out.
    fn returned(&self, sent: Option<Report>) -> Returned {
        let told = Told::by(&self.file);
        let sent = self.file.carried.as_ref().map(|carried| carried.report.clone()).or(sent);
        let teller = Teller::new(&self.merge, &told, [self.draft, &self.text], sent.as_ref());
        let named = self.merge.differences.iter().zip(self.ids());
        let changes = named.map(|(difference, id)| teller.change(difference, id)).collect();
        let comments = teller.loose();
        Returned { name: self.name.clone(), tracked: told.tracked(), changes, comments }
    }
}

/// A file that has less than this of a draft is of another report.
const STRANGER: f64 = 0.15;

/// Whether the report inside a file is another one than the draft. The same one
/// may have come here by another file, under another name.
fn is_other(carried: &Report, draft: &Report) -> bool {
    carried.uid != draft.uid && (carried.year != draft.year || carried.edition != draft.edition)
}

fn in_one_line(title: &str) -> String {
    title.replace('\n', "")
}
