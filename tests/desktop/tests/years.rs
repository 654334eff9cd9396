//! One year and the next in the real window: last year's file goes in, this
//! year's report follows it, is compared, answers, is looked through, and comes
//! back from the street.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::{Cursor, Read, Write};

use serde_json::json;
use shuzhi_e2e::{Office, Window};

const LAST_YEAR: &str = "青禾社区党支部书记2023年度抓基层党建述职报告
各位领导、同志们：
2023年，在云桥街道党工委的领导下，青禾社区党支部围绕中心、服务居民。现将抓基层党建工作情况报告如下：
一、工作开展情况
（一）抓学习，坚持在“实”上下功夫
全年组织集中学习12次，讲党课4次，书记带着大家学，学完就到楼门里去办事。
（二）抓服务，坚持在“细”上下功夫
开展志愿服务18次，走访困难群众46户，解决居民急难愁盼问题23件。
二、存在问题
一是学习形式不够丰富。二是年轻党员作用发挥不够明显。
三、下一步工作计划
明年将办好老年食堂，建强志愿服务队，把群众的事办实办细。
以上报告，请批评指正。
青禾社区党支部
2023年12月5日
";

const WRITTEN: &str = "我带头领学，全年组织集中学习15次，讲党课6次，没有落下一个人。";
const STREET: (&str, &str) = ("没有落下一个人", "一个人也没有落下");

#[test]
fn one_year_follows_the_other_and_comes_back_from_the_street() {
    let office = Office::new();
    let old = office.put("去年的述职报告.txt", LAST_YEAR);
    let window = office.start(&[&old]);
    window.click("存入 2023年度报告");
    window.reads("年度的报告还没有建");

    let year = follow(&window);
    compare(&window);
    answer(&window);
    search(&window);
    let sent = export(&office, &window, &year);
    assert_eq!(window.violations(), [""; 0]);
    window.close();

    let returned = office.put("街道返回.docx", edited(&sent));
    let window = office.start(&[&returned]);
    take_in(&window, &year);
    assert_eq!(window.violations(), [""; 0]);
    window.close();
}

/// 续写: every change is read before it is made, and what is last year's stays
/// marked until it is edited.
fn follow(window: &Window) -> String {
    window.click("照往年的写 ");
    window.reads("先改好的");
    window.reads("讲党课【待补】次");
    window.css("[role=radiogroup][aria-label^='（一）抓学习'] [role=radio]:last-child").click();
    window.reads("2 段沿用");
    see(window, "续写");
    let text = window.text();
    let year = text[text.find("建 20").unwrap() + "建 ".len()..][..4].to_owned();
    window.click(&format!("建 {year}年度报告"));
    window.reads("本节写完了");
    window.click_part("（一）抓学习");
    window.reads("是沿用去年的话");
    window.picture("撰写-沿用", 1366, 768);
    assert!(
        window.field("（一）正文").value().contains("集中学习12次"),
        "the whole text came along"
    );
    window.field("（一）正文").fill(WRITTEN);
    window.until("what is edited is no longer marked", |text| !text.contains("是沿用去年的话"));
    window.click_part("（二）抓服务");
    let patterns = window.field("（二）正文").value();
    assert!(patterns.contains("志愿服务【待补】次"), "{patterns}");
    assert!(!patterns.contains("46"), "a number of last year slipped through: {patterns}");
    window.reads("已保存");
    year
}

/// 对比: both texts, the figures of two and of all years, and what was left open.
fn compare(window: &Window) {
    window.click("对比");
    window.reads("年度对比");
    window.css(".line ins");
    see(window, "对比-正文");
    window.click("数字与应答");
    window.reads("学习形式不够丰富");
    window.reads("待回应");
    see(window, "对比-数字与应答");
    window.click("历年数字");
    window.reads("个指标");
    see(window, "对比-历年数字");
    window.click("图");
    window.css("figure .value");
    window.picture("对比-历年数字图", 1366, 768);
    assert_eq!(window.barriers(), [""; 0], "对比-历年数字图");
    // A value leads to its place in the text of its year.
    window.css("figure button.value").click();
    window.reads("本节写完了");
    let selected = window.script(SELECTED, &json!([]));
    let selected = selected.as_str().unwrap_or_default();
    assert!(
        selected.starts_with(|c: char| c.is_ascii_digit()),
        "a number is selected: {selected:?}"
    );
}

/// 应答: what was left open is answered in the text, and stands so.
fn answer(window: &Window) {
    window.click("对比");
    window.click("数字与应答");
    window.click("去回应问题 1");
    window.click("就写在本节");
    window.reads("写了一半");
    window.picture("撰写-应答", 1366, 768);
}

/// 查找: words are found over the years and opened where they stand.
fn search(window: &Window) {
    window.reads("已保存");
    window.press(&["Control", "f"]);
    window.field("在各年的报告里查找").type_in(STREET.0);
    window.css("[role=dialog] .hit mark");
    window.picture("查找", 1366, 768);
    window.press(&["Enter"]);
    window.until("the dialog is gone", |text| !text.contains("回车打开"));
    shuzhi_e2e::eventually("the words are selected", || {
        (window.script(SELECTED, &json!([])) == STREET.0).then_some(())
    });
}

/// The report leaves with blanks in it, and why.
fn export(office: &Office, window: &Window, year: &str) -> Vec<u8> {
    window.click("导出");
    window.reads("预览与导出");
    window.click("导出Word");
    window.click("写明原因，仍要导出");
    window.field("为什么先不填").fill("先给街道看框架");
    window.click("就这样导出");
    window.reads("已导出");
    let name = office.list("文档").into_iter().find(|name| name.contains(year)).unwrap();
    std::fs::read(office.path("文档").join(name)).unwrap()
}

/// 街道返回稿: the street's change is read beside the draft, taken, and taken back.
fn take_in(window: &Window, year: &str) {
    window.click(&format!("存入 {year}年度报告"));
    window.reads("的报告已经有了");
    window.click("核对返回稿…");
    window.reads("改了 1 处");
    see(window, "街道返回稿");
    window.click("采纳");
    window.click("存入草稿，采纳 1 处");
    window.reads("采纳了 1 处");
    window.click_part("（一）抓学习");
    let text = || window.field("（一）正文").value();
    assert!(text().contains(STREET.1), "{}", text());
    window.click("撤销");
    shuzhi_e2e::eventually("the draft as it was", || text().contains(STREET.0).then_some(()));
    window.click("历史版本");
    window.reads("街道返回稿");
}

/// A screen is pictured, and bars nobody.
fn see(window: &Window, name: &str) {
    window.pictures(name);
    assert_eq!(window.barriers(), [""; 0], "{name}");
}

/// What is selected in the field that has the focus.
const SELECTED: &str = "const f = document.activeElement;
    return f.value?.slice(f.selectionStart, f.selectionEnd) ?? '';";

/// The Word file with one change in its visible words, as somebody else saves it.
fn edited(word: &[u8]) -> Vec<u8> {
    let mut package = zip::ZipArchive::new(Cursor::new(word)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..package.len() {
        let mut entry = package.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(STREET.0), "the words stand in one piece");
            bytes = text.replace(STREET.0, STREET.1).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}
