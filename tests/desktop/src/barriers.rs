//! What keeps people from using a page, as axe-core finds it.

use std::fs;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::office::project;
use crate::window::Window;

/// axe-core, as npm installed it for the interface.
static AXE: LazyLock<String> = LazyLock::new(|| {
    let file = project().join("ui/node_modules/axe-core/axe.min.js");
    fs::read_to_string(file).expect("the interface's packages are installed (make setup)")
});

/// Runs it, with the rules of WCAG 2.2 AA, and gives a line for each place.
const RUN: &str = r#"
    const done = (lines) => {
        window.violations.length = before; // What axe itself tried is not the page's.
        arguments[0](lines);
    };
    const before = window.violations.length;
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    axe.run(document, { runOnly: tags, resultTypes: ["violations"] }).then(
        ({ violations }) => done(violations
            .filter(({ impact }) => impact === "serious" || impact === "critical")
            .flatMap(({ id, nodes }) => nodes.map(({ html, any, all, none }) =>
                `${id}: ${html.slice(0, 160)} (${[...any, ...all, ...none].map((c) => c.message).join("; ").slice(0, 160)})`))),
        (error) => done([`axe failed: ${error}`]));"#;

impl Window {
    /// The serious and critical findings about the page as it stands.
    #[track_caller]
    pub fn barriers(&self) -> Vec<String> {
        if self.script("return window.axe === undefined", &json!([])) == json!(true) {
            self.script(&AXE, &json!([]));
        }
        let found = self.script_async(RUN);
        let lines = found.as_array().expect("axe gives a list");
        lines.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}
