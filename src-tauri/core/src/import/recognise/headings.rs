//! Which paragraphs are headings.

use super::lines::Para;
use super::marks::{self, Class, Mark};
use super::{restarts, roles};
use crate::model::Role;

/// What makes a paragraph a heading.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    /// The class of its mark; `None` for a heading without one.
    pub(super) class: Option<Class>,
    /// Its number in the series; 0 without one.
    pub(super) number: usize,
    /// How high it usually stands: smaller is higher.
    pub(super) rank: u8,
    /// The mark as it is kept; "" for none.
    pub(super) mark: String,
    /// First byte of the heading's words.
    pub(super) start: usize,
    /// Where the run-in text begins, in bytes.
    pub(super) cut: Option<usize>,
}

/// A marked paragraph, and what speaks for its being a heading.
struct Candidate {
    at: usize,
    mark: Mark,
    /// It is one label, without a stop inside.
    alone: bool,
    /// It ends like a sentence.
    ended: bool,
    chars: usize,
    /// A label with text behind it: where that begins.
    cut: Option<usize>,
    /// Where the text begins if the label ends with its first colon.
    colon: Option<usize>,
    /// Text of its own follows in the next paragraph.
    followed: bool,
    /// Which series it belongs to.
    series: usize,
}

/// How high headings of `class` usually stand.
pub(super) fn rank(class: Class) -> u8 {
    match class {
        Class::Part => 0,
        Class::Clause => 2,
        Class::Roman => 5,
        Class::Chinese => 10,
        Class::ChineseParen => 20,
        Class::ChineseHalf => 25,
        Class::Arabic => 30,
        Class::Decimal(figures) => 30 + figures,
        Class::ArabicParen => 40,
        Class::ArabicHalf => 45,
        Class::Circled => 50,
        Class::Letter => 55,
        Class::Ordinal => 60,
        Class::Adverb => 61,
        Class::Item => 65,
        Class::Bullet => 70,
    }
}

/// The heading that each paragraph is, if it is one.
pub(super) fn find(paras: &[Para]) -> Vec<Option<Heading>> {
    let mut found: Vec<Option<Heading>> = vec![None; paras.len()];
    let candidates = candidates(paras);
    let mut from = 0;
    while from < candidates.len() {
        // The members of one series need not stand side by side.
        let series = candidates[from].series;
        let members: Vec<&Candidate> =
            candidates[from..].iter().take(SERIES).filter(|other| other.series == series).collect();
        if members[0].at == candidates[from].at && first_of(&candidates, from) {
            decide(&members, paras, &mut found);
        }
        from += 1;
    }
    super::bare::find(paras, &mut found);
    found
}

/// How many candidates ahead members of one series are looked for.
const SERIES: usize = 300;

fn first_of(candidates: &[Candidate], at: usize) -> bool {
    let series = candidates[at].series;
    !candidates[at.saturating_sub(SERIES)..at].iter().any(|other| other.series == series)
}

/// Every marked paragraph, with the series it belongs to.
fn candidates(paras: &[Para]) -> Vec<Candidate> {
    let read = |para: &Para| marks::read(para.text()).filter(|_| !para.is_table_row());
    let mut marks: Vec<Option<Mark>> = paras.iter().map(read).collect();
    restarts::leave(paras, &mut marks);
    // The running series: class, last number and name of each.
    let mut running: Vec<(Class, usize, usize)> = Vec::new();
    let mut names = 0;
    let mut candidates = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        let Some(mark) = mark else { continue };
        // A series that began below another leaves that one running.
        let own =
            running.iter().position(|(class, last, _)| *class == mark.class && mark.number > *last);
        let outer = own.or((mark.number == 1).then_some(running.len())).unwrap_or(0);
        let mut place = 0;
        running.retain(|(class, last, _)| {
            place += 1;
            rank(*class) <= rank(mark.class)
                || place <= outer && goes_on(&marks[at + 1..], *class, *last)
        });
        let own = running.iter_mut().find(|(class, last, _)| {
            *class == mark.class && (mark.number > *last || mark.number == 0)
        });
        let series = match own {
            Some((_, last, name)) => {
                *last = mark.number;
                *name
            }
            None => {
                names += 1;
                running.retain(|(class, _, _)| *class != mark.class);
                running.push((mark.class, mark.number, names));
                names
            }
        };
        let followed = match (paras.get(at + 1), marks.get(at + 1)) {
            (Some(_), Some(None)) => true,
            (Some(_), Some(Some(next))) => {
                rank(next.class) > rank(mark.class) || next.class != mark.class && next.number == 1
            }
            _ => false,
        };
        candidates.push(candidate(at, &paras[at], mark.clone(), followed, series));
    }
    candidates
}

