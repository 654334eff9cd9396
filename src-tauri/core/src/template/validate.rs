//! What a template or layout must be like before anything is built on it: a
//! faulty one is refused with the place and the reason, so that no later stage
//! meets an impossible one.

use super::fields;
use crate::model::{FaceSpec, Guidance, Layout, Limits, PartSpec, Template};

/// Where in a data file something is wrong, and what.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The keys that lead there, such as `parts › 第2项 › heading`.
    pub(super) place: String,
    /// In Chinese.
    pub(super) reason: String,
}

type Verdict = Result<(), Fault>;

/// Beyond these a file is a mistake, not a template.
const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 4_000;
const MOST_ITEMS: usize = 100;
const DEEPEST_LEVEL: usize = 4;

/// The first fault of `template`.
pub(super) fn template(template: &Template) -> Verdict {
    key("key", &template.key.0)?;
    line("name", &template.name, Need::Text)?;
    text("description", &template.description)?;
    // The title alone may be broken into lines.
    pattern("title", &template.title.replace('\n', ""), Need::Text)?;
    pattern("byline", &template.byline, Need::None)?;
    pattern("salutation", &template.salutation, Need::None)?;
    patterns("opening", &template.opening)?;
    guidance("openingGuidance", &template.opening_guidance)?;
    parts("", &template.parts, 1)?;
    patterns("closing", &template.closing)?;
    guidance("closingGuidance", &template.closing_guidance)?;
    pattern("signature", &template.signature, Need::None)?;
    pattern("date", &template.date, Need::None)?;
    limits("limits", template.limits)?;
    ensure(!template.parts.is_empty(), "parts", || "至少要有一个部分".to_owned())
}

fn parts(above: &str, parts: &[PartSpec], level: usize) -> Verdict {
    let list = if above.is_empty() { "parts".to_owned() } else { format!("{above} › children") };
    ensure(level <= DEEPEST_LEVEL || parts.is_empty(), &list, || {
        format!("部分最多{DEEPEST_LEVEL}层")
    })?;
    count(&list, parts.len())?;
    for (at, part) in parts.iter().enumerate() {
        let place = item(&list, at);
        let inside = |name: &str| format!("{place} › {name}");
        pattern(&inside("heading"), &part.heading, Need::Text)?;
        keyword(&inside("keyword"), &part.keyword)?;
        guidance(&inside("guidance"), &part.guidance)?;
        patterns(&inside("patterns"), &part.patterns)?;
        limits(&inside("limits"), part.limits)?;
        self::parts(&place, &part.children, level + 1)?;
    }
    Ok(())
}

fn keyword(place: &str, pattern: &str) -> Verdict {
    line(place, pattern, Need::None)?;
    ensure(pattern.is_empty() || pattern.matches("{}").count() == 1, place, || {
        "要有一个 {}，表示关键字的位置，如 坚持在“{}”上下功夫".to_owned()
    })?;
    ensure(pattern != "{}", place, || "除了 {} 还要有别的字".to_owned())
}

fn guidance(place: &str, guidance: &Guidance) -> Verdict {
    for (name, words) in [("text", &guidance.text), ("question", &guidance.question)] {
        let place = format!("{place} › {name}");
        text(&place, words)?;
        fields_of(&place, words)?;
    }
    line(&format!("{place} › source"), &guidance.source, Need::None)
}

fn patterns(place: &str, patterns: &[String]) -> Verdict {
    count(place, patterns.len())?;
    for (at, words) in patterns.iter().enumerate() {
        let place = item(place, at);
        ensure(!words.trim().is_empty(), &place, || "没有内容".to_owned())?;
        ensure(!words.contains(['\n', '\t']), &place, || {
            "一项只能是一段，不能换行或用制表符".to_owned()
        })?;
        text(&place, words)?;
        fields_of(&place, words)?;
    }
    Ok(())
}

fn limits(place: &str, limits: Limits) -> Verdict {
    let crossed = matches!((limits.min, limits.max), (Some(min), Some(max)) if min > max);
    ensure(!crossed, place, || "min 比 max 大".to_owned())?;
    ensure(limits.max != Some(0), place, || "max 不能是 0".to_owned())?;
    ensure(limits.min_share.is_none_or(|share| share <= 100), place, || {
        "minShare 是百分数，应在 0 到 100 之间".to_owned()
    })
}

