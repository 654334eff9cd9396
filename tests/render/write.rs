//! Writes every golden report as a Word file into a folder, to be rendered.
//!
//!     cargo run --example write-golden -- FOLDER
//!
//! `NAME.docx` is in the standard's layout. The run-in report is there once
//! more as `NAME@street-28.docx`, in a layout that differs in everything a
//! street asks for.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../support/golden.rs"]
mod golden;

use std::path::Path;

fn main() {
    let folder = std::env::args_os().nth(1).expect("the folder to write to");
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap();
    let standard = golden::layout("gbt9704");
    for file in std::fs::read_dir("tests/golden/export").unwrap() {
        let file = file.unwrap().path();
        if file.extension().is_some_and(|extension| extension == "json") {
            let name = file.file_stem().unwrap().to_str().unwrap();
            let report = golden::read(&file);
            std::fs::write(folder.join(format!("{name}.docx")), report.docx(&standard)).unwrap();
        }
    }
    let street = golden::read(Path::new("tests/golden/export/run-in.json"));
    let bytes = street.docx(&golden::layout("street-28"));
    std::fs::write(folder.join("run-in@street-28.docx"), bytes).unwrap();
}
