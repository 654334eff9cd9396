//! Starting the programs under test between the preloaded library and the disk.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::judge::Promises;
use crate::tape::{self, Event};

/// The preloaded library, built by `build.rs`.
pub const LIBRARY: &str = env!("FAULTS_LIBRARY");

/// A folder of its own in memory where there is such a place: what is tested
/// is what the program asks of a disk, not the disk.
pub fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.unwrap()
}

/// A program beside the tests: the clerk, or the terminal program.
///
/// # Panics
///
/// When it was not built: `make faults` builds both.
pub fn program(name: &str) -> PathBuf {
    let path = built().join(name);
    assert!(path.exists(), "{} is not built: run make faults", path.display());
    path
}

/// The folder of the profile in which cargo put the program that runs now:
/// programs lie in it, and tests in its `deps`.
pub fn built() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    let folder = program.parent().unwrap();
    if folder.ends_with("deps") { folder.parent().unwrap().into() } else { folder.into() }
}

/// The clerk at home in `root`, with its tasks.
pub fn clerk(root: &Path, tasks: &[&str]) -> Command {
    let mut command = Command::new(program("clerk"));
    command.args(tasks).env_clear().env("HOME", root).stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}

/// Puts the library between a program and the folder `root`.
pub fn watch<'a>(command: &'a mut Command, root: &Path) -> &'a mut Command {
    command.env("LD_PRELOAD", LIBRARY).env("FAULTS_ROOT", root)
}

/// Lets the clerk do its tasks in `root`, and gives the tape of it.
///
/// # Panics
///
/// When the clerk is refused anything.
pub fn record(root: &Path, tasks: &[&str]) -> Vec<Event> {
    let place = tempfile::tempdir().unwrap();
    let name = place.path().join("tape");
    let mut command = clerk(root, tasks);
    watch(&mut command, root).env("FAULTS_TAPE", &name);
    let done = command.output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{tasks:?}: {said}");
    tape::read(&name)
}

/// Lets the clerk do its tasks in `root`, undisturbed, and gives what it said.
///
/// # Panics
///
/// When the clerk is refused anything.
pub fn work(root: &Path, tasks: &[&str], promises: &mut Promises) {
    let said = said_by(&mut clerk(root, tasks), promises);
    assert!(said.success(), "{tasks:?}: {:?}", promises.refused);
}

/// Runs a clerk to its end, and hears what it says.
pub fn said_by(command: &mut Command, promises: &mut Promises) -> std::process::ExitStatus {
    let mut clerk = command.spawn().unwrap();
    drop(clerk.stdin.take());
    hear_out(&mut clerk, promises, || ());
    clerk.wait().unwrap()
}

/// Hears all that a clerk says before its output ends, and does `then` when it
/// has said something. A last line without an end was never said.
pub fn hear_out(clerk: &mut Child, promises: &mut Promises, then: impl FnOnce()) {
    let mut then = Some(then);
    let mut said = String::new();
    let mut out = BufReader::new(clerk.stdout.take().unwrap());
    loop {
        said.clear();
        let read = out.read_line(&mut said);
        match read {
            Ok(0) | Err(_) => break,
            Ok(_) => {
                if let Some(line) = said.strip_suffix('\n') {
                    promises.hear(line);
                    if let Some(then) = then.take() {
                        then();
                    }
                }
            }
        }
    }
    let _ = out.read_to_string(&mut said);
}
