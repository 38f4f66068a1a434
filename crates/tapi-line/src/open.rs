//! lineInitializeEx, lineOpen and what ends them.

use tapi_types::line::{ApiVersion, OpenOption, ProxyRequestType};
use tapi_types::{Bits, LineError};
use tsp_provider::MessageFilter;

use crate::state::{Line, State};
use crate::{LineApp, Settings};

/// `LINECALLPRIVILEGE_NONE`.
const NONE: u32 = 0x1;
/// `LINECALLPRIVILEGE_MONITOR` and `_OWNER`.
const CALLS: u32 = 0x2 | 0x4;
/// The versions that lineOpen takes: those before 1.3 are no more, and there is none after 3.1.
const OPENABLE: std::ops::RangeInclusive<ApiVersion> = ApiVersion(0x0001_0003)..=ApiVersion(0x0003_0001);

/// The arguments of lineOpen, without those that are about calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenLine<'a> {
    /// `dwAPIVersion`: the version that the application speaks on this line. It hears no messages of later ones.
    pub api_version: u32,
    /// `dwCallbackInstance`: comes with every message of the line.
    pub instance: u32,
    /// `dwPrivileges`: LINECALLPRIVILEGE_ values and [`OpenOption`]s.
    pub privileges: u32,
    /// The array of DWORDs that the device-specific part of LINECALLPARAMS frames: the types of request that the application
    /// serves as a proxy, [`ProxyRequestType`]s. They are ordinals, not bits. Looked at with [`OpenOption::Proxy`] alone.
    pub proxy_requests: Option<&'a [u8]>,
}

impl Default for OpenLine<'_> {
    /// Version 2.2, no privilege over calls.
    fn default() -> Self {
        OpenLine { api_version: ApiVersion::V2_2.0, instance: 0, privileges: NONE, proxy_requests: None }
    }
}

impl LineApp {
    /// `lineInitializeEx`: begins, and puts a handle for this application into `app`. The version is the highest that the
    /// application knows, which proxies are told.
    ///
    /// Zero, or LINEERR_INVALPOINTER, LINEERR_INCOMPATIBLEAPIVERSION below 2.0; LINEERR_OPERATIONFAILED for an application that
    /// is initialized.
    #[doc(alias = "lineInitializeEx")]
    pub fn line_initialize_ex(&self, app: Option<&mut u32>, api_version: u32) -> i32 {
        let mut state = self.lock();
        let result = initialize(&mut state, app, ApiVersion(api_version));
        result.map_or_else(LineError::long, |()| 0)
    }

    /// `lineShutdown`: closes every line of the application. What is in its queue can still be read.
    ///
    /// Zero, or LINEERR_INVALAPPHANDLE, LINEERR_UNINITIALIZED.
    #[doc(alias = "lineShutdown")]
    pub fn line_shutdown(&self, app: u32) -> i32 {
        self.call(|state| {
            state.check_app(app)?;
            state.shut_down();
            Ok(0)
        })
    }

    /// `lineOpen`: opens a line on a device and puts its handle into `line`.
    ///
    /// Zero, or what the device's [`Opener`](crate::Opener) says, or LINEERR_INVALAPPHANDLE, LINEERR_BADDEVICEID,
    /// LINEERR_INVALPOINTER, LINEERR_INCOMPATIBLEAPIVERSION; LINEERR_INVALPRIVSELECT for privileges that are not there or
    /// cannot be combined. Of a proxy's array: LINEERR_INVALPOINTER where there is none, LINEERR_STRUCTURETOOSMALL where it holds no
    /// whole DWORDs, and POLICY `unknown_proxy_request`: LINEERR_OPERATIONUNAVAIL for a value that is no type of request.
    #[doc(alias = "lineOpen")]
    pub fn line_open(&self, app: u32, device: u32, line: Option<&mut u32>, how: OpenLine<'_>) -> i32 {
        self.call(|state| {
            state.check_app(app)?;
            *line.ok_or(LineError::INVALPOINTER)? = open(state, device, how)?;
            Ok(0)
        })
    }

    /// `lineClose`: the requests that are pending on the line end with LINEERR_OPERATIONFAILED, then comes LINE_CLOSE, the last
    /// message of the line. Its handle is dead at once.
    ///
    /// Zero, or LINEERR_INVALLINEHANDLE, LINEERR_UNINITIALIZED.
    #[doc(alias = "lineClose")]
    pub fn line_close(&self, line: u32) -> i32 {
        self.call(|state| {
            state.line(line)?;
            state.close_line(line);
            Ok(0)
        })
    }
}

fn initialize(state: &mut State, app: Option<&mut u32>, version: ApiVersion) -> Result<(), LineError> {
    let app = app.ok_or(LineError::INVALPOINTER)?;
    if version < ApiVersion::V2_0 {
        return Err(LineError::INCOMPATIBLEAPIVERSION);
    }
    if state.app.is_some() {
        return Err(LineError::OPERATIONFAILED);
    }
    state.settings.client.version = version;
    *app = state.new_handle();
    state.app = Some(*app);
    Ok(())
}

fn open(state: &mut State, device: u32, how: OpenLine<'_>) -> Result<u32, LineError> {
    let place = state.device(device)?;
    let version = ApiVersion(how.api_version);
    if !OPENABLE.contains(&version) {
        return Err(LineError::INCOMPATIBLEAPIVERSION);
    }
    let is_proxy = checked_privileges(how.privileges)?;
    let serves = if is_proxy { request_types(how.proxy_requests)? } else { Vec::new() };
    let Settings { client, capacity, .. } = &state.settings;
    let provider = state.devices[place].opener.open(client, &serves)?;
    // What a proxy is asked must not give way: nobody else would answer it.
    let capacity = if is_proxy { usize::MAX } else { *capacity };
    let messages = Some(provider.messages(MessageFilter::ALL.for_version(version), capacity));
    let line = state.new_handle();
    state.lines.insert(line, Line { provider, messages, instance: how.instance, version, is_proxy });
    Ok(line)
}

/// True for a proxy.
fn checked_privileges(privileges: u32) -> Result<bool, LineError> {
    let options = Bits::<OpenOption>::from_bits(privileges) & Bits::all();
    let privileges = privileges & !options.bits();
    let known = privileges & !(NONE | CALLS) == 0;
    let alone = privileges & NONE == 0 || privileges & CALLS == 0;
    if known && alone && (privileges, options) != (0, Bits::NONE) {
        Ok(options.contains(OpenOption::Proxy))
    } else {
        Err(LineError::INVALPRIVSELECT)
    }
}

/// The DWORDs of an array, each a type of request. POLICY `proxy_array`: as many as there are.
fn request_types(array: Option<&[u8]>) -> Result<Vec<ProxyRequestType>, LineError> {
    let (types, rest) = array.ok_or(LineError::INVALPOINTER)?.as_chunks::<4>();
    if types.is_empty() || !rest.is_empty() {
        return Err(LineError::STRUCTURETOOSMALL);
    }
    let known = |number: &[u8; 4]| ProxyRequestType::try_from(u32::from_le_bytes(*number));
    types.iter().map(known).collect::<Result<_, _>>().map_err(|_| LineError::OPERATIONUNAVAIL)
}
