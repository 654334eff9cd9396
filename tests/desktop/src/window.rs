//! The program's window, as somebody in front of it sees it.

use std::fs;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::office::picture_file;
use crate::patience::eventually;
use crate::screen::Screen;
use crate::sight::memory_of;
use crate::wire;

/// How WebDriver names an element in JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Finds what the user would call by `arguments[0]`. Of several the first that
/// is not hidden.
const FIND_BUTTON: &str = r#"
    const shown = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden";
    const words = (e) => (e.getAttribute("aria-label") ?? e.innerText).replace(/\s+/g, " ").trim();
    const all = document.querySelectorAll("button, a, summary, [role=tab], [role=button], [role=menuitem], [role=option], [role=radio], label");
    return [...all].find((e) => shown(e) && words(e) === arguments[0])
        ?? [...all].find((e) => shown(e) && words(e).startsWith(arguments[0])) ?? null;"#;

const FIND_FIELD: &str = r#"
    const shown = (e) => e.getClientRects().length > 0;
    const named = (e) => [e.getAttribute("aria-label"), e.getAttribute("placeholder"),
        ...[...(e.labels ?? [])].map((l) => l.innerText),
        ...(e.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.innerText)]
        .some((n) => n?.trim().startsWith(arguments[0]));
    return [...document.querySelectorAll("input, textarea, select")].find((e) => shown(e) && named(e)) ?? null;"#;

