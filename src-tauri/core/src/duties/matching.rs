//! Which passages of a report answer which duties, by the words they share.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::items::sentences_of;
use crate::manuscript::numbers;
use crate::model::{Duty, DutyKind, DutyRow, Part, Passage, Report, Role, Section, Uid};

/// A passage that may answer a duty.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Match {
    pub(super) passage: Passage,
    /// The sentence that answers best.
    pub(super) sentence: String,
    /// How much of the duty is in it, 0 to 1.
    pub(super) score: f64,
    /// It answers as far as words can tell; otherwise it is only worth a look.
    pub(super) answers: bool,
}

// Measured on the pairs of `tests/data/duties` and `tests/data/years`: what
// answers shares an eighth of a matter's telling words and more, what does not a
// sixteenth and less, once the text carried over from last year is left out.

/// In a part that answers last year's problems so much of a matter's telling
/// words says that a passage is about it.
const IN_RESPONSE: f64 = 0.12;
/// So it is where a passage says that it answers (针对…问题).
const SAID: f64 = 0.17;
/// Anywhere else, in a report without such a part.
const ELSEWHERE: f64 = 0.12;
/// Where there is such a part, what is told elsewhere is about the same things
/// and mostly answers nothing.
const BESIDE: f64 = 0.5;
/// One telling pair alone may be chance.
const TELLING: usize = 2;
/// A passage worth showing to the writer.
const WORTH_A_LOOK: f64 = 0.1;
/// A passage of a response answers the duty it is likest; another one only when
/// it is nearly as like.
const RIVAL: f64 = 0.7;
/// How much more a passage of a response counts among several.
const FIRST_LOOK: f64 = 1.25;
/// What a passage has of the measure that was promised against a problem counts
/// nearly as much as what it has of the problem: a report says what was done
/// more often than what it was done against.
const BY_MEASURE: f64 = 0.9;
/// A measure is meant for a problem when it has this share of its words.
const MEANT: f64 = 0.08;
/// What stands in last year's report answers nothing; a passage with so many
/// characters of other clauses may.
const NEW: usize = 6;
/// How many sentences are read together.
const WINDOW: usize = 3;
/// Words that say nothing of what a matter is about weigh so little.
const GENERIC: f64 = 0.15;

/// For each of `duties` the passages of `report` that may answer it, the best
/// first. What already stood in one of the reports `before` it answers nothing.
pub(super) fn matches(duties: &[&Duty], report: &Report, before: &[&Report]) -> Vec<Vec<Match>> {
    let windows = windows(report, &said_before(before));
    let weigh = Weights::of(duties, &windows);
    let has_response = windows.iter().any(|window| window.response || window.says_so);
    let asked = Asked::of(duties, &weigh);
    let mut scores = asked.scores(&windows, &weigh);
    let partners = partners(duties, &weigh);
    for (problem, measure) in partners.iter().enumerate() {
        let Some(measure) = measure.filter(|_| duties[problem].kind == DutyKind::Problem) else {
            continue;
        };
        let by_measure = scores[measure].clone();
        for (score, other) in scores[problem].iter_mut().zip(by_measure) {
            *score = score.max(BY_MEASURE * other);
        }
    }
    let mut likest = [vec![0.0; windows.len()], vec![0.0; windows.len()]];
    for (duty, scores) in duties.iter().zip(&scores) {
        for (most, score) in likest[sort(duty.kind)].iter_mut().zip(scores) {
            *most = f64::max(*most, *score);
        }
    }
    duties
        .iter()
        .zip(&scores)
        .zip(&partners)
        .map(|((duty, scores), partner)| {
            let other = partner.map_or("", |partner| duties[partner].text.as_str());
            let asked = format!("{}\n{other}", duty.text);
            let mut best: BTreeMap<(Part, Option<usize>), Match> = BTreeMap::new();
            for (at, window) in windows.iter().enumerate() {
                let (score, most) = (scores[at], likest[sort(duty.kind)][at]);
                if score < WORTH_A_LOOK / FIRST_LOOK {
                    continue;
                }
                let needed = match window {
                    Window { response: true, .. } => IN_RESPONSE,
                    Window { says_so: true, .. } => SAID,
                    _ if has_response => BESIDE,
                    _ => ELSEWHERE,
                };
                let answers = window.new
                    && score >= needed
                    && score >= RIVAL * most
                    && weigh.telling(&asked, &window.pairs);
                // A response is where one looks first.
                let score = score * if window.response { FIRST_LOOK } else { 1.0 };
                let key = (window.passage.section, window.passage.paragraph);
                let better = best
                    .get(&key)
                    .is_none_or(|known| (answers, score) > (known.answers, known.score));
                if score >= WORTH_A_LOOK && better {
                    let sentence = window.sentence(&asked_of(&weigh, duty));
                    let passage = window.passage.clone();
                    best.insert(key, Match { passage, sentence, score, answers });
                }
            }
            let mut found: Vec<Match> = best.into_values().collect();
            found.sort_by(|a, b| b.answers.cmp(&a.answers).then(b.score.total_cmp(&a.score)));
            found
        })
        .collect()
}

