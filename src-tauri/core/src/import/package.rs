//! The zip packages that .docx and .odt are: opened with care, read part by
//! part within the limits.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::limits;
use crate::{Error, Result};

/// An opened package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Names as looked up: slashes forward, letters small.
    names: BTreeMap<String, usize>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens the package that `bytes` are.
    ///
    /// # Errors
    ///
    /// [`Error::NoDocument`] for a damaged package or one with names that no
    /// writer gives, [`Error::TooBig`] for one with too many entries.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if archive.len() > limits::ENTRIES {
            return Err(Error::TooBig(format!("内含 {} 个以上的文件", limits::ENTRIES)));
        }
        let odd = || Error::NoDocument("文件内部的名称不正常".to_owned());
        // The archive keeps the last of two equal names; which one Word would
        // show nobody knows.
        if archive.has_duplicate_names() {
            return Err(odd());
        }
        let mut names = BTreeMap::new();
        for index in 0..archive.len() {
            let raw = archive.name_for_index(index).and_then(std::result::Result::ok);
            let Some(raw) = raw else { return Err(odd()) };
            let name = raw.replace('\\', "/").to_lowercase();
            let outside = name.starts_with('/')
                || name.split('/').any(|step| step == "..")
                || name.as_bytes().get(1) == Some(&b':');
            if outside || names.insert(name, index).is_some() {
                return Err(odd());
            }
        }
        Ok(Self { archive, names, left: limits::UNPACKED })
    }

    /// Whether there is a part of this name, whatever its case.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&name.to_lowercase())
    }

    /// Whether there is a part below this folder.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        self.names.keys().any(|name| name.starts_with(folder))
    }

    /// The names of the parts that begin with `start`, small letters, sorted.
    pub(super) fn names(&self, start: &str) -> Vec<String> {
        self.names.keys().filter(|name| name.starts_with(start)).cloned().collect()
    }

    /// The bytes of a part; `None` when there is no such part.
    ///
    /// # Errors
    ///
    /// [`Error::TooBig`] when it unpacks beyond the limits,
    /// [`Error::PasswordProtected`], and [`Error::NoDocument`] for damage.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        let Some(&index) = self.names.get(&name.to_lowercase()) else { return Ok(None) };
        let entry = self.archive.by_index(index).map_err(|error| damaged(&error))?;
        let ratio = entry.compressed_size().saturating_mul(limits::RATIO);
        let most = self.left.min(ratio.max(limits::RATIO_FLOOR));
        let mut bytes = Vec::new();
        entry
            .take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| Error::NoDocument("文件内部已损坏，可能没有拷贝完整".to_owned()))?;
        let size = bytes.len() as u64;
        if size > most {
            return Err(Error::TooBig("解开后大得不正常".to_owned()));
        }
        self.left -= size;
        Ok(Some(bytes))
    }

    /// The text of an XML part, whatever its encoding; `None` when there is none.
    ///
    /// # Errors
    ///
    /// As [`Self::part`].
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<String>> {
        self.part(name)?.map(super::xml::decode).transpose()
    }
}

fn damaged(error: &ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Error::PasswordProtected,
        _ => Error::NoDocument("文件内部已损坏，可能没有拷贝完整".to_owned()),
    }
}
