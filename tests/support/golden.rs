//! The reports of `tests/golden/export`, as the export tests, the rendering
//! tests and the benchmark read them.

use std::path::Path;

use shuzhi_core::manuscript::assemble;
use shuzhi_core::model::{Layout, Manuscript, Report};
use shuzhi_core::template::Shelf;
use shuzhi_core::{exchange, export};

/// A report with what its file says about it.
pub(crate) struct Golden {
    pub(crate) report: Report,
    pub(crate) author: String,
}

/// The report of a golden file.
pub(crate) fn read(file: &Path) -> Golden {
    let exchange = exchange::decode(&std::fs::read(file).unwrap()).unwrap();
    let report = exchange.reports[0].clone();
    let facts = exchange.branches[0].in_year(report.year.unwrap()).unwrap();
    Golden { author: facts.name.clone(), report }
}

impl Golden {
    /// The report assembled.
    pub(crate) fn manuscript(&self) -> Manuscript {
        let created = "2024-12-01T08:30:00Z".parse().unwrap();
        assemble(&self.report, &self.author, Some(created))
    }

    /// The report as a Word file.
    pub(crate) fn docx(&self, layout: &Layout) -> Vec<u8> {
        export::docx(&self.manuscript(), layout, Some(&self.report)).unwrap()
    }
}

/// A built-in layout.
pub(crate) fn layout(key: &str) -> Layout {
    Shelf::load(None).layout(key).unwrap().clone()
}
