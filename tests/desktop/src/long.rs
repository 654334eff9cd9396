//! A report far longer than anybody hands in.

use std::fmt::Write;

/// Sections of the long report.
const SECTIONS: usize = 12;

/// What its paragraphs are made of: figures, blanks and what the checks find.
const SENTENCES: [&str; 5] = [
    "组织主题党日N次，党员参加人次N，讨论通过议题N个。",
    "我带头走访困难群众N户，收集意见N条，办结【待补：件数】件。",
    "召开协商议事会N次，解决停车、照明、加装电梯等难题N余个。",
    "志愿服务队全年服务N小时，结对帮扶老人N名，每月上门不少于2次。",
    "网格员坚持每日巡查，发现隐患N处，当天整改N处，其余逐一销号。",
];

/// The text of a report of `year` with about `characters` characters in twelve
/// sections of two levels, each paragraph with words of its own.
pub fn long_report(year: u16, characters: usize) -> String {
    let mut text = format!("青禾社区党支部书记{year}年度抓基层党建述职报告\n\n各位同志：\n");
    for section in 0..SECTIONS {
        if section % 4 == 0 {
            let part = ["一、工作开展情况", "二、存在的问题", "三、下一步打算"][section / 4];
            writeln!(text, "{part}").expect("a string takes all");
        }
        let number = ["一", "二", "三", "四"][section % 4];
        writeln!(text, "（{number}）抓好第{}件实事", section + 1).expect("a string takes all");
        for paragraph in 0..characters / SECTIONS / PARAGRAPH {
            let count = (section * 31 + paragraph * 7) % 90 + 2;
            let first = format!("第{}组第{}项，", section + 1, paragraph + 1);
            let sentences = SENTENCES.iter().cycle().skip(paragraph).take(4).copied();
            let words = sentences.collect::<String>().replace('N', &count.to_string());
            writeln!(text, "{first}{words}").expect("a string takes all");
        }
    }
    text.push_str("以上报告，请批评指正。\n");
    text
}

/// About so many characters are in one of its paragraphs.
const PARAGRAPH: usize = 134;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_as_long_as_asked() {
        let count = long_report(2024, 30_000).chars().filter(|c| !c.is_whitespace()).count();
        assert!((28_000..32_000).contains(&count), "{count} characters");
    }
}
