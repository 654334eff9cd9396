//! What reports left open, and how later reports deal with it.

use chrono::NaiveDate;
use rusqlite::{Row, named_params};

use super::column::{Json, Word};
use super::{Store, Tx};
use crate::Result;
use crate::model::{Anchor, Answer, AnswerState, Duty, DutyKind, Uid};

const DUTY: &str = "SELECT duty.uid, from_report, kind, text, who, date FROM duty";

impl Store {
    /// Every duty that the living reports of a unit left, in the order they
    /// were added.
    ///
    /// # Errors
    ///
    /// [`Error::StoreUnread`](crate::Error::StoreUnread) and
    /// [`Error::StoreDamaged`](crate::Error::StoreDamaged).
    pub fn duties(&self, branch: &Uid) -> Result<Vec<Duty>> {
        let sql = format!(
            "{DUTY} JOIN report ON report.uid = from_report
             WHERE branch = ?1 AND deleted IS NULL ORDER BY duty.number"
        );
        self.rows(&sql, [branch.as_str()], duty_from_row)
    }

    /// The duty named `uid`, if there is one.
    ///
    /// # Errors
    ///
    /// As [`Store::duties`].
    pub fn duty(&self, uid: &Uid) -> Result<Option<Duty>> {
        self.row(&format!("{DUTY} WHERE uid = ?1"), [uid.as_str()], duty_from_row)
    }

    /// What a report answers.
    ///
    /// # Errors
    ///
    /// As [`Store::duties`].
    pub fn answers(&self, report: &Uid) -> Result<Vec<Answer>> {
        self.rows(
            "SELECT duty, report, anchor, state, reason FROM answer
             WHERE report = ?1 ORDER BY number",
            [report.as_str()],
            answer_from_row,
        )
    }
}

impl Tx<'_> {
    /// Adds a duty, or makes the one of that uid as given.
    ///
    /// # Errors
    ///
    /// [`Error::Database`](crate::Error::Database) when the report that left it
    /// is not there.
    pub fn put_duty(&mut self, duty: &Duty) -> Result<()> {
        self.execute(
            "INSERT INTO duty (uid, from_report, kind, text, who, date)
             VALUES (:uid, :from, :kind, :text, :who, :date)
             ON CONFLICT (uid) DO UPDATE SET from_report = excluded.from_report,
                kind = excluded.kind, text = excluded.text, who = excluded.who,
                date = excluded.date",
            named_params! {
                ":uid": duty.uid.as_str(),
                ":from": duty.from_report.as_str(),
                ":kind": Word(duty.kind),
                ":text": duty.text,
                ":who": duty.who,
                ":date": duty.date.map(Word),
            },
        )?;
        Ok(())
    }

    /// Stores how a report deals with a duty, in place of how it did before.
    ///
    /// # Errors
    ///
    /// [`Error::Database`](crate::Error::Database) when duty or report are not
    /// there.
    pub fn put_answer(&mut self, answer: &Answer) -> Result<()> {
        self.execute(
            "INSERT INTO answer (duty, report, anchor, state, reason)
             VALUES (:duty, :report, :anchor, :state, :reason)
             ON CONFLICT (duty, report) DO UPDATE SET anchor = excluded.anchor,
                state = excluded.state, reason = excluded.reason",
            named_params! {
                ":duty": answer.duty.as_str(),
                ":report": answer.report.as_str(),
                ":anchor": answer.anchor.as_ref().map(Json),
                ":state": Word(answer.state),
                ":reason": answer.reason,
            },
        )?;
        Ok(())
    }

    /// Takes back how a report deals with a duty.
    ///
    /// # Errors
    ///
    /// Whatever SQLite refuses.
    pub fn remove_answer(&mut self, duty: &Uid, report: &Uid) -> Result<()> {
        let names = [duty.as_str(), report.as_str()];
        self.execute("DELETE FROM answer WHERE duty = ?1 AND report = ?2", names)?;
        Ok(())
    }

    /// Takes away a duty that was typed in, with whatever answers it.
    ///
    /// # Errors
    ///
    /// Whatever SQLite refuses.
    pub fn remove_duty(&mut self, duty: &Uid) -> Result<()> {
        self.execute("DELETE FROM answer WHERE duty = ?1", [duty.as_str()])?;
        self.execute("DELETE FROM duty WHERE uid = ?1", [duty.as_str()])?;
        Ok(())
    }
}

fn duty_from_row(row: &Row<'_>) -> rusqlite::Result<Duty> {
    Ok(Duty {
        uid: row.get::<_, Word<Uid>>("uid")?.0,
        from_report: row.get::<_, Word<Uid>>("from_report")?.0,
        kind: row.get::<_, Word<DutyKind>>("kind")?.0,
        text: row.get("text")?,
        who: row.get("who")?,
        date: row.get::<_, Option<Word<NaiveDate>>>("date")?.map(|date| date.0),
    })
}

fn answer_from_row(row: &Row<'_>) -> rusqlite::Result<Answer> {
    Ok(Answer {
        duty: row.get::<_, Word<Uid>>("duty")?.0,
        report: row.get::<_, Word<Uid>>("report")?.0,
        anchor: row.get::<_, Option<Json<Anchor>>>("anchor")?.map(|anchor| anchor.0),
        state: row.get::<_, Word<AnswerState>>("state")?.0,
        reason: row.get("reason")?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{store, uid};
    use super::*;
    use crate::model::{Part, SectionId};

    fn answer(duty: u32, report: u32) -> Answer {
        let anchor = Anchor {
            section: Part::Section(SectionId(1)),
            quote: "主题党日".to_owned(),
            occurrence: 0,
            hash: Anchor::hash_of("全年开展主题党日12次。"),
        };
        Answer {
            duty: uid(duty),
            report: uid(report),
            anchor: Some(anchor),
            state: AnswerState::Answered,
            reason: String::new(),
        }
    }

    #[test]
    fn duties_and_answers_come_back_as_they_were_put() -> Result<()> {
        let mut store = store(&[2023, 2024]);
        let comment = Duty {
            uid: uid(51),
            from_report: uid(2023),
            kind: DutyKind::Comment,
            text: "党建工作方法缺乏创新。".to_owned(),
            who: "街道党工委".to_owned(),
            date: chrono::NaiveDate::from_ymd_opt(2024, 1, 18),
        };
        let aside = Answer {
            anchor: None,
            state: AnswerState::SetAside,
            reason: "已由社区统一安排".to_owned(),
            ..answer(51, 2024)
        };
        store.write(|tx| {
            tx.put_duty(&comment)?;
            tx.put_answer(&answer(51, 2024))
        })?;
        assert_eq!(store.duty(&uid(51))?, Some(comment.clone()));
        assert_eq!(store.duties(&uid(1))?, [comment]);
        assert_eq!(store.answers(&uid(2024))?, [answer(51, 2024)]);
        store.write(|tx| tx.put_answer(&aside))?;
        assert_eq!(store.answers(&uid(2024))?, [aside]);
        let homeless = store.write(|tx| tx.put_answer(&answer(99, 2024)));
        assert!(homeless.is_err(), "an answer to nothing");
        Ok(())
    }
}
