//! What `REPORT` and `--branch` name.

use shuzhi_core::model::{Branch, Uid, Year};
use shuzhi_core::store::{ReportRow, Store};

use crate::refusal::Refusal;

/// The living report that `name` means: a year when only one report has it,
/// else the number that `list` shows, else a uid.
pub(crate) fn report(store: &Store, name: &str) -> Result<Uid, Refusal> {
    let rows = store.reports()?;
    let number = digits(name);
    let of_year: Vec<&ReportRow> = number
        .and_then(|number| Year::new(u16::try_from(number).ok()?).ok())
        .map(|year| rows.iter().filter(|row| row.year == year).collect())
        .unwrap_or_default();
    if let [only] = of_year[..] {
        return Ok(only.uid.clone());
    }
    let by_number = rows.iter().find(|row| number == Some(row.number));
    let by_uid = || {
        let uid = Uid::parse(name.trim()).ok()?;
        rows.iter().find(|row| row.uid == uid)
    };
    if let Some(row) = by_number.or_else(by_uid) {
        return Ok(row.uid.clone());
    }
    Err(Refusal::Missing(if of_year.is_empty() {
        format!("没有找到报告“{name}”。请用 shuzhi-cli list 查看年度和编号。")
    } else {
        let numbers: Vec<String> = of_year.iter().map(|row| row.number.to_string()).collect();
        format!(
            "{name}年度有 {} 份报告，请改写编号：{}。各是哪一份见 shuzhi-cli list。",
            of_year.len(),
            numbers.join("、")
        )
    }))
}

/// The number in `2023`, `2023年`, `2023年度` or `１２`; `None` for anything else.
pub(crate) fn digits(name: &str) -> Option<u32> {
    let name = name.trim().trim_end_matches('度').trim_end_matches('年');
    let half_width: Option<String> = name
        .chars()
        .map(|c| match c {
            '0'..='9' => Some(c),
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
            _ => None,
        })
        .collect();
    half_width?.parse().ok()
}

/// The unit that `name` means in whatever year; without a name the only one.
pub(crate) fn branch(store: &Store, name: Option<&str>) -> Result<Branch, Refusal> {
    let mut branches = store.branches()?;
    let Some(name) = name else {
        return match branches.len() {
            0 => Err(shuzhi_core::Error::BranchMissing.into()),
            1 => Ok(branches.remove(0)),
            _ => Err(Refusal::Usage(format!(
                "有几个单位，请用 --branch 写明是哪一个：{}。",
                names(&branches)
            ))),
        };
    };
    match branches.iter().position(|branch| called(branch, name)) {
        Some(at) => Ok(branches.remove(at)),
        None if branches.is_empty() => Err(shuzhi_core::Error::BranchMissing.into()),
        None => Err(Refusal::Missing(format!(
            "没有找到单位“{name}”，现有：{}。请改好名称再试。",
            names(&branches)
        ))),
    }
}

/// Whether a unit has this name, or had it in some year.
pub(crate) fn called(branch: &Branch, name: &str) -> bool {
    branch.years.iter().any(|facts| facts.name == name.trim())
}

fn names(branches: &[Branch]) -> String {
    let latest = |branch: &Branch| branch.years.last().map(|facts| facts.name.clone());
    branches.iter().filter_map(latest).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_or_number_is_read_as_people_type_it() {
        for (text, number) in [
            ("2023", Some(2023)),
            ("2023年", Some(2023)),
            ("2023年度", Some(2023)),
            ("２０２３", Some(2023)),
            (" 7 ", Some(7)),
            ("", None),
            ("年", None),
            ("七", None),
            ("7a", None),
            ("-7", None),
            ("99999999999", None),
        ] {
            assert_eq!(digits(text), number, "{text}");
        }
    }
}
