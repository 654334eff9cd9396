//! `repeated`: a sentence or paragraph that stands in the report twice.

use std::collections::HashMap;

use crate::check::page::{Line, Page};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity, Spot};

pub(super) static RULE: Rule = Rule {
    key: "repeated",
    kind: FindingKind::Sameness,
    origin: Origin::Custom,
    clause: "同一句话不写两遍",
    severity: Severity::Warning,
    name: "同一句话写了两遍",
    why: "同一句话、同一段话出现两次，多半是粘贴时重了。",
    wrong: "（三）和（四）里各有一句“组织党员入户走访，收集群众意见建议。”",
    right: "只留一处",
    once: false,
    check,
};

/// Shorter sentences may well return.
const SHORTEST: usize = 15;
/// Shorter ones that differ in a word may well be two.
const SHORTEST_ALIKE: usize = 24;
/// Sentences of which so much is the same are the same with a slip.
const ALIKE: f64 = 0.92;

/// Two clauses without a figure that are as long may be a passage that came twice.
const LONG_CLAUSES: usize = 40;

struct Sentence {
    spot: Spot,
    /// Its characters without marks and spaces.
    bare: Vec<char>,
}

fn check(page: &Page<'_>) -> Vec<Hit> {
    let sentences = sentences(page);
    let mut hits: Vec<Hit> = Vec::new();
    let mut first: HashMap<&[char], usize> = HashMap::new();
    for (at, sentence) in sentences.iter().enumerate() {
        let same = first.get(sentence.bare.as_slice()).copied();
        let known = same.or_else(|| alike(&sentences, at));
        match known {
            Some(before) => {
                let message = "这句话前面写过了。请删去一处，或改成不同的内容。";
                let hit = Hit::new(sentence.spot.clone(), message);
                hits.push(hit.others(vec![sentences[before].spot.clone()]));
            }
            None => {
                first.insert(&sentence.bare, at);
            }
        }
    }
    let told = |spot: &Spot| {
        hits.iter().any(|hit| {
            hit.spot.section == spot.section
                && hit.spot.paragraph == spot.paragraph
                && hit.spot.start <= spot.start
                && spot.end <= hit.spot.end
        })
    };
    let clauses: Vec<Hit> = clauses(page).into_iter().filter(|hit| !told(&hit.spot)).collect();
    hits.extend(clauses);
    merged(hits)
}

/// Two clauses with a figure, or two long ones, that stand in the report twice.
fn clauses(page: &Page<'_>) -> Vec<Hit> {
    let mut first: HashMap<Vec<char>, Spot> = HashMap::new();
    let mut hits: Vec<Hit> = Vec::new();
    for line in page.paragraphs().filter(|line| !is_table(line.text)) {
        for two in pairs_of_clauses(line) {
            let bare: Vec<char> =
                line.chars[two.clone()].iter().copied().filter(|c| c.is_alphanumeric()).collect();
            let figures = bare.iter().any(char::is_ascii_digit);
            if bare.len() < if figures { SHORTEST } else { LONG_CLAUSES } {
                continue;
            }
            let spot = line.spot(two.start, two.end);
            match first.get(&bare) {
                Some(before) => {
                    let message = "这句话前面写过了。请删去一处，或改成不同的内容。";
                    hits.push(Hit::new(spot, message).others(vec![before.clone()]));
                }
                None => {
                    first.insert(bare, spot);
                }
            }
        }
    }
    // Three clauses are two pairs of one passage.
    hits.dedup_by(|next, hit| {
        next.spot.section == hit.spot.section
            && next.spot.paragraph == hit.spot.paragraph
            && next.spot.start < hit.spot.end
    });
    hits
}

/// Neighbouring clauses of a line, two by two, as ranges of characters.
fn pairs_of_clauses(line: &Line<'_>) -> Vec<std::ops::Range<usize>> {
    let stops = line.chars.iter().enumerate().filter(|(_, sign)| "，。；！？".contains(**sign));
    let ends: Vec<usize> = std::iter::once(0).chain(stops.map(|(at, _)| at + 1)).collect();
    ends.windows(3).map(|three| three[0]..three[2]).collect()
}

fn sentences(page: &Page<'_>) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for line in page.paragraphs() {
        for range in line.sentences() {
            let bare: Vec<char> =
                line.chars[range.clone()].iter().copied().filter(|c| c.is_alphanumeric()).collect();
            // A mark at its head does not make it another sentence.
            let bare = without_mark(&bare);
            if bare.len() >= SHORTEST && !is_table(line.text) {
                sentences.push(Sentence { spot: line.spot(range.start, range.end), bare });
            }
        }
    }
    sentences
}

fn is_table(text: &str) -> bool {
    text.contains('\t')
}

fn without_mark(bare: &[char]) -> Vec<char> {
    let mark = match bare {
        [first, '是' | '要', ..] if "一二三四五六七八九十".contains(*first) => 2,
        [first, ..] if first.is_ascii_digit() => 1,
        _ => 0,
    };
    bare[mark..].to_vec()
}

/// An earlier sentence that is nearly the same: one slip or number apart.
fn alike(sentences: &[Sentence], at: usize) -> Option<usize> {
    let one = &sentences[at].bare;
    if one.len() < SHORTEST_ALIKE {
        return None;
    }
    (0..at).find(|&before| {
        let other = &sentences[before].bare;
        let (less, more) = (one.len().min(other.len()), one.len().max(other.len()));
        // Of equal ends alone so much can be the same.
        let head = one.iter().zip(other.iter()).take_while(|(a, b)| a == b).count();
        let tail = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
        less as f64 >= more as f64 * ALIKE
            && (head + tail.min(less - head)) as f64 >= more as f64 * ALIKE
    })
}

/// Sentences that follow each other in one paragraph are one passage.
fn merged(hits: Vec<Hit>) -> Vec<Hit> {
    let mut merged: Vec<Hit> = Vec::new();
    for hit in hits {
        let goes_on = merged.last().is_some_and(|last| {
            last.spot.section == hit.spot.section
                && last.spot.paragraph == hit.spot.paragraph
                && last.spot.end == hit.spot.start
        });
        match merged.last_mut().filter(|_| goes_on) {
            Some(last) => {
                last.spot.end = hit.spot.end;
                last.spot.text.push_str(&hit.spot.text);
            }
            None => merged.push(hit),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_sentence_that_comes_twice_is_told_at_its_second_place() {
        let twice = "组织党员入户走访，逐户收集群众的意见建议。";
        check("repeated", &format!("# 甲\n{twice}\n# 乙\n一是{twice}"), &format!("一是{twice}"));
        check(
            "repeated",
            "# 甲\n组织党员开展入户走访，逐户收集群众的意见建议，当天梳理、当天上报。
             # 乙\n组织党员开展入户走访，逐户收集群众的意见建议，当天梳理、当日上报。",
            "组织党员开展入户走访，逐户收集群众的意见建议，当天梳理、当日上报。",
        );
    }

    #[test]
    fn short_and_different_sentences_may_return() {
        for text in [
            "# 甲\n落实“三会一课”。\n# 乙\n落实“三会一课”。",
            "# 甲\n组织党员入户走访，逐户收集群众的意见建议。\n# 乙\n组织居民到场议事，逐条讨论楼道的照明改造。",
        ] {
            check("repeated", text, "");
        }
    }
}
