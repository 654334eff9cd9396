//! `product`: what each has, how many there are, and what all have together.

use crate::check::arithmetic;
use crate::check::page::Page;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "product",
    kind: FindingKind::Figures,
    origin: Origin::Custom,
    clause: "每份乘以份数要等于总数",
    severity: Severity::Warning,
    name: "每份与总数对不上",
    why: "每人几次、每组几户和总数写在一起，一乘就知道对不对。",
    wrong: "5名支委各讲党课2次，共讲党课12次",
    right: "5名支委各讲党课2次，共讲党课10次",
    once: false,
    check: products,
};

fn products(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = arithmetic::ask(page, arithmetic::products::wrong, Vec::new());
    // What is told of a paragraph is not asked of it once more.
    let place = |hit: &Hit| (hit.spot.section, hit.spot.paragraph);
    let told: Vec<_> = hits.iter().map(place).collect();
    let asked = arithmetic::ask(page, arithmetic::any::means, Vec::new());
    hits.extend(asked.into_iter().filter(|hit| !told.contains(&place(hit))));
    hits
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    fn told(text: &str, expect: &str) {
        check("product", &format!("# 工作成效\n{text}。"), expect);
    }

    #[test]
    fn what_each_has_makes_what_all_have() {
        told("5名支委各讲党课2次，共讲党课10次", "");
        told("5名支委各讲党课2次，共讲党课12次", "12次");
        told("举办培训班3期，每期40人，共培训120人", "");
        told("举办培训班3期，每期40人，共培训130人", "130人");
        told("全年谈心谈话96人次，24名党员人均4次", "");
    }

    #[test]
    fn at_least_so_many_for_each_say_nothing_of_all() {
        told("5名支委每人至少讲党课2次，共讲党课12次", "");
        told("编印学习手册4期，即每季度1期，全年主题党日12次", "");
    }
}
