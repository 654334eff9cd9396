use std::io::ErrorKind;
use std::path::PathBuf;

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::{Finding, Uid, UidMalformed, Year, YearOutOfRange};

/// The result of a door that may refuse.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation did not happen.
///
/// `Display` is a Chinese sentence for the user: what happened, then what to
/// do. `Debug` and [`source`](std::error::Error::source) are for the log.
/// Every sentence about a failure stands here, so that all can be proof-read
/// in one place.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    // --- what was asked for -------------------------------------------------
    /// The report was deleted for good, or never was.
    #[error("没有找到这份报告，可能已经删除。请回到首页重新选择。")]
    ReportMissing(Uid),

    /// The branch does not exist.
    #[error("没有找到这个单位。请先在“单位档案”里填写单位名称。")]
    BranchMissing,

    /// The kept state does not exist.
    #[error("没有找到这个历史版本。请刷新后重新选择。")]
    RevisionMissing,

    /// The duty does not exist.
    #[error("没有找到这件应答事项，可能已经删除。请刷新后再试。")]
    DutyMissing,

    /// The section does not exist.
    #[error("没有找到这一节，可能已经删除。请刷新后再试。")]
    SectionMissing,

    /// The operation does not fit the report as it is.
    #[error("这一步现在做不了：{0}。内容没有改动。")]
    NotApplicable(String),

    /// No kind of report has this key.
    #[error("没有找到文种“{0}”。请换一个文种，或检查自备的文种文件。")]
    TemplateMissing(String),

    /// No layout has this key.
    #[error("没有找到版式“{0}”。请换一个版式。")]
    LayoutMissing(String),

    /// A branch has at most one living report of a year, kind and edition.
    #[error("{year}的报告已经有了。请打开原有的报告，或换一个年度。")]
    YearTaken {
        /// The year both reports claim.
        year: Year,
        /// The report that is there.
        report: Uid,
    },

    /// A report can only be kept with its year.
    #[error("没有认出这份报告是哪一年的。请选好年度再存入。")]
    YearUnknown,

    /// The year is out of range.
    #[error(transparent)]
    Year(#[from] YearOutOfRange),

    /// The uid is malformed.
    #[error(transparent)]
    Uid(#[from] UidMalformed),

    /// The text was changed elsewhere since it was opened.
    #[error("另一处刚改过这份报告，这次没有覆盖它。两边的内容都留着，请选用哪一边。")]
    Stale {
        /// The version that is stored now.
        current: u32,
    },

    /// A final report is locked.
    #[error("这份报告已定稿，只能看。要修改请先点“重新打开”。")]
    Locked,

    /// A report cannot have come to its status on this day.
    #[error("日期没有改：不能早于{}，也不能晚于今天（{}）。请填实际的那一天；今天的日期不对，就先调好电脑的时间。", earliest.format("%Y年%-m月%-d日"), today.format("%Y年%-m月%-d日"))]
    StatusDate {
        /// The first day that can be.
        earliest: NaiveDate,
        /// The last.
        today: NaiveDate,
    },

    /// Placeholders or personal data stand in the text.
    #[error("还有 {} 处没有填好，先不导出。请依次填好，或写明原因后仍要导出。", .0.len())]
    Blocked(Vec<Finding>),

    // --- the data file ------------------------------------------------------
    /// Another process has the data file open.
    #[error(
        "述职已经打开着，同一份内容不能两处同时改。请先关闭述职窗口，或转到已打开的窗口里操作。"
    )]
    StoreInUse,

    /// A later version of the program wrote the data file.
    #[error("这些内容是新版本存的，这个版本打不开。请用新版本打开，内容没有改动。")]
    StoreTooNew,

    /// The data file is damaged, or is none.
    #[error("存放内容的文件读不出来，可能已损坏：{}。文件没有改动，请先把它复制一份留好，再联系维护的人。", .0.display())]
    StoreDamaged(PathBuf),

    /// The data file has not a single byte: a copy or a move was cut short.
    #[error("存放内容的文件是空的：{}。里面原来有内容的话，请用备份换回它；不要它了，就删掉这个空文件再打开。", .0.display())]
    StoreEmpty(PathBuf),

    /// The data file is there but was not read this time.
    #[error("这次没有读到存放的内容：{}。内容没有改动，请确认它所在的磁盘还在，再试一次。", path.display())]
    StoreUnread {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },

    /// The place of the data cannot be used.
    #[error("打不开存放内容的文件夹：{}。请确认它还在、可以写入，再重新启动。", path.display())]
    StorePlace {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },

    /// The folder the data was to be moved to holds a data file already.
    #[error("那个文件夹里已经有一份述职的内容：{}。请换一个文件夹，两处的内容都没有改动。", .0.display())]
    StoreThere(PathBuf),

    /// The place of the data is a folder of another computer.
    #[error("这个文件夹在网络共享上：{}。几台电脑同时写会损坏内容，所以不能存放在那里，内容没有改动。请放在这台电脑自己的磁盘上；备份和移交可以存到共享文件夹。", .0.display())]
    OnShare(PathBuf),

    /// A copy of the data is not whole.
    #[error("这份备份不完整，没有用它恢复：{}。现在的内容没有改动，请换一份别的备份。", .0.display())]
    CopyDamaged(PathBuf),

    /// The copy of the data is not in its place any more.
    #[error("没有找到这份备份，可能已经清理或U盘不在。请刷新后重新选择。")]
    CopyMissing,

    /// No room on the disk that holds the data.
    #[error(
        "刚才的修改没有存上：磁盘满了。内容还在这个窗口里，请腾出空间再点“重试”，或另存一份到U盘。"
    )]
    DiskFull,

    /// SQLite refused for whatever other reason.
    #[error("刚才的修改没有存上。内容还在这个窗口里，请稍后点“重试”，或另存一份到别处。")]
    Database(#[source] rusqlite::Error),

    // --- files read ---------------------------------------------------------
    /// The file cannot be opened or read.
    #[error("读不到这个文件：{}。{}", path.display(), how_to_reach(source))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },

    /// The interface asked for a file that it was never offered.
    #[error("没有找到这个文件。请重新选择一次。")]
    FileUnknown,

    /// No program of this computer opens the file.
    #[error("这台电脑没能打开它：{}。请在文件夹里找到它，用 Word 或 WPS 打开。", .0.display())]
    NotOpened(PathBuf),

    /// The file is no document that this program reads.
    #[error("这个文件读不出文字：{}。{}", .0, how_to_convert(.0))]
    NoDocument(String),

    /// The file is protected by a password.
    #[error("这个文件设了打开密码，读不出来。请在 Word 或 WPS 里去掉密码，另存为 .docx 再试。")]
    PasswordProtected,

    /// The file exceeds a limit on size or shape.
    #[error(
        "这个文件太大或内部结构不正常（{0}），没有读。请用 Word 或 WPS 打开后另存为 .docx 再试。"
    )]
    TooBig(String),

    /// The encoding of a text cannot be told.
    #[error("认不出这个文本文件的文字编码，没有读。请用记事本打开，另存为 UTF-8 编码再试。")]
    EncodingUnknown,

    /// A file that came back is of another report.
    #[error(
        "这个文件不是这份报告的返回稿，里面是《{0}》。请选街道返回的这一份的文件，草稿没有改动。"
    )]
    OtherReport(String),

    /// A file that came back was changed while its changes were looked at.
    #[error("返回稿的文件刚才又变了，没有采用里面的修改。请重新打开它再核对一次，草稿没有改动。")]
    ReturnedChanged,

    /// Reading a file failed in a way nobody foresaw.
    #[error(
        "读这个文件时出了意外，没有导入，原文件没有改动。请用 Word 或 WPS 打开后另存为 .docx 再试。"
    )]
    ReaderFailed,

    /// A data file (template, layout, vocabulary, exchange) is faulty.
    #[error("{file} 的内容有误（{place}）：{reason}。请改好后再试，其他内容不受影响。")]
    DataFile {
        /// Which file.
        file: String,
        /// Where in it: line and column, or key.
        place: String,
        /// What is wrong.
        reason: String,
    },

    /// An exchange file of a later version.
    #[error("这个文件是新版本的述职存的，这个版本读不了。请用新版本打开，文件没有改动。")]
    ExchangeTooNew,

    // --- files written ------------------------------------------------------
    /// There is a file of this name already.
    #[error("这个位置已经有同名文件：{}。请换个名字，或确认覆盖它。", .0.display())]
    FileExists(PathBuf),

    /// Another program holds the target open.
    #[error("文件正被 Word 或 WPS 打开着，写不进去：{}。请先在 Word/WPS 中关闭它，再点“重试”。", .0.display())]
    FileInUse(PathBuf),

    /// The folder of the target is not there.
    #[error("要存到的文件夹不在了：{}。请插好U盘再点“重试”，或换个位置。", .0.display())]
    FolderMissing(PathBuf),

    /// The target cannot be written.
    #[error("这个位置不让写入：{}。请换个位置再存。", .0.display())]
    ReadOnly(PathBuf),

    /// No room at the target.
    #[error("这个位置空间不够，没有存成：{}。请腾出空间再点“重试”，或换个位置。", .0.display())]
    TargetFull(PathBuf),

    /// Writing failed for another reason.
    #[error("没有存成：{}。请再试一次；还不行就换个位置，存在U盘上的先看看是否插好。", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },

    /// A part of the file could not be put together.
    #[error("生成文件时出了意外，没有存成。内容没有改动，请再试一次；还不行就另存为文本。")]
    Assembly(String),
}

