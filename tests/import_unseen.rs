//! What files hold without showing it: hidden, deleted, said twice. None of it
//! gets into a report, and none of it is lost without a word.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/word.rs"]
mod word;

use shuzhi_core::import;
use shuzhi_core::model::ChangeKind;
use word::{p, package, word};

/// The accepted text, a line each, what was deleted, and what was noted.
fn lines(file: &[u8]) -> String {
    let outline = import::read(file, "报告").unwrap();
    let mut shown: Vec<String> = Vec::new();
    for line in &outline.lines {
        let deleted = line.spans.iter().filter(|span| {
            span.change.as_ref().is_some_and(|change| change.kind == ChangeKind::Deleted)
        });
        let deleted: String = deleted.map(|span| span.text.as_str()).collect();
        let mark = if deleted.is_empty() { String::new() } else { format!(" [-{deleted}-]") };
        shown.push(format!("{}{mark}", line.text()));
    }
    for note in &outline.notes {
        let line = note.line.map_or(String::new(), |line| line.to_string());
        shown.push(format!("# {line} {}：{}", note.message, note.text));
    }
    shown.join("\n")
}

const BY: &str = "w:id='1' w:author='街道' w:date='2023-12-01T09:00:00Z'";
const HIDDEN: &str = "<w:rPr><w:vanish/></w:rPr>";

