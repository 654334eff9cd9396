//! What can be counted: the units of `assets/vocabulary/units.json`.

use std::collections::HashMap;

use serde::Deserialize;

use super::words::starts;

/// The units, found by their first character, longest first.
pub(super) struct Units {
    by_first: HashMap<char, Vec<Unit>>,
    approximate: About,
    tenths: Tenths,
    limits: Limits,
    points: Vec<String>,
}

/// What makes an amount of money tell some from the others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Limits {
    /// They stand behind it: 以上的.
    pub(super) behind: Vec<String>,
    /// They stand before it: 超过.
    pub(super) over: Vec<String>,
    /// They stand behind it and 的: 村.
    pub(super) of: Vec<String>,
}

/// What makes a share of 成, which begins many a word.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Tenths {
    /// They stand before it: 占.
    pub(super) before: Vec<String>,
    /// They stand behind it: 以上.
    pub(super) behind: Vec<String>,
    /// They stand behind it and make it approximate: 多.
    pub(super) vague: Vec<String>,
    /// Characters behind 成 with which it is another word: 成员.
    pub(super) not_before: String,
}

/// Words that make a number approximate.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct About {
    /// They stand before it: 超过.
    pub(super) before: Vec<String>,
    /// They stand behind its unit: 以上.
    pub(super) behind: Vec<String>,
    /// Characters before 近 with which it is another word: 附近.
    pub(super) not_near: String,
    /// Characters before 约 with which it is another word: 签约.
    pub(super) not_about: String,
    /// Characters between such a word and its number: 为.
    pub(super) between: String,
    /// Characters that make 百, 千 or 万 a number: 近百名.
    pub(super) bare: String,
    /// A word that begins like those behind a unit and is none of them: 上下游.
    pub(super) not_behind: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitsFile {
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "source")]
    _source: String,
    approximate: About,
    tenths: Tenths,
    limits: Limits,
    points: Vec<String>,
    units: Vec<Unit>,
}

/// A unit of measurement or a classifier.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Unit {
    /// How it is written.
    unit: String,
    /// The unit it is another spelling of.
    #[serde(default)]
    means: Option<String>,
    /// It may follow a decimal; what is counted one by one may not.
    #[serde(default)]
    pub(super) measure: bool,
    /// Money keeps its 万 and 亿 in the unit.
    #[serde(default)]
    pub(super) money: bool,
    /// It counts only in averages: 平均年龄56岁.
    #[serde(default)]
    pub(super) average: bool,
    /// What stands behind the same characters when they are no unit.
    #[serde(default)]
    not_before: Vec<String>,
}

impl Units {
    pub(super) fn read(json: &str) -> serde_json::Result<Self> {
        let mut file: UnitsFile = serde_json::from_str(json)?;
        file.units.sort_by_key(|unit| std::cmp::Reverse(unit.unit.chars().count()));
        let mut by_first: HashMap<char, Vec<Unit>> = HashMap::new();
        for unit in std::mem::take(&mut file.units) {
            if let Some(first) = unit.unit.chars().next() {
                by_first.entry(first).or_default().push(unit);
            }
        }
        let UnitsFile { approximate, tenths, limits, points, .. } = file;
        Ok(Self { by_first, approximate, tenths, limits, points })
    }

    /// The words that make an amount a limit.
    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Whether `unit` may only number the points of a text: 五项.
    pub(super) fn is_of_points(&self, unit: &str) -> bool {
        self.points.iter().any(|point| point == unit)
    }

    /// The words that make a share of 成.
    pub(super) fn tenths(&self) -> &Tenths {
        &self.tenths
    }

    /// The words that make a number approximate.
    pub(super) fn approximate(&self) -> &About {
        &self.approximate
    }

    /// The longest unit at `at`, and where it ends.
    pub(super) fn at(&self, text: &[char], at: usize) -> Option<(&Unit, usize)> {
        self.by_first.get(text.get(at)?)?.iter().find_map(|unit| {
            let end = starts(text, at, &unit.unit).then(|| at + unit.unit.chars().count())?;
            let continues = unit.not_before.iter().any(|more| starts(text, end, more));
            (!continues).then_some((unit, end))
        })
    }
}

impl Unit {
    /// The name the unit goes by.
    pub(super) fn name(&self) -> &str {
        self.means.as_deref().unwrap_or(&self.unit)
    }
}
