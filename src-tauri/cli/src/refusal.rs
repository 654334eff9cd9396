use serde::Serialize;
use shuzhi_core::model::Finding;
use shuzhi_core::{Error, ErrorCode};

use crate::answer::in_json;

/// Why a command was not carried out.
pub(crate) enum Refusal {
    /// The core refused.
    Core(Error),
    /// The core refused, and this command has an option for it.
    Advised(Error, String),
    /// Placeholders stand in the text, at these places.
    Blocked {
        /// What stops the export.
        findings: Vec<Finding>,
        /// Where each stands, in words.
        places: Vec<String>,
    },
    /// The command line does not say what to do.
    Usage(String),
    /// What was asked for is not there, or is there more than once.
    Missing(String),
    /// Something went wrong that nobody foresaw.
    Unforeseen,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}

impl Refusal {
    /// What happened and what to do, in Chinese; for what has places, the
    /// places in the lines below.
    pub(crate) fn in_words(&self) -> String {
        let mut words = self.message();
        if let Self::Blocked { findings, places } = self {
            for (finding, place) in findings.iter().zip(places) {
                words.push_str(&format!("\n  {place}：{}", finding.text));
            }
        }
        words
    }

    /// `{"error": {"code", "message"}}`, with the findings that stopped it.
    pub(crate) fn in_json(&self) -> String {
        #[derive(Serialize)]
        struct Document<'a> {
            error: View<'a>,
        }
        in_json(&Document { error: self.view() })
    }

    /// The refusal as a key of a larger document.
    pub(crate) fn view(&self) -> View<'_> {
        View {
            code: match self {
                Self::Core(error) | Self::Advised(error, _) => Code::Core(error.code()),
                Self::Blocked { .. } => Code::Core(ErrorCode::Blocked),
                Self::Usage(_) => Code::Own("usage"),
                Self::Missing(_) => Code::Core(ErrorCode::Missing),
                Self::Unforeseen => Code::Core(ErrorCode::Other),
            },
            message: self.message(),
            findings: match self {
                Self::Blocked { findings, .. } => findings,
                Self::Core(_)
                | Self::Advised(..)
                | Self::Usage(_)
                | Self::Missing(_)
                | Self::Unforeseen => &[],
            },
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Core(error) => for_terminal(error),
            Self::Blocked { findings, .. } => format!(
                "还有 {} 处没有填好，先不导出。请依次填好，或加 --despite 写明原因后仍要导出。",
                findings.len()
            ),
            Self::Advised(_, message) | Self::Usage(message) | Self::Missing(message) => {
                message.clone()
            }
            Self::Unforeseen => {
                "程序里出了意外，这条命令没有做完；存放的内容没有损坏。请再试一次，还不行就联系维护的人。"
                    .to_owned()
            }
        }
    }
}

/// One sentence. Where the window offers a button, a terminal names the option
/// or the command.
fn for_terminal(error: &Error) -> String {
    match error {
        Error::BranchMissing => {
            "还没有单位。请先用 shuzhi-cli branch --name 单位名称 建立单位档案。".to_owned()
        }
        Error::FileExists(path) => {
            format!("这个位置已经有同名文件：{}。请换个名字，或加 --force 覆盖它。", path.display())
        }
        Error::FolderMissing(path) => {
            format!("没有这个文件夹：{}。请先建好它，或换个位置。", path.display())
        }
        Error::FileInUse(path) => format!(
            "文件正被 Word 或 WPS 打开着，写不进去：{}。请先在 Word/WPS 中关闭它，再做一次。",
            path.display()
        ),
        Error::TargetFull(path) => format!(
            "这个位置空间不够，没有存成：{}。请腾出空间再做一次，或换个位置。",
            path.display()
        ),
        Error::DiskFull => {
            "没有存上：磁盘满了，存放的内容没有改动。请腾出空间再做一次。".to_owned()
        }
        Error::Database(_) => "没有存上，存放的内容没有改动。请稍后再做一次。".to_owned(),
        other => other.to_string(),
    }
}

/// A refusal as JSON.
#[derive(Serialize)]
pub(crate) struct View<'a> {
    code: Code,
    message: String,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    findings: &'a [Finding],
}

#[derive(Serialize)]
#[serde(untagged)]
enum Code {
    Core(ErrorCode),
    Own(&'static str),
}
