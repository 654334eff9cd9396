//! What the user taught: names for indicators, and indicators of their own.

use serde::{Deserialize, Serialize};

use super::{IndicatorChoice, Indicators, OwnAlias, of_report_by};
use crate::Result;
use crate::model::{Figure, Report};
use crate::store::{Store, Tx};

/// Where the user's own names are kept.
const NAMES: &str = "figureNames";
/// Where the user's own indicators are kept.
const OWN: &str = "ownIndicators";

/// An indicator of the user's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OwnIndicator {
    /// Its name, which is its key too.
    pub(super) name: String,
    /// What is counted.
    pub(super) unit: String,
}

/// The vocabulary that texts of this store are read by. `None`: the built-in
/// one, to which the user has added nothing.
pub(super) fn taught(store: &Store) -> Result<Option<Indicators>> {
    let mut names: Vec<OwnAlias> = store.setting(NAMES)?.unwrap_or_default();
    let own = own_indicators(store)?;
    names.extend(
        own.into_iter().map(|own| OwnAlias { indicator: own.name.clone(), name: own.name }),
    );
    Ok((!names.is_empty()).then(|| Indicators::with(&names)))
}

pub(super) fn own_indicators(store: &Store) -> Result<Vec<OwnIndicator>> {
    Ok(store.setting(OWN)?.unwrap_or_default())
}

/// The indicators a name may be told to mean: the built-in ones, then the user's own.
///
/// # Errors
///
/// [`Error::StoreUnread`](crate::Error::StoreUnread).
pub fn choices(store: &Store) -> Result<Vec<IndicatorChoice>> {
    let mut choices = Indicators::built_in().choices();
    choices.extend(own_indicators(store)?.into_iter().map(|own| IndicatorChoice {
        key: own.name.clone(),
        name: own.name,
        group: String::new(),
        units: vec![own.unit],
    }));
    Ok(choices)
}

/// Like [`of_report`](super::of_report), with the names that the user taught.
///
/// # Errors
///
/// [`Error::StoreUnread`](crate::Error::StoreUnread).
pub fn of_kept_report(store: &Store, report: &Report) -> Result<Vec<Figure>> {
    let taught = taught(store)?;
    Ok(of_report_by(report, taught.as_ref().unwrap_or(Indicators::built_in())))
}

/// From now on `name` means `indicator`; `None`: it means nothing but itself
/// (不是这个指标). What kept reports tell is read anew.
///
/// # Errors
///
/// Whatever the store refuses.
pub fn call(store: &mut Store, name: &str, indicator: Option<&str>) -> Result<()> {
    store.write(|tx| {
        let mut names: Vec<OwnAlias> = tx.setting(NAMES)?.unwrap_or_default();
        names.retain(|known| known.name != name);
        let indicator = indicator.unwrap_or(name).to_owned();
        names.push(OwnAlias { name: name.to_owned(), indicator });
        tx.set_setting(NAMES, &names)?;
        read_again(tx)
    })
}

/// 增加指标: `name`, counted in `unit`. One that is there already stays.
///
/// # Errors
///
/// Whatever the store refuses.
pub fn add_indicator(store: &mut Store, name: &str, unit: &str) -> Result<()> {
    store.write(|tx| {
        let mut own = own_indicators(tx)?;
        let (name, unit) = (name.trim().to_owned(), unit.trim().to_owned());
        if name.is_empty() || own.iter().any(|known| known.name == name && known.unit == unit) {
            return Ok(());
        }
        own.push(OwnIndicator { name, unit });
        tx.set_setting(OWN, &own)?;
        read_again(tx)
    })
}

/// Reads what every living report tells. One whose text cannot be read keeps
/// what it told before.
fn read_again(tx: &mut Tx<'_>) -> Result<()> {
    let taught = taught(tx)?;
    let indicators = taught.as_ref().unwrap_or(Indicators::built_in());
    for row in tx.reports()? {
        if let Ok(stored) = tx.report(&row.uid) {
            tx.replace_figures(&row.uid, &of_report_by(&stored.report, indicators))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft;
    use crate::store::testing::{at, report, store};

    fn keys(store: &Store) -> Vec<String> {
        let branch = report(2024).branch;
        store.figures(&branch).unwrap().into_iter().map(|figure| figure.indicator).collect()
    }

    #[test]
    fn a_name_that_is_taught_counts_in_reports_that_are_there_and_that_come() -> Result<()> {
        let mut store = store(&[2024]);
        let mut text = report(2024);
        text.sections.clear();
        text.opening = vec!["红色圆桌16次。".to_owned()];
        draft::save(&mut store, &text, 1, at(1))?;
        assert_eq!(keys(&store), ["红色圆桌"], "no indicator is known by that name");
        call(&mut store, "红色圆桌", Some("deliberation"))?;
        assert_eq!(keys(&store), ["deliberation"]);
        text.opening = vec!["红色圆桌18次。".to_owned()];
        draft::save(&mut store, &text, 2, at(2))?;
        assert_eq!(keys(&store), ["deliberation"]);
        call(&mut store, "红色圆桌", None)?;
        assert_eq!(keys(&store), ["红色圆桌"], "and it can be taken back");
        Ok(())
    }
}
