//! The command line: what may be said, told in Chinese where clap would speak
//! English.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::backup::{BackupArgs, RestoreArgs};
use crate::check::CheckArgs;
use crate::duties::DutiesArgs;
use crate::handover::{HandoverArgs, TakeInArgs};
use crate::refusal::Refusal;
use crate::search::SearchArgs;

/// What the command line says.
pub(crate) enum Parsed {
    /// Help or version was asked for: what to print.
    Help(String),
    /// It does not say what to do.
    Refused(Refusal),
    /// A command.
    Command {
        /// What to do.
        command: Command,
        /// The data file that is named.
        data: Option<PathBuf>,
    },
}

#[derive(Parser)]
#[command(
    name = "shuzhi-cli",
    version,
    about = "述职：在终端里起草、导入、对照、导出抓基层党建述职报告，与窗口用同一份内容。",
    override_usage = "shuzhi-cli [--data 数据文件] 命令 [--json]",
    help_template = "{about}\n\n用法：{usage}\n\n命令：\n{subcommands}\n\n选项：\n{options}{after-help}",
    after_help = "各命令的用法：shuzhi-cli 命令 --help\n\
        报告可以写年度（2023）、list 显示的编号，或报告的 uid。\n\
        退出状态：0 已完成；1 已完成，结论为否；2 没有执行，原因见提示。",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
struct Line {
    /// 数据文件；不写就用环境变量 SHUZHI_DATA 指定的，或窗口所用的
    #[arg(long, global = true, value_name = "数据文件", display_order = 100)]
    data: Option<PathBuf>,

    /// 输出 JSON，供程序读取
    #[arg(long, global = true, display_order = 101)]
    json: bool,

    /// 显示用法
    #[arg(short, long, global = true, action = clap::ArgAction::Help, display_order = 102)]
    help: Option<bool>,

    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version, display_order = 103)]
    version: Option<bool>,

    #[command(subcommand)]
    command: Command,
}

/// The layout of a command's own help.
pub(crate) const WITH_ARGUMENTS: &str =
    "{about}\n\n用法：{usage}\n\n参数：\n{positionals}\n\n选项：\n{options}";
const WITHOUT_ARGUMENTS: &str = "{about}\n\n用法：{usage}\n\n选项：\n{options}";

