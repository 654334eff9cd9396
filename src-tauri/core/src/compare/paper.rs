//! The comparison on paper: both texts side by side with the changes marked,
//! how much was carried over, and the figures.

use crate::model::{
    Block, Cell, ComparedRow, Comparison, Face, FigurePair, Layout, Manuscript, Mark, Passage,
    RowChange, Run, SectionPair, Sheet, Style, TextBlock, WordOp,
};

/// `comparison` as a document of its own (对照稿), for the exporter of reports.
/// It leaves best on a sheet turned by [`landscape`].
pub fn paper(comparison: &Comparison) -> Manuscript {
    let names = names(comparison);
    let title = format!("{}与{}对照稿", names.0, names.1);
    let mut blocks = vec![
        text(Style::Title, Face::Title, &title),
        text(Style::Body, Face::Body, &format!("旧稿：{}", comparison.old.title)),
        text(Style::Body, Face::Body, &format!("新稿：{}", comparison.new.title)),
        text(Style::Body, Face::Body, &summary(comparison)),
        legend(),
    ];
    blocks.extend(carried_over(comparison));
    blocks.push(text(Style::Heading(1), Face::Hei, "一、正文对照"));
    blocks.push(texts(comparison, &names));
    blocks.push(text(Style::Heading(1), Face::Hei, "二、各部分与旧稿相同的字数"));
    blocks.push(shares(comparison));
    blocks.push(text(Style::Heading(1), Face::Hei, "三、数字对照"));
    if comparison.figures.is_empty() {
        blocks.push(text(Style::Body, Face::Body, "两份报告里没有认出数字。"));
    } else {
        blocks.push(figures(comparison, &names));
    }
    Manuscript { title, author: String::new(), created: None, blocks }
}

/// `layout` with its sheet turned, for two texts side by side.
pub fn landscape(layout: &Layout) -> Layout {
    Layout {
        page_width: layout.page_height,
        page_height: layout.page_width,
        margin_top: layout.margin_left,
        margin_left: layout.margin_bottom,
        margin_bottom: layout.margin_right,
        margin_right: layout.margin_bottom,
        header: layout.header.min(layout.margin_left / 2),
        footer: layout.footer.min(layout.margin_right / 2),
        ..layout.clone()
    }
}

/// The figures of both reports as a spreadsheet.
pub fn sheet(comparison: &Comparison) -> Sheet {
    let (old, new) = names(comparison);
    let head = ["指标", "单位", &old, &new, "变化", "说明"].map(Cell::from);
    let value = |value: Option<f64>| value.map_or(Cell::Blank, Cell::Number);
    let row = |pair: &FigurePair| {
        vec![
            Cell::Text(pair.name.clone()),
            Cell::Text(unit(pair)),
            value(pair.old),
            value(pair.new),
            value(pair.change),
            Cell::Text(remark(pair).to_owned()),
        ]
    };
    let rows = std::iter::once(head.into()).chain(comparison.figures.iter().map(row));
    Sheet { name: "数字对照".to_owned(), rows: rows.collect() }
}

/// What the two reports are called: by their years, else old and new.
pub(super) fn names(comparison: &Comparison) -> (String, String) {
    match (comparison.old.year, comparison.new.year) {
        (Some(old), Some(new)) if old != new => (old.to_string(), new.to_string()),
        _ => ("旧稿".to_owned(), "新稿".to_owned()),
    }
}

/// What became of the paragraph, in a word or two.
pub fn word_for(row: &ComparedRow) -> &'static str {
    match (row.change, row.moved) {
        (RowChange::Same, false) => "相同",
        (RowChange::Same, true) => "移动",
        (RowChange::Edited, true) if row.numbers_only => "移动，只改数字",
        (RowChange::Edited, false) if row.numbers_only => "只改数字",
        (RowChange::Edited, false) => "改",
        (RowChange::Edited, true) => "移动并改",
        (RowChange::Split, _) => "拆开",
        (RowChange::Merged, _) => "合并",
        (RowChange::Added | RowChange::Removed, _) if row.pair.is_some() => "改写",
        (RowChange::Added, _) => "新增",
        (RowChange::Removed, _) => "删去",
    }
}

