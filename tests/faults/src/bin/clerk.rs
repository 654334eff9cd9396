//! Does what it is told, in the folder that `HOME` names, and says what is
//! done: `clerk save:20 copy restore`.
//!
//! `try STATE` is said before the data changes, `did STATE kept N` when the
//! change was acknowledged, `copy NAME STATE` when a copy was, `may SUM` for
//! the bytes a file may have from now on, `file PATH SUM` for those it has.
#![allow(clippy::unwrap_used, reason = "a clerk that fails is a failed test")]
#![expect(clippy::print_stdout, reason = "what it says is what it is for")]

use std::io::{BufRead, Write};
use std::path::PathBuf;

use shuzhi_core::backup::{self, Why};
use shuzhi_core::exchange::{self, Exchange};
use shuzhi_core::model::Report;
use shuzhi_core::store::Store;
use shuzhi_core::template::Shelf;
use shuzhi_core::{Result, draft, export};
use shuzhi_faults::office::{self, at, branch, entry, kept, plain, state, sum, text, uid};

fn main() {
    let root = PathBuf::from(std::env::var_os("HOME").unwrap());
    let mut clerk = Clerk { store: None, root, k: 0, copy: None };
    for task in std::env::args().skip(1) {
        let (task, times) = task.split_once(':').unwrap_or((&task, "1"));
        for _ in 0..times.parse::<u32>().unwrap() {
            if let Err(error) = clerk.carry_out(task) {
                // A refusal is in order; what a panic leaves behind is not.
                println!("no {:?} {error}", error.code());
                drop(clerk);
                std::process::exit(2);
            }
        }
    }
}

struct Clerk {
    store: Option<Store>,
    root: PathBuf,
    /// The number of the latest text.
    k: u32,
    /// The latest copy, and what it says.
    copy: Option<(String, String)>,
}

impl Clerk {
    fn carry_out(&mut self, task: &str) -> Result<()> {
        match task {
            "wait" => {
                println!("ready");
                std::io::stdout().flush().unwrap();
                let _ = std::io::stdin().lock().read_line(&mut String::new());
                Ok(())
            }
            "close" => {
                self.store = None;
                Ok(())
            }
            "rescue" => {
                let data = office::data_of(&self.root);
                backup::rescue(&data, at(self.k)).map(drop)?;
                self.open()?;
                self.did()
            }
            "save" => self.save(),
            "copy" => self.copy(),
            "restore" => self.restore(),
            "mirror" => backup::mirror(self.open()?).map(drop),
            "export" => self.export(),
            "take-in" => self.take_in(),
            "move" => self.move_data(),
            "open" => {
                self.open()?;
                self.did()
            }
            other => panic!("the clerk does not know how to {other}"),
        }
    }

    fn open(&mut self) -> Result<&mut Store> {
        if self.store.is_none() {
            let store = office::open(&self.root)?;
            for row in store.reports()? {
                self.k = self.k.max(office::number_of(&store.report(&row.uid)?.report));
            }
            self.store = Some(store);
        }
        Ok(self.store.as_mut().unwrap())
    }

    fn did(&mut self) -> Result<()> {
        let store = self.open()?;
        println!("did {} kept {}", state(store)?, kept(store)?);
        Ok(())
    }

    fn save(&mut self) -> Result<()> {
        self.open()?;
        self.k += 1;
        let k = self.k;
        let report = text(k % office::REPORTS, k);
        let store = self.open()?;
        let before = state(store)?;
        say_try(&before, &report);
        println!("may {}", sum(&plain(&report)));
        let there = store.reports()?.iter().any(|row| row.uid == report.uid);
        if there {
            let version = store.report(&report.uid)?.version;
            draft::save(store, &report, version, at(k))?;
        } else {
            store.write(|tx| {
                tx.put_branch(&branch())?;
                tx.add_report(&report, false, at(k))
            })?;
        }
        self.did()
    }

    fn copy(&mut self) -> Result<()> {
        let k = self.k;
        let store = self.open()?;
        let taken = backup::take(store, Why::ByHand, at(k))?;
        let said = state(store)?;
        println!("copy {} {said}", taken.copy.name);
        self.copy = Some((taken.copy.name, said));
        Ok(())
    }

    fn restore(&mut self) -> Result<()> {
        let (name, said) = self.copy.clone().expect("a copy was taken before");
        let k = self.k;
        println!("try {said}");
        let taken = backup::restore(self.open()?, &name, at(k), &mut |_| ())?;
        println!("copy {} -", taken.copy.name);
        self.did()
    }

    fn export(&mut self) -> Result<()> {
        let target = self.root.join("述职报告.docx");
        let k = self.k;
        let store = self.open()?;
        let shelf = Shelf::load(None);
        let layout = shelf.layouts[0].key.clone();
        let latest = store.reports()?.remove(0);
        let format = export::Format::Docx;
        let made = export::report(store, &shelf, &latest.uid, format, &layout, None, at(k))?;
        println!("may {}", sum(&made.bytes));
        export::write(&target, &made.bytes, true)?;
        println!("file {} {}", target.display(), sum(&made.bytes));
        self.did()
    }

    fn take_in(&mut self) -> Result<()> {
        self.open()?;
        self.k += 1;
        let k = self.k;
        let report = Report { uid: uid(10_000 + k), ..text(office::REPORTS + k % 20, k) };
        let exchange = Exchange { branches: vec![branch()], ..Exchange::of(vec![report.clone()]) };
        let store = self.open()?;
        let before = state(store)?;
        say_try(&before, &report);
        println!("may {}", sum(&plain(&report)));
        backup::take(store, Why::BeforeImport, at(k))?;
        exchange::take_in(store, &exchange, at(k))?;
        self.did()
    }

    fn move_data(&mut self) -> Result<()> {
        let folder = self.root.join("大家的文件夹");
        let env = office::env_of(&self.root);
        let k = self.k;
        exchange::move_data(self.open()?, &folder, &env, at(k))?;
        self.did()
    }
}

/// Says what the data is to become: `before` with `report` in its place.
fn say_try(before: &str, report: &Report) {
    let head = format!("{}=", report.uid);
    let mut entries: Vec<String> = before
        .split(' ')
        .filter(|it| !it.is_empty() && !it.starts_with(&head))
        .map(str::to_owned)
        .collect();
    entries.push(entry(report));
    entries.sort();
    println!("try {}", entries.join(" "));
}
