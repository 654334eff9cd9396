//! `number-ranges`: a range whose first number lost its sign or 万, and decimals
//! without their zero.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::Line;
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "number-ranges",
    kind: FindingKind::Figures,
    origin: Origin::Standard,
    clause: "GB/T 15835—2011 5.1.2、5.1.3",
    severity: Severity::Error,
    name: "数值范围和小数",
    why: "省去前一个“%”“万”，5可能被读成5元而不是5万元；小数省去0，点容易漏看。",
    wrong: "占15—30%，投入5～10万元，提高.5个百分点",
    right: "占15%—30%，投入5万～10万元，提高0.5个百分点",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:^|[^\d.年第])(\d+(?:\.\d+)?)([—～~\-－–−]{1,2}|至|到)\d+(?:\.\d+)?(%|％|‰|万|亿)")
});
static BARE_POINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[一-龥，。；：、（“])(\.\d+)(?:个?百分点|%|％|万|亿|元|倍|公里|平方|米|亩|小时|个)",
    )
});

fn check(line: &Line<'_>) -> Vec<Hit> {
    let ranges = line.find_beside(&RANGE).filter_map(|found| {
        let at = found.range(1)?;
        let unit = found.group(3);
        let right = format!("{}{unit}", found.group(1));
        let message = format!("表示范围时，前一个数的“{unit}”不能省。请写成“{right}”。");
        let words = ["至", "到"].contains(&found.group(2));
        let severity = if words { Severity::Warning } else { Severity::Error };
        Some(line.hit(at.start, at.end, message).fix(right).severity(severity))
    });
    let points = line.find_beside(&BARE_POINT).filter_map(|found| {
        let at = found.range(1)?;
        let right = format!("0{}", found.group(1));
        let message = format!("小于1的小数，小数点前面的0不能省。请写成“{right}”。");
        Some(line.hit(at.start, at.end, message).fix(right))
    });
    ranges.chain(points).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn the_first_number_gets_its_sign_back() {
        check("number-ranges", "占15—30%，投入5～10万元", "15 → 15% / 5 → 5万");
        check("number-ranges", "由3至5万元", "3 → 3万");
        check("number-ranges", "提高.5个百分点", ".5 → 0.5");
    }

    #[test]
    fn full_ranges_and_other_units_are_left_alone() {
        for text in [
            "占15%—30%，5万～10万元，3～5人，1～10月，2021—2023年",
            "由62%提高到95%，2024年到120万元",
            "提高0.5个百分点，版本V.5",
        ] {
            check("number-ranges", text, "");
        }
    }
}
