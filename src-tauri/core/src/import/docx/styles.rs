//! `styles.xml`: what a style says about the look and the number of a paragraph.

use std::collections::{BTreeMap, HashMap};

use crate::Result;
use crate::import::limits::{self, Budget};
use crate::import::xml::{Tag, Xml};

/// What a paragraph or run says of its look; `None` where it says nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    /// Outline level from 1; 10 for body text.
    pub(super) level: Option<u8>,
    /// Centred or right.
    pub(super) align: Option<Align>,
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) half_points: Option<u16>,
    pub(super) face: Option<String>,
    /// List and level of the automatic number.
    pub(super) list: Option<u32>,
    pub(super) list_level: Option<u8>,
    /// A style named Title, 标题 or the like.
    pub(super) title: bool,
}

/// Where the lines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Centre,
    Right,
}

impl Look {
    /// Takes from `below` what this look leaves open.
    pub(super) fn over(mut self, below: &Self) -> Self {
        self.level = self.level.or(below.level);
        self.align = self.align.or(below.align);
        self.bold = self.bold.or(below.bold);
        self.hidden = self.hidden.or(below.hidden);
        self.half_points = self.half_points.or(below.half_points);
        if self.face.is_none() {
            self.face.clone_from(&below.face);
        }
        // The level of a list belongs to the list.
        if self.list.is_none() {
            self.list = below.list;
            self.list_level = self.list_level.or(below.list_level);
        }
        self.title |= below.title;
        self
    }

    /// Reads one property of a paragraph (`pPr`) or a run (`rPr`).
    pub(super) fn property<'a>(&mut self, xml: &mut Xml<'a>, tag: &Tag<'a>) -> Result<()> {
        match tag.name() {
            "outlineLvl" => {
                let level = tag.val().and_then(|level| level.parse::<u8>().ok());
                self.level = level.map(|level| level.saturating_add(1).min(10));
            }
            "jc" => {
                self.align = tag.val().map(|align| match align.as_str() {
                    "center" => Align::Centre,
                    "right" | "end" => Align::Right,
                    _ => Align::Left,
                });
            }
            "b" => self.bold = Some(tag.is_on()),
            "vanish" => self.hidden = Some(tag.is_on()),
            "sz" => self.half_points = tag.val().and_then(|size| size.parse().ok()),
            "rFonts" => {
                let face = tag.attribute("eastAsia");
                if let Some(face) = face.filter(|face| face.len() <= limits::FACE) {
                    self.face = Some(face);
                }
            }
            "numPr" => xml.children(|_, tag| {
                match tag.name() {
                    "numId" => self.list = tag.val().and_then(|id| id.parse().ok()),
                    "ilvl" => self.list_level = tag.val().and_then(|level| level.parse().ok()),
                    _ => {}
                }
                Ok(())
            })?,
            _ => {}
        }
        Ok(())
    }
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    looks: HashMap<String, Look>,
    /// The style of paragraphs that name none.
    default: Option<String>,
    /// The look below every style.
    base: Look,
}

/// How many styles may stand on one another.
const CHAIN: usize = 20;

impl Styles {
    /// Reads `styles.xml`.
    ///
    /// # Errors
    ///
    /// Those of walking through it, and [`crate::Error::TooBig`] for too many styles.
    pub(super) fn read(text: &str, budget: &mut Budget) -> Result<Self> {
        let mut raw: BTreeMap<String, (Look, Option<String>)> = BTreeMap::new();
        let mut styles = Self::default();
        let mut xml = Xml::new(text);
        xml.children(|xml, _| {
            xml.children(|xml, tag| match tag.name() {
                "style" => {
                    budget.take_piece("")?;
                    let id = tag.attribute("styleId").unwrap_or_default();
                    let paragraph = tag.attribute("type").is_none_or(|kind| kind == "paragraph");
                    let default =
                        tag.attribute("default").is_some_and(|on| on == "1" || on == "true");
                    if default && paragraph {
                        styles.default = Some(id.clone());
                    }
                    raw.insert(id, style(xml)?);
                    Ok(())
                }
                "docDefaults" => defaults(xml, &mut styles.base),
                _ => Ok(()),
            })
        })?;
        for id in raw.keys() {
            let mut look = Look::default();
            let mut next = Some(id);
            for _ in 0..CHAIN {
                let Some((own, based_on)) = next.and_then(|id| raw.get(id)) else { break };
                // A title's own kind is not handed down to what is based on it.
                let own = Look { title: own.title && next == Some(id), ..own.clone() };
                look = look.over(&own);
                next = based_on.as_ref();
            }
            styles.looks.insert(id.clone(), look);
        }
        Ok(styles)
    }

    /// What the style `id`, or the default one, says.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Look {
        let id = id.or(self.default.as_deref());
        let look = id.and_then(|id| self.looks.get(id)).cloned().unwrap_or_default();
        look.over(&self.base)
    }

    /// What a character style says.
    pub(super) fn run(&self, id: &str) -> Option<&Look> {
        self.looks.get(id)
    }
}

/// A style's own look, and the style it is based on.
fn style(xml: &mut Xml<'_>) -> Result<(Look, Option<String>)> {
    let mut look = Look::default();
    let mut based_on = None;
    let mut name = String::new();
    xml.children(|xml, tag| {
        match tag.name() {
            "name" => name = tag.val().unwrap_or_default(),
            "basedOn" => based_on = tag.val(),
            "pPr" | "rPr" => xml.children(|xml, tag| look.property(xml, tag))?,
            _ => {}
        }
        Ok(())
    })?;
    let name = name.trim().to_lowercase();
    look.title = matches!(
        name.as_str(),
        "title" | "标题" | "题目" | "大标题" | "主标题" | "文章标题" | "报告标题"
    );
    if look.level.is_none() {
        look.level = heading_level(&name);
    }
    Ok((look, based_on))
}

/// The level that a name such as `heading 2` or `标题 2` tells.
fn heading_level(name: &str) -> Option<u8> {
    let number =
        ["heading", "标题", "二级标题"].iter().find_map(|word| name.strip_prefix(word))?.trim();
    number.parse().ok().filter(|level| (1..=9).contains(level))
}

fn defaults(xml: &mut Xml<'_>, base: &mut Look) -> Result<()> {
    xml.children(|xml, _| xml.children(|xml, _| xml.children(|xml, tag| base.property(xml, tag))))
}
