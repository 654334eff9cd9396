//! Parts and wholes: `part-whole` for a part greater than its whole, `sum` for
//! parts that do not add up.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::arithmetic;
use crate::check::figures::class;
use crate::check::lists::List;
use crate::check::page::{Line, Page};
use crate::check::rule::{Hit, Rule};
use crate::figures::Told;
use crate::model::{FindingKind, Origin, Role, Severity};

pub(super) static PART: Rule = Rule {
    key: "part-whole",
    kind: FindingKind::Figures,
    origin: Origin::Custom,
    clause: "部分不能大于总数",
    severity: Severity::Error,
    name: "部分比总数还大",
    why: "办结的不会比受理的多，其中的不会比总数多。",
    wrong: "排查矛盾纠纷17件，化解19件",
    right: "排查矛盾纠纷19件，化解17件",
    once: false,
    check: greater,
};

pub(super) static SUM: Rule = Rule {
    key: "sum",
    kind: FindingKind::Figures,
    origin: Origin::Custom,
    clause: "分项之和要等于总数",
    severity: Severity::Error,
    name: "分项加起来不等于总数",
    why: "分项和总数写在一起，一加就知道对不对。",
    wrong: "现有党员34名，其中正式党员30名、预备党员2名",
    right: "现有党员34名，其中正式党员32名、预备党员2名",
    once: false,
    check: sums,
};

/// How the words between two figures say that the second is of the first.
static OF_IT: LazyLock<Regex> = LazyLock::new(|| {
    let adverbs = "(?:目前|现|并|成功|已经?|当年|当场|按期|按时|全部|最终|年内|现已|实际){0,3}(?:[^，。；、0-9]{0,4})?";
    let done = "(?:办结|化解|调处|调解|解决|整改|完成|销号|答复|办成|落实|兑现|采纳|成功)";
    pattern(&format!(
        "^[，（(]?(?:其中[^，。；、0-9]{{0,14}}|{adverbs}{done}[^，。；、0-9]{{0,4}})$"
    ))
});

/// Words behind which a figure adds to the one before it.
const MORE: List = List("whole-more");

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a test reads every pattern")
}

/// A figure of a sentence, with the words between it and the one before.
pub(super) struct Told2<'p> {
    pub(super) told: &'p Told,
    pub(super) between: String,
}

/// The figures of each sentence of a line, in order.
pub(super) fn sentences<'p>(page: &'p Page<'_>, line: &Line<'_>) -> Vec<Vec<Told2<'p>>> {
    let figures: Vec<&Told> = page
        .figures()
        .iter()
        .filter(|told| {
            told.mention.section == line.part && told.mention.paragraph == line.paragraph
        })
        .collect();
    if figures.len() < 2 {
        return Vec::new();
    }
    line.sentences()
        .iter()
        .map(|sentence| {
            let inside = figures.iter().filter(|told| sentence.contains(&told.mention.start));
            let mut from = sentence.start;
            inside
                .map(|told| {
                    let between = line.words(from, told.mention.start.max(from));
                    from = told.mention.end;
                    Told2 { told, between }
                })
                .collect()
        })
        .collect()
}

fn lines<'p, 'a>(page: &'p Page<'a>) -> impl Iterator<Item = &'p Line<'a>> {
    page.paragraphs().filter(|line| line.role != Some(Role::NextSteps))
}

fn greater(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for line in lines(page) {
        for figures in sentences(page, line) {
            for pair in figures.windows(2) {
                let (whole, part) = (&pair[0].told.mention, &pair[1].told.mention);
                let of_it = !of_other(&pair[1].between, &whole.name)
                    && OF_IT.is_match(&pair[1].between)
                    && !MORE.says(&pair[1].between);
                if of_it
                    && class(&whole.unit) == class(&part.unit)
                    && part.value > whole.value
                    && whole.value > 0.0
                    && !whole.approximate
                    && !of_several(&figures, pair[1].told)
                {
                    let message = format!(
                        "{}是{}里的一部分，却比它大。请核对。",
                        part.text,
                        format_args!("{}{}", whole.name, whole.text)
                    );
                    hits.push(Hit::at(pair[1].told, message));
                }
            }
        }
    }
    hits.extend(by_indicator(page));
    arithmetic::ask(page, arithmetic::parts::wrong, hits)
}

