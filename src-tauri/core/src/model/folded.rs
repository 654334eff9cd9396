/// A text as it is looked for: full-width letters and digits like half-width
/// ones, capitals like small letters. Each character stays one character, so
/// that places in it are places in the text.
pub fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

fn fold(c: char) -> char {
    /// From a full-width sign to its half-width twin.
    const TWIN: u32 = 0xFEE0;
    let half = match c {
        // Han, as most characters are, have neither width nor case.
        '\u{4E00}'..='\u{9FFF}' => return c,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - TWIN).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    };
    let mut small = half.to_lowercase();
    match (small.next(), small.next()) {
        (Some(one), None) => one,
        _ => half,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_and_case_do_not_matter_and_every_character_stays_in_its_place() {
        assert_eq!(folded("开展ＡＢＣ活动１０次，Ⅷ"), "开展abc活动10次,ⅷ");
        let all = "İßΣǅＡ　\u{2F800}𠮷";
        assert_eq!(folded(all).chars().count(), all.chars().count());
    }
}
