use serde::Serialize;

/// What a command has to say when it is done: in words, and as JSON.
pub(crate) struct Answer {
    /// For people.
    pub(crate) text: String,
    /// For programs: one document.
    pub(crate) json: String,
    /// Said beside the answer, on standard error.
    pub(crate) notices: Vec<String>,
    /// Of several files some were refused; the answer tells which.
    pub(crate) refused_in_part: bool,
    /// The command was done, and its answer is no.
    pub(crate) is_no: bool,
}

impl Answer {
    pub(crate) fn new(text: impl Into<String>, json: &impl Serialize) -> Self {
        Self {
            text: text.into(),
            json: in_json(json),
            notices: Vec::new(),
            refused_in_part: false,
            is_no: false,
        }
    }

    pub(crate) fn with_notices(mut self, notices: Vec<String>) -> Self {
        self.notices = notices;
        self
    }
}

/// `value` as a JSON document.
pub(crate) fn in_json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("no map here has a key that is no string")
}
