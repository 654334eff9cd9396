//! The program at work in a folder of its own, and what it says with uids,
//! times and folders masked.
#![allow(missing_docs, unreachable_pub, reason = "a test's own tools")]
#![allow(dead_code, reason = "each test program uses its own part")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_shuzhi-cli");

/// Holds `text` against what is kept in `tests/golden/cli` under `name`.
#[track_caller]
pub fn golden(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../golden/cli");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// A folder of its own, and the program at work in it.
pub struct Office {
    folder: TempDir,
}

/// What a run of the program said.
pub struct Said {
    /// The exit status.
    pub code: i32,
    /// Standard output, masked.
    pub out: String,
    /// Standard error, masked.
    pub err: String,
}

impl Office {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// An office with the made-up reports of three years.
    pub fn with_sample() -> Self {
        let office = Self::new();
        office.done(&["demo", "--data", "甲.db", "-o", "示例.docx"]);
        office
    }

    /// The folder it works in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .current_dir(self.folder.path())
            .env("SHUZHI_DATA", self.path("甲.db"))
            .env("TMPDIR", self.folder.path())
            .env("TEMP", self.folder.path())
            .args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        Said {
            code: status.code().expect("the program ended by itself"),
            out: self.masked(&String::from_utf8(stdout).unwrap()),
            err: self.masked(&String::from_utf8(stderr).unwrap()),
        }
    }

    /// What `arguments` answer when they are carried out.
    #[track_caller]
    pub fn done(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert_eq!(said.code, 0, "{arguments:?}: {}", said.err);
        said.out
    }

    /// Why `arguments` are refused.
    #[track_caller]
    pub fn refused(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert_eq!(said.code, 2, "{arguments:?} was not refused: {}", said.out);
        assert_eq!(said.out, "", "a refusal says nothing on standard output");
        said.err
    }

    fn masked(&self, text: &str) -> String {
        let folder = self.folder.path().to_string_lossy();
        let text = text.replace(&*folder, "[文件夹]");
        let mut masked = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(at) = rest.find(|c: char| c.is_ascii_hexdigit()) {
            masked.push_str(&rest[..at]);
            let from = &rest[at..];
            let length = VOLATILE.iter().find_map(|(shape, mask)| {
                let length = matching(shape, from)?;
                masked.push_str(mask);
                Some(length)
            });
            let plain = from.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(from.len());
            if length.is_none() {
                masked.push_str(&from[..plain]);
            }
            rest = &from[length.unwrap_or(plain)..];
        }
        masked + rest
    }
}

/// What differs in every run, as a shape (x: a hexadecimal digit, 9: a digit).
const VOLATILE: [(&str, &str); 2] =
    [("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "[uid]"), ("9999-99-99T99:99:99", "[时刻]")];

/// How much of `text` has `shape`; an instant ends at its Z.
fn matching(shape: &str, text: &str) -> Option<usize> {
    let bytes = text.as_bytes().get(..shape.len())?;
    let fits = shape.bytes().zip(bytes).all(|(shape, byte)| match shape {
        b'x' => byte.is_ascii_hexdigit(),
        b'9' => byte.is_ascii_digit(),
        other => *byte == other,
    });
    let rest = fits.then(|| &text[shape.len()..])?;
    let fraction = rest.find('Z').filter(|_| shape.contains('T')).map_or(0, |end| end + 1);
    Some(shape.len() + fraction)
}
