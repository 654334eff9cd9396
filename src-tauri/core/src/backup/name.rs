use chrono::NaiveDateTime;

use super::{Copy, Why};
use crate::model::Moment;

/// How the moment stands in a name, in UTC.
const STAMP: &str = "%Y%m%d-%H%M%S";

/// The name of the copy numbered `number`: `0007-20241206-023000-关闭时.db`. The
/// number alone orders them: a clock may jump.
pub(super) fn name(number: u32, at: Moment, why: Why) -> String {
    format!("{number:04}-{}-{}.db", at.format(STAMP), word(why))
}

/// The copy of this name; `None` for a file that is none. The store's own
/// copy before an upgrade has no moment in its name: it was `written` then.
pub(super) fn read(name: &str, size: u64, written: Moment) -> Option<Copy> {
    let stem = name.strip_suffix(".db")?;
    if stem.starts_with("升级前-第") {
        let why = Why::BeforeUpgrade;
        return Some(Copy { name: name.to_owned(), number: 0, at: written, why, size });
    }
    let (number, rest) = stem.split_once('-')?;
    let (stamp, why) = rest.rsplit_once('-')?;
    let at = NaiveDateTime::parse_from_str(stamp, STAMP).ok()?.and_utc();
    let why = WORDS.iter().find(|(_, word)| *word == why)?.0;
    Some(Copy { name: name.to_owned(), number: number.parse().ok()?, at, why, size })
}

const WORDS: [(Why, &str); 6] = [
    (Why::Rolling, "定时"),
    (Why::Closing, "关闭时"),
    (Why::BeforeUpgrade, "升级前"),
    (Why::BeforeRestore, "恢复前"),
    (Why::BeforeImport, "导入前"),
    (Why::ByHand, "手动"),
];

fn word(why: Why) -> &'static str {
    WORDS.iter().find(|(each, _)| *each == why).map_or("", |(_, word)| word)
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;

    #[test]
    fn a_name_tells_number_moment_and_reason_and_is_read_back() {
        let at = Utc.with_ymd_and_hms(2024, 12, 6, 2, 30, 0).unwrap();
        for (why, _) in WORDS {
            let name = name(7, at, why);
            let copy = Copy { name: name.clone(), number: 7, at, why, size: 9 };
            assert_eq!(read(&name, 9, Moment::UNIX_EPOCH), Some(copy));
        }
        assert_eq!(name(7, at, Why::Closing), "0007-20241206-023000-关闭时.db");
        let many = read(&name(12_345, at, Why::Rolling), 0, at);
        assert_eq!(many.map(|copy| copy.number), Some(12_345));
        let upgrade = read("升级前-第1版.db", 0, at).map(|copy| (copy.why, copy.at));
        assert_eq!(upgrade, Some((Why::BeforeUpgrade, at)));
    }

    #[test]
    fn other_files_are_no_copies() {
        for name in
            ["", "述职.db", "0007.db", "0007-20241206-关闭时.db", "x-20241206-023000-定时.db"]
        {
            assert_eq!(read(name, 0, Moment::UNIX_EPOCH), None, "{name}");
        }
    }
}
