//! What has to be settled on Linux before the first window.

use std::env;
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

/// WebKitGTK's DMA-BUF renderer shows an empty window on many old graphics
/// drivers and costs a third more memory; the plain one draws everything here.
const PLAIN_RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Set once the process has replaced itself.
const SETTLED: &str = "SHUZHI_SETTLED";

/// Past a limit on the size of a file (`ulimit -f`), the system ends a program
/// that writes on, unless it ignores the signal; a write is then refused like
/// any other. What is ignored stays so in what the shell turns into.
const IGNORING: &str = r#"trap "" XFSZ; exec "$0" "$@""#;

/// Makes sure that there is a screen, that the web view draws plainly, and that
/// a write past a limit is a refusal.
///
/// The process replaces itself once, by way of a shell: to set a variable of
/// its own environment, or to ignore a signal, is unsafe from within. Whoever
/// sets the renderer, to whatever, is obeyed.
///
/// # Errors
///
/// The exit code, when there is no screen.
#[expect(clippy::print_stderr, reason = "there is no window that could say it")]
pub(crate) fn prepare() -> Result<(), ExitCode> {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    if !set("DISPLAY") && !set("WAYLAND_DISPLAY") {
        eprintln!("没有找到显示器，窗口打不开。请在桌面里启动，或改用终端程序 shuzhi-cli。");
        return Err(ExitCode::from(2));
    }
    if env::var_os(SETTLED).is_none()
        && let Ok(program) = env::current_exe()
    {
        let renderer = env::var_os(PLAIN_RENDERER).unwrap_or_else(|| "1".into());
        let again = |command: &mut Command| {
            let arguments = env::args_os().skip(1);
            command.args(arguments).env(PLAIN_RENDERER, &renderer).env(SETTLED, "1").exec()
        };
        // Each is only reached when the one before it failed: there is no shell,
        // or the window opens with the other renderer.
        let _ = again(Command::new("/bin/sh").args(["-c", IGNORING]).arg(&program));
        eprintln!("{}", again(&mut Command::new(&program)));
    }
    Ok(())
}
