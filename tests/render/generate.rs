//! Writes invented reports and the golden ones as Word files, with the pages the paginator makes of
//! them, for `pagination.py` to compare with what LibreOffice renders.
//!
//! ```text
//! cargo run --example render-reports -- FOLDER [COUNT [SEED]]
//! cargo run --example render-reports -- FOLDER FILE       an old report
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a tool for tests may panic and print"
)]

#[path = "../support/golden.rs"]
#[expect(dead_code, reason = "files are written here otherwise")]
mod golden;

use std::path::Path;
use std::{env, fs};

use serde_json::json;
use shuzhi_core::export::docx;
use shuzhi_core::import;
use shuzhi_core::manuscript::{assemble, paginate};
use shuzhi_core::model::{Layout, Report, Role, Section, SectionId, TemplateKey, Uid};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let folder = Path::new(arguments.first().map_or("out/pagination", String::as_str));
    fs::create_dir_all(folder).unwrap();
    let layouts = ["gbt9704", "street-28"].map(layout);
    let second = arguments.get(1).map_or("40", String::as_str);
    if let Ok(count) = second.parse::<u64>() {
        let seed = arguments.get(2).map_or(1, |text| text.parse().unwrap());
        for at in 0..count {
            let report = report(&mut Dice::new(seed * 1000 + at));
            // Every fifth report in the street's layout.
            write(folder, &format!("report-{at:03}"), &report, &layouts[usize::from(at % 5 == 4)]);
        }
        for (name, report) in tables() {
            write(folder, &name, &report, &layouts[0]);
        }
        for file in fs::read_dir("tests/golden/export").unwrap().map(|file| file.unwrap().path()) {
            if file.extension().is_some_and(|extension| extension == "json") {
                let name = file.file_stem().unwrap().to_string_lossy();
                write(folder, &format!("golden-{name}"), &golden::read(&file).report, &layouts[0]);
            }
        }
    } else {
        let name = Path::new(second).file_name().unwrap().to_string_lossy();
        let reading = import::open(fs::read(second).unwrap(), &name, Uid::nil()).unwrap();
        write(folder, "report-read", &reading.report, &layouts[0]);
    }
}

/// Writes `report` as a Word file and as the pages made of it.
fn write(folder: &Path, name: &str, report: &Report, layout: &Layout) {
    let manuscript = assemble(report, "青禾社区党支部", None);
    let pages = paginate(&manuscript, layout);
    let file = docx(&manuscript, layout, None).unwrap();
    fs::write(folder.join(format!("{name}.docx")), file).unwrap();
    let pages = json!({ "layout": layout.key, "pages": pages });
    fs::write(folder.join(format!("{name}.json")), pages.to_string()).unwrap();
    println!("{name}");
}

fn empty() -> Report {
    Report::empty(Uid::nil(), TemplateKey("branch-secretary".to_owned()))
}

