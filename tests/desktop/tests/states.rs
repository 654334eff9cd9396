//! States that come seldom, on the desk and in the forms: told, pictured, and
//! nothing that was typed is lost in them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::time::Duration;

use rusqlite::Connection;
use serde_json::json;
use shuzhi_e2e::{Office, within};

#[test]
fn a_final_report_is_locked_keeps_its_steps_and_is_opened_again() {
    let office = Office::new();
    let window = office.begin_a_report();
    let field = window.field("开头正文");
    field.fill("定稿前写下的话。");
    window.reads("已保存");
    window.click("进展：起草");
    window.picture("撰写-进展", 1366, 768);
    window.click("定稿");
    window.reads("已定稿");
    window.picture("撰写-定稿", 1366, 768);
    window.press(&["Control", "z"]);
    assert_eq!(window.field("开头正文").value(), "定稿前写下的话。");

    window.click("重新打开");
    window.until("the report is open again", |text| !text.contains("已定稿"));
    window.field("开头正文").click();
    window.press(&["Control", "z"]);
    window.until("the step is taken back", |_| {
        window.field("开头正文").value() != "定稿前写下的话。"
    });
    window.close();
}

#[test]
fn a_text_that_was_saved_elsewhere_meanwhile_is_laid_beside_this_one() {
    let office = Office::new();
    let window = office.begin_a_report();
    let field = window.field("开头正文");
    field.fill("这边写的话。");
    let store = Connection::open(office.data()).unwrap();
    let count = "SELECT count(*) FROM report WHERE instr(body, '这边写的话。')";
    within(Duration::from_secs(10), || {
        let found: i64 = store.query_row(count, [], |row| row.get(0)).unwrap();
        (found == 1).then_some(())
    })
    .unwrap();
    // Another program saved the report; its version is enough to tell.
    store.execute_batch("UPDATE report SET version = version + 1").unwrap();
    field.type_in("这边接着写。");
    window.reads("用这里的");
    window.picture("撰写-两边都改过", 1366, 768);
    window.click("用这里的");
    window.reads("已保存");
    assert_eq!(window.field("开头正文").value(), "这边写的话。这边接着写。");
    window.close();
}

#[test]
fn a_form_that_holds_what_was_not_kept_asks_before_it_goes() {
    let office = Office::new();
    let window = office.begin_a_report();
    window.click("更多");
    window.click("单位档案");
    window.field("单位名称").fill("青禾社区党支部");
    window.field("书记姓名").fill("林春生");
    window.press(&["Escape"]);
    window.reads("还没有存");
    window.picture("单位档案-还没有存", 1366, 768);
    let name = "return document.activeElement && document.querySelector('[role=dialog]') !== null";
    assert_eq!(window.script(name, &json!([])), json!(true), "the form stays");
    window.click("存入单位档案");
    window.until("the form is gone", |text| !text.contains("书记姓名"));
    window.click("更多");
    window.click("单位档案");
    window.until("what was kept is there", |_| window.field("书记姓名").value() == "林春生");
    window.press(&["Escape"]);
    window.click("更多");
    window.click("本街道通知…");
    window.field("全文至少").fill("二十七");
    window.click("存下通知要求");
    window.reads("请只填数字");
    window.picture("本街道通知-不是数字", 1366, 768);
    window.close();
}
