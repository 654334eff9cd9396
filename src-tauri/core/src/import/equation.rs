//! What Word keeps in the code of an `EQ` field (ECMA-376 part 1, 17.16.5.17 leaves
//! it to the program): the pinyin guide (拼音指南) of old files and enclosed
//! characters (带圈字符) are characters laid over each other, without a result.

/// The longest code that is looked at, in characters; Word's own are far shorter.
const LONGEST: usize = 2_000;

/// A field that was begun.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// Its result is being read: what stands there is text.
    pub(super) shows_result: bool,
    code: String,
}

/// What characters laid over each other come to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// What is read: the characters below, or a number in its circle.
    pub(super) base: String,
    /// What stands above them, or around them.
    pub(super) above: String,
}

impl Field {
    /// Adds to the code.
    pub(super) fn tell(&mut self, code: &str) {
        if self.code.len() < LONGEST {
            self.code.push_str(code);
        }
    }

    /// What the field shows without a result; `None` when that is nothing.
    pub(super) fn shown(&self) -> Option<Shown> {
        if self.shows_result {
            return None;
        }
        let code = self.code.trim_start();
        if let Some(base) = button(code) {
            return Some(Shown { base: base.to_owned(), above: String::new() });
        }
        let (name, code) = code.split_at_checked(2)?;
        if !name.eq_ignore_ascii_case("eq") {
            return None;
        }
        let laid = code.find("\\o").or_else(|| code.find("\\O"))?;
        let layers = arguments(&code[laid..])?;
        let (base, above) = layers.split_last()?;
        let base = plain(base);
        let above: String = above.iter().map(|layer| plain(layer)).collect();
        Some(match circled(&above, &base) {
            Some(number) => Shown { base: number.into(), above: String::new() },
            None => Shown { base, above },
        })
    }
}

/// What is to be clicked on: behind the name of the field and what it does.
fn button(code: &str) -> Option<&str> {
    let (name, code) = code.split_once(char::is_whitespace)?;
    let button = ["macrobutton", "gotobutton"].iter().any(|own| name.eq_ignore_ascii_case(own));
    let (_, text) = code.trim_start().split_once(char::is_whitespace).filter(|_| button)?;
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// What stands between the first brackets of `code`, cut at its commas.
fn arguments(code: &str) -> Option<Vec<&str>> {
    let inside = &code[code.find('(')? + 1..];
    let (mut depth, mut from, mut found) = (0, 0, Vec::new());
    for (at, c) in inside.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => {
                found.push(&inside[from..at]);
                return Some(found);
            }
            ')' => depth -= 1,
            ',' | ';' if depth == 0 => {
                found.push(&inside[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    None
}

/// A layer without its switches: `\s\up 9(dōng)` is dōng.
fn plain(layer: &str) -> String {
    let is_switch = layer.trim_start().starts_with('\\');
    match arguments(layer).filter(|_| is_switch) {
        Some(inside) => inside.concat(),
        None => layer.trim().to_owned(),
    }
}

/// The character for a number in a circle, up to fifty.
fn circled(around: &str, base: &str) -> Option<char> {
    let number: u32 = base.parse().ok().filter(|_| ["○", "◯", "〇"].contains(&around))?;
    char::from_u32(match number {
        1..=20 => 0x2460 - 1 + number,
        21..=35 => 0x3251 - 21 + number,
        36..=50 => 0x32B1 - 36 + number,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, expect: Option<(&str, &str)>) {
        let mut field = Field::default();
        code.chars().for_each(|c| field.tell(&c.to_string()));
        let expect =
            expect.map(|(base, above)| Shown { base: base.to_owned(), above: above.to_owned() });
        assert_eq!(field.shown(), expect, "{code}");
    }

    #[test]
    fn characters_with_pinyin_and_in_circles_are_read() {
        check(
            r#" EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(dōng),东)"#,
            Some(("东", "dōng")),
        );
        check(r"eq \o\ac(○,8)", Some(("⑧", "")));
        check(r"EQ \o\ac(○,21) ", Some(("㉑", "")));
        check(r"EQ \o\ac(□,优)", Some(("优", "□")));
        check(" MACROBUTTON NoMacro 点此 填写 ", Some(("点此 填写", "")));
    }

    #[test]
    fn other_fields_and_cut_off_codes_show_nothing() {
        for code in ["", "E", " PAGE ", r"EQ \f(1,2)", r"EQ \o\ac(○,8", "EQ \\o", "党课"] {
            check(code, None);
        }
        let mut field = Field { shows_result: true, ..Field::default() };
        field.tell(r"EQ \o\ac(○,8)");
        assert_eq!(field.shown(), None, "the result is there to be read");
    }
}
