//! Old files in, reports and notes out.
//!
//! `data/import/*.txt` are texts by imagined writers, one habit or damage
//! each; `data/import/reading@<case>.snap` is what is read in them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/kept.rs"]
mod kept;
#[path = "support/reading.rs"]
mod reading;

use reading::shown;
use shuzhi_core::import::{self, Reading};
use shuzhi_core::model::Uid;

fn open(bytes: &[u8], name: &str) -> Reading {
    import::open(bytes.to_vec(), name, Uid::nil()).unwrap()
}

#[test]
fn texts_of_many_writers_are_read_as_they_were_meant() {
    let mut golden = insta::Settings::clone_current();
    golden.set_snapshot_path("data/import");
    golden.set_prepend_module_to_snapshot(false);
    golden.set_omit_expression(true);
    golden.bind(|| {
        insta::glob!("data/import", "*.txt", |case| {
            let bytes = std::fs::read(case).unwrap();
            let reading = open(&bytes, "旧报告.txt");
            kept::holds_all_of(&bytes, &reading);
            insta::assert_snapshot!("reading", shown(&reading));
        });
    });
}