/// Whether the series of `class` that came to `last` goes on in `later`: then
/// what stands between is below it, however high its marks usually stand.
fn goes_on(later: &[Option<Mark>], class: Class, last: usize) -> bool {
    let next = later.iter().take(AHEAD).flatten().find(|mark| mark.class == class);
    let carries = class.opens_sections() || class == Class::Ordinal;
    carries && next.is_some_and(|mark| mark.number == last + 1)
}

/// How many paragraphs ahead a series is looked for that goes on.
const AHEAD: usize = 400;

fn candidate(at: usize, para: &Para, mark: Mark, followed: bool, series: usize) -> Candidate {
    let text = &para.text()[mark.len..];
    let chars = text.chars().count();
    let ended = text.ends_with(STOPS);
    let inner = text.trim_end_matches(STOPS);
    let high = mark.class <= Class::ChineseHalf;
    let alone = !inner.contains(STOPS) && chars <= if high { 60 } else { 40 };
    // 1、品牌不响。2、队伍不稳。 is a series in one paragraph, and no heading.
    let lists = |cut: &usize| {
        let behind = marks::read(text[*cut..].trim_start());
        !high && behind.is_some_and(|next| next.class == mark.class)
    };
    let cut = run_in(text, if high { 90 } else { 30 })
        .filter(|cut| !lists(cut))
        .map(|cut| mark.len + cut);
    let colon = first_colon(text).map(|cut| mark.len + cut);
    Candidate { at, mark, alone, ended, chars, cut, colon, followed, series }
}

/// Where the text begins behind a short label that ends with a colon.
fn first_colon(text: &str) -> Option<usize> {
    let mut signs = text.char_indices().take(LONGEST_COLON_LABEL + 1);
    let (at, sign) = signs.find(|(_, c)| matches!(c, '：' | ':') || STOPS.contains(c))?;
    let label = text[..at].chars().count();
    let end = at + sign.len_utf8();
    let runs_on = text[end..].trim().chars().count() >= LEAST_RUN_IN;
    (label >= 2 && runs_on && !STOPS.contains(&sign)).then_some(end)
}

/// The longest label, in characters, that a colon may end.
const LONGEST_COLON_LABEL: usize = 22;
/// Less text than so many characters does not run in behind a label.
const LEAST_RUN_IN: usize = 8;

/// The longest label with a colon inside, in characters, that stands over text.
const LONGEST_SLOGAN: usize = 30;

/// Whether `text`, on its own, looks like a marked heading.
pub(super) fn looks_like_one(text: &str) -> bool {
    marks::read(text).is_some_and(|mark| {
        let words = &text[mark.len..];
        mark.class <= Class::ChineseHalf
            || mark.class.opens_sections()
                && words.chars().count() <= 30
                && !words.ends_with(STOPS)
                && !tells_figures(words)
    })
}

/// What ends a sentence.
const STOPS: [char; 5] = ['。', '；', '！', '？', ';'];

