//! Where the data is: one answer, for the window and the terminal alike.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// The name of the data file in whatever folder it stands.
const FILE: &str = "shuzhi.db";

/// The name of the file that says where the data was moved to.
const POINTER: &str = "moved-to";

/// Asks for a variable of the environment.
pub type Env<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// The data file: the one `SHUZHI_DATA` names; else the one it was moved to;
/// else the one in the user's own data folder.
pub fn data_file(env: Env<'_>) -> PathBuf {
    named(env).or_else(|| moved(env)).unwrap_or_else(|| in_folder(&own_folder(env)))
}

/// What to call the place of the data file `file` on screen.
pub fn shown(env: Env<'_>, file: &Path) -> String {
    let folder = file.parent().unwrap_or(Path::new(""));
    if folder == own_folder(env) {
        return "这台电脑的默认位置".to_owned();
    }
    folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned()
}

/// The data file of a folder that the data is moved to.
pub fn in_folder(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

/// From the next start on the data file is `file`.
///
/// # Errors
///
/// [`Error::NotApplicable`] where the environment names the data file, since
/// that would go before; [`Error::StorePlace`] when it cannot be noted down.
pub fn remember(env: Env<'_>, file: &Path) -> Result<()> {
    if named(env).is_some() {
        return Err(Error::NotApplicable("存放的位置是这台电脑的管理员定好的".to_owned()));
    }
    let place = file
        .to_str()
        .filter(|path| file.is_absolute() && !path.contains(['\r', '\n']))
        .ok_or_else(|| Error::NotApplicable("这个文件夹的名字里有认不得的字".to_owned()))?;
    let folder = own_folder(env);
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join(POINTER), place))
        .map_err(|source| Error::StorePlace { path: folder, source })
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
