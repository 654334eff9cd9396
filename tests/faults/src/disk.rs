//! A disk as it is after a power cut: what was synced is there; of the rest
//! any part may be, in any order, and a write may be torn.
//!
//! The model is stricter than any file system in use: a file's name is on the
//! disk only when its folder was synced, even where the file itself was.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use crate::tape::Event;

/// What a power cut does to a change that was not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It never reached the disk.
    Lost,
    /// It did.
    Kept,
    /// So many of a thousand bytes of it did. A name is not torn: it is lost.
    Torn(usize),
}

/// What is left after a power cut: files by path, and folders as `None`.
pub type Left = BTreeMap<PathBuf, Option<Vec<u8>>>;

/// The disk while the clerk works.
#[derive(Debug, Default)]
pub struct Disk {
    files: Vec<File>,
    /// What the program sees.
    names: BTreeMap<PathBuf, Node>,
    /// What a power cut leaves in any case.
    synced: BTreeMap<PathBuf, Node>,
    /// What it may take back, in the order it was done.
    renamings: Vec<Naming>,
    open: HashMap<i32, Node>,
    folders: HashMap<i32, PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Node {
    Folder,
    File(usize),
}

#[derive(Debug, Default)]
struct File {
    synced: Vec<u8>,
    changes: Vec<Change>,
}

#[derive(Debug)]
enum Change {
    Bytes(usize, Vec<u8>),
    Length(usize),
}

/// Names that change together.
type Naming = Vec<(PathBuf, Option<Node>)>;

impl Disk {
    /// A disk with everything that is in `folder` now, synced.
    pub fn of(folder: &Path) -> Self {
        let mut disk = Self::default();
        disk.names.insert(folder.to_owned(), Node::Folder);
        disk.add(folder);
        disk.synced = disk.names.clone();
        disk
    }

    fn add(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.names.insert(path.clone(), Node::Folder);
                self.add(&path);
            } else {
                let file = File { synced: fs::read(&path).unwrap(), changes: Vec::new() };
                self.names.insert(path, Node::File(self.files.len()));
                self.files.push(file);
            }
        }
    }

    /// Does to the disk what the program did.
    pub fn play(&mut self, event: &Event) {
        match event {
            Event::Opened { fd, path, folder: true, .. } => {
                self.open.insert(*fd, Node::Folder);
                self.folders.insert(*fd, path.clone());
            }
            Event::Opened { fd, path, created, emptied, .. } => {
                if *created {
                    let node = Node::File(self.files.len());
                    self.files.push(File::default());
                    self.name(vec![(path.clone(), Some(node))]);
                }
                let node = self.names[path];
                self.open.insert(*fd, node);
                if let (true, Node::File(file)) = (*emptied, node) {
                    self.files[file].changes.push(Change::Length(0));
                }
            }
            Event::Closed(fd) => drop(self.open.remove(fd)),
            Event::Wrote(fd, at, bytes) => {
                self.change(*fd, Change::Bytes(*at, bytes.clone()));
            }
            Event::Cut(fd, length) => self.change(*fd, Change::Length(*length)),
            Event::Synced(fd) => self.sync(*fd),
            Event::Renamed(from, to) => {
                let node = self.names[from];
                self.name(vec![(from.clone(), None), (to.clone(), Some(node))]);
            }
            Event::Linked(from, to) => {
                let node = self.names[from];
                self.name(vec![(to.clone(), Some(node))]);
            }
            Event::Unlinked(path) | Event::Removed(path) => {
                self.name(vec![(path.clone(), None)]);
            }
            Event::Made(path) => self.name(vec![(path.clone(), Some(Node::Folder))]),
            Event::Said(_) => {}
        }
    }

    fn change(&mut self, fd: i32, change: Change) {
        let Node::File(file) = self.open[&fd] else { panic!("a folder is written to") };
        self.files[file].changes.push(change);
    }

    fn name(&mut self, naming: Naming) {
        for (path, node) in &naming {
            set(&mut self.names, path, *node);
        }
        self.renamings.push(naming);
    }

    fn sync(&mut self, fd: i32) {
        match self.open[&fd] {
            Node::File(file) => {
                let file = &mut self.files[file];
                for change in std::mem::take(&mut file.changes) {
                    change.apply(&mut file.synced, Fate::Kept);
                }
            }
            Node::Folder => {
                let folder = &self.folders[&fd];
                let (now, later) = std::mem::take(&mut self.renamings)
                    .into_iter()
                    .partition(|naming| naming[0].0.parent() == Some(folder));
                self.renamings = later;
                let now: Vec<Naming> = now;
                for (path, node) in now.into_iter().flatten() {
                    set(&mut self.synced, &path, node);
                }
            }
        }
    }

    /// How many changes a power cut would decide on.
    pub fn pending(&self) -> usize {
        self.files.iter().map(|file| file.changes.len()).sum::<usize>() + self.renamings.len()
    }

    /// What is left when each pending change meets its fate: the changes of
    /// files first, in their order, then those of names.
    pub fn after_cut(&self, fates: &[Fate]) -> Left {
        let mut fates = fates.iter().copied();
        let mut next = || fates.next().unwrap_or(Fate::Lost);
        let contents: Vec<Vec<u8>> = self
            .files
            .iter()
            .map(|file| {
                let mut bytes = file.synced.clone();
                file.changes.iter().for_each(|change| change.apply(&mut bytes, next()));
                bytes
            })
            .collect();
        let mut names = self.synced.clone();
        for naming in &self.renamings {
            if next() == Fate::Kept {
                naming.iter().for_each(|(path, node)| set(&mut names, path, *node));
            }
        }
        let root = self.synced.keys().next().unwrap();
        let is_there = |path: &Path| {
            path.ancestors()
                .skip(1)
                .take_while(|above| above.starts_with(root))
                .all(|above| names.get(above) == Some(&Node::Folder))
        };
        names
            .iter()
            .filter(|(path, _)| is_there(path) && !is_memory(path))
            .map(|(path, node)| {
                let content = match node {
                    Node::Folder => None,
                    Node::File(file) => Some(contents[*file].clone()),
                };
                (path.clone(), content)
            })
            .collect()
    }
}

