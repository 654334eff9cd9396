//! Which year a report is about, and which unit it is of.

use super::super::UnitGuess;
use super::dates::FoundYear;
use super::lists::{FRAME, UNITS, contains_any, ends_with_any};
use super::{dates, frame, marks, numerals, roles};
use crate::model::{Level, Role, Year};

/// The texts in which year and unit are looked for.
pub(super) struct Texts<'a> {
    /// The title in one line.
    pub(super) title: &'a str,
    /// The lines of the title.
    pub(super) title_lines: Vec<&'a str>,
    pub(super) byline: &'a str,
    pub(super) signature: &'a str,
    pub(super) date: &'a str,
    /// The paragraphs before the first heading.
    pub(super) opening: &'a [String],
    /// The headings of the parts.
    pub(super) headings: Vec<&'a str>,
    /// Opening and the text behind it, in reading order.
    pub(super) text: Vec<&'a str>,
}

/// A year, and how sure it is.
pub(super) struct YearGuess {
    pub(super) year: Year,
    /// The words it was read in.
    pub(super) words: String,
    pub(super) sure: bool,
}

/// The year the report answers for: told in the title, where the report is
/// announced, by its date, by headings on the year before or after it, or by
/// what the text speaks of most.
pub(super) fn year(texts: &Texts<'_>) -> Option<YearGuess> {
    let guess = |number: u16, words: &str, sure| {
        Some(YearGuess { year: Year::new(number).ok()?, words: words.to_owned(), sure })
    };
    // Of several years in a title the last is the one reported on, but for what is
    // planned: 2023年述职报告及2024年工作打算.
    let mut in_title = dates::years(texts.title);
    let plans = |year: &FoundYear| contains_any(&texts.title[year.range.end..], &FRAME.plans);
    if in_title.len() > 1 {
        in_title.pop_if(|last| plans(last));
    }
    if let Some(found) = in_title.iter().rfind(|found| found.named).or(in_title.last()) {
        return guess(found.year, &texts.title[found.range.clone()], true);
    }
    if let Some((year, words)) = texts.opening.iter().find_map(|text| announced(text)) {
        return guess(year, words, true);
    }
    // （2023年12月 李明） under the title dates it too.
    let date = if dates::years(texts.date).is_empty() { texts.byline } else { texts.date };
    let dated = dates::years(date).first().map(|found| found.year);
    // Reports are written from November to March about the year that ends.
    let dated = dated.map(|year| if in_spring(date) { year - 1 } else { year });
    let mut counts = std::collections::BTreeMap::<u16, usize>::new();
    for text in &texts.text {
        for found in dates::years(text).iter().filter(|found| found.named) {
            *counts.entry(found.year).or_default() += 1;
        }
    }
    if let Some(dated) = dated {
        return guess(dated, date, counts.contains_key(&dated));
    }
    let by_heading = texts.headings.iter().find_map(|heading| {
        let found = dates::years(heading).into_iter().rfind(|found| found.named)?;
        match roles::by_heading(heading)? {
            Role::NextSteps => Some(found.year - 1),
            Role::ReviewResponse => Some(found.year + 1),
            _ => Some(found.year),
        }
    });
    let most = counts.iter().max_by_key(|(year, count)| (**count, **year)).map(|(year, _)| *year);
    let year = by_heading.or(most)?;
    guess(year, &format!("{year}年"), false)
}

/// The year in the sentence of `text` that announces the report.
fn announced(text: &str) -> Option<(u16, &str)> {
    let mut sentences = text.split_inclusive(['。', '！', '；']);
    sentences.find_map(|sentence| {
        let tells = frame::leads_in(sentence) || contains_any(sentence, &FRAME.announcements);
        let mut years = if tells { dates::years(sentence) } else { Vec::new() };
        years.retain(|found| !is_point_in_time(sentence, &found.range));
        let found = years.pop()?;
        Some((found.year, &sentence[found.range]))
    })
}

/// Whether the year at `range` says since when or in which month: 自2021年9月担任.
fn is_point_in_time(text: &str, range: &std::ops::Range<usize>) -> bool {
    let behind = text[range.end..].trim_start_matches(marks::is_space);
    let month = numerals::digits(behind).or_else(|| numerals::numeral(behind));
    month.is_some_and(|(_, len)| behind[len..].starts_with('月'))
        || text[..range.start].ends_with(['自', '从', '于'])
}

fn in_spring(date: &str) -> bool {
    let Some(found) = dates::years(date).pop() else { return false };
    let month = date[found.range.end..]
        .trim_start_matches(|c: char| marks::is_space(c) || ".-/．".contains(c));
    let first = month.starts_with(['元', '正', '春']);
    let month = numerals::digits(month).or_else(|| numerals::numeral(month));
    first || month.is_some_and(|(month, _)| month <= 4)
}

/// What the text tells of the unit; "" for what it does not.
pub(super) fn guess(texts: &Texts<'_>) -> UnitGuess {
    let title = head_of(texts.title);
    let opening = texts.text.iter().take(3).map(|text| beginning(text));
    let mut sources = vec![title.as_str(), texts.byline, texts.signature];
    sources.extend(opening);
    let named = sources.iter().find_map(|text| unit_in(text));
    let (name, level) = named.unwrap_or_default();
    let community = community(&name).or_else(|| community(&title)).unwrap_or_default();
    let name = if name.is_empty() { community.clone() } else { name };
    let mut told = texts.text.iter().take(12).map(|text| beginning(text));
    let superior = told.find_map(superior).unwrap_or_default();
    let mut people = texts.title_lines.clone();
    people.extend([texts.byline, texts.signature]);
    let secretary = people.iter().find_map(|text| secretary(text)).unwrap_or_default();
    UnitGuess { name, level, community, superior, secretary }
}

