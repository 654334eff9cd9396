//! `search WORDS`: where they stand, over all years.

use clap::Args;
use shuzhi_core::model::Part;
use shuzhi_core::search::{self, Found, Hit};

use crate::answer::Answer;
use crate::desk::Desk;
use crate::refusal::Refusal;

#[derive(Args)]
pub(crate) struct SearchArgs {
    /// 要找的词，一个字也行
    #[arg(value_name = "词")]
    words: String,
}

pub(crate) fn run(desk: &Desk, args: &SearchArgs) -> Result<Answer, Refusal> {
    let found = search::find(&desk.store_to_read()?, &args.words)?;
    Ok(Answer::new(in_words(&args.words, &found), &found))
}

fn in_words(words: &str, found: &Found) -> String {
    if found.hits.is_empty() {
        return format!("各年的报告里都没有“{}”。", words.trim());
    }
    let count = if found.more { format!("{}+", found.total) } else { found.total.to_string() };
    let mut lines = vec![format!("找到 {count} 处")];
    let mut last = None;
    for hit in &found.hits {
        if last != Some(&hit.report) {
            lines.push(String::new());
            let year = hit.year.map(|year| format!("{year} ")).unwrap_or_default();
            lines.push(format!("{year}{}", hit.title));
        }
        last = Some(&hit.report);
        lines.push(format!("  {}：{}【{}】{}", place(hit), hit.before, hit.found, hit.after));
    }
    let left = found.total - found.hits.len();
    if left > 0 {
        let above = if found.more { "以上" } else { "" };
        lines.push(format!("\n还有 {left} 处{above}没有列出。"));
    }
    lines.join("\n").replace('\t', " ")
}

fn place(hit: &Hit) -> String {
    let part = match hit.section {
        Part::Title => "标题",
        Part::Byline => "题下署名",
        Part::Salutation => "称呼",
        Part::Opening => "开头",
        Part::Closing => "结尾",
        Part::Signature => "署名",
        Part::Date => "日期",
        Part::Section(_) => return format!("{}{}", hit.number, hit.heading),
    };
    part.to_owned()
}
