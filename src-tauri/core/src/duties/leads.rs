//! Words that only lead to matters (工作中还有一些不足：), and what they lead to.

use super::items::{is_numbered, sentences_of};
use super::words::{WORDS, has_any};
use crate::model::DutyKind;

/// The longest lead, in characters: what is longer says something itself.
const LONGEST: usize = 45;

/// What the paragraphs of `body` tell, where they say so themselves: in a report
/// without headings, and where one part holds both problems and plans. `within`
/// is what their heading says.
pub(super) fn kinds(body: &[String], within: Option<DutyKind>) -> Vec<Option<DutyKind>> {
    let mut now = within;
    // After a paragraph that does nothing but lead, the rest is what it leads to.
    let mut announced = within.is_some();
    let kind_of = |text: &String| {
        if let Some(kind) = opens(text) {
            now = Some(kind);
            announced |= announces(text);
        } else if !announced && !is_numbered(text) {
            now = None;
        }
        now
    };
    body.iter().map(kind_of).collect()
}

/// What a paragraph says that it tells.
fn opens(text: &str) -> Option<DutyKind> {
    let lead = lead_of(text);
    // Of 虽有进步，但还存在不少不足 the end says what follows.
    let end = lead.rsplit(['，', ',']).next().unwrap_or(lead);
    // Most paragraphs have no word of either kind, and are done with at once.
    let amiss = has_any(end, &WORDS.amiss);
    let may_lead = amiss || has_any(lead, &WORDS.planning);
    if may_lead && lead.chars().count() <= LONGEST && leads(end) {
        return Some(if amiss { DutyKind::Problem } else { DutyKind::Measure });
    }
    PLANNING.iter().any(|word| text.starts_with(word)).then_some(DutyKind::Measure)
}

/// What a paragraph of plans begins with that has no lead.
const PLANNING: [&str; 4] = ["下一步", "下步", "今后，", "新的一年，"];

/// The first sentence of a text, or its first clause when that ends with a colon.
fn lead_of(text: &str) -> &str {
    let sentence = sentences_of(text).next().unwrap_or("");
    sentence.split_inclusive(['：', ':']).next().unwrap_or("")
}

/// A text without the words that only lead to its matters: 支部工作还有差距。 or
/// 我想做好三件事：, where more follows.
pub(super) fn without_lead(text: &str) -> &str {
    let mut rest = text;
    // One lead may follow another: 还存在一些问题。主要是：
    loop {
        let sentence = sentences_of(rest).next().unwrap_or("");
        let clause = lead_of(rest);
        let end = clause.rsplit(['，', ',']).next().unwrap_or(clause);
        let led = if leads(sentence) {
            sentence
        } else if leads(clause) || clause.chars().count() <= LONGEST && names_lack(end) {
            clause
        } else {
            return rest;
        };
        if led.is_empty() || led.len() >= rest.len() {
            return rest;
        }
        rest = rest[led.len()..].trim_start();
    }
}

/// Whether a clause says that something is amiss, and not what.
fn names_lack(clause: &str) -> bool {
    has_any(clause, &WORDS.amiss) && leads(clause)
}

/// Whether words say that something is amiss or to be done, and not what.
fn leads(words: &str) -> bool {
    let mut rest = words.to_owned();
    for word in WORDS.leading.iter().chain(&WORDS.announcing) {
        rest = rest.replace(word, "");
    }
    let year = |c: char| c.is_ascii_digit() || c == '年';
    rest.chars().filter(|c| c.is_alphanumeric() && !year(*c)).count() < 2
}

/// Whether a paragraph only leads to what follows.
pub(super) fn announces(text: &str) -> bool {
    text.trim_end().ends_with(['：', ':'])
        || (text.chars().count() < 60
            && ["如下", "主要表现在", "几个方面", "几方面", "以下几", "以下问题"]
                .iter()
                .any(|word| text.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_says_itself_that_it_tells_problems_or_plans() {
        use DutyKind::{Measure, Problem};
        for (text, kind) in [
            ("总结一年的工作，也清醒地看到还有不少不足：一线职工休息难。", Some(Problem)),
            ("一年来工作虽有进步，但还存在一些差距。主要是：学习不深。", Some(Problem)),
            ("2023年，我们打算做好四件事：一是增设休息点；二是更新车辆。", Some(Measure)),
            ("下一步，将每月走访一次外出党员。", Some(Measure)),
            ("主题教育中查摆问题12个，整改完成11个。", None),
            ("针对群众反映的问题，逐条答复。", None),
            ("今年，我们办成了三件事：装了电梯；修了路；通了气。", None),
        ] {
            assert_eq!(opens(text), kind, "{text}");
        }
    }

    #[test]
    fn what_a_lead_leads_to_goes_on_as_long_as_it_is_numbered() {
        use DutyKind::{Measure, Problem};
        let body = |lines: &[&str]| -> Vec<String> {
            lines.iter().map(|line| (*line).to_owned()).collect()
        };
        let prose = body(&[
            "全年开展主题党日12次。",
            "工作中还有一些不足：一是学习不深。",
            "二是人手不足。",
            "下一步，重点抓好以下几项工作：",
            "一是办好夜校。",
            "把人手配齐。",
        ]);
        let told =
            [None, Some(Problem), Some(Problem), Some(Measure), Some(Measure), Some(Measure)];
        assert_eq!(kinds(&prose, None), told);
        let both = body(&["存在问题：一是学习不深。", "下步打算：一是办好夜校。"]);
        assert_eq!(kinds(&both, Some(Problem)), [Some(Problem), Some(Measure)]);
        let deeds = body(&["工作中还有一些不足：学习不深。", "全年走访96户。"]);
        assert_eq!(kinds(&deeds, None), [Some(Problem), None]);
    }
}
