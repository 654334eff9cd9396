use std::collections::BTreeMap;

use super::archive::archive;
use super::file_name;
use crate::exchange::{self, Exchange};
use crate::manuscript::assemble;
use crate::model::{Choices, Layout, Moment, Uid};
use crate::store::Store;
use crate::template::Shelf;
use crate::{Error, Result};

/// Everything of `branches`, or of all units, as one .zip that needs no
/// program to be read: `docx/` with each report, `json/` with everything as
/// the exchange file, and a page that says so.
///
/// # Errors
///
/// [`Error::BranchMissing`] where there is no report to hand over,
/// [`Error::Assembly`], and whatever the store refuses.
pub fn handover(store: &Store, shelf: &Shelf, branch: Option<&Uid>, at: Moment) -> Result<Vec<u8>> {
    let rows = store.reports()?;
    let reports: Vec<Uid> = rows
        .into_iter()
        .filter(|row| branch.is_none_or(|branch| row.branch == *branch))
        .map(|row| row.uid)
        .collect();
    if reports.is_empty() {
        return Err(Error::NotApplicable("还没有可以移交的报告".to_owned()));
    }
    let exchange = Exchange::gather(store, &reports)?;
    let chosen = store.setting::<Choices>(Choices::KEY)?.unwrap_or_default().layout;
    let layout = shelf
        .layout(&chosen)
        .or_else(|_| shelf.layouts.first().ok_or_else(|| Error::LayoutMissing(chosen.clone())))?;
    let mut files = documents(store, &reports, layout)?;
    let read_me = read_me(&files, at);
    files.insert(exchange::IN_ARCHIVE.to_owned(), exchange::encode(&exchange).into_bytes());
    files.insert("README.txt".to_owned(), read_me.into_bytes());
    archive(files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())))
}

/// Each report as a Word file, under its year and title.
fn documents(store: &Store, reports: &[Uid], layout: &Layout) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for uid in reports {
        let stored = store.report(uid)?;
        let author = super::author(store, &stored.report)?;
        let manuscript = assemble(&stored.report, &author, Some(stored.created));
        let bytes = super::docx(&manuscript, layout, Some(&stored.report))?;
        let stem = file_name(&stored.report);
        let name = (1..)
            .map(|number| match number {
                1 => format!("docx/{stem}.docx"),
                _ => format!("docx/{stem}（{number}）.docx"),
            })
            .find(|name| !files.contains_key(name))
            .expect("a map does not hold every number");
        files.insert(name, bytes);
    }
    Ok(files)
}

/// For Notepad, as [`super::text`] is.
fn read_me(files: &BTreeMap<String, Vec<u8>>, at: Moment) -> String {
    let mut lines = vec![
        "这是述职报告的移交文件，共两个文件夹：".to_owned(),
        "docx 里是各年的报告，用 Word 或 WPS 直接打开，不用安装别的程序。".to_owned(),
        "json 里是全部内容（报告、单位档案、数字、应答事项），供述职程序读入：在新电脑上打开述职，选“接收移交文件”，选这个压缩包。"
            .to_owned(),
        format!("移交日期：{}", at.format("%Y年%-m月%-d日")),
        String::new(),
        "报告清单：".to_owned(),
    ];
    lines.extend(files.keys().map(|name| name.trim_start_matches("docx/").to_owned()));
    lines.iter().fold(String::from('\u{FEFF}'), |text, line| text + line + "\r\n")
}
