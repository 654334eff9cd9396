//! Which fonts this computer has.

use std::collections::HashSet;
use std::sync::OnceLock;

use serde::Serialize;
use shuzhi_core::model::{FaceSpec, Layout};

/// The names of the installed fonts, in every language they are named in.
/// Read once, when the first preview asks: it takes a while on a full computer.
#[derive(Debug, Default)]
pub(crate) struct Fonts(OnceLock<HashSet<String>>);

impl Fonts {
    /// The fonts of `layout` that are not installed.
    pub(crate) fn missing(&self, layout: &Layout) -> Vec<String> {
        missing_from(self.0.get_or_init(installed), layout)
    }

    /// The fonts of `layout`, and which of them are installed.
    pub(crate) fn of(&self, layout: &Layout) -> Vec<FontHere> {
        fonts_here(self.0.get_or_init(installed), layout)
    }
}

/// A font that a layout writes with.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct FontHere {
    /// What it is for, such as 正文.
    purpose: &'static str,
    name: String,
    /// This computer has it, perhaps under its newer name.
    here: bool,
}

fn fonts_here(installed: &HashSet<String>, layout: &Layout) -> Vec<FontHere> {
    let missing = missing_from(installed, layout);
    let fonts = &layout.fonts;
    let faces = [
        ("标题", &fonts.title),
        ("一级标题", &fonts.hei),
        ("二级标题", &fonts.kai),
        ("正文", &fonts.body),
        ("页码", &fonts.song),
    ];
    faces
        .map(|(purpose, face)| FontHere {
            purpose,
            here: !missing.contains(&face.name),
            name: face.name.clone(),
        })
        .into()
}

fn installed() -> HashSet<String> {
    let mut fonts = fontdb::Database::new();
    fonts.load_system_fonts();
    fonts.faces().flat_map(|face| &face.families).map(|(name, _)| name.to_lowercase()).collect()
}

fn missing_from(installed: &HashSet<String>, layout: &Layout) -> Vec<String> {
    let fonts = &layout.fonts;
    let has = |name: &str| installed.contains(&name.to_lowercase());
    let mut missing = Vec::new();
    for FaceSpec { name, alternative } in
        [&fonts.title, &fonts.hei, &fonts.kai, &fonts.body, &fonts.song]
    {
        // 仿宋 is 仿宋_GB2312 under its newer name; 宋体 for 方正小标宋简体 is another face.
        let renamed = name.starts_with(alternative.as_str()) && has(alternative);
        if !has(name) && !renamed && !missing.contains(name) {
            missing.push(name.clone());
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_under_its_newer_name_is_there_but_another_face_is_no_substitute() {
        let layout: Layout =
            serde_json::from_str(include_str!("../../assets/layouts/gbt9704.json")).unwrap();
        let installed = ["黑体", "楷体", "仿宋", "宋体"].map(str::to_owned).into();
        assert_eq!(missing_from(&installed, &layout), ["方正小标宋简体"]);
        let here: Vec<_> =
            fonts_here(&installed, &layout).iter().map(|font| (font.purpose, font.here)).collect();
        let all = [
            ("标题", false),
            ("一级标题", true),
            ("二级标题", true),
            ("正文", true),
            ("页码", true),
        ];
        assert_eq!(here, all);
    }
}
