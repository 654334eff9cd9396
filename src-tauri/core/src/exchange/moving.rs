use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::{Exchange, take_in};
use crate::model::Moment;
use crate::store::{COPIES, Store, lasting, place};
use crate::{Error, Result};

/// Moves the data to `folder`, and `store` with it, for this and every later
/// start. What the user made beside the data, kinds of report and the like, is
/// copied along, and so are the copies of the data (备份); a file that is there
/// already stays as it is.
///
/// Where the folder has a data file, as one that several logins share does,
/// the reports here are taken in there. The file they were in stays where it
/// is under another name: it has the kept states and the trash too, and must
/// not be mistaken for the present one later.
///
/// # Errors
///
/// [`Error::StoreInUse`](crate::Error::StoreInUse) when somebody else has that
/// data file open, and whatever [`place::relocate`], [`place::settle`],
/// [`Store::open`] and [`take_in`] refuse. The data then stays where it is.
pub fn move_data(store: &mut Store, folder: &Path, env: place::Env<'_>, at: Moment) -> Result<()> {
    let target = place::in_folder(folder);
    if store.is_at(&target) {
        return Ok(());
    }
    if !folder.is_dir() {
        return Err(Error::FolderMissing(folder.to_owned()));
    }
    place::refuse_share(folder)?;
    if let Some(from) = store.path().parent() {
        // Data that is there already has copies of its own.
        let copies = (!target.exists()).then_some(COPIES);
        for own in place::OWN_FOLDERS.into_iter().chain(copies) {
            carry(&from.join(own), &folder.join(own)).map_err(|source| {
                let path = folder.to_owned();
                match source.kind() {
                    ErrorKind::StorageFull => Error::TargetFull(path),
                    _ => Error::Unwritable { path, source },
                }
            })?;
        }
    }
    if !target.exists() {
        return place::relocate(store, folder, env);
    }
    let reports: Vec<_> = store.reports()?.into_iter().map(|row| row.uid).collect();
    let carried = Exchange::gather(store, &reports)?;
    let mut there = Store::open(&target)?;
    take_in(&mut there, &carried, at)?;
    place::settle(store, there, env)
}

/// Copies the files of `from`, if there is such a folder, that `to` does not have.
fn carry(from: &Path, to: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(from) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_file() && !target.try_exists()? {
            lasting::make_folder(to)?;
            // Half a file must not be taken for it the next time.
            let mut draft = target.clone().into_os_string();
            draft.push(".new");
            let draft = PathBuf::from(draft);
            fs::copy(entry.path(), &draft)
                .and_then(|_| lasting::put_in_place(&draft, &target))
                .inspect_err(|_| {
                    let _ = fs::remove_file(&draft);
                })?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::store::testing::{at, branch, report};

    fn office_with(folder: &Path, year: u16) -> Store {
        let mut store = Store::open(&place::in_folder(folder)).unwrap();
        store
            .write(|tx| {
                tx.put_branch(&branch())?;
                tx.add_report(&report(year), false, at(0))
            })
            .unwrap();
        store
    }

    fn years(store: &Store) -> Vec<u16> {
        store.reports().unwrap().iter().map(|row| row.year.number()).collect()
    }

    #[test]
    fn the_next_start_finds_the_data_where_it_was_moved() {
        let home = tempfile::tempdir().unwrap();
        let shared = tempfile::tempdir().unwrap();
        let variable = if cfg!(windows) { "LOCALAPPDATA" } else { "XDG_DATA_HOME" };
        let env = |name: &str| (name == variable).then(|| OsString::from(home.path()));
        let file = place::data_file(&env);
        let mut store = office_with(file.parent().unwrap(), 2024);
        let copy = Path::new(COPIES).join("0001-20241206-023000-手动.db");
        fs::create_dir(file.with_file_name(COPIES)).unwrap();
        fs::write(file.parent().unwrap().join(&copy), "备份").unwrap();

        move_data(&mut store, shared.path(), &env, at(1)).unwrap();
        assert_eq!(store.path(), place::in_folder(shared.path()));
        assert_eq!(place::data_file(&env), store.path());
        assert_eq!(years(&store), [2024]);
        assert!(!file.exists(), "the old file would be taken for the present one");
        assert!(file.with_file_name("shuzhi-已移走.db").exists());
        assert!(shared.path().join(&copy).exists(), "its copies go along");

        move_data(&mut store, file.parent().unwrap(), &env, at(2)).unwrap();
        assert_eq!(place::data_file(&env), file, "and back again");
        assert_eq!(years(&store), [2024]);
    }

    #[test]
    fn a_folder_with_data_takes_the_reports_in() {
        let home = tempfile::tempdir().unwrap();
        let shared = tempfile::tempdir().unwrap();
        let env = |_: &str| Some(OsString::from(home.path()));
        let env: place::Env<'_> = &|name| (name != "SHUZHI_DATA").then(|| env(name)).flatten();
        drop(office_with(shared.path(), 2023));
        let mut store = office_with(&home.path().join("shuzhi"), 2024);

        move_data(&mut store, shared.path(), env, at(1)).unwrap();
        assert_eq!(years(&store), [2024, 2023]);
    }

    #[test]
    fn what_the_user_made_goes_along_and_replaces_nothing() {
        let home = tempfile::tempdir().unwrap();
        let shared = tempfile::tempdir().unwrap();
        let env = |name: &str| (name != "SHUZHI_DATA").then(|| OsString::from(home.path()));
        let mut store = office_with(&home.path().join("shuzhi"), 2024);
        let put = |folder: &Path, name: &str, text: &str| {
            fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
            fs::write(folder.join(name), text).unwrap();
        };
        put(&home.path().join("shuzhi"), "文种/街道.json", "自己的");
        put(&home.path().join("shuzhi"), "版式/街道.json", "自己的");
        put(shared.path(), "版式/街道.json", "大家的");

        move_data(&mut store, shared.path(), &env, at(1)).unwrap();
        let read = |name: &str| fs::read_to_string(shared.path().join(name)).unwrap();
        assert_eq!([read("文种/街道.json"), read("版式/街道.json")], ["自己的", "大家的"]);
        assert!(home.path().join("shuzhi/文种/街道.json").exists(), "nothing is taken away");
    }

    #[test]
    fn data_that_somebody_else_has_open_stays_where_it_is() {
        let home = tempfile::tempdir().unwrap();
        let shared = tempfile::tempdir().unwrap();
        let env = |name: &str| (name != "SHUZHI_DATA").then(|| OsString::from(home.path()));
        let _theirs = office_with(shared.path(), 2023);
        let mut store = office_with(&home.path().join("shuzhi"), 2024);
        let before = store.path().to_owned();

        let refused = move_data(&mut store, shared.path(), &env, at(1));
        assert!(matches!(refused, Err(crate::Error::StoreInUse)));
        assert_eq!(store.path(), before);
        assert_eq!(place::data_file(&env), before);
        assert_eq!(years(&store), [2024]);
    }
}
