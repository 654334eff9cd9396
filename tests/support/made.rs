//! Reports put together from habits: marks, ends of headings, order of parts,
//! frames and layouts, as many as there are seeds. Each is an annotated case.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }

    /// Whether it happens that happens `times` in ten.
    fn chance(&mut self, times: usize) -> bool {
        self.roll(10) < times
    }
}

/// How a writer sets the headings of one level.
struct Style {
    /// The mark, with `#` for a Chinese and `9` for an Arabic number.
    mark: &'static str,
    /// What stands behind the words.
    end: &'static str,
    /// The text goes on behind the heading.
    run_in: bool,
}

/// The report that `seed` makes.
pub(crate) fn report(seed: u64) -> String {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    for _ in 0..3 {
        dice.roll(2);
    }
    let year = 2015 + dice.roll(11);
    let mut out = Case {
        text: format!("year {year}\n"),
        dice,
        layout: Layout::default(),
        head: String::new(),
        page: 0,
    };
    out.layout = Layout::roll(&mut out.dice);
    out.top(year);
    out.parts(year);
    out.bottom(year);
    out.text
}

/// How the lines are set.
#[derive(Default, Clone, Copy)]
struct Layout {
    indent: &'static str,
    blank: bool,
    /// Characters after which a line is broken.
    width: Option<usize>,
    wide_digits: bool,
    /// Page numbers stand between the lines, and the title above each page.
    pages: bool,
}

impl Layout {
    fn roll(dice: &mut Dice) -> Self {
        let wrapped = dice.chance(2);
        Self {
            indent: if wrapped { "" } else { dice.pick(&["", "", "　　", "    "]) },
            blank: !wrapped && dice.chance(2),
            width: wrapped.then(|| 24 + dice.roll(14)),
            wide_digits: dice.chance(1),
            pages: dice.chance(2),
        }
    }
}

struct Case {
    text: String,
    dice: Dice,
    layout: Layout,
    /// The first line of the title, for the head of each page.
    head: String,
    page: usize,
}

impl Case {
    /// The foot of a page and the head of the next.
    fn page(&mut self) {
        if self.layout.pages {
            self.page += 1;
            writeln!(self.text, "X — {} —", self.page).unwrap();
            writeln!(self.text, "X {}", self.head).unwrap();
        }
    }

    /// A paragraph, broken as the layout wants it.
    fn line(&mut self, sort: &str, text: &str) {
        let text = if self.layout.wide_digits { wide(text) } else { text.to_owned() };
        let indent = if "TBSND".contains(sort) { "" } else { self.layout.indent };
        let Some(width) = self.layout.width.filter(|_| !"TBSND".contains(sort)) else {
            writeln!(self.text, "{sort} {indent}{text}").unwrap();
            if self.layout.blank {
                self.text.push('\n');
            }
            return;
        };
        let (mut line, mut sort, mut count) = (String::new(), sort, 0);
        for c in text.chars() {
            // No mark begins a line: it hangs over the edge of the one before.
            if count >= width && !"，。、；：”）|".contains(c) {
                writeln!(self.text, "{sort} {line}").unwrap();
                (sort, count) = ("+", 0);
                line.clear();
            }
            line.push(c);
            count += usize::from(c != '|');
        }
        writeln!(self.text, "{sort} {line}").unwrap();
    }