/// Notes every break of the content security policy from now on.
const WATCH: &str = r#"
    window.violations = [];
    document.addEventListener("securitypolicyviolation",
        (e) => window.violations.push(`${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));"#;

/// A started program. It is ended when this value goes, like a power cut.
#[derive(Debug)]
pub struct Window {
    driver: Child,
    port: u16,
    session: String,
    program: u32,
    screen: Screen,
}

/// Something on the page.
#[derive(Debug)]
pub struct Element<'w> {
    window: &'w Window,
    id: String,
}

impl Window {
    pub(crate) fn open(driver: Child, port: u16, wanted: &Value) -> Self {
        let session = wire::send(port, "POST", "/session", wanted).expect("the window opens");
        let session = session["sessionId"].as_str().expect("a session has a name").to_owned();
        let program = children(driver.id()).pop().expect("the driver started the program");
        let window = Self { driver, port, session, program, screen: Screen::connect() };
        eventually("the page is there", || {
            let state = window.run("return document.readyState", &json!([])).ok()?;
            (state == "complete").then_some(())
        });
        window.script(WATCH, &json!([]));
        window
    }

    /// Clicks the button, link or tab that is called `name`. When the page was
    /// drawn anew in between, the new one of that name is clicked.
    #[track_caller]
    pub fn click(&self, name: &str) {
        eventually(&format!("a click on “{name}”"), || self.button(name).try_click());
    }

    /// The button, link or tab that is called `name`.
    #[track_caller]
    pub fn button(&self, name: &str) -> Element<'_> {
        self.find(&format!("a button “{name}”"), FIND_BUTTON, &json!([name]))
    }

    /// Clicks the part of the outline that begins with `name`.
    #[track_caller]
    pub fn click_part(&self, name: &str) {
        let script = "return [...document.querySelectorAll('nav[aria-label=大纲] button')]
            .find((part) => part.title.startsWith(arguments[0])) ?? null;";
        self.find(&format!("a part “{name}”"), script, &json!([name])).click();
    }

    /// Clicks the tab of the bar that is called `name`.
    #[track_caller]
    pub fn click_tab(&self, name: &str) {
        let script = "return [...document.querySelectorAll('nav[aria-label=主导航] button')]
            .find((tab) => tab.textContent.trim().startsWith(arguments[0])) ?? null;";
        self.find(&format!("a tab “{name}”"), script, &json!([name])).click();
    }

    /// The field that is labelled `name`.
    #[track_caller]
    pub fn field(&self, name: &str) -> Element<'_> {
        self.find(&format!("a field “{name}”"), FIND_FIELD, &json!([name]))
    }

    /// The first element that `css` selects.
    #[track_caller]
    pub fn css(&self, css: &str) -> Element<'_> {
        let script = "return document.querySelector(arguments[0])";
        self.find(&format!("an element {css}"), script, &json!([css]))
    }

    /// Waits until `words` stand somewhere on the page.
    #[track_caller]
    pub fn reads(&self, words: &str) {
        self.until(&format!("“{words}” on the page"), |text| text.contains(words));
    }

    /// Waits until the page's text is as it should be.
    #[track_caller]
    pub fn until(&self, what: &str, mut holds: impl FnMut(&str) -> bool) {
        let mut last = String::new();
        let found = crate::within(std::time::Duration::from_secs(20), || {
            last = self.text();
            holds(&last).then_some(())
        });
        assert!(found.is_some(), "not seen: {what}. The page reads:\n{last}");
    }

    /// All words on the page.
    pub fn text(&self) -> String {
        self.run("return document.body.innerText", &json!([]))
            .ok()
            .and_then(|text| text.as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// Presses a key combination, such as `["Control", "e"]`.
    pub fn press(&self, keys: &[&str]) {
        let keys: Vec<String> = keys.iter().map(|key| code(key)).collect();
        let down = keys.iter().map(|key| json!({ "type": "keyDown", "value": key }));
        let up = keys.iter().rev().map(|key| json!({ "type": "keyUp", "value": key }));
        let actions = json!({ "actions": [
            { "type": "key", "id": "keyboard", "actions": down.chain(up).collect::<Vec<_>>() }
        ] });
        self.command("POST", "/actions", &actions).expect("keys can be pressed");
    }

    /// Presses the key of each character, one every so many milliseconds or
    /// as fast as the driver can.
    pub fn tap(&self, words: &str, every: u64) {
        let keys: Vec<String> = words
            .chars()
            .map(|key| if key == '\n' { code("Enter") } else { key.to_string() })
            .collect();
        // The driver answers when all is pressed, and must not be waited for too long.
        for few in keys.chunks(10) {
            let presses = few.iter().flat_map(|key| {
                [
                    json!({ "type": "keyDown", "value": key }),
                    json!({ "type": "keyUp", "value": key }),
                    json!({ "type": "pause", "duration": every }),
                ]
            });
            let actions = json!({ "actions": [
                { "type": "key", "id": "keyboard", "actions": presses.collect::<Vec<_>>() }
            ] });
            self.command("POST", "/actions", &actions).expect("keys can be pressed");
        }
    }

    /// What a script in the page returns.
    #[track_caller]
    pub fn script(&self, script: &str, arguments: &Value) -> Value {
        self.run(script, arguments).unwrap_or_else(|error| panic!("{error}"))
    }

    /// What a script gives to the function that is its last argument; null
    /// when it gives nothing in time.
    pub fn script_async(&self, script: &str) -> Value {
        let asked = json!({ "script": script, "args": [] });
        self.command("POST", "/execute/async", &asked).unwrap_or(Value::Null)
    }

    /// What the command `name` answers the page: `{"value": …}` or
    /// `{"refusal": …}`; null when nothing is heard of it in five seconds.
    pub fn ask(&self, name: &str, arguments: &Value) -> Value {
        let script = format!(
            "const done = arguments[0];
             window.__TAURI_INTERNALS__.invoke({}, {arguments}).then(
                 (value) => done({{ value }}), (refusal) => done({{ refusal }}));
             setTimeout(() => done(null), 5000);",
            json!(name)
        );
        self.script_async(&script)
    }

    /// The breaks of the content security policy so far.
    pub fn violations(&self) -> Vec<String> {
        let found = self.script("return window.violations", &json!([]));
        found
            .as_array()
            .expect("the page was not loaded anew")
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    /// Pictures of a screen at the sizes that screens have.
    pub fn pictures(&self, name: &str) {
        self.picture(name, 1920, 1080);
        self.picture(name, 1366, 768);
    }

    /// Makes the window `width` × `height` pixels and keeps a picture of it in
    /// `out/screens`. The picture is the display's, as somebody in front of it
    /// sees it; the driver's own hangs on some pages.
    pub fn picture(&self, name: &str, width: u32, height: u32) {
        self.resize(width, height);
        let file = picture_file(&format!("{name}-{width}x{height}"));
        self.screen.picture(self.own_window(), &file);
    }

    /// Makes the window `width` × `height` pixels.
    pub fn resize(&self, width: u32, height: u32) {
        self.screen.resize(self.own_window(), width, height);
        eventually("the page has the new size", || {
            let size = self.script("return [innerWidth, innerHeight]", &json!([]));
            (size == json!([width, height])).then_some(())
        });
        // What fades in has come, and two frames later what is drawn is drawn.
        self.script_async(
            "const done = arguments[0];
            const ends = (each) => each.effect.getComputedTiming().endTime < Infinity;
            const fades = () => document.getAnimations().filter(ends).map((each) => each.finished);
            const frame = () => new Promise(requestAnimationFrame);
            frame().then(() => Promise.allSettled(fades())).then(frame).then(frame).then(() => done());",
        );
    }

    /// The program's process.
    pub fn process(&self) -> u32 {
        self.program
    }

    /// The processes of the program: its own and the web view's.
    pub fn processes(&self) -> Vec<u32> {
        tree(self.program)
    }

    /// What all of them take of the memory, in kilobytes (PSS).
    pub fn memory(&self) -> u64 {
        memory_of(&self.processes())
    }

    /// Ends the program as a power cut would.
    pub fn kill(self) {
        send_signal(self.program, "-KILL");
        eventually("the program is gone", || (!self.is_running()).then_some(()));
    }

    /// Stops the program with its web view, as a computer that falls asleep.
    pub fn stop(&self) {
        self.processes().into_iter().for_each(|process| send_signal(process, "-STOP"));
    }

    /// Lets it go on.
    pub fn go_on(&self) {
        self.processes().into_iter().for_each(|process| send_signal(process, "-CONT"));
    }

    /// Asks the window to close, as a click on its × does, and waits for it.
    pub fn close(self) {
        self.ask_to_close();
        eventually("the window closes", || (!self.is_running()).then_some(()));
    }

    /// Asks the window to close, as a click on its × does.
    pub fn ask_to_close(&self) {
        self.screen.ask_to_close(self.own_window());
    }

    /// The titles of the program's windows.
    pub fn titles(&self) -> Vec<String> {
        self.screen.windows_of(self.program).into_iter().map(|(_, title)| title).collect()
    }

    fn own_window(&self) -> u32 {
        eventually("the window is on the screen", || {
            let windows = self.screen.windows_of(self.program);
            windows.into_iter().find(|(_, title)| title == "述职").map(|(window, _)| window)
        })
    }

    /// Whether the program still runs.
    pub fn is_running(&self) -> bool {
        let state = fs::read_to_string(format!("/proc/{}/stat", self.program));
        state.is_ok_and(|state| !state.contains(") Z "))
    }

    #[track_caller]
    fn find(&self, what: &str, script: &str, arguments: &Value) -> Element<'_> {
        let found = crate::within(std::time::Duration::from_secs(10), || {
            let found = self.run(script, arguments).ok()?;
            found[ELEMENT].as_str().map(str::to_owned)
        });
        let Some(id) = found else {
            panic!("not on the page: {what}. The page reads:\n{}", self.text());
        };
        Element { window: self, id }
    }

    fn run(&self, script: &str, arguments: &Value) -> Result<Value, String> {
        self.command("POST", "/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    fn command(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        wire::send(self.port, method, &format!("/session/{}{path}", self.session), body)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        send_signal(self.program, "-KILL");
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

impl Element<'_> {
    /// Clicks it.
    #[track_caller]
    pub fn click(&self) {
        self.command("POST", "click", &json!({}));
    }

    /// Clicks it, unless it is not on the page any more.
    #[track_caller]
    fn try_click(&self) -> Option<()> {
        let path = format!("/element/{}/click", self.id);
        match self.window.command("POST", &path, &json!({})) {
            Ok(_) => Some(()),
            Err(error) if error.contains("stale element") => None,
            Err(error) => panic!("{error}"),
        }
    }

    /// Types behind what is there. `\n` is the Enter key.
    #[track_caller]
    pub fn type_in(&self, text: &str) -> &Self {
        if !text.is_empty() {
            let keys = text.replace('\n', "\u{E007}");
            self.command("POST", "value", &json!({ "text": keys }));
        }
        self
    }

    /// Types in place of what is there.
    #[track_caller]
    pub fn fill(&self, text: &str) {
        self.command("POST", "clear", &json!({}));
        self.type_in(text);
    }

    /// What stands in the field.
    #[track_caller]
    pub fn value(&self) -> String {
        let value = self.command("GET", "property/value", &json!({}));
        value.as_str().unwrap_or_default().to_owned()
    }

    /// The words on it.
    #[track_caller]
    pub fn text(&self) -> String {
        self.command("GET", "text", &json!({})).as_str().unwrap_or_default().to_owned()
    }

    #[track_caller]
    fn command(&self, method: &str, name: &str, body: &Value) -> Value {
        let path = format!("/element/{}/{name}", self.id);
        self.window.command(method, &path, body).unwrap_or_else(|error| panic!("{error}"))
    }
}

fn send_signal(process: u32, signal: &str) {
    let _ =
        Command::new("kill").args([signal, &process.to_string()]).stderr(Stdio::null()).status();
}

/// `process`, and all that it and its own started and that still run.
pub(crate) fn tree(process: u32) -> Vec<u32> {
    let mut all = vec![process];
    let mut next = 0;
    while next < all.len() {
        all.extend(children(all[next]));
        next += 1;
    }
    all
}

/// The processes that `process` started and that still run.
fn children(process: u32) -> Vec<u32> {
    let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten();
    threads
        .filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("children")).ok())
        .flat_map(|list| list.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|id| id.parse().ok())
        .collect()
}

/// A key as WebDriver names it.
fn code(key: &str) -> String {
    match key {
        "Control" => "\u{E009}",
        "Alt" => "\u{E00A}",
        "Shift" => "\u{E008}",
        "Enter" => "\u{E007}",
        "Escape" => "\u{E00C}",
        "Tab" => "\u{E004}",
        "ArrowDown" => "\u{E015}",
        "Delete" => "\u{E017}",
        "ArrowUp" => "\u{E013}",
        "F6" => "\u{E036}",
        "F8" => "\u{E038}",
        other => other,
    }
    .to_owned()
}
