use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Part, Uid};

/// What the user chose (设置), with the names of two folders to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Settings {
    /// What the user chose.
    #[serde(flatten)]
    #[cfg_attr(feature = "bindings", ts(flatten))]
    pub choices: Choices,
    /// Name of the folder that exports go to; for display only.
    pub save_folder: String,
    /// Name of the folder that holds the data; for display only.
    pub data_folder: String,
    /// How large the data file is, in bytes.
    #[cfg_attr(feature = "bindings", ts(type = "number"))]
    pub data_size: u64,
    /// The data is on a stick, which may be pulled out at any moment.
    pub on_stick: bool,
}

/// What the user chose, as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Choices {
    /// 字号
    pub text_size: TextSize,
    /// 显示
    pub theme: Theme,
    /// Characters read aloud in a minute (朗读速度).
    pub reading_speed: u32,
    /// Key of the layout that exports use.
    pub layout: String,
    /// The part of each report that was edited last.
    #[cfg_attr(feature = "bindings", ts(type = "Record<string, string>"))]
    pub last_part: BTreeMap<Uid, Part>,
    /// Where the caret stood in that part, in UTF-16 units as the window counts.
    #[cfg_attr(feature = "bindings", ts(type = "Record<string, number>"))]
    pub last_caret: BTreeMap<Uid, u32>,
    /// Key of the tab that stands open beside the text; "" for the first.
    pub rail: String,
    /// Sentences of the user's own, to be inserted (常用语).
    pub phrases: Vec<String>,
}

/// Size of the interface's text: the root's pixels (标准, 大, 特大).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export, type = "16 | 20 | 24"))]
pub enum TextSize {
    /// 标准
    #[default]
    Normal,
    /// 大
    Large,
    /// 特大
    Largest,
}

/// Colours of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Theme {
    /// 浅色
    #[default]
    Light,
    /// 高对比度
    Contrast,
}

impl Choices {
    /// The key under which the store keeps them.
    pub const KEY: &'static str = "choices";
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            text_size: TextSize::default(),
            theme: Theme::default(),
            // A report is read out at 200 to 240 characters a minute.
            reading_speed: 220,
            layout: "gbt9704".to_owned(),
            last_part: BTreeMap::new(),
            last_caret: BTreeMap::new(),
            rail: String::new(),
            phrases: Vec::new(),
        }
    }
}

impl TryFrom<u8> for TextSize {
    type Error = String;

    fn try_from(pixels: u8) -> Result<Self, String> {
        match pixels {
            16 => Ok(Self::Normal),
            20 => Ok(Self::Large),
            24 => Ok(Self::Largest),
            _ => Err(format!("字号只有 16、20、24 三种，没有 {pixels}。")),
        }
    }
}

impl From<TextSize> for u8 {
    fn from(size: TextSize) -> Self {
        match size {
            TextSize::Normal => 16,
            TextSize::Large => 20,
            TextSize::Largest => 24,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_one_flat_object_on_their_way_to_the_page() {
        let settings = Settings {
            choices: Choices::default(),
            save_folder: "文档".to_owned(),
            data_folder: "述职".to_owned(),
            data_size: 4096,
            on_stick: false,
        };
        insta::assert_snapshot!(serde_json::to_string(&settings).unwrap(), @r#"{"textSize":16,"theme":"light","readingSpeed":220,"layout":"gbt9704","lastPart":{},"lastCaret":{},"rail":"","phrases":[],"saveFolder":"文档","dataFolder":"述职","dataSize":4096,"onStick":false}"#);
    }

    #[test]
    fn choices_of_an_earlier_version_are_filled_up() {
        let choices: Choices = serde_json::from_str(r#"{"textSize": 20}"#).unwrap();
        assert_eq!(choices, Choices { text_size: TextSize::Large, ..Choices::default() });
    }
}