/// What becomes of paragraphs, in the order it is counted.
const WORDS: [&str; 10] = [
    "相同",
    "只改数字",
    "改",
    "移动",
    "移动，只改数字",
    "移动并改",
    "拆开",
    "合并",
    "新增",
    "删去",
];

fn summary(comparison: &Comparison) -> String {
    let count = |wanted: &str| {
        let rows = comparison.paragraphs.iter().filter(|row| row.is_paragraph());
        rows.filter(|row| word_for(row) == wanted).count()
    };
    let counts: Vec<String> = WORDS
        .into_iter()
        .map(|word| (word, count(word)))
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{word}{count}段"))
        .collect();
    // A rewritten paragraph is one, though both sides of it are rows.
    let rewritten = count("改写") / 2;
    let rewritten = if rewritten > 0 { format!("，改写{rewritten}段") } else { String::new() };
    format!(
        "新稿正文有{}的字数与旧稿相同（连续相同13字以上才算，数字和固定表述不计）。{}{rewritten}。",
        percent(comparison.similarity),
        counts.join("，")
    )
}

/// The paragraphs of last year in which nothing but numbers is new: what a reader asks
/// about first.
fn carried_over(comparison: &Comparison) -> Option<Block> {
    let rows = comparison.paragraphs.iter().filter(|row| row.numbers_only);
    let places: Vec<String> = rows.filter_map(|row| row.new.first()).map(in_words).collect();
    let list = format!("只改了数字的段落有{}段：{}。", places.len(), places.join("；"));
    (!places.is_empty()).then(|| text(Style::Body, Face::Body, &list))
}

/// （一）抓学习第2段“全年召开党员大会…”
fn in_words(passage: &Passage) -> String {
    const SHOWN: usize = 12;
    let start: String = passage.text.chars().take(SHOWN).collect();
    let more = if passage.text.chars().count() > SHOWN { "…" } else { "" };
    let nth = passage.paragraph.map_or(String::new(), |at| format!("第{}段", at + 1));
    format!("{}{}{nth}“{start}{more}”", passage.number, passage.heading)
}

fn legend() -> Block {
    let runs = vec![
        run(Face::Body, Mark::Plain, "标记："),
        run(Face::Body, Mark::Added, "加下划线的是新加的字"),
        run(Face::Body, Mark::Plain, "，"),
        run(Face::Body, Mark::Removed, "加删除线的是去掉的字"),
        run(Face::Body, Mark::Plain, "。"),
    ];
    Block::Text(TextBlock { style: Style::Body, runs, place: None })
}

/// What heads the words between the texts, spaced so that each of them fits on
/// one line.
const HEAD: &str = "变　　　化";

/// Both texts in two columns, what became of each paragraph between them.
fn texts(comparison: &Comparison, names: &(String, String)) -> Block {
    let mut rows = vec![head(&[&names.0, HEAD, &names.1])];
    let mut at = 0;
    while let Some(row) = comparison.paragraphs.get(at) {
        // The two sides of a rewritten paragraph share a row.
        let next = comparison.paragraphs.get(at + 1).filter(|next| {
            row.pair.is_some() && row.pair == next.pair && row.change == RowChange::Removed
        });
        let new = next.unwrap_or(row);
        rows.push(vec![
            side(row, &row.old, WordOp::Added, Mark::Removed),
            vec![run(Face::Body, Mark::Plain, word_for(row))],
            side(new, &new.new, WordOp::Removed, Mark::Added),
        ]);
        at += 1 + usize::from(next.is_some());
    }
    Block::Table { rows, place: None }
}

/// One side of a row: its words without those of the other side.
fn side(row: &ComparedRow, passages: &[Passage], other: WordOp, mark: Mark) -> Vec<Run> {
    let Some(first) = passages.first() else { return Vec::new() };
    let face = if row.is_paragraph() { Face::Body } else { Face::Hei };
    let mut runs = Vec::new();
    if first.numbered && !first.number.is_empty() {
        runs.push(run(face, Mark::Plain, &first.number));
    }
    for words in row.words.iter().filter(|words| words.op != other) {
        let mark = if words.op == WordOp::Same { Mark::Plain } else { mark };
        // What is new or gone as a whole says so beside it.
        let whole = matches!(row.change, RowChange::Added | RowChange::Removed);
        runs.push(run(face, if whole { Mark::Plain } else { mark }, &words.text));
    }
    runs
}

