//! 本单位用语: the unit's own lists of words, as the window edits them and
//! takes them in. A list is a file of the folder 词表, in the form of the
//! built-in ones; the one that is edited here is a file like the others.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::words::WORDS_FOLDER;
use crate::model::{Expression, Severity, SlipKind, Slips, Vocabulary};
use crate::store::lasting;
use crate::template::folder;
use crate::{Error, Result};

/// The file of the list that is edited, and what its entries name as their source.
const OWN: &str = "本单位用语";
/// Behind the name of a list that is not in use.
const RESTING: &str = "停用";
/// Shorter ones are found everywhere, as a part of other words.
const SHORTEST_FIXED: usize = 4;
/// In characters: what is longer is a sentence, not an expression.
const LONGEST: usize = 60;
/// A list of more lines slows every check.
const MOST: usize = 500;

/// The lists of a unit's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[cfg_attr(feature = "bindings", ts(export))]
#[serde(rename_all = "camelCase")]
pub struct OwnWords {
    /// Expressions that are written in one way only, one a line.
    pub fixed: String,
    /// Words that are not to be written, one a line: `不要写的 → 应写的`, or alone.
    pub avoided: String,
    /// The other lists of the folder.
    pub lists: Vec<OwnList>,
}

/// A list that was taken in, or put into the folder by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[cfg_attr(feature = "bindings", ts(export))]
#[serde(rename_all = "camelCase")]
pub struct OwnList {
    /// The name of its file.
    pub name: String,
    /// How many entries it has; 0 where it is faulty.
    pub entries: usize,
    /// What is wrong with it; "" when nothing is.
    pub fault: String,
    /// Whether the checks use it.
    pub used: bool,
}

/// The lists beside the data file in `folder`.
///
/// # Errors
///
/// [`Error::Unreadable`], and [`Error::DataFile`] where the edited list is faulty.
pub fn own_words(folder: &Path) -> Result<OwnWords> {
    let own = edited(folder)?;
    let fixed = own.expressions.iter().filter(|one| is_edited(one));
    let avoided =
        own.slips.iter().filter(|group| group.source == OWN).flat_map(|group| &group.words);
    let avoided = avoided.map(|(wrong, right)| match right.as_str() {
        "" => wrong.clone(),
        right => format!("{wrong} → {right}"),
    });
    Ok(OwnWords {
        fixed: fixed.map(|one| one.text.as_str()).collect::<Vec<_>>().join("\n"),
        avoided: avoided.collect::<Vec<_>>().join("\n"),
        lists: lists(folder)?,
    })
}

/// Keeps the edited list in the form of [`OwnWords`]. What somebody wrote into
/// its file beside that stays.
///
/// # Errors
///
/// [`Error::DataFile`] with the line that cannot be used, or where the file
/// that is there is faulty; [`Error::Unreadable`], [`Error::Unwritable`].
pub fn save_own_words(folder: &Path, fixed: &str, avoided: &str) -> Result<()> {
    let mut own = edited(folder)?;
    own.expressions.retain(|one| !is_edited(one));
    own.expressions.extend(read_fixed(fixed)?);
    own.slips.retain(|group| group.source != OWN);
    own.slips.extend(read_avoided(avoided)?);
    write(folder, &format!("{OWN}.json"), &own)
}

/// Takes a list in that was passed on: it is looked through, and put into the
/// folder under its name, never over one that is there. Gives the name.
///
/// # Errors
///
/// [`Error::DataFile`], [`Error::Unreadable`], [`Error::Unwritable`].
pub fn take_in_words(folder: &Path, file: &Path) -> Result<String> {
    let list: Vocabulary = folder::read(file)?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let at = folder.join(WORDS_FOLDER);
    let names = std::iter::once(format!("{stem}.json"));
    let mut names = names.chain((2..).map(|number| format!("{stem} {number}.json")));
    // A list passed on bears the name of the edited one, and is still another's.
    let is_free = |name: &String| {
        let taken = at.join(name).exists() || at.join(resting(name)).exists();
        !taken && *name != format!("{OWN}.json")
    };
    let name = names.find(is_free).expect("some number is free");
    write(folder, &name, &list)?;
    Ok(name)
}

