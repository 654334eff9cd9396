//! Years: `year-mismatch` for title, lead and date that do not agree,
//! `last-year-left` for a year that was carried over, `relative-year` for 今年
//! and 去年 beside the wrong year.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::lists::List;
use crate::check::page::{Line, Match, Page};
use crate::check::rule::{Hit, Rule};
use crate::check::time;
use crate::model::{FindingKind, Origin, Part, Role, Severity};

pub(super) static MISMATCH: Rule = Rule {
    key: "year-mismatch",
    kind: FindingKind::Dates,
    origin: Origin::Custom,
    clause: "标题、正文和落款的年度要一致",
    severity: Severity::Error,
    name: "年度前后不一致",
    why: "标题、开头、结尾和落款说的要是同一个年度。",
    wrong: "标题写2024年度，开头写“现将2023年度工作情况汇报如下”",
    right: "现将2024年度工作情况汇报如下",
    once: false,
    check: mismatch,
};

pub(super) static LEFT: Rule = Rule {
    key: "last-year-left",
    kind: FindingKind::Dates,
    origin: Origin::Custom,
    clause: "本年度的事写本年度",
    severity: Severity::Error,
    name: "年份还是去年的",
    why: "由去年的稿子改写时，容易把年份留下来。",
    wrong: "2023年共召开协商议事会9次（2024年度报告）",
    right: "2024年共召开协商议事会9次",
    once: false,
    check: left,
};

pub(super) static RELATIVE: Rule = Rule {
    key: "relative-year",
    kind: FindingKind::Dates,
    origin: Origin::Custom,
    clause: "今年、去年与写明的年份要一致",
    severity: Severity::Error,
    name: "“今年”“去年”与年份不符",
    why: "“今年”说的是报告的年度，“去年”说的是上一年。",
    wrong: "今年（2023年）以来（2024年度报告）",
    right: "今年（2024年）以来",
    once: false,
    check: relative,
};

static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"((?:19|20)[0-9]{2})\s?年"));

/// How a sentence of this year's report begins: 2023年共召开…, 2023年，支部….
static REPORTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^度?(?:里|来|内|中)?[，,]?(?:在.{1,24}领导下|全年|共|一年来|累计|先后|总共|我|本|支部|党支部|党总支|党委|社区|村|全村|全社区|各|组织|开展|召开|举办|完成|新|发展|走访|慰问|解决|办|受理|排查|化解|收缴|投入|围绕|坚持|聚焦|以|通过|紧扣|认真|扎实|深入|严格|持续|着力|党员|居民|主题党日|支委会|党课|志愿|协商|的工作|抓|是)",
    )
});

/// Words that say the sentence speaks of another time on purpose.
pub(super) const EARLIER: List = List("years-earlier");

/// Words that say the sentence speaks of what is to come.
pub(super) const PLANNED: List = List("years-planned");

/// What a deed that was done says behind its year.
const DONE: List = List("years-done");

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a test reads every pattern")
}

/// The years that are named in a line.
pub(super) fn years<'l>(line: &'l Line<'_>) -> impl Iterator<Item = (u16, Match<'l>)> {
    line.find(&YEAR).filter_map(|found| Some((found.group(1).parse().ok()?, found)))
}

fn mismatch(page: &Page<'_>) -> Vec<Hit> {
    let Some(year) = page.year() else { return Vec::new() };
    let mut hits = Vec::new();
    for line in &page.lines {
        match line.part {
            Part::Title => hits.extend(title(line, year)),
            Part::Date | Part::Signature | Part::Byline => hits.extend(signed(line, year)),
            Part::Opening | Part::Closing => hits.extend(lead(line, year)),
            Part::Salutation | Part::Section(_) => {}
        }
    }
    hits
}

fn title(line: &Line<'_>, year: u16) -> Option<Hit> {
    let named: Vec<_> = years(line).collect();
    let (other, found) = named.first()?;
    let agrees = named.iter().any(|(named, _)| *named == year);
    (!agrees).then(|| {
        let message = format!("标题写的是{other}年，报告的年度是{year}年。请改成一致的。");
        line.hit(found.start, found.end, message).fix(format!("{year}年"))
    })
}

