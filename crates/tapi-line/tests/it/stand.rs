//! An application with one line on a device, and short words for what tests look at.

use std::sync::Arc;

use tapi_line::{Arrival, LineApp, LineMessage, OpenLine, Opener, Settings, Single};
use tapi_types::LineError;
use tapi_types::line::MessageNumber;

use crate::toy::Toy;

pub(crate) const V2_2: u32 = 0x0002_0002;

/// An application with an open line.
pub(crate) struct Stand {
    pub(crate) app: LineApp,
    pub(crate) toy: Arc<Toy>,
    pub(crate) handle: u32,
    pub(crate) line: u32,
}

/// The instance that messages of the line come with.
pub(crate) const INSTANCE: u32 = 4711;

pub(crate) fn stand() -> Stand {
    stand_with(Settings::default())
}

pub(crate) fn stand_with(settings: Settings) -> Stand {
    let toy = Arc::new(Toy::default());
    let app = LineApp::new([Single::device(toy.clone())], settings);
    let (handle, line) = open(&app, OpenLine { instance: INSTANCE, ..OpenLine::default() });
    Stand { app, toy, handle, line }
}

/// Initializes an application and opens a line on its first device.
pub(crate) fn open(app: &LineApp, how: OpenLine<'_>) -> (u32, u32) {
    let handle = initialize(app);
    let mut line = 0;
    assert_eq!(app.line_open(handle, 0, Some(&mut line), how), 0);
    (handle, line)
}

pub(crate) fn initialize(app: &LineApp) -> u32 {
    let mut handle = 0;
    assert_eq!(app.line_initialize_ex(Some(&mut handle), V2_2), 0);
    handle
}

/// An application on this device.
pub(crate) fn app_on(device: &Arc<impl Opener + 'static>) -> LineApp {
    LineApp::new([Arc::clone(device) as Arc<dyn Opener>], Settings::default())
}

/// The next message, which must be there.
pub(crate) fn message(app: &LineApp) -> LineMessage {
    match app.try_next() {
        Some(Arrival::Message(message)) => message,
        other => panic!("{other:?} is no message"),
    }
}

/// The id of a request.
pub(crate) fn id(returned: i32) -> u32 {
    assert!(returned > 0, "{:?}", LineError::from_code(returned.cast_unsigned()));
    returned.unsigned_abs()
}

/// The next message is the reply to this request; its result.
pub(crate) fn reply(app: &LineApp, returned: i32) -> Result<(), LineError> {
    let id = id(returned);
    let message = message(app);
    assert_eq!(message.number, MessageNumber::Reply.number());
    let [request, result, unused] = message.parameters;
    assert_eq!((request, unused), (id, 0));
    if result == 0 { Ok(()) } else { Err(LineError::from_code(result).expect("a LINEERR_")) }
}
