//! Rich text (.rtf), as Word, WPS, LibreOffice and WordPad write it.
//!
//! Groups nest, words change the state of their group, bytes are text in the
//! code page of their typeface. Destinations that hold no text are passed over.

mod codepage;
mod state;
mod token;
mod words;

use super::limits::{self, Budget};
use super::line;
use crate::model::Outline;
use crate::{Error, Result};
use state::Reader;
use token::{Token, Tokens};

/// The lines of a rich text file.
///
/// # Errors
///
/// [`Error::TooBig`] and [`Error::NoDocument`].
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Outline> {
    let mut reader = Reader::new(budget);
    for token in Tokens::new(bytes) {
        match token {
            Token::Open => {
                if reader.depth() >= limits::DEPTH {
                    return Err(Error::TooBig("内部结构嵌套太深".to_owned()));
                }
                reader.open();
            }
            Token::Close => reader.close()?,
            Token::Word(word, value) => reader.word(word, value)?,
            Token::Sign(sign) => reader.sign(sign)?,
            Token::Byte(byte) => reader.byte(byte)?,
        }
    }
    reader.finish()?;
    let (lines, headers) = reader.into_lines();
    let mut outline = line::outline(lines);
    outline.headers = headers;
    Ok(outline)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(rtf: &[u8]) -> Vec<String> {
        let outline = read(rtf, &mut Budget::new()).unwrap();
        outline.lines.iter().map(crate::model::OutlineLine::text).collect()
    }

    #[test]
    fn code_pages_and_unicode_are_text() {
        let rtf = br"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}}\f0\uc1 \'ca\'f6\'d6\'b0\u25253?\u21578?\par\uc2\u12298\'a1\'b6A\}\u12299\'a1\'b7\par}";
        assert_eq!(lines(rtf), ["述职报告", "《A}》"]);
    }

    #[test]
    fn what_is_no_text_is_passed_over() {
        let rtf = br"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\stylesheet{\s1 heading 1;}}{\info{\title T}}{\*\generator X;}{\pict\pngblip 89504e47}a{\v hidden}b{\field{\*\fldinst HYPERLINK x}{\fldrslt c}}\par{\trowd\cellx1\cellx2 d\cell e\cell\row}f\line g}";
        assert_eq!(lines(rtf), ["abc", "d\te", "f", "g"]);
    }

    #[test]
    fn a_style_in_the_midst_of_text_hides_none_of_it() {
        assert_eq!(lines(br"{\rtf1 {\b0\*\cs7 abc} de{\*\unknown f}\par}"), ["abc de"]);
    }

    #[test]
    fn what_stands_twice_is_read_once_and_only_in_the_text() {
        let pair = r"{\upr{\*\bkmkstart x}{\*\ud{b\u233?}}}";
        let rtf =
            format!(r"{{\rtf1{{\info{{\upr{{\title T}}{{\*\ud{{\title T}}}}}}}}a{pair}c\par}}");
        assert_eq!(lines(rtf.as_bytes()), ["abéc"]);
    }

    #[test]
    fn unfinished_files_are_read_as_far_as_they_go() {
        assert_eq!(lines(br"{\rtf1 abc\par de"), ["abc", "de"]);
        assert_eq!(lines(br"{\rtf1 abc}}}}"), ["abc"]);
        assert_eq!(lines(br"{\rtf1 \bin99999 abc"), [""; 0]);
    }
}
