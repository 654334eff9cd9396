//! Which unit the user's own reports belong to, and the made-up one to try
//! everything on.

use std::sync::LazyLock;

use crate::Result;
use crate::check;
use crate::exchange;
use crate::import::{self, Clash, UnitGuess};
use crate::model::{Branch, BranchYear, Moment, Report, TemplateKey, Uid, Year};
use crate::store::{Store, Tx};
use crate::template::sample;

/// The permanent name of the made-up unit.
static SAMPLE: LazyLock<Uid> =
    LazyLock::new(|| sample().branches.into_iter().next().expect("the sample has a unit").uid);

/// Whether `branch` is the made-up unit.
pub(super) fn is_sample(branch: &Uid) -> bool {
    *branch == *SAMPLE
}

/// The user's own unit: the one that the latest report belongs to, of several.
/// The made-up unit is nobody's own. `None` before the first.
///
/// # Errors
///
/// Whatever the store refuses.
pub fn own_branch(store: &Store) -> Result<Option<Branch>> {
    let rows = store.reports()?;
    match rows.into_iter().find(|row| !is_sample(&row.branch)) {
        Some(row) => store.branch(&row.branch).map(Some),
        None => Ok(store.branches()?.into_iter().find(|branch| !is_sample(&branch.uid))),
    }
}

/// Puts the made-up unit with its reports beside the user's own, out of the
/// trash where they are there; gives the latest report.
///
/// # Errors
///
/// Whatever the store refuses.
pub fn load_sample(store: &mut Store, at: Moment) -> Result<Uid> {
    let sample = sample();
    exchange::take_in(store, &sample, at)?;
    store.write(|tx| {
        for row in tx.trash()?.into_iter().filter(|row| is_sample(&row.branch)) {
            tx.recover_report(&row.uid)?;
        }
        Ok(())
    })?;
    let latest = sample.reports.into_iter().max_by_key(|report| report.year);
    Ok(latest.expect("the sample has reports").uid)
}

/// Puts the made-up reports into the trash.
///
/// # Errors
///
/// Whatever the store refuses.
pub fn remove_sample(store: &mut Store, at: Moment) -> Result<()> {
    store.write(|tx| {
        for row in tx.reports()?.into_iter().filter(|row| is_sample(&row.branch)) {
            tx.trash_report(&row.uid, at)?;
        }
        Ok(())
    })
}

/// Keeps `facts` of the user's own unit, from their year on. Where there is no
/// unit yet, `fresh` becomes its name.
///
/// # Errors
///
/// Whatever the store refuses.
pub fn save_branch(store: &mut Store, facts: BranchYear, fresh: Uid) -> Result<Uid> {
    store.write(|tx| {
        let mut branch = own_branch(tx)?.unwrap_or_else(|| nameless(fresh));
        set_facts(&mut branch, facts);
        tx.put_branch(&branch)?;
        Ok(branch.uid)
    })
}

/// The user's own unit; where there is none, one that nobody has named yet.
pub(super) fn own_branch_or_new(tx: &mut Tx<'_>, fresh: Uid) -> Result<Branch> {
    if let Some(branch) = own_branch(tx)? {
        return Ok(branch);
    }
    let branch = nameless(fresh);
    tx.put_branch(&branch)?;
    Ok(branch)
}

/// Keeps an old report of `year` with the unit it belongs to, as far as it
/// tells, and takes up what it tells of that unit; gives the uid of the report
/// that now holds the text. See [`import::keep`]. Where the unit is new,
/// `fresh` becomes its name.
///
/// # Errors
///
/// As [`import::keep`]; then nothing of it is kept.
pub fn keep_old_report(
    store: &mut Store,
    report: Report,
    unit: UnitGuess,
    year: Year,
    clash: Clash,
    fresh: Uid,
    at: Moment,
) -> Result<Uid> {
    store.write(|tx| {
        let mut branch = branch_of_old_report(tx, &unit, fresh)?;
        if !is_masked(&unit.name) {
            take_up(&mut branch, unit, year);
        }
        tx.put_branch(&branch)?;
        import::keep_in(tx, report, &branch.uid, year, clash, at)
    })
}

