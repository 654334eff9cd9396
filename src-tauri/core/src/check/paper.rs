//! Findings on paper, for whoever reviews the report, and the findings of a
//! folder as a table.

use std::collections::BTreeMap;

use crate::compare;
use crate::manuscript;
use crate::model::{
    Block, Cell, Face, Finding, Manuscript, Mark, Part, Report, Run, Severity, Sheet, Style,
    TextBlock,
};

/// The findings of `report` as a document of its own (检查意见).
pub fn paper(report: &Report, findings: &[Finding]) -> Manuscript {
    let title = format!("{}检查意见", one_line(&report.title));
    let mut blocks = vec![
        text(Style::Title, Face::Title, &title),
        text(Style::Body, Face::Body, &summary(findings)),
    ];
    for severity in [Severity::Error, Severity::Warning, Severity::Hint] {
        let of_it: Vec<&Finding> =
            findings.iter().filter(|finding| finding.severity == severity).collect();
        if of_it.is_empty() {
            continue;
        }
        let heading = format!("{severity}（{}条）", of_it.len());
        blocks.push(text(Style::Heading(1), Face::Hei, &heading));
        let head = ["位置", "原文", "意见", "依据"].map(|cell| vec![run(Face::Hei, cell)]);
        let rows = of_it.into_iter().map(|finding| row(report, finding));
        let rows = std::iter::once(head.to_vec()).chain(rows).collect();
        blocks.push(Block::Table { rows, place: None });
    }
    Manuscript { title, author: String::new(), created: None, blocks }
}

fn row(report: &Report, finding: &Finding) -> Vec<Vec<Run>> {
    let mut says = finding.message.clone();
    if let Some(offer) = &finding.suggestion {
        says.push_str(&if offer.is_empty() {
            "可以删去。".to_owned()
        } else {
            format!("可以改成“{offer}”。")
        });
    }
    [place(report, finding), clipped(&finding.text), says, finding.source.clone()]
        .iter()
        .map(|cell| if cell.is_empty() { Vec::new() } else { vec![run(Face::Body, cell)] })
        .collect()
}

fn summary(findings: &[Finding]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    if findings.is_empty() {
        return "没有查出问题。".to_owned();
    }
    format!(
        "共{}条：必须改{}条，建议改{}条，提示{}条。意见供核对，改不改由起草人定。",
        findings.len(),
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Hint)
    )
}

/// Where a finding stands: （三）民主协商 第2段.
pub fn place(report: &Report, finding: &Finding) -> String {
    let part = match finding.section {
        Part::Title => "标题".to_owned(),
        Part::Byline => "题下署名".to_owned(),
        Part::Salutation => "称呼".to_owned(),
        Part::Opening => "开头".to_owned(),
        Part::Closing => "结尾".to_owned(),
        Part::Signature => "署名".to_owned(),
        Part::Date => "日期".to_owned(),
        Part::Section(id) => {
            let number = manuscript::numbers(report).remove(&id).unwrap_or_default();
            let heading = report.section(id).map_or("", |section| section.heading.as_str());
            format!("{}{}", number.trim(), clipped(heading))
        }
    };
    match finding.paragraph {
        Some(at) => format!("{part} 第{}段", at + 1),
        None => part,
    }
}

/// Some words of a long passage.
fn clipped(text: &str) -> String {
    const SHOWN: usize = 30;
    let text = one_line(text);
    if text.chars().count() <= SHOWN {
        return text;
    }
    text.chars().take(SHOWN).chain(['…']).collect()
}

fn one_line(text: &str) -> String {
    text.replace('\n', "")
}

/// Reports by rules: how often each rule spoke in each file.
pub fn table(files: &[(String, Vec<Finding>)]) -> Sheet {
    let used: BTreeMap<&str, usize> = super::rules()
        .iter()
        .enumerate()
        .map(|(order, rule)| (rule.key, order))
        .filter(|(key, _)| {
            files.iter().any(|(_, findings)| findings.iter().any(|finding| finding.rule == *key))
        })
        .collect();
    let mut keys: Vec<(&str, usize)> = used.into_iter().collect();
    keys.sort_by_key(|(_, order)| *order);
    let names = keys.iter().map(|(_, order)| Cell::Text(super::rules()[*order].name.to_owned()));
    let head =
        ["文件", "必须改", "建议改", "提示"].map(Cell::from).into_iter().chain(names).collect();
    let row = |(name, findings): &(String, Vec<Finding>)| {
        let count = |wanted: &dyn Fn(&&Finding) -> bool| {
            Cell::Number(findings.iter().filter(wanted).count() as f64)
        };
        let severities = [Severity::Error, Severity::Warning, Severity::Hint];
        let severities = severities.map(|severity| count(&|finding| finding.severity == severity));
        let rules = keys.iter().map(|(key, _)| {
            match findings.iter().filter(|finding| finding.rule == *key).count() {
                0 => Cell::Blank,
                count => Cell::Number(count as f64),
            }
        });
        std::iter::once(Cell::Text(name.clone())).chain(severities).chain(rules).collect()
    };
    Sheet {
        name: "检查结果".to_owned(),
        rows: std::iter::once(head).chain(files.iter().map(row)).collect(),
    }
}

