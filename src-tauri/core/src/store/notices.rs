//! What the street asks of a year's reports.

use chrono::NaiveDate;
use rusqlite::{Row, named_params};

use super::column::{Json, Word};
use super::{Store, Tx};
use crate::Result;
use crate::model::{Limits, Notice, PartLimits, TemplateKey, Uid, Year};

impl Store {
    /// The notice for a year and kind of report, if there is one.
    ///
    /// # Errors
    ///
    /// [`Error::StoreUnread`](crate::Error::StoreUnread) and
    /// [`Error::StoreDamaged`](crate::Error::StoreDamaged).
    pub fn notice(&self, year: Year, template: &TemplateKey) -> Result<Option<Notice>> {
        self.row(
            "SELECT uid, year, template, deadline, limits, parts FROM notice
             WHERE year = :year AND template = :template",
            named_params! { ":year": Word(year), ":template": template.0 },
            notice_from_row,
        )
    }
}

impl Tx<'_> {
    /// Stores a notice, in place of the one of its uid and of the one for its
    /// year and kind of report.
    ///
    /// # Errors
    ///
    /// [`Error::Database`](crate::Error::Database).
    pub fn put_notice(&mut self, notice: &Notice) -> Result<()> {
        self.execute(
            "DELETE FROM notice WHERE uid = :uid OR (year = :year AND template = :template)",
            named_params! {
                ":uid": notice.uid.as_str(),
                ":year": Word(notice.year),
                ":template": notice.template.0,
            },
        )?;
        self.execute(
            "INSERT INTO notice (uid, year, template, deadline, limits, parts)
             VALUES (:uid, :year, :template, :deadline, :limits, :parts)",
            named_params! {
                ":uid": notice.uid.as_str(),
                ":year": Word(notice.year),
                ":template": notice.template.0,
                ":deadline": notice.deadline.map(Word),
                ":limits": Json(notice.limits),
                ":parts": Json(&notice.parts),
            },
        )?;
        Ok(())
    }
}

fn notice_from_row(row: &Row<'_>) -> rusqlite::Result<Notice> {
    Ok(Notice {
        uid: row.get::<_, Word<Uid>>("uid")?.0,
        year: row.get::<_, Word<Year>>("year")?.0,
        template: row.get::<_, Word<TemplateKey>>("template")?.0,
        deadline: row.get::<_, Option<Word<NaiveDate>>>("deadline")?.map(|date| date.0),
        limits: row.get::<_, Json<Limits>>("limits")?.0,
        parts: row.get::<_, Json<Vec<PartLimits>>>("parts")?.0,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{store, uid, year};
    use super::*;
    use crate::model::Role;

    #[test]
    fn there_is_one_notice_for_a_year_and_kind() -> Result<()> {
        let mut store = store(&[]);
        let notice = Notice {
            uid: uid(61),
            year: year(2024),
            template: TemplateKey("branch-secretary".to_owned()),
            deadline: chrono::NaiveDate::from_ymd_opt(2024, 12, 10),
            limits: Limits { min: Some(2500), max: Some(3000), min_share: None },
            parts: vec![PartLimits {
                role: Role::Problems,
                required: true,
                limits: Limits { min: None, max: None, min_share: Some(30) },
            }],
        };
        let later = Notice { uid: uid(62), deadline: None, parts: Vec::new(), ..notice.clone() };
        store.write(|tx| tx.put_notice(&notice))?;
        assert_eq!(store.notice(year(2024), &notice.template)?, Some(notice.clone()));
        store.write(|tx| tx.put_notice(&later))?;
        assert_eq!(store.notice(year(2024), &notice.template)?, Some(later.clone()));
        store.write(|tx| tx.put_notice(&Notice { year: year(2025), ..later }))?;
        assert_eq!(store.notice(year(2024), &notice.template)?, None, "it is about 2025 now");
        Ok(())
    }
}
