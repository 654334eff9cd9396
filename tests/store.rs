//! The data file on a disk: opened, refused, locked, closed.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;

use shuzhi_core::Error;
use shuzhi_core::store::Store;

#[test]
fn a_second_opening_is_refused_until_the_first_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("新/数据.db");
    let first = Store::open(&path).unwrap();
    assert!(matches!(Store::open(&path), Err(Error::StoreInUse)));
    drop(first);
    drop(Store::open(&path).unwrap());
    let left: Vec<_> = fs::read_dir(path.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 2, "the data file and its lock, no journal: {left:?}");
}
