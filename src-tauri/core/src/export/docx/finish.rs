//! What docx-rs leaves undone in the XML it writes.
//!
//! It writes properties in an order of its own, which strict readers refuse,
//! knows indents only in twips, and says some things twice or wrongly. One
//! pass over its bytes puts that right; text is copied as it is.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::package::WORD;
use crate::{Error, Result};

/// How wide characters are: `hundredths` of one are `twips` long.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    pub(super) hundredths: u32,
    pub(super) twips: u32,
}

/// `xml` as the schema wants it: properties in sequence, indents in characters
/// beside twips by `measure`, the first row of a table repeated on each page.
///
/// # Errors
///
/// [`Error::Assembly`] when `xml` is not well-formed, which would be a fault of
/// this room.
pub(super) fn finish(xml: Vec<u8>, measure: Measure) -> Result<Vec<u8>> {
    let fault = |error: &dyn std::error::Error| Error::Assembly(error.to_string());
    let xml = String::from_utf8(xml).map_err(|error| fault(&error))?;
    let mut reader = Reader::from_str(&xml);
    let mut finished = Finished::new(xml.len(), measure);
    loop {
        let from = position(&reader);
        let event = reader.read_event().map_err(|error| fault(&error))?;
        let to = position(&reader);
        match event {
            Event::Start(tag) => finished.open(&tag, &xml[from..to]),
            Event::Empty(tag) => finished.empty(&tag, &xml[from..to]),
            Event::End(_) => finished.close(&xml[from..to]),
            Event::Eof => return Ok(finished.out.into_bytes()),
            _ => finished.out.push_str(&xml[from..to]),
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).expect("a part is far smaller than memory")
}

/// The XML written so far, and the elements still open.
struct Finished {
    out: String,
    open: Vec<Element>,
    measure: Measure,
    /// The next row is the first of its table.
    first_row: bool,
}

/// An element that is open.
struct Element {
    /// The sequence of its children; empty when any order will do.
    sequence: &'static [&'static str],
    /// Where its children start in the output.
    start: usize,
    /// Of each child so far, its rank in the sequence and where it starts.
    children: Vec<(usize, usize)>,
}

impl Finished {
    fn new(size: usize, measure: Measure) -> Self {
        Self { out: String::with_capacity(size), open: Vec::new(), measure, first_row: false }
    }

    fn open(&mut self, tag: &BytesStart<'_>, source: &str) {
        let name = tag.name().into_inner();
        self.begin(name);
        match name {
            // Paragraph ids count through the process: the same report would
            // not give the same bytes. Word makes its own.
            "w:p" => self.out.push_str("<w:p>"),
            "w:document" | "w:ftr" => self.root(name),
            _ => self.out.push_str(source),
        }
        self.first_row |= name == "w:tbl";
        self.open.push(Element {
            sequence: sequence(name),
            start: self.out.len(),
            children: Vec::new(),
        });
        self.header_row(name);
    }

    fn empty(&mut self, tag: &BytesStart<'_>, source: &str) {
        let name = tag.name().into_inner();
        match name {
            // The builder writes these whether or not there is anything in them.
            "w:rPr" | "w:trPr" => {}
            "w:ind" => {
                self.begin(name);
                self.indent(tag);
            }
            "w:gridCol" => {
                self.begin(name);
                self.attributes("w:gridCol", tag, |key| key == "w:w");
            }
            "w:p" => self.out.push_str("<w:p/>"),
            _ => {
                self.begin(name);
                self.out.push_str(source);
            }
        }
    }

    /// Notes where a child of the innermost element starts.
    fn begin(&mut self, name: &str) {
        let at = self.out.len();
        if let Some(parent) = self.open.last_mut()
            && !parent.sequence.is_empty()
        {
            let rank = parent.sequence.iter().position(|known| *known == name);
            parent.children.push((rank.unwrap_or(parent.sequence.len()), at));
        }
    }

    /// Puts the children of the innermost element into sequence and closes it.
    fn close(&mut self, source: &str) {
        if let Some(element) = self.open.pop()
            && !element.children.is_sorted_by_key(|(rank, _)| *rank)
        {
            let ends = element.children.iter().skip(1).map(|(_, start)| *start);
            let ends = ends.chain([self.out.len()]);
            let mut ordered: Vec<_> = element
                .children
                .iter()
                .zip(ends)
                .map(|((rank, at), end)| (*rank, *at, end))
                .collect();
            ordered.sort_by_key(|(rank, ..)| *rank);
            let sorted: String = ordered.iter().map(|(_, at, end)| &self.out[*at..*end]).collect();
            self.out.truncate(element.start);
            self.out.push_str(&sorted);
        }
        self.out.push_str(source);
    }

