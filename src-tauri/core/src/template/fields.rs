//! The fields in a template's patterns, such as `{单位}`.

use crate::model::{BranchYear, Year};

/// Each field's name in braces, and what the blank says when its fact is unknown.
const FIELDS: [(&str, &str); 6] = [
    ("单位", "单位名称"),
    ("社区", "社区名称"),
    ("上级", "上级党组织名称"),
    ("书记", "书记姓名"),
    ("年", "年度"),
    ("上年", "上一年度"),
];

/// What stands for a date that nobody knows yet.
pub(crate) const DATE_BLANK: &str = "【待补：成文日期】";

/// What a pattern's fields stand for in one report.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts<'a> {
    /// The unit in that year; `None`: no unit is known.
    pub(super) unit: Option<&'a BranchYear>,
    /// The year of the work.
    pub(super) year: Option<Year>,
}

impl Facts<'_> {
    /// `pattern` with its fields filled in. A field whose fact is unknown
    /// becomes a blank such as `【待补：单位名称】`; text in braces that is no
    /// field stays as it is. What is filled in is not looked at again.
    pub(super) fn fill(&self, pattern: &str) -> String {
        let mut filled = String::with_capacity(pattern.len());
        for piece in pieces(pattern) {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Braced(name) => match FIELDS.iter().find(|(field, _)| *field == name) {
                    Some((field, blank)) => filled.push_str(
                        &self.fact(field).unwrap_or_else(|| format!("【待补：{blank}】")),
                    ),
                    None => filled.extend(["{", name, "}"]),
                },
            }
        }
        filled
    }

    fn fact(&self, field: &str) -> Option<String> {
        let fact = match field {
            "单位" => self.unit?.name.clone(),
            "社区" => self.unit?.community.clone(),
            "上级" => self.unit?.superior.clone(),
            "书记" => self.unit?.secretary.clone(),
            "年" => self.year?.number().to_string(),
            _ => self.year?.previous()?.number().to_string(),
        };
        (!fact.trim().is_empty()).then_some(fact)
    }
}

/// Why the fields of `pattern` cannot be filled, in Chinese; `None` when they can.
pub(super) fn fault(pattern: &str) -> Option<String> {
    for piece in pieces(pattern) {
        match piece {
            Piece::Text(text) if text.contains(['{', '}']) => {
                return Some("花括号没有成对".to_owned());
            }
            Piece::Braced(name) if !FIELDS.iter().any(|(field, _)| *field == name) => {
                let known: Vec<String> =
                    FIELDS.iter().map(|(field, _)| format!("{{{field}}}")).collect();
                return Some(format!("不认识的字段“{{{name}}}”，可用的有 {}", known.join(" ")));
            }
            Piece::Text(_) | Piece::Braced(_) => {}
        }
    }
    None
}

enum Piece<'a> {
    Text(&'a str),
    /// What stands between `{` and `}`.
    Braced(&'a str),
}

/// Cuts `pattern` at its pairs of braces; a brace without its partner is text.
fn pieces(pattern: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open + 1..].find('}') else { break };
        pieces.push(Piece::Text(&rest[..open]));
        pieces.push(Piece::Braced(&rest[open + 1..open + 1 + length]));
        rest = &rest[open + length + 2..];
    }
    pieces.push(Piece::Text(rest));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Level;

    fn unit() -> BranchYear {
        BranchYear {
            year: Year::new(2024).unwrap(),
            name: "青禾社区党支部".to_owned(),
            level: Level::Branch,
            community: "青禾社区".to_owned(),
            superior: String::new(),
            secretary: "{年}".to_owned(),
            members: None,
        }
    }

    #[test]
    fn known_facts_are_filled_in_and_unknown_ones_become_blanks() {
        let unit = unit();
        let facts = Facts { unit: Some(&unit), year: Some(Year::new(2024).unwrap()) };
        insta::assert_snapshot!(
            facts.fill("{单位}在{上级}领导下，{社区}{年}年比{上年}年，次数【待补：次数】"),
            @"青禾社区党支部在【待补：上级党组织名称】领导下，青禾社区2024年比2023年，次数【待补：次数】"
        );
        let nothing = Facts { unit: None, year: None };
        insta::assert_snapshot!(nothing.fill("{单位}{年}年度"), @"【待补：单位名称】【待补：年度】年度");
    }

    #[test]
    fn a_fact_that_looks_like_a_field_is_left_alone() {
        let unit = unit();
        let facts = Facts { unit: Some(&unit), year: Some(Year::new(2024).unwrap()) };
        assert_eq!(facts.fill("书记{书记}"), "书记{年}");
    }

    #[test]
    fn stray_braces_and_unknown_fields_are_faults_and_never_panic() {
        for (pattern, faulty) in [
            ("{单位}{年}年度报告", false),
            ("没有字段", false),
            ("{镇街}报告", true),
            ("{}报告", true),
            ("少一半{单位", true),
            ("少一半单位}", true),
            ("{{单位}}", true),
            ("}{", true),
        ] {
            assert_eq!(fault(pattern).is_some(), faulty, "{pattern}");
            Facts { unit: None, year: None }.fill(pattern);
        }
        insta::assert_snapshot!(
            fault("{镇街}").unwrap(),
            @"不认识的字段“{镇街}”，可用的有 {单位} {社区} {上级} {书记} {年} {上年}"
        );
    }
}
