//! What Word files can hold, one habit at a time.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/word.rs"]
mod word;

use shuzhi_core::import;
use shuzhi_core::model::{ChangeKind, NoteKind, Outline, OutlineLine, Uid};
use word::{p, package, unpacked, word};

fn outline(file: &[u8]) -> Outline {
    import::read(file, "报告.docx").unwrap()
}

/// The accepted text, a line each, and what was noted.
fn lines(file: &[u8]) -> String {
    let outline = outline(file);
    let mut shown: Vec<String> = outline.lines.iter().map(OutlineLine::text).collect();
    for note in &outline.notes {
        let line = note.line.map_or(String::new(), |line| line.to_string());
        shown.push(format!("# {line} {}：{}", note.message, note.text));
    }
    shown.join("\n")
}

/// A numbered paragraph.
fn item(list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr>\
         <w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

/// A level of a list.
fn level(at: u32, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{more}\
         <w:lvlText w:val='{text}'/></w:lvl>"
    )
}

#[test]
fn automatic_numbers_stand_in_the_text_as_word_shows_them() {
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId='7'>{}{}{}{}</w:abstractNum>\
         <w:abstractNum w:abstractNumId='8'>{}</w:abstractNum>\
         <w:abstractNum w:abstractNumId='9'>{}</w:abstractNum>\
         <w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>\
         <w:num w:numId='2'><w:abstractNumId w:val='7'/>\
           <w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>\
         <w:num w:numId='3'><w:abstractNumId w:val='8'/></w:num>\
         <w:num w:numId='4'><w:abstractNumId w:val='9'/></w:num></w:numbering>",
        level(0, "chineseCountingThousand", "%1、", ""),
        level(1, "chineseCounting", "〔%2〕", ""),
        level(2, "decimal", "%3.", ""),
        level(3, "decimal", "%1.%3.%4", "<w:isLgl/><w:suff w:val='space'/>"),
        level(0, "decimalEnclosedCircle", "%1", "<w:suff w:val='nothing'/>"),
        level(0, "bullet", "\u{f06c}", ""),
    );
    let body = [
        item(1, 0, "主要工作"),
        item(1, 1, "学习"),
        item(1, 1, "组织"),
        item(1, 2, "支部"),
        item(1, 3, "小组"),
        item(1, 0, "问题"),
        item(1, 1, "重新从一开始"),
        item(3, 0, "圈一"),
        item(3, 0, "圈二"),
        item(4, 0, "项目符号"),
        item(2, 0, "另起"),
        item(0, 0, "没有编号"),
    ];
    let file = word(&body.concat(), &[("numbering.xml", &numbering)]);
    insta::assert_snapshot!(lines(&file), @r#"
        一、主要工作
        〔一〕学习
        〔二〕组织
        1.支部
        1.1.1 小组
        二、问题
        〔一〕重新从一开始
        ①圈一
        ②圈二
        项目符号
        五、另起
        没有编号
        "#);
}

#[test]
fn a_number_may_come_from_the_style() {
    let styles = "<w:styles><w:style w:type='paragraph' w:styleId='a'><w:name w:val='heading 1'/>\
        <w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
        <w:style w:type='paragraph' w:styleId='b'><w:name w:val='二级'/><w:basedOn w:val='a'/>\
        <w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:style></w:styles>";
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId='1'>{}{}</w:abstractNum>\
         <w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>",
        level(0, "chineseCounting", "%1、", "<w:pStyle w:val='a'/>"),
        level(1, "chineseCounting", "（%2）", "<w:pStyle w:val='b'/>"),
    );
    let styled = |style: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let body = [styled("a", "甲"), styled("b", "乙"), styled("b", "丙"), styled("a", "丁")];
    let file = word(&body.concat(), &[("styles.xml", styles), ("numbering.xml", &numbering)]);
    insta::assert_snapshot!(lines(&file), @r#"
        一、甲
        （一）乙
        （二）丙
        二、丁
        "#);
    let levels: Vec<Option<u8>> =
        outline(&file).lines.iter().map(|line| line.hints.level).collect();
    assert_eq!(levels, [Some(1), Some(2), Some(2), Some(1)]);
}