/// 组建小组4个，解决难题13项: what was done has a name of its own.
fn of_other(between: &str, whole: &str) -> bool {
    DONE.captures(between)
        .and_then(|found| found.get(1))
        .is_some_and(|name| name.as_str().chars().count() > 1 && !whole.contains(name.as_str()))
}

static DONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern("(?:办结|化解|调处|调解|解决|整改|完成|答复|办成|落实|兑现|采纳)了?([一-龥]*)$")
});

/// 正式党员36名，预备党员1名，其中博士5名: the part is of both before it.
fn of_several(figures: &[Told2<'_>], part: &Told) -> bool {
    let before = figures.iter().take_while(|figure| figure.told.mention.end <= part.mention.start);
    let before = before.filter(|figure| figure.told.mention.unit == part.mention.unit);
    before.map(|figure| figure.told.mention.value).sum::<f64>() >= part.mention.value
        && figures
            .iter()
            .any(|figure| std::ptr::eq(figure.told, part) && figure.between.contains("其中"))
}

/// Parts and wholes wherever they stand in the report.
const WHOLES: &[(&str, &str)] = &[
    ("full-members", "party-members"),
    ("probationary-members", "party-members"),
    ("female-members", "party-members"),
    ("minority-members", "party-members"),
    ("senior-members", "party-members"),
    ("mobile-members", "party-members"),
    ("young-members", "party-members"),
    ("educated-members", "party-members"),
    ("secretary-lecture", "party-lecture"),
    ("disputes-settled", "disputes"),
];

fn by_indicator(page: &Page<'_>) -> Vec<Hit> {
    let of = |key: &'static str| {
        page.readings()
            .iter()
            .filter(move |reading| reading.told.mention.indicator.as_deref() == Some(key))
    };
    let mut hits = Vec::new();
    for (part, whole) in WHOLES {
        // Several wholes: which is meant nobody can tell.
        let wholes: Vec<f64> = of(whole)
            .filter(|reading| *whole != "party-lecture" || !reading.is_part && !reading.has_actor)
            .filter(|reading| !reading.was)
            .map(|reading| reading.told.mention.value)
            .collect();
        let Some(most) = wholes.iter().copied().reduce(f64::max) else { continue };
        for reading in of(part) {
            let mention = &reading.told.mention;
            if mention.value > most && matches!(class(&mention.unit), "人" | "次") {
                let message = format!("{}{}比总数{most}还多。请核对。", mention.name, mention.text);
                hits.push(Hit::at(&reading.told, message));
            }
        }
    }
    hits
}

/// Names that part a whole without a rest.
const DIVISIONS: &[&[&str]] = &[
    &["正式党员", "预备党员"],
    &["男党员", "女党员"],
    &["男性", "女性"],
    &["男", "女"],
    &["线上", "线下"],
    &["上半年", "下半年"],
    &["党员", "群众"],
];

/// Words before what is left of a whole.
const REST: List = List("whole-rest");

fn sums(page: &Page<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for line in lines(page) {
        for figures in sentences(page, line) {
            let divided = divided(&figures);
            if divided.is_empty() {
                hits.extend(listed(&figures));
            }
            hits.extend(divided);
            hits.extend(rest(&figures));
            hits.extend(added_up(&figures));
        }
    }
    arithmetic::ask(page, arithmetic::sums::wrong, hits)
}

/// 党员34名，其中正式党员30名、预备党员2名.
fn divided(figures: &[Told2<'_>]) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, three) in figures.windows(3).enumerate() {
        let [whole, one, two] = [&three[0], &three[1], &three[2]].map(|figure| figure.told);
        let said = |figure: &Told2<'_>, word: &str| {
            figure.between.contains(word) || figure.told.mention.name.contains(word)
        };
        let divides = DIVISIONS.iter().any(|names| {
            said(&three[1], names[0]) && said(&three[2], names[1])
                || said(&three[1], names[1]) && said(&three[2], names[0])
        });
        let units = class(&whole.mention.unit) == class(&one.mention.unit)
            && class(&one.mention.unit) == class(&two.mention.unit);
        let sum = one.mention.value + two.mention.value;
        let exact = ![whole, one, two].iter().any(|told| told.mention.approximate);
        let inside = three[1].between.starts_with(['，', '（', '(', '、', '；', '：']);
        // 党员45名，其中硕士生33名；正式党员34名、预备党员11名: of the one before.
        let of_before = figures[..at].iter().any(|before| {
            class(&before.told.mention.unit) == class(&one.mention.unit)
                && !differ(sum, before.told.mention.value)
        });
        if divides && units && exact && inside && !of_before && differ(sum, whole.mention.value) {
            hits.push(Hit::at(
                whole,
                format!(
                    "总数写{}，分项是{}和{}，加起来是{sum}。请核对。",
                    whole.mention.text, one.mention.text, two.mention.text
                ),
            ));
        }
    }
    hits
}

