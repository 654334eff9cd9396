//! Walking through XML that nobody has checked: names without their prefixes,
//! no document type, no entities but the five, a limited depth.

use std::borrow::Cow;

use encoding_rs::Encoding;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::limits;
use crate::{Error, Result};

/// The text of an XML part: by its byte order mark, its declaration, or UTF-8.
///
/// # Errors
///
/// [`Error::NoDocument`] when the bytes are not what they say.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
        return text.map(Cow::into_owned).ok_or_else(damaged);
    }
    // `<?` in UTF-16 without a mark.
    let bare = match bytes.get(..4) {
        Some(b"<\0?\0" | b"<\0w\0") => Some(encoding_rs::UTF_16LE),
        Some(b"\0<\0?" | b"\0<\0w") => Some(encoding_rs::UTF_16BE),
        _ => declared(&bytes),
    };
    match bare {
        Some(encoding) if encoding != encoding_rs::UTF_8 => encoding
            .decode_without_bom_handling_and_without_replacement(&bytes)
            .map(Cow::into_owned)
            .ok_or_else(damaged),
        _ => String::from_utf8(bytes).map_err(|_| damaged()),
    }
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head =
        std::str::from_utf8(bytes.get(..100.min(bytes.len()))?.split(|b| *b == b'>').next()?)
            .ok()?;
    let name = head.split_once("encoding=")?.1;
    let quote = name.chars().next()?;
    Encoding::for_label(name[1..].split(quote).next()?.as_bytes())
}

fn damaged() -> Error {
    Error::NoDocument("文件内部已损坏".to_owned())
}

/// What stands next inside an element.
pub(super) enum Node<'a> {
    /// A child element; it must be walked through or skipped.
    Element(Tag<'a>),
    /// Text.
    Text(Cow<'a, str>),
}

/// The start of an element.
pub(super) struct Tag<'a> {
    start: BytesStart<'a>,
}

impl Tag<'_> {
    /// Its name without prefix.
    pub(super) fn name(&self) -> &str {
        local(self.start.name().into_inner())
    }

    /// The value of the attribute of that name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.start
            .attributes()
            .with_checks(false)
            .filter_map(std::result::Result::ok)
            .find(|attribute| local(attribute.key.into_inner()) == name)
            .and_then(|attribute| {
                attribute.normalized_value(XmlVersion::Implicit1_0).map(Cow::into_owned).ok()
            })
    }

    /// `w:val`.
    pub(super) fn val(&self) -> Option<String> {
        self.attribute("val")
    }

    /// Whether a switch such as `<w:b/>` is on.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.val().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// A walk through one part.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Xml<'a> {
    /// A walk through `text`, which must not be walked through twice at once.
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().check_end_names = true;
        Self { reader, depth: 0 }
    }

    /// What stands next in the element that the walk is in; `None` at its end,
    /// which is thereby passed.
    ///
    /// # Errors
    ///
    /// [`Error::NoDocument`] for what is no XML, [`Error::TooBig`] for
    /// elements nested too deeply.
    pub(super) fn next(&mut self) -> Result<Option<Node<'a>>> {
        loop {
            match self.reader.read_event().map_err(|_| damaged())? {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > limits::DEPTH {
                        return Err(Error::TooBig("内部结构嵌套太深".to_owned()));
                    }
                    return Ok(Some(Node::Element(Tag { start })));
                }
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or_else(damaged)?;
                    return Ok(None);
                }
                Event::Text(text) => return Ok(Some(Node::Text(text.into_inner()))),
                Event::CData(text) => return Ok(Some(Node::Text(text.into_inner()))),
                Event::GeneralRef(name) => {
                    let text = match &*name {
                        "lt" => "<".to_owned(),
                        "gt" => ">".to_owned(),
                        "amp" => "&".to_owned(),
                        "quot" => "\"".to_owned(),
                        "apos" => "'".to_owned(),
                        other => match name.resolve_char_ref() {
                            Ok(Some(c)) => c.to_string(),
                            // An entity that only a document type could define.
                            _ => format!("&{other};"),
                        },
                    };
                    return Ok(Some(Node::Text(text.into())));
                }
                Event::DocType(_) => {
                    return Err(Error::NoDocument("文件内部有不该有的定义（DOCTYPE）".to_owned()));
                }
                Event::Eof if self.depth > 0 => return Err(damaged()),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    /// Calls `visit` for each child element of the one that the walk is in.
    /// What `visit` leaves of a child is skipped.
    ///
    /// # Errors
    ///
    /// Those of [`Self::next`] and of `visit`.
    pub(super) fn children(
        &mut self,
        mut visit: impl FnMut(&mut Self, &Tag<'a>) -> Result<()>,
    ) -> Result<()> {
        while let Some(node) = self.next()? {
            if let Node::Element(tag) = node {
                let inside = self.depth;
                visit(self, &tag)?;
                while self.depth >= inside {
                    self.next()?;
                }
            }
        }
        Ok(())
    }

    /// All text inside the element that the walk is in.
    ///
    /// # Errors
    ///
    /// Those of [`Self::next`].
    pub(super) fn text(&mut self) -> Result<String> {
        let inside = self.depth;
        let mut text = String::new();
        while self.depth >= inside {
            match self.next()? {
                Some(Node::Text(words)) => text.push_str(&words),
                None if self.depth == 0 => break,
                _ => {}
            }
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walked(text: &str) -> Result<String> {
        let mut xml = Xml::new(text);
        let mut words = String::new();
        xml.children(|xml, tag| {
            words.push_str(tag.name());
            words.push_str(&xml.text()?);
            Ok(())
        })?;
        Ok(words)
    }

    #[test]
    fn references_and_sections_are_text() {
        let found = walked(
            "<?xml version='1.0'?><w:p a='1'>&lt;&#20013;&#x6587;&amp;<![CDATA[<b>]]><x/>完</w:p>",
        );
        assert_eq!(found.unwrap(), "p<中文&<b>完");
    }

    #[test]
    fn definitions_depth_and_damage_are_refused() {
        assert!(walked("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").is_err());
        assert!(walked(&"<a>".repeat(300)).is_err());
        assert!(walked("<a><b></a>").is_err());
        assert!(walked("<a>").is_err());
    }

    #[test]
    fn a_part_in_utf_16_is_read() {
        let text = "<?xml version='1.0' encoding='UTF-16'?><a>中文</a>";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(bytes).unwrap(), text);
    }
}
