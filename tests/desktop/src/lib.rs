//! The tests of this crate drive the real window; see `tests/`.
