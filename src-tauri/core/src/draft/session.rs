//! Whether the program ended as it should the last time.

use crate::Result;
use crate::model::Edition;
use crate::store::{ReportRow, Store};

/// Set while the program runs.
const KEY: &str = "running";

/// Notes that the program runs. Gives the report that was saved last when it
/// was never noted that the last run ended: a power cut, or the system closed
/// it. Where nothing was ever written there is nothing to tell.
///
/// # Errors
///
/// Whatever the store refuses.
pub fn begin_session(store: &mut Store) -> Result<Option<ReportRow>> {
    let broken = store.setting::<bool>(KEY)?.unwrap_or(false);
    store.write(|tx| tx.set_setting(KEY, &true))?;
    if !broken {
        return Ok(None);
    }
    let rows = store.reports()?.into_iter().filter(|row| row.edition == Edition::Written);
    Ok(rows.max_by_key(|row| row.saved))
}

/// Notes that the program ends, with everything stored.
///
/// # Errors
///
/// Whatever the store refuses.
pub fn end_session(store: &mut Store) -> Result<()> {
    store.write(|tx| tx.set_setting(KEY, &false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{at, report, store, uid};

    #[test]
    fn a_run_that_did_not_end_is_told_with_what_was_saved_last() {
        let mut store = store(&[2023, 2024]);
        assert_eq!(begin_session(&mut store).unwrap(), None, "the first run of all");
        let mut changed = report(2023);
        changed.closing.push("断电前写的。".to_owned());
        store.write(|tx| tx.save_report(&changed, 1, at(9)).map(drop)).unwrap();
        let told = begin_session(&mut store).unwrap().unwrap();
        assert_eq!((told.uid, told.saved), (uid(2023), at(9)));
    }

    #[test]
    fn a_run_that_ended_is_not_told_and_neither_is_an_empty_data_file() {
        let mut office = store(&[2024]);
        begin_session(&mut office).unwrap();
        end_session(&mut office).unwrap();
        assert_eq!(begin_session(&mut office).unwrap(), None);
        let mut empty = store(&[]);
        begin_session(&mut empty).unwrap();
        assert_eq!(begin_session(&mut empty).unwrap(), None);
    }
}
