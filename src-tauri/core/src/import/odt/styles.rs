//! Styles and list styles of an OpenDocument text.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::Result;
use crate::import::limits::{self, Budget};
use crate::import::numbering::{Abstract, LEVELS, Level};
use crate::import::xml::{Tag, Xml};

/// What a style says; `None` where it says nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    parent: Option<String>,
    pub(super) title: bool,
    pub(super) level: Option<u8>,
    pub(super) centred: Option<bool>,
    pub(super) right: Option<bool>,
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) half_points: Option<u16>,
    pub(super) face: Option<String>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    looks: BTreeMap<String, Look>,
    pub(super) lists: BTreeMap<String, Rc<Abstract>>,
    /// How headings are numbered.
    pub(super) outline: Abstract,
}

/// How many styles may stand on one another.
const CHAIN: usize = 20;

impl Styles {
    /// Reads the styles in `styles.xml` or `content.xml`.
    ///
    /// # Errors
    ///
    /// Those of walking through it, and [`crate::Error::TooBig`] for too many styles.
    pub(super) fn read(&mut self, text: &str, budget: &mut Budget) -> Result<()> {
        Xml::new(text).children(|xml, _| {
            xml.children(|xml, tag| match tag.name() {
                "styles" | "automatic-styles" => xml.children(|xml, tag| {
                    budget.take_piece("")?;
                    self.style(xml, tag)
                }),
                _ => Ok(()),
            })
        })
    }

    fn style<'a>(&mut self, xml: &mut Xml<'a>, tag: &Tag<'a>) -> Result<()> {
        let name = tag.attribute("name").unwrap_or_default();
        match tag.name() {
            "style" => {
                let mut look = Look {
                    parent: tag.attribute("parent-style-name"),
                    level: tag
                        .attribute("default-outline-level")
                        .and_then(|level| level.parse().ok()),
                    title: matches!(name.as_str(), "Title" | "标题" | "题目"),
                    ..Look::default()
                };
                xml.children(|_, tag| {
                    look.properties(tag);
                    Ok(())
                })?;
                self.looks.insert(name, look);
            }
            "list-style" => {
                let list = list(xml)?;
                self.lists.insert(name, Rc::new(list));
            }
            "outline-style" => self.outline = list(xml)?,
            _ => {}
        }
        Ok(())
    }

    /// What the style `name` and those below it say.
    pub(super) fn look(&self, name: &str) -> Look {
        let mut look = Look::default();
        let mut next = self.looks.get(name);
        for _ in 0..CHAIN {
            let Some(own) = next else { break };
            look = look.over(own);
            next = own.parent.as_ref().and_then(|parent| self.looks.get(parent));
        }
        look
    }
}

impl Look {
    /// Takes from `below` what this look leaves open.
    pub(super) fn over(self, below: &Self) -> Self {
        Self {
            parent: None,
            title: self.title || below.title,
            level: self.level.or(below.level),
            centred: self.centred.or(below.centred),
            right: self.right.or(below.right),
            bold: self.bold.or(below.bold),
            hidden: self.hidden.or(below.hidden),
            half_points: self.half_points.or(below.half_points),
            face: self.face.or_else(|| below.face.clone()),
        }
    }

    fn properties(&mut self, tag: &Tag<'_>) {
        if let Some(align) = tag.attribute("text-align") {
            self.centred = Some(align == "center");
            self.right = Some(align == "end" || align == "right");
        }
        let either =
            |name: &str| tag.attribute(&format!("{name}-asian")).or_else(|| tag.attribute(name));
        if let Some(weight) = either("font-weight") {
            self.bold =
                Some(weight == "bold" || weight.parse::<u16>().is_ok_and(|weight| weight > 500));
        }
        if let Some(size) = either("font-size") {
            let points = size.strip_suffix("pt").and_then(|size| size.parse::<f32>().ok());
            // A rounded positive size of type always fits.
            self.half_points = points
                .filter(|size| (1.0..400.0).contains(size))
                .map(|size| (size * 2.0).round() as u16);
        }
        if let Some(face) = either("font-name").filter(|face| face.len() <= limits::FACE) {
            self.face = Some(face);
        }
        if tag.attribute("display").is_some_and(|display| display == "none") {
            self.hidden = Some(true);
        }
    }
}

fn list(xml: &mut Xml<'_>) -> Result<Abstract> {
    let mut list = Abstract::default();
    xml.children(|xml, tag| {
        let place = tag.attribute("level").and_then(|level| level.parse::<usize>().ok());
        let at = place.and_then(|place| place.checked_sub(1)).filter(|at| *at < LEVELS);
        let Some(at) = at else { return Ok(()) };
        let format = match tag.name() {
            "list-level-style-number" | "outline-level-style" => {
                format(&tag.attribute("num-format").unwrap_or_default())
            }
            _ => "bullet",
        };
        let word = |name: &str| tag.attribute(name).unwrap_or_default();
        let levels = word("display-levels").parse::<usize>().unwrap_or(1).clamp(1, at + 1);
        let pattern = tag.attribute("num-list-format").map(|pattern| percent(&pattern));
        let pattern = pattern.unwrap_or_else(|| {
            let numbers: Vec<String> =
                (at + 2 - levels..=at + 1).map(|at| format!("%{at}")).collect();
            format!("{}{}{}", word("num-prefix"), numbers.join("."), word("num-suffix"))
        });
        let start = word("start-value").parse().unwrap_or(1);
        let mut level = Level { start, format: format.to_owned(), ..Level::default() };
        xml.children(|xml, _| {
            xml.children(|_, tag| {
                level.suffix = tag.attribute("label-followed-by").unwrap_or_default();
                Ok(())
            })
        })?;
        // A level without a format shows nothing, whatever its pattern.
        level.pattern = if format == "none" { String::new() } else { pattern };
        list.levels.insert(at, level);
        Ok(())
    })?;
    Ok(list)
}

/// `%1%` as other formats write it: `%1`.
fn percent(pattern: &str) -> String {
    let mut text = pattern.to_owned();
    for level in 1..=9 {
        text = text.replace(&format!("%{level}%"), &format!("%{level}"));
    }
    text
}

/// A number format by its sample.
fn format(sample: &str) -> &'static str {
    match sample.chars().next() {
        None => "none",
        Some('a') => "lowerLetter",
        Some('A') => "upperLetter",
        Some('i') => "lowerRoman",
        Some('I') => "upperRoman",
        Some('一') => "chineseCountingThousand",
        Some('壹') => "chineseLegalSimplified",
        Some('甲') => "ideographTraditional",
        Some('子') => "ideographZodiac",
        Some('①') => "decimalEnclosedCircle",
        Some('１') => "decimalFullWidth",
        Some(_) => "decimal",
    }
}
