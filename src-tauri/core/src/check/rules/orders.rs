//! `set-orders`: words that are always named in one order, named in another or
//! with one left out.

use crate::check::page::{Line, Page};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Order, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "set-orders",
    kind: FindingKind::Wording,
    origin: Origin::Custom,
    clause: "公开文件的统一提法",
    severity: Severity::Warning,
    name: "成组提法的次序",
    why: "成组的提法次序固定，颠倒了、漏了都是提法问题。",
    wrong: "大局意识、政治意识、核心意识、看齐意识",
    right: "政治意识、大局意识、核心意识、看齐意识",
    once: false,
    check: |page| {
        let mut hits = Vec::new();
        for words in page.words() {
            for order in words.orders.iter().filter(|order| holds(order, page)) {
                hits.extend(page.lines.iter().flat_map(|line| check(line, order)));
            }
        }
        hits.extend(without_the_first(page));
        hits
    },
};

/// The year from whose reports on the run begins with “两个确立”.
const FIRST: u16 = 2022;

/// 增强“四个意识”、…做到“两个维护” in a report that nowhere names “两个确立”: told once.
fn without_the_first(page: &Page<'_>) -> Option<Hit> {
    page.year().filter(|year| *year >= FIRST)?;
    if page.lines.iter().any(|line| line.text.contains("两个确立")) {
        return None;
    }
    page.lines.iter().find_map(|line| {
        let (from, to) = (line.text.find("“四个意识”")?, line.text.find("“两个维护”")?);
        let (start, end) = (line.char_at(from), line.char_at(to) + 6);
        let together = start < end && line.sentence_at(start).contains(&(end - 1));
        together.then(|| {
            let message = "2022年以后，前面通常先写“深刻领悟‘两个确立’的决定性意义”。建议补上。";
            line.hit(start, end, message).severity(Severity::Hint)
        })
    })
}

fn holds(order: &Order, page: &Page<'_>) -> bool {
    let since = order.from.map(|from| chrono::Datelike::year(&from));
    since.is_none_or(|since| page.year().is_none_or(|year| i32::from(year) >= since))
}

/// An item of the order in a line.
struct Named {
    item: usize,
    start: usize,
    end: usize,
}

fn check(line: &Line<'_>, order: &Order) -> Vec<Hit> {
    let named = named(line, order);
    let mut hits = Vec::new();
    let mut from = 0;
    while from < named.len() {
        // Items that follow each other with nothing but a mark between them, or,
        // for what is quoted, with a few words.
        let quoted = order.items.iter().all(|item| item.starts_with('“'));
        let mut to = from + 1;
        while to < named.len() && joined(line, named[to - 1].end, named[to].start, quoted) {
            to += 1;
        }
        hits.extend(told(line, order, &named[from..to], quoted));
        from = to;
    }
    hits
}

fn named(line: &Line<'_>, order: &Order) -> Vec<Named> {
    let mut named: Vec<Named> = Vec::new();
    for (item, words) in order.items.iter().enumerate() {
        for (byte, _) in line.text.match_indices(words.as_str()) {
            let start = line.char_at(byte);
            named.push(Named { item, start, end: start + words.chars().count() });
        }
    }
    named.sort_by_key(|one| one.start);
    named
}

fn joined(line: &Line<'_>, end: usize, start: usize, quoted: bool) -> bool {
    if start < end {
        return false;
    }
    let between = line.words(end, start);
    if quoted {
        return between.chars().count() <= 10 && !between.contains(['。', '；']);
    }
    ["、", "和", "与", "，", "以及", "及", ""].contains(&between.as_str())
}