/// The unit that was ever called as the text says; else the user's own where
/// either has no name; else a new one.
fn branch_of_old_report(tx: &Tx<'_>, unit: &UnitGuess, fresh: Uid) -> Result<Branch> {
    let own = own_branch(tx)?;
    if is_masked(&unit.name) {
        return Ok(own.unwrap_or_else(|| nameless(fresh)));
    }
    let branches = tx.branches()?.into_iter().filter(|branch| !is_sample(&branch.uid));
    let called_so = |branch: &Branch| branch.years.iter().any(|known| known.name == unit.name);
    Ok(branches
        .into_iter()
        .find(called_so)
        .or(own.filter(|own| !has_name(own)))
        .unwrap_or_else(|| nameless(fresh)))
}

/// The name was left out or made unreadable (XX社区党支部): it tells no unit
/// from another.
fn is_masked(name: &str) -> bool {
    let titled = |title| Report { title, ..Report::empty(Uid::nil(), TemplateKey::default()) };
    name.is_empty() || !check::blocking(&titled(name.to_owned())).is_empty()
}

/// Adds what the text tells of a year of which nothing is known yet.
fn take_up(branch: &mut Branch, unit: UnitGuess, year: Year) {
    let known = branch.in_year(year).cloned();
    let facts = BranchYear {
        year,
        name: unit.name,
        level: unit.level,
        community: unit.community,
        superior: unit.superior,
        secretary: unit.secretary,
        members: None,
    };
    let same = known.is_some_and(|known| {
        known.year == year || BranchYear { year, members: None, ..known } == facts
    });
    if !same {
        set_facts(branch, facts);
    }
}

fn has_name(branch: &Branch) -> bool {
    branch.years.iter().any(|facts| !facts.name.is_empty())
}

fn nameless(uid: Uid) -> Branch {
    Branch { uid, succeeds: None, years: Vec::new() }
}

