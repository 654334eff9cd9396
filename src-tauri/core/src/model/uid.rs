use std::fmt;

use serde::{Deserialize, Serialize};

/// The permanent name of a branch, report, duty, … across all stores.
///
/// A UUID in its canonical lower-case form (version 7 when made by this
/// program). The core never makes one: shell and terminal program do, and pass
/// it in, so that the core stays without randomness.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export, type = "string"))]
pub struct Uid(String);

/// The text is not a UUID in canonical form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是本程序的编号。请从列表里重新选择。")]
pub struct UidMalformed(pub String);

impl Uid {
    /// The uid that names nothing: a report that no branch owns yet.
    pub fn nil() -> Self {
        Self("00000000-0000-0000-0000-000000000000".to_owned())
    }

    /// Whether this is [`Uid::nil`].
    pub fn is_nil(&self) -> bool {
        self.0.bytes().all(|byte| matches!(byte, b'0' | b'-'))
    }

    /// Reads a UUID such as `0192f0c4-7a3e-7c11-9b52-6d1c2f3a4b5c`.
    ///
    /// # Errors
    ///
    /// [`UidMalformed`] for anything but 32 hexadecimal digits in groups of
    /// 8-4-4-4-12.
    pub fn parse(text: &str) -> Result<Self, UidMalformed> {
        let well_formed = text.len() == 36
            && text.bytes().enumerate().all(|(at, byte)| match at {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            });
        if well_formed {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(UidMalformed(text.to_owned()))
        }
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Uid {
    type Error = UidMalformed;

    fn try_from(text: String) -> Result<Self, UidMalformed> {
        Self::parse(&text)
    }
}

impl From<Uid> for String {
    fn from(uid: Uid) -> Self {
        uid.0
    }
}

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
