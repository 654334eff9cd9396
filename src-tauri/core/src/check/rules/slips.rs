//! `typos`, `expressions`, `avoided-words`: words of the lists in
//! `assets/vocabulary` and of the unit's own that are written wrong, or better
//! not used.

use crate::check::page::{Line, Page};
use crate::check::rule::{Hit, Rule};
use crate::check::segments;
use crate::check::words::{Slip, Words};
use crate::model::{FindingKind, Origin, Severity, SlipKind};

pub(super) static TYPOS: Rule = Rule {
    key: "typos",
    kind: FindingKind::Wording,
    origin: Origin::Custom,
    clause: "通用字词的规范写法",
    severity: Severity::Warning,
    name: "错别字",
    why: "同音、形近的字容易打错，评议时一眼就被看出来。",
    wrong: "截止目前，布署工作12项",
    right: "截至目前，部署工作12项",
    once: false,
    check: |page| check(page, SlipKind::Typo),
};

pub(super) static EXPRESSIONS: Rule = Rule {
    key: "expressions",
    kind: FindingKind::Wording,
    origin: Origin::Custom,
    clause: "公开文件的统一提法",
    severity: Severity::Warning,
    name: "提法不规范",
    why: "会议、制度、理论的名称有固定的写法，少一个字、换一个字都不行。",
    wrong: "筑牢中华民族共同体意识",
    right: "铸牢中华民族共同体意识",
    once: false,
    check: |page| check(page, SlipKind::Expression),
};

pub(super) static AVOIDED: Rule = Rule {
    key: "avoided-words",
    kind: FindingKind::Wording,
    origin: Origin::Custom,
    clause: "新闻报道的禁用词和慎用词",
    severity: Severity::Hint,
    name: "不宜用的词",
    why: "有的词对人不尊重，有的在述职里显得不合适。",
    wrong: "慰问残废人3名",
    right: "慰问残疾人3名",
    once: false,
    check: |page| check(page, SlipKind::Avoided),
};

fn check(page: &Page<'_>, kind: SlipKind) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for words in page.words() {
        for line in &page.lines {
            let found = found(words, kind, page, line);
            hits.extend(found.into_iter().map(|(start, end, slip)| hit(line, start, end, slip)));
        }
    }
    hits
}

/// The slips of a kind in a line.
fn found<'w>(
    words: &'w Words,
    kind: SlipKind,
    page: &Page<'_>,
    line: &Line<'_>,
) -> Vec<(usize, usize, &'w Slip)> {
    let Some(slips) = words.slips(kind) else { return Vec::new() };
    let year = page.year();
    line.find(&slips.pattern)
        .filter_map(|found| {
            let (_, slip) = slips.at(&line.chars, found.start, found.end, found.text)?;
            let holds = slip
                .from
                .is_none_or(|from| year.is_none_or(|year| i32::from(year) >= year_of(from)));
            let whole = kind != SlipKind::Avoided
                || found.end - found.start > 2
                || !segments::cuts(&line.chars, found.start, found.end);
            (holds && whole).then_some((found.start, found.end, slip))
        })
        .collect()
}

fn year_of(day: chrono::NaiveDate) -> i32 {
    chrono::Datelike::year(&day)
}