/// A date under the text: of the year itself, or of the first months after it.
fn signed(line: &Line<'_>, year: u16) -> Option<Hit> {
    let (named, found) = years(line).last()?;
    let month = time::month_at(&line.chars, found.end);
    let early = named == year + 1 && month.is_none_or(|month| month <= 6);
    (named != year && !early).then(|| {
        let message = format!("落款是{named}年，报告的年度是{year}年。请核对日期。");
        line.hit(found.start, found.end, message)
    })
}

/// 现将2023年度… and 以上是2023年…: what the report says it is.
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:现将|现就|以下是|以上是|以上就是|汇报一下|报告一下|述职).{0,16}?((?:19|20)[0-9]{2})\s?年|^((?:19|20)[0-9]{2})\s?年",
    )
});

pub(super) fn lead(line: &Line<'_>, year: u16) -> Vec<Hit> {
    let mut hits = Vec::new();
    for found in line.find(&LEAD) {
        let group = if found.group(1).is_empty() { 2 } else { 1 };
        let (Ok(named), Some(range)) = (found.group(group).parse::<u16>(), found.range(group))
        else {
            continue;
        };
        let sentence = sentence(line, found.start);
        // 2023年5月，我到村任职: a month is of a story, not the year of the report.
        let month = time::month_at(&line.chars, range.end + 1).is_some();
        let about_another = says(&sentence, &["去年", "上年", "点评", "成立", "以来"])
            || month && EARLIER.says(&sentence);
        // 2022年以来，村党总支在镇党委领导下…: the sentence that opens last year's
        // report says so as well.
        let begins = found.start == 0 && named + 1 == year && page_opens(line, range.end);
        let about_another = about_another && !begins;
        // Spoken early in the next year, a text may open with that year.
        if named != year && !(named > year && PLANNED.says(&sentence)) && !about_another {
            let message = format!("这里写的是{named}年，报告的年度是{year}年。请改成一致的。");
            hits.push(line.hit(range.start, range.end, message).fix(year.to_string()));
        }
    }
    hits
}

/// Whether 年以来 stands at `at`, and the sentence tells who led the work, as the
/// first sentence of a report does.
fn page_opens(line: &Line<'_>, at: usize) -> bool {
    let behind: String = line.chars[at..].iter().take(60).collect();
    let behind = behind.trim_start_matches('年');
    let lead = behind.starts_with("以来") && behind.contains("领导下");
    lead && !says(behind, &["成立", "换届", "连续", "任职"])
}

fn left(page: &Page<'_>) -> Vec<Hit> {
    let Some(year) = page.year() else { return Vec::new() };
    let mut hits = Vec::new();
    for line in page.lines.iter().filter(|line| matches!(line.part, Part::Section(_))) {
        for (named, found) in years(line) {
            if let Some(hit) = left_in(line, named, &found, year) {
                hits.push(hit);
            }
        }
    }
    let told_in_lead = lead_hits(page, year);
    hits.extend(told_in_lead);
    hits
}

/// Years of the opening that stand inside it, not at its head.
fn lead_hits(page: &Page<'_>, year: u16) -> Vec<Hit> {
    let frame = page.lines.iter().filter(|line| matches!(line.part, Part::Opening | Part::Closing));
    let mut hits = Vec::new();
    for line in frame {
        let told = lead(line, year);
        for (named, found) in years(line) {
            let known = told.iter().any(|hit| hit.spot.start == found.start);
            if !known && let Some(hit) = left_in(line, named, &found, year) {
                hits.push(hit);
            }
        }
    }
    hits
}

