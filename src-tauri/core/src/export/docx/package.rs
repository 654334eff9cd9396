//! The package around the document: its parts, how they hang together, and
//! the archive they lie in.

use super::super::archive::archive;
use super::super::xml::{Attributes, Xml};
use super::page::FOOTERS;
use crate::Result;
use crate::model::{FaceSpec, Layout, Manuscript};

/// The namespaces of a part that holds text.
pub(super) const WORD: Attributes<'static> = &[
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];

/// The parts that are the same in every file. No font or colour of the theme
/// is used, but strict readers miss a theme.
const THEME: &str = include_str!("parts/theme1.xml");
const SETTINGS: &str = include_str!("parts/settings.xml");
const APPLICATION: &str = include_str!("parts/app.xml");

/// Where content types and kinds of relation start.
const TYPE: &str = "application/vnd.openxmlformats-";
const KIND: &str = "http://schemas.openxmlformats.org/";

/// What a report's file is made of, beside what is the same in all.
pub(super) struct Parts {
    pub(super) document: Vec<u8>,
    pub(super) styles: Vec<u8>,
    /// Of right-hand and of left-hand pages.
    pub(super) footers: Option<[Vec<u8>; 2]>,
    /// The report itself, and the part that names it.
    pub(super) report: Option<[Vec<u8>; 2]>,
}

/// A part of the package.
struct Part {
    path: &'static str,
    /// Its content type behind [`TYPE`]; `None` for plain XML.
    content: Option<&'static str>,
    bytes: Vec<u8>,
}

