//! A manuscript as a Word file.
//!
//! docx-rs writes the paragraphs; [`finish`] puts right what it leaves undone;
//! styles and package are this room's own.

mod embedded;
mod finish;
mod package;
mod page;
mod styles;
mod table;

use docx_rs::{BreakType, BuildXML, Document, DocumentChild, Paragraph, ParagraphChild};

use self::finish::{Measure, finish};
use self::package::Parts;
use self::styles::Look;
use super::xml::clean;
use crate::Result;
use crate::manuscript::{lines_after, signature_offsets, stays_with_next, stretches};
use crate::model::{Block, Embedded, Face, Layout, Manuscript, Report, Run, Style, TextBlock};

/// `manuscript` in `layout` as the bytes of a .docx file; with `embedded`, the
/// report travels inside and reopens exactly. The same arguments give the same
/// bytes.
///
/// # Errors
///
/// [`Error::Assembly`](crate::Error::Assembly) when a part cannot be put
/// together, which would be a fault of this room.
pub fn docx(
    manuscript: &Manuscript,
    layout: &Layout,
    embedded: Option<&Report>,
) -> Result<Vec<u8>> {
    let measure = Measure { hundredths: layout.first_line_chars, twips: layout.first_line };
    let parts = Parts {
        document: finish(document(manuscript, layout).build(), measure)?,
        styles: finish(styles::styles(layout), measure)?,
        footers: layout
            .page_number
            .as_ref()
            .map(|number| page::footers(number, layout))
            .transpose()?,
        report: embedded.map(|report| [embedded::item(report, manuscript), embedded::properties()]),
    };
    package::package(parts, manuscript, layout)
}

/// What [`docx`] puts into the file with `report`: how it was visible, too.
pub(crate) fn visible(report: &Report) -> Embedded {
    embedded::embedded(report)
}

fn document(manuscript: &Manuscript, layout: &Layout) -> Document {
    let mut children = Vec::with_capacity(manuscript.blocks.len() + 2);
    let mut new_page = false;
    let mut after_table = false;
    for (at, block) in manuscript.blocks.iter().enumerate() {
        match block {
            Block::Text(block) if block.style == Style::Blank && block.runs.is_empty() => {
                children.push(placed(blank(layout), new_page));
            }
            Block::Text(block) => {
                children.push(placed(paragraph(block, manuscript, layout), new_page));
            }
            Block::Table { rows, .. } => {
                // Two tables without a paragraph between them would become one.
                if new_page || after_table {
                    children.push(placed(blank(layout), new_page));
                }
                children.push(DocumentChild::Table(Box::new(table::table(rows, layout))));
            }
            Block::PageBreak => {}
        }
        for _ in 0..lines_after(block, manuscript.blocks.get(at + 1), layout) {
            children.push(placed(blank(layout), false));
        }
        new_page = matches!(block, Block::PageBreak);
        after_table = matches!(block, Block::Table { .. });
    }
    // The text of a document always ends in a paragraph.
    if after_table {
        children.push(placed(blank(layout), false));
    }
    Document { children, section_property: page::sheet(layout), ..Document::new() }
}

/// A paragraph where it belongs: at the top of a new page, or behind the last.
fn placed(mut paragraph: Paragraph, new_page: bool) -> DocumentChild {
    paragraph.property.page_break_before = new_page.then_some(true);
    DocumentChild::Paragraph(Box::new(paragraph))
}

/// How far the signature or the date stands from the right edge, in twips.
fn offset(style: Style, manuscript: &Manuscript, layout: &Layout) -> Option<i32> {
    let text = |wanted: Style| {
        let block = manuscript.blocks.iter().find_map(|block| match block {
            Block::Text(block) if block.style == wanted => Some(block.text()),
            _ => None,
        });
        block.unwrap_or_default()
    };
    let offsets = || signature_offsets(&text(Style::Signature), &text(Style::Date), layout);
    match style {
        Style::Signature => Some(styles::twips(offsets().signature)),
        Style::Date => Some(styles::twips(offsets().date)),
        _ => None,
    }
}

/// A paragraph of the text, looking as its style says.
fn paragraph(block: &TextBlock, manuscript: &Manuscript, layout: &Layout) -> Paragraph {
    let look = Look::of(block.style, layout);
    let mut property = look.paragraph().style(look.id);
    if stays_with_next(block.style) {
        property = property.keep_next(true);
    }
    if let Some(right) = offset(block.style, manuscript, layout) {
        property = property.indent(None, None, Some(right), None);
    }
    let runs = block.runs.iter().enumerate().flat_map(|(at, run)| {
        let look = look.faced(run.face).bold(is_bold(block.style, at, run, layout));
        runs(run, look, layout)
    });
    let children = runs.map(|run| ParagraphChild::Run(Box::new(run))).collect();
    Paragraph { property, children, ..Paragraph::new() }
}

/// An empty line of the text. It has no run to tell how tall it is, so its end does.
fn blank(layout: &Layout) -> Paragraph {
    let look = Look::of(Style::Blank, layout);
    let mut property = look.paragraph().style(look.id);
    property.run_property = look.run(layout);
    Paragraph { property, ..Paragraph::new() }
}

/// Whether the layout wants this run bold: a heading of a bold level, or the
/// heading at the start of a paragraph.
fn is_bold(style: Style, at: usize, run: &Run, layout: &Layout) -> bool {
    match style {
        Style::Heading(level) => layout.fonts.bold_levels.contains(&level),
        Style::RunIn(level) => {
            let heading = at == 0 || run.face != Face::Body;
            heading && layout.fonts.bold_levels.contains(&level)
        }
        _ => false,
    }
}

/// A run in `look`, in as many runs of the file as it takes: marks among Latin
/// letters name the Chinese font for every script, since a hint does not help
/// them in every program.
fn runs(run: &Run, look: Look, layout: &Layout) -> Vec<docx_rs::Run> {
    let text = clean(&run.text);
    let property = styles::marked(look.run(layout), run.mark);
    let stretch = |(text, is_mark): (&str, bool)| {
        let property = if is_mark {
            property.clone().fonts(styles::full_width(run.face, layout).hint("eastAsia"))
        } else if text.contains(is_ambiguous) {
            property.clone().fonts(styles::fonts(run.face, layout).hint("eastAsia"))
        } else {
            property.clone()
        };
        written(text, property)
    };
    stretches(&text).into_iter().map(stretch).collect()
}

/// A run of the file: lines of text with forced breaks between them.
fn written(text: &str, property: docx_rs::RunProperty) -> docx_rs::Run {
    let mut written = docx_rs::Run { run_property: property, ..docx_rs::Run::new() };
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            written = written.add_break(BreakType::TextWrapping);
        }
        for (at, piece) in line.split('\t').enumerate() {
            if at > 0 {
                written = written.add_tab();
            }
            if !piece.is_empty() {
                written = written.add_text(piece);
            }
        }
    }
    written
}

/// Whether Word takes `c` for a Latin character unless told otherwise, so that
/// a quotation mark would be set in Times New Roman, half as wide.
fn is_ambiguous(c: char) -> bool {
    matches!(c, '\u{A0}'..='\u{FF}' | '\u{2010}'..='\u{203E}' | '\u{2100}'..='\u{2BFF}')
}
