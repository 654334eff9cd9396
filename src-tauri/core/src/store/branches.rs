//! Units, and what they were called in which year.

use rusqlite::{Row, named_params};

use super::column::Word;
use super::{Store, Tx};
use crate::model::{Branch, BranchYear, Level, Uid, Year};
use crate::{Error, Result};

impl Store {
    /// Every unit, in the order they were added.
    ///
    /// # Errors
    ///
    /// [`Error::StoreUnread`] and [`Error::StoreDamaged`].
    pub fn branches(&self) -> Result<Vec<Branch>> {
        self.rows("SELECT uid, succeeds FROM branch ORDER BY number", [], branch_from_row)?
            .into_iter()
            .map(|branch| self.with_years(branch))
            .collect()
    }

    /// The unit named `uid`.
    ///
    /// # Errors
    ///
    /// [`Error::BranchMissing`] when there is none.
    pub fn branch(&self, uid: &Uid) -> Result<Branch> {
        let branch = self
            .row(
                "SELECT uid, succeeds FROM branch WHERE uid = ?1",
                [uid.as_str()],
                branch_from_row,
            )?
            .ok_or(Error::BranchMissing)?;
        self.with_years(branch)
    }

    fn with_years(&self, branch: Branch) -> Result<Branch> {
        let years = self.rows(
            "SELECT year, name, level, community, superior, secretary, members
             FROM branch_year WHERE branch = ?1 ORDER BY year",
            [branch.uid.as_str()],
            year_from_row,
        )?;
        Ok(Branch { years, ..branch })
    }
}

impl Tx<'_> {
    /// Stores a unit whole: a new one is added; one that is there becomes as
    /// given, with these years and no others.
    ///
    /// # Errors
    ///
    /// [`Error::NotApplicable`] for two rows of one year, or for the uid that
    /// names nothing.
    pub fn put_branch(&mut self, branch: &Branch) -> Result<()> {
        if branch.uid.is_nil() {
            return Err(Error::BranchMissing);
        }
        self.execute(
            "INSERT INTO branch (uid, succeeds) VALUES (:uid, :succeeds)
             ON CONFLICT (uid) DO UPDATE SET succeeds = excluded.succeeds",
            named_params! {
                ":uid": branch.uid.as_str(),
                ":succeeds": branch.succeeds.as_ref().map(Uid::as_str),
            },
        )?;
        self.execute("DELETE FROM branch_year WHERE branch = ?1", [branch.uid.as_str()])?;
        for facts in &branch.years {
            self.add_year(&branch.uid, facts)?;
        }
        Ok(())
    }

    fn add_year(&mut self, branch: &Uid, facts: &BranchYear) -> Result<()> {
        let added = self.execute(
            "INSERT INTO branch_year
                (branch, year, name, level, community, superior, secretary, members)
             VALUES (:branch, :year, :name, :level, :community, :superior, :secretary, :members)
             ON CONFLICT (branch, year) DO NOTHING",
            named_params! {
                ":branch": branch.as_str(),
                ":year": Word(facts.year),
                ":name": facts.name,
                ":level": Word(facts.level),
                ":community": facts.community,
                ":superior": facts.superior,
                ":secretary": facts.secretary,
                ":members": facts.members,
            },
        )?;
        if added == 0 {
            let year = facts.year;
            return Err(Error::NotApplicable(format!("{year}的单位档案写了两遍")));
        }
        Ok(())
    }
}

fn branch_from_row(row: &Row<'_>) -> rusqlite::Result<Branch> {
    Ok(Branch {
        uid: row.get::<_, Word<Uid>>("uid")?.0,
        succeeds: row.get::<_, Option<Word<Uid>>>("succeeds")?.map(|uid| uid.0),
        years: Vec::new(),
    })
}

fn year_from_row(row: &Row<'_>) -> rusqlite::Result<BranchYear> {
    Ok(BranchYear {
        year: row.get::<_, Word<Year>>("year")?.0,
        name: row.get("name")?,
        level: row.get::<_, Word<Level>>("level")?.0,
        community: row.get("community")?,
        superior: row.get("superior")?,
        secretary: row.get("secretary")?,
        members: row.get("members")?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{branch, store, uid};
    use super::*;

    #[test]
    fn a_branch_is_stored_with_its_years_and_no_others() -> Result<()> {
        let mut store = store(&[]);
        assert_eq!(store.branches()?, [branch()]);
        let mut later = branch();
        later.years.remove(0);
        later.years[0].members = None;
        store.write(|tx| tx.put_branch(&later))?;
        assert_eq!(store.branch(&uid(1))?, later);
        later.years.push(later.years[0].clone());
        let refused = store.write(|tx| tx.put_branch(&later)).unwrap_err();
        insta::assert_snapshot!(refused, @"这一步现在做不了：2024年度的单位档案写了两遍。内容没有改动。");
        assert!(matches!(store.branch(&uid(5)), Err(Error::BranchMissing)));
        let nobody = Branch { uid: Uid::nil(), ..branch() };
        assert!(matches!(store.write(|tx| tx.put_branch(&nobody)), Err(Error::BranchMissing)));
        Ok(())
    }
}
