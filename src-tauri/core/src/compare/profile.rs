//! How like two texts are, by the pairs of neighbouring characters in them.

/// The pairs of neighbouring characters of a text, sorted, each as often as it
/// occurs. Punctuation parts them, so that commas make nothing alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Profile(Vec<u64>);

impl Profile {
    /// The profile of a text whose numbers are masked.
    pub(super) fn of(masked: &[char]) -> Self {
        let mut pairs: Vec<u64> = masked
            .windows(2)
            .filter(|pair| pair.iter().all(|c| is_word(*c)))
            .map(|pair| u64::from(u32::from(pair[0])) << 32 | u64::from(u32::from(pair[1])))
            .collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// How many pairs there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The pairs, sorted.
    pub(super) fn pairs(&self) -> &[u64] {
        &self.0
    }

    /// How many pairs are in both.
    pub(super) fn shared(&self, other: &Self) -> usize {
        let (mut one, mut two, mut shared) = (0, 0, 0);
        while one < self.0.len() && two < other.0.len() {
            match self.0[one].cmp(&other.0[two]) {
                std::cmp::Ordering::Less => one += 1,
                std::cmp::Ordering::Greater => two += 1,
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    one += 1;
                    two += 1;
                }
            }
        }
        shared
    }

    /// Dice's coefficient, 0 to 1; 0 for texts without a pair.
    pub(super) fn dice(&self, other: &Self) -> f64 {
        ratio(2 * self.shared(other), self.len() + other.len())
    }

    /// Share of this text's pairs that are in `whole`.
    pub(super) fn within(&self, whole: &Self) -> f64 {
        ratio(self.shared(whole), self.len())
    }

    /// What is left when the pairs of `other` are taken away.
    pub(super) fn without(&self, other: &Self) -> Self {
        let mut rest = Vec::with_capacity(self.0.len());
        let mut taken = 0;
        for pair in &self.0 {
            while other.0.get(taken).is_some_and(|other| other < pair) {
                taken += 1;
            }
            if other.0.get(taken) == Some(pair) {
                taken += 1;
            } else {
                rest.push(*pair);
            }
        }
        Self(rest)
    }
}

/// `part` of `whole`, 0 when there is no whole.
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Whether a character is part of words, or stands for a number.
pub(super) fn is_word(c: char) -> bool {
    // Nearly all are Han, which a range tells faster than the tables.
    ('一'..='龥').contains(&c) || c == super::likeness::NUMBER || c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(text: &str) -> Profile {
        Profile::of(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn pairs_are_counted_as_often_as_they_occur() {
        assert_eq!(profile("学习学习").dice(&profile("学习")), 0.5);
        assert_eq!(profile("学习学习").shared(&profile("学习学习")), 3);
        assert_eq!(profile("学，习").len(), 0, "a comma parts the characters");
        assert_eq!(profile("").dice(&profile("")), 0.0);
    }

    #[test]
    fn what_is_within_and_what_is_left_add_up() {
        let (whole, part) = (profile("党课每季度一次"), profile("每季度"));
        assert_eq!(part.within(&whole), 1.0);
        let rest = whole.without(&part);
        assert_eq!(rest.len() + part.len(), whole.len());
        assert_eq!(rest.shared(&part), 0);
    }
}
