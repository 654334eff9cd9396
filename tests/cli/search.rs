//! `search`: where words stand, over all years.

use super::{Office, golden};

#[test]
fn search_keeps_its_shape() {
    golden("search", &Office::with_sample().done(&["search", "议事会", "--json"]));
}

#[test]
fn search_is_told_in_words() {
    let office = Office::with_sample();
    golden("search-in-words", &office.done(&["search", "议事会"]));
    assert_eq!(office.done(&["search", "饕餮"]).trim(), "各年的报告里都没有“饕餮”。");
}
