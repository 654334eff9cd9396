use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Copy, Why, name, thin};
use crate::model::Moment;
use crate::store::{COPIES, Store, lasting};
use crate::{Error, Result};

/// A folder that holds copies.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// The one beside the data.
    pub(super) fn beside(store: &Store) -> Self {
        Self::beside_file(store.path())
    }

    /// The one beside the data file `path`.
    pub(super) fn beside_file(path: &Path) -> Self {
        Self(path.with_file_name(COPIES))
    }

    /// Another one, such as on a stick.
    pub(super) fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// Its copies, latest first.
    pub(super) fn list(&self) -> Result<Vec<Copy>> {
        let entries = match fs::read_dir(&self.0) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(Error::Unreadable { path: self.0.clone(), source }),
        };
        let mut copies: Vec<Copy> = entries
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let file = entry.metadata().ok()?;
                let written = file.modified().map_or(Moment::UNIX_EPOCH, Moment::from);
                name::read(entry.file_name().to_str()?, file.len(), written)
            })
            .collect();
        copies.sort_by_key(|copy| std::cmp::Reverse((copy.number, copy.at)));
        Ok(copies)
    }

    /// The file of the copy called `name`.
    ///
    /// # Errors
    ///
    /// [`Error::CopyMissing`], also for a name that leads out of the folder.
    pub(super) fn path(&self, name: &str) -> Result<PathBuf> {
        let known = self.list()?.iter().any(|copy| copy.name == name);
        if known { Ok(self.0.join(name)) } else { Err(Error::CopyMissing) }
    }

    /// The number of the latest copy, 0 where there is none or the folder is not
    /// given.
    pub(super) fn latest(&self) -> u32 {
        self.list().ok().and_then(|copies| Some(copies.first()?.number)).unwrap_or_default()
    }

    /// Whether a copy of this name is there.
    pub(super) fn has(&self, copy: &Copy) -> bool {
        self.0.join(&copy.name).is_file()
    }

    /// Writes the copy numbered `number` of `store` as it is now, opens it and
    /// compares it value by value. What is not equal does not stay. `tell` hears
    /// the hundredths.
    pub(super) fn take(
        &self,
        store: &Store,
        number: u32,
        (why, at): (Why, Moment),
        tell: &mut dyn FnMut(u8),
    ) -> Result<Copy> {
        self.make()?;
        let name = name::name(number, at, why);
        let path = self.0.join(&name);
        let draft = self.0.join(format!("{name}.new"));
        let equal = store.hold_still(|| {
            store.copy_to(&draft, &mut |percent| tell(percent / 2))?;
            let copy = Store::open_copy(&draft)?;
            let is_sound = copy.flaws()?.is_empty();
            tell(75);
            Ok(is_sound && copy.equals(store)?)
        });
        tell(100);
        if !matches!(equal, Ok(true)) {
            let _ = fs::remove_file(&draft);
        }
        if !equal? {
            // A copy of what is damaged is damaged, and not to blame.
            let is_whole = store.flaws()?.is_empty();
            return Err(match is_whole {
                true => Error::CopyDamaged(path),
                false => Error::StoreDamaged(store.path().to_owned()),
            });
        }
        put_in_place(&draft, &path)?;
        let size = fs::metadata(&path).map_or(0, |file| file.len());
        Ok(Copy { name, number, at, why, size })
    }

    /// Takes over a copy of another folder, byte for byte, and proves it there:
    /// sticks have given back other bytes than they took.
    pub(super) fn receive(&self, from: &Self, copy: &Copy) -> Result<()> {
        // A stick that is out is told as such: its folder must not be made
        // where it was mounted.
        if let Some(place) = self.0.parent()
            && !place.is_dir()
        {
            return Err(Error::FolderMissing(place.to_owned()));
        }
        self.make()?;
        let target = self.0.join(&copy.name);
        let draft = self.0.join(format!("{}.new", copy.name));
        fs::copy(from.0.join(&copy.name), &draft)
            .map_err(|source| refused(&draft, &target, source))?;
        if !Store::open_copy(&draft)
            .and_then(|copy| copy.flaws())
            .is_ok_and(|flaws| flaws.is_empty())
        {
            let _ = fs::remove_file(&draft);
            return Err(Error::CopyDamaged(target));
        }
        put_in_place(&draft, &target)
    }

    /// Removes what the rule lets go, and what was left of copies that were cut
    /// short. A file that will not go is in nobody's way.
    pub(super) fn thin(&self, at: Moment) -> Result<()> {
        for copy in thin::thin(&self.list()?, at) {
            let _ = fs::remove_file(self.0.join(&copy.name));
        }
        for entry in fs::read_dir(&self.0).into_iter().flatten().flatten() {
            if is_left_behind(&entry, at) {
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }

    fn make(&self) -> Result<()> {
        let path: &Path = &self.0;
        lasting::make_folder(path)
            .map_err(|source| Error::Unwritable { path: path.to_owned(), source })
    }
}

/// Gives a copy that was proved its name.
fn put_in_place(draft: &Path, target: &Path) -> Result<()> {
    lasting::put_in_place(draft, target).map_err(|source| refused(draft, target, source))
}

/// Why there is no copy at `target`; what there is of it goes.
fn refused(draft: &Path, target: &Path, source: io::Error) -> Error {
    let _ = fs::remove_file(draft);
    let path = target.to_owned();
    match source.kind() {
        io::ErrorKind::StorageFull => Error::TargetFull(path),
        _ => Error::Unwritable { path, source },
    }
}

/// Whether a file is a copy that was begun and never finished. One begun within
/// a day may still be at work, whatever the clock says.
fn is_left_behind(entry: &fs::DirEntry, at: Moment) -> bool {
    let name = entry.file_name();
    let name = name.to_str().unwrap_or_default();
    // A draft is written under another name, too.
    let copy = name.trim_end_matches(".new");
    let Ok(begun) = entry.metadata().and_then(|file| file.modified()).map(Moment::from) else {
        return false;
    };
    copy != name && name::read(copy, 0, begun).is_some() && at - begun > chrono::TimeDelta::days(1)
}
