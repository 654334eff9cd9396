//! Three weeks at the desk in the real window: a whole report from a template,
//! with the mistakes, second thoughts and the power cut that belong to it, out
//! as the Word file that was meant.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::json;
use shuzhi_e2e::{Office, Window, eventually};

/// What is written into each part, each time with its own first words.
const WRITTEN: &str = "带领党员走访群众，把群众的事一件一件办好。";

#[test]
fn a_whole_report_is_written_and_leaves_as_it_was_meant() {
    let office = Office::new();
    let window = begin_a_report(&office);
    let parts = parts(&window);
    for (at, part) in parts.iter().enumerate() {
        open(&window, part);
        window.css(".write textarea").fill(&format!("第{at}部分，我{WRITTEN}"));
    }
    fill_the_blanks(&window);

    // Structure: a part is added and written; another is deleted by mistake, and comes back.
    open(&window, &parts[1]);
    window.click("调整部分");
    window.click("增加部分");
    let added = eventually("a new part with an empty heading", || {
        let part = window.script(
            "const heading = document.activeElement;
             return heading.closest('.joined') && heading.value === ''
                 ? document.querySelector('.outline [aria-current]')?.dataset.part ?? '' : '';",
            &json!([]),
        );
        part.as_str().filter(|part| !part.is_empty()).map(str::to_owned)
    });
    window.field("标题").fill("建好老年食堂");
    window.css(".write textarea").fill("老年食堂开张，四十位老人按时吃上热饭。");
    window.click("调整部分");
    window.click("删除");
    window.reads("已删除");
    window.press(&["Control", "z"]);
    window.css(&format!(".outline [data-part={added}]"));

    // A word is changed everywhere in one step.
    window.press(&["Control", "h"]);
    window.field("查找").fill("群众");
    window.field("换成").fill("居民");
    window.click("替换 ");
    window.reads("已改");
    window.press(&["Escape"]);

    // The state is named; what is spoilt afterwards is restored from it.
    window.press(&["Control", "s"]);
    window.click("给这一版起个名字");
    window.field("这一版的名字").fill("第1稿·报街道");
    window.click("存下这一版");
    window.until("the dialog is gone", |text| !text.contains("不起名字也已经存好了"));
    open(&window, &parts[0]);
    window.css(".write textarea").fill("写坏了的一段。");
    window.reads("已保存");
    window.click("历史版本");
    window.reads("第1稿·报街道");
    window.reads("从这一版到现在");
    window.pictures("历史版本");
    window.click("恢复到这一版");
    window.reads("已恢复到");
    assert!(window.css(".write textarea").value().contains("居民"), "the text as it was named");

    // The power goes; what was written last is there, and the program says so.
    window.css(".write textarea").type_in("断电前的最后一句。");
    window.until("the last words are stored", |_| {
        std::thread::sleep(std::time::Duration::from_millis(1200));
        true
    });
    window.kill();
    let window = office.start(&[]);
    window.reads("上次述职没有正常关闭，写的内容都在");
    window.picture("断电之后", 1366, 768);
    window.click("接着写");
    open(&window, &parts[0]);
    assert!(window.css(".write textarea").value().ends_with("断电前的最后一句。"));

    window.click("导出");
    window.reads("预览与导出");
    window.click("导出Word");
    window.reads("已导出");
    let text = text_of(&office.path("文档").join(&office.list("文档")[0]));
    for at in 0..parts.len() {
        let words = format!("第{at}部分，我{}", WRITTEN.replace("群众", "居民"));
        assert!(text.contains(&words), "{words} is not in {text}");
    }
    for words in ["建好老年食堂", "四十位老人按时吃上热饭", "断电前的最后一句。"]
    {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    for gone in ["写坏了", "群众", "【待补"] {
        assert!(!text.contains(gone), "{gone} is in {text}");
    }
    assert_eq!(window.violations(), [""; 0]);
    window.close();
}

/// Words are composed as an input method does it: nothing acts meanwhile, the
/// caret stays through every save, and what comes of it is a single step.
#[test]
fn while_words_are_composed_nothing_acts_and_nothing_moves() {
    let office = Office::new();
    let window = begin_a_report(&office);
    let parts = parts(&window);
    open(&window, &parts[1]);
    window.css(".write textarea").fill("党员带头，。");
    window.reads("已保存");
    // The field is new and holds its text before anybody touched it.
    open(&window, &parts[0]);
    open(&window, &parts[1]);
    let state = |script: &str| window.script(script, &json!([]));
    state(
        "const field = document.querySelector('.write textarea');
         field.focus();
         field.setSelectionRange(5, 5);
         field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
         document.execCommand('insertText', false, 'nihao');",
    );
    let composed = json!(["党员带头，nihao。", 10, true, parts[1]]);
    let seen = || {
        state(
            "const field = document.querySelector('.write textarea');
             return [field.value, field.selectionStart, document.activeElement === field,
                 document.querySelector('.outline [aria-current]').dataset.part];",
        )
    };
    state(
        "const press = (key, more) => document.activeElement.dispatchEvent(
             new KeyboardEvent('keydown', { key, bubbles: true, isComposing: true, ...more }));
         press('z', { ctrlKey: true });
         press('d', { ctrlKey: true });
         press('ArrowDown', { altKey: true });
         press('F8', {});
         press('1', { altKey: true });
         document.querySelector('[aria-label=正文工具] [aria-keyshortcuts=\"Control+D\"]').click();",
    );
    assert_eq!(seen(), composed, "keys and tools are the input method's");
    // Longer than any save takes to begin, and longer than a pause between two steps.
    std::thread::sleep(std::time::Duration::from_millis(2500));
    assert_eq!(seen(), composed, "saving reads what is there and writes nothing back");
    state(
        "const field = document.querySelector('.write textarea');
         field.setSelectionRange(5, 10);
         document.execCommand('insertText', false, '群众支持');
         field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));",
    );
    let text = || window.css(".write textarea").value();
    assert_eq!(text(), "党员带头，群众支持。");
    window.press(&["Control", "z"]);
    assert_eq!(text(), "党员带头，。", "the whole composition is one step");
    window.press(&["Control", "y"]);
    assert_eq!(text(), "党员带头，群众支持。");
    window.reads("已保存");
    window.close();
    let window = office.start(&[]);
    window.click("继续撰写");
    open(&window, &parts[1]);
    assert_eq!(window.css(".write textarea").value(), "党员带头，群众支持。");
    window.close();
}

