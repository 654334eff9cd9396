//! Which unit the user's own reports belong to, and the made-up one to try
//! everything on.

use std::sync::LazyLock;

use crate::Result;
use crate::exchange;
use crate::model::{Branch, BranchYear, Moment, Uid, Year};
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

/// The unit that an old report of `facts.year` belongs to, as far as it tells:
/// the one that was ever called so; else the user's own where either has no
/// name; else a new one, named `fresh`. Facts of a year that has none are kept.
///
/// # Errors
///
/// Whatever the store refuses.
pub fn branch_of_old_report(store: &mut Store, facts: BranchYear, fresh: Uid) -> Result<Uid> {
    store.write(|tx| {
        let branches = tx.branches()?.into_iter().filter(|branch| !is_sample(&branch.uid));
        let called_so = branches
            .filter(|_| !facts.name.is_empty())
            .find(|branch| branch.years.iter().any(|known| known.name == facts.name));
        let mut branch = match (called_so, own_branch(tx)?) {
            (Some(branch), _) => branch,
            (None, Some(own)) if facts.name.is_empty() || !has_name(&own) => own,
            (None, _) => nameless(fresh),
        };
        if !facts.name.is_empty() && is_news(&branch, &facts) {
            set_facts(&mut branch, facts);
        }
        tx.put_branch(&branch)?;
        Ok(branch.uid)
    })
}

/// Whether the facts tell something about a year of which nothing was told.
fn is_news(branch: &Branch, facts: &BranchYear) -> bool {
    let told = branch.years.iter().any(|known| known.year == facts.year);
    let same = |known: &BranchYear| {
        let known = BranchYear { year: facts.year, members: facts.members, ..known.clone() };
        known == *facts
    };
    !told && !branch.in_year(facts.year).is_some_and(same)
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
    use crate::model::{Level, Report};
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

    #[test]
    fn an_old_report_goes_to_the_unit_of_its_name() {
        let mut store = Store::in_memory().unwrap();
        let own = save_branch(&mut store, facts(2024, "梧桐社区党支部", "周书记"), uid(1)).unwrap();
        let mut place = |facts, fresh| branch_of_old_report(&mut store, facts, fresh).unwrap();
        assert_eq!(place(facts(2023, "梧桐社区党支部", "林书记"), uid(2)), own);
        assert_eq!(place(facts(2022, "", ""), uid(3)), own, "a text without a name is one's own");
        assert_eq!(place(facts(2023, "南湖社区党支部", ""), uid(4)), uid(4));
        let own = store.branch(&own).unwrap();
        assert_eq!(own.in_year(year(2023)).unwrap().secretary, "林书记");
        assert_eq!(own.in_year(year(2024)).unwrap().secretary, "周书记");
    }

    #[test]
    fn a_unit_that_nobody_named_takes_the_name_of_the_first_old_report() {
        let mut store = Store::in_memory().unwrap();
        let own = store.write(|tx| own_branch_or_new(tx, uid(1))).unwrap().uid;
        let facts = facts(2023, "梧桐社区党支部", "");
        assert_eq!(branch_of_old_report(&mut store, facts, uid(2)).unwrap(), own);
        assert_eq!(store.branch(&own).unwrap().years[0].name, "梧桐社区党支部");
    }

    #[test]
    fn what_is_known_of_a_year_is_not_told_anew_by_an_old_report() {
        let mut store = Store::in_memory().unwrap();
        let mut known = facts(2023, "梧桐社区党支部", "林书记");
        known.members = Some(31);
        let own = save_branch(&mut store, known.clone(), uid(1)).unwrap();
        let old = facts(2023, "梧桐社区党支部", "旧书记");
        branch_of_old_report(&mut store, old, uid(2)).unwrap();
        assert_eq!(store.branch(&own).unwrap().years, [known]);
    }

    #[test]
    fn of_several_units_the_latest_report_tells_which_is_one_s_own() {
        let mut store = Store::in_memory().unwrap();
        branch_of_old_report(&mut store, facts(2023, "南湖社区党支部", ""), uid(1)).unwrap();
        let later = branch_of_old_report(&mut store, facts(2024, "梧桐社区党支部", ""), uid(2));
        let mut newest = report(2024);
        newest.branch = later.unwrap();
        store.write(|tx| tx.add_report(&newest, false, at(0))).unwrap();
        assert_eq!(own_branch(&store).unwrap().unwrap().uid, uid(2));
    }
}
