//! A file that came back from the street, beside the draft.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/edits.rs"]
mod edits;
#[path = "support/word.rs"]
mod word;

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use chrono::DateTime;
use proptest::prelude::*;
use shuzhi_core::manuscript::assemble;
use shuzhi_core::model::{
    Block, Branch, BranchYear, Edition, Level, Moment, Reason, Report, Returned, ReturnedChange,
    RowChange, SectionId, Status, Uid, WordOp, Year,
};
use shuzhi_core::store::Store;
use shuzhi_core::template::Shelf;
use shuzhi_core::{Error, export, import, returned};
use word::{p, word};

const DRAFT: &str = "\
湖畔社区党支部书记2024年度抓基层党建述职报告

各位领导、同志们：
2024年，湖畔社区党支部抓班子、带队伍、办实事。现将有关情况报告如下：
一、工作开展情况
（一）抓学习，夯实思想根基
支部坚持每月集中学习一次，全年组织学习18次、讲党课6次。
对行动不便的老党员，由支委送学上门30次，把文件读给他们听。
（二）抓服务，办好民生实事
全年走访居民640户，收集意见152条，办成实事9件。
东区12号楼加装了扶手，西门夜间照明也修好了。
二、存在的问题
一是学习形式单一，年轻党员参与讨论不积极。
二是志愿服务骨干偏少，活动多靠几位老同志支撑。
三、下一步打算
一是请身边的先进党员讲自己的故事，让课堂活起来。
二是从楼栋长里培养骨干，年内新增志愿者20名。
以上报告，请批评指正。

湖畔社区党支部
2024年12月6日
";

fn uid(last: u32) -> Uid {
    Uid::parse(&format!("00000000-0000-7000-8000-{last:012}")).unwrap()
}

fn now() -> Moment {
    DateTime::UNIX_EPOCH
}

fn draft() -> Report {
    let reading = import::open(DRAFT.as_bytes().to_vec(), "草稿.txt", uid(7)).unwrap();
    Report { branch: uid(1), year: Some(Year::new(2024).unwrap()), ..reading.report }
}

/// A store that holds `report`.
fn store(report: &Report) -> Store {
    let facts = BranchYear {
        year: Year::new(2024).unwrap(),
        name: "湖畔社区党支部".to_owned(),
        level: Level::Branch,
        community: String::new(),
        superior: String::new(),
        secretary: String::new(),
        members: None,
    };
    let branch = Branch { uid: uid(1), succeeds: None, years: vec![facts] };
    let mut store = Store::in_memory().unwrap();
    store
        .write(|tx| {
            tx.put_branch(&branch)?;
            tx.add_report(report, false, now())
        })
        .unwrap();
    store
}

