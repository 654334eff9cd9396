//! Rules of the house that no compiler enforces.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const CORE: &str = "src-tauri/core/src";

/// The files below `folder` with one of `endings`, with their text, by path from the root.
fn sources(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        let mut entries: Vec<_> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if !["target", "node_modules", "dist", "gen", "bindings"].contains(&name.as_str()) {
                    collect(&path, found);
                }
            } else {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    collect(&Path::new(ROOT).join(folder), &mut found);
    let sources: Vec<_> = found
        .into_iter()
        .filter(|path| {
            let name = path.to_string_lossy();
            endings.iter().any(|ending| name.ends_with(ending))
        })
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(ROOT).unwrap().to_string_lossy().replace('\\', "/");
            (name, text)
        })
        .collect();
    assert!(
        !sources.is_empty(),
        "nothing was read below {folder}: the test looks in the wrong place"
    );
    sources
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

/// The text without its unit tests, which may do what the code may not.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap()
}

/// The rooms of the core, by the folders they live in.
fn rooms() -> BTreeSet<String> {
    fs::read_dir(Path::new(ROOT).join(CORE))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

fn assert_only_in(folder: &str, words: &[&str], allowed: &[&str], why: &str) {
    for (path, text) in sources(folder, &[".rs"]) {
        if allowed.iter().any(|room| path.contains(room)) {
            continue;
        }
        for word in words {
            assert!(!code(&text).contains(word), "{path} says {word}: {why}");
        }
    }
}

#[test]
fn only_the_store_speaks_sql() {
    let words = ["rusqlite::", "SELECT ", "INSERT INTO", "DELETE FROM", "PRAGMA "];
    assert_only_in(
        "src-tauri",
        &words,
        &["core/src/store/", "core/src/error.rs"],
        "SQL lives in store/",
    );
}

#[test]
fn zip_and_xml_are_spoken_only_where_files_come_in_and_go_out() {
    let words = ["zip::", "quick_xml::", "docx_rs::", "cfb::"];
    let allowed = ["core/src/import/", "core/src/export/"];
    assert_only_in(
        "src-tauri",
        &words,
        &allowed,
        "files are read in import/ and written in export/",
    );
}

#[test]
fn the_core_knows_no_window() {
    assert_only_in(CORE, &["tauri::", "tauri_plugin"], &[], "the window belongs to the shell");
}

#[test]
fn the_core_reads_no_clock_and_throws_no_dice() {
    let words = [
        "SystemTime::now",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "Local::today",
        "new_v4",
        "now_v7",
    ];
    assert_only_in(CORE, &words, &[], "time and randomness are arguments");
}

#[test]
fn nothing_opens_a_connection() {
    assert_only_in(
        "src-tauri",
        &["std::net", "TcpStream", "UdpSocket"],
        &[],
        "offline is a promise",
    );
    for (path, text) in sources("ui/src", &[".ts", ".vue"]) {
        for word in ["fetch(", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon"] {
            assert!(!text.contains(word), "{path} says {word}: offline is a promise");
        }
    }
}

/// A room reaches into another only along an arrow that ARCHITECTURE.md lists,
/// one a line, as `room -> room, room`.
#[test]
fn rooms_reach_each_other_only_along_the_listed_arrows() {
    let page = read("ARCHITECTURE.md");
    let listed: BTreeSet<(String, String)> = page
        .lines()
        .filter_map(|line| line.split_once(" -> "))
        .flat_map(|(from, to)| {
            to.split(", ").map(move |to| (from.trim().to_owned(), to.trim().to_owned()))
        })
        .collect();
    let rooms = rooms();
    let mut used = BTreeSet::new();
    for (path, text) in sources(CORE, &[".rs"]) {
        let Some((room, _)) = path[CORE.len() + 1..].split_once('/') else { continue };
        for other in rooms.iter().filter(|other| *other != room && *other != "model") {
            if names_room(code(&text), other) {
                let arrow = (room.to_owned(), other.clone());
                assert!(
                    listed.contains(&arrow),
                    "{path} reaches into {other}: no such arrow in ARCHITECTURE.md"
                );
                used.insert(arrow);
            }
        }
    }
    let stale: Vec<_> = listed.difference(&used).collect();
    assert!(stale.is_empty(), "ARCHITECTURE.md lists arrows that nobody uses: {stale:?}");
}

/// Whether `text` names the room by path, alone or in a group of imports.
fn names_room(text: &str, room: &str) -> bool {
    let direct = format!("crate::{room}::");
    let whole = format!("crate::{room};");
    if text.contains(&direct) || text.contains(&whole) {
        return true;
    }
    text.match_indices("use crate::{").any(|(at, _)| {
        let group = &text[at..text[at..].find(';').map_or(text.len(), |end| at + end)];
        group.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == room)
    })
}

