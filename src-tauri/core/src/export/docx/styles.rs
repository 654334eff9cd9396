//! How each kind of paragraph looks: as a named style, and again on the
//! paragraphs and runs themselves, since naive readers ignore styles.

use docx_rs::{
    AlignmentType, BuildXML, LineSpacing, LineSpacingType, ParagraphProperty, RunFonts,
    RunProperty, SpecialIndentType,
};

use super::super::xml::Xml;
use crate::model::{Face, FaceSpec, Layout, Mark, Style};

/// How one kind of paragraph looks. Lengths are in twips, sizes in half points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// Name of the style inside the file.
    pub(super) id: &'static str,
    /// What Word calls it; Word shows its own names (标题 1) for these.
    name: &'static str,
    align: AlignmentType,
    /// Indent of the first line.
    first_line: u32,
    /// Distance of two lines, exact.
    pitch: u32,
    /// Whether lines stand on the grid of the page.
    on_grid: bool,
    /// Outline level from 0, for the navigation pane.
    outline: Option<usize>,
    face: Face,
    size: u32,
    /// Spacing between characters.
    spacing: i32,
    bold: bool,
}

impl Look {
    /// How a paragraph of `style` looks in `layout`.
    pub(super) fn of(style: Style, layout: &Layout) -> Self {
        let text = Self {
            id: "BodyText",
            name: "Body Text",
            align: AlignmentType::Both,
            first_line: layout.first_line,
            pitch: layout.line_pitch,
            on_grid: true,
            outline: None,
            face: Face::Body,
            size: layout.sizes.body,
            spacing: layout.character_spacing,
            bold: false,
        };
        let line = |id, name, align| Self { id, name, align, first_line: 0, ..text };
        match style {
            Style::Title => Self {
                pitch: layout.title_pitch,
                on_grid: false,
                face: Face::Title,
                size: layout.sizes.title,
                spacing: 0,
                ..line("Title", "Title", AlignmentType::Center)
            },
            Style::Byline => {
                Self { face: Face::Kai, ..line("Subtitle", "Subtitle", AlignmentType::Center) }
            }
            Style::Salutation => line("Salutation", "Salutation", AlignmentType::Both),
            Style::Heading(level) => {
                let level = level.clamp(1, 4);
                let (id, name) = HEADINGS[usize::from(level) - 1];
                Self {
                    id,
                    name,
                    outline: Some(usize::from(level) - 1),
                    face: heading_face(level),
                    bold: layout.fonts.bold_levels.contains(&level),
                    ..text
                }
            }
            Style::RunIn(_) | Style::Body => text,
            Style::Blank => line("Normal", "Normal", AlignmentType::Both),
            Style::Signature => line("Signature", "Signature", AlignmentType::Right),
            Style::Date => line("Date", "Date", AlignmentType::Right),
        }
    }

    /// The look of page numbers.
    pub(super) fn of_page_number(layout: &Layout) -> Self {
        Self {
            id: "Footer",
            name: "footer",
            align: AlignmentType::Left,
            first_line: 0,
            pitch: layout.sizes.page_number * 10,
            on_grid: false,
            outline: None,
            face: Face::Song,
            size: layout.sizes.page_number,
            spacing: 0,
            bold: false,
        }
    }

    /// What is set on every paragraph of this look.
    pub(super) fn paragraph(&self) -> ParagraphProperty {
        let mut property = ParagraphProperty::new().align(self.align).line_spacing(
            LineSpacing::new().line(twips(self.pitch)).line_rule(LineSpacingType::Exact),
        );
        if self.first_line > 0 {
            let first = SpecialIndentType::FirstLine(twips(self.first_line));
            property = property.indent(None, Some(first), None, None);
        }
        if !self.on_grid {
            property = property.snap_to_grid(false);
        }
        if let Some(level) = self.outline {
            property = property.outline_lvl(level).keep_next(true);
        }
        property
    }

    /// What is set on every run of this look, but for what the run says itself.
    pub(super) fn run(&self, layout: &Layout) -> RunProperty {
        let mut property = RunProperty::new()
            .fonts(fonts(self.face, layout))
            .size(self.size as usize)
            .spacing(self.spacing);
        if self.bold {
            property = property.bold();
        }
        property
    }

    /// This look with another size of type and the spacing that goes with it.
    pub(super) fn sized(self, size: u32, spacing: i32) -> Self {
        Self { size, spacing, ..self }
    }

    /// This look in another face.
    pub(super) fn faced(self, face: Face) -> Self {
        Self { face, ..self }
    }

    /// This look, bold or not.
    pub(super) fn bold(self, bold: bool) -> Self {
        Self { bold, ..self }
    }
}

/// Ids and names of the heading styles that fill Word's navigation pane.
const HEADINGS: [(&str, &str); 4] = [
    ("Heading1", "heading 1"),
    ("Heading2", "heading 2"),
    ("Heading3", "heading 3"),
    ("Heading4", "heading 4"),
];