#[test]
fn a_text_box_is_read_once_whatever_versions_of_it_there_are() {
    let content = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let body = format!(
        "<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent>\
         <mc:Choice Requires='wps'><w:drawing><wps:txbx>{}</wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict></mc:Fallback>\
         </mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>\
         <w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing/></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict></mc:Fallback>\
         </mc:AlternateContent></w:r></w:p>",
        content("框里的字"),
        content("框里的字"),
        content("只在旧格式里"),
    );
    insta::assert_snapshot!(lines(&word(&body, &[])), @r#"
        前后
        框里的字
        只在旧格式里
        "#);
}

#[test]
fn tracked_changes_and_comments_are_kept_apart_from_the_accepted_text() {
    let by = "w:id='1' w:author='街道' w:date='2023-12-01T09:00:00Z'";
    let body = format!(
        "<w:p><w:commentRangeStart w:id='4'/><w:r><w:t>党课</w:t></w:r>\
         <w:del {by}><w:r><w:delText>4次</w:delText></w:r></w:del>\
         <w:ins {by}><w:r><w:t>6次</w:t></w:r></w:ins><w:r><w:t>。</w:t></w:r>\
         <w:r><w:commentReference w:id='4'/></w:r></w:p>\
         <w:p><w:pPr><w:rPr><w:del {by}/></w:rPr></w:pPr><w:r><w:t>断成两段，</w:t></w:r></w:p>{}\
         <w:p><w:moveFrom {by}><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p>\
         <w:p><w:moveTo {by}><w:r><w:t>移来</w:t></w:r></w:moveTo></w:p>",
        p("其实一段。")
    );
    let comments = format!(
        "<w:comments><w:comment w:id='4' w:author='书记' w:date='2023-12-02T09:00:00Z'>{}\
         </w:comment></w:comments>",
        p("请核对")
    );
    let file = word(&body, &[("comments.xml", &comments)]);
    insta::assert_snapshot!(lines(&file), @r#"
        党课6次。
        断成两段，其实一段。

        移来
        "#);
    let outline = outline(&file);
    let changes: Vec<(ChangeKind, &str, &str)> = outline.lines[0]
        .spans
        .iter()
        .filter_map(|span| {
            let change = span.change.as_ref()?;
            Some((change.kind, change.author.as_str(), span.text.as_str()))
        })
        .collect();
    let by = "街道";
    assert_eq!(changes, [(ChangeKind::Deleted, by, "4次"), (ChangeKind::Inserted, by, "6次")]);
    assert_eq!(outline.lines[0].remarks[0].text, "请核对");
    let reading = import::recognise(&outline, Uid::nil());
    let whole = serde_json::to_string(&reading.report).unwrap();
    assert!(!whole.contains("4次") && !whole.contains("移走") && !whole.contains("请核对"));
    let dropped: Vec<&str> = reading
        .notes
        .iter()
        .filter(|note| note.kind == NoteKind::Dropped)
        .map(|note| note.text.as_str())
        .collect();
    assert_eq!(dropped, ["4次", "请核对", "移走"]);
}

#[test]
fn rare_things_keep_their_text_and_hidden_ones_do_not_leak() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let body = [
        format!("<w:p>{}<w:r><w:instrText> PAGE </w:instrText></w:r>{}{}{}</w:p>",
            field("begin"), field("separate"), run("域结果"), field("end")),
        format!("<w:p><w:fldSimple w:instr='DATE'>{}</w:fldSimple></w:p>", run("2023年")),
        format!("<w:p><w:hyperlink r:id='x'>{}</w:hyperlink><w:smartTag>{}</w:smartTag></w:p>",
            run("链接"), run("标签")),
        format!("<w:sdt><w:sdtPr><w:alias w:val='别名'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            p("控件里的段落")),
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr>\
         <w:t>可见</w:t></w:r></w:p>".to_owned(),
        format!("<w:p><w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r></w:p>",
            run("zhé"), run("喆")),
        // The pinyin guide of old files, and a number in a circle: both without a result.
        format!("<w:p>{}{}{}{}{}{}{}{}</w:p>", run("见"), field("begin"),
            r"<w:r><w:instrText>EQ \* jc2 \o\ad(\s\up 9(</w:instrText></w:r>",
            r"<w:r><w:instrText>lín),霖)</w:instrText></w:r>", field("end"), field("begin"),
            r"<w:r><w:instrText>eq \o\ac(○,12)</w:instrText></w:r>", field("end")),
        "<w:p><w:r><w:t xml:space='preserve'>a </w:t><w:tab/><w:noBreakHyphen/><w:sym w:font='Wingdings' \
         w:char='F0FC'/><w:softHyphen/><w:br/><w:t>&lt;新行&gt;&#x4E2D;</w:t></w:r></w:p>".to_owned(),
        format!("<w:p>{}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>", run("有脚注")),
        "<w:p><w:r><w:drawing><a:blip r:embed='p'/></w:drawing></w:r></w:p>".to_owned(),
        format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>\
            </w:tc></w:tr></w:tbl>", p("一格"), p("二格"), p("内一"), p("内二")),
        format!("<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>", p("只有一格"), p("两段")),
    ];
    let footnotes = format!(
        "<w:footnotes><w:footnote w:type='separator' w:id='0'>{}</w:footnote>\
         <w:footnote w:id='2'>{}</w:footnote></w:footnotes>",
        p("线"),
        p("脚注内容")
    );
    insta::assert_snapshot!(lines(&word(&body.concat(), &[("footnotes.xml", &footnotes)])), @r#"
        域结果
        2023年
        链接标签
        控件里的段落
        可见
        喆
        见霖⑫
        a 	-✓
        <新行>中
        有脚注
        脚注内容

        一格	二格 内一 内二
        只有一格
        两段
        # 5 这里有隐藏的文字，没有放进报告：隐藏
        # 6 这里的注音没有放进报告：zhé
        # 7 这里的注音没有放进报告：lín
        # 11 这是脚注，放在了它所注的那一段后面：脚注内容
        # 12 这里有 1 张图片，没有放进报告：
        "#);
}

#[test]
fn strict_files_other_prefixes_and_other_encodings_are_read_too() {
    let document = "<?xml version='1.0' encoding='UTF-16'?><x:document \
        xmlns:x='http://purl.oclc.org/ooxml/wordprocessingml/main'><x:body><x:p><x:r><x:t>严格</x:t></x:r>\
        </x:p></x:body></x:document>";
    let utf16: Vec<u8> = [0xfe_u8, 0xff]
        .into_iter()
        .chain(document.encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    let relations = "<Relationships><Relationship Id='r' Target='/WORD/main.xml' \
        Type='http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument'/></Relationships>";
    let file = package([
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("_rels/.rels", relations.as_bytes().to_vec()),
        ("word\\main.xml", utf16),
    ]);
    assert_eq!(lines(&file), "严格");
}

#[test]
fn a_title_that_stands_only_in_the_header_is_found() {
    let header =
        format!("<w:hdr>{}{}</w:hdr>", p("青禾社区党支部书记2023年度述职报告"), p("— 1 —"));
    let body = [p("各位领导："), p("一、工作情况"), p("开展主题党日12次。")].concat();
    let file = word(&body, &[("header1.xml", &header)]);
    let reading = import::recognise(&outline(&file), Uid::nil());
    assert_eq!(reading.report.title, "青禾社区党支部书记2023年度述职报告");
    assert_eq!(reading.report.salutation, "各位领导：");
    assert_eq!(reading.report.year.unwrap().number(), 2023);
}

/// The relationships of the main part: each a type, an id and a target.
fn relations(all: &[(&str, &str, &str)]) -> String {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let one = |(own, id, target): &(&str, &str, &str)| {
        format!("<Relationship Id='{id}' Type='{kind}/{own}' Target='{target}'/>")
    };
    format!("<Relationships>{}</Relationships>", all.iter().map(one).collect::<String>())
}

#[test]
fn headers_are_told_by_what_the_text_refers_to_and_not_by_their_names() {
    let header = |text: &str| format!("<w:hdr>{}</w:hdr>", p(text));
    let parts = [
        ("_rels/document.xml.rels", relations(&[("header", "h", "../word/./top.xml")])),
        ("top.xml", header("页眉")),
        ("header1.xml", header("没有用到的页眉")),
    ];
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, xml)| (*name, &**xml)).collect();
    assert_eq!(outline(&word(&p("正文"), &parts)).headers, ["页眉"]);
}

#[test]
fn words_in_lettering_and_diagrams_are_read() {
    let body = "<w:p><w:r><w:pict><v:shape><v:textpath string='艺术字'/></v:shape></w:pict></w:r></w:p>\
        <w:p><w:r><w:drawing><a:graphic><dgm:relIds xmlns:dgm='urn:d' r:dm='d'/></a:graphic></w:drawing>\
        </w:r></w:p><w:p><w:r><w:drawing><dgm:relIds xmlns:dgm='urn:d' r:dm='lost'/></w:drawing></w:r></w:p>";
    let point = |text: &str| format!("<pt><t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></t></pt>");
    let parts = [
        ("_rels/document.xml.rels", relations(&[("diagramData", "d", "diagrams/data1.xml")])),
        (
            "diagrams/data1.xml",
            format!("<model>{}{}{}</model>", point("抓学习"), point(""), point("抓服务")),
        ),
    ];
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, xml)| (*name, &**xml)).collect();
    insta::assert_snapshot!(lines(&word(body, &parts)), @r#"
        艺术字
        抓学习
        抓服务

        # 4 这里的图示没有读出文字，请打开原文件核对：
        "#);
}

#[test]
fn files_embedded_in_the_text_are_read_as_word_reads_them() {
    let chunks = [
        ("text", "文字一\n文字二".as_bytes().to_vec()),
        ("rtf", br"{\rtf1\ansi rich\par text\par}".to_vec()),
        ("page", b"<html><body>page</body></html>".to_vec()),
        ("word", word(&format!("{}<w:altChunk r:id='x'/>", p("文中文")), &[])),
    ];
    let body: String =
        chunks.iter().map(|(id, _)| format!("{}<w:altChunk r:id='{id}'/>", p(id))).collect();
    let named: Vec<(&str, &str, &str)> =
        chunks.iter().map(|(id, _)| ("aFChunk", *id, *id)).collect();
    let whole = word(&body, &[("_rels/document.xml.rels", &relations(&named))]);
    let mut parts = unpacked(&whole);
    parts.extend(chunks.iter().map(|(id, bytes)| (format!("word/{id}"), bytes.clone())));
    let file = package(parts.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())));
    insta::assert_snapshot!(lines(&file), @r#"
        text
        文字一
        文字二
        rtf
        rich
        text
        page

        word
        文中文

        # 8 这里嵌着另一个文件，没有放进报告，请用 Word 打开原文件，另存为 .docx 再导入：
        # 11 这里嵌着另一个文件，没有放进报告，请用 Word 打开原文件，另存为 .docx 再导入：
        "#);
}
