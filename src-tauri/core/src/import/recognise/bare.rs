//! Headings without a mark: slogan heads, and whatever a file sets off by its
//! look.

use std::collections::BTreeSet;

use super::headings::{Heading, rank};
use super::lines::Para;
use super::marks::{self, Class};
use super::{dates, frame, roles};
use crate::model::Role;

/// How plain text looks in this file: what most characters are set in.
struct Plain {
    half_points: Option<u16>,
    face: String,
    bold: bool,
}

/// Adds the headings without a mark to `found`.
pub(super) fn find(paras: &[Para], found: &mut [Option<Heading>]) {
    let plain = Plain::of(paras);
    let possible: Vec<(usize, bool)> = (0..paras.len())
        .filter(|&at| found[at].is_none())
        .filter_map(|at| Some((at, set_off(paras, at, found, &plain)?)))
        .collect();
    let marked_top = found.iter().flatten().any(|heading| {
        heading.class <= Some(Class::Chinese) || heading.class == Some(Class::Roman)
    });
    let first_mark = found.iter().position(Option::is_some);
    if !marked_top {
        find_labels(paras, found);
    }
    for (at, by_look) in &possible {
        // Above the first marked heading stands the opening.
        if marked_top && first_mark.is_some_and(|first| *at < first) {
            continue;
        }
        if !by_look && !has_company(*at, &possible, paras, found, marked_top) {
            continue;
        }
        let level = paras[*at].hints.level;
        let rank =
            level.map_or(if marked_top { 15 } else { TOP }, |level| rank_of(level, paras, found));
        found[*at] = Some(bare(rank, None));
    }
    if !marked_top {
        find_sentences(paras, found);
    }
}

/// A heading without a mark.
fn bare(rank: u8, cut: Option<usize>) -> Heading {
    Heading { class: None, number: 0, rank, mark: String::new(), start: 0, cut }
}

/// Labels such as 存在问题： at the start of a paragraph or alone, where the
/// parts of a report have no other headings. One of them is a turn of phrase;
/// two that name different parts are headings.
fn find_labels(paras: &[Para], found: &mut [Option<Heading>]) {
    let label = |para: &Para| {
        let text = para.text();
        let (at, sign) = text.char_indices().take(11).find(|(_, c)| matches!(c, '：' | ':'))?;
        let plain = !para.is_table_row() && !text[..at].contains(['，', '。', '、', '；']);
        let role = roles::by_heading(&text[..at]).filter(|_| plain)?;
        let end = at + sign.len_utf8();
        Some((role, (!text[end..].trim().is_empty()).then_some(end)))
    };
    let labels: Vec<_> = paras
        .iter()
        .enumerate()
        .filter(|(at, _)| found[*at].is_none() && at + 1 < paras.len())
        .filter_map(|(at, para)| Some((at, label(para)?)))
        .collect();
    let roles: BTreeSet<_> = labels.iter().map(|(_, (role, _))| *role).collect();
    if roles.len() < 2 {
        return;
    }
    // 做了哪些事： beside 还差在哪儿： and 明年怎么办： is a heading as they are.
    if labels.iter().all(|(_, (_, cut))| cut.is_none()) {
        for at in 0..paras.len().saturating_sub(1) {
            if found[at].is_none() && is_label_alone(&paras[at]) {
                found[at] = Some(bare(TOP, None));
            }
        }
    }
    for (at, (_, cut)) in labels {
        found[at] = Some(bare(TOP, cut));
    }
}

/// Whether `para` is nothing but a few words and a colon, and speaks to nobody.
fn is_label_alone(para: &Para) -> bool {
    let text = para.text();
    let Some(words) = text.strip_suffix(['：', ':']) else { return false };
    (3..=10).contains(&words.chars().count())
        && !para.is_table_row()
        && !words.contains(['，', '。', '、', '；', '：'])
        && !frame::leads_in(text)
        && !frame::is_greeting(text)
        && frame::salutation_end(text).is_none()
        && marks::read(text).is_none()
}

/// Whole sentences that stand over text, 以服务企业为根本，让党建成为硬支撑。, where
/// the parts of a report have no other headings: at least three, one of which
/// names the problems or what comes next, so that they are its parts.
fn find_sentences(paras: &[Para], found: &mut [Option<Heading>]) {
    let heads: Vec<usize> = (0..paras.len().saturating_sub(1))
        .filter(|&at| {
            found[at].is_none()
                && is_sentence_over_text(&paras[at], &paras[at + 1], found[at + 1].is_some())
        })
        .collect();
    let names_a_part = |at: &usize| {
        matches!(roles::by_heading(paras[*at].text()), Some(Role::Problems | Role::NextSteps))
    };
    let first = found.iter().position(Option::is_some);
    let leading = heads.first().is_some_and(|head| first.is_none_or(|first| *head < first));
    if heads.len() < 3 || !leading || !heads.iter().any(names_a_part) {
        return;
    }
    for at in heads {
        found[at] = Some(bare(TOP, None));
    }
}