impl Change {
    fn apply(&self, file: &mut Vec<u8>, fate: Fate) {
        match (self, fate) {
            (_, Fate::Lost) | (Self::Length(_), Fate::Torn(_)) => {}
            (Self::Length(length), Fate::Kept) => file.resize(*length, 0),
            (Self::Bytes(at, bytes), _) => {
                let length = match fate {
                    Fate::Torn(thousandths) => bytes.len() * thousandths / 1000,
                    _ => bytes.len(),
                };
                if file.len() < at + length {
                    file.resize(at + length, 0);
                }
                file[*at..at + length].copy_from_slice(&bytes[..length]);
            }
        }
    }
}

fn set(names: &mut BTreeMap<PathBuf, Node>, path: &Path, node: Option<Node>) {
    match node {
        Some(node) => drop(names.insert(path.to_owned(), node)),
        None => drop(names.remove(path)),
    }
}

/// The index of the journal is shared memory, which a power cut always takes.
fn is_memory(path: &Path) -> bool {
    path.to_string_lossy().ends_with("-shm")
}

/// Makes `root` hold what is left, and nothing else.
pub fn lay_out(left: &Left, root: &Path) {
    let _ = fs::remove_dir_all(root);
    fs::create_dir_all(root).unwrap();
    for (path, content) in left {
        match content {
            None => fs::create_dir_all(path).unwrap(),
            Some(bytes) => fs::write(path, bytes).unwrap(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Plays events on an empty disk, then cuts the power.
    fn left(events: &[Event], fates: &[Fate]) -> Vec<(String, Option<String>)> {
        let root = tempfile::tempdir().unwrap();
        let mut disk = Disk::of(root.path());
        let at = |path: &PathBuf| root.path().join(path);
        for event in events {
            disk.play(&match event.clone() {
                Event::Opened { fd, path, created, emptied, folder } => {
                    Event::Opened { fd, path: at(&path), created, emptied, folder }
                }
                Event::Renamed(from, to) => Event::Renamed(at(&from), at(&to)),
                Event::Made(path) => Event::Made(at(&path)),
                other => other,
            });
        }
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace('\0', ".");
        disk.after_cut(fates)
            .into_iter()
            .filter(|(path, _)| path != root.path())
            .map(|(path, content)| {
                let name = path.strip_prefix(root.path()).unwrap().to_str().unwrap().to_owned();
                (name, content.map(text))
            })
            .collect()
    }

    fn create(fd: i32, path: &str) -> Event {
        Event::Opened { fd, path: path.into(), created: true, emptied: false, folder: false }
    }

    fn folder(fd: i32, path: &str) -> Event {
        Event::Opened { fd, path: path.into(), created: false, emptied: false, folder: true }
    }

    #[test]
    fn what_was_synced_is_left_and_its_name_only_with_the_folder() {
        let mut events = vec![create(3, "a"), Event::Wrote(3, 0, b"words".to_vec())];
        events.push(Event::Synced(3));
        assert_eq!(left(&events, &[]), [], "the name is not on the disk");
        events.extend([folder(4, ""), Event::Synced(4)]);
        assert_eq!(left(&events, &[]), [("a".to_owned(), Some("words".to_owned()))]);
    }

    #[test]
    fn later_writes_may_be_there_without_earlier_ones_and_half() {
        let events = [
            create(3, "a"),
            folder(4, ""),
            Event::Synced(4),
            Event::Wrote(3, 0, b"one".to_vec()),
            Event::Wrote(3, 3, b"two!".to_vec()),
        ];
        let file = |fates: &[Fate]| left(&events, fates)[0].1.clone().unwrap();
        assert_eq!(file(&[Fate::Lost, Fate::Lost]), "");
        assert_eq!(file(&[Fate::Lost, Fate::Kept]), "...two!");
        assert_eq!(file(&[Fate::Kept, Fate::Torn(500)]), "onetw");
    }

    #[test]
    fn a_folder_that_is_not_on_the_disk_takes_its_files_with_it() {
        let events = [Event::Made("d".into()), create(3, "d/a"), folder(4, "d"), Event::Synced(4)];
        assert_eq!(left(&events, &[]), []);
        let names: Vec<_> =
            left(&events, &[Fate::Kept]).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["d", "d/a"]);
    }

    #[test]
    fn a_name_changes_in_one_step_or_not_at_all() {
        let mut events = vec![create(3, "new"), create(5, "old"), folder(4, ""), Event::Synced(4)];
        events.push(Event::Renamed("new".into(), "old".into()));
        assert_eq!(left(&events, &[Fate::Lost]).len(), 2);
        assert_eq!(left(&events, &[Fate::Kept]).len(), 1);
    }
}
