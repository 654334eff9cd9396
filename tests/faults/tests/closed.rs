//! The terminal program opens no connection: every socket it asks for is seen
//! by the preloaded library and, where tracing is allowed, by the system itself.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::process::Command;

use shuzhi_faults::{counted, run};

/// What connects to another computer: `AF_INET` and `AF_INET6`.
const FAMILIES: [&str; 2] = ["2", "10"];

#[test]
fn no_command_of_the_terminal_program_opens_a_connection() {
    let root = run::folder();
    let file = |name: &str| root.path().join(name).to_str().unwrap().to_owned();
    let (word, copy, zip) = (file("示例.docx"), file("备.db"), file("交.zip"));
    let text = file("旧.txt");
    fs::write(&text, "青禾社区党支部书记2021年度述职报告\n一、工作情况\n开展活动9次。\n").unwrap();
    let commands: [&[&str]; 18] = [
        &["demo", "-o", &word],
        &["branch"],
        &["new", "2025"],
        &["import", &text],
        &["list"],
        &["show", "2023"],
        &["export", "2023", "--force", "-o", &word],
        &["check", "2023"],
        &["compare", "2022", "2023"],
        &["figures", "2023"],
        &["duties", "2023"],
        &["search", "党课"],
        &["backup", "-o", &copy],
        &["verify"],
        &["handover", "-o", &zip],
        &["takein", &zip],
        &["restore", &copy],
        &["diagnose"],
    ];
    let traced = is_tracing_allowed(root.path());
    let mut seen = 0;
    for arguments in commands {
        let noted = run_watched(root.path(), arguments, traced);
        assert_eq!(noted, [""; 0], "{arguments:?} opens a connection");
        seen += 1;
    }
    counted::keep(
        "closed-terminal",
        &[
            ("commands", seen),
            ("under a system-call trace", if traced { seen } else { 0 }),
            ("sockets of AF_INET or AF_INET6", 0),
        ],
    );
}

#[test]
fn a_connection_would_be_seen() {
    let root = run::folder();
    let sockets = root.path().join("sockets");
    let asks = "import socket; socket.socket(socket.AF_INET); socket.socket(socket.AF_INET6)";
    let mut command = Command::new("python3");
    command.args(["-c", asks]);
    let done = run::watch(&mut command, root.path()).env("FAULTS_SOCKETS", &sockets).status();
    assert!(done.unwrap().success());
    assert_eq!(connections(&sockets), FAMILIES);
}

/// Runs a command, and gives the families of connections it asked for.
fn run_watched(root: &Path, arguments: &[&str], traced: bool) -> Vec<String> {
    let (sockets, trace) = (root.join("sockets"), root.join("trace"));
    let _ = fs::remove_file(&sockets);
    let program = run::program("shuzhi-cli");
    let mut command = if traced {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-e", "trace=socket,connect", "-o"]).arg(&trace).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.arg("--data").arg(root.join("甲.db")).args(arguments).env("HOME", root);
    let done = run::watch(&mut command, root).env("FAULTS_SOCKETS", &sockets).output().unwrap();
    let code = done.status.code();
    assert!(
        code == Some(0) || code == Some(1),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    let mut seen = connections(&sockets);
    if traced {
        let calls = fs::read_to_string(&trace).unwrap();
        seen.extend(calls.lines().filter(|line| line.contains("AF_INET")).map(str::to_owned));
    }
    seen
}

/// The families noted by the library that lead to another computer.
fn connections(noted: &Path) -> Vec<String> {
    let noted = fs::read_to_string(noted).unwrap_or_default();
    noted.lines().filter(|family| FAMILIES.contains(family)).map(str::to_owned).collect()
}

/// Whether the system lets programs be traced here; some test machines do not.
fn is_tracing_allowed(root: &Path) -> bool {
    let mut command = Command::new("strace");
    command.args(["-f", "-e", "trace=socket", "-o"]).arg(root.join("probe")).arg("true");
    command.output().is_ok_and(|done| done.status.success())
}