/// Lets the checks use a list, or leaves it aside; nothing is deleted.
///
/// # Errors
///
/// [`Error::DataFile`] for a name that [`own_words`] did not give; [`Error::Unwritable`].
pub fn use_list(folder: &Path, name: &str, used: bool) -> Result<()> {
    if !lists(folder)?.iter().any(|list| list.name == name) {
        return Err(fault(name, "文件夹", "这张词表不在了"));
    }
    let [at, aside] =
        [name.to_owned(), resting(name)].map(|name| folder.join(WORDS_FOLDER).join(name));
    let (from, to) = if used { (aside, at) } else { (at, aside) };
    if from.exists() && !to.exists() {
        fs::rename(&from, &to).map_err(|source| Error::Unwritable { path: to, source })?;
    }
    Ok(())
}

/// The edited list as a file to pass on.
///
/// # Errors
///
/// As [`save_own_words`].
pub fn words_file(fixed: &str, avoided: &str) -> Result<String> {
    let list = Vocabulary {
        expressions: read_fixed(fixed)?,
        slips: Vec::from_iter(read_avoided(avoided)?),
        ..empty()
    };
    Ok(text_of(&list))
}

fn read_fixed(lines: &str) -> Result<Vec<Expression>> {
    let expressions = entries(lines, "固定提法")?.into_iter().map(|(place, line)| {
        if line.chars().count() < SHORTEST_FIXED {
            return Err(fault("固定提法", &place, &format!("太短，至少{SHORTEST_FIXED}个字")));
        }
        let source = OWN.to_owned();
        Ok(Expression { text: line.to_owned(), exact: true, from: None, to: None, source })
    });
    expressions.collect()
}

fn read_avoided(lines: &str) -> Result<Option<Slips>> {
    let mut words = std::collections::BTreeMap::new();
    for (place, line) in entries(lines, "不要这样写")? {
        let parts = ["→", "->", "=>", "\t"].iter().find_map(|arrow| line.split_once(arrow));
        let (wrong, right) =
            parts.map_or((line, ""), |(wrong, right)| (wrong.trim(), right.trim()));
        if wrong.chars().count() < 2 {
            return Err(fault("不要这样写", &place, "太短，至少2个字"));
        }
        if right.contains(wrong) {
            let reason = format!("“{right}”里还有“{wrong}”，改了还会再提醒");
            return Err(fault("不要这样写", &place, &reason));
        }
        words.insert(wrong.to_owned(), right.to_owned());
    }
    Ok((!words.is_empty()).then(|| Slips {
        kind: SlipKind::Avoided,
        about: "本单位不这样写".to_owned(),
        severity: Severity::Warning,
        from: None,
        source: OWN.to_owned(),
        words,
        unless: Vec::new(),
    }))
}

/// The lines that say something, each with its place.
fn entries<'a>(lines: &'a str, list: &str) -> Result<Vec<(String, &'a str)>> {
    let lines = lines.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty());
    let entries: Vec<_> = lines.map(|(at, line)| (format!("第{}行", at + 1), line)).collect();
    if entries.len() > MOST {
        return Err(fault(list, "全文", &format!("太多，最多{MOST}行")));
    }
    match entries.iter().find(|(_, line)| line.chars().count() > LONGEST) {
        Some((place, _)) => Err(fault(list, place, &format!("太长，最多{LONGEST}个字"))),
        None => Ok(entries),
    }
}

fn fault(file: &str, place: &str, reason: &str) -> Error {
    Error::DataFile { file: file.to_owned(), place: place.to_owned(), reason: reason.to_owned() }
}

fn is_edited(one: &Expression) -> bool {
    one.exact && one.source == OWN && one.from.is_none() && one.to.is_none()
}

fn resting(name: &str) -> String {
    format!("{name}.{RESTING}")
}

fn empty() -> Vocabulary {
    Vocabulary {
        about: OWN.to_owned(),
        expressions: Vec::new(),
        phrases: Vec::new(),
        orders: Vec::new(),
        slips: Vec::new(),
    }
}