#[test]
fn what_hangs_on_deleted_or_hidden_text_is_deleted_or_hidden_with_it() {
    let note = |id: u32, text: &str| format!("<w:footnote w:id='{id}'>{}</w:footnote>", p(text));
    let notes = [note(2, "脚注甲"), note(3, "脚注乙"), note(4, "脚注丙")].concat();
    let refer = |id: u32| format!("<w:footnoteReference w:id='{id}'/>");
    let framed = |text: &str| {
        format!(
            "<w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict>",
            p(text)
        )
    };
    let cell = |inside: &str| format!("<w:tc>{inside}</w:tc>");
    let body = [
        format!(
            "<w:p><w:r><w:t>正文</w:t></w:r><w:del {BY}><w:r>{}</w:r></w:del><w:r>{HIDDEN}{}</w:r><w:r>{}{}</w:r></w:p>",
            refer(2),
            refer(3),
            refer(4),
            refer(4)
        ),
        format!(
            "<w:p><w:r>{HIDDEN}{}</w:r><w:del {BY}><w:r>{}</w:r></w:del><w:r>{}</w:r></w:p>",
            framed("隐藏的框"),
            framed("删去的框"),
            framed("看得见的框")
        ),
        format!(
            "<w:p><w:del {BY}><w:r><a:blip r:embed='x'/></w:r></w:del><w:r><w:t>没有图片</w:t></w:r></w:p>"
        ),
        format!(
            "<w:tbl><w:tr>{}{}{}</w:tr></w:tbl>",
            cell(&p("甲")),
            cell(&format!("<w:tcPr><w:cellDel {BY}/></w:tcPr>{}", p("删去的格"))),
            cell(&p("丙"))
        ),
    ];
    let notes = format!("<w:footnotes>{notes}</w:footnotes>");
    insta::assert_snapshot!(lines(&word(&body.concat(), &[("footnotes.xml", &notes)])), @r#"
        正文
         [-脚注甲-]
        脚注丙

         [-删去的框-]
        看得见的框
        没有图片
        甲	丙 [-删去的格-]
        # 1 这里有隐藏的文字，没有放进报告：脚注乙
        # 3 这是脚注，放在了它所注的那一段后面：脚注丙
        # 4 这里有隐藏的文字，没有放进报告：隐藏的框
        "#);
}

#[test]
fn hidden_and_deleted_paragraphs_neither_count_nor_lend_their_look() {
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'>\
        <w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl>\
        </w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num></w:numbering>";
    let styles = "<w:styles><w:style w:type='paragraph' w:styleId='a'><w:name w:val='heading 1'/>\
        </w:style></w:styles>";
    let list = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>";
    let with = |properties: &str, run: &str| format!("<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>");
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let marked = |properties: &str, mark: &str| format!("{properties}<w:rPr>{mark}</w:rPr>");
    let deleted = format!("<w:del {BY}/>");
    let body = [
        with(list, &run("工作")),
        with(&marked(list, "<w:vanish/>"), &format!("<w:r>{HIDDEN}<w:t>隐藏</w:t></w:r>")),
        with(&marked(list, &deleted), &run("存在")),
        with(list, &run("问题")),
        with(list, &run("打算")),
        with(
            &marked("<w:pStyle w:val='a'/>", &deleted),
            &format!("<w:del {BY}><w:r><w:delText>旧标题</w:delText></w:r></w:del>"),
        ),
        p("正文"),
        with(&marked(list, &deleted), &run("最后一段")),
    ];
    let file = word(&body.concat(), &[("numbering.xml", numbering), ("styles.xml", styles)]);
    insta::assert_snapshot!(lines(&file), @r#"
        一、工作

        二、存在问题
        三、打算
        正文 [-旧标题-]
        四、最后一段
        # 2 这里有隐藏的文字，没有放进报告：隐藏
        "#);
    let levels: Vec<Option<u8>> =
        import::read(&file, "x").unwrap().lines.iter().map(|line| line.hints.level).collect();
    assert_eq!(levels, [None; 6]);
}

#[test]
fn a_field_without_an_end_swallows_nothing() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let code = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let (begin, separate, end) = (mark("begin"), mark("separate"), mark("end"));
    let list = "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='1'/>\
        <w:default w:val='0'/><w:listEntry w:val='甲支部'/><w:listEntry w:val='乙支部'/></w:ddList>\
        </w:ffData></w:fldChar></w:r>";
    let paragraphs: [&[&str]; 9] = [
        // A code that fills two paragraphs.
        &[&run("一"), &begin, &code("IF 1 = 1 \"甲")],
        &[&code("乙\""), &separate, &run("结果"), &end],
        &[&begin, &code("MACROBUTTON NoMacro 点此填写"), &end],
        &[list, &code("FORMDROPDOWN"), &end, list, &code("FORMDROPDOWN"), &separate, &end],
        &[list, &code("FORMDROPDOWN"), &separate, &run("丙支部"), &end],
        &[&run("二"), &begin, &code("PAGEREF x"), &run("页")],
        &[&run("三")],
        &[&begin, &code("PAGE"), &separate, &run("四"), &end, &run("五")],
        &[&begin, &code("PAGEREF x"), &run("最后")],
    ];
    let body: String =
        paragraphs.iter().map(|inside| format!("<w:p>{}</w:p>", inside.concat())).collect();
    insta::assert_snapshot!(lines(&word(&body, &[])), @r#"
        一
        结果
        点此填写
        乙支部乙支部
        丙支部
        二
        三
        四五

        # 7 文件里有一个没有结束的域，它后面的文字可能多了或少了，请与原文核对：页
        # 9 文件里有一个没有结束的域，它后面的文字可能多了或少了，请与原文核对：最后
        "#);
}

#[test]
fn hidden_sections_paragraphs_and_texts_of_an_open_document_do_not_leak() {
    let body = "<text:p>正文甲</text:p>\
        <text:section text:name='s' text:display='none'><text:p>节一</text:p><text:p>节二</text:p></text:section>\
        <text:section text:name='t'><text:p>看得见的节</text:p></text:section>\
        <text:p><text:hidden-paragraph text:is-hidden='true'/>隐藏的段<text:note><text:note-body>\
        <text:p>它的脚注</text:p></text:note-body></text:note></text:p>\
        <text:p><text:hidden-text text:string-value='隐藏的字段' text:is-hidden='true'/>正文乙</text:p>\
        <text:p><text:ruby><text:ruby-base>喆</text:ruby-base><text:ruby-text>zhé</text:ruby-text>\
        </text:ruby></text:p>";
    let content = format!(
        "<office:document-content><office:body><office:text>{body}</office:text></office:body>\
         </office:document-content>"
    );
    insta::assert_snapshot!(lines(&package([("content.xml", content.into_bytes())])), @r#"
        正文甲

        看得见的节

        正文乙
        喆
        # 2 这里有隐藏的文字，没有放进报告：节一
        节二
        # 4 这里有隐藏的文字，没有放进报告：隐藏的段它的脚注
        # 5 这里有隐藏的文字，没有放进报告：隐藏的字段
        # 6 这里的注音没有放进报告：zhé
        "#);
}

#[test]
fn boxes_moves_and_pictures_of_rtf_are_read_once() {
    let rtf = |text: &str| lines(format!(r"{{\rtf1\ansi {text}\par}}").as_bytes());
    let boxed = r"{\shp{\*\shpinst{\sp{\sn a}{\sv 2}}{\shptxt\pard box\par}}{\shprslt{\*\do{\dptxbx{\dptxbxtext\pard box\par}}}}}";
    let old = r"{\shp{\*\shpinst{\sp{\sn a}{\sv 2}}}{\shprslt{\*\do{\dptxbx{\dptxbxtext\pard old box\par}}}}}";
    insta::assert_snapshot!(rtf(&format!("a{boxed}b\\par c{old}d")), @r#"
        ab
        box
        cd
        old box
        "#);
    insta::assert_snapshot!(rtf(r"a{\mvf\mvauth0 moved}\par b{\mvt\mvauth0 moved}"), @r#"
        a [-moved-]
        bmoved
        "#);
    let picture = r"{\*\shppict{\pict\pngblip 89504e47}}{\nonshppict{\pict\wmetafile8 0100}}";
    insta::assert_snapshot!(rtf(&format!("a{picture}\\par b{{\\deleted {picture}}}")), @r#"
        a
        b
        # 1 这里有 1 张图片，没有放进报告：
        "#);
    let notes = r"a{\deleted{\footnote\pard\plain deleted}}{\v{\footnote\pard\plain hidden}}{\deleted\par}b";
    insta::assert_snapshot!(rtf(notes), @r#"
        ab
         [-deleted-]
        # 1 这里有隐藏的文字，没有放进报告：hidden
        "#);
}
