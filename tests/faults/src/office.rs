//! The clerk's work: texts that are known from a number, and what a data file
//! says in one line.

use std::collections::hash_map::DefaultHasher;
use std::ffi::OsString;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Duration;

use shuzhi_core::manuscript::assemble;
use shuzhi_core::model::{
    Branch, BranchYear, Level, Moment, Report, Role, Section, SectionId, TemplateKey, Uid, Year,
};
use shuzhi_core::store::{Store, place};
use shuzhi_core::{Error, Result, export};

/// How many reports the clerk writes in turn.
pub const REPORTS: u32 = 3;

/// The unit.
pub fn branch() -> Branch {
    let facts = BranchYear {
        year: year(0),
        name: "青禾社区党支部".to_owned(),
        level: Level::Branch,
        community: "青禾社区".to_owned(),
        superior: "云桥街道党工委".to_owned(),
        secretary: "林书记".to_owned(),
        members: Some(26),
    };
    Branch { uid: uid(1), succeeds: None, years: vec![facts] }
}

/// The uid of the report with this number.
pub fn uid(number: u32) -> Uid {
    Uid::parse(&format!("00000000-0000-7000-8000-{number:012}")).unwrap()
}

fn year(report: u32) -> Year {
    Year::new(u16::try_from(2021 + report).unwrap()).unwrap()
}

/// Text `k` of a report. Some are short, some fill many pages of the file.
pub fn text(report: u32, k: u32) -> Report {
    let sentence = |n: u32| {
        let (times, people) = (k % 37 + n, (k * 7 + n) % 190 + 3);
        format!("第{k}稿第{n}段：全年开展志愿服务{times}次，走访居民{people}户，议事协商{n}回。")
    };
    let paragraphs = match k % 17 {
        0 => 400,
        n => 3 + n,
    };
    let section = |id, role, heading: &str, body| Section {
        id: SectionId(id),
        role,
        mark: None,
        run_in: false,
        heading: heading.to_owned(),
        body,
        children: Vec::new(),
    };
    let template = TemplateKey("branch-secretary".to_owned());
    Report {
        branch: uid(1),
        year: Some(year(report)),
        title: format!("青禾社区党支部书记{}年度抓基层党建述职报告", year(report).number()),
        opening: vec![format!("第{k}稿：现将全年工作报告如下。")],
        sections: vec![
            section(1, Role::Achievements, "工作开展情况", (0..paragraphs).map(sentence).collect()),
            section(2, Role::Problems, "存在问题", vec![sentence(1)]),
        ],
        ..Report::empty(uid(100 + report), template)
    }
}

/// Which text of the clerk's a report is; 0 for none.
pub fn number_of(report: &Report) -> u32 {
    let opening = report.opening.first().map_or("", String::as_str);
    let digits: String = opening.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

/// The instant at which text `k` is written.
pub fn at(k: u32) -> Moment {
    Moment::UNIX_EPOCH + chrono::TimeDelta::days(20_000) + chrono::TimeDelta::minutes(k.into())
}

/// What a data file says, in one line: each report's uid with the sum of its
/// text, and the title that the list shows of it.
///
/// # Errors
///
/// As the store refuses, above all for a text that is not what was saved.
pub fn state(store: &Store) -> Result<String> {
    let mut rows = store.reports()?;
    rows.extend(store.trash()?);
    rows.sort_by(|a, b| a.uid.cmp(&b.uid));
    let reports = rows.iter().map(|row| {
        let report = store.report(&row.uid)?.report;
        Ok(entry(&Report { title: row.title.clone(), year: Some(row.year), ..report }))
    });
    Ok(reports.collect::<Result<Vec<_>>>()?.join(" "))
}

/// How `report` stands in a state.
pub fn entry(report: &Report) -> String {
    format!("{}={:016x}", report.uid, sum(&serde_json::to_vec(report).unwrap()))
}

/// How many states are kept of all reports together.
///
/// # Errors
///
/// As the store refuses.
pub fn kept(store: &Store) -> Result<usize> {
    let mut rows = store.reports()?;
    rows.extend(store.trash()?);
    rows.iter().map(|row| Ok(store.revisions(&row.uid)?.len())).sum()
}

/// The bytes of the text file of a report.
pub fn plain(report: &Report) -> Vec<u8> {
    export::text(&assemble(report, "", None)).into_bytes()
}

/// A short sum of bytes.
pub fn sum(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// The environment of a clerk at home in `root`.
pub fn env_of(root: &Path) -> impl Fn(&str) -> Option<OsString> + use<> {
    let root = root.as_os_str().to_owned();
    move |name| (name == "HOME").then(|| root.clone())
}

/// Opens the data of a clerk at home in `root`. Another test that just starts a
/// program holds every lock of this process for a moment; that is waited for.
///
/// # Errors
///
/// As [`place::open`].
pub fn open(root: &Path) -> Result<Store> {
    patiently(|| place::open(&env_of(root)))
}

/// Tries again for two seconds while the data is in use; see [`open`].
///
/// # Errors
///
/// As `try_it`.
pub fn patiently<T>(try_it: impl Fn() -> Result<T>) -> Result<T> {
    for _ in 0..40 {
        match try_it() {
            Err(Error::StoreInUse) => std::thread::sleep(Duration::from_millis(50)),
            done => return done,
        }
    }
    try_it()
}

/// Where the data of a clerk at home in `root` is.
pub fn data_of(root: &Path) -> PathBuf {
    place::data_file(&env_of(root))
}
