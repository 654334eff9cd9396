//! The container of old Word files, read as leniently as Word does: what the
//! `cfb` library finds malformed is often whole all the same.

use super::bytes::{size_at, u16_at, u32_at};

/// Sector numbers from here on are no sectors.
const LAST: u32 = 0xffff_fffa;
/// Streams shorter than this lie in sectors of their own small kind.
const SMALL: usize = 4096;
const SMALL_SECTOR: usize = 64;
const HEADER: usize = 512;
const ENTRY: usize = 128;

/// A container whose directory is taken as a plain list.
pub(super) struct Container<'b> {
    bytes: &'b [u8],
    sector: usize,
    /// The sector behind each sector.
    next: Vec<u32>,
    /// The small sector behind each small sector.
    next_small: Vec<u32>,
    /// Where the small sectors lie.
    small: Vec<u8>,
    directory: Vec<u8>,
}

impl<'b> Container<'b> {
    /// Opens the container; `None` when not even its directory can be found.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let shift = u16_at(bytes, 30)?;
        let sector = 1usize << (9..=12).contains(&shift).then_some(shift)?;
        let mut container = Self {
            bytes,
            sector,
            next: Vec::new(),
            next_small: Vec::new(),
            small: Vec::new(),
            directory: Vec::new(),
        };
        container.next = container.table();
        container.directory = container.chain(u32_at(bytes, 48)?);
        let root = container.directory.get(..ENTRY)?;
        container.small = container.chain(u32_at(root, 116)?);
        container.next_small = numbers(&container.chain(u32_at(bytes, 60)?));
        Some(container)
    }

    /// The stream called `name`, in whatever case.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.directory.chunks_exact(ENTRY).find(|entry| is_stream(entry, name))?;
        let start = u32_at(entry, 116)?;
        let len = size_at(entry, 120)?;
        let mut bytes = if len < SMALL { self.small_chain(start) } else { self.chain(start) };
        bytes.truncate(len);
        (!bytes.is_empty()).then_some(bytes)
    }

    /// The table of sectors: its own sectors are named in the header, and in
    /// further lists that follow each other.
    fn table(&self) -> Vec<u32> {
        let mut places = numbers(self.bytes.get(76..HEADER).unwrap_or_default());
        let mut more = u32_at(self.bytes, 68).unwrap_or(LAST);
        for _ in 0..self.bytes.len() / self.sector {
            let Some(list) = self.at(more) else { break };
            let mut list = numbers(list);
            more = list.pop().unwrap_or(LAST);
            places.append(&mut list);
        }
        let known = places.into_iter().filter_map(|place| self.at(place));
        known.take(self.bytes.len() / self.sector).flat_map(numbers).collect()
    }

    fn at(&self, sector: u32) -> Option<&'b [u8]> {
        let number = usize::try_from(sector).ok().filter(|_| sector < LAST)?;
        let from = number.checked_add(1)?.checked_mul(self.sector)?;
        let to = from.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(from..to)
    }

    /// The bytes of the sectors from `start` on. A chain that runs in a circle
    /// ends with the file's length.
    fn chain(&self, start: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut sector = start;
        while bytes.len() < self.bytes.len() {
            let Some(part) = self.at(sector).filter(|part| !part.is_empty()) else { break };
            bytes.extend_from_slice(part);
            sector = self.next.get(sector as usize).copied().unwrap_or(LAST);
        }
        bytes
    }

    fn small_chain(&self, start: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut sector = start;
        while sector < LAST && bytes.len() < SMALL {
            let from = sector as usize * SMALL_SECTOR;
            let Some(rest) = self.small.get(from..).filter(|rest| !rest.is_empty()) else { break };
            bytes.extend_from_slice(&rest[..rest.len().min(SMALL_SECTOR)]);
            sector = self.next_small.get(sector as usize).copied().unwrap_or(LAST);
        }
        bytes
    }
}

/// Whether a line of the directory is the stream called `name`.
fn is_stream(entry: &[u8], name: &str) -> bool {
    let units: Vec<u16> =
        entry[..64].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let end = units.iter().position(|unit| *unit == 0).unwrap_or(units.len());
    entry[66] == 2 && String::from_utf16_lossy(&units[..end]).eq_ignore_ascii_case(name)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
        .collect()
}