/// A file in a folder of its own that goes with it.
struct File {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

fn file(bytes: &[u8]) -> File {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("街道返回.docx");
    fs::write(&path, bytes).unwrap();
    File { _folder: folder, path }
}

/// `report` as a Word file in which `inside` travels.
fn exported(report: &Report, inside: Option<&Report>) -> Vec<u8> {
    static SHELF: LazyLock<Shelf> = LazyLock::new(|| Shelf::load(None));
    export::docx(&assemble(report, "", None), &SHELF.layouts[0], inside).unwrap()
}

/// The paragraphs of a report as they print.
fn printed(report: &Report) -> Vec<String> {
    let text = |block: &Block| match block {
        Block::Text(block) => block.text(),
        Block::Table { rows, .. } => format!("{rows:?}"),
        Block::PageBreak => String::new(),
    };
    let mut lines: Vec<String> = assemble(report, "", None).blocks.iter().map(text).collect();
    lines.retain(|line| !line.is_empty());
    lines
}

/// `draft` after the changes that `accept` takes.
fn after(draft: &Report, bytes: &[u8], accept: impl Fn(&ReturnedChange) -> bool) -> Report {
    let (mut store, file) = (store(draft), file(bytes));
    let found = returned::read(&store, &draft.uid, &file.path).unwrap();
    let accepted: Vec<u32> =
        found.changes.iter().filter(|change| accept(change)).map(|change| change.id).collect();
    returned::keep(&mut store, &draft.uid, 1, &file.path, &accepted, now()).unwrap();
    store.report(&draft.uid).unwrap().report
}

fn read(draft: &Report, bytes: &[u8]) -> Returned {
    returned::read(&store(draft), &draft.uid, &file(bytes).path).unwrap()
}

/// The changes, one a line, as a person reads them.
fn shown(found: &Returned) -> String {
    let mut lines = Vec::new();
    for change in &found.changes {
        let mut words = String::new();
        for piece in &change.words {
            words += &match piece.op {
                WordOp::Same => piece.text.clone(),
                WordOp::Removed => format!("[-{}-]", piece.text),
                WordOp::Added => format!("{{+{}+}}", piece.text),
            };
        }
        let moved = if change.moved { "↕" } else { "" };
        let who = change.authors.join("、");
        let date = change.date.map_or(String::new(), |date| date.to_string());
        let own = if change.own { "本机后改 " } else { "" };
        lines.push(format!("{:?}{moved} {own}{who} {date} {words}", change.change));
        for comment in &change.comments {
            lines.push(format!("  “{}”——{}", comment.text, comment.author));
        }
    }
    for comment in &found.comments {
        let at = comment.passage.as_ref().map_or("", |passage| &passage.text);
        lines.push(format!("“{}”——{}：{at}", comment.text, comment.author));
    }
    lines.join("\n")
}

/// The draft's paragraphs as a Word file somebody else made, line by line as
/// `change` rewrites them.
fn rewritten(change: impl Fn(&str) -> String) -> String {
    DRAFT.lines().filter(|line| !line.is_empty()).map(change).collect()
}

fn ins(author: &str, text: &str) -> String {
    format!(
        "<w:ins w:author='{author}' w:date='2024-12-10T09:30:00Z'><w:r><w:t>{text}</w:t></w:r></w:ins>"
    )
}

fn del(author: &str, text: &str) -> String {
    format!(
        "<w:del w:author='{author}' w:date='2024-12-11T10:00:00Z'><w:r><w:delText>{text}</w:delText></w:r></w:del>"
    )
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

const COMMENTS: &str = "<w:comments>\
    <w:comment w:id='1' w:author='王科长' w:date='2024-12-10T09:31:00Z'>\
    <w:p><w:r><w:t>次数请与台账核对。</w:t></w:r></w:p></w:comment>\
    <w:comment w:id='2' w:author='赵干事' w:date='2024-12-11T10:05:00Z'>\
    <w:p><w:r><w:t>这里写得好。</w:t></w:r></w:p></w:comment></w:comments>";

/// What two people at the street made of the draft, with changes tracked.
fn tracked() -> Vec<u8> {
    let body = rewritten(|line| match line {
        "支部坚持每月集中学习一次，全年组织学习18次、讲党课6次。" => {
            format!(
                "<w:p><w:commentRangeStart w:id='1'/>{}{}{}{}<w:commentRangeEnd w:id='1'/></w:p>",
                run("支部坚持每月集中学习一次，全年组织学习"),
                del("王科长", "18次"),
                ins("王科长", "20次"),
                run("、讲党课6次。"),
            )
        }
        "全年走访居民640户，收集意见152条，办成实事9件。" => {
            format!("<w:p><w:commentRangeStart w:id='2'/>{}</w:p>", run(line))
        }
        "东区12号楼加装了扶手，西门夜间照明也修好了。" => format!(
            "<w:p><w:pPr><w:rPr><w:del w:author='赵干事' w:date='2024-12-11T10:00:00Z'/></w:rPr></w:pPr>{}</w:p>",
            del("赵干事", line)
        ),
        "二是志愿服务骨干偏少，活动多靠几位老同志支撑。" => format!(
            "{}<w:p><w:pPr><w:rPr><w:ins w:author='王科长' w:date='2024-12-10T09:30:00Z'/></w:rPr></w:pPr>{}</w:p>",
            p(line),
            ins("王科长", "三是物业纠纷调处办法不多，居民等候时间偏长。")
        ),
        line => p(line),
    });
    let parts = [
        ("comments.xml", COMMENTS),
        (
            "_rels/document.xml.rels",
            "<Relationships><Relationship Id='r9' Target='comments.xml' \
             Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments'/>\
             </Relationships>",
        ),
    ];
    word(&body, &parts)
}

#[test]
fn tracked_changes_and_comments_keep_their_authors() {
    insta::assert_snapshot!(shown(&read(&draft(), &tracked())), @r"
    Edited 王科长 2024-12-11 支部坚持每月集中学习一次，全年组织学习[-18次-]{+20次+}、讲党课6次。
      “次数请与台账核对。”——王科长
    Removed 赵干事 2024-12-11 [-东区12号楼加装了扶手，西门夜间照明也修好了。-]
    Added 王科长 2024-12-10 {+三是物业纠纷调处办法不多，居民等候时间偏长。+}
    “这里写得好。”——赵干事：全年走访居民640户，收集意见152条，办成实事9件。
    ");
}

#[test]
fn what_was_changed_without_tracking_is_found_all_the_same() {
    let body = rewritten(|line| match line {
        "（二）抓服务，办好民生实事" => p("（二）抓服务，把实事办到家门口"),
        "全年走访居民640户，收集意见152条，办成实事9件。" => {
            p("全年走访居民660户，收集意见152条，办成实事9件。")
        }
        "对行动不便的老党员，由支委送学上门30次，把文件读给他们听。" => {
            String::new()
        }
        line => p(line),
    });
    insta::assert_snapshot!(shown(&read(&draft(), &word(&body, &[]))), @r"
    Removed   [-对行动不便的老党员，由支委送学上门30次，把文件读给他们听。-]
    Edited   抓服务，[-办好民生实事-]{+把实事办到家门口+}
    Edited   全年走访居民[-640户-]{+660户+}，收集意见152条，办成实事9件。
    ");
}

#[test]
fn a_heading_that_came_and_a_part_that_went_are_changes_like_others() {
    let body = rewritten(|line| match line {
        "二、存在的问题" => format!(
            "{}{}{}",
            p("（三）抓治理，化解身边矛盾"),
            p("调解邻里纠纷7起，议事会开了5次。"),
            p(line)
        ),
        "（一）抓学习，夯实思想根基"
        | "支部坚持每月集中学习一次，全年组织学习18次、讲党课6次。"
        | "对行动不便的老党员，由支委送学上门30次，把文件读给他们听。" => {
            String::new()
        }
        "（二）抓服务，办好民生实事" => p("（一）抓服务，办好民生实事"),
        "（三）抓治理，化解身边矛盾" => p("（二）抓治理，化解身边矛盾"),
        line => p(line),
    });
    let draft = draft();
    insta::assert_snapshot!(shown(&read(&draft, &word(&body, &[]))), @r"
    Removed   [-抓学习，夯实思想根基-]
    Removed   [-支部坚持每月集中学习一次，全年组织学习18次、讲党课6次。-]
    Removed   [-对行动不便的老党员，由支委送学上门30次，把文件读给他们听。-]
    Added   {+抓治理，化解身边矛盾+}
    Added   {+调解邻里纠纷7起，议事会开了5次。+}
    ");
}

#[test]
fn a_file_that_nobody_changed_has_no_changes() {
    let draft = draft();
    for inside in [None, Some(&draft)] {
        let found = read(&draft, &exported(&draft, inside));
        assert_eq!(shown(&found), "", "with the report inside: {}", inside.is_some());
    }
    assert_eq!(shown(&read(&draft, DRAFT.as_bytes())), "", "a plain text is read as well");
}

#[test]
fn refused_or_taken_both_states_are_kept_as_versions() {
    let draft = draft();
    let (mut store, file) = (store(&draft), file(&tracked()));
    let found = returned::read(&store, &draft.uid, &file.path).unwrap();
    let all: Vec<u32> = found.changes.iter().map(|change| change.id).collect();
    returned::keep(&mut store, &draft.uid, 1, &file.path, &all, now()).unwrap();
    let kept = store.revisions(&draft.uid).unwrap();
    let returned: Vec<_> = kept.iter().filter(|kept| kept.reason == Reason::Returned).collect();
    assert_eq!(returned[0].name, "街道返回.docx");
    let now_there = store.report(&draft.uid).unwrap();
    assert_eq!(store.revision(returned[0].id).unwrap(), now_there.report);
    let before: Vec<_> = kept.iter().filter(|kept| kept.reason == Reason::Bulk).collect();
    assert_eq!(store.revision(before[0].id).unwrap(), draft);
    assert!(found.tracked);

    // The same again: nothing is left to change, and a stale version is refused.
    let again = returned::read(&store, &draft.uid, &file.path).unwrap();
    assert_eq!(again.changes, []);
    let stale = returned::keep(&mut store, &draft.uid, 1, &file.path, &[], now());
    assert!(matches!(stale, Err(Error::Stale { .. })));
    let unknown =
        returned::keep(&mut store, &draft.uid, now_there.version, &file.path, &[1], now());
    assert!(matches!(unknown, Err(Error::ReturnedChanged)));
}

#[test]
fn a_final_report_takes_no_changes() {
    let draft = Report { status: Status::Final, ..draft() };
    let (mut store, file) = (store(&draft), file(&tracked()));
    let found = returned::read(&store, &draft.uid, &file.path).unwrap();
    let id = found.changes[0].id;
    let refused = returned::keep(&mut store, &draft.uid, 1, &file.path, &[id], now());
    assert!(matches!(refused, Err(Error::Locked)));
    assert!(store.revisions(&draft.uid).unwrap().is_empty(), "and nothing is kept of it");
}

#[test]
fn what_the_writer_changed_since_the_file_was_made_is_told_apart() {
    let sent = draft();
    let mut draft = sent.clone();
    draft.closing.insert(0, "请街道党工委继续支持社区工作。".to_owned());
    draft.sections[1].body[0] = draft.sections[1].body[0].replace("不积极", "不够积极");
    let mut back = sent.clone();
    back.sections[2].body[0] = back.sections[2].body[0].replace("活起来", "热起来");
    let found = read(&draft, &exported(&back, Some(&sent)));
    insta::assert_snapshot!(shown(&found), @r"
    Edited 本机后改   一是学习形式单一，年轻党员参与讨论[-不够-]{+不+}积极。
    Edited   一是请身边的先进党员讲自己的故事，让课堂[-活-]{+热+}起来。
    Removed 本机后改   [-请街道党工委继续支持社区工作。-]
    ");
}

#[test]
fn a_file_of_another_report_or_none_is_refused() {
    let draft = draft();
    let refusal = |bytes: &[u8]| {
        let (store, file) = (store(&draft), file(bytes));
        returned::read(&store, &draft.uid, &file.path).unwrap_err()
    };
    let last = Report { uid: uid(9), year: Some(Year::new(2023).unwrap()), ..draft.clone() };
    assert!(matches!(refusal(&exported(&last, Some(&last))), Error::OtherReport(_)));
    let spoken = Report { uid: uid(8), edition: Edition::Spoken, ..draft.clone() };
    assert!(matches!(refusal(&exported(&spoken, Some(&spoken))), Error::OtherReport(_)));
    let stranger = "城南片区防汛值班安排\n各组按值班表到岗，雨情险情随时上报。\n".repeat(9);
    assert!(matches!(refusal(stranger.as_bytes()), Error::OtherReport(_)));
    assert!(matches!(refusal(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Error::NoDocument(_)));
    // The same report under another name, as after a move to another computer.
    let elsewhere = Report { uid: uid(5), ..draft.clone() };
    assert!(read(&draft, &exported(&elsewhere, Some(&elsewhere))).changes.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Refusing all is the draft to the byte, taking all is the returned text,
    /// and any choice is made of texts of either.
    #[test]
    fn nothing_but_what_is_taken_changes(
        edits in prop::collection::vec(edits::edit(), 0..5),
        inside: bool,
        choice: u64,
    ) {
        let draft = draft();
        let mut back = draft.clone();
        edits.iter().for_each(|edit| edits::apply(&mut back, edit));
        let bytes = exported(&back, inside.then_some(&draft));

        let refused = after(&draft, &bytes, |_| false);
        let json = |report: &Report| serde_json::to_string(report).unwrap();
        prop_assert_eq!(json(&refused), json(&draft));

        let taken = after(&draft, &bytes, |_| true);
        prop_assert_eq!(printed(&taken), printed(&back));

        let some = after(&draft, &bytes, |change| choice >> (change.id % 64) & 1 == 1);
        let texts = |report: &Report| -> Vec<String> {
            report.texts().into_iter().map(|(_, _, text)| text.to_owned()).collect()
        };
        let known: Vec<String> = texts(&draft).into_iter().chain(texts(&taken)).collect();
        for text in texts(&some) {
            prop_assert!(known.contains(&text), "{text} is in neither");
        }
        let mut ids: Vec<SectionId> = some.walk().map(|(_, section)| section.id).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), count, "every section has a name of its own");
    }
}

#[test]
fn a_moved_paragraph_is_one_change() {
    let draft = draft();
    let mut back = draft.clone();
    let text = back.sections[0].children[0].body.remove(1);
    back.sections[0].children[1].body.push(text);
    let found = read(&draft, &exported(&back, None));
    let kinds: Vec<_> = found.changes.iter().map(|c| (c.change, c.moved)).collect();
    assert_eq!(kinds, [(RowChange::Same, true)], "{}", shown(&found));
}
