//! Numbers with nothing but fillers before them: 共12名党员, 、42户.

use super::named::Named;
use super::names::Place;
use super::words::Kind;

impl Place<'_> {
    /// Nothing but fillers stands before the number: 共12名党员, 、42户.
    pub(super) fn alone(&self) -> Option<Named> {
        // 其中1名为技术能手: what that one is.
        let goes_on = self.last.is_some_and(|last| last.unit == self.unit);
        let among = (goes_on || self.says(&["其中"]))
            && matches!(self.word(self.at + 1).as_str(), "为" | "是");
        if among && let Some(phrase) = self.line.behind(self.at + 1, self.unit, false) {
            return Some(self.behind(phrase));
        }
        if let Some(succeeded) = self.succeeded() {
            return Some(succeeded);
        }
        if let Some(rest) = self.rest() {
            return self.inherited().map(|named| named.with_object(rest));
        }
        // 全村326户: all who live there.
        let all = |filler: &String| filler.starts_with('全') && self.line.lexicon.is_actor(filler);
        let whole = self.fillers.iter().any(all);
        // 全镇4.6万人的医疗: whose, not what.
        let whose = whole && self.line.is_word(self.at + 1, "的");
        let behind = self.line.behind(self.at, self.unit, false).filter(|_| !whose);
        if let Some(deed) = self.deed_in_turns(behind) {
            return Some(deed);
        }
        if let Some(phrase) = behind {
            return Some(self.behind(phrase));
        }
        if let Some(named) = self.done_behind() {
            return Some(named);
        }
        // 辖8个小区、4560户、1.3万人: the last two name themselves.
        let inhabited = self.last.filter(|last| {
            // 联系11个村、264户: whose households is said.
            let listed =
                self.unit == "户" && self.at > 0 && self.line.kind(self.at - 1) == Some(Kind::Join);
            (last.stock || listed || self.unit == "口")
                && last.unit != self.unit
                && self.line.lexicon.is_abode(&last.name)
        });
        match (inhabited, self.unit) {
            (_, "人" | "口") if whole => {
                Some(Named { stock: true, ..Named::of("人口".to_owned()) })
            }
            (_, "户") if whole || inhabited.is_some() => {
                Some(Named { stock: true, ..Named::of("户数".to_owned()) })
            }
            (Some(_), "平方米" | "平方公里") => {
                Some(Named { stock: true, ..Named::of("面积".to_owned()) })
            }
            (Some(last), "人" | "口") if last.unit != "户" || last.name.ends_with('数') => {
                Some(Named { stock: true, ..Named::of("人口".to_owned()) })
            }
            _ => match (self.inherited(), self.verb_behind()) {
                (Some(named), Some(verb)) if self.counts_people() => Some(named.with_deed(&verb)),
                // 另有26件上报街道: what became of them.
                (None, Some(verb)) => Some(Named { acted: true, ..Named::of(verb) }),
                (named, _) => named,
            },
        }
    }
}
