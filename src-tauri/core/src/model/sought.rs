/// A text as it is looked for: full-width letters and digits like half-width ones,
/// capitals like small letters, and without the white space that input methods and Word
/// leave between Han characters, numbers and signs; of that between two Latin letters or
/// digits one space stays. With the place of each character in `text`, in characters.
pub fn sought(text: &str) -> Vec<(usize, char)> {
    let mut kept: Vec<(usize, char)> = Vec::with_capacity(text.len() / 3);
    let mut space = None;
    for (at, c) in text.chars().enumerate() {
        if c.is_whitespace() {
            space.get_or_insert(at);
            continue;
        }
        let c = fold(c);
        let parts = |(_, before): &(usize, char)| before.is_ascii_alphanumeric();
        if let Some(space) = space.take()
            && c.is_ascii_alphanumeric()
            && kept.last().is_some_and(parts)
        {
            kept.push((space, ' '));
        }
        kept.push((at, c));
    }
    kept
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

    fn of(text: &str) -> String {
        sought(text).into_iter().map(|(_, c)| c).collect()
    }

    #[test]
    fn width_and_case_do_not_matter_and_every_character_stays_one() {
        assert_eq!(of("开展ＡＢＣ活动１０次，Ⅷ"), "开展abc活动10次,ⅷ");
        let all = "İßΣǅＡ\u{2F800}𠮷";
        assert_eq!(of(all).chars().count(), all.chars().count());
    }

    #[test]
    fn white_space_parts_latin_words_alone() {
        let check = |text: &str, expect: &str| assert_eq!(of(text), expect, "{text:?}");
        check("2023 年召开 主题党日 12 次", "2023年召开主题党日12次");
        check("李　明同志\n书记", "李明同志书记");
        check("参加 APP 培训", "参加app培训");
        check("用  Word  2016 写", "用word 2016写");
        check(" 首尾 ", "首尾");
        assert_eq!(sought("李 明"), [(0, '李'), (2, '明')]);
        assert_eq!(sought("a  b"), [(0, 'a'), (1, ' '), (3, 'b')]);
    }
}