/// A command with what it is told.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// 试一遍：在新文件里建好三年的示例单位，导出一份 Word
    #[command(override_usage = "shuzhi-cli demo [-o 文件.docx]", help_template = WITHOUT_ARGUMENTS)]
    Demo(DemoArgs),
    /// 查看或填写单位档案
    #[command(
        override_usage = "shuzhi-cli branch [--name 名称] [--superior 上级] …",
        help_template = WITHOUT_ARGUMENTS
    )]
    Branch(BranchArgs),
    /// 从模板新建一份报告，或由往年的报告续写
    #[command(
        override_usage = "shuzhi-cli new 年度 [--template 文种] [--branch 单位] [--from 报告] [--dry-run]",
        help_template = WITH_ARGUMENTS
    )]
    New(NewArgs),
    /// 读入旧报告（.docx .doc .wps .odt .rtf .txt），存进数据文件
    #[command(
        override_usage = "shuzhi-cli import 文件… [--year 年度] [--dry-run] [--as-revision|--keep-both]",
        help_template = WITH_ARGUMENTS
    )]
    Import(ImportArgs),
    /// 列出全部报告
    #[command(override_usage = "shuzhi-cli list", help_template = WITHOUT_ARGUMENTS)]
    List,
    /// 显示一份报告的全文
    #[command(override_usage = "shuzhi-cli show 报告", help_template = WITH_ARGUMENTS)]
    Show(ShowArgs),
    /// 导出成文件：Word、文本或 JSON
    #[command(
        override_usage = "shuzhi-cli export 报告 -o 文件 [--format docx|txt|json] [--layout 版式] [--force]",
        help_template = WITH_ARGUMENTS
    )]
    Export(ExportArgs),
    /// 两份报告对照：哪些段落改了、移了、照搬了，数字怎样变
    #[command(
        override_usage = "shuzhi-cli compare 旧 新 [-o 对照稿.docx|数字表.xlsx] [--exit-code] [--force]",
        help_template = WITH_ARGUMENTS
    )]
    Compare(CompareArgs),
    /// 正文里有哪些数字，或各年的数字并排
    #[command(
        override_usage = "shuzhi-cli figures 报告或文件\n      shuzhi-cli figures --years [--branch 单位]",
        help_template = WITH_ARGUMENTS
    )]
    Figures(crate::figures::FiguresArgs),
    /// 要回应的问题、措施和点评，以及哪里回应了
    #[command(
        override_usage = "shuzhi-cli duties 报告 [-o 三张清单.docx|.xlsx]\n      shuzhi-cli duties add 报告 [--who 点评人] [--date 日期] 点评内容",
        help_template = WITH_ARGUMENTS
    )]
    Duties(DutiesArgs),
    /// 检查一份报告或一个文件夹：漏项、年份、数字、提法、标点、雷同
    #[command(
        override_usage = "shuzhi-cli check 报告|文件 [-o 检查意见.docx]\n      shuzhi-cli check 文件夹 [-o 汇总表.xlsx]",
        help_template = WITH_ARGUMENTS
    )]
    Check(CheckArgs),
    /// 在各年的报告里查找，一个字也行
    #[command(override_usage = "shuzhi-cli search 词", help_template = WITH_ARGUMENTS)]
    Search(SearchArgs),
    /// 备份全部内容，并核对备份与现在一致
    #[command(override_usage = "shuzhi-cli backup [-o 文件.db] [--force]", help_template = WITHOUT_ARGUMENTS)]
    Backup(BackupArgs),
    /// 用一份备份恢复全部内容；现在的内容先留一份
    #[command(override_usage = "shuzhi-cli restore 备份", help_template = WITH_ARGUMENTS)]
    Restore(RestoreArgs),
    /// 核对存放的内容是否完好
    #[command(override_usage = "shuzhi-cli verify", help_template = WITHOUT_ARGUMENTS)]
    Verify,
    /// 诊断信息：版本、大小、份数，不含报告文字和姓名
    #[command(override_usage = "shuzhi-cli diagnose", help_template = WITHOUT_ARGUMENTS)]
    Diagnose,
    /// 移交：把全部内容存成一个压缩包，不装述职也能看
    #[command(
        override_usage = "shuzhi-cli handover -o 文件.zip [--branch 单位] [--force]",
        help_template = WITHOUT_ARGUMENTS
    )]
    Handover(HandoverArgs),
    /// 接收移交的文件，不覆盖这里的内容
    #[command(name = "takein", override_usage = "shuzhi-cli takein 文件 [--dry-run]", help_template = WITH_ARGUMENTS)]
    TakeIn(TakeInArgs),
}

#[derive(Args)]
pub(crate) struct DemoArgs {
    /// 导出到哪个文件；不写就放在新建的文件夹里
    #[arg(short, long, value_name = "文件.docx")]
    pub(crate) output: Option<PathBuf>,
    /// 文件已存在时覆盖它
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Args)]
pub(crate) struct BranchArgs {
    /// 单位全称，如 青禾社区党支部
    #[arg(long, value_name = "名称")]
    pub(crate) name: Option<String>,
    /// 党支部、党总支或党委
    #[arg(long, value_name = "级别", hide_possible_values = true)]
    pub(crate) level: Option<LevelWord>,
    /// 社区或村，如 青禾社区
    #[arg(long, value_name = "社区")]
    pub(crate) community: Option<String>,
    /// 上级党组织，如 云桥街道党工委
    #[arg(long, value_name = "上级")]
    pub(crate) superior: Option<String>,
    /// 书记姓名
    #[arg(long, value_name = "姓名")]
    pub(crate) secretary: Option<String>,
    /// 党员人数
    #[arg(long, value_name = "人数", allow_negative_numbers = true)]
    pub(crate) members: Option<u32>,
    /// 从哪一年起是这样；不写就是今年
    #[arg(long, value_name = "年度")]
    pub(crate) year: Option<u16>,
    /// 有几个单位时，改哪一个
    #[arg(long, value_name = "单位")]
    pub(crate) branch: Option<String>,
    /// 另建一个单位
    #[arg(long, conflicts_with = "branch", requires = "name")]
    pub(crate) add: bool,
}

