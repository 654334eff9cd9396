//! Writes docs/reliability.md: what stands in `page.md`, with the counts of the
//! last runs in its tables. What was not run here keeps the row that it had,
//! and a long form gives way to a long one only.
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
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reliability.md");
    let before = fs::read_to_string(&target).unwrap_or_default();
    let mut page = include_str!("page.md").to_owned();
    for table in TABLES {
        page = page.replace(&format!("{{{table}}}\n"), &rows(table, &before));
    }
    fs::write(target, page).unwrap();
}

/// The counts of the tests whose names begin with `table`, as a table; `before`
/// is the page as it stands.
fn rows(table: &str, before: &str) -> String {
    let known = before.lines().filter_map(|line| {
        let test = line.strip_prefix("| ")?.split(' ').next()?;
        test.starts_with(table).then(|| (test.to_owned(), format!("{line}\n")))
    });
    let mut rows: BTreeMap<String, String> = known.collect();
    for entry in fs::read_dir(counted::folder()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(test) = name.strip_suffix(".json").filter(|test| test.starts_with(table)) {
            let text = fs::read_to_string(entry.path()).unwrap();
            let counted: Value = serde_json::from_str(&text).unwrap();
            let was_long = rows.get(test).is_some_and(|row| row.contains("| long |"));
            if !was_long || counted["form"] == "long" {
                rows.insert(test.to_owned(), row(test, &counted));
            }
        }
    }
    if rows.is_empty() {
        return "Not run yet.\n".to_owned();
    }
    let rows: String = rows.into_values().collect();
    format!("| test | form | counted |\n|---|---|---|\n{rows}")
}

/// What a test counted, as a row.
fn row(test: &str, kept: &Value) -> String {
    let counts = kept["counts"].as_object().unwrap();
    let counts: Vec<String> =
        counts.iter().map(|(what, count)| format!("{what} {count}")).collect();
    format!("| {test} | {} | {} |\n", kept["form"].as_str().unwrap(), counts.join(" · "))
}