    fn pick(&mut self, of: &[&'static str]) -> &'static str {
        self.dice.pick(of)
    }

    fn top(&mut self, year: usize) {
        let unit = self.pick(phrases("units"));
        let kind = self.pick(phrases("kinds"));
        match self.dice.roll(7) {
            0 => self.line("T", &format!("{unit}书记{year}年度{kind}")),
            1 => self.line("T", &format!("{year}年度{unit}书记{kind}")),
            2 => self.line("T", &format!("{unit}{year}年{kind}")),
            3 => self.line("T", &format!("{unit}{kind}（{year}年度）")),
            4 => {
                self.line("T", unit);
                self.line("T", &format!("{}年度{kind}", chinese_year(year)));
            }
            5 => {
                self.line("T", &format!("中共{unit}"));
                self.line("T", &format!("{year}年度党组织书记抓基层党建工作"));
                self.line("T", "述职报告");
            }
            _ => self.line("T", &format!("{unit} {year} 年度{kind}")),
        }
        let title = self.text.lines().find_map(|line| line.strip_prefix("T "));
        self.head = title.unwrap_or_default().to_owned();
        self.below_title(unit, year);
        if self.dice.chance(8) {
            let salutation = self.pick(phrases("salutations"));
            let greeting = if self.dice.chance(2) { "|大家好！" } else { "" };
            self.line("S", &format!("{salutation}{greeting}"));
        }
        if self.dice.chance(2) {
            self.line("O", "大家好！");
        }
        for _ in 0..self.dice.roll(3) {
            let before = self.pick(phrases("before_openings"));
            self.line("O", before);
        }
        let opening = self.pick(phrases("openings")).replace("YYYY", &year.to_string());
        self.line("O", &opening);
    }

    fn below_title(&mut self, unit: &str, year: usize) {
        let name = self.pick(phrases("names"));
        match self.dice.roll(9) {
            0 => self.line("B", &format!("{unit}书记　{name}")),
            1 => self.line("B", &format!("（{unit}）")),
            2 => self.line("B", &format!("述职人：{name}")),
            3 => {
                self.line("B", &format!("{unit}　{name}"));
                self.line("D", &format!("（{year}年12月20日）"));
            }
            4 => self.line("D", &format!("（{year}年12月）")),
            _ => {}
        }
    }

    fn parts(&mut self, year: usize) {
        let mark = self.pick(&["#、", "#、", "#、", "#．", "#.", "# ", "第#部分　", "9.", ""]);
        let first = Style {
            mark,
            end: if mark.is_empty() { "" } else { self.pick(&["", "", "", "。", "："]) },
            run_in: !mark.is_empty() && self.dice.chance(1),
        };
        // No two levels of one report have the same mark.
        let arabic = first.mark.starts_with('9');
        let mark = self.pick(match arabic {
            true => &["（#）", "（9）", "①", "(#)"],
            false => &[
                "（#）", "（#）", "（#）", "(#)", "〔#〕", "（#)", "9．", "9、", "（9）", "①", "㈠",
            ],
        });
        let second =
            Style { mark, end: self.pick(&["", "", "。", "。"]), run_in: self.dice.chance(4) };
        let third = Style {
            mark: match mark.contains('9') || arabic {
                true => self.pick(&["9）", "一）", "A."]),
                false => self.pick(&["9.", "(9)", "9）", "⑴"]),
            },
            end: self.pick(&["", "", "。"]),
            run_in: self.dice.chance(3),
        };
        let mut parts: Vec<char> = vec!['a', 'p', 'n'];
        if self.dice.chance(3) {
            parts.insert(0, 'o');
        }
        if self.dice.chance(3) {
            let at = usize::from(parts[0] == 'o') + self.dice.roll(2);
            parts.insert(at, 'r');
        }
        if self.dice.chance(1) {
            parts.retain(|part| *part != 'p');
            parts.insert(0, 'p');
        }
        for (at, part) in parts.into_iter().enumerate() {
            let words = match part {
                'o' => self.pick(phrases("overview")),
                'a' => self.pick(phrases("done")),
                'r' => self.pick(phrases("review")),
                'p' => self.pick(phrases("problems")),
                _ => self.pick(phrases("next")),
            };
            let words = words.replace("NNNN", &(year + 1).to_string());
            let styles = [&first, &second, &third];
            self.part(part, at + 1, &words, styles, year);
        }
    }

    fn part(&mut self, role: char, at: usize, words: &str, styles: [&Style; 3], year: usize) {
        let [first, second, third] = styles;
        let inner = match role {
            'a' if first.mark.is_empty() => 0,
            'a' => 2 + self.dice.roll(4),
            'p' | 'n' if !first.mark.is_empty() && self.dice.chance(3) => 2,
            _ => 0,
        };
        let run_in = first.run_in && inner == 0;
        let end = if run_in && first.end.is_empty() { "。" } else { first.end };
        let heading = format!("{}|{words}{end}", numbered(first.mark, at));
        if run_in {
            let text = self.sentences(role, 2, year);
            self.line(&format!("1{role}"), &format!("{heading}|{text}"));
        } else {
            self.line(&format!("1{role}"), &heading);
        }
        if inner == 0 && !run_in || inner > 0 && self.dice.chance(2) {
            self.text_under(role, year);
        }
        let heads = match role {
            'a' => phrases("second"),
            'p' => phrases("second_problems"),
            _ => phrases("second_next"),
        };
        let from = self.dice.roll(heads.len());
        for n in 0..inner {
            let words = heads[(from + n) % heads.len()];
            let end = if second.run_in && second.end.is_empty() { "。" } else { second.end };
            let heading = format!("{}|{words}{end}", numbered(second.mark, n + 1));
            let text = self.sentences(role, 2, year);
            if second.run_in {
                self.line(&format!("2{role}"), &format!("{heading}|{text}"));
                if self.dice.chance(2) {
                    self.text_under(role, year);
                }
            } else {
                self.line(&format!("2{role}"), &heading);
                if role == 'a' && self.dice.chance(2) {
                    self.thirds(third, year);
                } else {
                    self.text_under(role, year);
                }
            }
        }
        self.page();
    }

    fn thirds(&mut self, third: &Style, year: usize) {
        let from = self.dice.roll(phrases("third").len());
        for n in 0..2 + self.dice.roll(2) {
            let words = phrases("third")[(from + n) % phrases("third").len()];
            let end = if third.run_in && third.end.is_empty() { "。" } else { third.end };
            let heading = format!("{}|{words}{end}", numbered(third.mark, n + 1));
            let text = self.sentences('a', 2, year);
            if third.run_in {
                self.line("3a", &format!("{heading}|{text}"));
            } else {
                self.line("3a", &heading);
                self.line("P", &text);
            }
        }
    }

    /// Some paragraphs: plain ones, or a series of 一是 or 1.
    fn text_under(&mut self, role: char, year: usize) {
        if self.dice.chance(2) {
            let marks: &[&str] = match self.dice.roll(7) {
                4 => &["一是抓实教育管理。", "二是抓细服务保障。", "三是抓严监督考核。"],
                5 => &["1.", "2.", "3."],
                6 => &["A、", "B、", "C、"],
                0 => &["一是", "二是", "三是"],
                1 => &["一要", "二要", "三要"],
                2 => &["第一，", "第二，", "第三，"],
                _ => &["首先，", "其次，", "最后，"],
            };
            for mark in marks {
                let text = self.sentences(role, 1, year);
                self.line("P", &format!("{mark}{text}"));
            }
            return;
        }
        if role == 'a' && self.dice.chance(1) {
            self.line("P", "组织生活开展情况如下表：");
            for row in ["项目\t次数\t人次", "支委会\t12\t60", "主题党日\t12\t430"] {
                writeln!(self.text, "R {row}").unwrap();
            }
        }
        for _ in 0..=self.dice.roll(2) {
            let count = 1 + self.dice.roll(3);
            let text = self.sentences(role, count, year);
            self.line("P", &text);
        }
    }

    fn sentences(&mut self, role: char, count: usize, year: usize) -> String {
        let pool = match role {
            'o' => phrases("facts"),
            'r' => phrases("answers"),
            'p' => phrases("lacks"),
            'n' => phrases("plans"),
            _ => phrases("deeds"),
        };
        let from = self.dice.roll(pool.len());
        let text: String = (0..count).map(|n| pool[(from + n) % pool.len()]).collect();
        text.replace("LLLL", &(year - 1).to_string()).replace("YYYY", &year.to_string())
    }

    fn bottom(&mut self, year: usize) {
        if self.dice.chance(8) {
            let closing = self.pick(phrases("closings"));
            self.line("C", closing);
        }
        if self.dice.chance(5) && !self.text.contains("\nD ") {
            let unit = self.pick(phrases("units"));
            let name = self.pick(phrases("names"));
            let signed = match self.dice.roll(4) {
                0 => unit.to_owned(),
                1 => format!("{unit}书记　{name}"),
                2 => format!("述职人：{name}"),
                _ => format!("{unit}　{name}"),
            };
            let (month, day) = (11 + self.dice.roll(2), 1 + self.dice.roll(28));
            let date = match self.dice.roll(5) {
                0 => format!("{}年十二月{}日", chinese_year(year), chinese(day)),
                1 => format!("{year}.{month}.{day}"),
                2 => format!("{year}年{month}月"),
                _ => format!("{year}年{month}月{day}日"),
            };
            if self.dice.chance(2) {
                self.line("N", &format!("{signed}　|{date}"));
            } else {
                self.line("N", &signed);
                self.line("D", &date);
            }
        }
    }
}

/// `mark` with its number filled in.
fn numbered(mark: &str, number: usize) -> String {
    let circled = char::from_u32(0x245f + number as u32).unwrap_or('①');
    let (ringed, boxed) = (0x3220 + number as u32 - 1, 0x2474 + number as u32 - 1);
    let letter = char::from(b'A' + number as u8 - 1);
    mark.replace('A', &letter.to_string())
        .replace("一）", &format!("{}）", chinese(number)))
        .replace('㈠', &char::from_u32(ringed).unwrap_or('㈠').to_string())
        .replace('⑴', &char::from_u32(boxed).unwrap_or('⑴').to_string())
        .replace('#', &chinese(number))
        .replace('9', &number.to_string())
        .replace('①', &circled.to_string())
}

fn chinese(number: usize) -> String {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match number {
        0..=9 => digits[number].to_owned(),
        10..=19 => format!("十{}", digits[number - 10]),
        _ => format!("{}十{}", digits[number / 10], digits[number % 10]),
    }
}

fn chinese_year(year: usize) -> String {
    year.to_string()
        .chars()
        .map(|c| "〇一二三四五六七八九".chars().nth(c as usize - 48).unwrap())
        .collect()
}

fn wide(text: &str) -> String {
    let wider = |c: char| char::from_u32(u32::from(c) - 0x30 + 0xff10).unwrap_or(c);
    text.chars().map(|c| if c.is_ascii_digit() { wider(c) } else { c }).collect()
}

/// The phrases of one sort, from `made.json`.
fn phrases(sort: &str) -> &'static [&'static str] {
    static WORDS: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
        serde_json::from_str(include_str!("../data/import/made.json")).expect("phrases by sort")
    });
    &WORDS[sort]
}