/// For each problem the measure that its report promises against it, and for
/// each measure the problem: of one number where both are as many, else by the
/// words they share, and of one number where no words tell.
fn partners(duties: &[&Duty], weigh: &Weights) -> Vec<Option<usize>> {
    let mut partners = vec![None; duties.len()];
    let reports: BTreeSet<&Uid> = duties.iter().map(|duty| &duty.from_report).collect();
    for report in reports {
        let of = |kind: DutyKind| -> Vec<usize> {
            let is = |at: &usize| duties[*at].kind == kind && duties[*at].from_report == *report;
            (0..duties.len()).filter(is).collect()
        };
        let (problems, measures) = (of(DutyKind::Problem), of(DutyKind::Measure));
        if problems.len() != measures.len() {
            for problem in &problems {
                let asked = pairs(&duties[*problem].text);
                let share = |at: usize| weigh.share(&asked, &pairs(&duties[at].text));
                let shares = measures.iter().map(|measure| (share(*measure), *measure));
                let best = shares.max_by(|a, b| a.0.total_cmp(&b.0));
                if let Some((_, measure)) = best.filter(|(share, _)| *share >= MEANT) {
                    partners[*problem] = Some(measure);
                    partners[measure] = Some(*problem);
                }
            }
        }
        for (problem, measure) in problems.into_iter().zip(measures) {
            if partners[problem].is_none() && partners[measure].is_none() {
                partners[problem] = Some(measure);
                partners[measure] = Some(problem);
            }
        }
    }
    partners
}

/// The clauses in which earlier reports told what was done, without numbers.
fn said_before(reports: &[&Report]) -> HashSet<String> {
    let done = |section: &&Section| !matches!(section.role, Role::Problems | Role::NextSteps);
    let sections = reports.iter().flat_map(|report| report.walk().map(|(_, section)| section));
    let texts = sections.filter(done).flat_map(|section| &section.body);
    texts.flat_map(|text| clauses(text)).collect()
}

/// The clauses of a text without their numbers.
fn clauses(text: &str) -> impl Iterator<Item = String> {
    let clauses = text.split(['，', '。', '；', '：', '、', '！', '？']);
    let plain = |clause: &str| clause.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    clauses.map(plain)
}

/// What is asked, by the pairs it is made of: a window is looked up in it once,
/// however many duties there are.
struct Asked {
    /// Of each duty its first sentence, which says what the matter is, then all
    /// of it: what they weigh.
    whole: Vec<f64>,
    of_pair: HashMap<Pair, Vec<usize>>,
}

impl Asked {
    fn of(duties: &[&Duty], weigh: &Weights) -> Self {
        let mut asked = Self { whole: Vec::new(), of_pair: HashMap::new() };
        for duty in duties {
            for text in [sentences_of(&duty.text).next().unwrap_or(""), &duty.text] {
                let pairs = pairs(text);
                asked.whole.push(pairs.iter().map(|pair| weigh.of_pair(*pair)).sum());
                for pair in pairs {
                    asked.of_pair.entry(pair).or_default().push(asked.whole.len() - 1);
                }
            }
        }
        asked
    }

