//! Copies by hand, and a damage that a start does not look for: both are seen
//! to while somebody writes on.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use rusqlite::Connection;
use shuzhi_e2e::{Office, eventually};

#[test]
fn a_copy_by_hand_says_how_far_it_is_and_holds_up_no_save() {
    let office = Office::new();
    office.begin_a_report().close();
    // Years of kept states; the one that is there bears the right sum.
    let data = Connection::open(office.data()).unwrap();
    let again = "WITH RECURSIVE n(k) AS
             (SELECT 1 UNION ALL SELECT k + 1 FROM n, (SELECT length(body) AS size FROM revision LIMIT 1)
              WHERE k < 300000000 / size)
         INSERT INTO revision (report, reason, name, at, hash, body)
         SELECT report, reason, name, at, hash, body
         FROM (SELECT * FROM revision LIMIT 1), n";
    data.execute(again, []).unwrap();
    drop(data);

    let window = office.go_on_writing();
    let copies = || office.list(".local/share/shuzhi/备份");
    let before = copies();
    window.click("更多");
    window.click("备份与恢复…");
    window.click("现在备份");
    window.reads("正在备份…");
    window.until("how far it is", |page| page.contains("%，可以关掉这一页接着写"));
    window.press(&["Escape"]);
    window.field("开头正文").fill("备份的时候接着写。");
    window.reads("已保存");
    let finished =
        copies().into_iter().any(|name| !before.contains(&name) && name.ends_with(".db"));
    assert!(!finished, "it was saved before the copy was done: {:?}", copies());
    eventually("the copy is there", || {
        let there = copies().into_iter().find(|name| !before.contains(name));
        there.filter(|name| name.contains("手动") && name.ends_with(".db"))
    });
    assert_eq!(window.field("开头正文").value(), "备份的时候接着写。");
    window.kill();
}

#[test]
fn a_damaged_kept_state_is_found_made_good_and_told_while_somebody_writes() {
    let office = Office::new();
    office.begin_a_report().close();
    let data = Connection::open(office.data()).unwrap();
    let wrong = "INSERT INTO revision (report, reason, name, at, hash, body)
         SELECT report, 'interval', '', at, hex(zeroblob(32)), body FROM revision LIMIT 1";
    data.execute(wrong, []).unwrap();
    drop(data);

    let window = office.go_on_writing();
    let field = window.field("开头正文");
    field.fill("发现损坏之前写的。");
    window.reads("已保存");
    window.reads("内容已经修复");
    window.reads("有 1 个历史版本读不出来");
    window.pictures("内容已经修复");
    window.click("知道了");
    field.type_in("修复以后写的。");
    window.reads("已保存");
    window.close();
    let window = office.go_on_writing();
    assert_eq!(window.field("开头正文").value(), "发现损坏之前写的。修复以后写的。");
    window.close();
}
