//! The terminal program while the disk refuses one call after the other: it
//! says what it could not do, and leaves no half file.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use shuzhi_faults::disk::{Disk, lay_out};
use shuzhi_faults::{counted, rounds, run};

/// How a call is struck: `EIO` once or for good, `ENOSPC` for good, or after
/// half a write.
const HOWS: [&str; 4] = ["once 5", "on 5", "on 28", "half 28"];

#[test]
fn the_terminal_program_says_what_it_could_not_do_and_leaves_no_half_file() {
    let root = run::folder();
    let data = root.path().join("甲.db");
    let file = |name: &str| root.path().join(name).to_str().unwrap().to_owned();
    ran(&terminal(&data, root.path(), &["demo", "-o", &file("示例.docx")]), "the sample");
    ran(&terminal(&data, root.path(), &["backup", "-o", &file("备.db")]), "a copy");
    ran(&terminal(&data, root.path(), &["handover", "-o", &file("交.zip")]), "a hand-over");
    let (copy, word, archive) = (file("备.db"), file("示例.docx"), file("交.zip"));
    let (out, new, zip) = (file("新.docx"), file("新备.db"), file("新交.zip"));
    let commands: [&[&str]; 8] = [
        &["backup"],
        &["backup", "-o", &new],
        &["restore", &copy],
        &["import", &word, "--dry-run"],
        &["export", "2023", "-o", &out],
        &["handover", "-o", &zip],
        &["takein", &archive],
        &["new", "2025"],
    ];
    let start = Disk::of(root.path()).after_cut(&[]);
    let listed = |data: &Path| ran(&terminal(data, root.path(), &["list", "--json"]), "list");
    let before = listed(&data);
    let (mut struck, mut refused) = (0, 0);
    for arguments in commands {
        lay_out(&start, root.path());
        ran(&terminal(&data, root.path(), arguments), "undisturbed");
        let whole = [&out, &new, &zip].into_iter().find_map(|file| fs::read(file).ok());
        for (offset, how) in HOWS.iter().enumerate() {
            let step = rounds(9, 1);
            let mut call = 1 + offset % step;
            loop {
                lay_out(&start, root.path());
                let mark = root.path().with_extension("struck");
                let mut command = terminal(&data, root.path(), arguments);
                run::watch(&mut command, root.path())
                    .env("FAULTS_STRIKE", format!("{call} {how}"))
                    .env("FAULTS_MARK", &mark);
                let Output { status, stderr, .. } = command.output().unwrap();
                if fs::remove_file(&mark).is_err() {
                    break;
                }
                struck += 1;
                let said = String::from_utf8(stderr).unwrap();
                let what = format!("{arguments:?}, {call} {how}: {said}");
                match status.code() {
                    Some(2) => {
                        refused += 1;
                        assert!(said.contains('请') && !said.contains("意外"), "{what}");
                    }
                    Some(0) => {}
                    other => panic!("{what}: ended with {other:?}"),
                }
                // A disk that takes nothing more does not take a file away either: then it is whole.
                for file in [&out, &new, &zip] {
                    let there = fs::read(file).ok();
                    let is_whole = there == whole || status.code() == Some(0);
                    assert!(there.is_none() || is_whole, "{what}: half of {file}");
                }
                ran(&terminal(&data, root.path(), &["verify"]), &what);
                assert!(
                    arguments[0] == "new" || listed(&data) == before,
                    "{what}: the list differs"
                );
                call += step;
            }
        }
    }
    counted::keep(
        "refused-terminal",
        &[("faults injected", struck), ("refused in words", refused), ("lost", 0)],
    );
}

fn terminal(data: &Path, home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(run::program("shuzhi-cli"));
    command.env_clear().env("HOME", home).arg("--data").arg(data).args(arguments);
    command
}

#[track_caller]
fn ran(command: &Command, what: &str) -> String {
    let mut again = Command::new(command.get_program());
    again.args(command.get_args()).env_clear();
    again.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let Output { status, stdout, stderr } = again.output().unwrap();
    assert!(status.success(), "{what}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}