fn layout(key: &str) -> Layout {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join(format!("assets/layouts/{key}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Chance that falls the same way every time (splitmix64).
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(limit).unwrap()).unwrap()
    }

    fn within(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to - from + 1)
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

fn report(dice: &mut Dice) -> Report {
    let mut report = empty();
    report.title = dice.pick(TITLES).to_owned();
    if dice.one_in(3) {
        report.byline =
            dice.pick(&["青禾社区党支部书记　林秋禾", "林秋禾", "（2024年12月）"]).to_owned();
    }
    report.salutation =
        dice.pick(&["各位领导、同志们：", "尊敬的各位领导、各位同志：", ""]).to_owned();
    report.opening = paragraphs(dice, 1, 2);
    let mut id = 0;
    let depth = dice.within(1, 4);
    report.sections = sections(dice, depth, &mut id);
    report.closing = paragraphs(dice, 0, 1);
    if !dice.one_in(4) {
        report.signature = dice
            .pick(&[
                "中共青禾社区支部委员会",
                "青禾社区党支部",
                "林秋禾",
                "中共云桥街道青禾社区总支部委员会",
            ])
            .to_owned();
    }
    if !dice.one_in(4) {
        report.date = dice.pick(&["2024年12月8日", "2025年1月10日", "2024年11月28日"]).to_owned();
    }
    report
}

/// Reports that hold little but a table: with a cell that is taller than what
/// is left of the page or than a whole one, below so many lines of text, and
/// with nothing behind the table.
fn tables() -> Vec<(String, Report)> {
    let text = |length: usize| PHRASES.concat().chars().cycle().take(length).collect::<String>();
    let row =
        |name: &str, tall: usize, other: usize| format!("{name}\t{}\t{}", text(tall), text(other));
    let head = "项目\t主要做法\t成效".to_owned();
    let shapes: [(&str, Vec<String>); 5] = [
        ("short", vec![head.clone(), row("学习", 8, 4), row("议事", 6, 5)]),
        ("half", vec![head.clone(), row("学习", 8, 4), row("议事", 260, 30), row("服务", 9, 9)]),
        ("first", vec![head.clone(), row("学习", 900, 40), row("议事", 9, 9)]),
        ("tall", vec![head, row("学习", 8, 4), row("议事", 1500, 700), row("服务", 9, 9)]),
        ("head", vec![row("学习", 1500, 40), row("议事", 9, 9)]),
    ];
    let mut reports = Vec::new();
    for (name, rows) in shapes {
        for lines in [0, 3, 12, 17, 18, 19, 20, 21, 22] {
            let mut report = empty();
            report.opening = vec!["一行。".to_owned(); lines];
            report.opening.extend(rows.iter().cloned());
            if lines % 2 == 0 {
                report.closing = vec!["以上报告，请批评指正。".to_owned()];
            }
            reports.push((format!("table-{name}-{lines:02}"), report));
        }
    }
    reports
}

const TITLES: &[&str] = &[
    "述职报告",
    "青禾社区党支部2024年度党建工作总结",
    "青禾社区党支部书记2024年度抓基层党建述职报告",
    "云桥街道青禾社区党总支第一书记2024年度履行全面从严治党主体责任和抓基层党建工作述职报告",
    "青禾社区党支部\n关于开展“红色物业进万家”活动的总结",
];

fn sections(dice: &mut Dice, depth: usize, id: &mut u32) -> Vec<Section> {
    let marks: &[&str] = match dice.below(6) {
        0 => &["〔一〕", "〔二〕", "〔三〕", "〔四〕", "〔五〕"],
        1 => &["1、", "2、", "3、", "4、", "5、"],
        2 => &["①", "②", "③", "④", "⑤"],
        _ => &[],
    };
    let count = dice.within(2, if depth > 2 { 2 } else { 4 });
    (0..count)
        .map(|at| {
            *id += 1;
            let section = SectionId(*id);
            let run_in = dice.one_in(4);
            let long = dice.one_in(6);
            let heading = match (run_in, long) {
                (true, _) => format!("{}。", dice.pick(HEADINGS)),
                (false, true) => format!("{}，{}", dice.pick(HEADINGS), dice.pick(LONG_HEADINGS)),
                (false, false) => dice.pick(HEADINGS).to_owned(),
            };
            let children = if depth > 1 && !dice.one_in(3) {
                sections(dice, depth - 1, id)
            } else {
                Vec::new()
            };
            let least = usize::from(children.is_empty());
            let mut body = paragraphs(dice, least, 2);
            if dice.one_in(8) {
                body.extend(table(dice));
            }
            let mark = marks.get(at).map(|mark| (*mark).to_owned());
            Section { id: section, role: Role::Other, mark, run_in, heading, body, children }
        })
        .collect()
}

const HEADINGS: &[&str] = &[
    "工作开展情况",
    "存在的问题及原因",
    "下一步工作打算",
    "抓学习、强觉悟，坚持在“深”上下功夫",
    "民主协商议事，提升治理效能",
    "落实党建责任制",
    "办好12345热线转来的诉求",
    "“红色物业”进小区",
];

const LONG_HEADINGS: &[&str] = &[
    "以“五个到家”为抓手，把服务送到居民身边，坚持在“实”字上见成效",
    "推动网格化管理、精细化服务、信息化支撑同向发力，打通服务群众的“最后一公里”",
];

fn table(dice: &mut Dice) -> Vec<String> {
    let mut rows = vec!["项目\t2023年\t2024年\t备注".to_owned()];
    for _ in 0..dice.within(2, 7) {
        let (last, now) = (dice.within(1, 60), dice.within(1, 60));
        let name = dice.pick(&["主题党日", "支委会", "党课", "志愿服务", "走访慰问困难党员和群众"]);
        let note = dice.pick(&["", "每月一次", "与包联单位一起办，含“七一”前后的两场", "线上3次"]);
        rows.push(format!("{name}\t{last}次\t{now}次\t{note}"));
    }
    rows
}

fn paragraphs(dice: &mut Dice, from: usize, to: usize) -> Vec<String> {
    (0..dice.within(from, to)).map(|_| paragraph(dice)).collect()
}

fn paragraph(dice: &mut Dice) -> String {
    let sentences = if dice.one_in(4) { 1 } else { dice.within(1, 5) };
    let mut text = dice.pick(&["", "", "", "一是", "1.", "（1）", "首先，", "2024年，"]).to_owned();
    for _ in 0..sentences {
        text.push_str(&sentence(dice));
    }
    text
}

/// A sentence of two to five clauses.
fn sentence(dice: &mut Dice) -> String {
    let mut text = String::new();
    for at in 0..dice.within(2, 5) {
        if at > 0 {
            let mark = if dice.one_in(150) {
                "——"
            } else {
                dice.pick(&["，", "，", "，", "、", "；", "："])
            };
            text.push_str(mark);
        }
        text.push_str(&clause(dice));
    }
    let end = if dice.one_in(150) {
        "……"
    } else {
        dice.pick(&["。", "。", "。", "。", "！", "。”"])
    };
    text.push_str(end);
    text
}

fn clause(dice: &mut Dice) -> String {
    let (few, many) = (dice.within(1, 9), dice.within(10, 3999));
    match dice.below(24) {
        0 => format!("召开主题党日{few}次"),
        1 => format!("走访群众{many}户、{}人次", many * 2),
        2 => format!("党员参学率达到{}.{few}%", 80 + few),
        3 => format!("{few}—{}月开展集中整治", few + 2),
        4 => format!("每月{few}日、1{few}日、2{few}日接待居民"),
        5 => format!("建成面积{many}㎡的党群服务中心"),
        6 => "用好“学习强国”APP和WeChat群".to_owned(),
        7 => format!("推广“{few}+X”工作法"),
        8 => format!("慰问困难党员{few}名（其中80岁以上{few}名）"),
        9 => "传达《关于加强基层治理的意见》《社区工作条例》".to_owned(),
        10 => format!("投入{few}.{few}万元改造A{few}号楼的LED路灯"),
        11 => format!("办理12345热线转办件{many}件"),
        12 => "坚持“四议两公开”、“三会一课”".to_owned(),
        13 => "“我为群众办实事”取得实效".to_owned(),
        14 => format!("比上年多{few}～{}次", few + 3),
        15 => format!("（{few}）号网格由专人负责"),
        _ => {
            let mut text = String::new();
            for _ in 0..dice.within(1, 3) {
                text.push_str(dice.pick(PHRASES));
            }
            text
        }
    }
}

const PHRASES: &[&str] = &[
    "带头学习党的创新理论",
    "把群众的事当作自己的事",
    "抓实",
    "推动网格治理走深走实",
    "组织党员志愿者入户走访",
    "社区党支部与物业公司、业主委员会定期议事",
    "围绕群众反映集中的难题",
    "逐项建立台账",
    "做到件件有回音、事事有着落",
    "关心独居老人",
    "规范党费收缴",
    "压实责任",
    "协商解决楼道照明、充电车棚等问题",
    "引导党员亮身份",
    "持续改进作风",
];
