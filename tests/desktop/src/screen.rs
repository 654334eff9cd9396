//! The X display as a window manager sees it: which windows there are, how
//! large they are, and the polite request to close.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConfigureWindowAux, ConnectionExt, EventMask, ImageFormat,
    MapState, Window,
};
use x11rb::rust_connection::RustConnection;

/// A connection to the display that `DISPLAY` names.
#[derive(Debug)]
pub(crate) struct Screen {
    display: RustConnection,
    root: Window,
}

impl Screen {
    pub(crate) fn connect() -> Self {
        let (display, screen) =
            x11rb::connect(None).expect("there is a display (xvfb-run -a, or make test)");
        let root = display.setup().roots[screen].root;
        Self { display, root }
    }

    /// The visible windows of `process` with their titles. The process is
    /// what the window itself says.
    pub(crate) fn windows_of(&self, process: u32) -> Vec<(Window, String)> {
        let children = self.display.query_tree(self.root).unwrap().reply().unwrap().children;
        children
            .into_iter()
            .filter(|window| self.is_shown(*window) && self.process(*window) == Some(process))
            .map(|window| (window, self.title(window)))
            .collect()
    }

    pub(crate) fn resize(&self, window: Window, width: u32, height: u32) {
        let size = ConfigureWindowAux::new().x(0).y(0).width(width).height(height);
        self.display.configure_window(window, &size).unwrap().check().unwrap();
    }

    /// Keeps what the display shows of a window as a PNG.
    pub(crate) fn picture(&self, window: Window, file: &Path) {
        let size = self.display.get_geometry(window).unwrap().reply().unwrap();
        let (width, height) = (size.width, size.height);
        let image = self
            .display
            .get_image(ImageFormat::Z_PIXMAP, window, 0, 0, width, height, u32::MAX)
            .unwrap()
            .reply()
            .expect("the window is on the display as a whole");
        // Blue, green, red and a byte of nothing, as X servers keep 24 bits.
        let pixels: Vec<u8> = image.data.chunks_exact(4).flat_map(|p| [p[2], p[1], p[0]]).collect();
        let file = BufWriter::new(File::create(file).unwrap());
        let mut png = png::Encoder::new(file, width.into(), height.into());
        png.set_color(png::ColorType::Rgb);
        png.write_header().unwrap().write_image_data(&pixels).unwrap();
    }

    /// What the display shows of a window, a number a pixel; `None` while the
    /// window is not on the display as a whole.
    pub(crate) fn pixels(&self, window: Window) -> Option<Vec<u32>> {
        let size = self.display.get_geometry(window).ok()?.reply().ok()?;
        let image = self
            .display
            .get_image(ImageFormat::Z_PIXMAP, window, 0, 0, size.width, size.height, u32::MAX)
            .ok()?
            .reply()
            .ok()?;
        let pixel = |bytes: &[u8]| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]);
        Some(image.data.chunks_exact(4).map(pixel).collect())
    }

    /// Asks a window to close, as a click on its × does.
    pub(crate) fn ask_to_close(&self, window: Window) {
        let message = ClientMessageEvent::new(
            32,
            window,
            self.atom(b"WM_PROTOCOLS"),
            [self.atom(b"WM_DELETE_WINDOW"), x11rb::CURRENT_TIME, 0, 0, 0],
        );
        self.display.send_event(false, window, EventMask::NO_EVENT, message).unwrap();
        self.display.flush().unwrap();
    }

    fn is_shown(&self, window: Window) -> bool {
        let attributes = self.display.get_window_attributes(window).unwrap().reply();
        attributes.is_ok_and(|attributes| attributes.map_state == MapState::VIEWABLE)
    }

    fn process(&self, window: Window) -> Option<u32> {
        let name = self.atom(b"_NET_WM_PID");
        let answer = self
            .display
            .get_property(false, window, name, AtomEnum::CARDINAL, 0, 1)
            .unwrap()
            .reply()
            .ok()?;
        answer.value32()?.next()
    }

    fn title(&self, window: Window) -> String {
        let (name, kind) = (self.atom(b"_NET_WM_NAME"), self.atom(b"UTF8_STRING"));
        let answer = self.display.get_property(false, window, name, kind, 0, 256).unwrap().reply();
        answer.map_or_else(
            |_| String::new(),
            |answer| String::from_utf8_lossy(&answer.value).into_owned(),
        )
    }

    fn atom(&self, name: &[u8]) -> u32 {
        self.display.intern_atom(false, name).unwrap().reply().unwrap().atom
    }
}