    /// For each duty how much of it is in each window.
    fn scores(&self, windows: &[Window], weigh: &Weights) -> Vec<Vec<f64>> {
        let mut scores = vec![vec![0.0; windows.len()]; self.whole.len() / 2];
        for (at, window) in windows.iter().enumerate() {
            let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
            for pair in &window.pairs {
                for text in self.of_pair.get(pair).into_iter().flatten() {
                    *sums.entry(*text).or_default() += weigh.of_pair(*pair);
                }
            }
            for (text, sum) in sums {
                let score: &mut f64 = &mut scores[text / 2][at];
                *score = score.max(sum / self.whole[text].max(f64::MIN_POSITIVE));
            }
        }
        scores
    }
}

/// Problems and comments are answered alike; measures beside them.
fn sort(kind: DutyKind) -> usize {
    usize::from(kind == DutyKind::Measure)
}

fn asked_of<'w>(weights: &'w Weights, duty: &Duty) -> impl Fn(&str) -> f64 + use<'w> {
    let asked = pairs(&duty.text);
    move |sentence| weights.share(&asked, &pairs(sentence))
}

/// A few sentences of a paragraph that are read together.
struct Window {
    passage: Passage,
    text: String,
    pairs: Vec<Pair>,
    /// It stands in a part that answers last year's problems.
    response: bool,
    /// It says itself that it answers one.
    says_so: bool,
    /// It was not carried over from an earlier report.
    new: bool,
}

impl Window {
    /// The sentence of it that is likest by `score`.
    fn sentence(&self, score: &impl Fn(&str) -> f64) -> String {
        let best = sentences_of(&self.text)
            .map(|sentence| (score(sentence), sentence))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        best.map_or_else(|| self.text.clone(), |(_, sentence)| sentence.trim().to_owned())
    }
}

/// Every stretch of the report that can answer: not its own problems and plans.
fn windows(report: &Report, before: &HashSet<String>) -> Vec<Window> {
    let numbers = numbers(report);
    let mut windows = Vec::new();
    let mut open: Vec<(&Section, bool, bool)> =
        report.sections.iter().rev().map(|section| (section, false, false)).collect();
    while let Some((section, response, closed)) = open.pop() {
        let (response, closed) = match section.role {
            Role::ReviewResponse => (true, false),
            Role::Problems | Role::NextSteps => (false, true),
            _ => (response || answers_by_heading(&section.heading), closed),
        };
        open.extend(section.children.iter().rev().map(|child| (child, response, closed)));
        if closed {
            continue;
        }
        for (at, text) in section.body.iter().enumerate() {
            let sentences: Vec<&str> = sentences_of(text).collect();
            let first = sentences.len().saturating_sub(WINDOW) + 1;
            for start in 0..first.max(1) {
                let window = sentences[start..(start + WINDOW).min(sentences.len())].concat();
                // In a response each heading names what is answered below it.
                let heading =
                    if response || section.run_in { section.heading.as_str() } else { "" };
                let read = format!("{heading}\n{window}");
                let other = clauses(&window).filter(|clause| !before.contains(clause));
                let new = other.map(|clause| clause.chars().count()).sum::<usize>() >= NEW;
                windows.push(Window {
                    passage: Passage {
                        section: Part::Section(section.id),
                        number: numbers.get(&section.id).cloned().unwrap_or_default(),
                        numbered: section.run_in && at == 0,
                        heading: section.heading.clone(),
                        paragraph: Some(at),
                        text: text.clone(),
                    },
                    pairs: pairs(&read),
                    response: response && !section.heading.is_empty(),
                    says_so: says_so(&read),
                    new,
                    text: window,
                });
            }
        }
    }
    windows
}

/// Whether a part answers last year's problems, whatever its role.
fn answers_by_heading(heading: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    has(&["整改", "点评", "承诺", "反馈"]) && has(&["年", "落实", "情况", "问题", "兑现"])
}

/// Whether a passage says that it answers a problem.
fn says_so(text: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    (has(&["针对", "对于", "围绕"]) && has(&["问题", "不足", "短板", "点评", "意见", "差距"]))
        || (has(&["去年", "上年", "上一年"])
            && has(&["承诺", "提出", "问题", "点评", "指出", "查摆", "不足"]))
}

type Pair = (char, char);

