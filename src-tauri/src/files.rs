//! Paths stay here; the page holds tokens for them.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tauri::{AppHandle, Manager, Runtime};

use shuzhi_core::Error;
use shuzhi_core::model::FileOffer;
use shuzhi_core::store::Store;

/// The files that the user chose, dropped or named, and those that were written.
#[derive(Debug, Default)]
pub(crate) struct Files(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// A token is an index into this list, which only grows.
    paths: Vec<PathBuf>,
    /// Offered, and not yet asked for by the page.
    waiting: Vec<FileOffer>,
}

impl Files {
    /// Gives out a token for `path`.
    pub(crate) fn add(&self, path: PathBuf) -> FileOffer {
        self.known().add(path)
    }

    /// Gives out tokens for the reports at `paths`: files, and what a folder holds.
    pub(crate) fn add_all(&self, paths: Vec<PathBuf>) -> Vec<FileOffer> {
        let paths = paths.into_iter().flat_map(reports_at);
        let mut known = self.known();
        paths.map(|path| known.add(path)).collect()
    }

    /// [`Files::add_all`] for what came without being asked for; it waits until
    /// the page fetches it.
    pub(crate) fn offer(&self, paths: Vec<PathBuf>) {
        let offers = self.add_all(paths);
        self.known().waiting.extend(offers);
    }

    /// The files that wait; the next call gives none of them again.
    pub(crate) fn take_offers(&self) -> Vec<FileOffer> {
        std::mem::take(&mut self.known().waiting)
    }

    /// The path behind a token.
    ///
    /// # Errors
    ///
    /// [`Error::FileUnknown`] for a token that was never given out.
    pub(crate) fn path(&self, token: u32) -> Result<PathBuf, Error> {
        self.known().paths.get(token as usize).cloned().ok_or(Error::FileUnknown)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn add(&mut self, path: PathBuf) -> FileOffer {
        let token =
            u32::try_from(self.paths.len()).expect("nobody chooses four thousand million files");
        let name = name_of(&path);
        self.paths.push(path);
        FileOffer { token, name }
    }
}

/// What old reports are stored as.
pub(crate) const READABLE: &[&str] = &["docx", "doc", "wps", "odt", "rtf", "txt"];
/// So many folders deep are reports looked for.
const DEEPEST: usize = 3;
/// No street has more reports than this: somebody chose a whole disk.
const MOST: usize = 2000;

/// `path` itself, or the reports in the folder at `path`, in the order of their
/// names. A folder without any gives itself, so that it can be told.
fn reports_at(path: PathBuf) -> Vec<PathBuf> {
    fn collect(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
        let mut entries: Vec<PathBuf> = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        entries.sort();
        for entry in entries {
            let name = name_of(&entry);
            // Word leaves ~$ files beside what is open in it.
            if found.len() >= MOST || name.starts_with(['.', '~']) {
                continue;
            }
            let ending = entry.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if READABLE.iter().any(|known| known.eq_ignore_ascii_case(ending)) && entry.is_file() {
                found.push(entry);
            } else if depth < DEEPEST && entry.is_dir() && !entry.is_symlink() {
                collect(&entry, depth + 1, found);
            }
        }
    }
    if !path.is_dir() {
        return vec![path];
    }
    let mut found = Vec::new();
    collect(&path, 1, &mut found);
    if found.is_empty() { vec![path] } else { found }
}

/// The folder that exports go to.
#[derive(Debug)]
pub(crate) enum SaveFolder {
    /// The user's documents: made where they are missing.
    Documents(PathBuf),
    /// The one the user chose, which may be on a stick that is not there.
    Chosen(PathBuf),
}

impl SaveFolder {
    /// The key under which the store keeps it.
    const KEY: &str = "saveFolder";

    /// The folder that holds now.
    pub(crate) fn of<R: Runtime>(app: &AppHandle<R>, store: &Store) -> Result<Self, Error> {
        Ok(match store.setting(Self::KEY)? {
            Some(chosen) => Self::Chosen(chosen),
            None => Self::Documents(documents(app)),
        })
    }

    /// Has it be `folder` from now on.
    pub(crate) fn remember(store: &mut Store, folder: &Path) -> Result<(), Error> {
        let folder = folder.to_str().ok_or_else(|| Error::ReadOnly(folder.to_owned()))?;
        store.write(|tx| tx.set_setting(Self::KEY, &folder))
    }

    /// Its path.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Documents(path) | Self::Chosen(path) => path,
        }
    }

    /// Its path, ready to be written into if it is the program's to make.
    pub(crate) fn prepared(self) -> PathBuf {
        match self {
            Self::Documents(path) => {
                // What is wrong is told when the file is written.
                let _ = fs::create_dir_all(&path);
                path
            }
            Self::Chosen(path) => path,
        }
    }
}

/// The folder of the user's documents. Linux may not name one.
fn documents<R: Runtime>(app: &AppHandle<R>) -> PathBuf {
    let paths = app.path();
    paths
        .document_dir()
        .or_else(|_| paths.home_dir().map(|home| home.join("Documents")))
        .unwrap_or_default()
}

/// The files named on a start of the program in the folder `here`.
pub(crate) fn named_on_start(
    arguments: impl IntoIterator<Item = OsString>,
    here: &Path,
) -> Vec<PathBuf> {
    arguments
        .into_iter()
        .skip(1)
        .filter(|argument| !argument.as_encoded_bytes().starts_with(b"-"))
        .map(|argument| here.join(argument))
        .collect()
}

/// What a file or folder is called on screen: its own name, or all of the path
/// for what has none, such as the root of a USB stick.
pub(crate) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_leads_back_to_its_path_and_an_unknown_one_nowhere() {
        let files = Files::default();
        let offer = files.add(PathBuf::from("/media/stick/述职报告.docx"));
        assert_eq!(offer.name, "述职报告.docx");
        let path = files.path(offer.token).unwrap();
        assert_eq!(path, Path::new("/media/stick/述职报告.docx"));
        assert!(matches!(files.path(offer.token + 1), Err(Error::FileUnknown)));
    }

    #[test]
    fn offered_files_are_handed_over_once() {
        let files = Files::default();
        files.offer(vec!["/tmp/2022.txt".into(), "/tmp/2023.txt".into()]);
        let names: Vec<_> = files.take_offers().into_iter().map(|offer| offer.name).collect();
        assert_eq!(names, ["2022.txt", "2023.txt"]);
        assert_eq!(files.take_offers(), []);
    }

    #[test]
    fn a_folder_gives_the_reports_in_it_and_below() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("柳河村");
        fs::create_dir(&inner).unwrap();
        for name in ["2023.docx", "2022.DOC", "~$2023.docx", "照片.jpg", "柳河村/2021.txt"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let files = Files::default();
        let offers = files.add_all(vec![folder.path().to_owned()]);
        let names: Vec<_> = offers.into_iter().map(|offer| offer.name).collect();
        assert_eq!(names, ["2022.DOC", "2023.docx", "2021.txt"]);
    }

    #[test]
    fn files_named_on_start_are_seen_from_the_folder_of_that_start() {
        let arguments = ["shuzhi", "去年.docx", "--flag", "/abs/前年.txt"].map(OsString::from);
        assert_eq!(
            named_on_start(arguments, Path::new("/home/office")),
            [PathBuf::from("/home/office/去年.docx"), PathBuf::from("/abs/前年.txt")]
        );
    }
}
