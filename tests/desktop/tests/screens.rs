//! Every screen over the made-up office: seen, pictured, held to the content
//! security policy, and without a serious barrier for anybody.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use serde_json::json;
use shuzhi_e2e::{Office, Window};

#[test]
fn every_screen_is_there_breaks_no_policy_and_bars_nobody() {
    let office = Office::new();
    let window = office.start(&[]);
    let mut barriers = Vec::new();
    let mut see = |name: &str| {
        window.pictures(name);
        barriers.extend(window.barriers().into_iter().map(|barrier| format!("{name}: {barrier}")));
    };
    window.reads("从哪里开始");
    see("首页-第一次");

    window.click("先看一个示例单位");
    window.reads("历年报告");
    window.reads("没填的空");
    see("首页");

    window.click("继续撰写");
    window.reads("本节写完了");
    see("撰写-开头");
    window.click_part("（三）");
    window.reads("去年同节");
    see("撰写");

    window.click("导出");
    window.until("pages", |text| text.contains("分钟读完"));
    see("预览");
    window.click("导出Word");
    window.reads("写明原因，仍要导出");
    see("导出-还有没填");
    window.press(&["Escape"]);

    for (name, seen) in DIALOGS {
        window.click("更多");
        window.click(name);
        window.reads(seen);
        see(name.trim_end_matches('…'));
        window.press(&["Escape"]);
        gone(&window);
    }

    assert_eq!(window.violations(), [""; 0]);
    assert!(barriers.is_empty(), "serious findings of axe:\n{}", barriers.join("\n"));
    break_the_policy(&window);
    bar_somebody(&window);
    window.close();
}

/// The entries of 更多 that open a dialog, with words that stand in it.
const DIALOGS: [(&str, &str); 5] = [
    ("单位档案", "单位名称"),
    ("本街道通知…", "通知"),
    ("显示与设置…", "朗读速度"),
    ("回收站", "回收站"),
    ("帮助", "Alt"),
];

#[test]
fn the_screens_hold_at_larger_text_and_in_high_contrast() {
    let office = Office::new();
    let window = office.start(&[]);
    window.click("先看一个示例单位");
    window.reads("历年报告");
    for size in ["大 20", "特大 24"] {
        window.click("字号");
        window.click(size);
        window.picture(&format!("首页-{size}"), 1366, 768);
        window.click("撰写");
        window.reads("本节写完了");
        window.picture(&format!("撰写-{size}"), 1366, 768);
        assert!(fits(&window), "the page scrolls sideways at {size}");
        window.click("首页");
    }
    window.resize(911, 512);
    assert!(fits(&window), "the page scrolls sideways in a small window");
    window.close();
}

/// The dialog on top is gone.
fn gone(window: &Window) {
    shuzhi_e2e::eventually("the dialog closes", || {
        let open =
            window.script("return document.querySelector('[role=dialog]') !== null", &json!([]));
        (open == json!(false)).then_some(())
    });
}

fn fits(window: &Window) -> bool {
    let script =
        "const page = document.scrollingElement; return page.scrollWidth <= page.clientWidth";
    window.script(script, &json!([])) == json!(true)
}

/// What the policy forbids is refused, and seen: the count above counts.
fn break_the_policy(window: &Window) {
    let attempts = "
        document.body.setAttribute('style', 'outline: 1px solid red');
        const script = document.createElement('script');
        script.textContent = 'window.broken = true';
        document.body.append(script);
        const image = new Image();
        image.src = 'http://127.0.0.1:9/x.png';
        fetch('http://127.0.0.1:9/').catch(() => {});";
    window.script(attempts, &json!([]));
    shuzhi_e2e::eventually("four refusals", || {
        let kinds = ["style-src", "script-src", "img-src", "connect-src"];
        let found = window.violations();
        kinds.iter().all(|kind| found.iter().any(|one| one.contains(kind))).then_some(())
    });
    assert_eq!(window.script("return window.broken ?? null", &json!([])), json!(null));
}

/// A button that nobody can name is found: the list above could be longer.
fn bar_somebody(window: &Window) {
    let nameless = "document.body.append(document.createElement('button'))";
    window.script(nameless, &json!([]));
    assert!(window.barriers().iter().any(|barrier| barrier.starts_with("button-name")));
}
