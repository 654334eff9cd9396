/// A table that leaves as a spreadsheet; its first row is the head.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// What the sheet is called.
    pub name: String,
    /// The rows, the head first.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a spreadsheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Words.
    Text(String),
    /// A number that can be reckoned with.
    Number(f64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