fn shares(comparison: &Comparison) -> Block {
    let mut rows = vec![head(&["部分", "相同的字数"])];
    let mut push = |name: &str, share: f64| {
        rows.push(vec![plain(name), plain(&percent(share))]);
    };
    push("全文", comparison.similarity);
    if let Some(opening) = comparison.opening {
        push("开头", opening);
    }
    for section in &comparison.sections {
        if let SectionPair { new_heading: Some(heading), similarity, .. } = section {
            push(heading, *similarity);
        }
    }
    Block::Table { rows, place: None }
}

fn figures(comparison: &Comparison, names: &(String, String)) -> Block {
    let mut rows = vec![head(&["指标", "单位", &names.0, &names.1, "变化", "说明"])];
    for pair in &comparison.figures {
        let value = |value: Option<f64>, approximate: bool| {
            let more = if approximate { "余" } else { "" };
            value.map_or("—".to_owned(), |value| format!("{value}{more}"))
        };
        rows.push(vec![
            plain(&pair.name),
            plain(&unit(pair)),
            plain(&value(pair.old, pair.old_approximate)),
            plain(&value(pair.new, pair.new_approximate)),
            plain(&change_of(pair)),
            plain(remark(pair)),
        ]);
    }
    Block::Table { rows, place: None }
}

fn unit(pair: &FigurePair) -> String {
    match &pair.old_unit {
        Some(old) => format!("{old}→{}", pair.unit),
        None => pair.unit.clone(),
    }
}

/// By how much it changed, with a sign.
pub fn change_of(pair: &FigurePair) -> String {
    match pair.change {
        // Nobody can tell how much more 10余 is than 10.
        Some(_) if pair.old_approximate != pair.new_approximate => "—".to_owned(),
        Some(0.0) => "没变".to_owned(),
        Some(more) if more > 0.0 => format!("▲{more}"),
        Some(less) => format!("▼{}", -less),
        None => "—".to_owned(),
    }
}

/// What to look at, where there is something.
fn remark(pair: &FigurePair) -> &'static str {
    match (pair.old, pair.new) {
        (None, Some(_)) => "旧稿没有",
        (Some(_), None) => "新稿没有",
        _ if pair.old_unit.is_some() => "单位变了，请核对",
        _ if pair.old_approximate != pair.new_approximate => "一处是约数",
        (Some(old), Some(new)) if old.total_cmp(&new).is_eq() => {
            let stale = pair.new_approximate || new > RECURRING;
            ["", "像是没更新"][usize::from(stale)]
        }
        (Some(old), Some(new)) if old - new >= old * MUCH_LESS && old - new > 1.0 => {
            "减少较多，请核对"
        }
        _ => "",
    }
}

// The window says the same of them (`ui/src/rooms/compare/figures.ts`).

/// Values up to here recur from year to year by rule: four meetings of all members, twelve
/// days of the month.
const RECURRING: f64 = 12.0;
/// From this share on, less is worth a look.
const MUCH_LESS: f64 = 0.3;

/// A share in whole percent. What is not whole is never called so, nor nothing.
pub fn percent(share: f64) -> String {
    let percent = (share * 100.0).round();
    let percent = if share < 1.0 { percent.min(99.0) } else { percent };
    format!("{}%", if share > 0.0 { percent.max(1.0) } else { percent })
}

fn head(cells: &[&str]) -> Vec<Vec<Run>> {
    cells.iter().map(|cell| vec![run(Face::Hei, Mark::Plain, cell)]).collect()
}

fn plain(text: &str) -> Vec<Run> {
    if text.is_empty() { Vec::new() } else { vec![run(Face::Body, Mark::Plain, text)] }
}

fn run(face: Face, mark: Mark, text: &str) -> Run {
    Run { text: text.to_owned(), face, mark }
}

fn text(style: Style, face: Face, text: &str) -> Block {
    Block::Text(TextBlock { style, runs: vec![run(face, Mark::Plain, text)], place: None })
}