/// A relation to a part: its id, its kind behind [`KIND`], and the target as
/// seen from the folder of the source.
struct Relation(&'static str, &'static str, &'static str);

/// The bytes of a .docx file. The same parts give the same bytes: entries
/// stand in a fixed order under a fixed date.
///
/// # Errors
///
/// [`Error::Assembly`](crate::Error::Assembly) when the archive cannot be written to memory.
pub(super) fn package(parts: Parts, manuscript: &Manuscript, layout: &Layout) -> Result<Vec<u8>> {
    let Parts { document, styles, footers, report } = parts;
    let main = "officedocument.wordprocessingml.document.main+xml";
    let mut list = vec![
        part("word/document.xml", main, document),
        part("word/styles.xml", "officedocument.wordprocessingml.styles+xml", styles),
        part("word/settings.xml", "officedocument.wordprocessingml.settings+xml", SETTINGS.into()),
        part(
            "word/fontTable.xml",
            "officedocument.wordprocessingml.fontTable+xml",
            font_table(layout),
        ),
        part("word/theme/theme1.xml", "officedocument.theme+xml", THEME.into()),
        part("docProps/core.xml", "package.core-properties+xml", core(manuscript)),
        part("docProps/app.xml", "officedocument.extended-properties+xml", APPLICATION.into()),
    ];
    let mut relations = vec![
        Relation("rIdStyles", "officeDocument/2006/relationships/styles", "styles.xml"),
        Relation("rIdSettings", "officeDocument/2006/relationships/settings", "settings.xml"),
        Relation("rIdFonts", "officeDocument/2006/relationships/fontTable", "fontTable.xml"),
        Relation("rIdTheme", "officeDocument/2006/relationships/theme", "theme/theme1.xml"),
    ];
    if let Some([odd, even]) = footers {
        let footer = "officedocument.wordprocessingml.footer+xml";
        list.push(part("word/footer1.xml", footer, odd));
        list.push(part("word/footer2.xml", footer, even));
        let kind = "officeDocument/2006/relationships/footer";
        relations.push(Relation(FOOTERS[0], kind, "footer1.xml"));
        relations.push(Relation(FOOTERS[1], kind, "footer2.xml"));
    }
    if let Some([item, properties]) = report {
        let kind = "officeDocument/2006/relationships/customXml";
        relations.push(Relation("rIdReport", kind, "../customXml/item1.xml"));
        list.push(Part { path: "customXml/item1.xml", content: None, bytes: item });
        list.push(part(
            "customXml/itemProps1.xml",
            "officedocument.customXmlProperties+xml",
            properties,
        ));
        list.push(plain("customXml/_rels/item1.xml.rels", related(ITEM)));
    }
    list.push(plain("word/_rels/document.xml.rels", related(&relations)));
    list.push(plain("_rels/.rels", related(ROOT)));
    // The list of types stands first, as readers that sniff a file expect.
    list.insert(0, plain("[Content_Types].xml", content_types(&list)));
    archive(list.iter().map(|part| (part.path, part.bytes.as_slice())))
}

/// What the package refers to.
const ROOT: &[Relation] = &[
    Relation("rId1", "officeDocument/2006/relationships/officeDocument", "word/document.xml"),
    Relation("rId2", "package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
    Relation("rId3", "officeDocument/2006/relationships/extended-properties", "docProps/app.xml"),
];

/// What the embedded report refers to.
const ITEM: &[Relation] =
    &[Relation("rId1", "officeDocument/2006/relationships/customXmlProps", "itemProps1.xml")];

fn part(path: &'static str, content: &'static str, bytes: Vec<u8>) -> Part {
    Part { path, content: Some(content), bytes }
}

fn plain(path: &'static str, bytes: Vec<u8>) -> Part {
    Part { path, content: None, bytes }
}

fn related(relations: &[Relation]) -> Vec<u8> {
    let mut xml = Xml::part();
    let namespace = format!("{KIND}package/2006/relationships");
    xml.open("Relationships", &[("xmlns", &namespace)]);
    for Relation(id, kind, target) in relations {
        let kind = format!("{KIND}{kind}");
        xml.empty("Relationship", &[("Id", id), ("Type", &kind), ("Target", target)]);
    }
    xml.close("Relationships");
    xml.into_bytes()
}

fn content_types(parts: &[Part]) -> Vec<u8> {
    let mut xml = Xml::part();
    let namespace = format!("{KIND}package/2006/content-types");
    let relations = format!("{TYPE}package.relationships+xml");
    xml.open("Types", &[("xmlns", &namespace)])
        .empty("Default", &[("Extension", "rels"), ("ContentType", &relations)])
        .empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
    for part in parts {
        if let Some(content) = part.content {
            let (name, content) = (format!("/{}", part.path), format!("{TYPE}{content}"));
            xml.empty("Override", &[("PartName", &name), ("ContentType", &content)]);
        }
    }
    xml.close("Types");
    xml.into_bytes()
}

/// Title, author and day of creation, for the file's properties.
fn core(manuscript: &Manuscript) -> Vec<u8> {
    let mut xml = Xml::part();
    let properties = format!("{KIND}package/2006/metadata/core-properties");
    xml.open(
        "cp:coreProperties",
        &[
            ("xmlns:cp", &properties),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    xml.element("dc:title", &[], &manuscript.title);
    xml.element("dc:creator", &[], &manuscript.author);
    if let Some(created) = manuscript.created {
        let created = created.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        xml.element("dcterms:created", &[("xsi:type", "dcterms:W3CDTF")], &created);
    }
    xml.close("cp:coreProperties");
    xml.into_bytes()
}

/// `word/fontTable.xml`: what to take where a computer lacks a font.
fn font_table(layout: &Layout) -> Vec<u8> {
    let fonts = &layout.fonts;
    let mut xml = Xml::part();
    xml.open("w:fonts", &WORD[..1]);
    xml.open("w:font", &[("w:name", &fonts.latin)])
        .empty("w:charset", &[("w:val", "00")])
        .empty("w:family", &[("w:val", "roman")])
        .close("w:font");
    let mut written = vec![&fonts.latin];
    for FaceSpec { name, alternative } in
        [&fonts.title, &fonts.hei, &fonts.kai, &fonts.body, &fonts.song]
    {
        if written.contains(&name) {
            continue;
        }
        xml.open("w:font", &[("w:name", name)]);
        if alternative != name {
            xml.empty("w:altName", &[("w:val", alternative)]);
        }
        xml.empty("w:charset", &[("w:val", "86")])
            .empty("w:family", &[("w:val", "auto")])
            .close("w:font");
        written.push(name);
    }
    xml.close("w:fonts");
    xml.into_bytes()
}
