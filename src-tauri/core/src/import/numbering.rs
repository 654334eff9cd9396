//! The numbers that a word processor puts in front of paragraphs, worked out
//! as it shows them, whatever the format of the file.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::numerals;

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default, Clone)]
pub(super) struct Numbering {
    /// Shared, since each list of an OpenDocument text has one of its own.
    abstracts: BTreeMap<u32, Rc<Abstract>>,
    lists: BTreeMap<u32, List>,
    /// The counters of each abstract list, by level.
    counters: BTreeMap<u32, [Option<u32>; LEVELS]>,
    /// Lists whose own start numbers have been used.
    started: BTreeMap<u32, [bool; LEVELS]>,
}

/// A list has so many levels.
pub(super) const LEVELS: usize = 9;

/// A list definition that several lists may share.
#[derive(Debug, Default, Clone)]
pub(super) struct Abstract {
    pub(super) levels: BTreeMap<usize, Level>,
    /// Its levels stand in the list style of this name.
    pub(super) style_link: Option<String>,
    /// It defines the list style of this name.
    pub(super) defines: Option<String>,
}

/// A list.
#[derive(Debug, Default, Clone)]
pub(super) struct List {
    pub(super) abstract_id: u32,
    pub(super) starts: BTreeMap<usize, u32>,
    pub(super) levels: BTreeMap<usize, Level>,
}

/// One level of a list.
#[derive(Debug, Clone)]
pub(super) struct Level {
    pub(super) start: u32,
    pub(super) format: String,
    /// The pattern, with %1 for the number of the first level.
    pub(super) pattern: String,
    /// What follows: tab, space or nothing.
    pub(super) suffix: String,
    /// All numbers in plain digits.
    pub(super) legal: bool,
    /// The level (from 1) whose numbers restart this one; 0: none does.
    pub(super) restart: Option<usize>,
    /// The paragraph style it is linked with.
    pub(super) style: Option<String>,
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
    /// Adds a list definition.
    pub(super) fn define(&mut self, id: u32, definition: impl Into<Rc<Abstract>>) {
        self.abstracts.insert(id, definition.into());
    }

    /// Adds a list.
    pub(super) fn add(&mut self, id: u32, list: List) {
        self.lists.insert(id, list);
    }

    /// Makes the next number of `list` at `level` be `start`.
    pub(super) fn restart(&mut self, list: u32, level: u8, start: u32) {
        if let Some(list) = self.lists.get_mut(&list) {
            list.starts.insert(usize::from(level), start);
        }
        if let Some(started) = self.started.get_mut(&list)
            && let Some(used) = started.get_mut(usize::from(level))
        {
            *used = false;
        }
    }

    /// Gives each list that only names a list style that style's levels.
    pub(super) fn follow_links(&mut self) {
        let defined: BTreeMap<String, BTreeMap<usize, Level>> = self
            .abstracts
            .values()
            .filter_map(|list| Some((list.defines.clone()?, list.levels.clone())))
            .collect();
        for list in self.abstracts.values_mut() {
            if let Some(levels) = list.style_link.as_ref().and_then(|name| defined.get(name)) {
                Rc::make_mut(list).levels.clone_from(levels);
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
