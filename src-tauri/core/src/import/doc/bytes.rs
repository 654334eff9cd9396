//! Numbers at offsets that may lie outside.

/// The two bytes at `at`, or `None` outside.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes([bytes[0], bytes[1]]))
}

/// The four bytes at `at`, or `None` outside.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

/// As [`u32_at`], as an offset or count.
pub(super) fn size_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// `length` units of UTF-16 at `at`, as text.
pub(super) fn text_at(bytes: &[u8], at: usize, length: usize) -> Option<String> {
    let bytes = bytes.get(at..at.checked_add(length.checked_mul(2)?)?)?;
    let units: Vec<u16> =
        bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    Some(String::from_utf16_lossy(&units))
}

/// The positions of a table of positions and entries of `entry` bytes: how
/// many entries there are, each with its bounds and its bytes.
pub(super) fn entries(plc: &[u8], entry: usize) -> Vec<(usize, usize, &[u8])> {
    let count = plc.len().saturating_sub(4) / (4 + entry);
    (0..count)
        .filter_map(|at| {
            let (from, to) = (size_at(plc, at * 4)?, size_at(plc, at * 4 + 4)?);
            let start = (count + 1) * 4 + at * entry;
            Some((from, to, plc.get(start..start + entry)?))
        })
        .collect()
}
