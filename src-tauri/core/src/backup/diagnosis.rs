use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::{list, second_place};
use crate::Result;
use crate::model::Moment;
use crate::store::medium::{Medium, medium_of};
use crate::store::{Flaw, Store};

/// So many of the latest lines of the log are told.
const LINES: usize = 60;

/// What the user hands on when something is wrong (诊断信息): versions, sizes,
/// counts, and the end of the log; no word of a report, no name, no path.
/// It is for Notepad.
///
/// # Errors
///
/// Whatever the store refuses.
pub fn diagnosis(store: &Store, program: &str, log: &str, at: Moment) -> Result<String> {
    let mut text =
        String::from("\u{FEFF}述职 诊断信息\n不含报告文字、姓名和文件夹名，可以交给维护的人。\n\n");
    let mut say = |what: &str, value: String| {
        let _ = writeln!(text, "{what}：{value}");
    };
    say("写于", format!("{}（世界时）", at.format("%Y-%m-%d %H:%M:%S")));
    say("版本", format!("{program}，内容文件第 {} 版", Store::VERSION));
    say("系统", system());
    let size = |end: &str| {
        let mut path = store.path().as_os_str().to_owned();
        path.push(end);
        fs::metadata(Path::new(&path)).map_or(0, |file| file.len())
    };
    say("内容文件", format!("{} 字节，另有 {} 字节还没并进去", size(""), size("-wal")));
    say(
        "所在磁盘",
        match medium_of(store.path()) {
            Medium::Fixed => "本机".to_owned(),
            Medium::Removable => "U盘一类".to_owned(),
            Medium::Network => "网络共享".to_owned(),
        },
    );
    let (reports, trash, branches) = (store.reports()?, store.trash()?, store.branches()?);
    let kept = reports.iter().chain(&trash).map(|row| Ok(store.revisions(&row.uid)?.len()));
    let kept: usize = kept.sum::<Result<usize>>()?;
    let duties = branches.iter().map(|branch| Ok(store.duties(&branch.uid)?.len()));
    let duties: usize = duties.sum::<Result<usize>>()?;
    say(
        "内容",
        format!(
            "单位 {}，报告 {}，回收站 {}，历史版本 {kept}，应答事项 {duties}",
            branches.len(),
            reports.len(),
            trash.len(),
        ),
    );
    let copies = list(store)?;
    let latest = copies.first().map_or("没有".to_owned(), |copy| {
        format!("{}（世界时），{} 字节", copy.at.format("%Y-%m-%d %H:%M"), copy.size)
    });
    say("备份", format!("{} 份，最近一份 {latest}", copies.len()));
    say(
        "另存一处",
        match second_place(store)? {
            Some(place) if place.is_dir() => "有，现在在".to_owned(),
            Some(_) => "有，现在不在".to_owned(),
            None => "没有设".to_owned(),
        },
    );
    say(
        "核对",
        match store.flaws()?.as_slice() {
            [] => "完好".to_owned(),
            flaws => format!("{} 处损坏（{}）", flaws.len(), kinds(flaws)),
        },
    );
    text.push_str("\n最近的日志：\n");
    let lines: Vec<&str> = log.lines().collect();
    for line in &lines[lines.len().saturating_sub(LINES)..] {
        text.push_str(without_paths(line));
        text.push('\n');
    }
    Ok(text.replace('\n', "\r\n"))
}

/// The system and the processor, by the system's own name where it has one.
fn system() -> String {
    let kind = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    match release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME=")) {
        Some(name) => format!("{kind}，{}", name.trim_matches('"')),
        None => kind,
    }
}

fn kinds(flaws: &[Flaw]) -> String {
    let count = |of: fn(&Flaw) -> bool| flaws.iter().filter(|flaw| of(flaw)).count();
    format!(
        "结构 {}，报告 {}，历史版本 {}",
        count(|flaw| matches!(flaw, Flaw::Structure(_))),
        count(|flaw| matches!(flaw, Flaw::Report { .. })),
        count(|flaw| matches!(flaw, Flaw::Revision { .. })),
    )
}

/// A line up to where a path begins, which may hold the user's name and blanks.
fn without_paths(line: &str) -> &str {
    let bytes = line.as_bytes();
    let starts_path = |at: usize| match bytes[at] {
        b'/' | b'\\' => at == 0 || !bytes[at - 1].is_ascii_alphanumeric() || bytes[at] == b'\\',
        b':' => {
            at > 0
                && bytes[at - 1].is_ascii_alphabetic()
                && matches!(bytes.get(at + 1), Some(b'/' | b'\\'))
        }
        _ => false,
    };
    match (0..bytes.len()).find(|at| starts_path(*at)) {
        Some(at) => line[..at].trim_end(),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{at, store};

    #[test]
    fn a_line_of_the_log_ends_before_a_path() {
        for (line, expect) in [
            ("[2026-11-25][10:00:00][WARN] Unsaved: disk I/O error", None),
            (
                "Unreadable: cannot open /home/张三/述职 2024/a.docx",
                Some("Unreadable: cannot open"),
            ),
            (r"cannot open C:\Users\张 三\shuzhi.db: denied", Some("cannot open C")),
            (r"cannot open \\server\张三", Some("cannot open")),
            ("panic at src-tauri/core/src/a.rs:7:3", None),
        ] {
            assert_eq!(without_paths(line), expect.unwrap_or(line));
        }
    }

    #[test]
    fn it_tells_sizes_and_counts_and_no_word_of_a_report() {
        let store = store(&[2023, 2024]);
        let log = "Unsaved: /home/周书记/x\n";
        let text = diagnosis(&store, "0.1.0", log, at(0)).unwrap();
        assert!(text.contains("报告 2，回收站 0") && text.contains("核对：完好"), "{text}");
        for word in ["青禾", "书记", "主题党日", "home"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
}