/// The list that is edited; an empty one before the first time.
fn edited(folder: &Path) -> Result<Vocabulary> {
    let path = folder.join(WORDS_FOLDER).join(format!("{OWN}.json"));
    if path.exists() { folder::read(&path) } else { Ok(empty()) }
}

fn lists(folder: &Path) -> Result<Vec<OwnList>> {
    let at = folder.join(WORDS_FOLDER);
    let used = folder::json_files(&at)?.into_iter().map(|path| (path, true));
    let aside = fs::read_dir(&at).into_iter().flatten().flatten().map(|entry| entry.path());
    let aside = aside.filter(|path| path.extension().is_some_and(|ending| ending == RESTING));
    let mut lists: Vec<OwnList> = used
        .chain(aside.map(|path| (path, false)))
        .map(|(path, used)| list(&path, used))
        .filter(|list| list.name != format!("{OWN}.json"))
        .collect();
    lists.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(lists)
}

fn list(path: &Path, used: bool) -> OwnList {
    let name = folder::name(&if used { path.to_owned() } else { path.with_extension("") });
    let (entries, fault) = match folder::read::<Vocabulary>(path) {
        Ok(list) => (count(&list), String::new()),
        Err(error) => (0, error.to_string()),
    };
    OwnList { name, entries, fault, used }
}

fn count(list: &Vocabulary) -> usize {
    let phrases: usize = list.phrases.iter().map(|group| group.words.len()).sum();
    let slips: usize = list.slips.iter().map(|group| group.words.len()).sum();
    list.expressions.len() + list.orders.len() + phrases + slips
}

fn text_of(list: &Vocabulary) -> String {
    serde_json::to_string_pretty(list).expect("a list of words is plain data") + "\n"
}

