//! Words: a text cut into the few kinds of words that tell what a number counts.

use std::ops::Range;

use super::lexicon::Lexicon;
use super::number::Number;

/// A word or mark of a text, or a number found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its characters.
    pub(super) span: Range<usize>,
    pub(super) kind: Kind,
}

/// What a word can do in the naming of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// The number with this index.
    Number(usize),
    /// Does something to what follows: 发放.
    Verb,
    /// Only says that something is done: 开展.
    Light,
    /// A verb, or part of a name: 走访.
    Either,
    /// A verb only where no modifier stands before it: 宣传.
    Weak,
    /// People: 党员.
    People,
    /// Another name: 志愿服务活动.
    Noun,
    /// Neither here nor there: 共, 先后, 的.
    Filler,
    /// Joins names: 、 和 等.
    Join,
    /// A whole quotation.
    Quote,
    /// A space, or a whole parenthesis without numbers.
    Aside,
    /// A colon, or the line between two cells of a table.
    Colon,
    /// The end of a clause: ，
    Comma,
    /// The end of a sentence.
    Stop,
    /// Anything else.
    Other,
}

/// The longest name, in characters, of what a deed of one letter made.
const LONGEST_MADE: usize = 8;

/// How far apart the two marks of a quotation or parenthesis may stand.
const LONGEST_QUOTE: usize = 48;

