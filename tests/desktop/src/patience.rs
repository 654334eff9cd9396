//! Waiting for something that another process does.

use std::thread;
use std::time::Duration;

const STEP: Duration = Duration::from_millis(50);

/// What `ask` gives as soon as it gives something, within twenty seconds.
#[track_caller]
pub fn eventually<T>(what: &str, ask: impl FnMut() -> Option<T>) -> T {
    within(Duration::from_secs(20), ask).unwrap_or_else(|| panic!("it never came to pass: {what}"))
}

/// What `ask` gives, or `None` when `time` is up.
pub fn within<T>(time: Duration, mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let rounds = time.as_millis() / STEP.as_millis();
    for _ in 0..rounds {
        if let Some(value) = ask() {
            return Some(value);
        }
        thread::sleep(STEP);
    }
    ask()
}
