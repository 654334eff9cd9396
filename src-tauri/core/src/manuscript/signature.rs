//! Where signature and date stand (GB/T 9704 7.3.5.2, without a seal).

use super::widths::{Type, measure};
use crate::model::Layout;

/// How far signature and date keep from the right edge of the type area, in
/// twips. Both lines are set flush right with these indents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SignatureOffsets {
    /// Of the signature.
    pub signature: u32,
    /// Of the date.
    pub date: u32,
}

/// Where `signature` and `date` stand.
///
/// The signature keeps two characters from the right edge, and the date begins
/// two characters right of where the signature begins. A date that is longer
/// than the signature keeps two characters from the edge itself, and the
/// signature moves left by as much.
pub fn signature_offsets(signature: &str, date: &str, layout: &Layout) -> SignatureOffsets {
    let set = Type {
        size: f64::from(layout.sizes.body) * 10.0,
        spacing: f64::from(layout.character_spacing),
        bold: false,
    };
    let two = 2.0 * (set.size + set.spacing);
    let (name, day) = (measure(signature, set), measure(date, set));
    let (signature, date) = if signature.is_empty() || date.is_empty() {
        (two, two)
    } else if day > name {
        (two + day + two - name, two)
    } else {
        (two, name - day)
    };
    SignatureOffsets { signature: twips(signature), date: twips(date) }
}

/// A length that is positive and smaller than a page is wide, or almost.
fn twips(length: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let whole = length.round().clamp(0.0, 1e6) as u32;
    whole
}
