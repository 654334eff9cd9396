use std::fs;
use std::path::PathBuf;

use super::*;
use crate::store::testing::{at, branch, report, uid};

/// A data file in a folder of its own, with the reports of these years.
fn office(years: &[u16]) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("shuzhi.db")).unwrap();
    store
        .write(|tx| {
            tx.put_branch(&branch())?;
            years.iter().try_for_each(|year| tx.add_report(&report(*year), false, at(0)))
        })
        .unwrap();
    (folder, store)
}

fn years(store: &Store) -> Vec<u16> {
    store.reports().unwrap().iter().map(|row| row.year.number()).collect()
}

fn retitle(store: &mut Store, year: u16, title: &str) {
    store
        .write(|tx| {
            let stored = tx.report(&uid(u32::from(year)))?;
            let changed = Report { title: title.to_owned(), ..stored.report };
            tx.save_report(&changed, stored.version, at(5))
        })
        .unwrap();
}

fn title(store: &Store, year: u16) -> String {
    store.report(&uid(u32::from(year))).unwrap().report.title
}

/// Flips a bit in the middle of `words` wherever they stand in a file.
fn flip(file: &std::path::Path, words: &str) -> usize {
    let mut bytes = fs::read(file).unwrap();
    let at: Vec<usize> = bytes
        .windows(words.len())
        .enumerate()
        .filter(|(_, window)| *window == words.as_bytes())
        .map(|(at, _)| at + words.len() / 2)
        .collect();
    for at in &at {
        bytes[*at] ^= 1;
    }
    fs::write(file, bytes).unwrap();
    at.len()
}

#[test]
fn a_copy_holds_what_the_data_held_and_is_brought_back_whole() -> Result<()> {
    let (_folder, mut store) = office(&[2023, 2024]);
    let taken = take(&store, Why::ByHand, at(1))?;
    assert!(taken.second.is_none());
    let rows = contents(&store, &taken.copy.name)?;
    assert_eq!(rows.iter().map(|row| row.year.number()).collect::<Vec<_>>(), [2024, 2023]);

    retitle(&mut store, 2024, "改坏了");
    store.write(|tx| tx.trash_report(&uid(2023), at(6)))?;
    restore(&mut store, &taken.copy.name, at(7), &mut |_| ())?;
    assert_eq!(years(&store), [2024, 2023]);
    assert_eq!(title(&store, 2024), report(2024).title);

    let kept = list(&store)?;
    assert_eq!(kept[0].why, Why::BeforeRestore, "what was there is kept first");
    restore(&mut store, &kept[0].name, at(8), &mut |_| ())?;
    assert_eq!(title(&store, 2024), "改坏了", "and comes back the same way");
    Ok(())
}

#[test]
fn one_report_comes_back_and_the_rest_stays_as_it_is() -> Result<()> {
    let (_folder, mut store) = office(&[2023, 2024]);
    let copy = take(&store, Why::ByHand, at(1))?.copy;
    retitle(&mut store, 2023, "二三年改过");
    retitle(&mut store, 2024, "二四年改过");
    restore_report(&mut store, &copy.name, &uid(2024), at(9))?;
    assert_eq!(
        (title(&store, 2024), title(&store, 2023)),
        (report(2024).title, "二三年改过".into())
    );
    let states = store.revisions(&uid(2024))?;
    let titles: Vec<_> = states
        .iter()
        .map(|state| Ok((state.name.clone(), store.revision(state.id)?.title)))
        .collect::<Result<_>>()?;
    assert_eq!(
        titles,
        [(BROUGHT_BACK.to_owned(), report(2024).title), (KEPT.to_owned(), "二四年改过".to_owned())]
    );
    Ok(())
}

