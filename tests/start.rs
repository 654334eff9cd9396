//! What a start reads of the data file.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use shuzhi_core::draft;
use shuzhi_core::model::Moment;
use shuzhi_core::store::Store;
use shuzhi_core::template::sample;

/// Ten years of use fill this much with kept states, at most.
const KEPT: u64 = 200 << 20;

#[test]
fn what_a_start_reads_does_not_grow_with_the_kept_states() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (young, old) = (folder.path().join("新.db"), folder.path().join("老.db"));
    begin(&young);
    begin(&old);
    keep_states(&old);
    assert!(fs::metadata(&old).unwrap().len() > KEPT);
    let (young, old) = (read_by_start(&young), read_by_start(&old));
    assert!(young > 50_000, "the present texts are read: {young} bytes");
    assert!(old * 2 < young * 3, "{old} bytes are read of an old file, {young} of a young one");
}

/// A data file with the reports of the made-up office, and no kept state.
fn begin(path: &Path) {
    let office = sample();
    let mut store = Store::open(path).unwrap();
    let written = store.write(|tx| {
        office.branches.iter().try_for_each(|branch| tx.put_branch(branch))?;
        office.reports.iter().try_for_each(|report| tx.add_report(report, false, at(0)))
    });
    written.unwrap();
}

/// Fills the table of kept states with texts of fifty thousand bytes, past the
/// store: through it this would take minutes.
fn keep_states(path: &Path) {
    let db = Connection::open(path).unwrap();
    let filled = db.execute(
        "WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k <= ?1 / 50000)
         INSERT INTO revision (report, reason, name, at, hash, body)
         SELECT (SELECT uid FROM report LIMIT 1), 'interval', '', k,
                hex(zeroblob(32)), json_quote(hex(zeroblob(25000))) FROM n",
        [KEPT as i64],
    );
    filled.unwrap();
}

/// How many bytes this thread reads, from whatever file, while it opens the
/// data, proves what a start proves, and lists what the first screen shows.
fn read_by_start(path: &Path) -> u64 {
    let before = bytes_read();
    let mut store = Store::open(path).unwrap();
    draft::begin_session(&mut store).unwrap();
    assert_eq!(store.flaws_at_start().unwrap(), []);
    assert!(!store.reports().unwrap().is_empty());
    store.trash().unwrap();
    store.branches().unwrap();
    bytes_read() - before
}

/// The bytes that this thread asked the system for so far.
fn bytes_read() -> u64 {
    let counts = fs::read_to_string("/proc/thread-self/io").unwrap();
    let line = counts.lines().find_map(|line| line.strip_prefix("rchar: "));
    line.unwrap().parse().unwrap()
}

fn at(second: i64) -> Moment {
    Moment::from_timestamp(1_730_000_000 + second, 0).unwrap()
}