fn left_in(line: &Line<'_>, named: u16, found: &Match<'_>, year: u16) -> Option<Hit> {
    if named >= year || inside_title(line, found.start) {
        return None;
    }
    let sentence = sentence(line, found.start);
    let review = line.role == Some(Role::ReviewResponse) || says(&sentence, &["点评", "述职评议"]);
    if review {
        return stale_review(line, named, found, year);
    }
    // 2022年以来…，2023年全年办实事20件: only its own clause excuses it.
    let around = if is_done(line, found) { clause(line, found.start) } else { sentence };
    // 2023年收入18万元，今年达到24万元: the two years are compared.
    let compared = !is_done(line, found) && around.contains("，今年");
    if EARLIER.says(&around) || around.contains(&year.to_string()) || compared {
        return None;
    }
    let behind: String = line.chars[found.end..].iter().take(40).collect();
    // 2018年底前脱贫68户: of the years before, on purpose.
    if ["底前", "前", "以前", "之前"].iter().any(|word| behind.starts_with(word)) {
        return None;
    }
    let month = time::month_at(&line.chars, found.end);
    let reports = REPORTS.is_match(&behind);
    let planned = line.role == Some(Role::NextSteps);
    let severity = match (named + 1 == year, reports, month) {
        _ if planned => Severity::Error,
        (true, true, _) => Severity::Error,
        (true, _, Some(month)) if month < 11 => Severity::Warning,
        (false, true, _) if named + 3 >= year => Severity::Warning,
        _ => Severity::Hint,
    };
    let message =
        format!("报告的年度是{year}年，这里还是“{named}年”。请核对，或写明是哪一年的事。");
    let hit = line.hit(found.start, found.end, message).severity(severity);
    // In this year there may be no such day.
    let leap_day = behind.trim_start_matches('0').starts_with("2月29");
    let stays = planned || severity == Severity::Hint || leap_day && !year.is_multiple_of(4);
    Some(if stays { hit } else { hit.fix(format!("{year}年")) })
}

/// In the answer to comments: they are those of the year before.
fn stale_review(line: &Line<'_>, named: u16, found: &Match<'_>, year: u16) -> Option<Hit> {
    let behind: String = line.chars[found.end..].iter().take(16).collect();
    let names_comments = says(&behind, &["点评", "述职", "评议"]);
    (named + 1 < year && names_comments).then(|| {
        let message =
            format!("{year}年度的报告要答复{}年的点评，这里写的是{named}年。请核对。", year - 1);
        line.hit(found.start, found.end, message)
            .severity(Severity::Warning)
            .fix(format!("{}年", year - 1))
    })
}

static RELATIVE_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(今年|本年度|去年|上年度?|上一年度?|明年|来年)[（(，,]?(?:即|的)?((?:19|20)[0-9]{2})年|((?:19|20)[0-9]{2})年度?[（(](今年|去年|明年)[）)]",
    )
});

fn relative(page: &Page<'_>) -> Vec<Hit> {
    let Some(year) = page.year() else { return Vec::new() };
    let mut hits = Vec::new();
    for line in page.paragraphs() {
        for found in line.find(&RELATIVE_YEAR) {
            let turned = found.group(1).is_empty();
            let (word, number) = if turned { (4, 3) } else { (1, 2) };
            let Ok(named) = found.group(number).parse::<u16>() else { continue };
            let meant = match found.group(word) {
                "今年" | "本年度" => year,
                "明年" | "来年" => year + 1,
                _ => year - 1,
            };
            if let Some(range) = found.range(number).filter(|_| named != meant) {
                let word = found.group(word);
                let message = format!(
                    "{year}年度的报告里，“{word}”是{meant}年，这里写的是{named}年。请核对。"
                );
                hits.push(line.hit(range.start, range.end, message).fix(meant.to_string()));
            }
        }
    }
    hits
}

/// Right behind the year stands what was done in it.
pub(super) fn is_done(line: &Line<'_>, found: &Match<'_>) -> bool {
    DONE.begins(&behind(line, found))
}

/// The words behind a year.
pub(super) fn behind(line: &Line<'_>, found: &Match<'_>) -> String {
    let behind: String = line.chars[found.end..].iter().take(8).collect();
    behind.trim_start_matches(['度', '，', ',']).to_owned()
}

/// The words of the sentence around a place, from the last stop to the next.
pub(super) fn sentence(line: &Line<'_>, at: usize) -> String {
    let stop = |c: &char| "。；！？".contains(*c);
    let start = line.chars[..at].iter().rposition(stop).map_or(0, |at| at + 1);
    let end = line.chars[at..].iter().position(stop).map_or(line.chars.len(), |len| at + len);
    line.words(start, end)
}