/// Whether `para` is one short sentence that counts nothing, over a longer
/// paragraph or a heading.
fn is_sentence_over_text(para: &Para, next: &Para, over_heading: bool) -> bool {
    let text = para.text();
    let Some(words) = text.strip_suffix(['。', '？', '！']) else { return false };
    let chars = para.chars();
    // 我们还差什么？ asks and begins with whom it asks.
    let asks = text.ends_with('？');
    let longer = next.chars() * 2 >= chars * 3 && next.text().ends_with(['。', '；', '！']);
    (if asks { 5 } else { 8 }..=40).contains(&chars)
        && (longer || over_heading)
        && !words.contains(['。', '；', '！', '？', '：', '\t'])
        && !words.contains(char::is_numeric)
        && marks::read(text).is_none()
        && !para.is_table_row()
        && (asks || !roles::begins_a_sentence(text))
        && !frame::leads_in(text)
        && !frame::is_greeting(text)
        && frame::salutation_end(text).is_none()
        && !frame::ends_report(text)
}

/// The rank of headings that have nothing above them.
const TOP: u8 = 5;

/// Whether the paragraph at `at` may be a heading, and whether its look says so.
fn set_off(paras: &[Para], at: usize, found: &[Option<Heading>], plain: &Plain) -> Option<bool> {
    let para = &paras[at];
    let text = para.text();
    let chars = para.chars();
    if para.is_table_row() || marks::read(text).is_some_and(|mark| !mark.weak) {
        return None;
    }
    let styled = para.hints.level.is_some();
    let called = text.ends_with(['！', '？']) && !styled && !plain.differs(para);
    if called || text.ends_with(['，', '、', '：', ':', '；', ',']) || text.contains('\t') {
        return None;
    }
    // A whole sentence may be a heading where its look says so.
    let words = if plain.differs(para) { text.trim_end_matches('。') } else { text };
    let stopped = words.contains('。');
    let next = paras.get(at + 1)?;
    if styled && chars <= 40 && !text.trim_end_matches('。').contains('。') {
        return Some(true);
    }
    let longer =
        next.chars() * 2 >= chars * 3 && next.text().ends_with(['。', '：', '；', '”', '！']);
    let leads = longer || found[at + 1].is_some();
    // 以学铸魂 over a paragraph is a slogan; four characters of a name stand
    // over none.
    let slogan = chars == 4
        && !text.contains(marks::is_space)
        && next.chars() >= 20
        && next.text().ends_with('。');
    let name = (frame::is_name(text) || chars == 4) && roles::by_heading(text).is_none() && !slogan
        || dates::is_date(text)
        || frame::is_greeting(text);
    if stopped
        || !(4..=32).contains(&chars)
        || !leads
        || name
        || frame::salutation_end(text).is_some()
    {
        return None;
    }
    Some(plain.differs(para))
}

/// Without a look of its own a heading must be one of several, or say by its
/// words what it is.
fn has_company(
    at: usize,
    possible: &[(usize, bool)],
    paras: &[Para],
    found: &[Option<Heading>],
    marked_top: bool,
) -> bool {
    let told = roles::by_heading(paras[at].text()).is_some() && paras[at].chars() <= 16;
    let index = possible.partition_point(|(other, _)| *other < at);
    let top_between = |from: usize, to: usize| {
        marked_top
            && found[from..to].iter().flatten().any(|other| other.rank <= rank(Class::Chinese))
    };
    let before = index.checked_sub(1).is_some_and(|index| !top_between(possible[index].0, at));
    let after = possible.get(index + 1).is_some_and(|(next, _)| !top_between(at, *next));
    before || after || told && !marked_top
}

/// Where a heading of outline `level` stands: beside the marked headings of
/// that level, if there are any.
fn rank_of(level: u8, paras: &[Para], found: &[Option<Heading>]) -> u8 {
    let same = paras.iter().zip(found).find_map(|(para, heading)| {
        let class = heading.as_ref()?.class?;
        (para.hints.level == Some(level)).then(|| rank(class))
    });
    same.unwrap_or(level.min(9) * 10 - 5)
}

impl Plain {
    fn of(paras: &[Para]) -> Self {
        let longest = |key: &dyn Fn(&Para) -> String| {
            let mut weights = std::collections::BTreeMap::<String, usize>::new();
            for para in paras {
                *weights.entry(key(para)).or_default() += para.text().len();
            }
            weights.into_iter().max_by_key(|(_, weight)| *weight).map(|(key, _)| key)
        };
        let size =
            longest(&|para| para.hints.half_points.map_or(String::new(), |size| size.to_string()));
        Self {
            half_points: size.and_then(|size| size.parse().ok()),
            face: longest(&|para| para.hints.face.clone()).unwrap_or_default(),
            bold: longest(&|para| para.hints.bold.to_string()).as_deref() == Some("true"),
        }
    }

    /// Whether `para` is set off from the plain text by its look.
    fn differs(&self, para: &Para) -> bool {
        let hints = &para.hints;
        let larger =
            hints.half_points.zip(self.half_points).is_some_and(|(own, plain)| own > plain);
        let heading_face =
            hints.face != self.face && (hints.face.contains('黑') || hints.face.contains('楷'));
        hints.bold && !self.bold || larger || heading_face || hints.centred
    }
}
