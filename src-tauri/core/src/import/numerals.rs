//! Numbers in the forms that automatic numbering knows.

/// `number` in the format named `format`, `None` for a format that shows no
/// number (none, bullet). A format nobody knows is shown in plain digits.
pub(super) fn number(format: &str, number: u32) -> Option<String> {
    Some(match format {
        "none" | "bullet" => return None,
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number),
        "lowerLetter" => letters(number).to_lowercase(),
        "decimalZero" => format!("{number:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => full_width(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            sign(number, &[(1, 20, '①'), (21, 35, '㉑'), (36, 50, '㊱')])
        }
        "decimalEnclosedParen" => sign(number, &[(1, 20, '⑴')]),
        "decimalEnclosedFullstop" => sign(number, &[(1, 20, '⒈')]),
        "ideographEnclosedCircle" => sign(number, &[(1, 10, '㊀')]),
        "chineseCounting" | "taiwaneseCounting" | "koreanCounting" => counting(number),
        "chineseCountingThousand" | "taiwaneseCountingThousand" => thousands(number),
        "japaneseCounting" => thousands(number).replace('零', ""),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => {
            digits(number, '〇')
        }
        "chineseLegalSimplified" => legal(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟"),
        "ideographLegalTraditional" | "japaneseLegal" => {
            legal(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟")
        }
        "ideographTraditional" => cycle(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => cycle(number, "子丑寅卯辰巳午未申酉戌亥"),
        "ideographZodiacTraditional" => {
            let at = number.saturating_sub(1);
            cycle(at % 10 + 1, "甲乙丙丁戊己庚辛壬癸")
                + &cycle(at % 12 + 1, "子丑寅卯辰巳午未申酉戌亥")
        }
        "ordinal" => ordinal(number),
        _ => number.to_string(),
    })
}

fn roman(number: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 3999 {
        return number.to_string();
    }
    let mut left = number;
    let mut text = String::new();
    for (value, letters) in STEPS {
        while left >= value {
            text.push_str(letters);
            left -= value;
        }
    }
    text
}

/// A … Z, AA, BB …, as word processors count.
fn letters(number: u32) -> String {
    let Some(at) = number.checked_sub(1) else { return String::new() };
    let letter = char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    letter.to_string().repeat((at / 26 + 1).min(20) as usize)
}

fn full_width(number: u32) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) - u32::from('0') + u32::from('０'));
    number.to_string().chars().filter_map(wide).collect()
}

/// A character out of runs of consecutive ones.
fn sign(number: u32, runs: &[(u32, u32, char)]) -> String {
    runs.iter()
        .find(|(from, to, _)| (*from..=*to).contains(&number))
        .and_then(|(from, _, first)| char::from_u32(u32::from(*first) + number - from))
        .map_or_else(|| number.to_string(), String::from)
}

const HAN: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// 一 … 十, 十一 … 九十九, then digit by digit.
fn counting(number: u32) -> String {
    match number {
        0 => "○".to_owned(),
        1..=99 => thousands(number),
        _ => digits(number, '○'),
    }
}

/// 一百零一; in plain digits from a hundred thousand on.
fn thousands(number: u32) -> String {
    if number > 99_999 {
        return number.to_string();
    }
    let figures: Vec<u32> = number.to_string().chars().filter_map(|c| c.to_digit(10)).collect();
    let mut text = String::new();
    let mut gap = false;
    for (at, &figure) in figures.iter().enumerate() {
        if figure == 0 {
            gap = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            text.push('零');
        }
        let unit = ["", "十", "百", "千", "万"][figures.len() - 1 - at];
        let silent = figure == 1 && unit == "十" && text.is_empty();
        if !silent {
            text.push(HAN[figure as usize]);
        }
        text.push_str(unit);
    }
    if text.is_empty() { "零".to_owned() } else { text }
}

fn digits(number: u32, zero: char) -> String {
    let han = |figure: u32| if figure == 0 { zero } else { HAN[figure as usize] };
    number.to_string().chars().filter_map(|c| c.to_digit(10)).map(han).collect()
}

fn legal(number: u32, figures: &str, units: &str) -> String {
    let figure = |c: char| figures.chars().nth(HAN.iter().position(|han| *han == c)?);
    let unit = |c: char| units.chars().nth("十百千".chars().position(|unit| unit == c)?);
    let plain = thousands(number);
    // 壹拾, where plain numbers say 十.
    let full = if plain.starts_with('十') { format!("一{plain}") } else { plain };
    full.chars().map(|c| figure(c).or(unit(c)).unwrap_or(c)).collect()
}

fn cycle(number: u32, signs: &str) -> String {
    let count = u32::try_from(signs.chars().count()).unwrap_or(1);
    let at = number.saturating_sub(1) % count;
    signs.chars().nth(at as usize).map_or_else(String::new, String::from)
}

fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (1, other) if other != 11 => "st",
        (2, other) if other != 12 => "nd",
        (3, other) if other != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn every_format_counts_as_word_does() {
        let mut shown = String::new();
        for format in [
            "decimal",
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "ideographDigital",
            "chineseLegalSimplified",
            "decimalEnclosedCircle",
            "decimalEnclosedParen",
            "decimalEnclosedFullstop",
            "decimalFullWidth",
            "upperRoman",
            "lowerRoman",
            "upperLetter",
            "ideographTraditional",
            "ideographZodiac",
            "decimalZero",
            "ordinal",
            "unheardOf",
        ] {
            let counted: Vec<String> =
                [1, 2, 10, 11, 20, 21, 105].iter().filter_map(|n| number(format, *n)).collect();
            shown.push_str(&format!("{format} {}\n", counted.join(" ")));
        }
        insta::assert_snapshot!(shown, @r#"
        decimal 1 2 10 11 20 21 105
        chineseCounting 一 二 十 十一 二十 二十一 一○五
        chineseCountingThousand 一 二 十 十一 二十 二十一 一百零五
        japaneseCounting 一 二 十 十一 二十 二十一 一百五
        ideographDigital 一 二 一〇 一一 二〇 二一 一〇五
        chineseLegalSimplified 壹 贰 壹拾 壹拾壹 贰拾 贰拾壹 壹佰零伍
        decimalEnclosedCircle ① ② ⑩ ⑪ ⑳ ㉑ 105
        decimalEnclosedParen ⑴ ⑵ ⑽ ⑾ ⒇ 21 105
        decimalEnclosedFullstop ⒈ ⒉ ⒑ ⒒ ⒛ 21 105
        decimalFullWidth １ ２ １０ １１ ２０ ２１ １０５
        upperRoman I II X XI XX XXI CV
        lowerRoman i ii x xi xx xxi cv
        upperLetter A B J K T U AAAAA
        ideographTraditional 甲 乙 癸 甲 癸 甲 戊
        ideographZodiac 子 丑 酉 戌 未 申 申
        decimalZero 01 02 10 11 20 21 105
        ordinal 1st 2nd 10th 11th 20th 21st 105th
        unheardOf 1 2 10 11 20 21 105
        "#);
        assert_eq!(number("bullet", 1), None);
    }
}
