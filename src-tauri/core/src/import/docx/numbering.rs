//! `numbering.xml`: the numbers that a word processor puts in front of
//! paragraphs, worked out as it shows them.

use std::collections::BTreeMap;

use super::numerals;
use crate::Result;
use crate::import::xml::{Tag, Xml};

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default, Clone)]
pub(super) struct Numbering {
    abstracts: BTreeMap<u32, Abstract>,
    lists: BTreeMap<u32, List>,
    /// The counters of each abstract list, by level.
    counters: BTreeMap<u32, [Option<u32>; LEVELS]>,
    /// Lists whose own start numbers have been used.
    started: BTreeMap<u32, [bool; LEVELS]>,
}

const LEVELS: usize = 9;

/// A list definition that several lists may share.
#[derive(Debug, Default, Clone)]
struct Abstract {
    levels: BTreeMap<usize, Level>,
    /// Its levels stand in the list style of this name.
    style_link: Option<String>,
    /// It defines the list style of this name.
    defines: Option<String>,
}

/// A list.
#[derive(Debug, Default, Clone)]
struct List {
    abstract_id: u32,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// One level of a list.
#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// The pattern, with %1 for the number of the first level.
    pattern: String,
    /// What follows: tab, space or nothing.
    suffix: String,
    /// All numbers in plain digits.
    legal: bool,
    /// The level (from 1) whose numbers restart this one; 0: none does.
    restart: Option<usize>,
    /// The paragraph style it is linked with.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 0,
            format: "decimal".to_owned(),
            pattern: String::new(),
            suffix: "tab".to_owned(),
            legal: false,
            restart: None,
            style: None,
        }
    }
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(text: &str) -> Result<Self> {
        let mut numbering = Self::default();
        let mut xml = Xml::new(text);
        xml.children(|xml, _| {
            xml.children(|xml, tag| {
                let id = |name| tag.attribute(name).and_then(|id| id.parse().ok());
                match tag.name() {
                    "abstractNum" => {
                        if let Some(id) = id("abstractNumId") {
                            numbering.abstracts.insert(id, abstract_list(xml)?);
                        }
                    }
                    "num" => {
                        if let Some(id) = id("numId") {
                            numbering.lists.insert(id, list(xml)?);
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

    /// Gives each list that only names a list style that style's levels.
    fn follow_links(&mut self) {
        let defined: BTreeMap<String, BTreeMap<usize, Level>> = self
            .abstracts
            .values()
            .filter_map(|list| Some((list.defines.clone()?, list.levels.clone())))
            .collect();
        for list in self.abstracts.values_mut() {
            if let Some(levels) = list.style_link.as_ref().and_then(|name| defined.get(name)) {
                list.levels.clone_from(levels);
            }
        }
    }

    /// The level of `list` that the paragraph style `style` is linked with.
    pub(super) fn level_of_style(&self, list: u32, style: &str) -> Option<u8> {
        let list = self.lists.get(&list)?;
        let levels = &self.abstracts.get(&list.abstract_id)?.levels;
        let found = levels.iter().find(|(_, level)| level.style.as_deref() == Some(style))?;
        u8::try_from(*found.0).ok()
    }

    /// Counts on in `list` at `level`, and gives the number as it is shown,
    /// with a space behind it where nothing else sets it off; "" for a bullet.
    pub(super) fn next(&mut self, list_id: u32, level: u8) -> Option<String> {
        let level = usize::from(level);
        let list = self.lists.get(&list_id)?;
        if level >= LEVELS {
            return None;
        }
        let shared = self.abstracts.get(&list.abstract_id);
        let level_at = |at: usize| {
            list.levels.get(&at).or_else(|| shared.and_then(|shared| shared.levels.get(&at)))
        };
        let own = level_at(level)?;
        let counters = self.counters.entry(list.abstract_id).or_default();
        let started = self.started.entry(list_id).or_default();
        for (at, start) in &list.starts {
            if *at < LEVELS && !std::mem::replace(&mut started[*at], true) {
                counters[*at] = start.checked_sub(1);
                // A start of zero has nothing before it.
                if *start == 0 {
                    counters[*at] = None;
                }
            }
        }
        for (at, counter) in counters.iter_mut().enumerate().take(level) {
            counter.get_or_insert(level_at(at).map_or(1, |level| level.start));
        }
        counters[level] = Some(counters[level].map_or(own.start, |last| last.saturating_add(1)));
        for (at, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            let restarts = match level_at(at).and_then(|level| level.restart) {
                Some(0) => false,
                Some(above) => level < above,
                None => true,
            };
            if restarts {
                *counter = None;
            }
        }
        if own.format == "bullet" {
            return Some(String::new());
        }
        let mut shown = String::new();
        let mut pattern = own.pattern.chars().peekable();
        while let Some(c) = pattern.next() {
            let place = pattern.peek().and_then(|c| c.to_digit(10)).filter(|_| c == '%');
            match place {
                Some(place @ 1..=9) => {
                    pattern.next();
                    let at = place as usize - 1;
                    let format = match level_at(at) {
                        Some(level) if !own.legal => level.format.as_str(),
                        _ => "decimal",
                    };
                    let value = counters[at].unwrap_or(1);
                    shown.push_str(&numerals::number(format, value).unwrap_or_default());
                }
                _ => shown.push(c),
            }
        }
        let open = shown.chars().next_back().is_some_and(char::is_alphanumeric);
        if open && own.suffix != "nothing" {
            shown.push(' ');
        }
        Some(shown)
    }
}

fn abstract_list(xml: &mut Xml<'_>) -> Result<Abstract> {
    let mut list = Abstract::default();
    xml.children(|xml, tag| {
        match tag.name() {
            "lvl" => {
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

fn list(xml: &mut Xml<'_>) -> Result<List> {
    let mut list = List::default();
    xml.children(|xml, tag| {
        match tag.name() {
            "abstractNumId" => {
                list.abstract_id = tag.val().and_then(|id| id.parse().ok()).unwrap_or(0);
            }
            "lvlOverride" => {
                let at = tag.attribute("ilvl").and_then(|at| at.parse().ok()).unwrap_or(0);
                xml.children(|xml, tag| {
                    match tag.name() {
                        "startOverride" => {
                            let start = tag.val().and_then(|start| start.parse().ok());
                            list.starts.insert(at, start.unwrap_or(1));
                        }
                        "lvl" => {
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