/// So many characters of a text are searched for names: they stand at its beginning, and
/// a file may be one line without end.
const BEGINNING: usize = 2000;

fn beginning(text: &str) -> &str {
    text.char_indices().nth(BEGINNING).map_or(text, |(end, _)| &text[..end])
}

/// The part of a title that names the unit: years blanked, up to 书记 or what
/// the report is about.
fn head_of(title: &str) -> String {
    let mut head = title.to_owned();
    for found in dates::years(title).iter().rev() {
        head.replace_range(found.range.clone(), "|");
    }
    let ends = ["书记", "抓基层", "抓党建", "述职", "党建工作", "基层党建", "工作总结", "工作报告"];
    let end = ends.iter().filter_map(|word| head.find(word)).min().unwrap_or(head.len());
    head.truncate(end);
    head
}

/// The unit named in `text`, and its rank.
fn unit_in(text: &str) -> Option<(String, Level)> {
    let mut from = 0;
    let mut last = None;
    while let Some((start, end, level)) = next_ending(text, from) {
        let name = name_before(&text[from..end]);
        let ending = &text[start..end];
        if is_own_name(name, ending) {
            last = Some((name.to_owned(), level));
            // A sentence names the unit first; a title may put the body above it in front.
            if text.contains('，') {
                break;
            }
        }
        from = end;
    }
    last
}

/// The first ending of an organisation's name from `from` on, the longest
/// where several begin together.
fn next_ending(text: &str, from: usize) -> Option<(usize, usize, Level)> {
    let mut best: Option<(usize, usize, Level)> = None;
    for ends in &UNITS.levels {
        for ending in &ends.ends {
            let Some(at) = text[from..].find(ending.as_str()).map(|at| at + from) else { continue };
            let end = at + ending.len();
            if best.is_none_or(|(start, stop, _)| {
                at < start && end <= stop || at <= start && end > stop || end < start
            }) {
                best = Some((at, end, ends.level));
            }
        }
    }
    best
}

/// The name at the end of `text`: back to the last mark or joining word.
fn name_before(text: &str) -> &str {
    let stops = [
        '，', '。', '、', '：', '；', '|', '“', '”', '（', '）', '(', ')', ' ', '　', '—', '\n',
        '！', ',', ':', '年', '在', '将',
    ];
    let start =
        text.rfind(stops).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let name = &text[start..];
    ["关于", "现将", "就", "受", "代表", "我代表", "单位"]
        .iter()
        .fold(name, |name, word| name.strip_prefix(word).unwrap_or(name))
}

/// Whether `name` is a unit's own name and not a word such as 我支部.
fn is_own_name(name: &str, ending: &str) -> bool {
    let own = name.strip_suffix(ending).unwrap_or(name);
    let general = [
        "我",
        "本",
        "各",
        "该",
        "全",
        "社区",
        "村",
        "我们",
        "街道",
        "所属",
        "下属",
        "基层",
        "两个",
        "充分发挥",
        "加强",
        "抓",
    ];
    let chars = own.chars().count();
    (2..=30).contains(&chars)
        && !general.contains(&own)
        && !["我", "本", "各", "该", "全体"].iter().any(|word| own.starts_with(word))
}

/// 青禾社区 in 云桥街道青禾社区党支部.
fn community(name: &str) -> Option<String> {
    let found = UNITS
        .communities
        .iter()
        .find_map(|word| name.find(word.as_str()).filter(|at| *at > 0).map(|at| at + word.len()))?;
    let mut start = 0;
    for above in ["中共", "街道", "镇", "乡", "区委", "县", "|", "关于"] {
        if let Some(at) = name[..found].rfind(above) {
            let end = at + above.len();
            if end + 6 <= found {
                start = start.max(end);
            }
        }
    }
    Some(name[start..found].trim().to_owned()).filter(|community| community.chars().count() >= 3)
}

/// 云桥街道党工委 in “在云桥街道党工委的坚强领导下”.
fn superior(text: &str) -> Option<String> {
    let lead = text.find("领导下")?;
    let before = &text[..lead];
    let start = before.rfind('在').map(|at| at + '在'.len_utf8())?;
    let words = &before[start..];
    if words.chars().count() > 50 {
        return None;
    }
    let words = words.rfind('的').map_or(words, |at| &words[..at]);
    let mut pieces: Vec<&str> = words.split(['、', '，', '和', '及', '与', '以']).collect();
    pieces.retain(|piece| ends_with_any(piece, &UNITS.superiors) && piece.chars().count() > 5);
    let local = pieces.iter().rev().find(|piece| {
        ["街道", "镇", "乡"].iter().any(|word| piece.contains(word) && !piece.starts_with(word))
    });
    local.or(pieces.last()).map(|piece| (*piece).to_owned())
}

/// 李明 in “青禾社区党支部书记 李明” or “述职人：李明”.
fn secretary(text: &str) -> Option<String> {
    let after = |word: &str| text.rfind(word).map(|at| &text[at + word.len()..]);
    let behind = ["述职人", "汇报人", "报告人"]
        .iter()
        .find_map(|word| after(word)?.trim_start().strip_prefix(['：', ':']))
        .or_else(|| after("书记"))
        .or_else(|| frame::name_behind_unit(text))?;
    let behind = after("书记").filter(|name| frame::is_name(trim(name))).unwrap_or(behind);
    let name = trim(behind);
    let bare: String = name.chars().filter(|c| !marks::is_space(*c)).collect();
    (frame::is_name(name) && !bare.contains("述职")).then_some(bare)
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| marks::is_space(c) || "（）()：:".contains(c))
}
