//! Data files as people write them: read with limits, and refused with the
//! place and the reason in Chinese.

use serde::de::DeserializeOwned;

use crate::{Error, Result};

/// The value that the JSON `bytes` of `file` hold.
///
/// # Errors
///
/// [`Error::DataFile`] with line and column.
pub(super) fn parse<T: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<T> {
    // Windows 记事本 puts a byte order mark before UTF-8.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
        Error::DataFile {
            file: file.to_owned(),
            place: format!("第{line}行"),
            reason: "文字编码不是 UTF-8，请用记事本另存为 UTF-8 编码".to_owned(),
        }
    })?;
    serde_json::from_str(text).map_err(|error| Error::faulty_json(file, &error))
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
        某文种.json 的内容有误（第2行第13列）：文件不完整，后面的内容没有了。请改好后再试，其他内容不受影响。
        某文种.json 的内容有误（第3行第3列）：这里不合 JSON 的写法。请改好后再试，其他内容不受影响。
        某文种.json 的内容有误（第1行第14列）：缺少“name”一项。请改好后再试，其他内容不受影响。
        某文种.json 的内容有误（第1行第22列）：不认识“名称”。请改好后再试，其他内容不受影响。
        某文种.json 的内容有误（第1行第23列）：这里应为文字，写在引号里。请改好后再试，其他内容不受影响。
        某文种.json 的内容有误（第1行第19列）：“key”写了两遍。请改好后再试，其他内容不受影响。
        某文种.json 的内容有误（第1行第31列）：不认识“成效”。请改好后再试，其他内容不受影响。
        某文种.json 的内容有误（第1行第0列）：文件不完整，后面的内容没有了。请改好后再试，其他内容不受影响。
        某文种.json 的内容有误（第1行第2列）：这里的值不是应有的样子。请改好后再试，其他内容不受影响。
        某文种.json 的内容有误（第1行第1列）：这里不合 JSON 的写法。请改好后再试，其他内容不受影响。
        某文种.json 的内容有误（第1行第23列）：这里的值不是应有的样子。请改好后再试，其他内容不受影响。
        某文种.json 的内容有误（第1行第16列）：这里应为列表，写在方括号里。请改好后再试，其他内容不受影响。
        某文种.json 的内容有误（第1行第13列）：这里应为一组内容，写在花括号里。请改好后再试，其他内容不受影响。
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
