//! Where the data is: one answer, for the window and the terminal alike.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// The name of the data file in whatever folder it stands.
const FILE: &str = "shuzhi.db";

/// The name of the file that says where the data was moved to.
const POINTER: &str = "moved-to";

/// Asks for a variable of the environment.
pub type Env<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// The data file: the one `SHUZHI_DATA` names; else the one it was moved to;
/// else the one in the user's own data folder.
pub fn data_file(env: Env<'_>) -> PathBuf {
    named(env).or_else(|| moved(env)).unwrap_or_else(|| own_folder(env).join(FILE))
}

/// The file that the environment names.
fn named(env: Env<'_>) -> Option<PathBuf> {
    env("SHUZHI_DATA").filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// The file that the data was moved to.
fn moved(env: Env<'_>) -> Option<PathBuf> {
    let path = fs::read_to_string(own_folder(env).join(POINTER)).ok()?;
    let path = Path::new(path.trim_end_matches(['\r', '\n']));
    path.is_absolute().then(|| path.to_owned())
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
