//! `own-names`: a name that is one character off the unit's own, or a rank of
//! the unit or of the body above that stands once where the other stands.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::check::lists::List;
use crate::check::page::{Line, Page};
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Part, Severity};

pub(super) static RULE: Rule = Rule {
    key: "own-names",
    kind: FindingKind::Wording,
    origin: Origin::Custom,
    clause: "标题、正文、落款里的单位名称要一致",
    severity: Severity::Hint,
    name: "像是写错了本单位的名称",
    why: "借别处的稿子改写，或者选错了字，单位名称会留下一处不一样的。",
    wrong: "标题写柳荫社区，落款写柳阴社区",
    right: "落款写柳荫社区",
    once: false,
    check: |page| {
        let mut hits = one_off(page);
        hits.extend(other_rank(page));
        let others = another(page);
        hits.extend(
            others.into_iter().filter(|hit| !one_off(page).iter().any(|one| one.overlaps(hit))),
        );
        hits.extend(other_kind(page));
        hits.extend(other_byline(page));
        hits.extend(other_self(page));
        hits.extend(state_of_another(page));
        hits.extend(other_number(page));
        hits
    },
};

/// The unit in a title: everything before its party body or its secretary.
static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:中共|关于)?([一-龥]{2,24}?)(?:离退休|机关|联合|第[一二三四五六七八九十]|内科|外科)?(?:党工委|党委|党总支|党支部|党组|支部|总支|委员会|书记)",
    )
});

/// What a unit calls itself, by the words of its title.
const SELVES: List = List("own-selves");
/// What follows where these are other words.
const NO_SELVES: List = List("own-selves-else");

/// 我校 in the report of a 卫生院: left over from another's.
fn other_self(page: &Page<'_>) -> Vec<Hit> {
    let frame = format!("{}{}{}", page.report.title, page.report.byline, page.report.signature);
    let selves = || SELVES.words().iter().filter_map(|words| words.split_once('：'));
    let right: Vec<&str> =
        selves().filter(|(_, kind)| frame.contains(kind)).map(|(own, _)| own).collect();
    let Some(first) = right.first() else { return Vec::new() };
    let wrong: BTreeSet<&str> =
        selves().map(|(own, _)| own).filter(|own| !right.contains(own)).collect();
    let mut hits = Vec::new();
    for line in page.paragraphs() {
        for own in &wrong {
            for (byte, _) in line.text.match_indices(own) {
                let start = line.char_at(byte);
                if !NO_SELVES.begins(&line.text[byte + own.len()..]) {
                    let message = format!("本单位像是应当写“{first}”，这里写“{own}”。请核对。");
                    hits.push(line.hit(start, start + own.chars().count(), message));
                }
            }
        }
    }
    hits
}

/// A byline that names another unit than the title or the signature.
fn other_byline(page: &Page<'_>) -> Option<Hit> {
    let line = page.line(Part::Byline, None)?;
    let found = line.find(&TITLED).next()?;
    let (unit, range) = (found.group(1), found.range(1)?);
    let names: Vec<String> = own(page).iter().map(|name| name.iter().collect()).collect();
    let known = names.iter().any(|name| name.contains(unit) || unit.contains(name.as_str()));
    let named = |name: &&String| !known && NAMED.is_match(name) && NAMED.is_match(unit);
    let name = names.first().filter(named)?;
    let message = format!("别处写的本单位是“{name}”，这里写“{unit}”。请核对。");
    Some(line.hit(range.start, range.end, message))
}

/// A name that stands for itself: its place and its kind.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "[一-龥]{1,7}?(?:社区|街道|村|镇|乡|学院|大学|中学|小学|学校|医院|公司|集团|事务所|局|中心|研究院|厂|园区)",
    )
});

