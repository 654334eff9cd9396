//! `quotes`: double quotation marks that do not pair, stand the wrong way round
//! or are of a foreign kind.

use crate::check::page::{Line, Page};
use crate::check::quotes::{self, Quotes};
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "quotes",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 15834—2011 4.8.2",
    severity: Severity::Error,
    name: "引号不配对或方向反了",
    why: "引号左右成对，方向反了或少了一半，读的人分不清哪里是引用。",
    wrong: "聚焦”邻里、楼道“两项重点",
    right: "聚焦“邻里、楼道”两项重点",
    once: false,
    check: |page| {
        let hit = |(at, line)| check(line, goes_on(page, at));
        page.lines.iter().enumerate().filter_map(hit).collect()
    },
};

fn check(line: &Line<'_>, goes_on: bool) -> Option<Hit> {
    // A quotation of several paragraphs opens each of them, and closes the last.
    let text = if goes_on { format!("{}”", line.text) } else { line.text.to_owned() };
    match quotes::read(&text) {
        Quotes::Regular => single(line),
        Quotes::Unclear(bytes) => {
            let end = bytes.end.min(line.text.len());
            let message = "这一段的引号配不上对，有的少一半，有的方向反了。请逐个核对。";
            Some(line.hit(line.char_at(bytes.start), line.char_at(end), message))
        }
        Quotes::Mended(changes) => {
            let (first, last) = (changes.first()?.0.start, changes.last()?.0.end);
            let mut right = line.text.get(first..last)?.to_owned();
            let mut narrow = true;
            for (bytes, sign) in changes.iter().rev() {
                narrow &= matches!(&line.text[bytes.clone()], "\"" | "＂");
                let inside = bytes.start - first..bytes.end - first;
                right.replace_range(inside, sign.encode_utf8(&mut [0; 4]));
            }
            let (message, severity) = if narrow {
                ("这里用了英文的直引号。请换成中文引号“”。", Severity::Warning)
            } else {
                ("引号的方向反了，或用错了符号。请改成左“右”成对。", Severity::Error)
            };
            let hit = line.hit(line.char_at(first), line.char_at(last), message);
            Some(hit.fix(right).severity(severity))
        }
    }
}

/// A single mark whose other half is missing: 温暖民心‘.
fn single(line: &Line<'_>) -> Option<Hit> {
    let mut open: Option<usize> = None;
    let mut alone = None;
    for (at, sign) in line.chars.iter().enumerate() {
        match sign {
            '‘' => alone = alone.or(open.replace(at)),
            // The apostrophe of a foreign word is none.
            '’' if at > 0 && line.chars[at - 1].is_ascii_alphanumeric() && open.is_none() => {}
            '’' if open.take().is_none() => alone = alone.or(Some(at)),
            _ => {}
        }
    }
    let at = alone.or(open)?;
    Some(line.hit(at, at + 1, "这个单引号少了另一半。请补上，或删去。"))
}

/// Whether the quotation that the line at `at` leaves open goes on in the next
/// paragraph.
fn goes_on(page: &Page<'_>, at: usize) -> bool {
    let line = &page.lines[at];
    let count = |sign| line.chars.iter().filter(|other| **other == sign).count();
    let next = page.lines.get(at + 1);
    line.is_paragraph()
        && count('“') == count('”') + 1
        && next.is_some_and(|next| next.part == line.part && next.char(0) == Some('“'))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn reversed_foreign_and_straight_marks_are_set_right() {
        check("quotes", "聚焦”邻里、楼道“两项重点", "”邻里、楼道“ → “邻里、楼道”");
        check("quotes", "以“铸牢意识〞为主线", "〞 → ”");
        check("quotes", "擦亮\"红心\"品牌", "\"红心\" → “红心”");
        check(
            "quotes",
            "先锋岗位”立“起来，服务承诺”晒“出来",
            "”立“起来，服务承诺”晒“ → “立”起来，服务承诺“晒”",
        );
    }

    #[test]
    fn what_cannot_be_read_in_one_way_is_only_told() {
        check("quotes", "落实“三会一课制度。", "“");
        check("quotes", "落实三会一课”制度。", "”");
    }

    #[test]
    fn a_single_mark_without_its_other_half_is_told() {
        check("quotes", "抓服务，温暖民心‘", "‘");
        check("quotes", "他说：“要发扬‘钉钉子精神。”", "‘");
        check("quotes", "他说：“要发扬‘钉钉子’精神。”CPC’s day", "");
    }

    #[test]
    fn paired_marks_and_quotations_of_several_paragraphs_are_right() {
        check("quotes", "做到“两个维护”，坚定“四个自信”。", "");
        check("quotes", "他说：“我们是一家人。”", "");
        check("quotes", "“居民说，灯亮了。\n“路也平了。”", "");
        check("quotes", "“居民说，灯亮了。\n路也平了。", "“");
    }
}