/// What the interface may branch on. Add a variant only when a screen needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum ErrorCode {
    /// The list is out of date: reload it.
    Missing,
    /// Offer to open the report that exists.
    YearTaken,
    /// Ask for the year.
    YearUnknown,
    /// Show both texts.
    Stale,
    /// Offer to reopen the report.
    Locked,
    /// List the places, and offer the override.
    Blocked,
    /// Offer another name or to overwrite.
    FileExists,
    /// Offer to retry or to choose another place.
    Unwritten,
    /// The text is not saved: keep it, offer to retry or to save elsewhere.
    Unsaved,
    /// The file was not read.
    Unreadable,
    /// Anything else: show the message.
    Other,
}

/// What helps when the system does not give a file.
fn how_to_reach(source: &std::io::Error) -> &'static str {
    match source.kind() {
        ErrorKind::PermissionDenied => "没有读它的权限，请拷贝一份到自己的文件夹再试。",
        ErrorKind::IsADirectory => "这是文件夹，请选里面的文件。",
        _ => "请确认文件还在、U盘已插好，再试一次。",
    }
}

/// What helps with a file that is no document, unless `why` says it already.
fn how_to_convert(why: &str) -> &'static str {
    if why.contains('请') { "" } else { "请用 Word 或 WPS 打开后另存为 .docx 再试。" }
}

