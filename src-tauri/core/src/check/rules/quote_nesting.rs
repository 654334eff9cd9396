//! `quote-nesting`: quotation marks inside quotation marks, and single or corner
//! ones where double ones belong.

use crate::check::page::Line;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "quote-nesting",
    kind: FindingKind::Marks,
    origin: Origin::Standard,
    clause: "GB/T 15834—2011 4.8.3.4",
    severity: Severity::Warning,
    name: "引号里的引号",
    why: "外面用双引号，里面用单引号，才看得出层次。",
    wrong: "他说：“要发扬“钉钉子”精神。”",
    right: "他说：“要发扬‘钉钉子’精神。”",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

fn check(line: &Line<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    // The double marks that are open, and the single one outside them.
    let mut open: Vec<usize> = Vec::new();
    let mut single = None;
    for (at, sign) in line.chars.iter().enumerate() {
        match sign {
            '“' => open.push(at),
            '”' => {
                let Some(from) = open.pop() else { return hits };
                if open.len() == 1 {
                    let inner = line.words(from + 1, at);
                    let message = "引号里面又用了双引号。里面的请用单引号‘’。";
                    hits.push(line.hit(from, at + 1, message).fix(format!("‘{inner}’")));
                }
            }
            '‘' if open.is_empty() => single = Some(at),
            '’' if open.is_empty() => {
                if let Some(from) = single.take() {
                    let inner = line.words(from + 1, at);
                    let message = "单引号只用在双引号里面。这里请用双引号“”。";
                    hits.push(line.hit(from, at + 1, message).fix(format!("“{inner}”")));
                }
            }
            '「' | '『' => single = Some(at),
            '」' | '』' => {
                if let Some(from) = single.take() {
                    let inner = line.words(from + 1, at);
                    let message = "这种引号用在竖排文字里。这里请用双引号“”。";
                    hits.push(line.hit(from, at + 1, message).fix(format!("“{inner}”")));
                }
            }
            _ => {}
        }
    }
    if open.is_empty() { hits } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn the_inner_marks_become_single_and_lone_single_ones_double() {
        check("quote-nesting", "他说：“要发扬“钉钉子”精神。”", "“钉钉子” → ‘钉钉子’");
        check("quote-nesting", "落实‘三会一课’制度", "‘三会一课’ → “三会一课”");
        check("quote-nesting", "落实「三会一课」制度", "「三会一课」 → “三会一课”");
    }

    #[test]
    fn right_nesting_and_marks_that_do_not_pair_are_left_alone() {
        check("quote-nesting", "他说：“要发扬‘钉钉子’精神。”", "");
        check("quote-nesting", "“甲”和“乙”", "");
        check("quote-nesting", "“甲“乙”丙", "");
    }
}
