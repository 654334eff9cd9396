//! What the tests counted, kept for `docs/reliability.md`.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// Where the counts of the last runs lie: beside what cargo built.
pub fn folder() -> PathBuf {
    crate::run::built().parent().unwrap().join("reliability")
}

/// Keeps what a test counted under its name, and prints it.
pub fn keep(test: &str, counts: &[(&str, u64)]) {
    let form = if crate::is_soak() { "long" } else { "short" };
    let lines: Vec<String> =
        counts.iter().map(|(what, count)| format!("{what}: {count}")).collect();
    #[expect(clippy::print_stdout, reason = "what was counted is the test's output")]
    {
        println!("{test} ({form}): {}", lines.join(", "));
    }
    fs::create_dir_all(folder()).unwrap();
    let counts: BTreeMap<&str, u64> = counts.iter().copied().collect();
    let text = serde_json::json!({ "form": form, "counts": counts });
    fs::write(folder().join(format!("{test}.json")), text.to_string()).unwrap();
}
