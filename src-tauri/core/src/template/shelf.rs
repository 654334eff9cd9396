use std::path::Path;
use std::sync::LazyLock;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::folder;
use super::validate::{self, Fault};
use crate::model::{Layout, Template, TemplateKey};
use crate::store::place::OWN_FOLDERS;
use crate::{Error, Result};

/// The kinds of report and the layouts there are.
#[derive(Debug)]
pub struct Shelf {
    /// The kinds of report: the built-in ones, then the user's own by file name.
    pub templates: Vec<Template>,
    /// The layouts: the built-in ones, the default first, then the user's own
    /// by file name.
    pub layouts: Vec<Layout>,
    /// Why some of the user's own files are not among them.
    pub faults: Vec<Error>,
}

/// What a kind of report is chosen by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct TemplateSummary {
    /// Its permanent key.
    pub key: TemplateKey,
    /// Its name.
    pub name: String,
    /// For whom and when, in a sentence.
    pub description: String,
}

static BUILT_IN_TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
    built_in(&[
        include_str!("../../../../assets/templates/branch-secretary.json"),
        include_str!("../../../../assets/templates/committee-secretary.json"),
        include_str!("../../../../assets/templates/annual-summary.json"),
    ])
});

static BUILT_IN_LAYOUTS: LazyLock<Vec<Layout>> = LazyLock::new(|| {
    built_in(&[
        include_str!("../../../../assets/layouts/gbt9704.json"),
        include_str!("../../../../assets/layouts/street-28.json"),
    ])
});

fn built_in<T: DeserializeOwned>(files: &[&str]) -> Vec<T> {
    files
        .iter()
        .map(|text| serde_json::from_str(text).expect("a test parses every built-in file"))
        .collect()
}

impl Shelf {
    /// The built-in kinds and layouts, and those the user keeps in the folders
    /// `文种` and `版式` of `own_folder`. A folder that is not there holds
    /// nothing; a faulty file is left out and told of in `faults`.
    pub fn load(own_folder: Option<&Path>) -> Self {
        let mut shelf = Self {
            templates: BUILT_IN_TEMPLATES.clone(),
            layouts: BUILT_IN_LAYOUTS.clone(),
            faults: Vec::new(),
        };
        if let Some(folder) = own_folder {
            let [templates, layouts, _] = OWN_FOLDERS;
            take_in(&folder.join(templates), &mut shelf.templates, &mut shelf.faults);
            take_in(&folder.join(layouts), &mut shelf.layouts, &mut shelf.faults);
        }
        shelf
    }

    /// The kind of report named `key`.
    ///
    /// # Errors
    ///
    /// [`Error::TemplateMissing`] when there is none.
    pub fn template(&self, key: &TemplateKey) -> Result<&Template> {
        self.templates
            .iter()
            .find(|template| template.key == *key)
            .ok_or_else(|| Error::TemplateMissing(key.0.clone()))
    }

    /// The layout named `key`.
    ///
    /// # Errors
    ///
    /// [`Error::LayoutMissing`] when there is none.
    pub fn layout(&self, key: &str) -> Result<&Layout> {
        self.layouts
            .iter()
            .find(|layout| layout.key == key)
            .ok_or_else(|| Error::LayoutMissing(key.to_owned()))
    }
}

impl From<&Template> for TemplateSummary {
    fn from(template: &Template) -> Self {
        Self {
            key: template.key.clone(),
            name: template.name.clone(),
            description: template.description.clone(),
        }
    }
}

/// What stands on the shelf: named by a key, and sound or faulty.
trait Kept: DeserializeOwned {
    fn key(&self) -> &str;
    fn verdict(&self) -> Result<(), Fault>;
}

impl Kept for Template {
    fn key(&self) -> &str {
        &self.key.0
    }

    fn verdict(&self) -> Result<(), Fault> {
        validate::template(self)
    }
}

impl Kept for Layout {
    fn key(&self) -> &str {
        &self.key
    }

    fn verdict(&self) -> Result<(), Fault> {
        validate::layout(self)
    }
}

/// Adds what the files of `folder` hold to `kept`, and what is wrong with the
/// others to `faults`.
fn take_in<T: Kept>(folder: &Path, kept: &mut Vec<T>, faults: &mut Vec<Error>) {
    let files = match folder::json_files(folder) {
        Ok(files) => files,
        Err(error) => return faults.push(error),
    };
    for path in files {
        match read::<T>(&path, kept) {
            Ok(value) => kept.push(value),
            Err(error) => faults.push(error),
        }
    }
}

