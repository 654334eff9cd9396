//! The indicators: what reports count year after year, and by which names.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::lexicon::Lexicon;
use super::non_figures::NonFigures;
use super::units::Units;

/// Everything the reading of figures knows: indicators with their aliases,
/// units, and the words around them.
pub struct Indicators {
    indicators: Vec<Indicator>,
    /// Aliases in one piece, by their text without quotes.
    plain: HashMap<String, Vec<usize>>,
    /// Every alias by its first character, for names that only contain one.
    by_first: HashMap<char, Vec<Alias>>,
    /// The aliases of several pieces, longest first.
    deeds: Vec<Alias>,
    pub(super) units: Units,
    pub(super) non_figures: NonFigures,
    pub(super) lexicon: Lexicon,
}

/// A name of the user's own: when the text says `name`, `indicator` is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnAlias {
    /// What the unit writes, such as 红色议事会.
    pub name: String,
    /// Permanent key of the indicator meant, or a name of the user's own where
    /// the vocabulary has no key.
    pub indicator: String,
}

/// An indicator as it is offered to be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct IndicatorChoice {
    /// Permanent key, or the name of one of the user's own.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// 组织生活, 服务群众, …; "" for one of the user's own.
    pub group: String,
    /// The units it is told in; none for any.
    pub units: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorsFile {
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "source")]
    _source: String,
    indicators: Vec<Indicator>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Indicator {
    key: String,
    name: String,
    group: String,
    /// The units it is told in; empty for any.
    units: Vec<String>,
    aliases: Vec<String>,
    /// The alias must be the whole name: 困难党员 is not 党员.
    #[serde(default)]
    whole: bool,
    /// It is the same in most years, so that sameness says nothing.
    #[serde(default)]
    steady: bool,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Clone)]
struct Alias {
    indicator: usize,
    /// Its pieces; 解决…问题 has two.
    pieces: Vec<String>,
    letters: usize,
}

/// What is known of a number when its indicator is sought.
pub(super) struct Sought<'a> {
    /// The name as the text says it.
    pub(super) name: &'a str,
    /// The name with the verbs before it.
    pub(super) phrase: &'a str,
    /// For a name behind the number: it and the rest of its clause.
    pub(super) clause: &'a str,
    pub(super) unit: &'a str,
    /// The words say how many there are, not what some of them did.
    pub(super) stock: bool,
    /// Only a whole alias will do.
    pub(super) whole: bool,
}

static BUILT_IN: LazyLock<Indicators> = LazyLock::new(|| Indicators::with(&[]));

impl Indicators {
    /// The indicators of the built-in vocabulary.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// The built-in vocabulary and the user's own names, which go before it.
    pub fn with(own: &[OwnAlias]) -> Self {
        let file: IndicatorsFile =
            serde_json::from_str(include_str!("../../../../assets/vocabulary/indicators.json"))
                .expect("a test reads the built-in file");
        let mut indicators = file.indicators;
        for alias in own {
            adopt(&mut indicators, alias);
        }
        let names = indicators.iter().flat_map(|indicator| &indicator.aliases);
        let lexicon = Lexicon::read(
            include_str!("../../../../assets/vocabulary/figure-words.json"),
            include_str!("../../../../assets/vocabulary/whole-words.json"),
            names.map(String::as_str).filter(|alias| !alias.contains('…')),
        )
        .expect("a test reads the built-in file");
        let mut plain = HashMap::<String, Vec<usize>>::new();
        let mut by_first = HashMap::<char, Vec<Alias>>::new();
        let mut deeds = Vec::new();
        for (index, indicator) in indicators.iter().enumerate() {
            for alias in &indicator.aliases {
                let bare = bare(alias);
                let alias = Alias {
                    indicator: index,
                    letters: bare.chars().filter(|&sign| sign != '…').count(),
                    pieces: bare.split('…').map(str::to_owned).collect(),
                };
                if alias.pieces.len() > 1 {
                    deeds.push(alias.clone());
                }
                // A name of one letter must be whole.
                if let Some(first) = bare.chars().next().filter(|_| alias.letters > 1) {
                    by_first.entry(first).or_default().push(alias);
                }
                plain.entry(bare).or_default().push(index);
            }
        }
        deeds.sort_by_key(|alias: &Alias| std::cmp::Reverse(alias.letters));
        Self {
            indicators,
            plain,
            by_first,
            deeds,
            units: Units::read(include_str!("../../../../assets/vocabulary/units.json"))
                .expect("a test reads the built-in file"),
            non_figures: NonFigures::read(include_str!(
                "../../../../assets/vocabulary/non-figures.json"
            ))
            .expect("a test reads the built-in file"),
            lexicon,
        }
    }

    /// What the interface calls the indicator `key`; `None` for a key that the
    /// vocabulary does not have.
    pub fn name(&self, key: &str) -> Option<&str> {
        let indicator = self.indicators.iter().find(|indicator| indicator.key == key)?;
        Some(&indicator.name)
    }

    /// The group of the indicator `key`, where the vocabulary has one.
    pub(super) fn group(&self, key: &str) -> Option<&str> {
        let indicator = self.indicators.iter().find(|indicator| indicator.key == key)?;
        (!indicator.group.is_empty()).then_some(&indicator.group)
    }

    /// Whether the indicator `key` counts a whole, such as 党员总数.
    pub fn is_whole(&self, key: &str) -> bool {
        self.indicators.iter().any(|indicator| indicator.key == key && indicator.whole)
    }

