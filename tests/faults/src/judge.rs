//! Holds what is left in a folder against what the clerk said.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use shuzhi_core::store::Store;
use shuzhi_core::{Error, backup};

use crate::office::{data_of, kept, open, patiently, state, sum};

/// What the clerk said so far.
#[derive(Debug, Clone, Default)]
pub struct Promises {
    /// The last acknowledged state, and how many kept states there were then.
    pub did: Option<(String, usize)>,
    /// The state that was being made when the clerk fell silent.
    pub tried: Option<String>,
    /// Every state there ever was, or was to be.
    pub known: BTreeSet<String>,
    /// Copies that were acknowledged.
    copies: BTreeSet<String>,
    /// What files may hold, by sum.
    may: BTreeSet<String>,
    /// Files that were acknowledged, with the sum of the last one.
    files: BTreeMap<PathBuf, String>,
    /// How many changes were acknowledged.
    pub acknowledged: u64,
    /// The refusal the clerk ended with.
    pub refused: Option<String>,
}

impl Promises {
    /// What is promised of a data file that says `state` before any work.
    pub fn of(state: &str) -> Self {
        let mut promises = Self::default();
        promises.known.insert(state.to_owned());
        promises.did = Some((state.to_owned(), 0));
        promises
    }

    /// Takes in another line.
    pub fn hear(&mut self, line: &str) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "try" => {
                if self.did.is_none() {
                    self.known.insert(String::new()); // Nothing was there yet.
                }
                self.known.insert(rest.to_owned());
                self.tried = Some(rest.to_owned());
            }
            "did" => {
                let (state, kept) = rest.rsplit_once(" kept ").unwrap();
                self.known.insert(state.to_owned());
                self.did = Some((state.to_owned(), kept.parse().unwrap()));
                self.tried = None;
                self.acknowledged += 1;
            }
            "copy" => {
                self.copies.insert(rest.split(' ').next().unwrap().to_owned());
                self.acknowledged += 1;
            }
            "may" => drop(self.may.insert(rest.to_owned())),
            "file" => {
                let (path, sum) = rest.rsplit_once(' ').unwrap();
                self.files.insert(PathBuf::from(path), sum.to_owned());
            }
            "no" => self.refused = Some(rest.to_owned()),
            "ready" => {}
            other => panic!("the clerk says {other}"),
        }
    }

    /// Takes what is in `root` now, after it was held against what was said, for
    /// what the next clerk begins with: a change may have been made whose
    /// acknowledgement was cut off.
    pub fn go_on(&mut self, root: &Path) {
        let store = open(root).unwrap();
        let now = state(&store).unwrap();
        self.known.insert(now.clone());
        self.did = Some((now, kept(&store).unwrap()));
        self.tried = None;
    }

    /// Holds the folder `root` against what was said.
    ///
    /// # Errors
    ///
    /// What is not as it was promised, in words for who reads the test.
    pub fn hold(&self, root: &Path) -> Result<(), String> {
        self.hold_copies(root)?;
        self.hold_files(root)?;
        self.hold_data(root)
    }

    fn hold_data(&self, root: &Path) -> Result<(), String> {
        let store = match open(root) {
            Ok(store) => store,
            Err(error) => return Err(format!("the data does not open: {error} ({error:?})")),
        };
        let flaws = store.flaws().map_err(|error| format!("cannot be proved: {error:?}"))?;
        if !flaws.is_empty() {
            return Err(format!("damaged: {flaws:?}"));
        }
        self.hold_state(&store)
    }

    /// Whether an open data file says what it should.
    ///
    /// # Errors
    ///
    /// As [`Promises::hold`].
    pub fn hold_state(&self, store: &Store) -> Result<(), String> {
        let now = state(store).map_err(|error| format!("a text cannot be read: {error:?}"))?;
        let Some((did, least)) = &self.did else {
            return match &self.tried {
                Some(tried) if *tried != now && !now.is_empty() => Err(format!("strange: {now}")),
                _ => Ok(()),
            };
        };
        if now == *did {
            let there = kept(store).map_err(|error| format!("{error:?}"))?;
            return if there < *least {
                Err(format!("{there} kept states are left of {least}"))
            } else {
                Ok(())
            };
        }
        if self.tried.as_ref() == Some(&now) {
            return Ok(());
        }
        Err(format!(
            "lost:\n  acknowledged {did}\n  tried        {:?}\n  there is     {now}",
            self.tried
        ))
    }

    /// Every copy with its final name is whole, and those that were
    /// acknowledged are there.
    fn hold_copies(&self, root: &Path) -> Result<(), String> {
        for folder in [data_of(root), root.join("大家的文件夹/shuzhi.db")] {
            let folder = folder.with_file_name("备份");
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            for path in entries.flatten().map(|entry| entry.path()) {
                if path.extension().is_none_or(|extension| extension != "db") {
                    continue;
                }
                let said = look_into(&path)?;
                if !self.known.contains(&said) {
                    return Err(format!("the copy {} says {said}", path.display()));
                }
            }
        }
        let there = data_of(root).with_file_name("备份");
        let old = root.join(".local/share/shuzhi/备份");
        let lost = |name: &&String| !there.join(name).exists() && !old.join(name).exists();
        match self.copies.iter().find(lost) {
            Some(name) => Err(format!("the acknowledged copy {name} is gone")),
            None => Ok(()),
        }
    }

    /// Every text file and Word file with its final name is whole.
    fn hold_files(&self, root: &Path) -> Result<(), String> {
        let mut paths: Vec<PathBuf> = self.files.keys().cloned().collect();
        for folder in [root.to_owned(), data_of(root).with_file_name("文本副本")] {
            let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
            paths.extend(
                entries.map(|entry| entry.path()).filter(|path| {
                    path.extension().is_some_and(|end| end == "txt" || end == "docx")
                }),
            );
        }
        for path in paths {
            let Ok(bytes) = fs::read(&path) else {
                return Err(format!("the acknowledged file {} is gone", path.display()));
            };
            if !self.may.contains(&sum(&bytes).to_string()) {
                return Err(format!("{} is half a file ({} bytes)", path.display(), bytes.len()));
            }
        }
        Ok(())
    }
}

/// What a copy says, which is to be whole.
///
/// # Errors
///
/// Why it is not.
pub fn look_into(path: &Path) -> Result<String, String> {
    let look = || -> Result<String, Error> {
        let copy = Store::open_copy(path)?;
        match copy.flaws()?.is_empty() {
            true => state(&copy),
            false => Err(Error::CopyDamaged(path.to_owned())),
        }
    };
    look().map_err(|error| format!("the copy {} is not whole: {error:?}", path.display()))
}

/// Opens the data as the window does: what is damaged is made whole first.
///
/// # Errors
///
/// What cannot be opened even so.
pub fn open_or_rescue(root: &Path) -> Result<Store, Error> {
    let path = data_of(root);
    match open(root) {
        Ok(store) if store.flaws()?.is_empty() => return Ok(store),
        Ok(store) => drop(store),
        Err(Error::StoreDamaged(_)) if backup::may_rescue(&path) => {}
        Err(error) => return Err(error),
    }
    patiently(|| backup::rescue(&path, crate::office::at(0)))?;
    open(root)
}
