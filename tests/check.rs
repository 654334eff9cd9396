//! What stops an export, on any text at all.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;
use shuzhi_core::check;
use shuzhi_core::model::{Report, TemplateKey, Uid};

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_checked_and_every_finding_stands_where_it_says(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "【", "】", "待补", "：", "XX", "X", "x", "×", "**", "*", "_", "____", "某某", "（", "略", "）", "##",
                "paidbegin", "#", "139", "12345678", "1234", "11010519491231002", "4111111111111111", "3号楼", "2单元",
                "502室", "5", "次", "社区", "年", "A", " ", "-", ".", "，", "\t", "𠮷", "○○", "１",
            ]),
            0..40,
        ),
    ) {
        let text = words.concat();
        let findings = check::blocking(&report(&text));
        let letters: Vec<char> = text.chars().collect();
        for finding in &findings {
            let there: String = letters[finding.start..finding.end].iter().collect();
            prop_assert_eq!(&finding.text, &there);
            prop_assert!(!there.is_empty() && finding.message.ends_with('。'));
        }
    }
}

fn report(text: &str) -> Report {
    let mut report = Report::empty(Uid::nil(), TemplateKey("branch-secretary".to_owned()));
    report.opening.push(text.to_owned());
    report
}