#[test]
fn every_room_is_on_the_map() {
    let page = read("ARCHITECTURE.md");
    for room in rooms() {
        assert!(page.contains(&format!("`{room}/`")), "ARCHITECTURE.md does not name {room}/");
    }
}

/// Handlers stand one a line in the shell, as `commands::draft::save_report,`,
/// and in the interface's table as `  save_report: (args: …`.
#[test]
fn both_sides_know_the_same_commands() {
    let handlers: BTreeSet<String> = sources("src-tauri/src", &[".rs"])
        .iter()
        .flat_map(|(_, text)| text.lines())
        .filter_map(|line| line.trim().strip_prefix("commands::")?.split("::").nth(1))
        .map(|name| name.trim_end_matches([',', ']', ')']).to_owned())
        .collect();
    let table: BTreeSet<String> = read("ui/src/ipc/index.ts")
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_once(": (args:"))
        .map(|(name, _)| name.to_owned())
        .collect();
    let capability: serde_json::Value =
        serde_json::from_str(&read("capabilities/main.json")).unwrap();
    let permissions = capability["permissions"].as_array().unwrap();
    let granted: BTreeSet<String> = permissions
        .iter()
        .filter_map(|name| Some(name.as_str()?.strip_prefix("allow-")?.replace('-', "_")))
        .collect();
    assert!(!handlers.is_empty(), "no command was found in the shell");
    assert_eq!(handlers, table, "the shell's handlers and the interface's table differ");
    assert_eq!(handlers, granted, "the shell's handlers and the window's permissions differ");
}

#[test]
fn only_the_ipc_file_imports_tauri() {
    for (path, text) in sources("ui/src", &[".ts", ".vue"]) {
        let excused =
            ["ui/src/ipc/", "ui/src/testing/"].iter().any(|folder| path.starts_with(folder));
        let excused = excused || path.ends_with(".test.ts");
        assert!(excused || !text.contains("@tauri-apps/"), "{path} imports @tauri-apps: use ipc/");
    }
}

#[test]
fn nothing_unfinished_is_left() {
    for folder in ["src-tauri", "ui/src", "tests"] {
        for (path, text) in sources(folder, &[".rs", ".ts", ".vue", ".py"]) {
            if path == "tests/tidy.rs" {
                continue;
            }
            for word in
                ["TODO", "FIXME", "todo!(", "unimplemented!(", "#[ignore", "test.skip", "it.skip"]
            {
                assert!(!text.contains(word), "{path} holds {word}");
            }
        }
    }
}

#[test]
fn no_file_grows_into_two_rooms() {
    for folder in ["src-tauri", "ui/src", "tests"] {
        for (path, text) in sources(folder, &[".rs", ".ts", ".vue", ".py"]) {
            if path.ends_with("/tests.rs") || path.contains("/testing/") {
                continue;
            }
            let lines = code(&text).lines().count();
            assert!(lines <= 450, "{path} has {lines} lines without its tests: split it");
        }
    }
}
