//! `export REPORT -o OUT`: the finished file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;
use shuzhi_core::Error;
use shuzhi_core::export::{self, Format};
use shuzhi_core::manuscript::numbers;
use shuzhi_core::model::{Choices, Finding, Part, Report, SectionId, Uid};
use shuzhi_core::store::Store;
use shuzhi_core::template::Shelf;

use crate::answer::Answer;
use crate::args::{ExportArgs, FormatWord};
use crate::desk::{Desk, faults, now};
use crate::find;
use crate::refusal::Refusal;

/// What was written.
#[derive(Serialize)]
pub(crate) struct Written {
    pub(crate) path: PathBuf,
    pub(crate) pages: usize,
    pub(crate) characters: usize,
}

/// How a report is to be written.
#[derive(Default)]
pub(crate) struct Manner<'a> {
    /// `None`: as the target's name says, else Word.
    pub(crate) format: Option<FormatWord>,
    /// `None`: the layout chosen in the window.
    pub(crate) layout: Option<&'a str>,
    /// Write over a file that is there.
    pub(crate) force: bool,
    /// Why it leaves with blanks.
    pub(crate) despite: Option<&'a str>,
}

pub(crate) fn run(desk: &Desk, args: &ExportArgs) -> Result<Answer, Refusal> {
    let shelf = desk.shelf();
    let mut store = desk.store()?;
    let uid = find::report(&store, &args.report)?;
    let manner = Manner {
        format: args.format,
        layout: args.layout.as_deref(),
        force: args.force,
        despite: args.despite.as_deref(),
    };
    let written = write(&mut store, &shelf, &uid, &args.output, &manner)?;
    let text = format!(
        "已导出：{}（{} 页，{} 字）",
        written.path.display(),
        written.pages,
        written.characters
    );
    Ok(Answer::new(text, &written).with_notices(faults(&shelf)))
}

/// Writes a report to the file `target`, or under its title's name into the
/// folder `target`.
pub(crate) fn write(
    store: &mut Store,
    shelf: &Shelf,
    uid: &Uid,
    target: &Path,
    manner: &Manner<'_>,
) -> Result<Written, Refusal> {
    let format = manner.format.map_or_else(|| format_of(target), |word| Ok(word.into()))?;
    let chosen = store.setting::<Choices>(Choices::KEY)?.unwrap_or_default().layout;
    let layout = manner.layout.unwrap_or(&chosen);
    let path = if target.is_dir() {
        let stem = export::file_name(&store.report(uid)?.report);
        target.join(format!("{stem}.{}", format.extension()))
    } else {
        target.to_owned()
    };
    if !manner.force && path.exists() {
        // Asked first, so that a refusal is not kept as an export.
        return Err(Error::FileExists(path).into());
    }
    let exported = export::report(store, shelf, uid, format, layout, manner.despite, now())
        .map_err(|error| with_places(store, uid, error))?;
    export::write(&path, &exported.bytes, manner.force)?;
    Ok(Written { path, pages: exported.pages, characters: exported.characters })
}

/// A refusal because of placeholders, with the places in words.
fn with_places(store: &Store, uid: &Uid, error: Error) -> Refusal {
    let Error::Blocked(findings) = error else { return error.into() };
    let places = match store.report(uid) {
        Ok(stored) => {
            let numbers = numbers(&stored.report);
            findings.iter().map(|finding| place(&stored.report, &numbers, finding)).collect()
        }
        Err(error) => return error.into(),
    };
    Refusal::Blocked { findings, places }
}

/// Where a finding stands: 二、问题 第1段.
fn place(report: &Report, numbers: &BTreeMap<SectionId, String>, finding: &Finding) -> String {
    let part = match finding.section {
        Part::Title => "标题".to_owned(),
        Part::Byline => "题下署名".to_owned(),
        Part::Salutation => "称呼".to_owned(),
        Part::Opening => "开头".to_owned(),
        Part::Closing => "结尾".to_owned(),
        Part::Signature => "署名".to_owned(),
        Part::Date => "日期".to_owned(),
        Part::Section(id) => {
            let heading = report.section(id).map_or("", |section| section.heading.as_str());
            format!("{}{heading}", numbers.get(&id).map_or("", String::as_str))
        }
    };
    match finding.paragraph {
        Some(at) => format!("{part} 第{}段", at + 1),
        None => part,
    }
}

/// What a file of this name is; Word for a folder and for a name without ending.
/// A file that is not what its name says opens in the wrong program.
fn format_of(target: &Path) -> Result<Format, Refusal> {
    let extension = target.extension().unwrap_or_default().to_ascii_lowercase();
    if target.is_dir() || extension.is_empty() {
        return Ok(Format::Docx);
    }
    [Format::Docx, Format::Text, Format::Json]
        .into_iter()
        .find(|format| extension == format.extension())
        .ok_or_else(|| {
            Error::NotApplicable("文件名要以 .docx、.txt 或 .json 结尾".to_owned()).into()
        })
}

impl From<FormatWord> for Format {
    fn from(word: FormatWord) -> Self {
        match word {
            FormatWord::Docx => Self::Docx,
            FormatWord::Txt => Self::Text,
            FormatWord::Json => Self::Json,
        }
    }
}