fn pattern(place: &str, words: &str, need: Need) -> Verdict {
    line(place, words, need)?;
    fields_of(place, words)
}

fn fields_of(place: &str, words: &str) -> Verdict {
    fields::fault(words).map_or(Ok(()), |reason| Err(Fault { place: place.to_owned(), reason }))
}

#[derive(Clone, Copy, PartialEq)]
enum Need {
    /// The words must be there.
    Text,
    /// They may be missing.
    None,
}

fn line(place: &str, words: &str, need: Need) -> Verdict {
    ensure(need == Need::None || !words.trim().is_empty(), place, || "不能空着".to_owned())?;
    ensure(!words.contains(char::is_control), place, || "不能换行或有控制字符".to_owned())?;
    ensure(words.chars().count() <= LONGEST_LINE, place, || format!("太长了，最多{LONGEST_LINE}字"))
}

fn text(place: &str, words: &str) -> Verdict {
    ensure(!words.contains(|c: char| c.is_control() && c != '\n'), place, || {
        "不能有控制字符".to_owned()
    })?;
    ensure(words.chars().count() <= LONGEST_TEXT, place, || format!("太长了，最多{LONGEST_TEXT}字"))
}

fn key(place: &str, key: &str) -> Verdict {
    let well_formed = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    ensure(!key.is_empty() && key.chars().count() <= 64 && well_formed, place, || {
        "应是1到64个字母、数字、汉字或短横".to_owned()
    })
}

fn count(place: &str, items: usize) -> Verdict {
    ensure(items <= MOST_ITEMS, place, || format!("太多了，最多{MOST_ITEMS}项"))
}

fn item(list: &str, at: usize) -> String {
    format!("{list} › 第{}项", at + 1)
}

fn ensure(holds: bool, place: &str, reason: impl FnOnce() -> String) -> Verdict {
    if holds { Ok(()) } else { Err(Fault { place: place.to_owned(), reason: reason() }) }
}

/// The first fault of `layout`: numbers that no sheet can have, or fonts
/// without a name.
pub(super) fn layout(layout: &Layout) -> Verdict {
    key("key", &layout.key)?;
    line("name", &layout.name, Need::Text)?;
    // 1 440 twips are an inch. The largest sheet is somewhat over A3.
    within("pageWidth", layout.page_width, 2_880, 25_000)?;
    within("pageHeight", layout.page_height, 2_880, 25_000)?;
    within("sizes › title", layout.sizes.title, 10, 144)?;
    within("sizes › body", layout.sizes.body, 10, 144)?;
    within("sizes › pageNumber", layout.sizes.page_number, 10, 144)?;

    let character = layout.sizes.body * 10;
    for (place, margin) in [
        ("marginTop", layout.margin_top),
        ("marginBottom", layout.margin_bottom),
        ("marginLeft", layout.margin_left),
        ("marginRight", layout.margin_right),
    ] {
        within(place, margin, 0, 10_000)?;
    }
    let across = i64::from(layout.page_width)
        - i64::from(layout.margin_left)
        - i64::from(layout.margin_right);
    ensure(across >= i64::from(character) * 8, "marginLeft", || {
        "左右页边太宽，一行放不下8个字".to_owned()
    })?;
    within("linePitch", layout.line_pitch, character, character * 6)?;
    within("titlePitch", layout.title_pitch, layout.sizes.title * 10, layout.sizes.title * 60)?;
    let down = i64::from(layout.page_height)
        - i64::from(layout.margin_top)
        - i64::from(layout.margin_bottom);
    ensure(down >= i64::from(layout.line_pitch) * 3, "marginTop", || {
        "上下页边太宽，一页放不下3行".to_owned()
    })?;
    within("header", layout.header, 0, layout.page_height)?;
    within("footer", layout.footer, 0, layout.page_height)?;
    ensure(layout.character_spacing.unsigned_abs() <= character / 2, "characterSpacing", || {
        "字距不能超过半个字".to_owned()
    })?;
    within("firstLineChars", layout.first_line_chars, 0, 800)?;
    within("firstLine", layout.first_line, 0, character * 8)?;
    within("linesAfterTitle", layout.lines_after_title, 0, 10)?;
    fonts(layout)?;
    page_number(layout)
}

