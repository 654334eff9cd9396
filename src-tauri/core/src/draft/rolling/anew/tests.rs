use proptest::prelude::*;

use super::*;

fn moving(by: i32) -> Move {
    Move { own: Year::new(2023).ok(), by }
}

fn told(text: &str) -> Told {
    moving(1).told(text, &[], false)
}

#[test]
fn the_years_of_a_title_move_on_in_their_form() {
    for (text, anew) in [
        ("2023年度报告", "2024年度报告"),
        ("2023 年度报告", "2024 年度报告"),
        ("２０２３年度报告", "２０２４年度报告"),
        ("二〇二三年度报告", "二〇二四年度报告"),
        ("述职报告（2023）", "述职报告（2024）"),
        ("述职报告(2023年度)", "述职报告(2024年度)"),
        ("二〇二二年至二〇二三年总结", "二〇二三年至二〇二四年总结"),
        ("2022-2023年度总结", "2023-2024年度总结"),
        ("2022年和2023年", "2023年和2024年"),
        ("学习《2021—2025年规划》情况", "学习《2021—2025年规划》情况"),
        ("12345热线2023件", "12345热线2023件"),
        ("22023年", "22023年"),
        ("没有年份", "没有年份"),
        ("", ""),
    ] {
        assert_eq!(moving(1).titled(text), anew);
    }
    assert_eq!(moving(1).left_in_title("2023述职报告 2023年12月8日"), ["2023", "2023年12月8日"]);
    assert_eq!(moving(1).left_in_title("2023年度报告"), [""; 0]);
}

#[test]
fn years_move_on_where_they_are_the_report_s_and_facts_stay() {
    for (text, anew, unmoved) in [
        ("2023年，支部做了三件事。", "2024年，支部做了【待补】件事。", ""),
        ("２０２３年，支部抓学习。", "２０２４年，支部抓学习。", ""),
        ("2023 年，支部抓学习。", "2024 年，支部抓学习。", ""),
        ("二〇二三年，支部抓学习。", "二〇二四年，支部抓学习。", ""),
        ("截至2023年底，支部抓了学习。", "截至2024年底，支部抓了学习。", ""),
        ("针对2022年度点评的问题", "针对2023年度点评的问题", ""),
        ("2022年述职时承诺的事", "2023年述职时承诺的事", ""),
        ("2024年工作打算", "2025年工作打算", ""),
        ("2024年，支部将继续抓学习。", "2025年，支部将继续抓学习。", ""),
        ("2023-2024年工作要点", "2024-2025年工作要点", ""),
        ("支部成立于1998年", "支部成立于1998年", ""),
        ("2022年搬进新址", "2022年搬进新址", "2022年"),
        ("2023年5月建成食堂", "2023年5月建成食堂", "2023年5月"),
        ("2023年十月揭牌", "2023年十月揭牌", "2023年十月"),
        ("2019—2023年规划", "2019—2023年规划", "2023年"),
        ("自2023年以来坚持议事", "自2023年以来坚持议事", "2023年"),
        ("2024年项目已报上去", "2024年项目已报上去", "2024年"),
        ("学习《2023年要点》", "学习《2023年要点》", "2023年"),
        ("2023.6.28开会", "2023.6.28开会", "2023"),
        ("7月1日开展慰问", "7月1日开展慰问", "7月1日"),
        ("全年2023人次", "全年2023人次", ""),
    ] {
        let told = told(text);
        assert_eq!((told.whole.as_str(), told.unmoved.join(" ").as_str()), (anew, unmoved));
    }
}

/// Nothing is invented: a number of last year is none of this year, and what
/// happened in a year did not happen in the next.
#[test]
fn what_moved_on_tells_no_fact_that_never_was() {
    for (text, anew, unmoved) in [
        ("2023年底有党员86名。全年党课4次。", "2024年底有党员【待补】名。全年党课4次。", ""),
        ("2023年，6月28日召开党员大会。", "2024年，【待补：日期】召开党员大会。", ""),
        ("2023年我们成立了党群服务中心", "2023年我们成立了党群服务中心", "2023年"),
        ("2023年，支部守初心，荣获先进。", "2023年，支部守初心，荣获先进。", "2023年"),
        ("党群服务中心建成于2023年。", "党群服务中心建成于2023年。", "2023年"),
        ("我于2023年初到村里来。", "我于2023年初到村里来。", "2023年"),
        ("2023年，退休党员有了获得感。", "2024年，退休党员有了获得感。", ""),
        ("由2022年的76%提高到2023年的88%", "由2022年的76%提高到2023年的88%", "2022年 2023年"),
    ] {
        let told = told(text);
        assert_eq!((told.whole.as_str(), told.unmoved.join(" ").as_str()), (anew, unmoved));
    }
}

