//! Shuzhi from a terminal: the same doors as the window, for scripts, tests
//! and street offices. CLI shapes and exit codes are promises; see the tests.

mod answer;
mod args;
mod backup;
mod branch;
mod check;
mod compare;
mod demo;
mod desk;
mod duties;
mod export;
mod figures;
mod find;
mod given;
mod handover;
mod import;
mod json;
mod list;
mod new;
mod refusal;
mod search;
mod show;
mod table;

use std::io::{self, Write};
use std::panic::AssertUnwindSafe;
use std::process::ExitCode;

use answer::Answer;
use args::{Command, Parsed};
use desk::Desk;
use refusal::Refusal;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let wants_json = arguments.iter().any(|argument| argument == "--json");
    let spoken = match args::parse(&arguments) {
        Parsed::Help(text) => write_out(&text).map(|()| ExitCode::SUCCESS),
        Parsed::Refused(refusal) => refuse(&refusal, wants_json),
        Parsed::Command { command, data } => match run_guarded(command, &Desk::new(data)) {
            Ok(answer) => tell(&answer, wants_json),
            Err(refusal) => refuse(&refusal, wants_json),
        },
    };
    // A reader that has seen enough (`| head`) is no failure of ours.
    spoken.unwrap_or(ExitCode::SUCCESS)
}

/// Carries out `command`. A panic is never an answer: what nobody foresaw is a
/// refusal like any other, and a write that was under way is rolled back.
fn run_guarded(command: Command, desk: &Desk) -> Result<Answer, Refusal> {
    std::panic::set_hook(Box::new(|_| {}));
    let carried_out = std::panic::catch_unwind(AssertUnwindSafe(|| run(command, desk)));
    carried_out.unwrap_or(Err(Refusal::Unforeseen))
}

fn run(command: Command, desk: &Desk) -> Result<Answer, Refusal> {
    match command {
        Command::Demo(args) => demo::run(desk, args),
        Command::Branch(args) => branch::run(desk, args),
        Command::New(args) => new::run(desk, args),
        Command::Import(args) => import::run(desk, &args),
        Command::List => list::run(desk),
        Command::Show(args) => show::run(desk, &args),
        Command::Export(args) => export::run(desk, &args),
        Command::Check(args) => check::run(desk, &args),
        Command::Compare(args) => compare::run(desk, &args),
        Command::Figures(args) => figures::run(desk, &args),
        Command::Duties(args) => duties::run(desk, &args),
        Command::Search(args) => search::run(desk, &args),
        Command::Backup(args) => backup::backup(desk, &args),
        Command::Restore(args) => backup::restore(desk, &args),
        Command::Verify => backup::verify(desk),
        Command::Diagnose => backup::diagnose(desk),
        Command::Handover(args) => handover::handover(desk, &args),
        Command::TakeIn(args) => handover::take_in(desk, &args),
    }
}

fn tell(answer: &Answer, as_json: bool) -> io::Result<ExitCode> {
    for notice in &answer.notices {
        writeln!(io::stderr(), "{notice}")?;
    }
    write_out(if as_json { &answer.json } else { &answer.text })?;
    Ok(match answer {
        Answer { refused_in_part: true, .. } => ExitCode::from(REFUSED),
        Answer { is_no: true, .. } => ExitCode::from(NO),
        _ => ExitCode::SUCCESS,
    })
}

fn refuse(refusal: &Refusal, as_json: bool) -> io::Result<ExitCode> {
    writeln!(io::stderr(), "{}", refusal.in_words())?;
    if as_json {
        write_out(&refusal.in_json())?;
    }
    Ok(ExitCode::from(REFUSED))
}

/// The exit status of a command that was done and whose answer is no.
const NO: u8 = 1;
/// The exit status of a refusal.
const REFUSED: u8 = 2;

fn write_out(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", text.trim_end())?;
    out.flush()
}