    /// A root element that names the two namespaces in use and no other.
    fn root(&mut self, name: &str) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in WORD {
            self.attribute(key, value);
        }
        self.out.push('>');
    }

    fn header_row(&mut self, name: &str) {
        if name == "w:trPr" && std::mem::take(&mut self.first_row) {
            self.out.push_str("<w:tblHeader/>");
        }
    }

    /// An indent in characters and twips. Word goes by the characters; others
    /// know twips only. What is zero is left out.
    fn indent(&mut self, tag: &BytesStart<'_>) {
        self.out.push_str("<w:ind");
        for attribute in tag.attributes().flatten() {
            let key = attribute.key.into_inner();
            let twips: i64 = attribute.value.parse().unwrap_or(0);
            if twips == 0 {
                continue;
            }
            let Measure { hundredths, twips: unit } = self.measure;
            let characters =
                (twips * i64::from(hundredths) + i64::from(unit) / 2) / i64::from(unit.max(1));
            self.attribute(&format!("{key}Chars"), &characters.to_string());
            self.attribute(key, &attribute.value);
        }
        self.out.push_str("/>");
    }

    /// An element with those of its attributes that `keep` wants.
    fn attributes(&mut self, name: &str, tag: &BytesStart<'_>, keep: impl Fn(&str) -> bool) {
        self.out.push('<');
        self.out.push_str(name);
        for attribute in tag.attributes().flatten() {
            let key = attribute.key.into_inner();
            if keep(key) {
                self.attribute(key, &attribute.value);
            }
        }
        self.out.push_str("/>");
    }

    fn attribute(&mut self, key: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(key);
        self.out.push_str("=\"");
        self.out.push_str(value);
        self.out.push('"');
    }
}

/// The order in which the children of `name` must stand (ISO/IEC 29500-1,
/// annex A), of those that this program writes.
fn sequence(name: &str) -> &'static [&'static str] {
    match name {
        "w:pPr" => &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:widowControl",
            "w:kinsoku",
            "w:topLinePunct",
            "w:adjustRightInd",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
        "w:rPr" => &[
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:strike",
            "w:color",
            "w:spacing",
            "w:kern",
            "w:sz",
            "w:szCs",
            "w:u",
            "w:lang",
        ],
        "w:sectPr" => &[
            "w:headerReference",
            "w:footerReference",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:pgNumType",
            "w:cols",
            "w:titlePg",
            "w:docGrid",
        ],
        "w:tblPr" => &[
            "w:tblStyle",
            "w:tblW",
            "w:jc",
            "w:tblInd",
            "w:tblBorders",
            "w:tblLayout",
            "w:tblCellMar",
        ],
        "w:tcPr" => &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:vAlign"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(xml: &str) -> String {
        let measure = Measure { hundredths: 200, twips: 631 };
        String::from_utf8(finish(xml.into(), measure).unwrap()).unwrap()
    }

    #[test]
    fn properties_come_into_the_sequence_of_the_schema_at_every_depth() {
        let written = "<w:pPr><w:rPr><w:sz w:val=\"32\" /><w:rFonts /></w:rPr><w:jc w:val=\"both\" /><w:pStyle w:val=\"a\" /></w:pPr>";
        assert_eq!(
            finished(written),
            "<w:pPr><w:pStyle w:val=\"a\" /><w:jc w:val=\"both\" /><w:rPr><w:rFonts /><w:sz w:val=\"32\" /></w:rPr></w:pPr>"
        );
    }

    #[test]
    fn footer_references_keep_their_order_among_themselves() {
        let references =
            "<w:footerReference w:type=\"default\" /><w:footerReference w:type=\"even\" />";
        assert_eq!(
            finished(&format!("<w:sectPr><w:docGrid />{references}<w:pgSz /></w:sectPr>")),
            format!("<w:sectPr>{references}<w:pgSz /><w:docGrid /></w:sectPr>")
        );
    }

    #[test]
    fn indents_are_in_characters_too_and_empty_ones_are_left_out() {
        assert_eq!(
            finished("<w:ind w:left=\"0\" w:right=\"1262\" w:firstLine=\"631\" />"),
            "<w:ind w:rightChars=\"400\" w:right=\"1262\" w:firstLineChars=\"200\" w:firstLine=\"631\"/>"
        );
    }

    #[test]
    fn the_first_row_of_each_table_is_its_heading() {
        let row = "<w:tr><w:trPr><w:trHeight /></w:trPr></w:tr>";
        let first = "<w:tr><w:trPr><w:tblHeader/><w:trHeight /></w:trPr></w:tr>";
        assert_eq!(
            finished(&format!("<a><w:tbl>{row}{row}</w:tbl><w:tbl>{row}</w:tbl></a>")),
            format!("<a><w:tbl>{first}{row}</w:tbl><w:tbl>{first}</w:tbl></a>")
        );
    }

    #[test]
    fn what_the_builder_writes_for_nothing_is_dropped_and_text_is_untouched() {
        assert_eq!(
            finished(
                "<w:p w14:paraId=\"0000000a\"><w:pPr><w:rPr /></w:pPr><w:r><w:t xml:space=\"preserve\"> &lt;一&amp;  二&gt; </w:t></w:r></w:p>"
            ),
            "<w:p><w:pPr></w:pPr><w:r><w:t xml:space=\"preserve\"> &lt;一&amp;  二&gt; </w:t></w:r></w:p>"
        );
    }
}
