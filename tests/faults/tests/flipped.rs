//! Bytes of the data file turned over, cleared and cut off at random places:
//! never a panic, and never a wrong text shown as good.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use shuzhi_core::Error;
use shuzhi_core::model::Report;
use shuzhi_core::store::{ReportRow, Store};
use shuzhi_faults::dice::Dice;
use shuzhi_faults::disk::{Disk, lay_out};
use shuzhi_faults::judge::{Promises, open_or_rescue};
use shuzhi_faults::office::{data_of, entry, open};
use shuzhi_faults::{counted, rounds, run};

#[test]
fn a_thousand_damages_show_no_wrong_text_as_good() {
    let root = run::folder();
    let mut promises = Promises::default();
    run::work(root.path(), &["save:12", "copy", "save:14", "close"], &mut promises);
    let whole = Disk::of(root.path()).after_cut(&[]);
    let data = data_of(root.path());
    let bytes = fs::read(&data).unwrap();
    let truths: BTreeSet<String> =
        promises.known.iter().flat_map(|state| state.split(' ').map(str::to_owned)).collect();
    let present: BTreeSet<String> =
        promises.did.as_ref().unwrap().0.split(' ').map(str::to_owned).collect();
    let mut counts = [0_u64; 6];
    // Each of the last ones once went wrong: an index that leads one report's name to
    // another's text, a letter of the schema, a kept state under a name that is none, a
    // number in the head of the file, a title in the list, the name of a column.
    for seed in (0..rounds(1_000, 20_000) as u64).chain([1749, 2419, 2512, 6344, 7474, 9241]) {
        let mut dice = Dice::new(seed);
        lay_out(&whole, root.path());
        fs::write(&data, damage(&bytes, &mut dice)).unwrap();
        let with_copies = dice.below(2) == 0;
        if !with_copies {
            fs::remove_dir_all(data.with_file_name("备份")).unwrap();
        }
        let seen = look(root.path());
        let wrong: Vec<_> = seen.texts.difference(&truths).collect();
        assert!(wrong.is_empty(), "seed {seed}: shown as good: {wrong:?}");
        assert!(
            !seen.looks_whole || seen.shown == present,
            "seed {seed}: a start calls it whole, and it says {:?}",
            seen.shown
        );
        counts[0] += 1;
        counts[1] += u64::from(seen.opens);
        counts[2] += u64::from(!seen.is_whole);
        assert!(
            !seen.is_whole || seen.shown == present,
            "seed {seed}: called whole, and says {:?}",
            seen.shown
        );
        if seen.is_whole {
            continue;
        }
        match open_or_rescue(root.path()) {
            Ok(store) => {
                counts[3] += 1;
                assert!(store.flaws().unwrap().is_empty(), "seed {seed}: rescued, not whole");
                let shown = shown(&store);
                let wrong: Vec<_> = shown.difference(&truths).collect();
                assert!(wrong.is_empty(), "seed {seed}: rescued as {wrong:?}");
                counts[4] += shown.len() as u64;
                if with_copies {
                    assert_eq!(shown.len(), present.len(), "seed {seed}: the copy has all reports");
                }
                counts[5] += shown.intersection(&present).count() as u64;
            }
            Err(Error::StoreDamaged(_) | Error::StoreEmpty(_)) if !with_copies => {}
            Err(error) => panic!("seed {seed}: {error:?}"),
        }
        let aside = data.with_file_name("损坏的内容-1");
        assert!(!aside.exists() || fs::read_dir(aside).unwrap().count() > 0, "seed {seed}");
    }
    counted::keep(
        "flipped",
        &[
            ("damaged files", counts[0]),
            ("opened all the same", counts[1]),
            ("seen to be damaged", counts[2]),
            ("made whole", counts[3]),
            ("reports brought back", counts[4]),
            ("of these as last saved", counts[5]),
            ("wrong texts shown as good", 0),
        ],
    );
}

/// What the program sees in a damaged file.
#[derive(Default)]
struct Seen {
    opens: bool,
    is_whole: bool,
    /// As far as a start looks.
    looks_whole: bool,
    /// The texts that the store gives out, be it called whole or not.
    texts: BTreeSet<String>,
    /// The reports, each with the title of the list, which is shown only when a
    /// start calls the file whole.
    shown: BTreeSet<String>,
}

fn look(root: &Path) -> Seen {
    match open(root) {
        Ok(store) => Seen {
            opens: true,
            is_whole: store.flaws().is_ok_and(|flaws| flaws.is_empty()),
            looks_whole: store.flaws_at_start().is_ok_and(|flaws| flaws.is_empty()),
            texts: reports(&store).iter().map(|(_, report)| entry(report)).collect(),
            shown: shown(&store),
        },
        Err(_) => Seen::default(),
    }
}

/// The reports that the program would show, each with the title of the list.
fn shown(store: &Store) -> BTreeSet<String> {
    let listed = |(row, report): (ReportRow, Report)| {
        entry(&Report { title: row.title, year: Some(row.year), ..report })
    };
    reports(store).into_iter().map(listed).collect()
}

/// The rows of the list whose texts the store gives out, with these.
fn reports(store: &Store) -> Vec<(ReportRow, Report)> {
    let rows = store.reports().unwrap_or_default().into_iter();
    rows.filter_map(|row| {
        let report = store.report(&row.uid).ok()?.report;
        Some((row, report))
    })
    .collect()
}

/// One to three damages of the kinds that disks make.
fn damage(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len());
        match dice.below(8) {
            0..=3 => bytes[at] ^= 1 << dice.below(8),
            4 => bytes[at] = dice.below(256) as u8,
            5 => {
                let (from, to) = (at / 512 * 512, (at / 512 * 512 + 512).min(bytes.len()));
                bytes[from..to].fill(0);
            }
            6 => {
                let (from, to) = (at / 4096 * 4096, (at / 4096 * 4096 + 4096).min(bytes.len()));
                bytes[from..to].iter_mut().for_each(|byte| *byte = dice.below(256) as u8);
            }
            _ => bytes.truncate(bytes.len() - at / 8),
        }
    }
    bytes
}