/// The names of the unit, as the 单位档案, its title or its signature tells them.
fn own(page: &Page<'_>) -> Vec<Vec<char>> {
    let known = page.context.unit.as_ref().map(|unit| unit.name.clone());
    let texts =
        [known.unwrap_or_default(), page.report.title.clone(), page.report.signature.clone()];
    let mut names: Vec<Vec<char>> = Vec::new();
    for text in &texts {
        // The signature may be what is wrong: it only tells where the title does not.
        if !names.is_empty() {
            break;
        }
        let text = text.replace(['\n', ' '], "");
        let Some(unit) = TITLED.captures(&text).and_then(|found| found.get(1)) else { continue };
        let whole: Vec<char> = unit.as_str().trim_start_matches("中共").chars().collect();
        let parts = NAMED.find_iter(unit.as_str());
        let parts = parts.map(|part| part.as_str().trim_start_matches("中共").chars().collect());
        for name in std::iter::once(whole).chain(parts) {
            if (3..=16).contains(&name.len()) && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Names that are one character off one of the unit's own, and stand once.
fn one_off(page: &Page<'_>) -> Vec<Hit> {
    let names = own(page);
    let mut found: BTreeMap<Vec<char>, Vec<Hit>> = BTreeMap::new();
    for name in &names {
        for line in &page.lines {
            for (start, words) in line.chars.windows(name.len()).enumerate() {
                if !is_off(words, name)
                    || names.iter().any(|one| one == words)
                    || !begins(line, start, name.len())
                {
                    continue;
                }
                let right: String = name.iter().collect();
                let message = format!("本单位写作“{right}”，这里差一个字。请核对。");
                let hit = line.hit(start, start + name.len(), message).fix(right);
                found.entry(words.to_vec()).or_default().push(hit);
            }
        }
    }
    // What stands twice is another unit.
    found.into_values().filter(|hits| hits.len() == 1).flatten().collect()
}

/// Whether `words` differ from `name` in one place, or in two of a long name,
/// with the end, which says what it is, and most of the rest in place.
fn is_off(words: &[char], name: &[char]) -> bool {
    let han = words.iter().all(|sign| ('一'..='龥').contains(sign));
    let apart: Vec<usize> = (0..name.len()).filter(|at| words[*at] != name[*at]).collect();
    let kept = apart.iter().all(|at| at + 1 < name.len());
    let numbered = |at: usize| "一二三四五六七八九十".contains(name[at]);
    match apart[..] {
        [at] => han && kept && (name.len() > 3 || at == 0) && (!numbered(at) || name.len() > 5),
        [one, two] => han && kept && two == one + 1 && name.len() >= 7 && one >= 2,
        _ => false,
    }
}

/// A short name begins behind a stop or a word that takes one; a long one says itself.
fn begins(line: &Line<'_>, start: usize, length: usize) -> bool {
    length > 4
        || start == 0
        || line
            .char(start - 1)
            .is_some_and(|sign| "，。；：、（“共在对向与和道镇区县市省乡由是为".contains(sign))
}

/// How a sentence begins that says what a unit has or where it lies.
static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^([一-龥]{2,10}?(?:社区|村|学院|大学|中学|小学|学校|医院|公司|事务所|局|研究院|厂|园区))(?:现有|位于|地处|坐落|下设|下辖|共有|辖|占地|始建|成立于|党支部(?:现有|下设|全年|共有|始终|坚持)|党总支(?:现有|下设|共有|始终|坚持)|党委(?:下设|现有|共有|始终|坚持))",
    )
});

/// 实验小学现有教学班36个 in the report of 育新小学: another unit of the same kind.
fn another(page: &Page<'_>) -> Vec<Hit> {
    let names: Vec<String> = own(page).iter().map(|name| name.iter().collect()).collect();
    let mut hits = Vec::new();
    for line in page.paragraphs() {
        for sentence in line.sentences() {
            let words = line.words(sentence.start, sentence.end);
            let Some(unit) = SUBJECT.captures(&words).and_then(|found| found.get(1)) else {
                continue;
            };
            let unit = unit.as_str();
            let kind: String = unit.chars().skip(unit.chars().count() - 1).collect();
            let of_kind = |name: &&String| name.ends_with(&kind);
            let known =
                names.iter().any(|name| name.contains(unit) || unit.contains(name.as_str()));
            let generic = ["我", "本", "全", "该"].iter().any(|word| unit.starts_with(word));
            if let Some(name) = names.iter().find(of_kind).filter(|_| !known && !generic) {
                let end = sentence.start + unit.chars().count();
                let message = format!("本单位是“{name}”，这里说的是“{unit}”。请核对。");
                hits.push(line.hit(sentence.start, end, message));
            }
        }
    }
    hits
}

