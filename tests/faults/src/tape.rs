//! What the preloaded library noted, call by call, in the order of the calls.

use std::path::{Path, PathBuf};

/// A call that changed something, or a line that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A file or folder was opened.
    Opened {
        /// Its number from now on.
        fd: i32,
        /// Where it is.
        path: PathBuf,
        /// It was not there before.
        created: bool,
        /// What it held was dropped.
        emptied: bool,
        /// It is a folder.
        folder: bool,
    },
    /// The number means nothing any more.
    Closed(i32),
    /// Bytes were written at a place.
    Wrote(i32, usize, Vec<u8>),
    /// The file got another length.
    Cut(i32, usize),
    /// All that was written, or named in the folder, is on the disk.
    Synced(i32),
    /// A name became another one.
    Renamed(PathBuf, PathBuf),
    /// A file got a second name.
    Linked(PathBuf, PathBuf),
    /// A name is gone.
    Unlinked(PathBuf),
    /// A folder was made.
    Made(PathBuf),
    /// A folder is gone.
    Removed(PathBuf),
    /// The clerk said a line.
    Said(String),
}

/// The length of the head of a record, as `preload/faults.c` lays it out.
const HEAD: usize = 24;

/// Reads the tape at `path`.
///
/// # Panics
///
/// On a tape that the library did not write.
pub fn read(path: &Path) -> Vec<Event> {
    let bytes = std::fs::read(path).unwrap();
    let mut events = Vec::new();
    let mut said = String::new();
    let mut rest = bytes.as_slice();
    while rest.len() >= HEAD {
        let number = |at: usize| u32::from_le_bytes(rest[at..at + 4].try_into().unwrap());
        let (kind, fd) = (number(0), number(4).cast_signed());
        let at = u64::from_le_bytes(rest[8..16].try_into().unwrap());
        let (a, b) = (number(16) as usize, number(20) as usize);
        let first = &rest[HEAD..HEAD + a];
        let second = &rest[HEAD + a..HEAD + a + b];
        rest = &rest[HEAD + a + b..];
        if kind == 11 {
            said.push_str(std::str::from_utf8(first).unwrap());
            while let Some((line, more)) = said.split_once('\n') {
                events.push(Event::Said(line.to_owned()));
                said = more.to_owned();
            }
            continue;
        }
        events.push(event(kind, fd, usize::try_from(at).unwrap(), first, second));
    }
    events
}

fn event(kind: u32, fd: i32, at: usize, first: &[u8], second: &[u8]) -> Event {
    let path = |bytes: &[u8]| PathBuf::from(std::str::from_utf8(bytes).unwrap());
    match kind {
        1 => Event::Opened {
            fd,
            path: path(first),
            created: at & 1 != 0,
            emptied: at & 2 != 0,
            folder: at & 4 != 0,
        },
        2 => Event::Closed(fd),
        3 => Event::Wrote(fd, at, first.to_vec()),
        4 => Event::Cut(fd, at),
        5 => Event::Synced(fd),
        6 => Event::Renamed(path(first), path(second)),
        7 => Event::Linked(path(first), path(second)),
        8 => Event::Unlinked(path(first)),
        9 => Event::Made(path(first)),
        10 => Event::Removed(path(first)),
        other => panic!("the library notes no kind {other}"),
    }
}