/// 党支部, 党总支, 党委 as they are typed.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum LevelWord {
    #[value(name = "党支部")]
    Branch,
    #[value(name = "党总支")]
    GeneralBranch,
    #[value(name = "党委")]
    Committee,
}

#[derive(Args)]
pub(crate) struct NewArgs {
    /// 报告的年度，如 2024
    #[arg(value_name = "年度")]
    pub(crate) year: u16,
    /// 文种，如 branch-secretary、committee-secretary、annual-summary
    #[arg(long, value_name = "文种", conflicts_with = "from")]
    pub(crate) template: Option<String>,
    /// 有几个单位时，写哪一个
    #[arg(long, value_name = "单位")]
    pub(crate) branch: Option<String>,
    /// 由哪份往年的报告续写：沿用标题和各部分，数字留空
    #[arg(long, value_name = "报告")]
    pub(crate) from: Option<String>,
    /// 续写时开头怎么写：留空、句式（文种里的话）或沿用（往年的原话）；不写就按建议
    #[arg(long, value_name = "写法", requires = "from", hide_possible_values = true)]
    pub(crate) opening: Option<CarryWord>,
    /// 续写时结尾怎么写，同上
    #[arg(long, value_name = "写法", requires = "from", hide_possible_values = true)]
    pub(crate) closing: Option<CarryWord>,
    /// 续写时先只列出会有哪些改动，不新建
    #[arg(long, requires = "from")]
    pub(crate) dry_run: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum CarryWord {
    #[value(name = "留空")]
    Blank,
    #[value(name = "句式")]
    Patterns,
    #[value(name = "沿用")]
    Whole,
}

#[derive(Args)]
pub(crate) struct ImportArgs {
    /// 要读的文件，可以写几个
    #[arg(value_name = "文件", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// 报告的年度；不写就按正文认
    #[arg(long, value_name = "年度")]
    pub(crate) year: Option<u16>,
    /// 归哪个单位；不写就按正文认
    #[arg(long, value_name = "单位")]
    pub(crate) branch: Option<String>,
    /// 只读出来看看，不存，也不打开数据文件
    #[arg(long, conflicts_with_all = ["as_revision", "keep_both"])]
    pub(crate) dry_run: bool,
    /// 这一年已有报告时，存为它的历史版本
    #[arg(long, conflicts_with = "keep_both")]
    pub(crate) as_revision: bool,
    /// 这一年已有报告时，两份都留
    #[arg(long)]
    pub(crate) keep_both: bool,
}

#[derive(Args)]
pub(crate) struct ShowArgs {
    /// 年度、编号或 uid
    #[arg(value_name = "报告")]
    pub(crate) report: String,
}

#[derive(Args)]
pub(crate) struct ExportArgs {
    /// 年度、编号或 uid
    #[arg(value_name = "报告")]
    pub(crate) report: String,
    /// 导出到哪个文件；写文件夹就用报告的标题作文件名
    #[arg(short, long, value_name = "文件")]
    pub(crate) output: PathBuf,
    /// docx、txt 或 json；不写就按文件名的后缀
    #[arg(long, value_name = "格式", hide_possible_values = true)]
    pub(crate) format: Option<FormatWord>,
    /// 版式，如 gbt9704、street-28
    #[arg(long, value_name = "版式")]
    pub(crate) layout: Option<String>,
    /// 文件已存在时覆盖它
    #[arg(long)]
    pub(crate) force: bool,
    /// 还有没填好的地方仍要导出，写明原因；原因会留存
    #[arg(long, value_name = "原因")]
    pub(crate) despite: Option<String>,
}

#[derive(Args)]
pub(crate) struct CompareArgs {
    /// 旧的一份：年度、编号、uid，或一个文件
    #[arg(value_name = "旧")]
    pub(crate) old: String,
    /// 新的一份：年度、编号、uid，或一个文件
    #[arg(value_name = "新")]
    pub(crate) new: String,
    /// 存成文件：.docx 是全文对照，.xlsx 是数字表
    #[arg(short, long, value_name = "文件")]
    pub(crate) output: Option<PathBuf>,
    /// 有不同时退出状态为 1
    #[arg(long)]
    pub(crate) exit_code: bool,
    /// 文件已存在时覆盖它
    #[arg(long)]
    pub(crate) force: bool,
}

/// What a report leaves as.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatWord {
    Docx,
    Txt,
    Json,
}

