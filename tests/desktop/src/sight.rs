//! What somebody in front of the display sees of a program, and what it costs,
//! without anything in the program that would help or hinder it.

use std::collections::HashMap;
use std::fs;

use crate::office::Started;
use crate::screen::Screen;
use crate::window::tree;

/// A colour that fills more than one in so many pixels is a ground.
const GROUND: usize = 50;

/// A picture of a window; a number is a pixel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    pixels: Vec<u32>,
}

/// What is drawn on a sight, its grounds left aside: words, lines, signs.
#[derive(Debug)]
pub struct Drawing {
    /// Pixels of the whole.
    of: usize,
    ink: Vec<(usize, u32)>,
}

/// The display, kept open to look at it often.
#[derive(Debug)]
pub struct Watch {
    screen: Screen,
}

impl Watch {
    /// Begins to look at the display that `DISPLAY` names.
    pub fn begin() -> Self {
        Self { screen: Screen::connect() }
    }

    /// What the program's window shows now; `None` before there is one.
    pub fn look(&self, program: &Started) -> Option<Sight> {
        let (window, _) = self.screen.windows_of(program.0.id()).into_iter().next()?;
        let pixels = self.screen.pixels(window)?;
        Some(Sight { pixels })
    }
}

impl Drawing {
    /// What `sight` shows.
    pub fn of(sight: &Sight) -> Self {
        let grounds = sight.grounds();
        let pixels = sight.pixels.iter().copied().enumerate();
        let ink = pixels.filter(|(_, pixel)| !grounds.contains(pixel)).collect();
        Self { of: sight.pixels.len(), ink }
    }

    /// The share of it that `sight` shows too: from 0 to 1, and 0 where there
    /// is nothing drawn or the window has another size.
    pub fn part_seen_in(&self, sight: &Sight) -> f64 {
        if self.ink.is_empty() || self.of != sight.pixels.len() {
            return 0.0;
        }
        let seen = self.ink.iter().filter(|(at, pixel)| sight.pixels[*at] == *pixel).count();
        seen as f64 / self.ink.len() as f64
    }
}

impl Sight {
    /// The colours that things are drawn on: each fills a good part of it.
    fn grounds(&self) -> Vec<u32> {
        let mut counts: HashMap<u32, usize> = HashMap::new();
        for pixel in &self.pixels {
            *counts.entry(*pixel).or_default() += 1;
        }
        let part = self.pixels.len() / GROUND;
        counts.into_iter().filter(|(_, count)| *count > part).map(|(pixel, _)| pixel).collect()
    }
}

/// What all processes of a program take of the memory, in kilobytes; what they
/// share with others is counted in parts (PSS).
pub fn memory(program: &Started) -> u64 {
    memory_of(&processes(program))
}

/// The same of some processes.
pub(crate) fn memory_of(processes: &[u32]) -> u64 {
    let of = |process: u32| -> Option<u64> {
        let text = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix("Pss:"))?;
        line.trim().trim_end_matches(" kB").parse().ok()
    };
    processes.iter().copied().filter_map(of).sum()
}

/// The processes of a program: its own and the web view's.
pub fn processes(program: &Started) -> Vec<u32> {
    tree(program.0.id())
}
