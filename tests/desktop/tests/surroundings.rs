//! The surroundings fail under the open window: the computer stops, the disk is
//! full, a file may not grow. What was typed stays, and is stored when it can.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use shuzhi_e2e::{Office, Window};

#[test]
fn a_computer_that_stops_while_somebody_types_takes_nothing() {
    let office = Office::new();
    let window = office.begin_a_report();
    window.field("开头正文").fill("合上盖子前写的。");
    // Before the save that is due after the last key.
    window.stop();
    thread::sleep(Duration::from_secs(3));
    window.go_on();
    window.reads("已保存");
    window.field("开头正文").type_in("打开盖子后写的。");
    window.reads("已保存");
    is_kept(&office, window, "合上盖子前写的。打开盖子后写的。");
}

#[test]
fn a_full_disk_keeps_the_text_in_the_window_until_there_is_room() {
    let office = Office::new();
    let Some(disk) = SmallDisk::below(&office) else { return };
    let window = office.begin_a_report();
    window.field("开头正文").fill("盘满之前写的。");
    window.reads("已保存");
    disk.fill();
    let text = write_until_refused(&window, "盘满以后写的。");
    disk.make_room();
    window.click("重试");
    window.reads("已保存");
    is_kept(&office, window, &text);
}

#[test]
fn a_limit_on_the_size_of_files_is_a_refusal_and_no_end_of_the_program() {
    let office = Office::new();
    let window = office.begin_a_report();
    window.field("开头正文").fill("限制之前写的。");
    window.reads("已保存");
    let journal = fs::metadata(office.data().with_file_name("shuzhi.db-wal")).unwrap().len();
    limit_files(&window, &journal.to_string());
    let text = write_until_refused(&window, "限制之后写的。");
    assert!(window.is_running());
    limit_files(&window, "unlimited");
    window.click("重试");
    window.reads("已保存");
    is_kept(&office, window, &text);
}

/// Types until a save is refused; gives what then stands in the field.
fn write_until_refused(window: &Window, words: &str) -> String {
    let field = window.field("开头正文");
    // What is free within the file takes a few saves still.
    for _ in 0..60 {
        field.type_in(words);
        thread::sleep(Duration::from_millis(500));
        if window.text().contains("没有存上") {
            return field.value();
        }
    }
    panic!("no save was refused; the page reads:\n{}", window.text());
}

/// The text stands in the field, and again after the program was killed.
fn is_kept(office: &Office, window: Window, text: &str) {
    assert_eq!(window.field("开头正文").value(), text);
    // Of the last second nothing is promised.
    thread::sleep(Duration::from_millis(1500));
    window.kill();
    let window = office.go_on_writing();
    assert_eq!(window.field("开头正文").value(), text);
    window.close();
}

/// Limits how large a file may be that the program writes to: a number of bytes.
fn limit_files(window: &Window, bytes: &str) {
    let process = window.process().to_string();
    // The soft limit alone, which may be raised again.
    let limit = format!("--fsize={bytes}:");
    let done = Command::new("prlimit").args(["--pid", &process, &limit]).status().unwrap();
    assert!(done.success(), "prlimit {limit}");
}

/// A disk of two megabytes under the folder of the data.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// None where no disk may be mounted: there the limit above stands for it.
    fn below(office: &Office) -> Option<Self> {
        let folder = office.data().parent().unwrap().to_owned();
        fs::create_dir_all(&folder).unwrap();
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
            .arg(&folder)
            .output()
            .unwrap();
        done.status.success().then_some(Self(folder))
    }

    fn filler(&self) -> PathBuf {
        Path::new(&self.0).join("别的文件")
    }

    /// Fills it to the last byte.
    fn fill(&self) {
        let mut filler = File::create(self.filler()).unwrap();
        while filler.write(&[7; 512]).is_ok_and(|written| written > 0) {}
    }

    fn make_room(&self) {
        fs::remove_file(self.filler()).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}