impl Error {
    /// What the interface may branch on.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::ReportMissing(_)
            | Self::BranchMissing
            | Self::RevisionMissing
            | Self::DutyMissing
            | Self::CopyMissing
            | Self::SectionMissing => ErrorCode::Missing,
            Self::YearTaken { .. } => ErrorCode::YearTaken,
            Self::YearUnknown => ErrorCode::YearUnknown,
            Self::Stale { .. } => ErrorCode::Stale,
            Self::Locked => ErrorCode::Locked,
            Self::Blocked(_) => ErrorCode::Blocked,
            Self::FileExists(_) => ErrorCode::FileExists,
            Self::FileInUse(_)
            | Self::FolderMissing(_)
            | Self::ReadOnly(_)
            | Self::TargetFull(_)
            | Self::Unwritable { .. } => ErrorCode::Unwritten,
            Self::DiskFull | Self::Database(_) => ErrorCode::Unsaved,
            Self::Unreadable { .. }
            | Self::FileUnknown
            | Self::NoDocument(_)
            | Self::PasswordProtected
            | Self::TooBig(_)
            | Self::EncodingUnknown
            | Self::ReaderFailed => ErrorCode::Unreadable,
            Self::NotApplicable(_)
            | Self::TemplateMissing(_)
            | Self::LayoutMissing(_)
            | Self::Year(_)
            | Self::Uid(_)
            | Self::StatusDate { .. }
            | Self::StoreInUse
            | Self::StoreTooNew
            | Self::StoreDamaged(_)
            | Self::CopyDamaged(_)
            | Self::StoreEmpty(_)
            | Self::StoreUnread { .. }
            | Self::StorePlace { .. }
            | Self::StoreThere(_)
            | Self::OnShare(_)
            | Self::DataFile { .. }
            | Self::OtherReport(_)
            | Self::ReturnedChanged
            | Self::ExchangeTooNew
            | Self::NotOpened(_)
            | Self::Assembly(_) => ErrorCode::Other,
        }
    }
}

impl Error {
    /// The refusal of a data file whose JSON does not say what it should.
    pub fn faulty_json(file: &str, error: &serde_json::Error) -> Self {
        use serde_json::error::Category;
        let said = error.to_string();
        let named = said.split('`').nth(1).unwrap_or_default();
        let reason = match error.classify() {
            Category::Eof => "文件不完整，后面的内容没有了".to_owned(),
            Category::Syntax | Category::Io => "这里不合 JSON 的写法".to_owned(),
            Category::Data if said.starts_with("missing field") => format!("缺少“{named}”一项"),
            Category::Data if said.starts_with("unknown") => format!("不认识“{named}”"),
            Category::Data if said.starts_with("duplicate") => format!("“{named}”写了两遍"),
            Category::Data if said.starts_with("invalid type") => {
                format!("这里应为{}", expected_kind(&said))
            }
            Category::Data if said.starts_with("invalid") => "这里的值不是应有的样子".to_owned(),
            // What a type of this program says of its value, up to the place.
            Category::Data => {
                let end = said.rfind(" at line").unwrap_or(said.len());
                said[..end].trim_end_matches('。').to_owned()
            }
        };
        let place = format!("第{}行第{}列", error.line(), error.column());
        Self::DataFile { file: file.to_owned(), place, reason }
    }
}

/// What should stand there, by the end of serde's `invalid type: …, expected …`.
fn expected_kind(said: &str) -> &'static str {
    const KINDS: [(&str, &str); 6] = [
        ("a string", "文字，写在引号里"),
        ("a sequence", "列表，写在方括号里"),
        ("a boolean", "true 或 false"),
        ("struct", "一组内容，写在花括号里"),
        ("u", "不带小数和正负号的数字"),
        ("i", "整数"),
    ];
    let expected = said.rsplit_once("expected ").map_or("", |(_, expected)| expected);
    KINDS.iter().find(|(start, _)| expected.starts_with(start)).map_or("别的内容", |(_, kind)| kind)
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::DiskFull,
            _ => Self::Database(error),
        }
    }
}