/// What is wrong with items that stand together.
fn told(line: &Line<'_>, order: &Order, named: &[Named], quoted: bool) -> Option<Hit> {
    let all = order.items.len();
    let (first, last) = (named.first()?, named.last()?);
    let sorted = named.windows(2).all(|pair| pair[0].item < pair[1].item);
    let whole = named.len() == all;
    let right = order.items.join("、");
    if !sorted && (named.len() >= 3 || all == named.len() || quoted && named.len() >= 2) {
        let message = format!("{}的次序不对。通行的次序是“{right}”。", order.name);
        let hit = line.hit(first.start, last.end, message).source(order.source.clone());
        // What stands between two items may belong to one of them: only marks do not.
        let apart = named.windows(2).all(|pair| {
            let between = line.words(pair[0].end, pair[1].start);
            between.chars().count() <= 2
                && between.chars().all(|sign| "、，和与及以".contains(sign))
        });
        let once_each = order
            .items
            .iter()
            .enumerate()
            .all(|(at, _)| named.iter().filter(|one| one.item == at).count() == 1);
        return Some(if whole && once_each && apart {
            hit.fix(replaced(line, order, named))
        } else {
            hit
        });
    }
    // All but one of four or more, and the list ends there.
    let one_less = sorted && !quoted && all >= 4 && named.len() + 1 == all;
    one_less.then(|| {
        let lost = (0..all).find(|at| named.iter().all(|one| one.item != *at)).unwrap_or(0);
        let message = format!("{}少了“{}”。完整的是“{right}”。", order.name, order.items[lost]);
        line.hit(first.start, last.end, message).source(order.source.clone())
    })
}

/// The stretch with the items in their order; what stands between them stays.
fn replaced(line: &Line<'_>, order: &Order, named: &[Named]) -> String {
    let mut out = String::new();
    let mut at = named[0].start;
    for (place, one) in named.iter().enumerate() {
        out.push_str(&line.words(at, one.start));
        out.push_str(&order.items[place]);
        at = one.end;
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_set_out_of_order_is_put_in_order() {
        check(
            "set-orders",
            "增强大局意识、政治意识、核心意识、看齐意识",
            "大局意识、政治意识、核心意识、看齐意识 → 政治意识、大局意识、核心意识、看齐意识",
        );
        check("set-orders", "坚持理论自信、道路自信、制度自信", "理论自信、道路自信、制度自信");
        check(
            "set-orders",
            "做到“两个维护”、增强“四个意识”，坚定“四个自信”",
            "“两个维护”、增强“四个意识”，坚定“四个自信”",
        );
    }

    #[test]
    fn what_has_words_of_its_own_is_not_put_in_order_by_itself() {
        check(
            "set-orders",
            "做到“两个确立”，深刻领悟“四个意识”的决定性意义，坚定“两个维护”、增强“四个自信”",
            "“两个确立”，深刻领悟“四个意识”的决定性意义，坚定“两个维护”、增强“四个自信”",
        );
    }

    #[test]
    fn the_run_begins_with_what_was_established() {
        let text = |year| {
            format!(
                "= 某社区{year}年度述职报告\n# 成效\n增强“四个意识”、坚定“四个自信”、做到“两个维护”。"
            )
        };
        check("set-orders", &text(2023), "“四个意识”、坚定“四个自信”、做到“两个维护”");
        check("set-orders", &text(2020), "");
        check("set-orders", &(text(2023) + "深刻领悟“两个确立”的决定性意义。"), "");
        check(
            "set-orders",
            "坚决维护党中央权威和集中统一领导，坚决维护习近平总书记党中央的核心、全党的核心地位",
            "坚决维护党中央权威和集中统一领导，坚决维护习近平总书记党中央的核心、全党的核心地位 → 坚决维护习近平总书记党中央的核心、全党的核心地位，坚决维护党中央权威和集中统一领导",
        );
    }

    #[test]
    fn one_that_is_missing_is_named() {
        check("set-orders", "政治意识、大局意识、看齐意识", "政治意识、大局意识、看齐意识");
        check(
            "set-orders",
            "马克思列宁主义、毛泽东思想、邓小平理论、科学发展观、习近平新时代中国特色社会主义思想",
            "马克思列宁主义、毛泽东思想、邓小平理论、科学发展观、习近平新时代中国特色社会主义思想",
        );
    }

    #[test]
    fn right_orders_and_single_items_are_left_alone() {
        for text in [
            "政治意识、大局意识、核心意识、看齐意识",
            "深刻领悟“两个确立”的决定性意义，增强“四个意识”、坚定“四个自信”、做到“两个维护”",
            "政治纪律、组织纪律，增强大局意识、服务意识",
            "坚持自治、法治、德治相结合，推进文化建设、经济建设",
            "协调各方，绿色出行，开放共享",
        ] {
            check("set-orders", text, "");
        }
    }
}
