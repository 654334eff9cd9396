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
    walk(&window, &mut see);

    assert_eq!(window.violations(), [""; 0]);
    assert!(barriers.is_empty(), "serious findings of axe:\n{}", barriers.join("\n"));
    break_the_policy(&window);
    bar_somebody(&window);
    window.close();
}

/// The entries of 更多 that open a dialog, with words that stand in it.
const DIALOGS: [(&str, &str); 9] = [
    ("历史版本", "恢复到这一版"),
    ("单位档案", "单位名称"),
    ("本街道通知…", "占全文不少于"),
    ("记点评…", "点评的话"),
    ("显示与设置…", "高对比度"),
    ("备份与恢复…", "现在备份"),
    ("移交与接收…", "存成移交文件"),
    ("回收站", "回收站是空的"),
    ("帮助", "各页是做什么的"),
];

/// The tabs of the bar beside 首页 and 撰写, with words that stand on their pages.
const TABS: [(&str, &str); 4] =
    [("数字", "党员总数"), ("检查", "检查结果"), ("对比", "年度对比"), ("导出", "分钟读完")];

/// What lies beside the text.
const RAIL: [(&str, &str); 4] =
    [("去年同节", "previous"), ("数字", "figures"), ("应答", "duties"), ("检查", "check")];

/// Goes from the open desk through every page, tab of the rail and dialog.
fn walk(window: &Window, see: &mut dyn FnMut(&str)) {
    for (name, tab) in RAIL {
        window.css(&format!("#rail-{tab}")).click();
        window.css(&format!("#rail-{tab}[aria-selected=true]"));
        settle(window);
        see(&format!("撰写-{name}"));
    }
    window.css(".write textarea").click();
    window.press(&["Control", "h"]);
    window.field("查找").fill("党员");
    window.reads("删去 ");
    window.field("换成").fill("同志");
    window.reads("替换 ");
    see("查找替换");
    window.press(&["Escape"]);
    window.press(&["Control", "f"]);
    window.css("[role=dialog]");
    see("查找");
    window.press(&["Escape"]);
    gone(window);
    for (name, seen) in TABS {
        window.click_tab(name);
        window.reads(seen);
        settle(window);
        see(name);
        if name == "检查" {
            window.click("本单位用语…");
            window.reads("存下用语");
            see("本单位用语");
            window.press(&["Escape"]);
            gone(window);
        }
    }
    window.click("导出Word");
    window.reads("写明原因，仍要导出");
    see("导出-还有没填");
    window.press(&["Escape"]);
    gone(window);
    for (name, seen) in DIALOGS {
        window.click("更多");
        window.click(name);
        window.reads(seen);
        settle(window);
        see(name.trim_end_matches('…'));
        window.press(&["Escape"]);
        gone(window);
    }
}

/// What is asked of the core is answered, and nothing is read any more.
fn settle(window: &Window) {
    shuzhi_e2e::eventually("what is read is there", || {
        let busy = window.script("return !!document.querySelector('[aria-busy=true]')", &json!([]));
        (busy == json!(false)).then_some(())
    });
}

#[test]
fn the_screens_hold_at_larger_text() {
    let office = Office::new();
    let window = office.start(&[]);
    window.click("先看一个示例单位");
    window.reads("历年报告");
    for size in ["大 20", "特大 24"] {
        window.click("字号");
        window.click(size);
        window.picture(&format!("首页-{size}"), 1366, 768);
        assert!(fits(&window), "首页 scrolls sideways at {size}");
    }
    window.click("继续撰写");
    window.reads("本节写完了");
    let mut wide = Vec::new();
    walk(&window, &mut |name| {
        window.picture(&format!("{name}-特大"), 1366, 768);
        if !fits(&window) {
            wide.push(name.to_owned());
        }
    });
    assert!(wide.is_empty(), "these scroll sideways at the largest text: {wide:?}");
    window.click("首页");
    window.reads("历年报告");
    settle(&window);
    window.click("移走示例");
    window.reads("从哪里开始");
    assert!(!window.text().contains("历年报告"), "the made-up office leaves nothing behind");
    window.close();
}

#[test]
fn in_high_contrast_and_at_large_text_nobody_is_barred() {
    let office = Office::new();
    let window = office.start(&[]);
    window.click("先看一个示例单位");
    window.reads("历年报告");
    window.click("更多");
    window.click("显示与设置…");
    window.css(".settings input[type=checkbox]").click();
    window.press(&["Escape"]);
    gone(&window);
    window.click("字号");
    window.click("大 20");
    window.click("继续撰写");
    window.reads("本节写完了");
    window.click_part("（三）");
    let mut barriers = Vec::new();
    walk(&window, &mut |name| {
        window.picture(&format!("{name}-高对比"), 1366, 768);
        barriers.extend(window.barriers().into_iter().map(|barrier| format!("{name}: {barrier}")));
    });
    assert!(barriers.is_empty(), "serious findings of axe:\n{}", barriers.join("\n"));
    window.close();
}

/// A display of 1366×768 at 150 % shows 911×512: of every page and dialog all can
/// be reached there, and none scrolls sideways.
#[test]
fn the_screens_hold_at_a_zoom_of_150_percent() {
    let office = Office::new();
    let window = office.start(&[]);
    window.resize(911, 512);
    window.click("先看一个示例单位");
    window.reads("历年报告");
    window.picture("首页-150%", 911, 512);
    window.click("继续撰写");
    window.reads("本节写完了");
    let mut wide = Vec::new();
    walk(&window, &mut |name| {
        window.picture(&format!("{name}-150%"), 911, 512);
        if !fits(&window) {
            wide.push(name.to_owned());
        }
    });
    assert!(wide.is_empty(), "these scroll sideways at 150 %: {wide:?}");
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
