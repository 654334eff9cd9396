//! Hostile words stay words: in old files and their names, headings, own kinds
//! of report and lists, and the unit's facts.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use serde_json::json;
use shuzhi_e2e::{Office, Window};

/// What a page that took words for markup would run.
const MARKUP: &str = "<img src=x onerror='window.hit=1'><script>window.hit=2</script>";

#[test]
fn markup_in_texts_names_kinds_and_lists_stays_words() {
    let office = Office::new();
    let own = |name: &str| format!(".local/share/shuzhi/{name}");
    let image = "<img src=x onerror='window.hit=1'>";
    office.put(
        &own(&format!("文种/{image}.json")),
        json!({ "key": "hostile", "name": format!("简报{MARKUP}"), "description": MARKUP,
            "title": format!("{{年}}年简报{MARKUP}"),
            "parts": [{ "role": "other", "heading": format!("工作情况{MARKUP}"),
                "guidance": { "text": MARKUP, "question": MARKUP, "source": MARKUP } }] })
        .to_string(),
    );
    office.put(&own(&format!("文种/坏{image}.json")), "{");
    office.put(
        &own(&format!("词表/{image}.json")),
        json!({ "about": "", "slips": [{ "kind": "typo", "about": MARKUP, "severity": "warning",
            "source": MARKUP, "words": { "错字": MARKUP } }] })
        .to_string(),
    );
    let text = format!(
        "青禾社区党支部书记2023年度述职报告\n一、工作开展情况\n（一）抓学习\n\
         全年学习12次，有错字。{MARKUP}\n二、存在问题\n学得不深{MARKUP}。\n"
    );
    let file = office.put(&format!("旧{image}.txt"), text);

    let window = office.start(&[&file]);
    window.reads("读成这样");
    unharmed(&window, "import");
    window.reads(&format!("旧{image}.txt"));
    window.click("存入 2023年度报告");
    window.reads("已写");
    unharmed(&window, "home");
    spoil(&window);
    window.close();

    let window = office.go_on_writing();
    window.click_part("一、");
    window.until("the heading as it was written", |page| page.contains("一、工作<img"));
    unharmed(&window, "desk");
    for (tab, words) in
        [("数字", "数字"), ("检查", "检查结果"), ("对比", "对比"), ("导出", "分钟读完")]
    {
        window.click_tab(tab);
        window.reads(words);
        unharmed(&window, tab);
    }
    window.until("the pages show it as words", |page| page.contains("<script>"));
    window.click_tab("首页");
    window.reads("历年报告");
    window.press(&["Control", "f"]);
    window.css("[role=dialog] input").type_in("onerror");
    window.reads("onerror");
    unharmed(&window, "search");
    window.press(&["Escape"]);
    window.click("从模板新建");
    window.until("the own kind", |page| page.contains("简报<img src=x"));
    unharmed(&window, "the kinds of report");
    window.press(&["Escape"]);
    window.click("更多");
    window.click("显示与设置…");
    window.until("the faulty kind", |page| page.contains("坏<img src=x"));
    unharmed(&window, "the settings");
    window.close();
}

/// Puts markup where a reader of old files would not: into title, headings and
/// the unit's facts.
fn spoil(window: &Window) {
    let home = window.ask("home", &json!({}))["value"].clone();
    let opened = window.ask("open_report", &json!({ "report": home["current"]["uid"] }));
    let mut report = opened["value"]["report"].clone();
    report["title"] = json!(format!("2023年述职报告{MARKUP}"));
    report["sections"][0]["heading"] = json!(format!("工作{MARKUP}"));
    report["sections"][0]["children"][0]["heading"] = json!(format!("学习{MARKUP}"));
    let version = &opened["value"]["version"];
    let saved = window.ask("save_report", &json!({ "report": report, "version": version }));
    assert!(saved["value"].is_object(), "{saved}");
    let facts = json!({ "year": 2023, "name": format!("某支部{MARKUP}"), "level": "branch",
        "community": MARKUP, "superior": MARKUP, "secretary": MARKUP, "members": 9 });
    let saved = window.ask("save_branch", &json!({ "facts": facts }));
    assert!(saved["refusal"].is_null() && saved.is_object(), "{saved}");
}

/// Nothing ran, nothing was drawn, and nothing was even tried.
#[track_caller]
fn unharmed(window: &Window, page: &str) {
    let seen = window.script(
        "return [window.hit ?? null, document.querySelectorAll('img[src=x], body script').length]",
        &json!([]),
    );
    assert_eq!(seen, json!([null, 0]), "{page}");
    assert_eq!(window.violations(), [""; 0], "{page}");
}