#[test]
fn a_report_that_is_gone_comes_back_with_its_unit() -> Result<()> {
    let (folder, store) = office(&[2024]);
    let copy = take(&store, Why::ByHand, at(1))?.copy;
    let other = folder.path().join("别处");
    fs::create_dir_all(other.join(COPIES)).unwrap();
    fs::copy(folder.path().join(COPIES).join(&copy.name), other.join(COPIES).join(&copy.name))
        .unwrap();
    let mut empty = Store::open(&other.join("shuzhi.db"))?;
    restore_report(&mut empty, &copy.name, &uid(2024), at(2))?;
    assert_eq!(years(&empty), [2024]);
    assert_eq!(empty.branch(&uid(1))?, branch());
    Ok(())
}

#[test]
fn a_copy_that_is_not_whole_is_refused_and_changes_nothing() -> Result<()> {
    let (folder, mut store) = office(&[2024]);
    let copy = take(&store, Why::ByHand, at(1))?.copy;
    let file = folder.path().join(COPIES).join(&copy.name);
    assert!(flip(&file, "全年开展主题党日12次") > 0, "the text is in the file");
    retitle(&mut store, 2024, "现在的");
    for refused in [
        restore(&mut store, &copy.name, at(2), &mut |_| ()).map(drop),
        restore_report(&mut store, &copy.name, &uid(2024), at(2)),
        contents(&store, &copy.name).map(drop),
    ] {
        assert!(matches!(refused, Err(Error::CopyDamaged(_))), "{refused:?}");
    }
    assert_eq!(title(&store, 2024), "现在的");
    let gone = contents(&store, "../shuzhi.db");
    assert!(matches!(gone, Err(Error::CopyMissing)), "no name leads out of the folder");
    Ok(())
}

#[test]
fn the_second_place_gets_every_copy_and_its_absence_stops_none() -> Result<()> {
    let (folder, mut store) = office(&[2024]);
    let stick = folder.path().join("U盘");
    fs::create_dir(&stick).unwrap();
    choose_second_place(&mut store, Some(&stick))?;
    let taken = take(&store, Why::Rolling, at(1))?;
    assert!(stick.join(COPIES).join(&taken.copy.name).exists());

    fs::remove_dir_all(&stick).unwrap();
    let taken = take(&store, Why::Rolling, at(40))?;
    assert!(matches!(taken.second, Some(Error::FolderMissing(_))), "{:?}", taken.second);
    assert_eq!(list(&store)?.len(), 2, "the copy beside the data is there");
    assert!(!stick.exists(), "the stick's folder is not made where it was mounted");
    assert!(matches!(catch_up(&store, at(41)), Err(Error::FolderMissing(_))));

    fs::create_dir(&stick).unwrap();
    assert!(at_close(&store, at(42))?.is_none(), "nothing was written since");
    assert!(
        stick.join(COPIES).join(&taken.copy.name).exists(),
        "a stick that is in again is brought up"
    );
    Ok(())
}

#[test]
fn a_copy_that_the_second_place_gives_back_otherwise_is_none() -> Result<()> {
    let (folder, mut store) = office(&[2024]);
    let taken = take(&store, Why::Rolling, at(1))?;
    // The copy goes wrong on its way.
    assert!(flip(&folder.path().join(COPIES).join(&taken.copy.name), "全年开展主题党日12次") > 0);
    let stick = folder.path().join("U盘");
    fs::create_dir(&stick).unwrap();
    choose_second_place(&mut store, Some(&stick))?;
    assert!(matches!(catch_up(&store, at(2)), Err(Error::CopyDamaged(_))));
    assert_eq!(fs::read_dir(stick.join(COPIES)).unwrap().count(), 0);
    Ok(())
}

#[test]
fn copies_of_data_that_was_moved_are_later_than_those_that_the_stick_has() -> Result<()> {
    let (folder, mut store) = office(&[2024]);
    let stick = folder.path().join("U盘");
    fs::create_dir(&stick).unwrap();
    choose_second_place(&mut store, Some(&stick))?;
    take(&store, Why::Rolling, at(1))?;
    take(&store, Why::Rolling, at(2))?;
    // The new folder has none of them.
    fs::remove_dir_all(folder.path().join(COPIES)).unwrap();
    assert_eq!(take(&store, Why::Rolling, at(3))?.copy.number, 3);
    Ok(())
}