    /// Whether the indicator `key` is the same in most years, so that a value
    /// like last year's says nothing.
    pub fn is_steady(&self, key: &str) -> bool {
        self.indicators.iter().any(|indicator| indicator.key == key && indicator.steady)
    }

    /// All of them, to choose from.
    pub(super) fn choices(&self) -> Vec<IndicatorChoice> {
        let choice = |indicator: &Indicator| IndicatorChoice {
            key: indicator.key.clone(),
            name: indicator.name.clone(),
            group: indicator.group.clone(),
            units: indicator.units.clone(),
        };
        self.indicators.iter().map(choice).collect()
    }

    /// Where the indicator `key` stands among all of them.
    pub(super) fn place(&self, key: &str) -> Option<usize> {
        self.indicators.iter().position(|indicator| indicator.key == key)
    }

    /// The indicator of the longest alias that one of `texts` contains.
    fn longest_within(&self, texts: [&str; 2], may: impl Fn(usize) -> bool) -> Option<usize> {
        let mut best: Option<&Alias> = None;
        for text in texts {
            for (at, first) in text.char_indices() {
                for alias in self.by_first.get(&first).into_iter().flatten() {
                    let longer = best.is_none_or(|best| {
                        (alias.letters, best.indicator) > (best.letters, alias.indicator)
                    });
                    if longer && may(alias.indicator) && alias.begins(&text[at..]) {
                        best = Some(alias);
                    }
                }
            }
        }
        best.map(|alias| alias.indicator)
    }

    /// The key of the indicator that a name and its unit mean.
    pub(super) fn resolve(&self, sought: &Sought<'_>) -> Option<&str> {
        let (name, phrase) = (bare(sought.name), bare(sought.phrase));
        let fits = |index: usize| {
            let indicator = &self.indicators[index];
            let counted = indicator.units.is_empty()
                || indicator.units.iter().any(|unit| unit == sought.unit);
            counted && (!indicator.whole || sought.stock)
        };
        let exactly = |text: &str| self.plain.get(text)?.iter().copied().find(|&index| fits(index));
        let deed = |alias: &&Alias| {
            let starts = sought.clause.starts_with(alias.pieces[0].as_str());
            starts && fits(alias.indicator) && alias.begins(sought.clause)
        };
        let by_deed = self.deeds.iter().find(deed).map(|alias| alias.indicator);
        let index =
            by_deed.or_else(|| exactly(&phrase)).or_else(|| exactly(&name)).or_else(|| {
                let may = |index: usize| !self.indicators[index].whole && fits(index);
                if sought.whole { None } else { self.longest_within([&phrase, &name], may) }
            })?;
        Some(&self.indicators[index].key)
    }
}

/// Adds a name of the user's own to the indicator it means, or a new indicator.
fn adopt(indicators: &mut Vec<Indicator>, own: &OwnAlias) {
    for indicator in indicators.iter_mut() {
        indicator.aliases.retain(|alias| *alias != own.name);
    }
    match indicators.iter_mut().find(|indicator| indicator.key == own.indicator) {
        Some(indicator) => indicator.aliases.push(own.name.clone()),
        None => indicators.push(Indicator {
            key: own.indicator.clone(),
            name: own.indicator.clone(),
            group: String::new(),
            units: Vec::new(),
            aliases: vec![own.name.clone()],
            whole: false,
            steady: false,
            _source: String::new(),
        }),
    }
}

/// A name without quotation marks and spaces.
fn bare(name: &str) -> String {
    name.chars().filter(|sign| !"“”\"「」〞‘’ \u{3000}".contains(*sign)).collect()
}

impl Alias {
    /// Whether `text` begins with the alias; between its pieces there may be
    /// other words.
    fn begins(&self, text: &str) -> bool {
        let Some(mut rest) = text.strip_prefix(self.pieces[0].as_str()) else { return false };
        self.pieces[1..].iter().all(|piece| match rest.find(piece.as_str()) {
            Some(at) => {
                rest = &rest[at + piece.len()..];
                true
            }
            None => false,
        })
    }
}

impl std::fmt::Debug for Indicators {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Indicators").field("count", &self.indicators.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn keys_are_unique_and_every_indicator_has_units_names_and_a_source() {
        let indicators = &Indicators::built_in().indicators;
        let keys: BTreeSet<&str> =
            indicators.iter().map(|indicator| indicator.key.as_str()).collect();
        assert_eq!(keys.len(), indicators.len(), "a key stands twice");
        for indicator in indicators {
            let Indicator { key, name, units, aliases, _source, .. } = indicator;
            assert!(key.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-'), "{key}");
            assert!(aliases.contains(name), "{key} is not called by its own name");
            assert!(!units.is_empty() && !_source.is_empty(), "{key}");
        }
    }

    #[test]
    fn every_unit_of_an_indicator_is_a_unit_the_reader_knows() {
        let vocabulary = Indicators::built_in();
        for indicator in &vocabulary.indicators {
            for unit in &indicator.units {
                // 万元 is 元 with the 万 of its number.
                let bare = unit.trim_start_matches(['万', '亿']);
                let letters: Vec<char> = bare.chars().collect();
                let known = vocabulary.units.at(&letters, 0).map(|(unit, _)| unit.name());
                assert_eq!(known, Some(bare), "{}", indicator.key);
            }
        }
    }
}