/// The pairs of neighbouring characters that words are made of: each once, in
/// order.
fn pairs(text: &str) -> Vec<Pair> {
    let chars: Vec<char> = text.chars().collect();
    let word =
        |c: char| c.is_alphabetic() && !"的了是在和与及我们对为以把将等也都就而之其所".contains(c);
    let both = |two: &[char]| (word(two[0]) && word(two[1])).then_some((two[0], two[1]));
    let mut pairs: Vec<Pair> = chars.windows(2).filter_map(both).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn is_in(pairs: &[Pair], pair: Pair) -> bool {
    pairs.binary_search(&pair).is_ok()
}

/// How telling each pair is: the rarer it is among the sentences at hand.
struct Weights {
    sentences: f64,
    counted: HashMap<Pair, usize>,
    generic: HashSet<Pair>,
}

/// What reports of the kind say of everything.
const GENERIC_WORDS: &str = "问题 不足 不够 存在 工作 开展 组织 加强 提高 提升 进一步 社区 党员 支部 \
    党支部 党组织 党建 书记 班子 方面 情况 有效 有待 需要 还不 较为 比较 部分 个别 力度 水平 能力 \
    推进 推动 落实 完善 建立 健全 强化 深化 坚持 持续 不断 深入 全年 今年 明年 去年 年度 基层 \
    活动 制度 机制 群众 居民 服务 作用 发挥 积极 主动 做好 整改 针对 措施 效果 明显 重点 \
    缺乏 缺少 薄弱 单一 一是 二是 三是 四是 由于 导致 造成 影响 原因 结合 通过 形成 实现";

impl Weights {
    fn of(duties: &[&Duty], windows: &[Window]) -> Self {
        let mut counted: HashMap<Pair, usize> = HashMap::new();
        let texts = duties.iter().map(|duty| duty.text.as_str());
        let texts: Vec<&str> =
            texts.chain(windows.iter().map(|window| window.text.as_str())).collect();
        for text in &texts {
            for pair in pairs(text) {
                *counted.entry(pair).or_default() += 1;
            }
        }
        let generic = GENERIC_WORDS.split_whitespace().flat_map(pairs).collect();
        Self { sentences: texts.len() as f64, counted, generic }
    }

    fn of_pair(&self, pair: Pair) -> f64 {
        let count = self.counted.get(&pair).copied().unwrap_or(0) as f64;
        let rare = ((self.sentences + 1.0) / (count + 0.5)).ln().max(0.1);
        rare * if self.generic.contains(&pair) { GENERIC } else { 1.0 }
    }

    /// Whether enough that is not generic is in both; all of it, of a short one.
    fn telling(&self, asked: &str, told: &[Pair]) -> bool {
        let telling: Vec<Pair> =
            pairs(asked).into_iter().filter(|pair| !self.generic.contains(pair)).collect();
        let shared = telling.iter().filter(|pair| is_in(told, **pair)).count();
        shared >= TELLING.min(telling.len().max(1))
    }

    /// The share of what is asked that stands in `told`.
    fn share(&self, asked: &[Pair], told: &[Pair]) -> f64 {
        let sum = |pairs: &mut dyn Iterator<Item = &Pair>| -> f64 {
            pairs.map(|pair| self.of_pair(*pair)).sum()
        };
        let whole = sum(&mut asked.iter());
        if whole > 0.0 {
            sum(&mut asked.iter().filter(|pair| is_in(told, **pair))) / whole
        } else {
            0.0
        }
    }
}

/// Which of `measures` is meant for `problem`; `None` when none is.
pub(super) fn likest(problem: &Duty, measures: &[&DutyRow]) -> Option<usize> {
    let duties: Vec<&Duty> = measures.iter().map(|row| &row.duty).collect();
    let weigh = Weights::of(&duties, &[]);
    let asked = pairs(&problem.text);
    let same_report = |row: &&DutyRow| row.duty.from_report == problem.from_report;
    let score = |(at, row): (usize, &&DutyRow)| (weigh.share(&asked, &pairs(&row.duty.text)), at);
    let best = measures.iter().enumerate().filter(|(_, row)| same_report(row)).map(score);
    best.max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(score, _)| *score >= IN_RESPONSE / 2.0)
        .map(|(_, at)| at)
}