/// Reads the command line.
pub(crate) fn parse(arguments: &[OsString]) -> Parsed {
    match Line::try_parse_from(arguments) {
        Ok(line) => Parsed::Command { command: line.command, data: line.data },
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Parsed::Help(error.to_string()),
            _ => Parsed::Refused(Refusal::Usage(in_chinese(&error))),
        },
    }
}

/// What clap would say, in a sentence of ours.
fn in_chinese(error: &clap::Error) -> String {
    let what = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        _ => String::new(),
    };
    let argument = named(&what(ContextKind::InvalidArg));
    let value = what(ContextKind::InvalidValue);
    let see = "用法见 shuzhi-cli --help。";
    match error.kind() {
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            format!("没有写要做什么。请加上命令，如 shuzhi-cli list；{see}")
        }
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令。{see}", what(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("不认识“{argument}”。{see}"),
        ErrorKind::MissingRequiredArgument => {
            let missing = what(ContextKind::InvalidArg).replace(['<', '>'], "").replace("...", "");
            format!("还缺 {missing}。{see}")
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("{argument} 后面没有写内容。{see}")
        }
        ErrorKind::InvalidValue => {
            let possible = what(ContextKind::ValidValue);
            format!("{argument} 不能写“{value}”，可以写：{possible}。")
        }
        ErrorKind::ValueValidation => {
            format!("{argument} 应写数字，现在是“{value}”。请改好后再试。")
        }
        ErrorKind::ArgumentConflict => {
            let other = named(&what(ContextKind::PriorArg));
            if other.is_empty() || other == argument {
                format!("{argument} 只能写一次。{see}")
            } else {
                format!("{argument} 不能和 {other} 一起用。请只留一个。")
            }
        }
        ErrorKind::InvalidUtf8 => "命令里有认不出的文字。请重新输入。".to_owned(),
        _ => format!("命令的写法不对。{see}"),
    }
}

/// What was typed, of the `--year <年度>` or `<文件>...` that clap gives.
fn named(argument: &str) -> String {
    match argument.split_once(' ') {
        Some((option, _)) if option.starts_with('-') => option.to_owned(),
        _ => argument.trim_end_matches("...").replace(['<', '>'], ""),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Line::command().debug_assert();
    }

    fn help_of(arguments: &[&str]) -> String {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        match parse(&arguments) {
            Parsed::Help(text) => text,
            Parsed::Refused(refusal) => refusal.in_words(),
            Parsed::Command { .. } => "（照做）".to_owned(),
        }
    }

    #[test]
    fn no_english_sentence_stands_in_any_help() {
        let mut helps = vec![help_of(&["shuzhi-cli", "--help"])];
        for command in Line::command().get_subcommands() {
            helps.push(help_of(&["shuzhi-cli", command.get_name(), "--help"]));
        }
        for help in helps {
            for english in [
                "Usage",
                "Options",
                "Arguments",
                "Commands",
                "Print",
                "default",
                "possible",
                "[OPTIONS]",
            ] {
                assert!(!help.contains(english), "“{english}” stands in:\n{help}");
            }
        }
    }
}