/// The words of the clause around a place, from the last comma to the next.
pub(super) fn clause(line: &Line<'_>, at: usize) -> String {
    let stop = |c: &char| "。；！？，".contains(*c);
    let start = line.chars[..at].iter().rposition(stop).map_or(0, |at| at + 1);
    let end = line.chars[at..].iter().position(stop).map_or(line.chars.len(), |len| at + len);
    line.words(start, end)
}

fn says(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Inside 《…》: the year belongs to a name.
pub(super) fn inside_title(line: &Line<'_>, at: usize) -> bool {
    let before = &line.chars[..at];
    let open = before.iter().rposition(|c| *c == '《');
    open.is_some_and(|open| !before[open..].contains(&'》'))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn title_lead_and_date_agree() {
        let lead = "= 青禾社区党支部书记2024年度述职报告
                    现将2023年度工作情况汇报如下：";
        check("year-mismatch", lead, "2023 → 2024");
        check(
            "year-mismatch",
            "= 2024年度述职报告\n2023年，在街道党工委领导下，支部有了新变化。",
            "2023 → 2024",
        );
        check("year-mismatch", "= 2024年度述职报告\n@ 2022年12月20日", "2022年");
        check("year-mismatch", "= 2024年度述职报告\n@ 2025年1月8日", "");
        check("year-mismatch", "= 2024年度述职报告\n@ 2024年12月8日", "");
        check(
            "year-mismatch",
            "= 2024年度述职报告\n2024年，比2023年好。现将2024年度工作情况汇报如下：",
            "",
        );
        check("year-mismatch", "= 2024年度述职报告\n2019年，支部成立以来不断壮大。", "");
    }

    #[test]
    fn a_year_that_was_carried_over_is_found() {
        check(
            "year-mismatch",
            "= 2023年度述职报告\n2022年以来，村党总支在镇党委领导下做了以下工作。",
            "2022 → 2023",
        );
        check("last-year-left", "# 工作成效\n2023年共召开协商议事会9次。", "2023年 → 2024年");
        check(
            "last-year-left",
            "# 工作成效\n一是抓学习。2023年，支部开展主题党日12次。",
            "2023年 → 2024年",
        );
        check("last-year-left", "# 工作成效\n2023年3月，组织党员到敬老院慰问。", "2023年 → 2024年");
        check(
            "last-year-left",
            "= 2025年度述职报告\n# 工作成效\n2024年2月29日，组织党员到敬老院慰问。",
            "2024年",
        );
        check(
            "last-year-left",
            "# 工作成效\n2022年以来坚持走访，2023年全年办实事20件。",
            "2023年 → 2024年",
        );
        check("last-year-left", "# 下一步打算\n2023年，把协商会开到楼院。", "2023年");
        check(
            "last-year-left",
            "# 上年点评整改\n针对2021年党建述职点评的问题，已整改。",
            "2021年 → 2023年",
        );
    }

    #[test]
    fn a_year_named_on_purpose_is_left_alone() {
        for text in [
            "# 上年点评整改\n针对2023年度述职点评的问题，2023年底前已整改。",
            "# 工作成效\n收入比2023年增加3万元。",
            "# 工作成效\n自2023年以来，支部坚持每月议事。",
            "# 工作成效\n到课率由2023年的76%提高到2024年的88%。",
            "# 工作成效\n学习《2023—2027年全国党员教育培训工作规划》。",
            "# 工作成效\n社区党支部成立于2019年3月。",
            "# 工作成效\n2023年被评为先进党支部。",
            "# 工作成效\n2023年底前改造12栋，今年改造8栋。",
            "# 工作成效\n2024年共召开协商议事会9次。",
            "# 工作成效\n2023年收入18万元，今年达到24万元。",
        ] {
            check("last-year-left", text, "");
        }
    }

    #[test]
    fn this_year_is_this_year() {
        check("relative-year", "# 工作成效\n今年（2023年）以来，支部坚持议事。", "2023 → 2024");
        check("relative-year", "# 工作成效\n去年（2024年）查摆的问题已整改。", "2024 → 2023");
        check("relative-year", "# 工作成效\n今年（2024年）以来，比去年2023年好。", "");
    }
}