impl Lexicon {
    /// Cuts `text` into words. Neighbouring characters that no list knows make
    /// one word; every number is a word of its own.
    pub(super) fn cut(&self, text: &[char], numbers: &[Number]) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let mut upcoming = numbers.iter().enumerate().peekable();
        let mut at = 0;
        while at < text.len() {
            let (length, kind) = match upcoming.peek() {
                Some((index, number)) if number.start <= at => {
                    let found = (number.after.max(at + 1) - at, Kind::Number(*index));
                    upcoming.next();
                    found
                }
                next => {
                    let limit = next.map_or(text.len(), |(_, number)| number.start);
                    // 购车资金1.24亿元: money is not made.
                    let money = next.is_some_and(|(_, number)| number.unit.ends_with('元'));
                    let last = words.last().filter(|last| last.kind == Kind::Other);
                    let crew = last.is_some_and(|last| {
                        let name: String = text[last.span.clone()].iter().collect();
                        let quoted =
                            matches!(&words[..], [.., quote, _] if quote.kind == Kind::Quote);
                        // 公司设示范线, “金点子”小组提建议
                        let acts = last.span.len() > 1 && self.is_actor(&name);
                        acts || self.is_crew(&name) || quoted && self.ends_in_a_crew(&name)
                    });
                    // 为村小添课桌椅: those it was done for, then what was done.
                    let given = matches!(&words[..], [.., to, last]
                        if last.kind == Kind::Other && last.span.len() > 1
                            && to.kind == Kind::Filler
                            && self.is_for_whom(&text[to.span.clone()]));
                    let crew = crew || given;
                    let known = crew || words.last().is_none_or(|last| last.kind != Kind::Other);
                    let may_act = crew || words.last().is_none_or(|last| may_act_behind(last.kind));
                    if may_act && !money && limit < text.len() && self.makes(&text[at..limit]) {
                        (1, Kind::Verb)
                    } else {
                        self.next_word(&text[..limit], text, at, known)
                    }
                }
            };
            // 梳理出, 种上: the particle belongs to the verb.
            let after_verb = words.last().is_some_and(|last| {
                matches!(last.kind, Kind::Verb | Kind::Either) && last.span.end == at
            });
            // 拖回, 扩到: more of them behind a verb of one letter.
            let short = words.last().is_some_and(|last| last.span.len() == 1);
            let particle = after_verb
                && length == 1
                && ("出上起完好成下到至过得".contains(text[at])
                    || short && "着回开掉满遍齐通".contains(text[at]));
            // 58条也都办结了: it leads on to what was done with them.
            let leads = length == 1
                && matches!(words.last().map(|last| last.kind), Some(Kind::Number(_)))
                && self.lists.adverbs.contains(&text[at]);
            // 结对后成绩提高11分: the time behind a deed is no part of what rose.
            let since = after_verb
                && text[at] == '后'
                && text.get(at + 1).is_some_and(|next| !"备勤续台代面期劲进扶".contains(*next));
            // 当上了楼栋长: no verb of its own.
            let bound = particle && kind == Kind::Verb && text[at] == '上';
            let kind = if (particle || leads || since) && kind == Kind::Other || bound {
                Kind::Filler
            } else {
                kind
            };
            // 人均增收, 平均处置时间: what is averaged is part of the name.
            let averaged = is_verb(kind) && self.ends_in_an_average(text, at);
            let kind = if averaged { Kind::Other } else { kind };
            // 班子中35岁以下的: among whom is a word of its own.
            let apart = text[at].is_ascii_digit() && at > 0 && "中里内".contains(text[at - 1]);
            let joins_the_last = kind == Kind::Other
                && !apart
                && words.last().is_some_and(|last| last.kind == Kind::Other && last.span.end == at);
            match words.last_mut() {
                Some(last) if joins_the_last => last.span.end = at + length,
                _ => words.push(Word { span: at..at + length, kind }),
            }
            at += length;
        }
        words
    }

    /// Whether `text`, up to a number, is a deed of one letter and what was made by
    /// it, which no list need know: 铺沥青路面(2.4公里), 栽桂花树(120棵).
    fn makes(&self, text: &[char]) -> bool {
        let [verb, made @ ..] = text else { return false };
        let spaces = made.iter().rev().take_while(|sign| **sign == ' ').count();
        let made = &made[..made.len() - spaces];
        let short = made.len() == 1 && self.lists.short.has(&made[0].to_string());
        if !(short || (2..=LONGEST_MADE).contains(&made.len()))
            || !self.lists.makers.contains(verb)
            // 换辊时间: how much there is of what was done.
            || self.is_measure(&made.iter().collect::<String>())
            || self.word_at(text, 0).is_some_and(|(length, _)| length > 1)
            || self.lists.made_of_makers.iter().any(|word| starts(text, 0, word))
        {
            return false;
        }
        let mut at = 0;
        while at < made.len() {
            at += match self.word_at(made, at) {
                Some((length, Kind::Noun | Kind::People)) => length,
                // 晾晒场: the verb tells what it is for.
                Some((length, kind)) if length > 1 && is_verb(kind) && at + length < made.len() => {
                    length
                }
                Some((length, _)) if length > 1 => return false,
                _ if is_han(made[at]) && !"的了到至为在过着把被由从".contains(made[at]) => {
                    1
                }
                _ => return false,
            };
        }
        true
    }

    pub(super) fn ends_in_an_average(&self, text: &[char], at: usize) -> bool {
        let before = &text[at.saturating_sub(2)..at.min(text.len())];
        before.last() == Some(&'均') && self.lists.averages.has(&before.iter().collect::<String>())
    }

    /// The word at `at`. `free` ends where the next number begins: no word but
    /// a mark reaches into a number. `fresh`: the word before it is complete.
    fn next_word(&self, free: &[char], text: &[char], at: usize, fresh: bool) -> (usize, Kind) {
        match text[at] {
            '，' | ',' => (1, Kind::Comma),
            '.' | '．' | '。' | '；' | '！' | '？' | ';' | '!' | '?' | '\n' => (1, Kind::Stop),
            '：' | ':' | '\t' => (1, Kind::Colon),
            '、' => (1, Kind::Join),
            '和' | '与' | '及' | '等'
                if self.word_at(free, at).is_none_or(|(length, _)| length == 1) =>
            {
                (1, Kind::Join)
            }
            ' ' | '\u{3000}' | '\u{A0}' => (1, Kind::Aside),
            open @ ('“' | '”' | '"' | '「' | '《' | '〈' | '‘' | '（' | '(') => {
                match closing(free, at, open) {
                    Some(close) if matches!(open, '（' | '(') => (close + 1 - at, Kind::Aside),
                    Some(close) => (close + 1 - at, Kind::Quote),
                    None => (1, Kind::Comma),
                }
            }
            '）' | ')' | '」' | '》' | '〉' | '’' | '【' | '】' | '〞' => (1, Kind::Comma),
            sign if sign.is_ascii_digit() => {
                let digits = free[at..].iter().take_while(|sign| sign.is_ascii_digit()).count();
                match free.get(at + digits) {
                    // 党龄50年以上: how long, and part of a name.
                    Some('年') if digits < 4 && self.is_limit(free, at, digits) => {
                        (digits + 1, Kind::Other)
                    }
                    // 2024年, 3月, 5日: when, not what.
                    Some('年' | '月' | '日' | '号') => {
                        (time_around(free, at + digits + 1) - at, Kind::Filler)
                    }
                    // 1.协调资金: the mark of a list.
                    Some('.' | '．') => (digits + 1, Kind::Stop),
                    _ => (digits.max(1), Kind::Other),
                }
            }
            _ => self.plain_word(free, text, at, fresh),
        }
    }

    /// Whether the 比 at `at` compares: 人均日产比普通线高出(14%), but 占比高.
    fn compares(&self, free: &[char], at: usize) -> bool {
        let said: String = free[at + 1..].iter().collect();
        let said = said.trim_end_matches([' ', '了', '出']);
        let whole = at > 0 && !"占同环性评对配".contains(free[at - 1]);
        let ends = said.char_indices().skip(1).any(|(from, _)| self.lists.rises.has(&said[from..]));
        whole && ends && said.chars().count() <= LONGEST_MADE + 1
    }

    /// Whether the years counted by so many `digits` at `at` tell some people from
    /// the others: 满50年, 30年以上.
    fn is_limit(&self, text: &[char], at: usize, digits: usize) -> bool {
        let behind: String = text[at + digits + 1..].iter().take(2).collect();
        let over = at > 0 && self.passes_a_limit(&text[at - 1].to_string());
        over || self.holds_a_limit(&behind)
    }

    /// The word of letters at `at`.
    fn plain_word(&self, free: &[char], text: &[char], at: usize, fresh: bool) -> (usize, Kind) {
        let before_number =
            free.len() < text.len() && free[at + 1..].iter().all(|sign| *sign == ' ');
        let next = self.word_at(free, at + 1).filter(|(length, _)| *length > 1);
        // 人均6本, 参与率平均95%: an average right before its number.
        if free.len() < text.len()
            && self.ends_in_an_average(text, at + 2)
            && free.get(at + 2..).is_some_and(|rest| rest.iter().all(|sign| *sign == ' '))
        {
            return (2, Kind::Filler);
        }
        match self.word_at(free, at) {
            // 共 in 共识 is no word; in 共召开 it is.
            Some((1, Kind::Filler)) => {
                let opens = fresh && "在对向给为以从由把将被让使有到赴比".contains(text[at])
                    || text[at] == '比' && self.compares(free, at);
                // 失能党员: the 能 belongs to what stands before it.
                let bound = !fresh && "能会可同对向".contains(text[at]);
                // 文本640份: the 本 ends a name.
                let ends = !fresh && "本该其各".contains(text[at]);
                // 人均增收 names an average.
                if !fresh && self.ends_in_an_average(text, at + 1) {
                    return (1, Kind::Other);
                }
                // 由2023年底的27名: a year, not a number, comes behind it.
                let dated = "由从到至在".contains(text[at])
                    && free.get(at + 1).is_some_and(char::is_ascii_digit);
                // 只开了21次, 虽降到17件
                let acts = self.lists.adverbs.contains(&text[at])
                    && text.get(at + 1).is_some_and(|verb| self.lists.single.contains(verb))
                    && text.get(at + 2).is_some_and(|next| "了过到至出完好，。；".contains(*next));
                // 收入首次过了30万元
                let reached = free.len() < text.len() && matches!(&free[at + 1..], ['了']);
                let stands = "的了".contains(text[at])
                    || acts
                    || dated
                    || (before_number && !ends)
                    || reached
                    || (next.is_some() && !bound)
                    || opens;
                (1, if stands { Kind::Filler } else { Kind::Other })
            }
            Some(word) => word,
            // 校纪委作警示教育报告: 作 is a verb of its own behind whoever did it.
            None if text[at] == '作'
                && next.is_some_and(|(_, kind)| matches!(kind, Kind::Noun | Kind::Weak))
                && at > 0
                && !"工合操制创运动著写耕协劳当".contains(text[at - 1]) =>
            {
                (1, Kind::Verb)
            }
            // 不规范收费行为: what they are, not what was done.
            None if text[at] == '不' && next.is_some_and(|(_, kind)| kind == Kind::Verb) => {
                (1 + next.map_or(0, |(length, _)| length), Kind::Other)
            }
            // 新修订制度: the verb behind it tells.
            None if text[at] == '新' && next.is_some_and(|(_, kind)| kind == Kind::Verb) => {
                (1, Kind::Filler)
            }
            None if self.lists.single.contains(&text[at]) => {
                // 开12次, 修了600米, 上思政课
                let goes_on = text
                    .get(at + 1)
                    .is_some_and(|next| "了到至出完好过上起下着回掉".contains(*next));
                // 开“马背党课”, 配灭火器
                let quotes = matches!(text.get(at + 1), Some('“' | '《'));
                let does = quotes
                    || next.is_some_and(|(_, kind)| {
                        matches!(kind, Kind::Noun | Kind::People | Kind::Weak)
                    });
                // 演练每月都做，一年做了11次
                let ends = free.get(at + 1).is_some_and(|mark| "，。；".contains(*mark));
                let verb = goes_on || (fresh && (before_number || does || ends));
                (1, if verb { Kind::Verb } else { Kind::Other })
            }
            None => (1, Kind::Other),
        }
    }
}

