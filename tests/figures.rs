//! How well figures are found: passages by many imagined writers, with labels.
//!
//! `data/figures/tuned` was read while the reader was built; `data/figures/held`
//! was written before anybody looked at what becomes of it, and nothing was ever
//! changed because of it: its score is the honest one. A passage is a line, or several with tabs, which are a
//! table; the line below, begun with `= `, says which figures it tells:
//! `名称 12次; 名称|也可以叫 ≈10件`.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may panic and report")]

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;
use shuzhi_core::figures;
use shuzhi_core::model::{Report, TemplateKey, Uid, Year};

/// A figure as a label gives it, or as the reader found it.
#[derive(Debug, Clone, PartialEq)]
struct Told {
    name: String,
    value: f64,
    approximate: bool,
    unit: String,
}

/// What a comparison of labels with findings came to.
#[derive(Default)]
struct Score {
    labelled: usize,
    found: usize,
    /// Value, unit and name all right.
    right: usize,
    /// Value and unit right; the name overlaps the label's.
    near: usize,
    misses: String,
}

#[test]
fn figures_of_the_passages_read_while_building_are_found() {
    let score = score("tuned");
    println!("{}\n{}", score.summary("tuned"), score.misses);
    assert!(score.f1(score.right) >= 0.96, "{}\n{}", score.summary("tuned"), score.misses);
}

#[test]
fn figures_of_passages_never_seen_while_building_are_found() {
    let score = score("held");
    println!("{}", score.summary("held out"));
    assert!(score.f1(score.near) >= 0.95, "{}", score.summary("held out"));
    assert!(score.f1(score.right) >= 0.90, "{}", score.summary("held out"));
}

/// Passages of writers who did not know the reader. What the first run of a batch had
/// right of the whole names, before any class of misses was mended for it: .814 of the
/// six files to 36 and .872 of 37 and 38; .854 of 41 to 48 and .853 of 49 to 52, of which
/// the latter four were never tuned to and stood at .900 when the work on the former
/// ended. Batches written in between by somebody who knew the reader by then: .936 of
/// 53 to 58, .934 of 59 to 62, .868 of 63 to 65, .920 of 66 to 68, .902 of 71 and 72,
/// .720 of 69 and 70, which are in spoken words, and .895 of 81 to 88. The floor only rises.
#[test]
fn figures_of_strangers_are_found_no_worse_than_before() {
    let score = score("strangers");
    println!("{}\n{}", score.summary("strangers"), score.misses);
    assert!(score.f1(score.near) >= 0.985, "{}", score.summary("strangers"));
    assert!(score.f1(score.right) >= 0.97, "{}", score.summary("strangers"));
}

/// `FIGURES=folder cargo test --locked --test figures by_hand -- --nocapture`: what is
/// found and missed in passages of one's own, labelled like those of `data/figures`.
#[test]
fn figures_of_a_folder_named_by_hand() {
    let Ok(folder) = std::env::var("FIGURES") else { return };
    let score = score(&folder);
    println!("{}\n{}", score.summary(&folder), score.misses);
}

fn score(folder: &str) -> Score {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/figures").join(folder);
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut score = Score::default();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let mut lines = text.lines().filter(|line| !line.starts_with('#')).peekable();
        while let Some(passage) = lines.next() {
            let mut passage = vec![passage];
            let of_table = |line: &&str| line.contains('\t');
            while passage.last().is_some_and(of_table)
                && let Some(row) = lines.next_if(of_table)
            {
                passage.push(row);
            }
            let labels = lines.next_if(|line| line.starts_with("= ")).map_or(Vec::new(), labels);
            score.add(&passage.join("\n"), &labels, &found_in(&passage));
        }
    }
    score
}

fn found_in(passage: &[&str]) -> Vec<Told> {
    let mut report = Report::empty(Uid::nil(), TemplateKey("branch-secretary".to_owned()));
    report.year = Year::new(2024).ok();
    report.opening.extend(passage.iter().map(|line| (*line).to_owned()));
    figures::mentions(&report)
        .into_iter()
        .map(|mention| Told {
            name: mention.name,
            value: mention.value,
            approximate: mention.approximate,
            unit: mention.unit,
        })
        .collect()
}

