//! What each control word does.

use super::codepage;
use super::state::{Goal, Reader};
use crate::Result;
use crate::model::{ChangeKind, Hints};

impl Reader<'_> {
    /// Does what `word` says.
    pub(super) fn word(&mut self, word: &str, value: Option<i32>) -> Result<()> {
        if word != "u" && word != "uc" && self.skip > 0 {
            self.skip -= 1;
        }
        let optional = std::mem::take(&mut self.group().optional);
        match self.group().goal {
            Goal::Nowhere => return Ok(()),
            Goal::Twice => {
                if word == "ud" && optional {
                    self.group().goal = Goal::Text;
                }
                return Ok(());
            }
            _ => {}
        }
        let on = value != Some(0);
        match word {
            "u" => self.unicode(value.unwrap_or(0))?,
            "uc" => self.group().fallback = u32::try_from(value.unwrap_or(1)).unwrap_or(0).min(64),
            "par" | "sect" => self.paragraph()?,
            "page" | "column" | "line" | "softline" => self.say("\n")?,
            "tab" => self.say("\t")?,
            "cell" | "nestcell" if self.group().goal == Goal::Text => self.end_cell()?,
            "row" | "nestrow" if self.group().goal == Goal::Text => self.end_row()?,
            "intbl" => self.in_table = true,
            "pard" => {
                self.flush()?;
                let size = self.hints.half_points;
                self.hints = Hints { half_points: size, ..Hints::default() };
                self.in_table = false;
            }
            "emdash" => self.say("—")?,
            "endash" => self.say("–")?,
            "lquote" => self.say("‘")?,
            "rquote" => self.say("’")?,
            "ldblquote" => self.say("“")?,
            "rdblquote" => self.say("”")?,
            "bullet" => self.say("•")?,
            "emspace" | "enspace" | "qmspace" => self.say(" ")?,
            _ => {
                self.flush()?;
                self.look(word, value, on);
                // A style of characters is none, though StarWriter marks it as one.
                self.destination(word, optional && word != "cs");
            }
        }
        Ok(())
    }

    fn unicode(&mut self, value: i32) -> Result<()> {
        // Values above 32767 are written as negative ones.
        let unit = u16::try_from(value & 0xffff).unwrap_or(0);
        self.skip = 0;
        match (unit, self.high.take()) {
            (0xd800..=0xdbff, _) => {
                self.flush()?;
                self.high = Some(unit);
            }
            (0xdc00..=0xdfff, Some(high)) => {
                self.say(&String::from_utf16_lossy(&[high, unit]))?;
            }
            _ => self.say(&String::from_utf16_lossy(&[unit]))?,
        }
        self.skip = self.group().fallback;
        Ok(())
    }

    /// Words that change how text looks.
    fn look(&mut self, word: &str, value: Option<i32>, on: bool) {
        match word {
            "ansicpg" => self.page = codepage::by_number(value.unwrap_or(1252)),
            "deff" => {
                self.default_font = value.unwrap_or(0);
                let font = self.default_font;
                self.group().font = font;
            }
            "f" => {
                let font = value.unwrap_or(0);
                self.group().font = font;
            }
            "fcharset" => {
                let font = self.group().font;
                if self.group().goal == Goal::Fonts
                    && let Some(encoding) = codepage::by_charset(value.unwrap_or(0))
                {
                    self.fonts.insert(font, encoding);
                }
            }
            "s" => {
                let style = value.unwrap_or(0);
                if self.group().goal == Goal::Styles {
                    self.style = style;
                } else {
                    self.hints.level = self.styles.get(&style).copied();
                }
            }
            "outlinelevel" => {
                let level = value.and_then(|level| u8::try_from(level).ok());
                self.hints.level = level.filter(|level| *level < 9).map(|level| level + 1);
            }
            "qc" => self.hints.centred = true,
            "qr" => self.hints.right = true,
            "ql" | "qj" => (self.hints.centred, self.hints.right) = (false, false),
            "b" => self.group().bold = on,
            "v" => self.group().hidden = on,
            "fs" => {
                let size = value.and_then(|size| u16::try_from(size).ok()).unwrap_or(24);
                self.group().half_points = size;
            }
            "revauth" | "revauthdel" | "mvauth" => {
                self.group().author = value.and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
            }
            "revdttm" | "revdttmdel" | "mvdate" => {
                self.group().date = value.map_or(0, i32::cast_unsigned);
            }
            "revised" | "mvt" => self.group().change = on.then_some(ChangeKind::Inserted),
            "deleted" | "mvf" => self.group().change = on.then_some(ChangeKind::Deleted),
            "plain" => {
                let font = self.default_font;
                let group = self.group();
                (group.bold, group.hidden, group.change) = (false, false, None);
                (group.half_points, group.font) = (24, font);
            }
            _ => {}
        }
    }

    /// Words that say where the text of their group goes.
    fn destination(&mut self, word: &str, optional: bool) {
        let goal = match word {
            "fonttbl" => Goal::Fonts,
            "stylesheet" => Goal::Styles,
            "revtbl" => Goal::Authors,
            "atnauthor" => Goal::Commenter,
            "atndate" => Goal::CommentDate,
            "listtext" | "pntext" => Goal::Number,
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
            | "footerf" => Goal::Margin,
            "footnote" => Goal::Footnote,
            "annotation" => Goal::Comment,
            "shptxt" | "dptxbxtext" => Goal::Box,
            // For programs that know no shapes a box stands there once more.
            "shprslt" if self.boxed => Goal::Nowhere,
            // These hold text, or groups that do.
            "shpinst" | "do" | "field" | "fldrslt" | "result" | "shprslt" | "rtf" | "shppict" => {
                return;
            }
            "shp" => {
                self.boxed = false;
                return;
            }
            "pict" => {
                self.pictures += usize::from(self.group().change != Some(ChangeKind::Deleted));
                Goal::Nowhere
            }
            "upr" => Goal::Twice,
            "colortbl" | "info" | "fldinst" | "filetbl" | "listtable" | "listoverridetable"
            | "rsidtbl" | "themedata" | "datastore" | "xmlnstbl" | "ftnsep" | "ftnsepc"
            | "aftnsep" | "aftnsepc" | "bkmkstart" | "bkmkend" | "atnid" | "atrfstart"
            | "atrfend" | "sp" | "objdata" | "objclass" | "latentstyles" | "generator"
            | "pnseclvl" | "tc" | "xe" | "nonshppict" => Goal::Nowhere,
            _ if optional => Goal::Nowhere,
            _ => return,
        };
        self.enter(goal);
    }
}