fn set_facts(branch: &mut Branch, facts: BranchYear) {
    let year: Year = facts.year;
    branch.years.retain(|known| known.year != year);
    branch.years.push(facts);
    branch.years.sort_by_key(|known| known.year);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Level;
    use crate::store::testing::{at, report, uid, year};

    fn facts(number: u16, name: &str, secretary: &str) -> BranchYear {
        BranchYear {
            year: year(number),
            name: name.to_owned(),
            level: Level::Branch,
            community: String::new(),
            superior: String::new(),
            secretary: secretary.to_owned(),
            members: None,
        }
    }

    #[test]
    fn the_made_up_unit_is_nobody_s_own() {
        let mut store = Store::in_memory().unwrap();
        exchange::take_in(&mut store, &sample(), at(0)).unwrap();
        assert_eq!(own_branch(&store).unwrap(), None);
        let own = save_branch(&mut store, facts(2024, "梧桐社区党支部", "周书记"), uid(7)).unwrap();
        assert_eq!(own, uid(7));
        assert_eq!(own_branch(&store).unwrap().unwrap().uid, own);
    }

    #[test]
    fn the_made_up_unit_goes_to_the_trash_and_comes_back_as_the_user_left_it() {
        let mut store = Store::in_memory().unwrap();
        let latest = load_sample(&mut store, at(0)).unwrap();
        let reports = store.reports().unwrap().len();
        let stored = store.report(&latest).unwrap();
        let tried = Report { title: "试着改的标题".to_owned(), ..stored.report };
        store.write(|tx| tx.save_report(&tried, stored.version, at(1))).unwrap();
        remove_sample(&mut store, at(2)).unwrap();
        assert_eq!(store.reports().unwrap(), []);
        assert_eq!(load_sample(&mut store, at(3)).unwrap(), latest);
        assert_eq!(store.reports().unwrap().len(), reports);
        assert_eq!(store.report(&latest).unwrap().report, tried);
    }

    #[test]
    fn facts_hold_from_their_year_on_and_leave_the_years_before_alone() {
        let mut store = Store::in_memory().unwrap();
        save_branch(&mut store, facts(2022, "梧桐社区党支部", "林书记"), uid(1)).unwrap();
        save_branch(&mut store, facts(2024, "梧桐社区党支部", "周书记"), uid(2)).unwrap();
        let own = own_branch(&store).unwrap().unwrap();
        assert_eq!(own.uid, uid(1), "it is still the same unit");
        assert_eq!(own.in_year(year(2023)).unwrap().secretary, "林书记");
        assert_eq!(own.in_year(year(2025)).unwrap().secretary, "周书记");
    }

    fn told(name: &str, secretary: &str) -> UnitGuess {
        let secretary = secretary.to_owned();
        UnitGuess { name: name.to_owned(), secretary, ..UnitGuess::default() }
    }

    /// Keeps an old report; gives the unit it went to.
    fn keep(store: &mut Store, number: u16, unit: UnitGuess, fresh: u32) -> Uid {
        let fresh = uid(fresh);
        let kept =
            keep_old_report(store, report(number), unit, year(number), Clash::Refuse, fresh, at(0));
        store.report(&kept.unwrap()).unwrap().report.branch
    }

    #[test]
    fn an_old_report_goes_to_the_unit_of_its_name() {
        let mut store = Store::in_memory().unwrap();
        let own = save_branch(&mut store, facts(2024, "梧桐社区党支部", "周书记"), uid(1)).unwrap();
        assert_eq!(keep(&mut store, 2023, told("梧桐社区党支部", "林书记"), 2), own);
        assert_eq!(keep(&mut store, 2021, told("南湖社区党支部", ""), 3), uid(3));
        let own = store.branch(&own).unwrap();
        assert_eq!(own.in_year(year(2023)).unwrap().secretary, "林书记");
        assert_eq!(own.in_year(year(2024)).unwrap().secretary, "周书记");
    }

    #[test]
    fn an_old_report_without_a_readable_name_is_one_s_own_and_tells_nothing() {
        for name in ["", "XX社区党支部", "某某社区党支部"] {
            let mut store = Store::in_memory().unwrap();
            let known = facts(2024, "梧桐社区党支部", "周书记");
            let own = save_branch(&mut store, known.clone(), uid(1)).unwrap();
            assert_eq!(keep(&mut store, 2022, told(name, "何书记"), 2), own);
            assert_eq!(store.branch(&own).unwrap().years, [known]);
        }
        let mut store = Store::in_memory().unwrap();
        assert_eq!(keep(&mut store, 2022, told("XX社区党支部", ""), 3), uid(3), "the first of all");
    }

    #[test]
    fn a_unit_that_nobody_named_takes_the_name_of_the_first_old_report() {
        let mut store = Store::in_memory().unwrap();
        let own = store.write(|tx| own_branch_or_new(tx, uid(1))).unwrap().uid;
        assert_eq!(keep(&mut store, 2023, told("梧桐社区党支部", ""), 2), own);
        assert_eq!(store.branch(&own).unwrap().years[0].name, "梧桐社区党支部");
    }

    #[test]
    fn what_is_known_of_a_year_is_not_told_anew_by_an_old_report() {
        let mut store = Store::in_memory().unwrap();
        let known =
            BranchYear { members: Some(31), ..facts(2023, "梧桐社区党支部", "林书记") };
        let own = save_branch(&mut store, known.clone(), uid(1)).unwrap();
        keep(&mut store, 2023, told("梧桐社区党支部", "旧书记"), 2);
        assert_eq!(store.branch(&own).unwrap().years, std::slice::from_ref(&known));
        keep(&mut store, 2024, told("梧桐社区党支部", "林书记"), 3);
        assert_eq!(store.branch(&own).unwrap().years, [known], "a year that is like the last");
    }

    #[test]
    fn an_old_report_that_is_refused_leaves_no_trace_of_its_unit() {
        let mut store = Store::in_memory().unwrap();
        let own = save_branch(&mut store, facts(2023, "梧桐社区党支部", ""), uid(1)).unwrap();
        keep(&mut store, 2023, told("梧桐社区党支部", ""), 2);
        let before = store.branch(&own).unwrap();
        let again = Report { uid: uid(50), ..report(2023) };
        let unit = told("梧桐社区党支部", "旧书记");
        let refused =
            keep_old_report(&mut store, again, unit, year(2023), Clash::Refuse, uid(3), at(1));
        assert!(matches!(refused, Err(crate::Error::YearTaken { .. })));
        assert_eq!(store.branches().unwrap(), [before]);
    }

    #[test]
    fn of_several_units_the_latest_report_tells_which_is_one_s_own() {
        let mut store = Store::in_memory().unwrap();
        keep(&mut store, 2024, told("梧桐社区党支部", ""), 1);
        keep(&mut store, 2023, told("南湖社区党支部", ""), 2);
        assert_eq!(own_branch(&store).unwrap().unwrap().uid, uid(1));
    }
}
