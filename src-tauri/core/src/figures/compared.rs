//! What is compared with what: 跌倒事件比去年少9起, 完成率比目标高6个百分点.

use super::named::{Named, named};
use super::names::Place;

impl Place<'_> {
    /// 跌倒事件比去年少9起, 比上届高2个百分点: what is compared names the number.
    pub(super) fn compared(&self) -> Option<Named> {
        let line = self.line;
        let than = (self.first..self.end).find(|&at| {
            let word = line.text_of(at, at + 1);
            let year = word.trim_end_matches(['去', '上', '年']);
            matches!(year, "比" | "较" | "同比" | "环比" | "高于" | "低于")
        })?;
        let subject = line.phrase(self.first, than).map(|phrase| named(line, phrase, true));
        let said = line.text_of(than, self.end);
        let named = subject.or_else(|| self.inherited()).unwrap_or_default();
        // 完成目标的108%，比目标多340万元: what it is compared with was counted before.
        let with_itself = self.last.is_some() && said.contains(named.name.as_str());
        let named = match self.compared_with(than) {
            _ if with_itself => Named::of(said),
            Some(rise) => named.with_deed(&rise),
            None => named.with_deed(&said),
        };
        Some(Named { change: true, ..named })
    }

    /// What the comparison at word `than` comes to, where it is one with an earlier
    /// time (比去年少); with anything else (比目标少, 低于平均水平) the whole of it is
    /// part of the name.
    fn compared_with(&self, than: usize) -> Option<String> {
        let lexicon = self.line.lexicon;
        let other = self.line.text_of(than + 1, self.end);
        let time = self.line.quote(&self.line.words[than]) + &other;
        let cuts = time.char_indices().skip(1).map(|(at, _)| time.split_at(at));
        let mut rises = cuts.filter(|(_, rise)| {
            let rise = rise.trim_end_matches('了');
            lexicon.lists.rises.has(rise) || lexicon.lists.changes.has(rise)
        });
        let (time, rise) = rises.next()?;
        let earlier = matches!(time, "比" | "较" | "同比" | "环比") || lexicon.is_last_time(time);
        earlier.then(|| rise.to_owned())
    }
}