#[test]
fn a_copy_of_damaged_data_is_refused_as_what_it_is() -> Result<()> {
    let (folder, mut store) = office(&[2024]);
    retitle(&mut store, 2024, "改过");
    let path = store.path().to_owned();
    drop(store);
    assert!(flip(&path, "全年开展主题党日12次") > 0, "the text is in the file");
    let store = Store::open(&path)?;
    let refused = take(&store, Why::ByHand, at(1)).unwrap_err();
    assert!(matches!(refused, Error::StoreDamaged(_)), "{refused:?}");
    assert_eq!(fs::read_dir(folder.path().join(COPIES)).unwrap().count(), 0);
    Ok(())
}

#[test]
fn half_an_hour_of_change_takes_a_copy_and_no_change_takes_none() -> Result<()> {
    let (_folder, mut store) = office(&[2024]);
    let mut watch = Watch::begin(store.path())?;
    assert!(watch.look(at(60))?.is_none(), "nothing changed");
    retitle(&mut store, 2024, "一稿");
    assert!(watch.look(at(61))?.is_none());
    retitle(&mut store, 2024, "二稿");
    assert!(watch.look(at(90))?.is_none());
    let taken = watch.look(at(91))?.expect("half an hour after the first change");
    assert_eq!(taken.copy.why, Why::Rolling);
    assert!(watch.look(at(200))?.is_none());

    retitle(&mut store, 2024, "三稿");
    assert!(watch.look(at(201))?.is_none());
    assert!(watch.look(at(100))?.is_some(), "a clock that jumped back takes one too many");
    Ok(())
}

#[test]
fn closing_takes_a_copy_unless_the_latest_says_the_same() -> Result<()> {
    let (_folder, mut store) = office(&[2024]);
    assert!(at_close(&store, at(1))?.is_some());
    assert!(at_close(&store, at(2))?.is_none());
    retitle(&mut store, 2024, "改过");
    assert_eq!(at_close(&store, at(3))?.map(|taken| taken.copy.why), Some(Why::Closing));
    Ok(())
}

