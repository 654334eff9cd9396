//! The heaviest chain of pairs that rises on both sides.

/// Which of `pairs` (old place, new place, weight) can stand side by side in
/// the order of both sides, so that their weights add up to most. The pairs
/// must be sorted by the old place; the answer is in that order.
///
/// It is what aligning by Needleman and Wunsch finds when gaps cost nothing, in
/// time that grows with the pairs instead of with both lengths multiplied.
pub(super) fn heaviest(pairs: &[(usize, usize, f64)]) -> Vec<usize> {
    let mut ranks: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let rank = |new: usize| ranks.partition_point(|at| *at < new);
    let mut best = Best { tree: vec![None; ranks.len() + 1] };
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    let mut last: Option<(f64, usize)> = None;
    let mut start = 0;
    while start < pairs.len() {
        let old = pairs[start].0;
        let end = start + pairs[start..].iter().take_while(|pair| pair.0 == old).count();
        // All pairs of one old place are weighed before any is entered: they
        // exclude each other.
        let weighed: Vec<(f64, usize)> = (start..end)
            .map(|at| {
                let below = best.below(rank(pairs[at].1));
                before[at] = below.map(|(_, at)| at);
                (pairs[at].2 + below.map_or(0.0, |(weight, _)| weight), at)
            })
            .collect();
        for (weight, at) in weighed {
            best.enter(rank(pairs[at].1), (weight, at));
            if last.is_none_or(|(heaviest, _)| weight > heaviest) {
                last = Some((weight, at));
            }
        }
        start = end;
    }
    let mut chain: Vec<usize> =
        std::iter::successors(last.map(|(_, at)| at), |at| before[*at]).collect();
    chain.reverse();
    chain
}

/// The heaviest chain that ends below a rank: a Fenwick tree of maxima.
struct Best {
    tree: Vec<Option<(f64, usize)>>,
}

impl Best {
    fn below(&self, rank: usize) -> Option<(f64, usize)> {
        let mut heaviest: Option<(f64, usize)> = None;
        let mut at = rank;
        while at > 0 {
            heaviest = heavier(heaviest, self.tree[at]);
            at &= at - 1;
        }
        heaviest
    }

    fn enter(&mut self, rank: usize, chain: (f64, usize)) {
        let mut at = rank + 1;
        while at < self.tree.len() {
            self.tree[at] = heavier(self.tree[at], Some(chain));
            at += at & at.wrapping_neg();
        }
    }
}

fn heavier(one: Option<(f64, usize)>, two: Option<(f64, usize)>) -> Option<(f64, usize)> {
    match (one, two) {
        (Some(a), Some(b)) if b.0 > a.0 => Some(b),
        (None, two) => two,
        (one, _) => one,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_chain_rises_on_both_sides() {
        assert_eq!(heaviest(&[]), [0; 0]);
        assert_eq!(heaviest(&[(0, 5, 1.0), (1, 6, 1.0), (2, 0, 1.5)]), [0, 1]);
        assert_eq!(heaviest(&[(0, 5, 0.5), (1, 6, 0.5), (2, 0, 1.5)]), [2]);
        // One old place stands beside one new place.
        assert_eq!(heaviest(&[(0, 0, 0.6), (0, 1, 0.9), (1, 1, 0.8)]), [0, 2]);
    }
}
