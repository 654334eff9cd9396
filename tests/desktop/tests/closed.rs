//! The window is closed to the outside: it opens no connection, and its commands
//! refuse what they did not hand out.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use shuzhi_e2e::{Office, Started, project};
use shuzhi_faults::{counted, rounds};

/// Nobody has this uid.
const NOBODY: &str = "00000000-0000-7000-8000-00000000ffff";
/// Nothing has this number.
const NOTHING: u32 = 4_000_000;

#[test]
fn an_undriven_window_opens_no_connection() {
    let office = Office::with_bus();
    let file =
        office.put("去年.txt", "青禾社区党支部2023年度党建工作总结\n一、工作情况\n党课9次。\n");
    let trace = office.path("trace");
    let strace = |program: &str| {
        let mut command = office.command("strace".as_ref());
        command.args(["-f", "-qq", "-e", "trace=socket", "-o"]).arg(&trace).arg(program);
        command
    };
    // Some test machines let no program be traced.
    if !strace("true").status().is_ok_and(|status| status.success()) {
        return;
    }
    let mut traced = strace(office.program().to_str().unwrap());
    let mut program = Started(traced.arg(&file).spawn().unwrap());
    let seconds = rounds(20, 60) as u64;
    thread::sleep(Duration::from_secs(seconds));
    assert!(program.close_window().success());

    let calls = fs::read_to_string(&trace).unwrap();
    let count = |family: &str| calls.lines().filter(|call| call.contains(family)).count() as u64;
    assert!(count("AF_UNIX") > 0, "the display is reached by a socket:\n{calls}");
    assert_eq!(count("AF_INET"), 0, "{calls}");
    counted::keep(
        "closed-window",
        &[
            ("seconds", seconds),
            ("sockets of AF_UNIX", count("AF_UNIX")),
            ("sockets of AF_NETLINK", count("AF_NETLINK")),
            ("sockets of AF_INET or AF_INET6", 0),
        ],
    );
}

#[test]
fn a_connection_of_the_window_would_be_seen() {
    let office = Office::new();
    let trace = office.path("trace");
    let asks = "import socket; socket.socket(socket.AF_INET6)";
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-qq", "-e", "trace=socket", "-o"])
        .arg(&trace)
        .args(["python3", "-c", asks]);
    if strace.status().is_ok_and(|status| status.success()) {
        assert!(fs::read_to_string(&trace).unwrap().contains("AF_INET6"));
    }
}

#[test]
fn a_command_refuses_what_it_did_not_hand_out() {
    let office = Office::new();
    let window = office.start(&[]);
    window.click("先看一个示例单位");
    window.reads("历年报告");
    let home = window.ask("home", &json!({}))["value"].clone();
    let uid = home["current"]["uid"].clone();
    let mut report =
        window.ask("open_report", &json!({ "report": uid }))["value"]["report"].clone();
    assert_eq!(report["uid"], uid);
    report["uid"] = json!(NOBODY);
    let before = window.ask("home", &json!({}));

    let mut wrong = Vec::new();
    let mut asked = BTreeSet::new();
    for (name, arguments) in foreign(&report) {
        let answer = window.ask(name, &arguments);
        let message = answer["refusal"]["message"].as_str().unwrap_or_default();
        let in_words = message.ends_with('。') && message.chars().count() > 8;
        if !in_words {
            wrong.push(format!("{name} {arguments}: {answer}"));
        }
        asked.insert(name.to_owned());
    }
    assert!(wrong.is_empty(), "not refused in words:\n{}", wrong.join("\n"));
    // What the program does not offer its page is not there at all.
    for name in ["plugin:opener|open_url", "plugin:dialog|open", "plugin:event|emit", "no_such"] {
        let arguments = json!({ "url": "http://127.0.0.1/", "event": "rescued", "options": {} });
        let answer = window.ask(name, &arguments);
        assert!(answer["refusal"].is_string(), "{name}: {answer}");
    }
    assert_eq!(window.ask("home", &json!({})), before, "nothing was changed");
    assert!(!office.log().contains("panic"), "{}", office.log());

    let known = asking_for_something_known();
    assert!(known.len() > 30, "{known:?}");
    let left: Vec<_> = known.difference(&asked).collect();
    assert!(left.is_empty(), "these commands take an id, too: {left:?}");
    window.close();
}