/// Where the time ends whose year, month or day ends at `at`: 2024年底, 3月底前.
fn time_around(text: &[char], at: usize) -> usize {
    let part = text.get(at).is_some_and(|sign| "初底末中份".contains(*sign));
    let end = at + usize::from(part);
    let bound = text.get(end).is_some_and(|sign| "前后起".contains(*sign));
    end + usize::from(bound)
}

/// Where the quotation or parenthesis that opens at `at` closes. A reversed
/// pair (”共建“) is a quotation too.
fn closing(text: &[char], at: usize, open: char) -> Option<usize> {
    let closes: &[char] = match open {
        '“' => &['”', '〞'],
        '”' => &['“', '”'],
        '"' => &['"'],
        '「' => &['」'],
        '《' => &['》'],
        '〈' => &['〉'],
        '‘' => &['’'],
        _ => &['）', ')'],
    };
    let longest = if open == '”' { 12 } else { LONGEST_QUOTE };
    let inside = text[at + 1..].iter().take(longest);
    let close = inside
        .take_while(|sign| !matches!(sign, '。' | '；' | '\n' | '\t'))
        .position(|sign| closes.contains(sign))?;
    // ”、“ closes one quotation and opens the next.
    (close > 0 && !(open == '”' && matches!(text[at + 1], '、' | '，' | '和')))
        .then_some(at + 1 + close)
}

/// Whether a clause may go on with a deed behind a word of this kind.
fn may_act_behind(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Comma | Kind::Stop | Kind::Colon | Kind::Filler | Kind::Noun | Kind::People
    )
}

fn is_han(sign: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&sign)
}

pub(super) fn is_verb(kind: Kind) -> bool {
    matches!(kind, Kind::Verb | Kind::Light | Kind::Either | Kind::Weak)
}

/// Whether `word` stands at `at`.
pub(super) fn starts(text: &[char], at: usize, word: &str) -> bool {
    let mut rest = text.iter().skip(at);
    word.chars().all(|sign| rest.next() == Some(&sign))
}