fn fonts(layout: &Layout) -> Verdict {
    let fonts = &layout.fonts;
    font("fonts › latin", &fonts.latin)?;
    for (place, FaceSpec { name, alternative }) in [
        ("fonts › title", &fonts.title),
        ("fonts › hei", &fonts.hei),
        ("fonts › kai", &fonts.kai),
        ("fonts › body", &fonts.body),
        ("fonts › song", &fonts.song),
    ] {
        font(&format!("{place} › name"), name)?;
        font(&format!("{place} › alternative"), alternative)?;
    }
    ensure(
        fonts.bold_levels.iter().all(|level| (1..=4).contains(level)),
        "fonts › boldLevels",
        || "标题只有1到4级".to_owned(),
    )
}

/// Word's limit for the name of a font.
const LONGEST_FONT: usize = 31;

fn font(place: &str, name: &str) -> Verdict {
    line(place, name, Need::Text)?;
    ensure(name.chars().count() <= LONGEST_FONT, place, || {
        format!("字体名太长，最多{LONGEST_FONT}字")
    })
}

fn page_number(layout: &Layout) -> Verdict {
    let Some(number) = &layout.page_number else { return Ok(()) };
    for (place, words) in
        [("pageNumber › before", &number.before), ("pageNumber › after", &number.after)]
    {
        line(place, words, Need::None)?;
        ensure(words.chars().count() <= 20, place, || "太长了，最多20字".to_owned())?;
    }
    within("pageNumber › insetChars", number.inset_chars, 0, 1_000)?;
    within("pageNumber › inset", number.inset, 0, 5_000)
}

