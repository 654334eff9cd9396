//! Data files as people write them: read with limits, and refused with the
//! place and the reason in Chinese.

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::{Error, Result};

/// The value that the JSON `bytes` of `file` hold.
///
/// # Errors
///
/// [`Error::DataFile`] with line and column.
pub(super) fn parse<T: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<T> {
    let fault =
        |place: String, reason: String| Error::DataFile { file: file.to_owned(), place, reason };
    // Windows 记事本 puts a byte order mark before UTF-8.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
        fault(format!("第{line}行"), "文字编码不是 UTF-8，请用记事本另存为 UTF-8 编码".to_owned())
    })?;
    serde_json::from_str(text).map_err(|error| {
        let place = format!("第{}行第{}列", error.line(), error.column());
        fault(place, reason(&error))
    })
}

/// What serde says, in a clerk's words. What is not known here is told in
/// general terms: the place says the rest.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let name = message.split('`').nth(1).unwrap_or_default();
    match error.classify() {
        Category::Eof => "文件没有写完，少了收尾的引号或括号".to_owned(),
        Category::Syntax => "这里多了或少了逗号、引号、括号".to_owned(),
        Category::Data if message.starts_with("missing field") => format!("缺少“{name}”这一项"),
        Category::Data if message.starts_with("unknown field") => {
            format!("有不认识的一项“{name}”，请核对拼写")
        }
        Category::Data if message.starts_with("duplicate field") => format!("“{name}”写了两次"),
        Category::Data if message.starts_with("unknown variant") => {
            format!("“{name}”不是可用的取值")
        }
        Category::Data | Category::Io => format!("这一项应为{}", expected(&message)),
    }
}

/// What should stand there, by the end of serde's `invalid type: …, expected …`.
fn expected(message: &str) -> &'static str {
    let expected = message.split_once("expected ").map_or("", |(_, expected)| expected);
    const KINDS: [(&str, &str); 6] = [
        ("a string", "文字，写在引号里"),
        ("a sequence", "列表，写在方括号里"),
        ("a boolean", "true 或 false"),
        ("u", "不带小数和正负号的数字"),
        ("i", "整数"),
        ("struct", "一组内容，写在花括号里"),
    ];
    KINDS
        .iter()
        .find(|(start, _)| expected.starts_with(start))
        .map_or("别的写法，请对照自带的文件", |(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Template;

    fn refusal(text: &str) -> String {
        parse::<Template>("某文种.json", text.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn a_fault_is_told_with_its_place_and_in_chinese() {
        insta::assert_snapshot!(
            [
                "{\n  \"key\": \"a\",",
                "{\n  \"key\": \"a\"\n  \"name\": 1 }",
                "{ \"key\": \"a\" }",
                "{ \"key\": \"a\", \"名称\": \"甲\" }",
                "{ \"key\": \"a\", \"name\": 3 }",
                "{ \"key\": \"a\", \"key\": \"b\" }",
                "{ \"parts\": [ { \"role\": \"成效\" } ] }",
                "",
                "[]",
                "甲",
                "{ \"limits\": { \"min\": -1 } }",
                "{ \"parts\": \"无\" }",
                "{ \"limits\": 5 }",
            ]
            .map(refusal)
            .join("\n"),
            @r"
            某文种.json 的内容有误（第2行第13列）：文件没有写完，少了收尾的引号或括号。请改好后再试，其他内容不受影响。
            某文种.json 的内容有误（第3行第3列）：这里多了或少了逗号、引号、括号。请改好后再试，其他内容不受影响。
            某文种.json 的内容有误（第1行第14列）：缺少“name”这一项。请改好后再试，其他内容不受影响。
            某文种.json 的内容有误（第1行第22列）：有不认识的一项“名称”，请核对拼写。请改好后再试，其他内容不受影响。
            某文种.json 的内容有误（第1行第23列）：这一项应为文字，写在引号里。请改好后再试，其他内容不受影响。
            某文种.json 的内容有误（第1行第19列）：“key”写了两次。请改好后再试，其他内容不受影响。
            某文种.json 的内容有误（第1行第31列）：“成效”不是可用的取值。请改好后再试，其他内容不受影响。
            某文种.json 的内容有误（第1行第0列）：文件没有写完，少了收尾的引号或括号。请改好后再试，其他内容不受影响。
            某文种.json 的内容有误（第1行第2列）：这一项应为一组内容，写在花括号里。请改好后再试，其他内容不受影响。
            某文种.json 的内容有误（第1行第1列）：这里多了或少了逗号、引号、括号。请改好后再试，其他内容不受影响。
            某文种.json 的内容有误（第1行第23列）：这一项应为不带小数和正负号的数字。请改好后再试，其他内容不受影响。
            某文种.json 的内容有误（第1行第16列）：这一项应为列表，写在方括号里。请改好后再试，其他内容不受影响。
            某文种.json 的内容有误（第1行第13列）：这一项应为一组内容，写在花括号里。请改好后再试，其他内容不受影响。
            "
        );
    }

    #[test]
    fn an_encoding_of_old_is_refused_with_what_to_do_and_a_byte_order_mark_is_not() {
        let gbk = b"{\n\"name\": \"\xb5\xb3\xd6\xa7\xb2\xbf\"}";
        let refused = parse::<Template>("某文种.json", gbk).unwrap_err().to_string();
        insta::assert_snapshot!(refused, @"某文种.json 的内容有误（第2行）：文字编码不是 UTF-8，请用记事本另存为 UTF-8 编码。请改好后再试，其他内容不受影响。");
        assert_eq!(parse::<u32>("数.json", b"\xEF\xBB\xBF7").unwrap(), 7);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            let _ = parse::<Template>("某文种.json", &bytes);
        }
    }
}