/// Reads `= 名称 12次; 名称|也可以叫 ≈10件`.
fn labels(line: &str) -> Vec<Told> {
    let label = |label: &str| {
        let (name, amount) = label.trim().rsplit_once(' ').unwrap();
        let approximate = amount.starts_with('≈');
        let amount = amount.trim_start_matches('≈');
        let digits = amount.find(|sign: char| !sign.is_ascii_digit() && sign != '.').unwrap();
        let (number, unit) = amount.split_at(digits);
        let number: f64 = number.parse().unwrap();
        // Only money is told in 万; a label may say of anything else what the text says.
        let counted = unit.strip_prefix('万').filter(|unit| !unit.ends_with('元'));
        let value = if counted.is_some() { (number * 1e4).round() } else { number };
        let unit = counted.unwrap_or(unit).to_owned();
        Told { name: name.to_owned(), value, approximate, unit }
    };
    line.trim_start_matches("= ").split(';').map(label).collect()
}

impl Told {
    /// The names a label accepts.
    fn names(&self) -> impl Iterator<Item = String> {
        self.name.split('|').map(bare)
    }
}

impl Score {
    fn add(&mut self, passage: &str, labels: &[Told], found: &[Told]) {
        self.labelled += labels.len();
        self.found += found.len();
        let mut open: Vec<&Told> = found.iter().collect();
        let mut missed = Vec::new();
        for label in labels {
            let exactly = open.iter().position(|told| {
                same_amount(label, told) && label.names().any(|name| name == bare(&told.name))
            });
            match exactly {
                Some(at) => {
                    open.remove(at);
                    self.right += 1;
                    self.near += 1;
                }
                None => missed.push(label),
            }
        }
        for label in missed {
            let nearly = open.iter().position(|told| {
                let told_name = bare(&told.name);
                let overlaps =
                    |name: String| name.contains(&told_name) || told_name.contains(&name);
                same_amount(label, told) && label.names().any(overlaps)
            });
            let amount = open.iter().position(|told| same_amount(label, told));
            let named = amount.map(|at| open[at].name.clone());
            if nearly.is_some() {
                self.near += 1;
            }
            if let Some(at) = nearly.or(amount) {
                open.remove(at);
            }
            writeln!(self.misses, "want {label:?}, have {named:?}").unwrap();
        }
        for extra in open {
            writeln!(self.misses, "too much: {extra:?} in {passage}").unwrap();
        }
    }

    fn f1(&self, right: usize) -> f64 {
        2.0 * right as f64 / (self.labelled + self.found) as f64
    }

    fn summary(&self, name: &str) -> String {
        let percent = |right: usize, of: usize| 100.0 * right as f64 / of as f64;
        format!(
            "{name}: {} labelled, {} found; precision {:.1}, recall {:.1}, F1 {:.3} with whole names, {:.3} with names that overlap",
            self.labelled,
            self.found,
            percent(self.right, self.found),
            percent(self.right, self.labelled),
            self.f1(self.right),
            self.f1(self.near),
        )
    }
}

fn same_amount(one: &Told, other: &Told) -> bool {
    one.value.total_cmp(&other.value).is_eq()
        && one.unit == other.unit
        && one.approximate == other.approximate
}

fn bare(name: &str) -> String {
    name.chars().filter(|sign| !"“”\"".contains(*sign)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_and_every_mention_stands_where_it_says(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "1", "12", "３", "0.", "1,200", "十", "百", "两", "〇", "万", "亿", "余", "近", "多", "几", "数",
                "次", "名", "人次", "元", "%", "个", "户", "成", "百分之", "至", "—", "第", "每月", "每名", "年",
                "党员", "主题党日", "开展", "走访", "宣传", "增加", "到", "共", "的", "了", "分别", "、", "，", "。",
                "：", "“", "”", "（", "）", "\t", "\n", " ", "𠮷", "a", "\u{200b}", "以上", "由", "社区", "中", "2023年",
            ]),
            0..40,
        ),
    ) {
        let text = words.concat();
        let mut report = Report::empty(Uid::nil(), TemplateKey("branch-secretary".to_owned()));
        report.opening.push(text.clone());
        for mention in figures::mentions(&report) {
            let there: String =
                text.chars().skip(mention.start).take(mention.end - mention.start).collect();
            prop_assert_eq!(&mention.text, &there);
            prop_assert!(mention.value.is_finite() && !mention.name.is_empty() && !there.is_empty());
        }
    }
}