#[test]
fn the_text_files_follow_the_reports_and_their_titles() -> Result<()> {
    let (folder, mut store) = office(&[2023, 2024]);
    let texts = || {
        let mut names: Vec<String> = fs::read_dir(folder.path().join(TEXTS))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    mirror(&store)?;
    fs::write(folder.path().join(TEXTS).join("我的笔记.txt"), "别动").unwrap();
    retitle(&mut store, 2024, "新的\n标题");
    mirror(&store)?;
    assert_eq!(
        texts(),
        [
            "001-2023-青禾社区党支部书记2023年度抓基层党建述职报告.txt",
            "002-2024-新的标题.txt",
            "我的笔记.txt"
        ]
    );
    let text = fs::read_to_string(folder.path().join(TEXTS).join(&texts()[1])).unwrap();
    assert!(text.contains("全年开展主题党日12次。"), "{text}");

    store.write(|tx| tx.trash_report(&uid(2023), at(6)))?;
    mirror(&store)?;
    assert_eq!(texts().len(), 3, "what lies in the trash is still there");
    empty_trash(&mut store)?;
    assert_eq!(texts(), ["002-2024-新的标题.txt", "我的笔记.txt"]);
    Ok(())
}

#[test]
fn the_texts_of_data_that_is_gone_are_laid_aside_and_never_removed() -> Result<()> {
    let (folder, store) = office(&[2024]);
    mirror(&store)?;
    drop(store);
    fs::remove_file(folder.path().join("shuzhi.db")).unwrap();
    let empty = Store::open(&folder.path().join("shuzhi.db"))?;
    mirror(&empty)?;
    mirror(&empty)?;
    let aside = fs::read_dir(folder.path().join(TEXTS).join("数据里没有的")).unwrap();
    assert_eq!(aside.count(), 1);
    Ok(())
}

#[test]
fn a_damaged_text_comes_back_from_the_copy_and_the_rest_from_the_file() -> Result<()> {
    let (folder, mut store) = office(&[2022, 2023]);
    take(&store, Why::Rolling, at(1))?;
    store.write(|tx| tx.add_report(&report(2024), false, at(2)))?;
    let path = store.path().to_owned();
    drop(store);
    assert!(flip(&path, "现将2022年度抓基层党建工作情况报告如下") > 0);
    let before = fs::read(&path).unwrap();

    let store = Store::open(&path)?;
    assert_eq!(store.flaws()?.len(), 1, "SQLite sees nothing; the hash does");
    drop(store);
    let rescued = rescue(&path, at(3))?;
    let told: Vec<_> =
        rescued.reports.iter().map(|report| (report.year.number(), report.from)).collect();
    assert_eq!(
        told,
        [(2024, RescuedFrom::Whole), (2023, RescuedFrom::Whole), (2022, RescuedFrom::Copy)],
        "what was added after the copy is there, too"
    );
    let store = Store::open(&path)?;
    assert_eq!(store.flaws()?, []);
    for year in [2022, 2023, 2024] {
        assert_eq!(store.report(&uid(u32::from(year)))?.report, report(year));
    }
    let aside = folder.path().join(&rescued.aside).join("shuzhi.db");
    assert!(fs::read(aside).unwrap() == before, "the damaged file is kept as it was");
    Ok(())
}

#[test]
fn without_any_copy_the_latest_kept_state_is_what_comes_back() -> Result<()> {
    let (_folder, mut store) = office(&[2023, 2024]);
    store.write(|tx| tx.add_revision(&report(2024), Reason::ByHand, "第1稿", at(1)))?;
    let marked = Report { closing: vec!["以上报告请予评议".into()], ..report(2024) };
    store.write(|tx| tx.save_report(&marked, 1, at(2)))?;
    let path = store.path().to_owned();
    drop(store);
    assert_eq!(flip(&path, "以上报告请予评议"), 1, "only the present text has these words");

    let rescued = rescue(&path, at(3))?;
    assert_eq!(rescued.copy, None);
    let store = Store::open(&path)?;
    assert_eq!(store.report(&uid(2024))?.report, report(2024));
    let from = rescued.reports.iter().find(|report| report.uid == uid(2024)).unwrap().from;
    assert_eq!(from, RescuedFrom::Revision);
    Ok(())
}

#[test]
fn what_a_copy_left_that_was_cut_short_goes_after_a_day() -> Result<()> {
    let (folder, store) = office(&[2024]);
    let now = Moment::from(std::time::UNIX_EPOCH) + chrono::TimeDelta::days(20_010);
    take(&store, Why::Rolling, now)?;
    let place = folder.path().join(COPIES);
    let left = |name: &str, hours: i64| {
        let file = fs::File::create(place.join(name)).unwrap();
        file.set_modified((now - chrono::TimeDelta::hours(hours)).into()).unwrap();
    };
    left("0002-20241004-023000-手动.db.new", 25);
    left("0002-20241004-023000-手动.db.new.new", 25);
    left("0003-20241004-043000-手动.db.new", 1);
    left("我的.new", 25);
    take(&store, Why::Rolling, now)?;
    let there = |name: &str| place.join(name).exists();
    assert!(!there("0002-20241004-023000-手动.db.new"));
    assert!(!there("0002-20241004-023000-手动.db.new.new"));
    assert!(there("0003-20241004-043000-手动.db.new"), "it may be at work");
    assert!(there("我的.new"), "it is not ours");
    Ok(())
}

#[test]
fn a_copy_is_of_one_moment_and_holds_nobody_up_who_writes_meanwhile() -> Result<()> {
    let (_folder, mut store) = office(&[2024]);
    let beside = Store::open_beside(store.path())?;
    let (mut told, mut version) = (Vec::new(), 1);
    let taken = take_telling(&beside, Why::ByHand, at(1), &mut |percent| {
        told.push(percent);
        let changed = Report { title: format!("写到{percent}"), ..report(2024) };
        let save = |tx: &mut crate::store::Tx<'_>| tx.save_report(&changed, version, at(2));
        version = store.write(save).unwrap().version;
    })?;
    assert!(told.is_sorted() && told.last() == Some(&100), "{told:?}");
    let copied = contents(&store, &taken.copy.name)?;
    assert_eq!(copied[0].title, report(2024).title, "as it was when the copy was begun");
    assert_eq!(title(&store, 2024), "写到100");
    Ok(())
}

#[test]
fn a_kept_state_that_neither_file_nor_copy_gives_is_counted_as_lost() -> Result<()> {
    for (with_copy, lost) in [(true, 0), (false, 1)] {
        let (_folder, mut store) = office(&[2024]);
        let state = Report { closing: vec!["只在这一稿里".into()], ..report(2024) };
        store.write(|tx| tx.add_revision(&state, Reason::ByHand, "第1稿", at(1)))?;
        store.write(|tx| tx.add_revision(&report(2024), Reason::ByHand, "第2稿", at(2)))?;
        if with_copy {
            take(&store, Why::Rolling, at(3))?;
        }
        let path = store.path().to_owned();
        drop(store);
        assert_eq!(flip(&path, "只在这一稿里"), 1);
        assert_eq!(rescue(&path, at(4))?.states, lost);
        let kept = Store::open(&path)?.revisions(&uid(2024))?.len();
        assert_eq!(kept, 2 - lost);
    }
    Ok(())
}

#[test]
fn a_file_whose_pages_are_garbage_gives_what_the_copy_and_the_texts_have() -> Result<()> {
    let (folder, store) = office(&[2023, 2024]);
    take(&store, Why::Rolling, at(1))?;
    mirror(&store)?;
    fs::write(folder.path().join(TEXTS).join("009-2025-没有别的了.txt"), "2025年度").unwrap();
    let path: PathBuf = store.path().to_owned();
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    for byte in &mut bytes[4096..] {
        *byte = 0xA5;
    }
    fs::write(&path, bytes).unwrap();
    let rescued = rescue(&path, at(2))?;
    assert_eq!(rescued.texts, ["009-2025-没有别的了.txt"]);
    let mut store = Store::open(&path)?;
    // The texts stay, in the folder aside and where the next mirror leaves them.
    retitle(&mut store, 2024, "接着写");
    mirror(&store)?;
    for kept in [
        folder.path().join(&rescued.aside).join(TEXTS),
        folder.path().join(TEXTS).join("数据里没有的"),
    ] {
        assert_eq!(fs::read_to_string(kept.join("009-2025-没有别的了.txt")).unwrap(), "2025年度");
    }
    assert_eq!(years(&store), [2024, 2023]);
    assert!(rescued.reports.iter().all(|report| report.from == RescuedFrom::Copy));
    Ok(())
}

#[test]
fn a_foreign_file_is_nothing_to_make_whole_unless_there_are_copies() -> Result<()> {
    let (folder, store) = office(&[2024]);
    let path = store.path().to_owned();
    let foreign = folder.path().join("别的.db");
    fs::write(&foreign, "不是述职的文件").unwrap();
    assert!(may_rescue(&path));
    assert!(!may_rescue(&foreign));
    assert!(!may_rescue(&folder.path().join("没有.db")));
    take(&store, Why::ByHand, at(1))?;
    assert!(may_rescue(&foreign), "there are copies to make it whole from");
    Ok(())
}

#[test]
fn a_file_that_another_process_has_is_not_touched() -> Result<()> {
    let (_folder, store) = office(&[2024]);
    assert!(matches!(rescue(store.path(), at(1)), Err(Error::StoreInUse)));
    assert_eq!(years(&store), [2024]);
    Ok(())
}
