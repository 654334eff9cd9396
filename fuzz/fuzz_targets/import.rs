//! Any bytes are read or refused: no panic, no hang, and no line of the file
//! without a place or a note.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shuzhi_core::model::Uid;
use shuzhi_core::{figures, import};

fuzz_target!(|bytes: &[u8]| {
    let Ok(outline) = import::read(bytes, "fuzz") else { return };
    let reading = import::recognise(&outline, Uid::nil());
    assert_eq!(reading.lines.len(), outline.lines.len());
    for mention in figures::mentions(&reading.report) {
        assert!(mention.value.is_finite() && mention.start < mention.end);
    }
});
