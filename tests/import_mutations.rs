//! Files of every kind, damaged at random: read or refused, without a panic and
//! without a line lost. A few hundred each time; by hand as many as one likes:
//! `DAMAGED_FILES=100000 cargo test --locked --test import_mutations -- --nocapture`.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may panic, and tell")]

#[path = "support/word.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod word;

use std::panic::catch_unwind;
use std::path::Path;

use shuzhi_core::model::Uid;
use shuzhi_core::{figures, import};

/// So many are read when no number is given.
const FEW: usize = 300;

#[test]
fn damaged_files_are_read_or_refused() {
    let many = std::env::var("DAMAGED_FILES").map_or(FEW, |text| text.parse().unwrap());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import/files");
    let mut seeds: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    seeds.retain(|path| path.extension().is_some_and(|kind| kind != "snap"));
    seeds.sort();
    let seeds: Vec<Vec<u8>> = seeds.iter().map(|path| std::fs::read(path).unwrap()).collect();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut read = 0;
    for tried in 0..many {
        let bytes = damaged(&seeds, &mut dice);
        let Ok(is_read) = catch_unwind(|| is_read(&bytes)) else {
            let kept = std::env::temp_dir().join(format!("damaged-{tried}"));
            std::fs::write(&kept, &bytes).unwrap();
            panic!("{} is neither read nor refused", kept.display());
        };
        read += usize::from(is_read);
    }
    println!("{many} tried, {read} read");
    assert!((1..many).contains(&read), "{read} of {many}: what was damaged is all or none of it");
}

/// Whether `bytes` are read; what is read has a place for each line.
fn is_read(bytes: &[u8]) -> bool {
    let Ok(outline) = import::read(bytes, "damaged") else { return false };
    let reading = import::recognise(&outline, Uid::nil());
    assert_eq!(reading.lines.len(), outline.lines.len());
    for mention in figures::mentions(&reading.report) {
        assert!(mention.value.is_finite() && mention.start < mention.end);
    }
    true
}

/// One of `seeds`, damaged; of a package sometimes what is packed, since a package
/// with a wrong check sum is refused before anybody reads its text.
fn damaged(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seeds[dice.below(seeds.len())].clone();
    let mut times = dice.below(6) + 1;
    if bytes.starts_with(b"PK") && dice.below(4) > 0 {
        let mut parts = word::unpacked(&bytes);
        let texts: Vec<usize> =
            (0..parts.len()).filter(|&at| parts[at].0.ends_with("xml")).collect();
        while times > 0 {
            let other = parts[texts[dice.below(texts.len())]].1.clone();
            damage(&mut parts[texts[dice.below(texts.len())]].1, &other, dice);
            times -= 1;
        }
        return word::package(parts.iter().map(|(name, inside)| (name.as_str(), inside.clone())));
    }
    let other = &seeds[dice.below(seeds.len())];
    for _ in 0..times {
        damage(&mut bytes, other, dice);
    }
    bytes
}

/// Turns a bit, sets a byte, cuts out, doubles, or brings in a stretch of another file.
fn damage(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    if bytes.is_empty() {
        return;
    }
    let at = dice.below(bytes.len());
    let length = dice.below(64).min(bytes.len() - at);
    match dice.below(5) {
        0 => bytes[at] ^= 1 << dice.below(8),
        1 => bytes[at] = [0, 0xff, 0x7f, 0x80][dice.below(4)],
        2 => drop(bytes.drain(at..at + length)),
        3 => {
            let twice = bytes[at..at + length].to_vec();
            bytes.splice(at..at, twice);
        }
        _ => {
            let from = dice.below(other.len());
            let stretch = other[from..other.len().min(from + length)].to_vec();
            bytes.splice(at..at, stretch);
        }
    }
}

/// Numbers that come the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}
