//! `particles`: 的, 地 and 得, 在 and 再, 以 and 已 that were taken for each other,
//! where the words beside them leave no doubt.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::lists::List;
use crate::check::page::Line;
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "particles",
    kind: FindingKind::Wording,
    origin: Origin::Custom,
    clause: "“的、地、得”“在、再”“以、已”“作、做”各有用处",
    severity: Severity::Hint,
    name: "“的地得”一类的字选错了",
    why: "同音的虚词最容易选错，念稿时听不出来，看稿时一眼就看到。",
    wrong: "较好的完成了任务，学的深",
    right: "较好地完成了任务，学得深",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

const MANNERS: List = List("particles-manners");
const DEEDS: List = List("particles-deeds");
const RESULTS: List = List("particles-results");
const VERBS: List = List("particles-verbs");
const THINGS: List = List("particles-things");
/// What is done to something: 开展, 组织.
const WORKS: List = List("particles-works");
/// What stands behind 既 and 又.
const PAIRS: List = List("particles-pairs");
/// What is 已 done.
const FINISHED: List = List("particles-finished");
/// What one goes by, and to do what: 以党建引领发展.
const AIMS: List = List("particles-aims");
const LEADS: List = List("particles-leads");
/// What something is done in.
const SPHERES: List = List("particles-spheres");
/// What is done once more.
const AGAIN: List = List("particles-again");
/// What is 作, not 做, and not 坐.
const TOLD: List = List("particles-told");
const MADE: List = List("particles-made");

/// What each wrong character stands between, and the right one.
static SLIPS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let [manners, deeds] = [MANNERS, DEEDS].map(List::pattern);
    let [results, verbs, things] = [RESULTS, VERBS, THINGS].map(List::pattern);
    let [works, pairs, finished, aims, leads] =
        [WORKS, PAIRS, FINISHED, AIMS, LEADS].map(List::pattern);
    let [spheres, again, told, made] = [SPHERES, AGAIN, TOLD, MADE].map(List::pattern);
    let end = r"(?:[，。；、！？”）]|$)";
    let begin = r"(?:^|[，。；、：])";
    [
        (format!("(?:{manners})(的)(?:{deeds})了"), "地"),
        (format!("(?:{manners})(的)(?:把|将[^来士军领帅])"), "地"),
        // 积极的开展活动: what is done to something, right behind.
        (format!("(?:{manners})(的)(?:{works})(?:[“《0-9]|[一-龥]{{2}})"), "地"),
        (format!("(?:{verbs})(的)(?:不够|还不|不|很|更|较|比较)?(?:{results}){end}"), "得"),
        (
            format!(
                "[^取获觉懂赢值难记舍显使免求认晓心所博夺](得)(?:{things})(?:了解|不|[，。；、]|$)"
            ),
            "的",
        ),
        (format!("{begin}(即)(?:{pairs})[^，。；、]{{0,12}}[，、]?(?:又|也)(?:{pairs})"), "既"),
        (
            format!(
                "{begin}(以)(?:全部|经|基本|全面)?(?:{finished})(?:[0-9，。；了]|到位|完毕|完成)"
            ),
            "已",
        ),
        (format!("{begin}(已)(?:{aims})[^，。；]{{0,16}}(?:{leads})"), "以"),
        (
            format!(
                "{begin}(再)[一-龥“”]{{2,10}}(?:{spheres})(?:[，。；]|不|还|再|用|下|作|做|取|有|持)"
            ),
            "在",
        ),
        (format!("{begin}(?:重新|一|不|持续)?(在)(?:{again})"), "再"),
        (format!("(做)(?:{told})"), "作"),
        (format!("(坐)了?(?:{made})"), "作"),
        ("(?:打|双|共|多)(羸|嬴)".to_owned(), "赢"),
        (
            "(有)(?:上年|去年|原来|20[0-9]{2}年)的?[0-9][^，。；]{1,8}(?:增|减|提|下降|上升|降)"
                .to_owned(),
            "由",
        ),
        ("(?:^|[，。；、（])(期)中(?:[0-9]|包括|有[0-9]|我)".to_owned(), "其"),
    ]
    .into_iter()
    .map(|(text, right)| (pattern(&text), right))
    .collect()
});

fn check(line: &Line<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (slip, right) in SLIPS.iter() {
        for found in line.find(slip) {
            let Some(place) = found.range(1) else { continue };
            let message = format!("“{}”像是应当写“{right}”。请核对。", found.group(1));
            hits.push(line.hit(place.start, place.end, message).fix(*right));
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn particles_that_were_taken_for_each_other_are_found() {
        check("particles", "较好的完成了任务，学的深。", "的 → 地 / 的 → 得");
        check("particles", "骨干培养的不早，青年律师得想法。", "的 → 得 / 得 → 的");
        check("particles", "扎实的把每户情况摸清楚。", "的 → 地");
        check("particles", "认真的将意见记下来。", "的 → 地");
        check("particles", "以全部整改到位，已高质量党建引领。", "以 → 已 / 已 → 以");
        check("particles", "积极的开展进社区活动。", "的 → 地");
        check("particles", "及时的组织学习。", "的 → 地");
        check("particles", "即学条文，又学案例。", "即 → 既");
        check("particles", "再引领发展上再用力，做如下汇报。", "再 → 在 / 做 → 作");
    }

    #[test]
    fn a_near_miss_is_left_alone() {
        check(
            "particles",
            "积极的参与，主动的服务是关键，即日起，又要，即学即用，较好的成绩，学得深，难得的想法，再用力。",
            "",
        );
    }

    #[test]
    fn a_clean_sentence_has_nothing() {
        check("particles", "以全部党员为重点，已学完，以党建引领发展，再上新台阶。", "");
    }
}
