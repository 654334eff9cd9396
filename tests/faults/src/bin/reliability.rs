//! Writes docs/reliability.md: what stands in `page.md`, with the counts of the
//! last runs in its tables.
#![allow(clippy::unwrap_used, reason = "a tool for developers")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use shuzhi_faults::counted;

/// What leads each test's row, by the beginning of its name.
const TABLES: [&str; 8] =
    ["power", "kill", "refused", "flipped", "full", "shared", "closed", "measured"];

fn main() {
    let mut page = include_str!("page.md").to_owned();
    for table in TABLES {
        page = page.replace(&format!("{{{table}}}\n"), &rows(table));
    }
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reliability.md");
    fs::write(target, page).unwrap();
}

/// The counts of the tests whose names begin with `table`, as a table.
fn rows(table: &str) -> String {
    let mut counted_by: BTreeMap<String, Value> = BTreeMap::new();
    for entry in fs::read_dir(counted::folder()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(test) = name.strip_suffix(".json").filter(|test| test.starts_with(table)) {
            let text = fs::read_to_string(entry.path()).unwrap();
            counted_by.insert(test.to_owned(), serde_json::from_str(&text).unwrap());
        }
    }
    if counted_by.is_empty() {
        return "Not run yet.\n".to_owned();
    }
    let mut text = "| test | form | counted |\n|---|---|---|\n".to_owned();
    for (test, kept) in counted_by {
        let counts = kept["counts"].as_object().unwrap();
        let counts: Vec<String> =
            counts.iter().map(|(what, count)| format!("{what} {count}")).collect();
        text +=
            &format!("| {test} | {} | {} |\n", kept["form"].as_str().unwrap(), counts.join(" · "));
    }
    text
}