/// 结合育才小学实际: what is told of the unit itself, with another's name.
static OWN_STATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:结合|立足|根据|按照|针对)([一-龥]{2,6}?(?:社区|村|学院|大学|中学|小学|学校|医院|公司|事务所))(?:的)?(?:实际|特点|情况|现状)",
    )
});

fn state_of_another(page: &Page<'_>) -> Vec<Hit> {
    let names: Vec<String> = own(page).iter().map(|name| name.iter().collect()).collect();
    let mut hits = Vec::new();
    for line in page.paragraphs() {
        for found in line.find(&OWN_STATE) {
            let (unit, Some(place)) = (found.group(1), found.range(1)) else { continue };
            let kind: String = unit.chars().skip(unit.chars().count() - 2).collect();
            let known =
                names.iter().any(|name| name.contains(unit) || unit.contains(name.as_str()));
            let generic = "我本全该各每农乡老小".chars().any(|sign| unit.starts_with(sign));
            let mine = names.iter().find(|name| name.ends_with(&kind));
            if let Some(name) = mine.filter(|_| !known && !generic) {
                let message = format!("本单位是“{name}”，这里说的是“{unit}”。请核对。");
                hits.push(line.hit(place.start, place.end, message));
            }
        }
    }
    hits
}

/// 第四医院, told by its number.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "第([一二三四五六七八九十]{1,3})(人民医院|中心医院|医院|中学|小学|高级中学|幼儿园|社区卫生服务站)([^，。；、“”]{0,6}?(?:党支部|党总支|党委|支部))?",
    )
});

/// 第二医院外科党支部 in the report of a branch of 第四医院.
fn other_number(page: &Page<'_>) -> Vec<Hit> {
    let title = page.report.title.replace(['\n', ' '], "");
    let Some(own) = NUMBERED.captures(&title) else { return Vec::new() };
    let group = |at: usize| own.get(at).map_or("", |group| group.as_str()).to_owned();
    let (number, kind) = (group(1), group(2));
    let mut hits = Vec::new();
    for line in page.paragraphs() {
        for found in line.find(&NUMBERED) {
            let another = found.group(1) != number && found.group(2).ends_with(&kind);
            if another && !found.group(3).is_empty() {
                let message =
                    format!("本单位是“第{number}{kind}”，这里写“{}”。请核对。", found.text);
                hits.push(line.hit(found.start, found.end, message));
            }
        }
    }
    hits
}

/// 镇党委 in the report of a unit that stands below a 街道, and the other way round.
fn other_kind(page: &Page<'_>) -> Vec<Hit> {
    let frame = format!("{}{}{}", page.report.title, page.report.salutation, page.report.signature);
    let opening = page.report.opening.join("");
    let mut hits = Vec::new();
    for (own, others) in [("街道", "镇乡"), ("镇", "街"), ("乡", "街")] {
        let named = frame.contains(own) || opening.contains(own);
        for other in others
            .chars()
            .filter(|other| named && !frame.contains(*other) && !opening.contains(*other))
        {
            let places: Vec<(&Line<'_>, usize)> = page
                .lines
                .iter()
                .flat_map(|line| {
                    line.chars
                        .iter()
                        .enumerate()
                        .filter(move |(_, sign)| **sign == other)
                        .map(move |(at, _)| (line, at))
                })
                .collect();
            let [(line, at)] = places[..] else { continue };
            let behind: String = line.chars[at..].iter().take(5).collect();
            if let Some(found) = ABOVE.find(&behind).filter(|found| found.start() == 0) {
                let end = at + found.as_str().chars().count();
                let message = format!("本单位在{own}，这里写“{}”。请核对。", found.as_str());
                hits.push(line.hit(at, end, message));
            }
        }
    }
    hits
}

/// A body of the party, by its kind of place: 镇党委, 街道党工委.
static ABOVE: LazyLock<Regex> = LazyLock::new(|| pattern("(镇|乡|街道)(党委|党工委)"));

/// 镇党委 once and 街道党工委 elsewhere, 学院党总支 once in a report of a 学院党委.
fn other_rank(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = once(page, &ABOVE, &|_| true);
    let title = page.report.title.replace(['\n', ' '], "");
    let Some((kind, rank)) = RANKED.captures(&title).map(|found| {
        let group = |at: usize| found.get(at).map_or("", |group| group.as_str()).to_owned();
        (group(1), group(2))
    }) else {
        return hits;
    };
    let others = format!("{kind}(党委|党总支|党支部)");
    let others = pattern(&others);
    let own = format!("{kind}{rank}");
    hits.extend(
        once(page, &others, &|text| text != own && text.starts_with(kind.as_str()))
            .into_iter()
            .filter(|hit| hit.spot.text != own),
    );
    hits
}

/// The kind of the unit and its party body, in the title.
static RANKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(学院|公司|医院|集团|学校|局|厂|中心|小学|中学|街道|镇|乡)(党委|党总支|党支部)(?:书记|班子|\\d|[0-9])",
    )
});

