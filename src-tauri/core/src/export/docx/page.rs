//! The sheet: its size, margins and grid, and the page numbers at its foot.

use docx_rs::{
    AlignmentType, BuildXML, DocGrid, DocGridType, FieldCharType, Footer, InstrPAGE, InstrText,
    PageMargin, PageSize, Paragraph, Run, SectionProperty,
};

use super::finish::{Measure, finish};
use super::styles::{Look, twips};
use crate::Result;
use crate::model::{Layout, PageNumber};

/// Relationship ids of the footers: right-hand pages, left-hand pages.
pub(super) const FOOTERS: [&str; 2] = ["rIdOdd", "rIdEven"];

/// The sheet of `layout`, with references to the footers when it has page numbers.
pub(super) fn sheet(layout: &Layout) -> SectionProperty {
    // A grid of lines only: a grid of characters with negative spacing is set
    // wrongly by LibreOffice, and run spacing gives 28 a line everywhere.
    let grid = DocGrid::new().grid_type(DocGridType::Lines).line_pitch(layout.line_pitch as usize);
    let sheet = SectionProperty::new()
        .page_size(PageSize::new().size(layout.page_width, layout.page_height))
        .page_margin(PageMargin {
            top: twips(layout.margin_top),
            right: twips(layout.margin_right),
            bottom: twips(layout.margin_bottom),
            left: twips(layout.margin_left),
            header: twips(layout.header),
            footer: twips(layout.footer),
            gutter: 0,
        })
        .doc_grid(grid);
    if layout.page_number.is_none() {
        return sheet;
    }
    let [odd, even] = FOOTERS;
    sheet.footer(Footer::new(), odd).even_footer(Footer::new(), even)
}

/// The footers of right-hand and of left-hand pages.
///
/// # Errors
///
/// As [`finish`].
pub(super) fn footers(number: &PageNumber, layout: &Layout) -> Result<[Vec<u8>; 2]> {
    let measure = Measure { hundredths: number.inset_chars, twips: number.inset };
    let footer = |side| finish(footer(number, side, layout).build(), measure);
    Ok([footer(AlignmentType::Right)?, footer(AlignmentType::Left)?])
}

/// A page number against the outer edge, one character in.
fn footer(number: &PageNumber, side: AlignmentType, layout: &Layout) -> Footer {
    let look = Look::of_page_number(layout);
    let inset = twips(number.inset);
    let (left, right) = if matches!(side, AlignmentType::Left) { (inset, 0) } else { (0, inset) };
    let mut property =
        look.paragraph().style(look.id).align(side).indent(Some(left), None, Some(right), None);
    property.run_property = look.run(layout);
    // One run for each piece of the field: readers that know no fields then
    // still show the 1.
    let pieces = [
        Run::new().add_text(&number.before),
        Run::new().add_field_char(FieldCharType::Begin, false),
        Run::new().add_instr_text(InstrText::PAGE(InstrPAGE::new())),
        Run::new().add_field_char(FieldCharType::Separate, false),
        Run::new().add_text("1"),
        Run::new().add_field_char(FieldCharType::End, false),
        Run::new().add_text(&number.after),
    ];
    let mut paragraph = Paragraph { property, ..Paragraph::new() };
    for mut run in pieces {
        run.run_property = look.run(layout);
        paragraph = paragraph.add_run(run);
    }
    Footer::new().add_paragraph(paragraph)
}
