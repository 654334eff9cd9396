//! The inside of a paragraph by words: numbers stay whole with their units, and
//! a reader sees phrases, not confetti.

use std::ops::Range;
use std::sync::LazyLock;

use jieba_rs::Jieba;
use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::counted::{is_han_number, number_spans};
use super::likeness::is_digit;
use crate::model::{WordOp, Words};

/// Two texts that keep less than this share of their characters are shown as
/// old and new, whole.
const KEPT: f64 = 0.3;
/// Texts of more words than this are laid side by side by sentences first, so
/// that the time does not grow with the square of their differences.
const LONG: usize = 4000;

/// What stayed, went and came from `old` to `new`. What stayed and went spells
/// `old`, what stayed and came spells `new`.
pub(super) fn between(old: &str, new: &str) -> Vec<Words> {
    if old == new {
        return vec![Words { op: WordOp::Same, text: old.to_owned() }];
    }
    let text = Texts { old: tokens(old), new: tokens(new) };
    let mut pieces = cleaned(text.pieces(), &text);
    let kept: usize = pieces.iter().filter(|piece| piece.same).map(|p| text.size(p)).sum();
    let whole = old.chars().count() + new.chars().count();
    if 2.0 * (kept as f64) < KEPT * whole as f64 {
        pieces = vec![Piece { same: false, old: 0..text.old.len(), new: 0..text.new.len() }];
    }
    spelled(&pieces, &text)
}

/// A stretch of words that stayed, or one that was replaced.
#[derive(Debug, Clone)]
struct Piece {
    same: bool,
    old: Range<usize>,
    new: Range<usize>,
}

/// Both texts, in words.
struct Texts<'t> {
    old: Vec<&'t str>,
    new: Vec<&'t str>,
}

impl Texts<'_> {
    /// Same and replaced stretches in turn.
    fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if self.old.len() + self.new.len() <= LONG {
            self.by_words(0..self.old.len(), 0..self.new.len(), &mut pieces);
            return pieces;
        }
        let (olds, news) = (sentences(&self.old), sentences(&self.new));
        let spelled = |tokens: &[&str], all: &[Range<usize>]| -> Vec<String> {
            all.iter().map(|range| tokens[range.clone()].concat()).collect()
        };
        let (a, b) = (spelled(&self.old, &olds), spelled(&self.new, &news));
        let span = |all: &[Range<usize>], of: Range<usize>, end: usize| {
            let at = |at: usize| all.get(at).map_or(end, |range| range.start);
            at(of.start)..at(of.end)
        };
        for op in capture_diff_slices(Algorithm::Patience, &a, &b) {
            let (tag, old, new) = op.as_tag_tuple();
            let old = span(&olds, old, self.old.len());
            let new = span(&news, new, self.new.len());
            if tag != DiffTag::Equal && old.len() + new.len() <= LONG {
                self.by_words(old, new, &mut pieces);
            } else {
                push(&mut pieces, Piece { same: tag == DiffTag::Equal, old, new });
            }
        }
        pieces
    }

    fn by_words(&self, old: Range<usize>, new: Range<usize>, pieces: &mut Vec<Piece>) {
        let (a, b) = (&self.old[old.clone()], &self.new[new.clone()]);
        for op in capture_diff_slices(Algorithm::Myers, a, b) {
            let (tag, one, two) = op.as_tag_tuple();
            let shift = |range: Range<usize>, by: usize| range.start + by..range.end + by;
            let piece = Piece {
                same: tag == DiffTag::Equal,
                old: shift(one, old.start),
                new: shift(two, new.start),
            };
            push(pieces, piece);
        }
    }

    /// The characters of the longer side of a piece.
    fn size(&self, piece: &Piece) -> usize {
        let length = |tokens: &[&str]| tokens.iter().map(|token| token.chars().count()).sum();
        let (old, new): (usize, usize) =
            (length(&self.old[piece.old.clone()]), length(&self.new[piece.new.clone()]));
        old.max(new)
    }

    /// Whether the words of `piece` stayed between two replaced stretches that
    /// are both no shorter, so that they only break up what a reader takes in
    /// at once. The end of a sentence never does, and words between two things
    /// left out, or two things put in, read well as they are.
    fn is_island(&self, left: &Piece, piece: &Piece, right: &Piece) -> bool {
        let size = self.size(piece);
        let one_sided = (left.old.is_empty() && right.old.is_empty())
            || (left.new.is_empty() && right.new.is_empty());
        piece.same
            && size <= self.weight(left)
            && size <= self.weight(right)
            && !(one_sided && size > 1)
            && !self.old[piece.old.clone()].iter().any(|token| ends_sentence(token))
    }

    /// What a replaced piece weighs against the words that stayed beside it. A
    /// number put for a number weighs nothing: the words around it did stay.
    fn weight(&self, piece: &Piece) -> usize {
        match (&self.old[piece.old.clone()], &self.new[piece.new.clone()]) {
            ([one], [two]) if is_number(one) && is_number(two) => 0,
            _ => self.size(piece),
        }
    }
}

/// Adds a piece, as part of the last one if that is of its sort.
fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match pieces.last_mut() {
        Some(last) if last.same == piece.same => {
            last.old.end = piece.old.end;
            last.new.end = piece.new.end;
        }
        _ => pieces.push(piece),
    }
}

/// The pieces without islands, until there are none left.
fn cleaned(mut pieces: Vec<Piece>, text: &Texts<'_>) -> Vec<Piece> {
    loop {
        let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
        let before = pieces.len();
        for (at, piece) in pieces.iter().enumerate() {
            let island = kept
                .last()
                .zip(pieces.get(at + 1))
                .is_some_and(|(left, right)| text.is_island(left, piece, right));
            push(&mut kept, Piece { same: piece.same && !island, ..piece.clone() });
        }
        if kept.len() == before {
            return kept;
        }
        pieces = kept;
    }
}