fn begin_a_report(office: &Office) -> Window {
    let window = office.start(&[]);
    window.reads("从模板新建");
    window.click("更多");
    window.click("单位档案");
    window.field("单位名称").fill("青禾社区党支部");
    window.field("社区（村）").fill("青禾社区");
    window.field("上级党组织").fill("云桥街道党工委");
    window.field("书记姓名").fill("周书记");
    window.click("存入单位档案");
    window.until("the dialog is gone", |text| !text.contains("存入单位档案"));
    window.click("新建 ");
    window.reads("本节写完了");
    window
}

/// The parts that hold text of their own, in the order of the outline.
fn parts(window: &Window) -> Vec<String> {
    let parts = window.script(
        "const rows = [...document.querySelectorAll('.outline [data-part]')];
         return rows.filter((row) => row.querySelector('[role=img]')).map((row) => row.dataset.part);",
        &json!([]),
    );
    serde_json::from_value(parts).unwrap()
}

fn open(window: &Window, part: &str) {
    window.css(&format!(".outline [data-part={part}]")).click();
    window.css(&format!(".outline [data-part={part}][aria-current]"));
}

/// F8 selects one blank after the other, and a word takes its place.
fn fill_the_blanks(window: &Window) {
    for _ in 0..60 {
        window.press(&["F8"]);
        let selected = window.script(
            "const f = document.activeElement;
             return f.value?.slice(f.selectionStart, f.selectionEnd) ?? '';",
            &json!([]),
        );
        if !selected.as_str().is_some_and(|words| words.starts_with("【待补")) {
            return;
        }
        window.press(&["实"]);
    }
    panic!("the blanks have no end:\n{}", window.text());
}

/// The words of a Word file, without its markup.
fn text_of(file: &Path) -> String {
    let file = File::open(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut package = zip::ZipArchive::new(file).unwrap();
    let mut xml = String::new();
    package.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut text = String::new();
    for piece in xml.split('<') {
        text.push_str(piece.split_once('>').map_or("", |(_, words)| words));
    }
    text
}