/// The commands that are asked with something the shell handed out, by the
/// types of their arguments in the interface's table; but for those that work
/// on a text as it is, whoever it belongs to.
fn asking_for_something_known() -> BTreeSet<String> {
    let table = fs::read_to_string(project().join("ui/src/ipc/index.ts")).unwrap();
    let table = table.split("type Commands = {").nth(1).unwrap().split("\n};").next().unwrap();
    let handed_out = ["Uid", "token", "copy:", "id:", "waiver", "Side", "Export", "Report "];
    table
        .split("\n  ")
        .filter_map(|line| line.split_once(": (args:"))
        .map(|(name, rest)| (name, rest.split("=>").next().unwrap()))
        .filter(|(_, taken)| handed_out.iter().any(|word| taken.contains(word)))
        .map(|(name, _)| name.trim().to_owned())
        .filter(|name| {
            !["apply_op", "save_copy", "check_report", "keep_reading"].contains(&name.as_str())
        })
        .collect()
}

/// Every command that takes an id or a token, with one that nobody was given.
fn foreign(report: &Value) -> Vec<(&'static str, Value)> {
    let uid = json!({ "report": NOBODY });
    let place = json!({ "part": "opening", "paragraph": 0 });
    let finding = json!({ "rule": "placeholder", "severity": "warning", "section": "opening",
        "paragraph": 0, "start": 0, "end": 1, "text": "各", "message": "", "suggestion": null,
        "source": "" });
    let sides = |side: Value| json!({ "old": side, "new": side, "form": "docx" });
    vec![
        ("delete_report", uid.clone()),
        ("recover_report", uid.clone()),
        (
            "set_status",
            json!({ "report": NOBODY, "version": 1, "status": "submitted", "date": "2024-12-01" }),
        ),
        ("open_report", uid.clone()),
        ("save_report", json!({ "report": report, "version": 1 })),
        ("quotes", uid.clone()),
        ("revisions", uid.clone()),
        ("revision", json!({ "id": NOTHING })),
        ("keep_revision", json!({ "report": NOBODY, "reason": "byHand", "name": "某稿" })),
        ("read_file", json!({ "token": NOTHING })),
        ("set_aside", json!({ "report": report, "finding": finding, "reason": "不改" })),
        ("take_up", json!({ "waiver": NOTHING })),
        ("switch_rule", json!({ "rule": "placeholder", "report": NOBODY, "on": false })),
        ("export_findings", uid.clone()),
        ("figure_table", uid.clone()),
        ("figure_years", uid.clone()),
        (
            "set_figure",
            json!({ "report": NOBODY, "year": 2024, "indicator": "members", "unit": "名",
                "typed": null }),
        ),
        ("export_figures", uid.clone()),
        ("compare_reports", sides(json!({ "report": NOBODY }))),
        ("compare_reports", sides(json!({ "revision": NOTHING }))),
        ("compare_reports", sides(json!({ "file": NOTHING }))),
        ("export_comparison", sides(json!({ "file": NOTHING }))),
        ("duties", uid.clone()),
        ("comments", uid.clone()),
        ("answer_duty", json!({ "report": NOBODY, "duty": NOBODY, "place": place })),
        ("set_aside_duty", json!({ "report": NOBODY, "duty": NOBODY, "reason": "不用答" })),
        ("reopen_duty", json!({ "report": NOBODY, "duty": NOBODY })),
        ("add_comment", json!({ "report": NOBODY, "who": "书记", "date": null, "text": "好。" })),
        ("remove_duty", json!({ "duty": NOBODY })),
        ("export_duties", json!({ "report": NOBODY, "form": "docx" })),
        ("read_returned", json!({ "report": NOBODY, "token": NOTHING })),
        (
            "keep_returned",
            json!({ "report": NOBODY, "version": 1, "token": NOTHING, "accepted": [] }),
        ),
        ("roll_preview", json!({ "from": NOBODY, "year": 2031 })),
        ("roll_forward", json!({ "from": NOBODY, "year": 2031, "choices": [] })),
        ("preview", json!({ "report": NOBODY, "layout": "gbt9704" })),
        (
            "export_report",
            json!({ "report": NOBODY, "format": "docx", "layout": "gbt9704", "despite": null,
                "choose": false, "overwrite": false }),
        ),
        ("open_file", json!({ "token": NOTHING })),
        ("show_in_folder", json!({ "token": NOTHING })),
        ("copy_contents", json!({ "copy": "../shuzhi.db" })),
        ("restore_copy", json!({ "copy": "../shuzhi.db" })),
        ("restore_report", json!({ "copy": "../shuzhi.db", "report": NOBODY })),
        ("take_in", json!({ "token": NOTHING })),
    ]
}
