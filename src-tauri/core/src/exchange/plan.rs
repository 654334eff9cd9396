use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{DutyWithAnswers, Exchange, format};
use crate::model::{
    Answer, Basis, Branch, BranchYear, Duty, Figure, Moment, Reason, Report, Uid, Year,
};
use crate::store::{Store, Tx};
use crate::{Error, Result, figures};

/// What taking in does, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct TakenIn {
    /// Reports that are new here.
    pub added: Vec<Uid>,
    /// Of those, the ones that stand beside another of the same year.
    pub beside: Vec<Uid>,
    /// Reports that are here with the very same text.
    pub same: Vec<Uid>,
    /// Reports that are here with another text: what came is kept as a
    /// revision of each.
    pub kept: Vec<Uid>,
    /// Of the reports that are here, those that lie in the trash. They stay
    /// there.
    pub in_trash: Vec<Uid>,
    /// Units that are new here.
    pub branches: Vec<Uid>,
    /// Facts of a unit that differ from those here, which stay.
    pub facts_differ: Vec<(Uid, Year)>,
    /// How many duties and answers are new here.
    pub duties: usize,
    /// Duties that differ, in themselves or in an answer, from those here,
    /// which stay.
    pub duties_differ: Vec<Uid>,
    /// Duties whose answer points to words that the report here does not have.
    pub lapsed: Vec<Uid>,
    /// How many figures are new here, not counting those read in texts.
    pub figures: usize,
}

/// What is to be written, and how it will be told.
#[derive(Debug, Default)]
pub(super) struct Plan<'a> {
    pub(super) outcome: TakenIn,
    branches: Vec<Branch>,
    added: Vec<&'a Report>,
    kept: Vec<&'a Report>,
    duties: Vec<&'a Duty>,
    answers: Vec<&'a Answer>,
    figures: Vec<&'a Figure>,
}

/// Compares what came with what is here.
pub(super) fn make<'a>(store: &Store, exchange: &'a Exchange) -> Result<Plan<'a>> {
    let mut plan = Plan::default();
    plan.branches(store, exchange)?;
    plan.reports(store, exchange)?;
    plan.duties(store, exchange)?;
    plan.figures(store, exchange)?;
    Ok(plan)
}

impl<'a> Plan<'a> {
    pub(super) fn carry_out(self, tx: &mut Tx<'_>, at: Moment) -> Result<TakenIn> {
        self.branches.iter().try_for_each(|branch| tx.put_branch(branch))?;
        for report in self.added {
            tx.add_report(report, true, at)?;
            let told = figures::of_kept_report(tx, report)?;
            tx.replace_figures(&report.uid, &told)?;
            tx.add_revision(report, Reason::Imported, "", at)?;
        }
        for report in self.kept {
            if !tx.has_revision(report)? {
                tx.add_revision(report, Reason::Imported, "", at)?;
            }
        }
        self.duties.iter().try_for_each(|duty| tx.put_duty(duty))?;
        self.answers.iter().try_for_each(|answer| tx.put_answer(answer))?;
        self.figures.iter().try_for_each(|figure| tx.add_figure(figure))?;
        Ok(self.outcome)
    }

