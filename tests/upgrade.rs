//! Every form of the data file and of the exchange file that ever shipped
//! still opens, and says what it said then.
//!
//! The samples in `data` are never changed: a new form gets a new sample.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::PathBuf;

use shuzhi_core::exchange::{self, Exchange};
use shuzhi_core::model::{Edition, Moment, Reason, Role, TemplateKey, Uid, Year};
use shuzhi_core::store::Store;

fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn exchange_of_form(form: u32) -> Exchange {
    exchange::decode(&fs::read(sample(&format!("exchange-v{form}.json"))).unwrap()).unwrap()
}

/// A copy of the data file of a form, opened and so brought up to date.
fn store_of_form(form: u32) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("述职.db");
    fs::copy(sample(&format!("store-v{form}.db")), &path).unwrap();
    let store = Store::open(&path).unwrap();
    (folder, store)
}

fn uid(number: u32) -> Uid {
    Uid::parse(&format!("00000000-0000-7000-8000-{number:012}")).unwrap()
}

#[test]
fn there_is_a_sample_of_every_form() {
    for form in 1..=Exchange::FORMAT {
        assert!(sample(&format!("exchange-v{form}.json")).exists(), "exchange, form {form}");
    }
    for form in 1..=Store::VERSION {
        assert!(sample(&format!("store-v{form}.db")).exists(), "store, form {form}");
    }
}

#[test]
fn every_data_file_holds_the_office_it_was_filled_with() {
    for form in 1..=Store::VERSION {
        let (_folder, store) = store_of_form(form);
        let office = exchange_of_form(1);
        for report in &office.reports {
            assert_eq!(store.report(&report.uid).unwrap().report, *report);
        }
        assert_eq!(store.branches().unwrap(), office.branches);
        let [duty] = office.duties.as_slice() else { panic!("one duty") };
        assert_eq!(store.duty(&duty.duty.uid).unwrap().as_ref(), Some(&duty.duty));
        assert_eq!(store.answers(&uid(2024)).unwrap(), duty.answers);
        assert!(store.figures(&uid(1)).unwrap().contains(&office.figures[0]));

        let reasons: Vec<String> =
            store.figures(&uid(1)).unwrap().into_iter().map(|figure| figure.reason).collect();
        assert_eq!(reasons.contains(&"漏记一次".to_owned()), form >= 5, "form {form}: {reasons:?}");

        let rows = store.reports().unwrap();
        let list: Vec<_> = rows
            .iter()
            .map(|row| (row.number, row.year.number(), row.edition, row.uid.clone()))
            .collect();
        assert_eq!(
            list,
            [
                (4, 2024, Edition::Written, uid(8)),
                (3, 2024, Edition::Spoken, uid(7)),
                (2, 2024, Edition::Written, uid(2024)),
                (1, 2023, Edition::Written, uid(2023)),
            ],
        );
        assert_eq!(store.trash().unwrap()[0].uid, uid(2022));
        let kept = store.last_revision(&uid(2024)).unwrap().unwrap();
        assert_eq!((kept.reason, kept.name.as_str()), (Reason::ByHand, "第2稿·街道退回"));
        assert_eq!(store.revision(kept.id).unwrap(), office.reports[1]);

        let template = TemplateKey("branch-secretary".to_owned());
        let notice = store.notice(Year::new(2024).unwrap(), &template).unwrap().unwrap();
        assert_eq!((notice.limits.max, notice.parts[0].role), (Some(3000), Role::Problems));
        assert_eq!(store.setting::<u8>("textSize").unwrap(), Some(20));
    }
}

#[test]
fn every_data_file_can_be_written_after_it_was_opened() {
    for form in 1..=Store::VERSION {
        let (_folder, mut store) = store_of_form(form);
        store.write(|tx| tx.recover_report(&uid(2022))).unwrap();
        assert_eq!(store.reports().unwrap().len(), 5);
    }
}

#[test]
fn every_exchange_file_is_taken_in_whole() {
    for form in 1..=Exchange::FORMAT {
        let office = exchange_of_form(form);
        let mut store = Store::in_memory().unwrap();
        let taken = exchange::take_in(&mut store, &office, Moment::UNIX_EPOCH).unwrap();
        assert_eq!(taken.added, [uid(2023), uid(2024)]);
        assert_eq!(taken.lapsed, Vec::<Uid>::new());
        for report in &office.reports {
            assert_eq!(store.report(&report.uid).unwrap().report, *report);
        }
    }
}

#[test]
fn the_present_form_of_the_exchange_file_is_written_as_its_sample_stands() {
    // Windows checks texts out with its own line ends.
    let text = fs::read_to_string(sample("exchange-v1.json")).unwrap().replace("\r\n", "\n");
    assert_eq!(exchange::encode(&exchange_of_form(1)), text);
}
