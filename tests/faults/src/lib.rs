//! What breaks the surroundings of the program, and what judges the outcome.
//!
//! A [`clerk`](office) does a known piece of work in a folder of its own and
//! says what is done; the tests cut its power ([`disk`]), refuse its calls or
//! kill it ([`run`]), and then hold what is left in the folder against what
//! was said ([`judge`]). Nothing here knows how the store works inside.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

pub mod counted;
pub mod dice;
pub mod disk;
pub mod judge;
pub mod office;
pub mod run;
pub mod tape;

/// Whether the long forms were asked for (`make soak`).
pub fn is_soak() -> bool {
    std::env::var_os("SHUZHI_SOAK").is_some_and(|value| value == "1")
}

/// How many rounds: the short form's, or the long one's.
pub fn rounds(short: usize, long: usize) -> usize {
    if is_soak() { long } else { short }
}