#[test]
fn this_year_becomes_last_year_where_something_happened_in_it() {
    for (text, anew, unmoved) in [
        ("去年换届，今年新成立1个党小组。", "前年换届，去年新成立1个党小组。", ""),
        ("本年度获评先进，上年度也获评先进。", "去年获评先进，前年也获评先进。", ""),
        ("前年建成食堂。", "2021年建成食堂。", ""),
        ("今年（2023年）换届", "去年（2023年）换届", "2023年"),
        ("今年支部抓学习。", "今年支部抓学习。", "今年"),
        ("比去年新建的多2处", "比去年新建的多2处", "去年"),
        ("与上年同期相比，增加2次", "与上年同期相比，增加2次", "上年"),
        ("35岁以上年轻干部获评先进，过去年年表彰", "35岁以上年轻干部获评先进，过去年年表彰", ""),
    ] {
        let told = told(text);
        assert_eq!((told.whole.as_str(), told.unmoved.join(" ").as_str()), (anew, unmoved));
    }
    let two_years_on = moving(2).told("去年换届，今年新成立党小组。", &[], false);
    assert_eq!(two_years_on.whole, "2022年换届，前年新成立党小组。");
}

#[test]
fn a_pattern_tells_of_this_year() {
    for (text, pattern) in [
        ("去年换届，今年新成立1个党小组。", "【待补：日期】换届，今年新成立【待补】个党小组。"),
        ("2023年召开大会4次，比去年多1次。", "2024年召开大会【待补】次，比去年多【待补】次。"),
        ("2022年承诺的5件实事", "【待补】年承诺的【待补】件实事"),
        ("2023年获评先进4次", "【待补】年获评先进【待补】次"),
    ] {
        assert_eq!(told(text).pattern, pattern);
    }
}

#[test]
fn where_plans_stand_the_next_year_moves_on_and_without_a_year_nothing_does() {
    let plans = moving(1).told("2024年，支部建成食堂2处。", &[], true);
    assert_eq!(plans.whole, "2025年，支部建成食堂【待补】处。");
    let unknown = Move { own: None, by: 0 }.told("2019年，今年抓学习。", &[], false);
    assert_eq!((unknown.whole.as_str(), unknown.unmoved.len()), ("2019年，今年抓学习。", 2));
}

const PIECES: [&str; 18] = [
    "2023年",
    "２０２３ 年",
    "二〇二三年七月一日",
    "2022-2023年",
    "2022年",
    "2024年",
    "6月28日",
    "七月一日",
    "今年",
    "去年",
    "比去年",
    "召开党员大会四次",
    "走访12户",
    "成立",
    "将",
    "，",
    "。",
    "《2023年要点》",
];

proptest! {
    /// Whatever stands in last year's text: nothing of its time is left unseen in what comes
    /// along, and a pattern brings no number of the old year.
    #[test]
    fn no_time_of_the_old_year_slips_through(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..12),
    ) {
        let text = pieces.concat();
        let Told { whole, pattern, unmoved } = told(&text);
        for time in ["2023年", "２０２３ 年", "二〇二三年", "2022", "去年", "6月28日", "七月一日"] {
            let listed = unmoved.iter().any(|words| words.contains(time) || time.contains(words.as_str()));
            let new = time == "去年" && text.contains("今年") || time == "2023年" || time == "2022";
            prop_assert!(new || !whole.contains(time) || listed, "{time} of {text} → {whole} {unmoved:?}");
        }
        let left = pattern.replace("2024", "").replace("2025", "").replace("２０２４", "");
        let left = left.replace("2023-", "").replace("二〇二四", "");
        prop_assert!(
            !left.contains(|sign: char| sign.is_ascii_digit() || "０２３〇二三四七".contains(sign)),
            "{text} → {pattern}"
        );
    }
}