    /// Units, and those that reports and figures name without telling more.
    fn branches(&mut self, store: &Store, exchange: &Exchange) -> Result<()> {
        let mut incoming: BTreeMap<&Uid, Branch> = BTreeMap::new();
        let named = exchange.reports.iter().map(|report| &report.branch);
        for uid in named.chain(exchange.figures.iter().map(|figure| &figure.branch)) {
            if uid.is_nil() {
                return Err(Error::BranchMissing);
            }
            let bare = Branch { uid: uid.clone(), succeeds: None, years: Vec::new() };
            incoming.insert(uid, bare);
        }
        for branch in &exchange.branches {
            incoming.insert(&branch.uid, branch.clone());
        }
        for (uid, branch) in incoming {
            match store.branch(uid) {
                Ok(here) => {
                    let (merged, differ) = merged(here.clone(), branch);
                    self.outcome.facts_differ.extend(differ);
                    if merged != here {
                        self.branches.push(merged);
                    }
                }
                Err(Error::BranchMissing) => {
                    self.outcome.branches.push(uid.clone());
                    self.branches.push(branch);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn reports(&mut self, store: &Store, exchange: &'a Exchange) -> Result<()> {
        let trash: BTreeSet<Uid> = store.trash()?.into_iter().map(|row| row.uid).collect();
        let mut places = BTreeSet::new();
        for (at, report) in exchange.reports.iter().enumerate() {
            if report.year.is_none() {
                let place = format!("reports[{at}].year");
                return Err(format::faulty(place, "没有写明年度"));
            }
            let uid = report.uid.clone();
            if trash.contains(&uid) {
                self.outcome.in_trash.push(uid.clone());
            }
            match store.report(&uid) {
                Ok(stored) if stored.report == *report => self.outcome.same.push(uid),
                Ok(_) => {
                    self.outcome.kept.push(uid);
                    self.kept.push(report);
                }
                Err(Error::ReportMissing(_)) => {
                    let place = (&report.branch, report.year, &report.template, report.edition);
                    if !places.insert(place) || store.namesake(report)?.is_some() {
                        self.outcome.beside.push(uid.clone());
                    }
                    self.outcome.added.push(uid);
                    self.added.push(report);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn duties(&mut self, store: &Store, exchange: &'a Exchange) -> Result<()> {
        for (at, DutyWithAnswers { duty, answers }) in exchange.duties.iter().enumerate() {
            if report_of(store, exchange, &duty.from_report)?.is_none() {
                let place = format!("duties[{at}].fromReport");
                return Err(format::faulty(place, "没有这份报告"));
            }
            match store.duty(&duty.uid)? {
                None => {
                    self.outcome.duties += 1;
                    self.duties.push(duty);
                }
                Some(here) if here == *duty => {}
                Some(_) => self.outcome.duties_differ.push(duty.uid.clone()),
            }
            for (index, answer) in answers.iter().enumerate() {
                let place = format!("duties[{at}].answers[{index}]");
                self.answer(store, exchange, duty, answer, &place)?;
            }
        }
        Ok(())
    }

    fn answer(
        &mut self,
        store: &Store,
        exchange: &'a Exchange,
        duty: &Duty,
        answer: &'a Answer,
        place: &str,
    ) -> Result<()> {
        if answer.duty != duty.uid {
            return Err(format::faulty(format!("{place}.duty"), "与所在的应答事项不是同一项"));
        }
        let Some(report) = report_of(store, exchange, &answer.report)? else {
            return Err(format::faulty(format!("{place}.report"), "没有这份报告"));
        };
        let here = store.answers(&answer.report)?;
        match here.iter().find(|other| other.duty == duty.uid) {
            None => {
                self.outcome.duties += 1;
                self.answers.push(answer);
                let anchor = answer.anchor.as_ref();
                if anchor.is_some_and(|anchor| anchor.find(&report).is_none()) {
                    self.outcome.lapsed.push(duty.uid.clone());
                }
            }
            Some(other) if other == answer => {}
            Some(_) => {
                if !self.outcome.duties_differ.contains(&duty.uid) {
                    self.outcome.duties_differ.push(duty.uid.clone());
                }
            }
        }
        Ok(())
    }

    /// Figures of the units. Those that a text tells are left out: they are
    /// read again wherever the text is kept.
    fn figures(&mut self, store: &Store, exchange: &'a Exchange) -> Result<()> {
        for (at, figure) in exchange.figures.iter().enumerate() {
            if figure.basis == Basis::Text {
                continue;
            }
            if let Some(uid) = &figure.report
                && report_of(store, exchange, uid)?.is_none()
            {
                return Err(format::faulty(format!("figures[{at}].report"), "没有这份报告"));
            }
            if !store.figures(&figure.branch)?.contains(figure) && !self.figures.contains(&figure) {
                self.outcome.figures += 1;
                self.figures.push(figure);
            }
        }
        Ok(())
    }
}

/// The report named `uid` as it will stand here: what is here stays.
fn report_of(store: &Store, exchange: &Exchange, uid: &Uid) -> Result<Option<Report>> {
    match store.report(uid) {
        Ok(stored) => Ok(Some(stored.report)),
        Err(Error::ReportMissing(_)) => {
            Ok(exchange.reports.iter().find(|report| report.uid == *uid).cloned())
        }
        Err(error) => Err(error),
    }
}

/// The facts of both: years that are missing here are added, blanks are
/// filled, and where the two say different things what is here stays and the
/// year is told.
fn merged(mut here: Branch, incoming: Branch) -> (Branch, Vec<(Uid, Year)>) {
    let mut differ = Vec::new();
    here.succeeds = here.succeeds.or(incoming.succeeds);
    for theirs in incoming.years {
        match here.years.iter_mut().find(|ours| ours.year == theirs.year) {
            None => here.years.push(theirs),
            Some(ours) => {
                fill(ours, &theirs);
                let mut both = theirs;
                fill(&mut both, ours);
                if both != *ours {
                    differ.push((here.uid.clone(), ours.year));
                }
            }
        }
    }
    here.years.sort_by_key(|facts| facts.year);
    (here, differ)
}

fn fill(blank: &mut BranchYear, from: &BranchYear) {
    for (field, value) in [
        (&mut blank.name, &from.name),
        (&mut blank.community, &from.community),
        (&mut blank.superior, &from.superior),
        (&mut blank.secretary, &from.secretary),
    ] {
        if field.is_empty() {
            field.clone_from(value);
        }
    }
    blank.members = blank.members.or(from.members);
}
