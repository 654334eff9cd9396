//! What has to be settled on Linux before the first window.

use std::env;
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

/// WebKitGTK's DMA-BUF renderer shows an empty window on many old graphics
/// drivers and costs a third more memory; the plain one draws everything here.
const PLAIN_RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Makes sure that there is a screen, and that the web view draws plainly.
///
/// The process replaces itself once to get the variable into its environment:
/// setting it in place is unsafe. Whoever sets it, to whatever, is obeyed.
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
    if env::var_os(PLAIN_RENDERER).is_none()
        && let Ok(program) = env::current_exe()
    {
        let failure =
            Command::new(program).args(env::args_os().skip(1)).env(PLAIN_RENDERER, "1").exec();
        // Only reached when it failed; the window then opens with the other renderer.
        eprintln!("{failure}");
    }
    Ok(())
}