/// 查摆问题29条，已整改27条，剩余1条.
fn rest(figures: &[Told2<'_>]) -> Vec<Hit> {
    let mut hits = Vec::new();
    for three in figures.windows(3) {
        let [whole, done, left] = [&three[0], &three[1], &three[2]].map(|figure| figure.told);
        let is_rest = REST.says(&three[2].between);
        let units = class(&whole.mention.unit) == class(&done.mention.unit)
            && class(&done.mention.unit) == class(&left.mention.unit);
        let exact = ![whole, done, left].iter().any(|told| told.mention.approximate);
        let sum = done.mention.value + left.mention.value;
        let is_done = OF_IT.is_match(&three[1].between);
        if is_rest && is_done && units && exact && differ(sum, whole.mention.value) {
            hits.push(Hit::at(
                left,
                format!(
                    "总数{}，完成{}，余下应是{}，这里写{}。请核对。",
                    whole.mention.text,
                    done.mention.text,
                    whole.mention.value - done.mention.value,
                    left.mention.text
                ),
            ));
        }
    }
    hits
}

/// 慰问21人，其中A 12人、B 6人、C 5人: parts that are more than the whole.
fn listed(figures: &[Told2<'_>]) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, figure) in figures.iter().enumerate().skip(1) {
        let words = figure.between.trim_start_matches(['，', '、', '；', '（', '(', '：']);
        let graded = GRADING.says(words);
        if !words.starts_with("其中") && !graded {
            continue;
        }
        // The whole is the greatest that the sentence told of this unit before.
        let unit = class(&figure.told.mention.unit);
        let before = figures[..at].iter().map(|figure| figure.told);
        let wholes = before.filter(|told| class(&told.mention.unit) == unit);
        let greatest = |one: &&Told, two: &&Told| one.mention.value.total_cmp(&two.mention.value);
        let Some(whole) = wholes.max_by(greatest) else { continue };
        let goes_on = |next: &&Told2<'_>| {
            let words = next.between.trim_start_matches('，');
            let another = words.contains(['设', '有', '配', '另', '新', '组', '共']);
            next.between.starts_with('、')
                || words.len() < next.between.len() && words.chars().count() <= 6 && !another
        };
        let parts: Vec<&Told> = std::iter::once(figure)
            .chain(figures[at + 1..].iter().take_while(goes_on))
            .map(|figure| figure.told)
            .take_while(|told| class(&told.mention.unit) == unit)
            .collect();
        let sum: f64 = parts.iter().map(|told| told.mention.value).sum();
        let whole_value = whole.mention.value;
        let exact =
            !whole.mention.approximate && !parts.iter().any(|told| told.mention.approximate);
        // Who is graded is graded once: the grades are all of them.
        let told_all = graded
            && parts.iter().any(|told| {
                let name = line_words(&figures[at..], told);
                name.contains("合格") && !name.contains("不合格") || name.contains("星级")
            });
        let several: Vec<f64> = figures[..at]
            .iter()
            .filter(|figure| class(&figure.told.mention.unit) == unit)
            .map(|figure| figure.told.mention.value)
            .collect();
        let of_several = (2..=several.len())
            .any(|last| !differ(several[several.len() - last..].iter().sum(), sum));
        let wrong = sum > whole_value || told_all && sum < whole_value && parts.len() > 1;
        // 发展党员22名，其中三年级14名、四年级8名，女生9名: told by two measures.
        let measured = (2..parts.len()).any(|first| {
            let sum = parts[..first].iter().map(|told| told.mention.value).sum();
            figures[at + first].between.starts_with('，') && !differ(sum, whole_value)
        });
        if parts.len() > 1 && exact && wrong && !of_several && !measured {
            let how = if sum > whole_value { "，比总数多" } else { "，与总数不符" };
            let message =
                format!("总数写{}，其中各项加起来是{sum}{how}。请核对。", whole.mention.text);
            // Items of a list may overlap, as 低保户 and 残疾人家庭 do.
            hits.push(Hit::at(whole, message).severity(Severity::Warning));
        }
    }
    hits
}