/// What stands once, where another that the pattern finds stands more often.
fn once(page: &Page<'_>, names: &Regex, counts: &dyn Fn(&str) -> bool) -> Vec<Hit> {
    let mut places: BTreeMap<String, Vec<(&Line<'_>, usize, usize)>> = BTreeMap::new();
    for line in &page.lines {
        for found in line.find(names) {
            places.entry(found.text.to_owned()).or_default().push((line, found.start, found.end));
        }
    }
    let Some((most, _)) = places.iter().max_by_key(|(_, places)| places.len()) else {
        return Vec::new();
    };
    places
        .iter()
        .filter(|(name, places)| *name != most && places.len() == 1 && counts(name))
        .map(|(name, places)| {
            let (line, start, end) = places[0];
            let message = format!("别处写“{most}”，这里写“{name}”。请核对是不是同一个党组织。");
            line.hit(start, end, message)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    const TITLE: &str = "= 柳荫社区党总支书记2024年度述职报告\n";

    #[test]
    fn a_name_one_character_off_is_asked_about() {
        let text = format!("{TITLE}~ 中共青杨街道柳阴社区总支部委员会");
        check("own-names", &text, "柳阴社区 → 柳荫社区");
        let text = "= 上沙村党支部书记2024年度述职报告\n下沙村地处河口镇。";
        check("own-names", text, "下沙村 → 上沙村");
    }

    #[test]
    fn a_body_that_stands_once_is_asked_about() {
        let text = format!("{TITLE}街道党工委点评。街道党工委指导。镇党委要求。");
        check("own-names", &text, "镇党委");
    }

    #[test]
    fn a_byline_of_another_unit_is_asked_about() {
        let of = |byline: &str| {
            format!("= 2024年度述职报告\n% {byline}\n# 成效\n开会。\n~ 柳溪区园林局机关党支部")
        };
        check("own-names", &of("柳溪区商务局机关党支部书记　王志远"), "柳溪区商务局");
        check("own-names", &of("柳溪区园林局机关党支部书记　王志远"), "");
        check("own-names", &of("园林局机关党支部书记　王志远"), "");
        check("own-names", &of("王志远"), "");
    }

    #[test]
    fn what_the_unit_calls_itself_is_its_own_kind() {
        let of = |text: &str| format!("= 白水镇卫生院党支部书记2024年度述职报告\n# 问题\n{text}");
        check("own-names", &of("我校人才流失，去年走了3人。"), "我校");
        check("own-names", &of("我院人才流失，我所在的科室只有两人。"), "");
        check("own-names", "= 2024年度述职报告\n# 问题\n我校人才流失。", "");
    }

    #[test]
    fn a_near_miss_is_left_alone() {
        let text = format!("{TITLE}与柳阴社区共建，柳阴社区出资。");
        check("own-names", &text, "");
    }

    #[test]
    fn a_branch_of_another_number_is_asked_about() {
        let text =
            |words| format!("= 清江市第四医院内科党支部书记2023年度述职报告\n# 成效\n{words}");
        check("own-names", &text("第二医院外科党支部的义诊队出诊16场"), "第二医院外科党支部");
        check("own-names", &text("第四医院外科党支部，转到第二医院治疗，第二党支部"), "");
    }

    #[test]
    fn a_clean_text_has_nothing() {
        check("own-names", &format!("{TITLE}柳荫社区有党员38名，邻近的青禾社区、青松社区。"), "");
    }
}
