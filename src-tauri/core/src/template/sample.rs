use crate::exchange::{self, Exchange};

/// A made-up office with three years of reports (示例单位): 2022 is final, 2023
/// handed in, 2024 in work with blanks left; each answers what the year before
/// left open. Nobody and nothing in it is real.
pub fn sample() -> Exchange {
    exchange::decode(include_bytes!("../../../../assets/sample/office.json"))
        .expect("a test decodes the sample")
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::check;
    use crate::manuscript::count;
    use crate::model::{Part, Severity, Status};
    use crate::store::Store;
    use crate::template::Shelf;

    #[test]
    fn three_full_years_stand_in_it_of_which_the_last_has_blanks() {
        let told: Vec<_> = sample()
            .reports
            .iter()
            .map(|report| {
                assert!((2_500..=3_200).contains(&count(report).characters), "{}", report.title);
                (report.year.unwrap().number(), report.status, check::blocking(report).len())
            })
            .collect();
        assert_eq!(
            told,
            [(2022, Status::Final, 0), (2023, Status::Submitted, 0), (2024, Status::Draft, 3)]
        );
    }

    /// The first thing a new user sees checked: nothing but its blanks may be loud.
    #[test]
    fn nothing_in_it_is_called_wrong_but_its_blanks() {
        let reports = sample().reports;
        for (at, report) in reports.iter().enumerate() {
            let previous = at.checked_sub(1).map(|before| reports[before].clone());
            let known = check::Context { previous, ..check::Context::default() };
            let findings = check::with(report, &known);
            let loud = |finding: &&crate::model::Finding| {
                finding.severity != Severity::Hint && finding.rule != "placeholder"
            };
            assert_eq!(findings.iter().find(loud), None, "{}", report.title);
        }
    }

    #[test]
    fn its_file_reads_as_the_program_would_write_it() {
        let text = include_str!("../../../../assets/sample/office.json");
        assert_eq!(exchange::encode(&sample()), text.replace("\r\n", "\n"));
    }

    #[test]
    fn every_answer_stands_where_its_anchor_says() {
        let sample = sample();
        let answers: Vec<_> = sample.duties.iter().flat_map(|duty| &duty.answers).collect();
        assert!(!answers.is_empty());
        for answer in answers {
            let report = sample.reports.iter().find(|report| report.uid == answer.report).unwrap();
            let anchor = answer.anchor.as_ref().unwrap();
            let Part::Section(id) = anchor.section else { panic!("an answer is in a section") };
            let paragraph = report.section(id).unwrap().body.iter().find(|paragraph| {
                format!("{:x}", Sha256::digest(paragraph.as_bytes())) == anchor.hash
            });
            assert!(paragraph.unwrap().contains(&anchor.quote), "{}", anchor.quote);
        }
    }

    #[test]
    fn each_year_says_it_in_other_words() {
        let reports = sample().reports;
        let paragraphs = |at: usize| {
            reports[at].walk().flat_map(|(_, section)| section.body.clone()).collect::<Vec<_>>()
        };
        for later in 1..reports.len() {
            let before = paragraphs(later - 1);
            assert!(paragraphs(later).iter().all(|paragraph| !before.contains(paragraph)));
        }
    }

    #[test]
    fn each_year_tells_its_own_figures() {
        let mut store = Store::in_memory().unwrap();
        exchange::take_in(&mut store, &sample(), DateTime::UNIX_EPOCH).unwrap();
        let figures = store.figures(&sample().branches[0].uid).unwrap();
        let told = |year: u16, indicator: &str, unit: &str| {
            let values = figures.iter().filter(|figure| {
                (figure.year.number(), &*figure.indicator, &*figure.unit) == (year, indicator, unit)
            });
            values.map(|figure| figure.value).collect::<Vec<_>>()
        };
        for (indicator, unit, by_year) in [
            ("theme-party-day", "次", [12.0, 12.0, 12.0]),
            ("volunteering", "次", [16.0, 21.0, 26.0]),
            ("practical-deeds", "件", [6.0, 9.0, 11.0]),
            ("visits-residents", "户", [12.0, 15.0, 16.0]),
        ] {
            assert_eq!(
                [2022, 2023, 2024].map(|year| told(year, indicator, unit)),
                by_year.map(|value| vec![value]),
                "{indicator}"
            );
        }
    }

    #[test]
    fn an_empty_store_takes_it_in_whole() -> crate::Result<()> {
        let mut store = Store::in_memory()?;
        exchange::take_in(&mut store, &sample(), DateTime::UNIX_EPOCH)?;
        assert_eq!(store.reports()?.len(), 3);
        let branch = &sample().branches[0].uid;
        assert_eq!(store.duties(branch)?.len(), sample().duties.len());
        let shelf = Shelf::load(None);
        for report in sample().reports {
            shelf.template(&report.template)?;
        }
        Ok(())
    }
}
