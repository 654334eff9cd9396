//! Nothing typed is ever lost: power cuts, refused saves, hung pages, second
//! starts and damaged files, in the real window.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs::File;
use std::path::Path;
use std::thread;
use std::time::Duration;

use rusqlite::Connection;
use serde_json::json;
use shuzhi_e2e::{Office, within};

#[test]
fn a_power_cut_while_typing_costs_at_most_a_second() {
    let office = Office::new();
    let window = office.begin_a_report();
    let field = window.field("开头正文");
    field.fill("");
    // The page notes when it got each character, and when it was cut off.
    window.script(
        "window.typed = [];
         document.activeElement.addEventListener('input', (e) =>
             window.typed.push([e.target.value.length, performance.now()]));",
        &json!([]),
    );
    // Typed for longer than anything may be lost, however fast the computer is.
    let text = "我们要让每一位党员都有岗位让每一户居民都有人管".repeat(60);
    for word in text.chars().collect::<Vec<_>>().chunks(3) {
        field.type_in(&word.iter().collect::<String>());
        let typing = window.script("return performance.now() - window.typed[0][1]", &json!([]));
        if typing.as_f64().is_some_and(|ms| ms > 3000.0) {
            break;
        }
    }
    let typed = window.script("return [...window.typed, [0, performance.now()]]", &json!([]));
    window.kill();

    let typed: Vec<(usize, f64)> = serde_json::from_value(typed).unwrap();
    let cut = typed.last().unwrap().1;
    let window = office.start(&[]);
    window.click("撰写");
    let kept = window.field("开头正文").value().chars().count();
    let lost = typed.iter().filter(|(length, _)| *length > kept).map(|(_, at)| cut - at);
    let oldest = lost.fold(0.0, f64::max);
    // The store promises a second; the rest is for a busy computer to be killed in.
    assert!(oldest < 1500.0, "{kept} characters are left; one typed {oldest} ms before is not");
    let left = window.field("开头正文").value();
    assert!(!left.is_empty() && text.starts_with(&left), "what is left was not typed: {left}");
    window.close();
}

#[test]
fn what_was_typed_at_the_last_moment_is_stored_before_the_window_closes() {
    let office = Office::new();
    let window = office.begin_a_report();
    window.field("开头正文").fill("最后一刻写下的话。");
    window.close();
    let window = office.start(&[]);
    window.click("撰写");
    assert_eq!(window.field("开头正文").value(), "最后一刻写下的话。");
    window.close();
}

#[test]
fn a_save_that_fails_is_told_keeps_the_text_and_succeeds_later() {
    let office = Office::new();
    let window = office.begin_a_report();
    let other = Connection::open(office.data()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    window.field("开头正文").fill("写的时候存不上。");
    window.reads("没有存上");
    window.reads("另存一份");
    window.picture("撰写-没有存上", 1366, 768);

    // Closing asks, and goes on asking for as long as it takes.
    window.ask_to_close();
    window.reads("刚才的修改还没有存上");
    window.picture("关窗-没有存上", 1366, 768);
    assert!(within(Duration::from_secs(12), || (!window.is_running()).then_some(())).is_none());
    window.click("先不关");

    window.click("重试");
    window.reads("没有存上");
    other.execute_batch("ROLLBACK").unwrap();
    // It is tried again without being asked.
    window.reads("已保存");
    assert_eq!(window.field("开头正文").value(), "写的时候存不上。");
    window.close();
    let window = office.start(&[]);
    window.click("撰写");
    assert_eq!(window.field("开头正文").value(), "写的时候存不上。");
    window.close();
}

#[test]
fn a_page_that_hangs_does_not_keep_the_window_open() {
    let office = Office::new();
    let window = office.start(&[]);
    window.reads("从哪里开始");
    window.script("setTimeout(() => { for (;;) {} }, 100)", &json!([]));
    window.close();
}

#[test]
fn a_second_start_hands_its_file_to_the_first_window() {
    let office = Office::with_bus();
    let file =
        office.put("前年.txt", "青禾社区党支部2022年度党建工作总结\n一、工作情况\n开展活动9次。\n");
    let window = office.start(&[]);
    window.reads("从哪里开始");
    let mut second = office.start_beside(&[&file]);
    assert!(second.end().success());
    window.reads("核对导入");
    window.reads("前年.txt");
    assert_eq!(window.titles(), ["述职"]);
    window.close();
}

#[test]
fn without_a_session_bus_a_second_start_says_so_and_changes_nothing() {
    let office = Office::new();
    let window = office.begin_a_report();
    let second = office.start_beside(&[]);
    assert_eq!(second.dismiss_dialog("启动-已经打开").code(), Some(1));
    window.field("开头正文").fill("第一个窗口照常写。");
    window.reads("已保存");
    window.close();
}

#[test]
fn a_start_waits_for_a_window_that_is_still_closing() {
    let office = Office::new();
    office.begin_a_report().close();
    // What a closing window holds while it takes the last copy of much data.
    let lock = File::options().write(true).open(office.data().with_extension("db.lock")).unwrap();
    lock.lock().unwrap();
    let leaving = thread::spawn(move || {
        thread::sleep(Duration::from_secs(3));
        drop(lock);
    });
    let window = office.start(&[]);
    window.reads("撰写");
    assert!(leaving.is_finished(), "two programs had the data at once");
    window.close();
}

#[test]
fn a_file_that_is_no_data_is_told_and_left_as_it_is() {
    let office = Office::new();
    let data = office.put(".local/share/shuzhi/shuzhi.db", "这不是数据文件");
    let program = office.start_beside(&[]);
    assert_eq!(program.dismiss_dialog("启动-读不出来").code(), Some(1));
    assert_eq!(std::fs::read_to_string(data).unwrap(), "这不是数据文件");
}

#[test]
fn the_log_tells_what_happened_and_no_word_of_a_report() {
    let office = Office::new();
    let window = office.begin_a_report();
    let other = Connection::open(office.data()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    window.field("开头正文").fill("老吴家的事不要写进日志。");
    window.reads("没有存上");
    drop(other);
    window.reads("已保存");
    let log = office.log();
    assert!(log.contains("Unsaved"), "{log}");
    assert!(!log.contains("老吴") && !log.contains("述职报告"), "{log}");
    window.close();
}

#[test]
fn a_stick_that_is_out_is_named_and_nothing_empty_takes_its_place() {
    let office = Office::new();
    let gone = office.path("U盘/述职/shuzhi.db");
    office.put(".local/share/shuzhi/moved-to", gone.to_str().unwrap());
    let program = office.start_beside(&[]);
    assert_eq!(program.dismiss_dialog("启动-U盘不在").code(), Some(1));
    assert!(!Path::new(&gone).exists());
}