fn within(place: &str, value: u32, least: u32, most: u32) -> Verdict {
    ensure((least..=most).contains(&value), place, || {
        format!("应在 {least} 到 {most} 之间，现在是 {value}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::Shelf;

    /// The faults of the first built-in kind after each of `changes`, one a line.
    fn after(changes: &[fn(&mut Template)]) -> String {
        let sound = Shelf::load(None).templates.swap_remove(0);
        changes
            .iter()
            .map(|change| {
                let mut changed = sound.clone();
                change(&mut changed);
                match template(&changed) {
                    Ok(()) => "没有毛病\n".to_owned(),
                    Err(fault) => format!("{}：{}\n", fault.place, fault.reason),
                }
            })
            .collect()
    }

    #[test]
    fn each_fault_of_a_template_is_told_with_its_place() {
        insta::assert_snapshot!(after(&[
            |t| t.key.0 = String::new(),
            |t| t.key.0 = "../a".to_owned(),
            |t| t.name = "  ".to_owned(),
            |t| t.title = "述职\n报告\u{1}".to_owned(),
            |t| t.salutation = "各位：\n".to_owned(),
            |t| t.parts.clear(),
            |t| t.parts[0].children[1].heading = String::new(),
            |t| t.parts[0].children[1].heading = "{街道}工作".to_owned(),
            |t| t.parts[0].children[1].keyword = "坚持在“”上下功夫".to_owned(),
            |t| t.parts[0].children[1].keyword = "{}和{}".to_owned(),
            |t| t.parts[0].children[1].keyword = "{}".to_owned(),
            |t| t.parts[0].children[0].patterns[1] = "一段\n两段".to_owned(),
            |t| t.parts[0].children[0].patterns[1] = "少一半{单位".to_owned(),
            |t| t.parts[0].children[0].patterns = vec!["一句。".to_owned(); 101],
            |t| t.parts[1].guidance.question = "{谁}".to_owned(),
            |t| t.parts[1].guidance.text = "长".repeat(4_001),
            |t| t.parts[1].heading = "长".repeat(201),
            |t| t.limits = Limits { min: Some(9), max: Some(8), min_share: None },
            |t| t.parts[2].limits = Limits { min: None, max: None, min_share: Some(101) },
            |t| t.parts[2].limits = Limits { min: None, max: Some(0), min_share: None },
            |t| t.opening.push(String::new()),
            |t| t.title = "单位\n述职报告".to_owned(),
        ]), @r"
            key：应是1到64个字母、数字、汉字或短横
            key：应是1到64个字母、数字、汉字或短横
            name：不能空着
            title：不能换行或有控制字符
            salutation：不能换行或有控制字符
            parts：至少要有一个部分
            parts › 第1项 › children › 第2项 › heading：不能空着
            parts › 第1项 › children › 第2项 › heading：不认识的字段“{街道}”，可用的有 {单位} {社区} {上级} {书记} {年} {上年}
            parts › 第1项 › children › 第2项 › keyword：要有一个 {}，表示关键字的位置，如 坚持在“{}”上下功夫
            parts › 第1项 › children › 第2项 › keyword：要有一个 {}，表示关键字的位置，如 坚持在“{}”上下功夫
            parts › 第1项 › children › 第2项 › keyword：除了 {} 还要有别的字
            parts › 第1项 › children › 第1项 › patterns › 第2项：一项只能是一段，不能换行或用制表符
            parts › 第1项 › children › 第1项 › patterns › 第2项：花括号没有成对
            parts › 第1项 › children › 第1项 › patterns：太多了，最多100项
            parts › 第2项 › guidance › question：不认识的字段“{谁}”，可用的有 {单位} {社区} {上级} {书记} {年} {上年}
            parts › 第2项 › guidance › text：太长了，最多4000字
            parts › 第2项 › heading：太长了，最多200字
            limits：min 比 max 大
            parts › 第3项 › limits：minShare 是百分数，应在 0 到 100 之间
            parts › 第3项 › limits：max 不能是 0
            opening › 第2项：没有内容
            没有毛病
            ");
    }

    #[test]
    fn four_levels_of_parts_are_kept_and_a_fifth_is_refused() {
        let mut deep = Shelf::load(None).templates.swap_remove(0);
        let leaf = PartSpec { children: Vec::new(), ..deep.parts[1].clone() };
        let nest = |levels: usize| {
            (1..levels)
                .fold(leaf.clone(), |inner, _| PartSpec { children: vec![inner], ..leaf.clone() })
        };
        deep.parts = vec![nest(4)];
        assert_eq!(template(&deep), Ok(()));
        deep.parts = vec![nest(5)];
        assert_eq!(template(&deep).unwrap_err().reason, "部分最多4层");
    }

    #[test]
    fn a_layout_that_no_sheet_can_have_is_refused() {
        let sound = Shelf::load(None).layouts.swap_remove(0);
        let changes: [fn(&mut Layout); 12] = [
            |l| l.key = "a b".to_owned(),
            |l| l.page_width = 0,
            |l| l.page_height = u32::MAX,
            |l| l.margin_left = 9_000,
            |l| l.margin_bottom = 10_001,
            |l| (l.margin_top, l.margin_bottom) = (8_000, 8_000),
            |l| l.line_pitch = 100,
            |l| l.sizes.body = 0,
            |l| l.character_spacing = i32::MIN,
            |l| l.fonts.bold_levels = vec![5],
            |l| l.fonts.body.name = String::new(),
            |l| l.page_number.as_mut().unwrap().before = "\n".to_owned(),
        ];
        let faults: String = changes
            .iter()
            .map(|change| {
                let mut changed = sound.clone();
                change(&mut changed);
                let fault = layout(&changed).unwrap_err();
                format!("{}：{}\n", fault.place, fault.reason)
            })
            .collect();
        insta::assert_snapshot!(faults, @r"
            key：应是1到64个字母、数字、汉字或短横
            pageWidth：应在 2880 到 25000 之间，现在是 0
            pageHeight：应在 2880 到 25000 之间，现在是 4294967295
            marginLeft：左右页边太宽，一行放不下8个字
            marginBottom：应在 0 到 10000 之间，现在是 10001
            marginTop：上下页边太宽，一页放不下3行
            linePitch：应在 320 到 1920 之间，现在是 100
            sizes › body：应在 10 到 144 之间，现在是 0
            characterSpacing：字距不能超过半个字
            fonts › boldLevels：标题只有1到4级
            fonts › body › name：不能空着
            pageNumber › before：不能换行或有控制字符
            ");
    }
}