fn hit(line: &Line<'_>, start: usize, end: usize, slip: &Slip) -> Hit {
    let wrong = line.words(start, end);
    let advice = match (slip.right.as_str(), slip.severity) {
        ("", _) => "请看是否换个说法。".to_owned(),
        (right, Severity::Hint) => format!("建议写成“{right}”。"),
        (right, _) => format!("请写成“{right}”。"),
    };
    let message = format!("“{wrong}”：{}{advice}", slip.about);
    let hit = line.hit(start, end, message).severity(slip.severity).source(slip.source.clone());
    if slip.right.is_empty() { hit } else { hit.fix(slip.right.clone()) }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;

    use crate::check::testing::{check, check_with, findings};
    use crate::check::words::Words;
    use crate::check::{Context, WORDS_FOLDER};

    #[test]
    fn typos_of_many_kinds_are_set_right() {
        check("typos", "截止目前，布署工作12项", "截止目前 → 截至目前 / 布署 → 部署");
        check(
            "typos",
            "建立台帐，发挥先峰作用，再接再励",
            "台帐 → 台账 / 先峰 → 先锋 / 再接再励 → 再接再厉",
        );
        check(
            "typos",
            "认真的开展了学习，做的不够",
            "认真的开展了 → 认真地开展了 / 做的不够 → 做得不够",
        );
        check("typos", "其余5处己落实，疫情防控其间", "己落实 → 已落实 / 防控其间 → 防控期间");
        check("typos", "发挥股干作用，讲群众听的懂的话", "股干作用 → 骨干作用 / 听的懂 → 听得懂");
        check("typos", "反应问题12件，到社区报道", "反应问题 → 反映问题 / 社区报道 → 社区报到");
    }

    #[test]
    fn right_words_that_hold_a_slip_are_left_alone() {
        for text in [
            "报名截止，截止日期为12月1日，工作到位，合作实，律己严",
            "自己经营，现在次序井然，世界时间，正规化建设，党微信群",
            "拥有自己的队伍，负责认真，调和各方，党员报道队伍",
            "由居民自己完成，党员自己解决，严于律己到位，登记的住户，网站的稳定，持股干部",
            "下沉的下派干部，重点推的动作，观看的见证人，入住企业家公寓",
        ] {
            check("typos", text, "");
        }
    }

    #[test]
    fn a_hint_is_told_once_a_word() {
        check("typos", "做贡献、做贡献，做表率", "做贡献 → 作贡献 / 做表率 → 作表率");
        let hints = findings("typos", "做贡献、做贡献", &Context::default());
        assert_eq!(hints[0].others.len(), 1);
    }

    #[test]
    fn fixed_expressions_are_exact() {
        check(
            "expressions",
            "筑牢中华民族共同体意识，筑牢安全防线",
            "筑牢中华民族共同体意识 → 铸牢中华民族共同体意识",
        );
        check("expressions", "学习二十大三中全会精神", "二十大三中全会 → 二十届三中全会");
        check(
            "expressions",
            "以习近平新时代中国特色社会主义为指导",
            "习近平新时代中国特色社会主义 → 习近平新时代中国特色社会主义思想",
        );
        check(
            "expressions",
            "以习近平新时代中国特色社会主义思想为指导，学习党的二十届三中全会精神",
            "",
        );
        check("expressions", "参观党史教育基地，践行“两个维护”", "");
    }

    #[test]
    fn an_expression_is_out_of_date_only_from_its_day() {
        let text = |year| format!("= 某社区{year}年述职报告\n全面建成小康社会、全面深化改革");
        let old = "全面建成小康社会、全面深化改革 → 全面建设社会主义现代化国家、全面深化改革";
        check("expressions", &text(2023), old);
        check("expressions", &text(2019), "");
    }

    #[test]
    fn words_better_not_used_are_told() {
        check("avoided-words", "慰问残废人3名，大学生村官2名", "残废人 → 残疾人");
        check("avoided-words", "亲自部署、亲自过问", "亲自");
        check("avoided-words", "农村长效机制，城中村长期失修，农村官方账号，乡村官网，老板凳", "");
    }

    #[test]
    fn words_in_the_wrong_company_are_set_right() {
        check("typos", "因该年年抓，反应群众诉求", "因该 → 应该 / 反应群众诉求 → 反映群众诉求");
        check(
            "typos",
            "保障居民权力，有力得推动了工作",
            "居民权力 → 居民权利 / 有力得推动 → 有力地推动",
        );
        check("typos", "截止到12月底，截至到目前", "截止到 → 截至 / 截至到 → 截至");
        check("typos", "全社会注意力，应该反映民意，权力清单，有力地推动，报名截止到10月", "");
    }

    #[test]
    fn a_list_of_the_units_own_works_like_a_built_in_one_and_a_faulty_one_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let lists = folder.path().join(WORDS_FOLDER);
        fs::create_dir_all(&lists).unwrap();
        let own = r#"{ "about": "本社区用语", "slips": [ { "kind": "avoided", "about": "街道要求不用。",
            "severity": "warning", "source": "本街道通知", "words": { "居民骨干": "楼门长" } } ] }"#;
        fs::write(lists.join("用语.json"), own).unwrap();
        fs::write(lists.join("坏.json"), own.replace("avoided", "别的")).unwrap();
        let (words, faults) = Words::own(folder.path());
        let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
        assert!(faults.len() == 1 && faults[0].starts_with("坏.json 的内容有误（第"), "{faults:?}");
        let context = Context { words: Some(Arc::new(words)), ..Context::default() };
        check_with("avoided-words", "培养居民骨干12名", &context, "居民骨干 → 楼门长");
    }
}