/// Writes a list beside its place and renames it, so that a power cut leaves
/// the old one or the new one.
fn write(folder: &Path, name: &str, list: &Vocabulary) -> Result<()> {
    let folder: PathBuf = folder.join(WORDS_FOLDER);
    let path = folder.join(name);
    let draft = path.with_extension("new");
    let unwritten = |source| Error::Unwritable { path: path.clone(), source };
    lasting::make_folder(&folder).map_err(unwritten)?;
    fs::write(&draft, text_of(list)).map_err(unwritten)?;
    lasting::put_in_place(&draft, &path).map_err(unwritten)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::check::testing::check_with;
    use crate::check::{Context, Words};

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    #[test]
    fn what_is_kept_comes_back_and_is_used() {
        let folder = folder();
        let avoided = "扎口->归口\n大力弘扬\n\n扫街 → 走访";
        save_own_words(folder.path(), " 红色物业联盟 \n\n楼门议事长负责制度", avoided).unwrap();
        let words = own_words(folder.path()).unwrap();
        assert_eq!(words.fixed, "红色物业联盟\n楼门议事长负责制度");
        assert_eq!(words.avoided, "大力弘扬\n扎口 → 归口\n扫街 → 走访");
        assert_eq!(words.lists, []);

        let (words, faults) = Words::own(folder.path());
        assert!(faults.is_empty(), "{faults:?}");
        let context = Context { words: Some(Arc::new(words)), ..Context::default() };
        check_with(
            "avoided-words",
            "由支部扎口管理，大力弘扬正气",
            &context,
            "扎口 → 归口 / 大力弘扬",
        );
        check_with(
            "near-expressions",
            "推行楼门议室长负责制度，按楼门议事长负责制度办",
            &context,
            "楼门议室长负责制度 → 楼门议事长负责制度",
        );
    }

    #[test]
    fn what_somebody_wrote_into_the_file_stays() {
        let folder = folder();
        let list = Vocabulary {
            expressions: vec![Expression {
                text: "某某行动".to_owned(),
                exact: true,
                from: chrono::NaiveDate::from_ymd_opt(2023, 1, 1),
                to: None,
                source: "市里的文件".to_owned(),
            }],
            ..empty()
        };
        write(folder.path(), "本单位用语.json", &list).unwrap();
        save_own_words(folder.path(), "红色物业联盟", "").unwrap();
        let kept = edited(folder.path()).unwrap();
        assert_eq!(kept.expressions.len(), 2, "{kept:?}");
        assert_eq!(own_words(folder.path()).unwrap().fixed, "红色物业联盟");
    }

    #[test]
    fn lines_that_cannot_be_used_are_named_and_nothing_is_kept() {
        let folder = folder();
        let refusal = |fixed: &str, avoided: &str| {
            save_own_words(folder.path(), fixed, avoided).unwrap_err().to_string()
        };
        let long = "长".repeat(61);
        let many = "红色物业联盟\n".repeat(501);
        insta::assert_snapshot!(
            [
                refusal("红色物业联盟\n三会", ""),
                refusal(&long, ""),
                refusal(&many, ""),
                refusal("", "扎"),
                refusal("", "志愿 → 志愿者"),
            ]
            .join("\n"),
            @r"
        固定提法 的内容有误（第2行）：太短，至少4个字。请改好后再试，其他内容不受影响。
        固定提法 的内容有误（第1行）：太长，最多60个字。请改好后再试，其他内容不受影响。
        固定提法 的内容有误（全文）：太多，最多500行。请改好后再试，其他内容不受影响。
        不要这样写 的内容有误（第1行）：太短，至少2个字。请改好后再试，其他内容不受影响。
        不要这样写 的内容有误（第1行）：“志愿者”里还有“志愿”，改了还会再提醒。请改好后再试，其他内容不受影响。
        "
        );
        assert_eq!(own_words(folder.path()).unwrap().fixed, "");
    }

    #[test]
    fn a_list_is_taken_in_beside_the_others_and_can_rest() {
        let folder = folder();
        let file = folder.path().join("街道用语.json");
        fs::write(&file, words_file("红色物业联盟", "扎口 → 归口").unwrap()).unwrap();
        let first = take_in_words(folder.path(), &file).unwrap();
        use_list(folder.path(), &first, false).unwrap();
        let second = take_in_words(folder.path(), &file).unwrap();
        let seen = || -> Vec<(String, usize, bool)> {
            let lists = own_words(folder.path()).unwrap().lists;
            lists.into_iter().map(|list| (list.name, list.entries, list.used)).collect()
        };
        let named = |name: &str, used| (name.to_owned(), 2, used);
        assert_eq!([first.as_str(), &second], ["街道用语.json", "街道用语 2.json"]);
        assert_eq!(seen(), [named(&second, true), named(&first, false)]);

        use_list(folder.path(), &first, true).unwrap();
        assert_eq!(seen(), [named(&second, true), named(&first, true)]);
        assert!(use_list(folder.path(), "../述职.db", false).is_err(), "a name nobody gave out");
    }

    #[test]
    fn a_list_passed_on_never_takes_the_place_of_the_edited_one() {
        let [giver, taker] = [folder(), folder()];
        let file = giver.path().join("本单位用语.json");
        fs::write(&file, words_file("红色物业联盟", "").unwrap()).unwrap();
        assert_eq!(take_in_words(taker.path(), &file).unwrap(), "本单位用语 2.json");
        save_own_words(taker.path(), "楼门议事长负责制度", "").unwrap();
        let lists = own_words(taker.path()).unwrap().lists;
        assert_eq!(lists.iter().map(|list| list.entries).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn a_faulty_list_is_refused_and_one_that_is_there_is_told() {
        let folder = folder();
        let file = folder.path().join("坏的.json");
        fs::write(&file, "{").unwrap();
        assert!(take_in_words(folder.path(), &file).is_err());
        fs::create_dir_all(folder.path().join(WORDS_FOLDER)).unwrap();
        fs::copy(&file, folder.path().join(WORDS_FOLDER).join("坏的.json")).unwrap();
        let lists = own_words(folder.path()).unwrap().lists;
        assert_eq!(lists.len(), 1);
        assert!(lists[0].fault.contains("坏的.json"), "{}", lists[0].fault);
    }
}