/// How like each two files are, the most alike first.
pub fn likeness_table(pairs: &[Likeness]) -> Sheet {
    let head = ["文件一", "文件二", "文件二与文件一相同的字数"].map(Cell::from).to_vec();
    let row = |pair: &Likeness| {
        vec![
            Cell::Text(pair.a.clone()),
            Cell::Text(pair.b.clone()),
            Cell::Text(compare::percent(pair.similarity)),
        ]
    };
    Sheet {
        name: "两两相似".to_owned(),
        rows: std::iter::once(head).chain(pairs.iter().map(row)).collect(),
    }
}

/// How much of one file stands in another.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Likeness {
    /// The one file.
    pub a: String,
    /// The other.
    pub b: String,
    /// The greater share of either text that stands in the other, 0 to 1.
    pub similarity: f64,
}

/// How like each two of `reports` are, the most alike first.
pub fn likeness(reports: &[(String, Report)]) -> Vec<Likeness> {
    let texts: Vec<&Report> = reports.iter().map(|(_, report)| report).collect();
    let pair = |(one, two, similarity): (usize, usize, f64)| Likeness {
        a: reports[one].0.clone(),
        b: reports[two].0.clone(),
        similarity,
    };
    let mut pairs: Vec<Likeness> = compare::alike(&texts).into_iter().map(pair).collect();
    pairs.sort_by(|one, two| two.similarity.total_cmp(&one.similarity));
    pairs
}

fn text(style: Style, face: Face, text: &str) -> Block {
    Block::Text(TextBlock { style, runs: vec![run(face, text)], place: None })
}

fn run(face: Face, text: &str) -> Run {
    Run { text: text.to_owned(), face, mark: Mark::Plain }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::sketch;

    #[test]
    fn findings_leave_with_place_words_advice_and_source() {
        let report = sketch("= 2024年度述职报告\n# 工作成效\n走访XX户。");
        let findings = crate::check::blocking(&report);
        let manuscript = paper(&report, &findings);
        let Some(Block::Table { rows, .. }) = manuscript.blocks.last() else { panic!("no table") };
        let cells: Vec<String> =
            rows[1].iter().map(|cell| cell.iter().map(|run| run.text.as_str()).collect()).collect();
        assert_eq!(cells[..2], ["一、工作成效 第1段".to_owned(), "XX".to_owned()]);
        assert!(cells[2].ends_with('。') && cells[3].contains('：'), "{cells:?}");
        assert_eq!(summary(&[]), "没有查出问题。");
    }

    #[test]
    fn a_folder_is_a_row_a_file_and_a_column_a_rule_that_spoke() {
        let report = sketch("= 2024年度述职报告\n# 工作成效\n走访XX户，慰问XX户。");
        let files = [
            ("甲.txt".to_owned(), crate::check::blocking(&report)),
            ("乙.txt".to_owned(), Vec::new()),
        ];
        let sheet = table(&files);
        assert_eq!(sheet.rows[0].len(), 5);
        assert_eq!(sheet.rows[1][1], Cell::Number(2.0));
        assert_eq!(sheet.rows[2][4], Cell::Blank);
    }

    #[test]
    fn a_copy_is_like_its_source() {
        let text = "= 2024年度述职报告\n# 工作成效\n支部把每月第一个星期五定为学习日，缺课的党员由党小组长上门补课。";
        let other = "= 2024年度述职报告\n# 工作成效\n村里修了三条路，通了自来水，老人们在家门口就能看上病、取上药。";
        let reports = [("甲", text), ("乙", text), ("丙", other)]
            .map(|(name, text)| (name.to_owned(), sketch(text)));
        let pairs = likeness(&reports);
        assert_eq!((pairs[0].a.as_str(), pairs[0].b.as_str()), ("甲", "乙"));
        assert!(pairs[0].similarity > 0.9 && pairs[1].similarity < 0.1, "{pairs:?}");
    }
}