/// Where the text begins that runs on behind a label of at most `most`
/// characters.
fn run_in(text: &str, most: usize) -> Option<usize> {
    let mut spaces = 0;
    for (count, (at, c)) in text.char_indices().enumerate() {
        if count > most {
            return None;
        }
        let end = at + c.len_utf8();
        let behind = text[end..].trim_start();
        match c {
            '。' | '！' | '？' => {
                // A closing quotation mark belongs to the label.
                let end = if behind.starts_with(['”', '）']) { end + 3 } else { end };
                return (!text[end..].trim().is_empty()).then_some(end);
            }
            '；' | ';' => return None,
            '：' | ':'
                if count <= LONGEST_COLON_LABEL && !clause_ends_label(behind, most - count) =>
            {
                return (count >= 2 && behind.chars().count() >= LEAST_RUN_IN).then_some(end);
            }
            c if marks::is_space(c) => {
                spaces += if c == '\u{3000}' || c == '\t' { 2 } else { 1 };
                let next_space = behind.len() < text[end..].len();
                let cut = spaces >= 2 && !next_space && count >= 4 && behind.chars().count() >= 20;
                if cut && !clause_ends_label(behind, most - count) {
                    return Some(end);
                }
            }
            _ => spaces = 0,
        }
    }
    None
}

/// Whether a short clause at the start of `text` still belongs to the label
/// before it, as in 展望来年：再上新台阶。 with text behind that.
fn clause_ends_label(text: &str, most: usize) -> bool {
    let Some((clause, behind)) = text.split_once('。') else { return false };
    clause.chars().count() <= most.min(14)
        && !behind.trim().is_empty()
        && !clause.contains(['，', '；', '：'])
        && !tells_figures(clause)
}

/// Decides for the members of one series.
fn decide(members: &[&Candidate], paras: &[Para], found: &mut [Option<Heading>]) {
    let class = members[0].mark.class;
    let most = |holds: &dyn Fn(&Candidate) -> bool| {
        members.iter().filter(|member| holds(member)).count() * 2 >= members.len()
    };
    let numbered_on = members.len() > 1 && members[0].mark.number <= 1;
    // What follows the last member may belong to what is above the series.
    let before_last = members.split_last().map_or(&[][..], |(_, rest)| rest);
    let followed = match before_last {
        [] => members[0].followed,
        rest => rest.iter().filter(|member| member.followed).count() * 2 > rest.len(),
    };
    let labels = most(&|member| member.cut.is_some() && is_label(member, paras));
    // A series whose members count things is no series of labels, though one
    // label may well name 2项 of something.
    let counts = |member: &&&Candidate| tells_figures(&paras[member.at].text()[member.mark.len..]);
    let counting = members.iter().filter(counts).count() * 2 > members.len();
    // 一是强化学习。 alone on its line, and every one of its sisters too.
    let lines_of_labels = members.iter().all(|member| {
        let text = &paras[member.at].text()[member.mark.len..];
        member.alone && member.chars <= 30 && member.followed && !tells_figures(text)
    });
    // 一、强学习：今年开展… is a label and its text when nothing else stands below
    // it and its sisters; 一、铸魂：让信仰之灯亮起来 over text is one label.
    let slogans = followed
        && most(&|member| {
            let text = &paras[member.at].text()[member.mark.len..];
            member.alone && !member.ended && member.chars <= LONGEST_SLOGAN && !tells_figures(text)
        });
    let colons = members.len() > 1
        && !slogans
        && most(&|member| member.colon.is_some())
        && (most(&|member| member.cut.is_some() && member.cut == member.colon)
            || !followed && most(&|member| member.ended));
    let frames = found.iter().all(Option::is_none) && frames_report(members, paras);
    // Whether a member is a heading with nothing behind it.
    let stands_alone = |member: &Candidate| {
        let text = &paras[member.at].text()[member.mark.len..];
        let hinted = paras[member.at].hints.level.is_some();
        member.alone
            && !(colons && member.colon.is_some())
            && if class <= Class::Chinese {
                true
            } else if frames {
                member.followed && member.chars <= LONGEST_SLOGAN
            } else if !class.opens_sections() {
                (!member.ended || lines_of_labels)
                    && member.chars <= 30
                    && member.followed
                    && followed
                    && numbered_on
                    && !text.ends_with(['，', '：', ',', ':'])
            } else if !member.ended {
                true
            } else if class <= Class::ChineseHalf {
                followed || member.chars <= 25 || hinted
            } else {
                (followed || labels)
                    && member.followed
                    && member.chars <= 40
                    && !(counting && tells_figures(text))
            }
    };
    // A sister without a label would stand below the one before it.
    let whole = members.iter().all(|member| {
        let label = member.cut.map(|cut| &paras[member.at].text()[member.mark.len..cut]);
        stands_alone(member) || label.is_some_and(|label| !roles::begins_a_sentence(label))
    });
    let commas = class <= Class::ChineseHalf
        && members.len() > 1
        && members
            .iter()
            .all(|member| !stands_alone(member) && first_comma(member, paras).is_some());
    for member in members {
        let text = &paras[member.at].text()[member.mark.len..];
        if text.trim().is_empty() {
            continue;
        }
        let hinted = paras[member.at].hints.level.is_some();
        if member.mark.weak && !(numbered_on || hinted) {
            continue;
        }
        let alone = stands_alone(member);
        let cut = match member.colon.filter(|_| colons).or(member.cut) {
            _ if alone => None,
            cut if commas => first_comma(member, paras).or(cut),
            Some(cut) if class <= Class::ChineseHalf => Some(cut),
            Some(cut) if class.opens_sections() && labels && whole => Some(cut),
            Some(cut) if frames => Some(cut),
            // A label of several short sentences on a line of its own.
            _ => {
                if class <= Class::ChineseHalf && member.chars <= 30 && member.followed {
                    None
                } else {
                    continue;
                }
            }
        };
        found[member.at] = Some(Heading {
            class: Some(class),
            number: member.mark.number,
            rank: rank(class),
            mark: marks::kept(paras[member.at].text(), &member.mark).to_owned(),
            start: member.mark.len,
            cut,
        });
    }
}