fn spelled(pieces: &[Piece], text: &Texts<'_>) -> Vec<Words> {
    let mut words = Vec::new();
    let mut spell = |op, tokens: &[&str]| {
        if !tokens.is_empty() {
            words.push(Words { op, text: tokens.concat() });
        }
    };
    for piece in pieces {
        let (old, new) = (&text.old[piece.old.clone()], &text.new[piece.new.clone()]);
        if piece.same {
            spell(WordOp::Same, old);
        } else {
            spell(WordOp::Removed, old);
            spell(WordOp::Added, new);
        }
    }
    words
}

/// The sentences of a text, as ranges of its words.
fn sentences(tokens: &[&str]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        if ends_sentence(token) || at + 1 == tokens.len() {
            sentences.push(start..at + 1);
            start = at + 1;
        }
    }
    sentences
}

fn ends_sentence(token: &str) -> bool {
    token.contains(['。', '；', '！', '？', '\n'])
}

fn is_number(token: &str) -> bool {
    token.chars().next().is_some_and(|c| is_digit(c) || is_han_number(c))
}

/// The words of `text`, which they spell; a number with what it counts is one.
fn tokens(text: &str) -> Vec<&str> {
    // No guessing of unknown words: it would cut the same phrase differently in
    // two sentences.
    let ends: Vec<usize> = JIEBA.cut(text, false).iter().map(|token| token.byte_end).collect();
    let numbers = number_spans(text, &ends);
    let mut numbers = numbers.iter().peekable();
    let mut tokens = Vec::with_capacity(ends.len());
    let mut start = 0;
    for end in &ends {
        while numbers.peek().is_some_and(|number| number.end < *end) {
            numbers.next();
        }
        // A cut inside of a number is none.
        if numbers.peek().is_some_and(|number| number.start < *end && *end < number.end) {
            continue;
        }
        tokens.push(&text[start..*end]);
        start = *end;
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

/// The dictionary: a tenth of a second and 35 MB, so never at start-up.
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

#[cfg(test)]
mod tests {
    use super::*;

    /// `[-gone-]{+come+}`, as `git diff --word-diff` shows it.
    fn shown(old: &str, new: &str) -> String {
        let words = between(old, new);
        let spell = |left: WordOp| -> String {
            words.iter().filter(|w| w.op != left).map(|w| w.text.as_str()).collect()
        };
        assert_eq!((spell(WordOp::Added).as_str(), spell(WordOp::Removed).as_str()), (old, new));
        let mut shown = String::new();
        for Words { op, text } in &words {
            shown += &match op {
                WordOp::Same => text.clone(),
                WordOp::Removed => format!("[-{text}-]"),
                WordOp::Added => format!("{{+{text}+}}"),
            };
        }
        shown
    }

    #[test]
    fn numbers_stay_whole_with_what_they_count() {
        insta::assert_snapshot!([
            shown("开展志愿服务活动18次，讲党课10次。", "开展志愿服务活动21次，讲党课6次。"),
            shown("办理网上留言10余件，2023年12月完成。", "办理网上留言8件，2024年12月完成。"),
            shown("收缴党费1.2万元，到课率85%。", "收缴党费12000元，到课率91.5%。"),
            shown("召开三场协商会，党课10次、党日14次。", "召开五场协商会，党课6次、党日12次。"),
            shown("慰问１２户，历时5个月。", "慰问15户，历时7个月。"),
        ]
        .join("\n"), @"
        开展志愿服务活动[-18次-]{+21次+}，讲党课[-10次-]{+6次+}。
        办理网上留言[-10余件-]{+8件+}，[-2023年-]{+2024年+}12月完成。
        收缴党费[-1.2万元-]{+12000元+}，到课率[-85%-]{+91.5%+}。
        召开[-三场-]{+五场+}协商会，党课[-10次-]{+6次+}、党日[-14次-]{+12次+}。
        慰问[-１２户-]{+15户+}，历时[-5个月-]{+7个月+}。
        ");
    }

    #[test]
    fn a_reader_sees_phrases() {
        insta::assert_snapshot!([
            shown("推动基层党建工作抓起来、活起来、强起来。", "推动基层党建工作走深走实。"),
            shown("一是持续推进支部建设“比学赶”示范争先。", "一是推进“比学赶”示范争先。"),
            shown("学用结合不够紧密。办法不多。", "学用结合还有差距。办法不多。"),
            shown("", "新来的一句。"),
            shown("要走的一句。", ""),
            shown("以小区为依托开展协商。", "把物业费的账目公开。"),
        ]
        .join("\n"), @"
        推动基层党建工作[-抓起来、活起来、强起来-]{+走深走实+}。
        一是[-持续-]推进[-支部建设-]“比学赶”示范争先。
        学用结合[-不够紧密-]{+还有差距+}。办法不多。
        {+新来的一句。+}
        [-要走的一句。-]
        [-以小区为依托开展协商。-]{+把物业费的账目公开。+}
        ");
    }

    #[test]
    fn words_are_cut_so_that_they_spell_the_text() {
        for text in
            ["", " ", "3", "第3批、三会一课，１０余户次", "a1b2\n𠮷家湾2.", "百万雄师过大江一"]
        {
            assert_eq!(tokens(text).concat(), text);
        }
    }

    #[test]
    fn very_long_texts_go_by_sentences() {
        let old: String = (0..3000).map(|n| format!("第{n}项办结。")).collect();
        let new = old.replace("第1500项办结", "第1500项没有办结");
        assert_eq!(
            shown(&old, &new).matches(['[', '{']).count(),
            1,
            "one word came, and nothing else changed"
        );
    }
}
