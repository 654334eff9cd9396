//! The main job in the real window: an old file in, edited by form, out as an
//! official Word file, and all of it there after a restart.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs::File;
use std::io::Read;
use std::path::Path;

use shuzhi_e2e::{Office, Window};

const OLD_REPORT: &str = "青禾社区党支部书记2023年度抓基层党建述职报告
各位领导、同志们：
2023年，在云桥街道党工委的领导下，青禾社区党支部围绕中心、服务居民，较好完成了各项任务。现将抓基层党建工作情况报告如下：
一、工作开展情况
（一）抓学习，坚持在“实”上下功夫
全年组织集中学习12次，讲党课4次，参加党员320人次。
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

const ADDED: &str = "全年为老年党员送学上门36次，没有落下一个人。";

#[test]
fn an_old_report_goes_in_is_edited_by_form_and_leaves_as_a_word_file() {
    let office = Office::new();

    // A first start: the unit is filled in.
    let window = office.start(&[]);
    window.reads("从哪里开始");
    fill_in_the_unit(&window);
    assert_eq!(window.violations(), [""; 0]);
    window.close();

    // Last year's file is opened with the program.
    let file = office.put("去年的述职报告.txt", OLD_REPORT);
    let window = office.start(&[&file]);
    window.reads("去年的述职报告.txt");
    window.reads("读成这样");
    window.pictures("核对导入");
    window.click("存入 2023年度报告");
    window.reads("已写");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), OLD_REPORT, "the old file is not touched");

    // A section is edited by form.
    window.click("撰写");
    window.click_part("（二）抓服务");
    window.field("（二）正文").type_in(&format!("\n{ADDED}"));
    window.reads("已保存");

    // The preview shows it, and one click exports it.
    window.click("导出");
    window.reads("预览与导出");
    window.until("the edit on a page", |text| without_breaks(text).contains(ADDED));
    window.pictures("预览与导出");
    window.click("导出Word");
    window.reads("已导出：青禾社区党支部书记2023年度抓基层党建述职报告.docx");
    window.reads("打开所在文件夹");
    let title = "青禾社区党支部书记2023年度抓基层党建述职报告";
    let text = text_of(&office.path("文档").join(format!("{title}.docx")));
    assert!(text.contains(ADDED), "{text}");
    assert!(text.contains("讲党课4次"), "{text}");

    // A second export does not touch the first.
    window.click("导出Word");
    window.reads("（2）.docx");
    assert_eq!(office.list("文档"), [format!("{title}.docx"), format!("{title}（2）.docx")]);
    assert_eq!(window.violations(), [""; 0]);
    window.close();

    // After a restart everything is there.
    let window = office.start(&[]);
    window.reads("2023年度抓基层党建述职报告");
    window.click("撰写");
    window.click_part("（二）抓服务");
    assert!(window.field("（二）正文").value().ends_with(ADDED));
    window.click("更多");
    window.click("单位档案");
    assert_eq!(window.field("单位名称").value(), "青禾社区党支部");
    window.close();
}

#[test]
fn a_report_exported_here_comes_back_exactly() {
    let office = Office::new();
    let file = office.put("旧.txt", OLD_REPORT);
    let window = office.start(&[&file]);
    window.click("存入 2023年度报告");
    window.reads("已写");
    window.click("导出");
    window.reads("预览与导出"); // 首页 has a button of the same name.
    window.click("导出Word");
    window.reads("已导出");
    let word = office.path("文档").join(&office.list("文档")[0]);
    window.close();

    let window = office.start(&[&word]);
    window.reads("和存的时候一样");
    assert!(!window.text().contains("没有放进"), "a line of our own file found no place");
    window.click("存入 2023年度报告");
    // The year is there already: nothing is overwritten without a word.
    window.reads("2023年度的报告已经有了");
    window.picture("导入-同年已有", 1366, 768);
    window.click("作为历史版本");
    window.reads("已写");
    window.close();
}

fn fill_in_the_unit(window: &Window) {
    window.click("更多");
    window.click("单位档案");
    window.field("单位名称").fill("青禾社区党支部");
    window.field("社区（村）").fill("青禾社区");
    window.field("上级党组织").fill("云桥街道党工委");
    window.picture("单位档案", 1366, 768);
    window.click("存入单位档案");
    window.until("the dialog is gone", |text| !text.contains("存入单位档案"));
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

/// A page of the preview breaks its lines, and its digits stand apart.
fn without_breaks(text: &str) -> String {
    text.split_whitespace().collect()
}
