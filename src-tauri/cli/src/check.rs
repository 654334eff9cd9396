//! `check REPORT|FILE` and `check DIR`: what the street would send back.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use shuzhi_core::check::{self, Likeness};
use shuzhi_core::model::{Choices, Finding, Report, Severity, Uid};
use shuzhi_core::{Error, export, import};

use crate::answer::Answer;
use crate::desk::{Desk, faults};
use crate::given;
use crate::refusal::Refusal;

/// What is said behind `check`.
#[derive(Args)]
pub(crate) struct CheckArgs {
    /// 年度、编号、uid、一个文件，或一个文件夹
    #[arg(value_name = "报告")]
    pub(crate) report: String,
    /// 存成文件：一份报告存 .docx（检查意见），文件夹存 .xlsx（汇总表）
    #[arg(short, long, value_name = "文件")]
    pub(crate) output: Option<PathBuf>,
    /// 文件已存在时覆盖它
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Serialize)]
struct Findings<'a> {
    findings: &'a [Finding],
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a Path>,
}

#[derive(Serialize)]
struct Folder<'a> {
    files: &'a [FileFindings],
    likeness: &'a [Likeness],
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a Path>,
}

/// What was found in a file of a folder, or why it was not read.
#[derive(Serialize)]
struct FileFindings {
    file: String,
    findings: Vec<Finding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

pub(crate) fn run(desk: &Desk, args: &CheckArgs) -> Result<Answer, Refusal> {
    let folder = Path::new(&args.report);
    if folder.is_dir() && given::file(&args.report).is_none_or(|path| path.is_dir()) {
        return check_folder(folder, args);
    }
    if let Some(path) = &args.output {
        ends_in(path, "docx", "检查意见只能存为 .docx 文件")?;
    }
    let (report, findings) = found(desk, &args.report)?;
    let mut text = in_words(&report, &findings);
    let mut notices = Vec::new();
    if let Some(path) = &args.output {
        let shelf = desk.shelf();
        let layout = shelf.layout(&Choices::default().layout)?;
        let bytes = export::docx(&check::paper(&report, &findings), layout, None)?;
        export::write(path, &bytes, args.force)?;
        text.push_str(&format!("\n已导出：{}\n", path.display()));
        notices = faults(&shelf);
    }
    let is_no = findings.iter().any(|finding| finding.severity == Severity::Error);
    let answer = Answer::new(text, &Findings { findings: &findings, path: args.output.as_deref() });
    Ok(Answer { is_no, ..answer.with_notices(notices) })
}

/// The report that `name` means, and what is found in it: with all that is
/// known of one that is kept, in the words alone of a file.
fn found(desk: &Desk, name: &str) -> Result<(Report, Vec<Finding>), Refusal> {
    if let Some(path) = given::file(name) {
        let report = read(&path)?;
        let findings = check::file(&report);
        return Ok((report, findings));
    }
    let store = desk.store_to_read()?;
    let report = store.report(&crate::find::report(&store, name)?)?.report;
    let findings = check::report(&store, &desk.shelf(), &report)?.findings;
    Ok((report, findings))
}

/// The report in a file, with the slips it has there.
fn read(path: &Path) -> Result<Report, Error> {
    Ok(import::as_it_stood(&import::open_file(path, Uid::nil())?))
}

fn in_words(report: &Report, findings: &[Finding]) -> String {
    if findings.is_empty() {
        return "没有查出问题。\n".to_owned();
    }
    let mut lines = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Hint] {
        let of_it: Vec<&Finding> =
            findings.iter().filter(|finding| finding.severity == severity).collect();
        if of_it.is_empty() {
            continue;
        }
        lines.push(format!("{severity} {}条", of_it.len()));
        for finding in of_it {
            let place = check::place(report, finding);
            lines.push(format!("  {place}：{}（{}）", finding.message, finding.source));
        }
    }
    lines.join("\n") + "\n"
}

