//! Figures by year, as each source tells them.

use rusqlite::{Row, named_params};

use super::column::Word;
use super::{Store, Tx};
use crate::Result;
use crate::model::{Basis, Figure, Uid, Year};

impl Store {
    /// Every figure of a unit, by year and indicator; a report in the trash
    /// tells none.
    ///
    /// # Errors
    ///
    /// [`Error::StoreUnread`](crate::Error::StoreUnread) and
    /// [`Error::StoreDamaged`](crate::Error::StoreDamaged).
    pub fn figures(&self, branch: &Uid) -> Result<Vec<Figure>> {
        self.rows(
            "SELECT branch, year, indicator, value, approximate, unit, basis, report, reason
             FROM figure
             WHERE branch = ?1 AND (report IS NULL
                OR report IN (SELECT uid FROM report WHERE deleted IS NULL))
             ORDER BY year, indicator, number",
            [branch.as_str()],
            figure_from_row,
        )
    }
}

impl Tx<'_> {
    /// Stores what the text of `report` tells, in place of what it told before.
    ///
    /// # Errors
    ///
    /// [`Error::Database`](crate::Error::Database) for a figure of a unit or
    /// report that is not there.
    pub fn replace_figures(&mut self, report: &Uid, figures: &[Figure]) -> Result<()> {
        self.execute("DELETE FROM figure WHERE report = ?1 AND basis = 'text'", [report.as_str()])?;
        figures.iter().try_for_each(|figure| self.add_figure(figure))
    }

    /// Takes away what was typed for an indicator and unit in one year.
    ///
    /// # Errors
    ///
    /// [`Error::Database`](crate::Error::Database).
    pub fn remove_typed(
        &mut self,
        branch: &Uid,
        year: Year,
        [indicator, unit]: [&str; 2],
    ) -> Result<()> {
        self.execute(
            "DELETE FROM figure WHERE branch = :branch AND year = :year AND basis = 'typed'
                AND indicator = :indicator AND unit = :unit",
            named_params! {
                ":branch": branch.as_str(),
                ":year": Word(year),
                ":indicator": indicator,
                ":unit": unit,
            },
        )?;
        Ok(())
    }

    /// Adds one figure beside those that are there.
    ///
    /// # Errors
    ///
    /// As [`Tx::replace_figures`].
    pub fn add_figure(&mut self, figure: &Figure) -> Result<()> {
        self.execute(
            "INSERT INTO figure
                (branch, year, indicator, value, approximate, unit, basis, report, reason)
             VALUES (:branch, :year, :indicator, :value, :approximate, :unit, :basis, :report,
                :reason)",
            named_params! {
                ":branch": figure.branch.as_str(),
                ":year": Word(figure.year),
                ":indicator": figure.indicator,
                ":value": figure.value,
                ":approximate": figure.approximate,
                ":unit": figure.unit,
                ":basis": Word(figure.basis),
                ":report": figure.report.as_ref().map(Uid::as_str),
                ":reason": figure.reason,
            },
        )?;
        Ok(())
    }
}

fn figure_from_row(row: &Row<'_>) -> rusqlite::Result<Figure> {
    Ok(Figure {
        branch: row.get::<_, Word<Uid>>("branch")?.0,
        year: row.get::<_, Word<Year>>("year")?.0,
        indicator: row.get("indicator")?,
        value: row.get("value")?,
        approximate: row.get("approximate")?,
        unit: row.get("unit")?,
        basis: row.get::<_, Word<Basis>>("basis")?.0,
        report: row.get::<_, Option<Word<Uid>>>("report")?.map(|uid| uid.0),
        reason: row.get("reason")?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at, store, uid, year};
    use super::*;

    fn figure(number: u16, value: f64, basis: Basis) -> Figure {
        Figure {
            branch: uid(1),
            year: year(number),
            indicator: "theme-day".to_owned(),
            value,
            approximate: false,
            unit: "次".to_owned(),
            basis,
            report: (basis == Basis::Text).then(|| uid(u32::from(number))),
            reason: String::new(),
        }
    }

    #[test]
    fn a_text_read_again_replaces_what_it_told_before_and_leaves_what_was_typed() -> Result<()> {
        let mut store = store(&[2023, 2024]);
        let typed =
            Figure { reason: "漏记两次".to_owned(), ..figure(2024, 14.0, Basis::Typed) };
        let last_year = figure(2023, 11.5, Basis::Text);
        store.write(|tx| {
            tx.add_figure(&typed)?;
            tx.replace_figures(&uid(2023), std::slice::from_ref(&last_year))?;
            tx.replace_figures(&uid(2024), &[figure(2024, 12.0, Basis::Text)])?;
            tx.replace_figures(&uid(2024), &[figure(2024, 13.0, Basis::Text)])
        })?;
        let expected = [last_year, typed, figure(2024, 13.0, Basis::Text)];
        assert_eq!(store.figures(&uid(1))?, expected);
        store.write(|tx| tx.trash_report(&uid(2024), at(1)))?;
        assert_eq!(store.figures(&uid(1))?, expected[..2], "a deleted report tells nothing");
        Ok(())
    }
}
