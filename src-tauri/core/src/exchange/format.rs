use serde::{Deserialize, Serialize};

use crate::model::{Answer, Branch, Duty, Figure, Notice, Report, Uid};
use crate::store::Store;
use crate::{Error, Result};

/// How the file is called in a refusal.
const FILE: &str = "述职文件";

/// Where the file lies in the archive of a hand-over.
pub const IN_ARCHIVE: &str = "json/全部内容.json";

/// What one store hands to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Exchange {
    /// Version of this form; [`Exchange::FORMAT`] when written by this program.
    pub format: u32,
    /// The program that wrote it, with its version. For people, not read back.
    #[serde(default)]
    pub origin: String,
    /// The units of the reports.
    #[serde(default)]
    pub branches: Vec<Branch>,
    /// The reports.
    #[serde(default)]
    pub reports: Vec<Report>,
    /// What they left open, with what answers it.
    #[serde(default)]
    pub duties: Vec<DutyWithAnswers>,
    /// The figures of the units.
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// What the street asks, passed on to its branches (本街道通知).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
}

/// A duty, and how later reports deal with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DutyWithAnswers {
    /// The duty.
    #[serde(flatten)]
    pub duty: Duty,
    /// The answers.
    #[serde(default)]
    pub answers: Vec<Answer>,
}

impl Exchange {
    /// The form this program writes.
    pub const FORMAT: u32 = 1;

    /// `reports` alone, without the units and what else belongs to them.
    pub fn of(reports: Vec<Report>) -> Self {
        Self {
            format: Self::FORMAT,
            origin: concat!("shuzhi ", env!("CARGO_PKG_VERSION")).to_owned(),
            branches: Vec::new(),
            reports,
            duties: Vec::new(),
            figures: Vec::new(),
            notices: Vec::new(),
        }
    }

    /// The reports named, with their units, figures and duties; of the answers
    /// those whose report goes along.
    ///
    /// # Errors
    ///
    /// [`Error::ReportMissing`], and whatever the store refuses.
    pub fn gather(store: &Store, reports: &[Uid]) -> Result<Self> {
        let mut exchange = Self::of(Vec::new());
        for uid in reports {
            exchange.reports.push(store.report(uid)?.report);
        }
        let mut branches: Vec<Uid> =
            exchange.reports.iter().map(|report| report.branch.clone()).collect();
        branches.sort_unstable();
        branches.dedup();
        let mut answers = Vec::new();
        for uid in reports {
            answers.extend(store.answers(uid)?);
        }
        for uid in branches {
            exchange.branches.push(store.branch(&uid)?);
            let goes_along = |report: Option<&Uid>| report.is_none_or(|uid| reports.contains(uid));
            let figures = store.figures(&uid)?.into_iter();
            exchange.figures.extend(figures.filter(|figure| goes_along(figure.report.as_ref())));
            for duty in store.duties(&uid)? {
                if goes_along(Some(&duty.from_report)) {
                    let answers =
                        answers.iter().filter(|answer| answer.duty == duty.uid).cloned().collect();
                    exchange.duties.push(DutyWithAnswers { duty, answers });
                }
            }
        }
        Ok(exchange)
    }
}

/// `notice` alone as the text of a file, to be passed on.
pub fn notice_file(notice: &Notice) -> String {
    encode(&Exchange { notices: vec![notice.clone()], ..Exchange::of(Vec::new()) })
}

/// The notice that a file carries. Where it goes is the reader's to say, so
/// it comes without a name of its own.
///
/// # Errors
///
/// As [`decode`]; [`Error::DataFile`] when the file carries none.
pub fn read_notice(bytes: &[u8]) -> Result<Notice> {
    let notice = decode(bytes)?.notices.into_iter().next();
    let notice = notice.ok_or_else(|| faulty("内容".to_owned(), "里面没有街道的通知"))?;
    Ok(Notice { uid: Uid::nil(), ..notice })
}

/// The file's text. Equal content gives equal text.
pub fn encode(exchange: &Exchange) -> String {
    let mut text =
        serde_json::to_string_pretty(exchange).expect("no map has a key that is no string");
    text.push('\n');
    text
}

/// What a file carries.
///
/// # Errors
///
/// [`Error::ExchangeTooNew`] for a later form; [`Error::DataFile`], with the
/// place, for anything that is no such file or cannot be a report.
pub fn decode(bytes: &[u8]) -> Result<Exchange> {
    #[derive(Deserialize)]
    struct Head {
        format: u32,
    }
    // An editor such as Notepad puts a mark before the text.
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if !text.trim_ascii_start().starts_with(b"{") {
        return Err(faulty("开头".to_owned(), "这不是述职存的文件"));
    }
    let read = |error: serde_json::Error| Error::faulty_json(FILE, &error);
    if serde_json::from_slice::<Head>(text).map_err(read)?.format > Exchange::FORMAT {
        return Err(Error::ExchangeTooNew);
    }
    let exchange: Exchange = serde_json::from_slice(text).map_err(read)?;
    for (at, report) in exchange.reports.iter().enumerate() {
        if report.format > Report::FORMAT {
            return Err(Error::ExchangeTooNew);
        }
        check(report)
            .map_err(|(place, reason)| faulty(format!("reports[{at}].{place}"), reason))?;
        if exchange.reports[..at].iter().any(|other| other.uid == report.uid) {
            return Err(faulty(format!("reports[{at}].uid"), "同一份报告出现了两次"));
        }
    }
    Ok(exchange)
}

/// The refusal of a file that says at `place` what cannot be.
pub(super) fn faulty(place: String, reason: &str) -> Error {
    Error::DataFile { file: FILE.to_owned(), place, reason: reason.to_owned() }
}

/// What every report holds, and a file made by hand may not.
fn check(report: &Report) -> Result<(), (String, &'static str)> {
    let mut ids = Vec::new();
    for (depth, section) in report.walk() {
        let id = section.id;
        let fault = if id.0 == 0 || id.0 > 1_000_000 {
            "部分的编号应在 s1 到 s1000000 之间"
        } else if depth > 4 {
            "标题最多四级"
        } else if ids.contains(&id) {
            "两个部分用了同一个编号"
        } else {
            ids.push(id);
            continue;
        };
        return Err((format!("sections.{id}"), fault));
    }
    for (part, paragraph, text) in report.texts() {
        if paragraph.is_some() && text.contains(['\n', '\r']) {
            return Err((part.to_string(), "一段文字里不能有换行，请拆成两段"));
        }
    }
    Ok(())
}
