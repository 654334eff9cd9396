//! `numbering.xml`: the lists of a Word file.

use crate::Result;
use crate::import::limits::Budget;
use crate::import::numbering::{Abstract, Level, List, Numbering};
use crate::import::xml::{Tag, Xml};

/// Reads `numbering.xml`.
///
/// # Errors
///
/// Those of walking through it, and [`crate::Error::TooBig`] for too many lists.
pub(super) fn read(text: &str, budget: &mut Budget) -> Result<Numbering> {
    let mut numbering = Numbering::default();
    let mut xml = Xml::new(text);
    xml.children(|xml, _| {
        xml.children(|xml, tag| {
            budget.take_piece("")?;
            let id = |name| tag.attribute(name).and_then(|id| id.parse().ok());
            match tag.name() {
                "abstractNum" => {
                    if let Some(id) = id("abstractNumId") {
                        numbering.define(id, abstract_list(xml, budget)?);
                    }
                }
                "num" => {
                    if let Some(id) = id("numId") {
                        numbering.add(id, list(xml, budget)?);
                    }
                }
                _ => {}
            }
            Ok(())
        })
    })?;
    numbering.follow_links();
    Ok(numbering)
}

fn abstract_list(xml: &mut Xml<'_>, budget: &mut Budget) -> Result<Abstract> {
    let mut list = Abstract::default();
    xml.children(|xml, tag| {
        match tag.name() {
            "lvl" => {
                budget.take_piece("")?;
                let (at, level) = level(xml, tag)?;
                list.levels.insert(at, level);
            }
            "numStyleLink" => list.style_link = tag.val(),
            "styleLink" => list.defines = tag.val(),
            _ => {}
        }
        Ok(())
    })?;
    Ok(list)
}

fn list(xml: &mut Xml<'_>, budget: &mut Budget) -> Result<List> {
    let mut list = List::default();
    xml.children(|xml, tag| {
        match tag.name() {
            "abstractNumId" => {
                list.abstract_id = tag.val().and_then(|id| id.parse().ok()).unwrap_or(0);
            }
            "lvlOverride" => {
                budget.take_piece("")?;
                let at = tag.attribute("ilvl").and_then(|at| at.parse().ok()).unwrap_or(0);
                xml.children(|xml, tag| {
                    match tag.name() {
                        "startOverride" => {
                            let start = tag.val().and_then(|start| start.parse().ok());
                            list.starts.insert(at, start.unwrap_or(1));
                        }
                        "lvl" => {
                            budget.take_piece("")?;
                            let (_, level) = level(xml, tag)?;
                            list.levels.insert(at, level);
                        }
                        _ => {}
                    }
                    Ok(())
                })?;
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(list)
}

fn level<'a>(xml: &mut Xml<'a>, tag: &Tag<'a>) -> Result<(usize, Level)> {
    let at = tag.attribute("ilvl").and_then(|at| at.parse().ok()).unwrap_or(0);
    let mut level = Level::default();
    xml.children(|xml, tag| read_level(xml, tag, &mut level))?;
    Ok((at, level))
}

fn read_level<'a>(xml: &mut Xml<'a>, tag: &Tag<'a>, level: &mut Level) -> Result<()> {
    let number = || tag.val().and_then(|value| value.parse::<u32>().ok());
    match tag.name() {
        "start" => level.start = number().unwrap_or(0),
        "numFmt" => {
            level.format = tag.val().unwrap_or_default();
            if level.format == "custom" {
                let sample = tag.attribute("format").unwrap_or_default();
                let zero = sample.starts_with('0');
                level.format = if zero { "decimalZero" } else { "decimal" }.to_owned();
            }
        }
        "lvlText" => level.pattern = tag.val().unwrap_or_default(),
        "suff" => level.suffix = tag.val().unwrap_or_default(),
        "isLgl" => level.legal = tag.is_on(),
        "lvlRestart" => level.restart = number().map(|above| above as usize),
        "pStyle" => level.style = tag.val(),
        // A format that old programs do not know stands in a choice.
        "AlternateContent" => {
            let mut chosen = false;
            xml.children(|xml, tag| {
                if tag.name() == "Choice" && !chosen {
                    chosen = true;
                    xml.children(|xml, tag| read_level(xml, tag, level))?;
                }
                Ok(())
            })?;
        }
        _ => {}
    }
    Ok(())
}
