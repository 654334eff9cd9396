//! The little XML that this room writes by itself.

use std::borrow::Cow;

use quick_xml::escape::{escape, partial_escape};

/// XML text under construction. Attributes and text are escaped here, and
/// nowhere else.
#[derive(Debug, Default)]
pub(super) struct Xml(String);

/// Attributes, in the order in which they are written.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// A part of a package, with its declaration.
    pub(super) fn part() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned())
    }

    /// `<name …>`
    pub(super) fn open(&mut self, name: &str, attributes: Attributes<'_>) -> &mut Self {
        self.tag(name, attributes, ">")
    }

    /// `<name …/>`
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> &mut Self {
        self.tag(name, attributes, "/>")
    }

    /// `</name>`
    pub(super) fn close(&mut self, name: &str) -> &mut Self {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
        self
    }

    /// Text, cleaned and escaped. Quotation marks may stay: JSON is full of them.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.0.push_str(&partial_escape(clean(text)));
        self
    }

    /// `<name>text</name>`
    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        text: &str,
    ) -> &mut Self {
        self.open(name, attributes).text(text).close(name)
    }

    /// XML that is well-formed already.
    pub(super) fn raw(&mut self, xml: &str) -> &mut Self {
        self.0.push_str(xml);
        self
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    fn tag(&mut self, name: &str, attributes: Attributes<'_>, end: &str) -> &mut Self {
        self.0.push('<');
        self.0.push_str(name);
        for (key, value) in attributes {
            self.0.push(' ');
            self.0.push_str(key);
            self.0.push_str("=\"");
            self.0.push_str(&escape(clean(value)));
            self.0.push('"');
        }
        self.0.push_str(end);
        self
    }
}

/// `text` without the characters that XML cannot hold: the control characters
/// but tab and newline, and the two non-characters U+FFFE and U+FFFF. They are
/// invisible leftovers of other programs, never words.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let foreign =
        |c: char| (c < ' ' && c != '\t' && c != '\n') || c == '\u{FFFE}' || c == '\u{FFFF}';
    if text.contains(foreign) {
        Cow::Owned(text.chars().filter(|c| !foreign(*c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_xml_cannot_hold_is_dropped() {
        assert_eq!(clean("一\u{0}二\u{B}三\r四\t五\n六\u{FFFE}七\u{FFFF}"), "一二三四\t五\n六七");
        assert_eq!(clean("\u{7F}\u{85}\u{20BB7}😀\u{1FFFE}"), "\u{7F}\u{85}\u{20BB7}😀\u{1FFFE}");
    }

    #[test]
    fn attributes_and_text_are_escaped() {
        let mut xml = Xml::default();
        xml.element("a", &[("b", "\"<&")], "5 < 6 & \"7\" > 2");
        assert_eq!(
            String::from_utf8(xml.into_bytes()).unwrap(),
            "<a b=\"&quot;&lt;&amp;\">5 &lt; 6 &amp; \"7\" &gt; 2</a>"
        );
    }
}
