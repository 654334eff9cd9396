use super::Indicators;
use crate::model::{Mention, Part};

/// The figures of one paragraph, as `名称=12次`, `名称≈10次` when approximate,
/// joined by ` `.
pub(super) fn figures(paragraph: &str) -> String {
    let told = mentions(paragraph);
    told.iter().map(shown).collect::<Vec<_>>().join(" ")
}

/// The same with the indicator's key in brackets.
pub(super) fn indicators(paragraph: &str) -> String {
    let told = mentions(paragraph);
    let with_key = |mention: &Mention| {
        format!("{}[{}]", shown(mention), mention.indicator.as_deref().unwrap_or("-"))
    };
    told.iter().map(with_key).collect::<Vec<_>>().join(" ")
}

pub(super) fn mentions(paragraph: &str) -> Vec<Mention> {
    let letters: Vec<char> = paragraph.chars().collect();
    super::reading::read_text(&letters, Some(2024), Indicators::built_in())
        .into_iter()
        .map(|reading| reading.mention(&letters, Part::Opening, Some(0)))
        .collect()
}

fn shown(mention: &Mention) -> String {
    let sign = if mention.approximate { '≈' } else { '=' };
    format!("{}{sign}{}{}", mention.name, mention.value, mention.unit)
}