/// The face that GB/T 9704, 7.3.3, gives a level.
fn heading_face(level: u8) -> Face {
    match level {
        1 => Face::Hei,
        2 => Face::Kai,
        _ => Face::Body,
    }
}

/// A length as the builder wants it.
pub(super) fn twips(length: u32) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}

/// The fonts of `face`. No theme font is named: it would win over these.
pub(super) fn fonts(face: Face, layout: &Layout) -> RunFonts {
    let name = &spec(face, layout).name;
    // 4号半角宋体: the digits of a page number are 宋体 too.
    let latin = if face == Face::Song { name } else { &layout.fonts.latin };
    RunFonts::new().ascii(latin).hi_ansi(latin).cs(latin).east_asia(name)
}

/// The fonts of full-width marks: the Chinese one for every script.
pub(super) fn full_width(face: Face, layout: &Layout) -> RunFonts {
    let name = &spec(face, layout).name;
    RunFonts::new().ascii(name).hi_ansi(name).cs(name).east_asia(name)
}

fn spec(face: Face, layout: &Layout) -> &FaceSpec {
    let fonts = &layout.fonts;
    match face {
        Face::Title => &fonts.title,
        Face::Hei => &fonts.hei,
        Face::Kai => &fonts.kai,
        Face::Body => &fonts.body,
        Face::Song => &fonts.song,
    }
}

/// Shows that a run was added or removed, in a comparison.
pub(super) fn marked(property: RunProperty, mark: Mark) -> RunProperty {
    match mark {
        Mark::Plain => property,
        Mark::Added => property.underline("single").color("0000FF"),
        Mark::Removed => property.strike(),
    }
}

/// `word/styles.xml`, its elements in no order yet.
pub(super) fn styles(layout: &Layout) -> Vec<u8> {
    let normal = Look::of(Style::Blank, layout);
    let mut xml = Xml::part();
    xml.open("w:styles", super::package::WORD).open("w:docDefaults", &[]);
    xml.open("w:rPrDefault", &[]).raw(&xml_of(&normal.run(layout), DEFAULTS)).close("w:rPrDefault");
    xml.empty("w:pPrDefault", &[]).close("w:docDefaults");

    xml.open("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")]);
    xml.empty("w:name", &[("w:val", "Normal")]).empty("w:qFormat", &[]);
    xml.raw(&xml_of(&normal.paragraph(), NORMAL));
    xml.raw(&xml_of(&normal.run(layout), "")).close("w:style");
    xml.raw(BUILT_IN);

    let named = (1..=4).map(Style::Heading).chain([
        Style::Title,
        Style::Byline,
        Style::Salutation,
        Style::Body,
        Style::Signature,
        Style::Date,
    ]);
    for look in named.map(|style| Look::of(style, layout)) {
        let next = if look.id == "Date" { "Normal" } else { "BodyText" };
        style(&mut xml, &look, next, layout);
    }
    style(&mut xml, &Look::of_page_number(layout), "Footer", layout);
    xml.close("w:styles");
    xml.into_bytes()
}

fn style(xml: &mut Xml, look: &Look, next: &str, layout: &Layout) {
    xml.open("w:style", &[("w:type", "paragraph"), ("w:styleId", look.id)]);
    xml.empty("w:name", &[("w:val", look.name)]).empty("w:basedOn", &[("w:val", "Normal")]);
    xml.empty("w:next", &[("w:val", next)]).empty("w:qFormat", &[]);
    xml.raw(&xml_of(&look.paragraph(), "")).raw(&xml_of(&look.run(layout), ""));
    xml.close("w:style");
}

/// What docx-rs writes for `property`, with `more` elements inside.
fn xml_of(property: &impl BuildXML, more: &str) -> String {
    let mut xml = String::from_utf8(property.build()).expect("the builder writes UTF-8");
    let end = xml.rfind("</").expect("a property set is never empty here");
    xml.insert_str(end, more);
    xml
}

/// What the builder cannot say about Normal: line breaking by 禁则, no widow
/// control (it would cost lines of the 22), nothing that pulls off the grid.
const NORMAL: &str = r#"<w:widowControl w:val="0"/><w:kinsoku w:val="1"/><w:topLinePunct w:val="0"/><w:adjustRightInd w:val="0"/><w:snapToGrid w:val="1"/>"#;

/// What holds for all text.
const DEFAULTS: &str =
    r#"<w:kern w:val="0"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>"#;

/// The styles every document has, which are no paragraph's.
const BUILT_IN: &str = concat!(
    r#"<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">"#,
    r#"<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>"#,
    r#"<w:unhideWhenUsed/></w:style>"#,
    r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal">"#,
    r#"<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>"#,
    r#"<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>"#,
    r#"<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>"#,
    r#"<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>"#,
    r#"</w:tblCellMar></w:tblPr></w:style>"#,
    r#"<w:style w:type="numbering" w:default="1" w:styleId="NoList">"#,
    r#"<w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/>"#,
    r#"<w:unhideWhenUsed/></w:style>"#,
);
