use proptest::prelude::*;

use super::*;
use crate::model::{TemplateKey, Uid};
use crate::store::testing;

fn bare(id: u32, children: Vec<Section>) -> Section {
    Section {
        id: SectionId(id),
        role: Role::Other,
        mark: None,
        run_in: false,
        heading: format!("第{id}个标题"),
        body: vec![format!("第{id}段。")],
        children,
    }
}

/// 1 with 2 and 3 under it, 3 with 4 with 5; then 6.
fn tree() -> Report {
    let deep = bare(3, vec![bare(4, vec![bare(5, Vec::new())])]);
    Report {
        sections: vec![bare(1, vec![bare(2, Vec::new()), deep]), bare(6, Vec::new())],
        ..testing::report(2024)
    }
}

/// The tree in one line: `1(2 3(4(5))) 6`.
fn shape(sections: &[Section]) -> String {
    let one = |section: &Section| match section.children.as_slice() {
        [] => section.id.0.to_string(),
        children => format!("{}({})", section.id.0, shape(children)),
    };
    sections.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn becomes(op: Op, expected: &str) {
    let (after, inverse) = apply(tree(), op).unwrap();
    assert_eq!(shape(&after.sections), expected);
    assert_eq!(apply(after, inverse).unwrap().0, tree(), "and back");
}

#[track_caller]
fn refuses(op: Op, expected: &str) {
    assert_eq!(apply(tree(), op).unwrap_err().to_string(), expected);
}

fn moving(section: u32, parent: Option<u32>, at: usize) -> Op {
    Op::Move { section: SectionId(section), parent: parent.map(SectionId), at }
}

#[test]
fn a_section_moves_with_all_below_it() {
    becomes(moving(6, None, 0), "6 1(2 3(4(5)))");
    becomes(moving(2, Some(1), 1), "1(3(4(5)) 2) 6");
    becomes(moving(3, None, 2), "1(2) 6 3(4(5))");
    becomes(moving(4, Some(2), 0), "1(2(4(5)) 3) 6");
    becomes(moving(3, Some(6), 0), "1(2) 6(3(4(5)))");
}

#[test]
fn a_section_goes_neither_into_itself_nor_below_the_fourth_level() {
    refuses(moving(1, Some(1), 0), "这一步现在做不了：一节不能移到它自己下面。内容没有改动。");
    refuses(moving(1, Some(5), 0), "这一步现在做不了：一节不能移到它自己下面。内容没有改动。");
    refuses(
        moving(6, Some(5), 0),
        "这一步现在做不了：标题最多四级，放到这里就超过了。内容没有改动。",
    );
    refuses(
        moving(3, Some(2), 0),
        "这一步现在做不了：标题最多四级，放到这里就超过了。内容没有改动。",
    );
    refuses(moving(6, None, 2), "这一步现在做不了：报告里没有这个位置。内容没有改动。");
    refuses(moving(9, None, 0), "没有找到这一节，可能已经删除。请刷新后再试。");
    refuses(moving(6, Some(9), 0), "没有找到这一节，可能已经删除。请刷新后再试。");
}

#[test]
fn a_section_without_an_id_is_given_a_free_one() {
    let section = bare(0, vec![bare(0, Vec::new())]);
    becomes(Op::Insert { parent: Some(SectionId(6)), at: 0, section }, "1(2 3(4(5))) 6(7(8))");
    let section = bare(5, Vec::new());
    refuses(
        Op::Insert { parent: None, at: 0, section },
        "这一步现在做不了：这一节已经在报告里了。内容没有改动。",
    );
}

#[test]
fn a_removed_section_comes_back_finished_as_it_was() {
    let finish = |id| Op::SetDone { part: Part::Section(SectionId(id)), done: true };
    let ops = vec![finish(5), finish(1), Op::SetDone { part: Part::Opening, done: true }];
    let (before, _) = apply(tree(), Op::Many { ops }).unwrap();
    let (after, inverse) = apply(before.clone(), Op::Remove { section: SectionId(3) }).unwrap();
    assert_eq!(after.done, [Part::Opening, Part::Section(SectionId(1))]);
    assert_eq!(apply(after, inverse).unwrap().0, before);
}

#[test]
fn marks_become_regular_in_one_step_and_come_back_in_one() {
    let mut report = tree();
    report.section_mut(SectionId(1)).unwrap().mark = Some("〔一〕".to_owned());
    report.section_mut(SectionId(5)).unwrap().mark = Some(String::new());
    let (regular, inverse) = apply(report.clone(), Op::RegularMarks).unwrap();
    assert_eq!(regular, tree());
    assert_eq!(apply(regular, inverse).unwrap().0, report);
}

#[test]
fn several_changes_are_one_step_and_a_failing_one_undoes_none_halfway() {
    let ops = vec![moving(6, None, 0), Op::Remove { section: SectionId(3) }, moving(6, Some(2), 0)];
    becomes(Op::Many { ops }, "1(2(6))");
    let ops = vec![Op::Remove { section: SectionId(3) }, moving(4, None, 0)];
    refuses(Op::Many { ops }, "没有找到这一节，可能已经删除。请刷新后再试。");
}

#[test]
fn a_part_takes_its_lines_as_its_kind_of_text() {
    let set = |part, lines: &[&str]| {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        apply(tree(), Op::SetText { part, lines }).unwrap().0
    };
    let section = Part::Section(SectionId(5));
    assert_eq!(
        set(section, &["甲", "", "乙"]).section(SectionId(5)).unwrap().body,
        ["甲", "", "乙"]
    );
    assert_eq!(set(Part::Closing, &["甲\r\n乙\n丙"]).closing, ["甲", "乙", "丙"], "pasted breaks");
    assert_eq!(set(Part::Title, &["第一行", "第二行"]).title, "第一行\n第二行");
    assert_eq!(set(Part::Date, &["2024年", "12月1日"]).date, "2024年12月1日");
    assert_eq!(set(Part::Signature, &[]).signature, "");
}

#[test]
fn ops_travel_under_the_names_the_page_gives_them() {
    let section = bare(7, Vec::new());
    let ops = vec![
        Op::SetText { part: Part::Opening, lines: vec!["甲".to_owned()] },
        Op::SetHeading { section: SectionId(3), heading: "乙".to_owned() },
        Op::SetRole { section: SectionId(3), role: Role::NextSteps },
        Op::SetMark { section: SectionId(3), mark: None },
        Op::SetRunIn { section: SectionId(3), run_in: true },
        Op::Insert { parent: None, at: 1, section },
        Op::Remove { section: SectionId(3) },
        moving(3, Some(1), 0),
        Op::SetDone { part: Part::Section(SectionId(3)), done: true },
        Op::RegularMarks,
    ];
    let json = serde_json::to_string(&Op::Many { ops: ops.clone() }).unwrap();
    insta::assert_snapshot!(json.replace("{\"op\"", "\n{\"op\""), @r#"

    {"op":"many","ops":[
    {"op":"setText","part":"opening","lines":["甲"]},
    {"op":"setHeading","section":"s3","heading":"乙"},
    {"op":"setRole","section":"s3","role":"nextSteps"},
    {"op":"setMark","section":"s3","mark":null},
    {"op":"setRunIn","section":"s3","runIn":true},
    {"op":"insert","parent":null,"at":1,"section":{"id":"s7","role":"other","mark":null,"runIn":false,"heading":"第7个标题","body":["第7段。"],"children":[]}},
    {"op":"remove","section":"s3"},
    {"op":"move","section":"s3","parent":"s1","at":0},
    {"op":"setDone","part":"s3","done":true},
    {"op":"regularMarks"}]}
    "#);
    assert_eq!(serde_json::from_str::<Op>(&json).unwrap(), Op::Many { ops });
}

fn words() -> impl Strategy<Value = String> {
    "[一-龥a-z0-9，。“”\t]{0,12}"
}

fn lines() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(words(), 0..4)
}

fn role() -> impl Strategy<Value = Role> {
    prop::sample::select(vec![Role::Achievements, Role::Problems, Role::NextSteps, Role::Other])
}

/// A section with whatever ids; no deeper than `levels`.
fn section(levels: u32) -> impl Strategy<Value = Section> {
    let fields = || (role(), prop::option::of(words()), any::<bool>(), words(), lines());
    let make = |(id, (role, mark, run_in, heading, body), children)| Section {
        id: SectionId(id),
        role,
        mark,
        run_in,
        heading,
        body,
        children,
    };
    let leaf = (0..14_u32, fields(), Just(Vec::new())).prop_map(make);
    leaf.prop_recursive(levels - 1, 12, 3, move |inner| {
        (0..14_u32, fields(), prop::collection::vec(inner, 0..3)).prop_map(make)
    })
}

fn id() -> impl Strategy<Value = SectionId> {
    // Most reports have the first of these, few the last.
    (1..12_u32).prop_map(SectionId)
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![
        prop::sample::select(vec![
            Part::Title,
            Part::Byline,
            Part::Salutation,
            Part::Opening,
            Part::Closing,
            Part::Signature,
            Part::Date,
        ]),
        id().prop_map(Part::Section),
    ]
}

fn op() -> impl Strategy<Value = Op> {
    let one = prop_oneof![
        (part(), lines()).prop_map(|(part, lines)| Op::SetText { part, lines }),
        (id(), words()).prop_map(|(section, heading)| Op::SetHeading { section, heading }),
        (id(), role()).prop_map(|(section, role)| Op::SetRole { section, role }),
        (id(), prop::option::of(words())).prop_map(|(section, mark)| Op::SetMark { section, mark }),
        (id(), any::<bool>()).prop_map(|(section, run_in)| Op::SetRunIn { section, run_in }),
        (prop::option::of(id()), 0..4_usize, section(3))
            .prop_map(|(parent, at, section)| Op::Insert { parent, at, section }),
        id().prop_map(|section| Op::Remove { section }),
        (id(), prop::option::of(id()), 0..4_usize).prop_map(|(section, parent, at)| Op::Move {
            section,
            parent,
            at
        }),
        (part(), any::<bool>()).prop_map(|(part, done)| Op::SetDone { part, done }),
        Just(Op::RegularMarks),
    ];
    one.prop_recursive(2, 8, 4, |inner| {
        prop::collection::vec(inner, 0..4).prop_map(|ops| Op::Many { ops })
    })
}

prop_compose! {
    fn report()(
        title in prop::collection::vec(words(), 1..3),
        fields in (words(), words(), words(), words()),
        opening in lines(),
        closing in lines(),
        mut sections in prop::collection::vec(section(4), 0..4),
        finished in prop::collection::vec(part(), 0..5),
    ) -> Report {
        number(&mut sections, &mut 1);
        let mut report = Report {
            title: title.join("\n"),
            byline: fields.0,
            salutation: fields.1,
            signature: fields.2,
            date: fields.3,
            opening,
            closing,
            sections,
            ..Report::empty(Uid::nil(), TemplateKey("branch-secretary".to_owned()))
        };
        for part in finished {
            // Parts the report does not have are refused, and stay out.
            let _ = set_done(&mut report, part, true);
        }
        report
    }
}

/// Gives the sections the ids 1, 2, … in reading order.
fn number(sections: &mut [Section], next: &mut u32) {
    for section in sections {
        section.id = SectionId(*next);
        *next += 1;
        number(&mut section.children, next);
    }
}

/// What every report holds, whatever was done to it.
fn is_sound(report: &Report) -> bool {
    let mut ids: Vec<_> = report.walk().map(|(_, section)| section.id).collect();
    let number = ids.len();
    ids.sort();
    ids.dedup();
    let finished = |part: &Part| match part {
        Part::Section(id) => ids.contains(id),
        _ => true,
    };
    ids.len() == number
        && !ids.contains(&UNNAMED)
        && report.walk().all(|(depth, _)| depth <= DEEPEST)
        && report.done.is_sorted_by(|a, b| a < b)
        && report.done.iter().all(finished)
}

proptest! {
    #[test]
    fn what_an_op_does_its_inverse_undoes(before in report(), op in op()) {
        if let Ok((after, inverse)) = apply(before.clone(), op) {
            prop_assert!(is_sound(&after), "{after:#?}");
            let (back, again) = apply(after.clone(), inverse).unwrap();
            prop_assert_eq!(&back, &before);
            prop_assert_eq!(apply(back, again).unwrap().0, after, "and redone");
        }
    }

    #[test]
    fn a_whole_session_can_be_taken_back(
        before in report(),
        ops in prop::collection::vec(op(), 0..20),
    ) {
        let mut report = before.clone();
        let mut stack = Vec::new();
        for op in ops {
            if let Ok((after, inverse)) = apply(report.clone(), op) {
                report = after;
                stack.push(inverse);
            }
        }
        while let Some(inverse) = stack.pop() {
            report = apply(report, inverse).unwrap().0;
        }
        prop_assert_eq!(report, before);
    }
}