/// The words before a figure and its name.
fn line_words(figures: &[Told2<'_>], told: &Told) -> String {
    let figure = figures.iter().find(|figure| std::ptr::eq(figure.told, told));
    figure.map_or(String::new(), |figure| format!("{}{}", figure.between, told.mention.name))
}

/// 甲3万元，乙5万元，合计9万元.
fn added_up(figures: &[Told2<'_>]) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, figure) in figures.iter().enumerate().skip(2) {
        let mention = &figure.told.mention;
        if !ADDED.says(&figure.between) || mention.approximate {
            continue;
        }
        let before: Vec<f64> = figures[..at]
            .iter()
            .rev()
            .take_while(|one| {
                one.told.mention.unit == mention.unit && !one.told.mention.approximate
            })
            .map(|one| one.told.mention.value)
            .collect();
        // 收回186份，其中满意171份、基本满意12份、不满意3份，前两项合计183份.
        let mut runs = (2..=before.len()).flat_map(|length| before.windows(length));
        if before.len() > 1 && runs.all(|run| differ(run.iter().sum(), mention.value)) {
            let sum: f64 = before.iter().sum();
            let sum = (sum * 100.0).round() / 100.0;
            let message = format!("前面各项加起来是{sum}，合计写{}。请核对。", mention.text);
            hits.push(Hit::at(figure.told, message).severity(Severity::Warning));
        }
    }
    hits
}

const GRADING: List = List("whole-grading");
const ADDED: List = List("whole-added");

fn differ(one: f64, two: f64) -> bool {
    (one - two).abs() > 0.005 * two.abs().max(1.0)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_part_is_not_more_than_the_whole() {
        check("part-whole", "# 工作成效\n党员26名，其中35岁以下28名。", "28名");
        check("part-whole", "# 工作成效\n党员26名，其中35岁以下8名。", "");
        check("part-whole", "# 工作成效\n排查矛盾纠纷17件，化解19件。", "19件");
        check("part-whole", "# 工作成效\n认领微心愿24个，完成25个。", "25个");
        check("part-whole", "# 工作成效\n召开支委会12次，其中专题研究党建15次。", "15次");
        check("part-whole", "# 工作成效\n排查矛盾纠纷17件，化解17件。", "");
        check("part-whole", "# 工作成效\n组建攻关小组4个，解决难题13项。", "");
        check("part-whole", "# 工作成效\n走访群众100户，收集意见120条。", "");
        check("part-whole", "# 工作成效\n受理诉求10余件，办结12件。", "");
        check("part-whole", "# 工作成效\n新改户厕148户，累计完成748户。", "");
        let grown = "# 工作成效\n年初有党员21名，全年转入5名、发展2名、转出1名，年末为27名，其中正式党员25名。";
        check("part-whole", grown, "");
        check("direction", grown, "");
    }

    #[test]
    fn parts_add_up() {
        check("sum", "# 工作成效\n签约16部、建成11部，另有7部正在施工。", "7部");
        check("sum", "# 工作成效\n签约16部、建成11部，另有5部正在施工。", "");
        check("sum", "# 工作成效\n签约16部、建成11部，另有7部电梯获批。", "");
        check("sum", "# 工作成效\n现有党员34名，其中正式党员30名、预备党员2名。", "34名");
        check("sum", "# 工作成效\n查摆问题29条，已整改27条，剩余1条正在推进。", "1条");
        check("sum", "# 工作成效\n现有党员34名，其中正式党员32名、预备党员2名。", "");
        check("sum", "# 工作成效\n查摆问题29条，已整改28条，剩余1条正在推进。", "");
        let twice = "现有党员45名，其中高级工12名、中级工33名；正式党员34名，预备党员";
        check("sum", &format!("# 工作成效\n{twice}11名。"), "");
        check("sum", &format!("# 工作成效\n{twice}10名。"), "33名");
        let some = "收回测评表186份，其中满意171份、基本满意12份、不满意3份，满意和基本满意合计";
        check("sum", &format!("# 工作成效\n{some}183份。"), "");
        check("sum", &format!("# 工作成效\n{some}184份。"), "184份");
        check("sum", "# 工作成效\n慰问群众20人，其中老人12人、残疾人8人、儿童5人。", "20人");
    }
}
