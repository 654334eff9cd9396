//! A computer of its own for a test.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::json;
use tempfile::TempDir;

use crate::patience::eventually;
use crate::screen::Screen;
use crate::window::{Window, tree};
use crate::{Bus, wire};

/// One office at a time: there is one display, and windows cover each other.
static ALONE: Mutex<()> = Mutex::new(());

/// A home folder with nothing in it, and the program installed.
#[derive(Debug)]
pub struct Office {
    // A test that failed has given up the display all the same.
    _alone: MutexGuard<'static, ()>,
    home: TempDir,
    program: PathBuf,
    bus: Option<Bus>,
}

/// The program, started without anybody driving it.
#[derive(Debug)]
pub struct Started(pub Child);

impl Office {
    /// A fresh computer with the program as it is released: the one that
    /// `SHUZHI_BIN` names, seen from the project's folder, or else
    /// `target/release/shuzhi`.
    pub fn new() -> Self {
        let program = std::env::var_os("SHUZHI_BIN").unwrap_or("target/release/shuzhi".into());
        let program = project().join(program);
        assert!(program.is_file(), "{} has to be built first (make test)", program.display());
        let home = tempfile::Builder::new().prefix("office-").tempdir().unwrap();
        for folder in ["文档", ".config"] {
            fs::create_dir(home.path().join(folder)).unwrap();
        }
        fs::write(home.path().join(".config/user-dirs.dirs"), "XDG_DOCUMENTS_DIR=\"$HOME/文档\"\n")
            .unwrap();
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        Self { _alone: alone, home, program, bus: None }
    }

    /// The same with a session bus, over which a second start finds the first.
    pub fn with_bus() -> Self {
        Self { bus: Some(Bus::start()), ..Self::new() }
    }

    /// A path in the home folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Puts a file into the home folder.
    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it is in the home folder")).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// The names in a folder of the home folder, sorted.
    pub fn list(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// The data file.
    pub fn data(&self) -> PathBuf {
        self.path(".local/share/shuzhi/shuzhi.db")
    }

    /// Starts the program, and begins a report: it is open at its opening.
    pub fn begin_a_report(&self) -> Window {
        let window = self.start(&[]);
        window.until("the first start", |text| text.contains("从模板新建"));
        let year = eventually("a year to write about", || {
            let text = window.text();
            let at = text.find("新建 ")?;
            text[at..].split_whitespace().nth(1).map(str::to_owned)
        });
        window.click(&format!("新建 {year}"));
        window.reads("本节写完了");
        window.click_part("开头");
        window
    }

    /// Starts the program, and opens the report begun last.
    pub fn go_on_writing(&self) -> Window {
        let window = self.start(&[]);
        window.click("撰写");
        window
    }

    /// Starts the program with `files`, driven.
    pub fn start(&self, files: &[&Path]) -> Window {
        self.start_program(&self.program, files)
    }

    /// Starts another program in the place of the released one, driven.
    pub fn start_program(&self, program: &Path, files: &[&Path]) -> Window {
        let port = free_port();
        let mut driver = Command::new("WebKitWebDriver");
        driver
            .arg(format!("--port={port}"))
            // Without it the web view takes no orders from a driver.
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        self.settle(&mut driver);
        let driver = driver.spawn().expect("webkit2gtk-driver is installed (make setup)");
        eventually("the driver listens", || wire::send(port, "GET", "/status", &json!({})).ok());
        let wanted = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": {
            "binary": program, "args": files,
        } } } });
        Window::open(driver, port, &wanted)
    }

    /// Starts the program with `files` as from the desktop, undriven.
    pub fn start_beside(&self, files: &[&Path]) -> Started {
        self.start_program_beside(&self.program, files)
    }

    /// What the log says.
    pub fn log(&self) -> String {
        let log = self.path(".local/share/local.shuzhi.desktop/logs/shuzhi.log");
        fs::read_to_string(log).unwrap_or_default()
    }

    /// Starts another program in the place of the released one, undriven.
    pub fn start_program_beside(&self, program: &Path, files: &[&Path]) -> Started {
        Started(self.command(program).args(files).spawn().unwrap())
    }

    /// A call of `program` on this computer, silent.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        self.settle(&mut command);
        command
    }

    /// Runs the terminal program that was built beside the program under test,
    /// on this computer's data.
    pub fn terminal(&self, arguments: &[&str]) {
        let data = self.data();
        fs::create_dir_all(data.parent().expect("it is in the home folder")).unwrap();
        let mut command = self.command(&self.program.with_file_name("shuzhi-cli"));
        let done = command.arg("--data").arg(&data).args(arguments).status();
        assert!(done.unwrap().success(), "{arguments:?} was refused");
    }

    /// The program under test.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Makes `command` run on this computer.
    fn settle(&self, command: &mut Command) {
        let home = self.home.path();
        command
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_DATA_HOME", home.join(".local/share"))
            .env("XDG_CACHE_HOME", home.join(".cache"))
            .env("LANG", "C.UTF-8")
            .env("DBUS_SESSION_BUS_ADDRESS", self.bus.as_ref().map_or("disabled:", Bus::address))
            .env_remove("SHUZHI_DATA")
            .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER")
            .env_remove("SHUZHI_SETTLED")
            .env_remove("WAYLAND_DISPLAY");
    }
}

impl Default for Office {
    fn default() -> Self {
        Self::new()
    }
}

impl Started {
    /// Waits for a dialog of the program, keeps a picture of it, closes it, and
    /// gives the program's exit status.
    pub fn dismiss_dialog(mut self, name: &str) -> ExitStatus {
        let screen = Screen::connect();
        let (dialog, _) = eventually("the program says why it does not start", || {
            screen.windows_of(self.0.id()).pop()
        });
        screen.picture(dialog, &picture_file(name));
        screen.ask_to_close(dialog);
        self.end()
    }

    /// Asks the window to close, as a click on its × does, once it is there, and
    /// waits for the end. The program may be one that this one started.
    pub fn close_window(&mut self) -> ExitStatus {
        let screen = Screen::connect();
        let window = eventually("the window is on the screen", || {
            let windows = tree(self.0.id()).into_iter().flat_map(|it| screen.windows_of(it));
            windows.into_iter().find(|(_, title)| title == "述职").map(|(window, _)| window)
        });
        screen.ask_to_close(window);
        self.end()
    }

    /// The exit status of a program that ends by itself.
    pub fn end(&mut self) -> ExitStatus {
        eventually("the program ends", || self.0.try_wait().unwrap())
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The project's folder.
pub fn project() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("it stands two folders below").to_owned()
}

/// The file that the picture called `name` is kept in.
pub(crate) fn picture_file(name: &str) -> PathBuf {
    let folder = project().join("out/screens");
    fs::create_dir_all(&folder).unwrap();
    folder.join(format!("{name}.png"))
}

/// A port that nobody listens on.
fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}