/// Whether 第一， 第二， … carry a report without other headings: they are labels,
/// alone on their line or with text behind, and one of them names the problems or
/// what comes next, so that they are its parts.
fn frames_report(members: &[&Candidate], paras: &[Para]) -> bool {
    let label = |member: &&Candidate| {
        let text = paras[member.at].text();
        let alone = member.alone && member.followed && member.chars <= LONGEST_SLOGAN;
        let end =
            if alone { text.len() } else { member.cut.filter(|_| is_label(member, paras))? };
        Some(roles::by_heading(&text[member.mark.len..end]))
    };
    let labels: Vec<Option<Role>> = members.iter().filter_map(label).collect();
    members[0].mark.class == Class::Ordinal
        && members.len() >= 3
        && labels.len() * 2 >= members.len()
        && members.iter().zip(1..).all(|(member, number)| member.mark.number == number)
        && labels.iter().any(|role| matches!(role, Some(Role::Problems | Role::NextSteps)))
}

/// Where the text begins behind a short label that ends with a comma.
fn first_comma(member: &Candidate, paras: &[Para]) -> Option<usize> {
    let text = &paras[member.at].text()[member.mark.len..];
    let (label, behind) = text.split_once('，')?;
    let short = (4..=12).contains(&label.chars().count());
    let plain = !tells_figures(label) && !label.contains(STOPS) && !roles::begins_a_sentence(label);
    // Where a sentence ends soon, that is the end of the heading.
    let long = member.cut.is_none_or(|cut| text[..cut - member.mark.len].chars().count() > 30);
    (short && plain && long && behind.chars().count() >= 20)
        .then(|| member.mark.len + label.len() + '，'.len_utf8())
}

/// Whether `text` counts something: labels do not.
fn tells_figures(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

/// Whether what stands before the run-in text reads like a label rather than
/// like the first of several sentences.
fn is_label(member: &Candidate, paras: &[Para]) -> bool {
    let Some(cut) = member.cut else { return false };
    let (label, behind) = paras[member.at].text().split_at(cut);
    let label = &label[member.mark.len..];
    !tells_figures(label)
        && !roles::begins_a_sentence(label)
        && behind.chars().count() >= LEAST_RUN_IN
}
