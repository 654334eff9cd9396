//! Where the data is: one answer, for the window and the terminal alike.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::lock::beside;
use super::medium::{Medium, medium_of};
use super::{Access, Store, index, lasting, opening};
use crate::{Error, Result};

/// The name of the data file in whatever folder it stands.
const FILE: &str = "shuzhi.db";

/// The name of the file that says where the data was moved to.
const POINTER: &str = "moved-to";

/// Folders beside the data file, for what the user made: kinds of report,
/// layouts, word lists.
pub const OWN_FOLDERS: [&str; 3] = ["文种", "版式", "词表"];

/// Asks for a variable of the environment.
pub type Env<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// The data file: the one `SHUZHI_DATA` names; else the one it was moved to;
/// else the one in the user's own data folder.
pub fn data_file(env: Env<'_>) -> PathBuf {
    named(env).or_else(|| moved(env).ok().flatten()).unwrap_or_else(|| in_folder(&own_folder(env)))
}

/// The data file that stands in `folder`, if one does.
pub fn in_folder(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

/// What to call the place of the data file `file` on screen.
pub fn shown(env: Env<'_>, file: &Path) -> String {
    let folder = file.parent().unwrap_or(Path::new(""));
    if folder == own_folder(env) {
        return "这台电脑的默认位置".to_owned();
    }
    folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned()
}

/// Opens the data file where it is.
///
/// # Errors
///
/// As [`Store::open`]. [`Error::StorePlace`] also when the data was moved and
/// is not there now: a stick that is out or a share that is away must not look
/// like an empty program, to be filled a second time. [`Error::OnShare`].
pub fn open(env: Env<'_>) -> Result<Store> {
    let path = data_file(env);
    refuse_share(&path)?;
    if named(env).is_none() {
        let pointer = pointer(env);
        match moved(env) {
            Err(source) => return Err(Error::StorePlace { path: pointer, source }),
            Ok(Some(_)) if path.try_exists().is_ok_and(|there| !there) => {
                return Err(Error::StorePlace { path, source: io::ErrorKind::NotFound.into() });
            }
            Ok(_) => {}
        }
    }
    Store::open(&path)
}

/// Moves the data into `folder`, which has none yet, for this start and all
/// later ones, and goes on with it there.
///
/// The data is copied, and the copy compared value by value, before anything
/// points to it.
///
/// # Errors
///
/// [`Error::FolderMissing`]; [`Error::StoreThere`] when the folder holds a data
/// file already; [`Error::TargetFull`] and [`Error::Unwritable`] where the
/// system refuses; [`Error::StoreInUse`] and [`Error::NotApplicable`] as
/// [`settle`] says them. After each of them everything is as it was.
pub fn relocate(store: &mut Store, folder: &Path, env: Env<'_>) -> Result<()> {
    refuse_fixed(store, env)?;
    if !folder.is_dir() {
        return Err(Error::FolderMissing(folder.to_owned()));
    }
    let folder = opening::whole(folder);
    let target = in_folder(&folder);
    if target.try_exists().unwrap_or(true) {
        return Err(Error::StoreThere(folder));
    }
    opening::refuse_orphan(&target)?;
    store.copy_to(&target, &mut |_| ())?;
    adopt(store, &target).and_then(|there| settle(store, there, env)).inspect_err(|_| {
        // Nobody points to the copy: it would only be in the way next time.
        let _ = fs::remove_file(&target);
        let _ = fs::remove_file(beside(&target, ".lock"));
    })
}

/// Makes `there` the data, for this start and all later ones, and `store` with
/// it. The file that was left stays where it is under another name: it must
/// not be mistaken for the present one later.
///
/// # Errors
///
/// [`Error::StoreInUse`] when `store` was opened for reading;
/// [`Error::NotApplicable`] when `SHUZHI_DATA` says where the data is, which
/// would go before, or when the path cannot be written down;
/// [`Error::StorePlace`] where the system refuses. The data is then where it
/// was.
pub fn settle(store: &mut Store, there: Store, env: Env<'_>) -> Result<()> {
    refuse_fixed(store, env)?;
    point(env, &there.path)?;
    let left = std::mem::replace(store, there);
    let path = left.path.clone();
    drop(left);
    index::forget(&path);
    // Where it cannot be renamed it stays as it is: the pointer decides which
    // of the two is the data.
    let _ = fs::rename(&path, name_of_left(&path));
    Ok(())
}

fn refuse_fixed(store: &Store, env: Env<'_>) -> Result<()> {
    match store.access {
        Access::Reading => Err(Error::StoreInUse),
        Access::Alone(_) if named(env).is_none() => Ok(()),
        Access::Alone(_) | Access::Memory => {
            Err(Error::NotApplicable("存放的位置是这台电脑的管理员定好的".to_owned()))
        }
    }
}

/// Refuses a place that is a folder of another computer, where two who write
/// at once damage the data.
///
/// # Errors
///
/// [`Error::OnShare`].
pub fn refuse_share(path: &Path) -> Result<()> {
    match medium_of(path) {
        Medium::Network => Err(Error::OnShare(path.to_owned())),
        Medium::Fixed | Medium::Removable => Ok(()),
    }
}

/// Opens the copy, and makes sure that it is one.
fn adopt(store: &Store, target: &Path) -> Result<Store> {
    let there = Store::open(target)?;
    if there.equals(store)? {
        Ok(there)
    } else {
        let source = io::ErrorKind::InvalidData.into();
        Err(Error::Unwritable { path: target.to_owned(), source })
    }
}

/// Makes `target` the answer of [`data_file`] from now on.
fn point(env: Env<'_>, target: &Path) -> Result<()> {
    let text = target
        .to_str()
        .filter(|path| target.is_absolute() && !path.contains(['\r', '\n']))
        .ok_or_else(|| Error::NotApplicable("这个文件夹的名字里有认不得的字".to_owned()))?;
    let pointer = pointer(env);
    let draft = beside(&pointer, ".new");
    lasting::make_folder(&own_folder(env))
        .and_then(|()| fs::write(&draft, text))
        .and_then(|()| lasting::put_in_place(&draft, &pointer))
        .map_err(|source| Error::StorePlace { path: pointer, source })
}

/// A free name for the file that was left, beside it.
fn name_of_left(file: &Path) -> PathBuf {
    let stem = file.file_stem().unwrap_or(file.as_os_str()).to_string_lossy();
    let name = |number: u32| match number {
        1 => file.with_file_name(format!("{stem}-已移走.db")),
        _ => file.with_file_name(format!("{stem}-已移走（{number}）.db")),
    };
    (1..)
        .map(name)
        .find(|path| path.try_exists().is_ok_and(|there| !there))
        .expect("a folder does not hold every number")
}

/// The file that the environment names.
fn named(env: Env<'_>) -> Option<PathBuf> {
    env("SHUZHI_DATA").filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// The file that the data was moved to; an error where the pointer is there but
/// does not tell.
fn moved(env: Env<'_>) -> io::Result<Option<PathBuf>> {
    match fs::read_to_string(pointer(env)) {
        Ok(text) => {
            let path = Path::new(text.trim_end_matches(['\r', '\n']));
            if path.is_absolute() {
                Ok(Some(path.to_owned()))
            } else {
                Err(io::ErrorKind::InvalidData.into())
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn pointer(env: Env<'_>) -> PathBuf {
    own_folder(env).join(POINTER)
}

/// The folder of this user for this program's data.
fn own_folder(env: Env<'_>) -> PathBuf {
    let folder = |name| env(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else {
        folder("XDG_DATA_HOME").or_else(|| folder("HOME").map(|home| home.join(".local/share")))
    };
    // Without a home there is still the folder the program was started in.
    base.unwrap_or_default().join("shuzhi")
}