/// All documents of a folder: what is found in each, and how like they are.
fn check_folder(folder: &Path, args: &CheckArgs) -> Result<Answer, Refusal> {
    if let Some(path) = &args.output {
        ends_in(path, "xlsx", "文件夹的检查结果只能存为 .xlsx 表格")?;
    }
    let mut files: Vec<FileFindings> = Vec::new();
    let mut reports: Vec<(String, Report)> = Vec::new();
    for path in documents(folder)? {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match read(&path) {
            Ok(report) => {
                let findings = check::file(&report);
                files.push(FileFindings { file: file.clone(), findings, error: None });
                reports.push((file, report));
            }
            Err(error) => {
                files.push(FileFindings {
                    file,
                    findings: Vec::new(),
                    error: Some(error.to_string()),
                });
            }
        }
    }
    let likeness = check::likeness(&reports);
    let mut text = folder_in_words(&files, &likeness);
    if let Some(path) = &args.output {
        let counted: Vec<(String, Vec<Finding>)> = files
            .iter()
            .filter(|file| file.error.is_none())
            .map(|file| (file.file.clone(), file.findings.clone()))
            .collect();
        let sheets = [check::table(&counted), check::likeness_table(&likeness)];
        export::write(path, &export::xlsx(&sheets)?, args.force)?;
        text.push_str(&format!("\n已导出：{}\n", path.display()));
    }
    let is_no = files
        .iter()
        .flat_map(|file| &file.findings)
        .any(|finding| finding.severity == Severity::Error);
    let refused_in_part = files.iter().any(|file| file.error.is_some());
    let path = args.output.as_deref();
    let answer = Answer::new(text, &Folder { files: &files, likeness: &likeness, path });
    Ok(Answer { refused_in_part, is_no, ..answer })
}

/// The documents of a folder, by name.
fn documents(folder: &Path) -> Result<Vec<PathBuf>, Refusal> {
    const READ: [&str; 6] = ["docx", "doc", "wps", "odt", "rtf", "txt"];
    let unreadable = |source| Error::Unreadable { path: folder.to_owned(), source };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        // ~$ begins the name of the lock that a word processor leaves.
        if path.is_file() && READ.contains(&extension.as_str()) && !name.starts_with(['.', '~']) {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Refusal::Missing(format!(
            "文件夹“{}”里没有可以检查的报告（.docx .doc .wps .odt .rtf .txt）。请换一个文件夹再试。",
            folder.display()
        )));
    }
    Ok(files)
}

fn folder_in_words(files: &[FileFindings], likeness: &[Likeness]) -> String {
    let mut rows = Vec::new();
    for file in files {
        let count = |severity| {
            file.findings.iter().filter(|finding| finding.severity == severity).count().to_string()
        };
        let mut row = vec![
            file.file.clone(),
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Hint),
        ];
        if let Some(error) = &file.error {
            row.splice(1.., [error.clone(), String::new(), String::new()]);
        }
        rows.push(row);
    }
    let mut text = crate::table::table(&["文件", "必须改", "建议改", "提示"], &rows);
    let alike: Vec<&Likeness> = likeness.iter().filter(|pair| pair.similarity >= ALIKE).collect();
    if !alike.is_empty() {
        text.push_str("\n\n彼此相似的文件\n");
        for Likeness { a, b, similarity } in alike {
            text.push_str(&format!(
                "  {} {a} 与 {b}\n",
                shuzhi_core::compare::percent(*similarity)
            ));
        }
    }
    text
}

/// From this share on two files are told to be alike.
const ALIKE: f64 = 0.3;

fn ends_in(path: &Path, wanted: &str, sentence: &str) -> Result<(), Refusal> {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if extension == wanted {
        return Ok(());
    }
    Err(Refusal::Usage(format!("{sentence}，现在写的是“{}”。请改好文件名再试。", path.display())))
}