fn read<T: Kept>(path: &Path, kept: &[T]) -> Result<T> {
    let fault =
        |Fault { place, reason }| Error::DataFile { file: folder::name(path), place, reason };
    let value: T = folder::read(path)?;
    value.verdict().map_err(&fault)?;
    if kept.iter().any(|other| other.key() == value.key()) {
        let reason = format!("“{}”已经有了，请换一个 key", value.key());
        return Err(fault(Fault { place: "key".to_owned(), reason }));
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::folder::{LARGEST_FILE, MOST_FILES};
    use super::*;

    /// A folder of a user's own files.
    fn own(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    const SOUND: &str = r#"{ "key": "brief", "name": "简报", "description": "每季度一份。",
        "title": "{单位}{年}年简报", "parts": [ { "role": "other", "heading": "工作情况" } ] }"#;

    #[test]
    fn the_built_in_kinds_and_layouts_are_sound_and_named_once() {
        let shelf = Shelf::load(None);
        let keys: Vec<_> = shelf.templates.iter().map(|template| template.key.0.as_str()).collect();
        assert_eq!(keys, ["branch-secretary", "committee-secretary", "annual-summary"]);
        let layouts: Vec<_> = shelf.layouts.iter().map(|layout| layout.key.as_str()).collect();
        assert_eq!(layouts, ["gbt9704", "street-28"]);
        for template in &shelf.templates {
            assert_eq!(template.verdict(), Ok(()), "{}", template.key);
        }
        for layout in &shelf.layouts {
            assert_eq!(layout.verdict(), Ok(()), "{}", layout.key);
        }
    }

    #[test]
    fn a_users_own_kind_works_like_a_built_in_one_and_faulty_ones_do_not_hinder_it() {
        let folder = own(&[
            ("文种/1-好.json", SOUND),
            ("文种/2-坏.json", "{ \"key\": \"x\","),
            ("文种/3-重名.json", &SOUND.replace("\"brief\"", "\"annual-summary\"")),
            ("文种/4-又一份.json", SOUND),
            ("文种/5-缺标题.json", &SOUND.replace("工作情况", " ")),
            ("文种/6-字段.json", &SOUND.replace("{单位}", "{镇街}")),
            ("文种/说明.txt", "不是文种"),
            (
                "版式/窄.json",
                &include_str!("../../../../assets/layouts/gbt9704.json")
                    .replace("\"gbt9704\"", "\"narrow\"")
                    .replace("\"marginLeft\": 1588", "\"marginLeft\": 9000"),
            ),
        ]);
        let shelf = Shelf::load(Some(folder.path()));
        assert_eq!(shelf.templates.len(), 4, "three of the house and the user's sound one");
        assert_eq!(shelf.template(&TemplateKey("brief".to_owned())).unwrap().name, "简报");
        assert_eq!(shelf.layouts.len(), 2);
        let faults: Vec<_> = shelf.faults.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(faults.join("\n"), @r"
        2-坏.json 的内容有误（第1行第13列）：文件不完整，后面的内容没有了。请改好后再试，其他内容不受影响。
        3-重名.json 的内容有误（key）：“annual-summary”已经有了，请换一个 key。请改好后再试，其他内容不受影响。
        4-又一份.json 的内容有误（key）：“brief”已经有了，请换一个 key。请改好后再试，其他内容不受影响。
        5-缺标题.json 的内容有误（parts › 第1项 › heading）：不能空着。请改好后再试，其他内容不受影响。
        6-字段.json 的内容有误（title）：不认识的字段“{镇街}”，可用的有 {单位} {社区} {上级} {书记} {年} {上年}。请改好后再试，其他内容不受影响。
        窄.json 的内容有误（marginLeft）：左右页边太宽，一行放不下8个字。请改好后再试，其他内容不受影响。
        ");
    }

    #[test]
    fn a_folder_without_own_files_is_no_fault() {
        let folder = own(&[]);
        assert!(Shelf::load(Some(folder.path())).faults.is_empty());
        assert!(Shelf::load(Some(&folder.path().join("没有"))).faults.is_empty());
    }

    #[test]
    fn a_file_too_large_and_a_folder_too_full_are_told_and_not_read() {
        let large = format!("{SOUND}{}", " ".repeat(LARGEST_FILE as usize));
        let folder = own(&[("文种/大.json", &large)]);
        for at in 0..=MOST_FILES {
            let path = folder.path().join(format!("版式/{at}.json"));
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "{}").unwrap();
        }
        let faults: Vec<_> =
            Shelf::load(Some(folder.path())).faults.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(faults.join("\n"), @r"
            大.json 的内容有误（全文）：文件太大，最多512KB。请改好后再试，其他内容不受影响。
            版式 的内容有误（文件夹）：文件太多，最多100个。请改好后再试，其他内容不受影响。
            ");
    }

    #[test]
    fn what_is_not_there_is_refused_by_name() {
        let shelf = Shelf::load(None);
        insta::assert_snapshot!(
            shelf.template(&TemplateKey("简报".to_owned())).unwrap_err(),
            @"没有找到文种“简报”。请换一个文种，或检查自备的文种文件。"
        );
        insta::assert_snapshot!(
            shelf.layout("街道").unwrap_err(),
            @"没有找到版式“街道”。请换一个版式。"
        );
    }
}
