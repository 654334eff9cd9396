//! The tokens of a rich text file.

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\par`, `\u20013`
    Word(&'a str, Option<i32>),
    /// `\~`, `\*` and the like.
    Sign(u8),
    /// A byte of text, as itself or as `\'hh`.
    Byte(u8),
}

/// A walk through the tokens of a file.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.rest.first()?;
        if first == b'\'' {
            let hex = |at: usize| self.rest.get(at).and_then(|b| char::from(*b).to_digit(16));
            let byte =
                hex(1).zip(hex(2)).and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
            self.rest = self.rest.get(3..).unwrap_or_default();
            // A broken code is no text; the next token may be.
            return Some(byte.map_or(Token::Word("", None), Token::Byte));
        }
        if !first.is_ascii_alphabetic() {
            self.rest = &self.rest[1..];
            return Some(match first {
                b'\r' | b'\n' => Token::Word("par", None),
                sign => Token::Sign(sign),
            });
        }
        let letters = self.rest.iter().take_while(|b| b.is_ascii_alphabetic()).take(32).count();
        let word = std::str::from_utf8(&self.rest[..letters]).unwrap_or_default();
        self.rest = &self.rest[letters..];
        let negative = self.rest.first() == Some(&b'-');
        let digits = &self.rest[usize::from(negative)..];
        let count = digits.iter().take_while(|b| b.is_ascii_digit()).take(10).count();
        let value = (count > 0).then(|| {
            let value = digits[..count].iter().fold(0_i64, |sum, b| sum * 10 + i64::from(b - b'0'));
            let value = if negative { -value } else { value };
            i32::try_from(value).unwrap_or(0)
        });
        if count > 0 {
            self.rest = &digits[count..];
        }
        if self.rest.first() == Some(&b' ') {
            self.rest = &self.rest[1..];
        }
        if word == "bin" {
            let skip = usize::try_from(value.unwrap_or(0)).unwrap_or(0);
            self.rest = self.rest.get(skip..).unwrap_or_default();
        }
        Some(Token::Word(word, value))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (first, rest) = self.rest.split_first()?;
            self.rest = rest;
            return Some(match first {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => continue,
                byte => Token::Byte(*byte),
            });
        }
    }
}
