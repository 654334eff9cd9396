//! Headings and the tree they make.
//!
//! A marked paragraph is a heading when it is a label, alone or with text run
//! in behind it; a numbered whole sentence is text. What the members of a
//! series have in common decides for each of them. Places in the tree follow
//! from the marks in use, not from a fixed table: a report may well begin with
//! （一）, or put 1. above （一）.

use std::collections::BTreeSet;

use super::headings::{self, Heading};
use super::lines::Para;
use super::marks::Class;
use super::mended::Mended;

/// A section being built.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Its mark as written; "" for a heading without one.
    pub(super) mark: String,
    /// Its heading without the mark.
    pub(super) heading: Mended,
    /// The lines of the heading.
    pub(super) lines: Vec<usize>,
    /// The first paragraph stands behind the heading in one line.
    pub(super) run_in: bool,
    /// Its paragraphs.
    pub(super) body: Vec<(Mended, Vec<usize>)>,
    /// The sections below it.
    pub(super) children: Vec<Self>,
}

/// The text as a tree.
#[derive(Debug, Default)]
pub(super) struct Forest {
    /// The paragraphs before the first heading.
    pub(super) opening: Vec<Para>,
    /// The sections of first level.
    pub(super) nodes: Vec<Node>,
}

/// No section stands deeper than this; a heading that would is text.
const DEEPEST: usize = 4;
/// How far ahead a series is looked for that goes on later.
const AHEAD: usize = 400;

/// Builds the tree of `paras`.
pub(super) fn build(paras: Vec<Para>) -> Forest {
    let found = headings::find(&paras);
    let mut forest = Forest::default();
    // The sections that are open: their series, and the number of the last one.
    let mut open: Vec<(Series, usize)> = Vec::new();
    // Which series stood right below which.
    let mut below: BTreeSet<(Series, Series)> = BTreeSet::new();
    for (at, para) in paras.into_iter().enumerate() {
        // A heading that stands over nothing but this one is above it.
        let over = at.checked_sub(1).and_then(|above| found[above].as_ref());
        let leads = over.is_some_and(|over| over.cut.is_none());
        let heading = found[at].as_ref().and_then(|heading| {
            let depth = place(heading, &open, leads, &below, &found[at + 1..]);
            (depth < DEEPEST).then_some((depth, heading))
        });
        match heading {
            Some((depth, heading)) => {
                open.truncate(depth);
                if let Some((above, _)) = open.last() {
                    below.insert((Series::of(heading), *above));
                }
                open.push((Series::of(heading), heading.number));
                children_at(&mut forest.nodes, depth).push(node(&para, heading));
            }
            None if open.is_empty() => forest.opening.push(para),
            None => {
                let parent = children_at(&mut forest.nodes, open.len() - 1);
                let last = parent.last_mut().expect("an open series has a section");
                last.body.push((para.text, para.lines));
            }
        }
    }
    forest
}

/// Headings of one series share the class of their mark, or the look of
/// having none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Series {
    Marked(Class),
    Bare(u8),
}

impl Series {
    fn of(heading: &Heading) -> Self {
        match heading.class {
            Some(class) => Self::Marked(class),
            None => Self::Bare(heading.rank),
        }
    }
}

/// How many sections stay open above `heading`: its depth, from 0. `leads`: the
/// last of them has no text of its own.
fn place(
    heading: &Heading,
    open: &[(Series, usize)],
    leads: bool,
    below: &BTreeSet<(Series, Series)>,
    later: &[Option<Heading>],
) -> usize {
    let series = Series::of(heading);
    let same = open.iter().rposition(|(other, _)| *other == series);
    if let Some(depth) = same {
        return depth;
    }
    let outer = open.iter().take_while(|(other, _)| rank(*other) < heading.rank).count();
    if outer == open.len() || heading.number > 1 {
        return outer;
    }
    if leads && heading.number == 1 {
        return open.len();
    }
    // A new series with a mark that usually stands higher: it is nested all
    // the same when it was before, or when the series it would end goes on later.
    for depth in (outer..open.len()).rev() {
        let (other, last) = open[depth];
        if below.contains(&(series, other)) {
            return depth + 1;
        }
        let next = later
            .iter()
            .take(AHEAD)
            .flatten()
            .find(|candidate| Series::of(candidate) == other)
            .map(|candidate| candidate.number);
        if next == Some(last + 1) && matches!(other, Series::Marked(_)) {
            return depth + 1;
        }
    }
    outer
}

fn rank(series: Series) -> u8 {
    match series {
        Series::Marked(class) => headings::rank(class),
        Series::Bare(rank) => rank,
    }
}

/// The children at `depth` along the last branch.
fn children_at(nodes: &mut Vec<Node>, depth: usize) -> &mut Vec<Node> {
    if depth == 0 {
        return nodes;
    }
    let last = nodes.last_mut().expect("an open section stands at every depth above");
    children_at(&mut last.children, depth - 1)
}

fn node(para: &Para, heading: &Heading) -> Node {
    let whole = para.text().len();
    let end = heading.cut.unwrap_or(whole);
    let title_end = para.text()[..end].trim_end().len();
    let mut node = Node {
        mark: heading.mark.clone(),
        heading: para.text.slice(heading.start..title_end.max(heading.start)),
        lines: para.lines.clone(),
        ..Node::default()
    };
    if heading.cut.is_some() {
        let behind = para.text()[end..].trim_start().len();
        node.run_in = true;
        node.body.push((para.text.slice(whole - behind..whole), para.lines.clone()));
    }
    node
}
