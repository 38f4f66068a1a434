//! `HRESULT`: what a TAPI 3 method answers.
//!
//! Every value of `tapi3err.h`, and those of `winerror.h` that the pages of the call centre's methods list.

use std::fmt;
use std::str::FromStr;

use crate::constant::from_hex;
use crate::name::{self, UnknownName};

/// A COM result: negative is failure (`winerror.h`, `tapi3err.h`). It may be any 32 bits; those with a name here are in
/// [`NAMED`](Hresult::NAMED).
///
/// `Display` writes the name, or the number in hexadecimal; `FromStr` reads both.
///
/// ```
/// use tapi_types::{Hresult, LineError};
///
/// assert_eq!("TAPI_E_TIMEOUT".parse(), Ok(Hresult::TAPI_E_TIMEOUT));
/// let raw = LineError::INVALAGENTSTATE.raw_hresult();
/// assert_eq!((raw.to_string().as_str(), "0x8000005A".parse()), ("0x8000005A", Ok(raw)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hresult(pub i32);

macro_rules! hresults {
    ($($(#[$doc:meta])* $name:ident = $value:literal;)+) => {
        impl Hresult {
            $($(#[$doc])* pub const $name: Hresult = Hresult(($value as u32).cast_signed());)+
        }

        impl Hresult {
            /// Every named value, with its name.
            pub const NAMED: &[(&str, Hresult)] = &[$((stringify!($name), Hresult::$name),)+];
        }
    };
}

hresults! {
    /// The buffer of the caller is too small.
    TAPI_E_NOTENOUGHMEMORY = 0x8004_0001;
    /// Nothing is there that was asked for.
    TAPI_E_NOITEMS = 0x8004_0002;
    /// This object does not support it.
    TAPI_E_NOTSUPPORTED = 0x8004_0003;
    /// The media type is invalid.
    TAPI_E_INVALIDMEDIATYPE = 0x8004_0004;
    /// It failed and nothing says why.
    TAPI_E_OPERATIONFAILED = 0x8004_0005;
    /// The device cannot be opened: somebody holds it.
    TAPI_E_ALLOCATED = 0x8004_0006;
    /// No further call can be had at the address.
    TAPI_E_CALLUNAVAIL = 0x8004_0007;
    /// Too many call completions are outstanding.
    TAPI_E_COMPLETIONOVERRUN = 0x8004_0008;
    /// The conference has as many parties as it can have.
    TAPI_E_CONFERENCEFULL = 0x8004_0009;
    /// The address to dial has a sign that the device cannot follow.
    TAPI_E_DIALMODIFIERNOTSUPPORTED = 0x8004_000A;
    /// The device is in use and cannot be set up now.
    TAPI_E_INUSE = 0x8004_000B;
    /// The address to dial cannot be understood.
    TAPI_E_INVALADDRESS = 0x8004_000C;
    /// The state of the address does not permit it.
    TAPI_E_INVALADDRESSSTATE = 0x8004_000D;
    /// The parameters of the call are invalid.
    TAPI_E_INVALCALLPARAMS = 0x8004_000E;
    /// The privilege over the call is invalid.
    TAPI_E_INVALCALLPRIVILEGE = 0x8004_000F;
    /// The state of the call does not permit it.
    TAPI_E_INVALCALLSTATE = 0x8004_0010;
    /// The calling card is invalid.
    TAPI_E_INVALCARD = 0x8004_0011;
    /// The id of the call completion is invalid.
    TAPI_E_INVALCOMPLETIONID = 0x8004_0012;
    /// The country code is invalid.
    TAPI_E_INVALCOUNTRYCODE = 0x8004_0013;
    /// The class of device is invalid.
    TAPI_E_INVALDEVICECLASS = 0x8004_0014;
    /// The parameters of dialing are invalid.
    TAPI_E_INVALDIALPARAMS = 0x8004_0015;
    /// The digits are invalid.
    TAPI_E_INVALDIGITS = 0x8004_0016;
    /// The id of the pick-up group is invalid.
    TAPI_E_INVALGROUPID = 0x8004_0017;
    /// The location is invalid.
    TAPI_E_INVALLOCATION = 0x8004_0018;
    /// The id of the message to the user is invalid.
    TAPI_E_INVALMESSAGEID = 0x8004_0019;
    /// The id of the park address is invalid.
    TAPI_E_INVALPARKID = 0x8004_001A;
    /// The data rate is invalid.
    TAPI_E_INVALRATE = 0x8004_001B;
    /// The time-out is invalid.
    TAPI_E_INVALTIMEOUT = 0x8004_001C;
    /// The tone is invalid.
    TAPI_E_INVALTONE = 0x8004_001D;
    /// A list that was passed in is invalid.
    TAPI_E_INVALLIST = 0x8004_001E;
    /// A mode that was passed in is invalid.
    TAPI_E_INVALMODE = 0x8004_001F;
    /// The call is not part of a conference.
    TAPI_E_NOCONFERENCE = 0x8004_0020;
    /// The device has been removed.
    TAPI_E_NODEVICE = 0x8004_0021;
    /// No request is waiting.
    TAPI_E_NOREQUEST = 0x8004_0022;
    /// The application does not own the call.
    TAPI_E_NOTOWNER = 0x8004_0023;
    /// The application is not registered for it.
    TAPI_E_NOTREGISTERED = 0x8004_0024;
    /// Too many requests are waiting.
    TAPI_E_REQUESTOVERRUN = 0x8004_0025;
    /// The target of the call was not found.
    TAPI_E_TARGETNOTFOUND = 0x8004_0026;
    /// The call would go to the application that hands it off.
    TAPI_E_TARGETSELF = 0x8004_0027;
    /// The user-user information is too long.
    TAPI_E_USERUSERINFOTOOBIG = 0x8004_0028;
    /// TAPI is to be initialized anew, and not everybody has shut it down yet.
    TAPI_E_REINIT = 0x8004_0029;
    /// The address may not be dialed from here.
    TAPI_E_ADDRESSBLOCKED = 0x8004_002A;
    /// The way of billing was refused.
    TAPI_E_BILLINGREJECTED = 0x8004_002B;
    /// The feature is invalid.
    TAPI_E_INVALFEATURE = 0x8004_002C;
    /// The id of the phone's button or lamp is invalid.
    TAPI_E_INVALBUTTONLAMPID = 0x8004_002D;
    /// The state of the phone's button does not permit it.
    TAPI_E_INVALBUTTONSTATE = 0x8004_002E;
    /// The id of the phone's data segment is invalid.
    TAPI_E_INVALDATAID = 0x8004_002F;
    /// The phone has no such hookswitch device.
    TAPI_E_INVALHOOKSWITCHDEV = 0x8004_0030;
    /// The call was dropped.
    TAPI_E_DROPPED = 0x8004_0031;
    /// Nobody is there who would take the request for a call.
    TAPI_E_NOREQUESTRECIPIENT = 0x8004_0032;
    /// Too many requests for calls are waiting.
    TAPI_E_REQUESTQUEUEFULL = 0x8004_0033;
    /// The destination is busy.
    TAPI_E_DESTBUSY = 0x8004_0034;
    /// The destination does not answer.
    TAPI_E_DESTNOANSWER = 0x8004_0035;
    /// The destination cannot be reached.
    TAPI_E_DESTUNAVAIL = 0x8004_0036;
    /// The request for a call failed.
    TAPI_E_REQUESTFAILED = 0x8004_0037;
    /// The request for a call was cancelled.
    TAPI_E_REQUESTCANCELLED = 0x8004_0038;
    /// The privilege is invalid.
    TAPI_E_INVALPRIVILEGE = 0x8004_0039;
    /// The direction of the media is invalid.
    TAPI_E_INVALIDDIRECTION = 0x8004_003A;
    /// The terminal is invalid.
    TAPI_E_INVALIDTERMINAL = 0x8004_003B;
    /// The class of terminal is invalid.
    TAPI_E_INVALIDTERMINALCLASS = 0x8004_003C;
    /// A part of the service provider is missing or does not work.
    TAPI_E_NODRIVER = 0x8004_003D;
    /// No further stream can be had.
    TAPI_E_MAXSTREAMS = 0x8004_003E;
    /// No terminal is selected.
    TAPI_E_NOTERMINALSELECTED = 0x8004_003F;
    /// The terminal is in use.
    TAPI_E_TERMINALINUSE = 0x8004_0040;
    /// The stream has to be stopped first.
    TAPI_E_NOTSTOPPED = 0x8004_0041;
    /// No further terminal can be had.
    TAPI_E_MAXTERMINALS = 0x8004_0042;
    /// The stream is invalid.
    TAPI_E_INVALIDSTREAM = 0x8004_0043;
    /// TAPI 3 gave up waiting for the reply: the limit is two minutes.
    TAPI_E_TIMEOUT = 0x8004_0044;
    /// The proxy has removed this group; the object is of no more use.
    TAPI_E_CALLCENTER_GROUP_REMOVED = 0x8004_0045;
    /// The proxy has removed this queue; the object is of no more use.
    TAPI_E_CALLCENTER_QUEUE_REMOVED = 0x8004_0046;
    /// The agent was made without an id.
    TAPI_E_CALLCENTER_NO_AGENT_ID = 0x8004_0047;
    /// The agent's id is invalid.
    TAPI_E_CALLCENTER_INVALAGENTID = 0x8004_0048;
    /// The agent's group is invalid.
    TAPI_E_CALLCENTER_INVALAGENTGROUP = 0x8004_0049;
    /// The agent's password is invalid.
    TAPI_E_CALLCENTER_INVALPASSWORD = 0x8004_004A;
    /// The agent's state is invalid.
    TAPI_E_CALLCENTER_INVALAGENTSTATE = 0x8004_004B;
    /// The agent's activity is invalid.
    TAPI_E_CALLCENTER_INVALAGENTACTIVITY = 0x8004_004C;
    /// A setting of telephony in the registry makes no sense.
    TAPI_E_REGISTRY_SETTING_CORRUPT = 0x8004_004D;
    /// The other end of a bridge of terminals is at fault.
    TAPI_E_TERMINAL_PEER = 0x8004_004E;
    /// A bridge of terminals lacks its other end.
    TAPI_E_PEER_NOT_SET = 0x8004_004F;
    /// No event of this kind is there.
    TAPI_E_NOEVENT = 0x8004_0050;
    /// The type of the address is invalid.
    TAPI_E_INVALADDRESSTYPE = 0x8004_0051;
    /// There are not enough resources.
    TAPI_E_RESOURCEUNAVAIL = 0x8004_0052;
    /// The phone has to be opened first.
    TAPI_E_PHONENOTOPEN = 0x8004_0053;
    /// The call has to be selected first.
    TAPI_E_CALLNOTSELECTED = 0x8004_0054;
    /// An event of this kind does not carry what was asked for.
    TAPI_E_WRONGEVENT = 0x8004_0055;
    /// No media format is set.
    TAPI_E_NOFORMAT = 0x8004_0056;
    /// The state of the stream does not permit it.
    TAPI_E_INVALIDSTREAMSTATE = 0x8004_0057;
    /// The object's state does not permit it.
    TAPI_E_WRONG_STATE = 0x8004_0058;
    /// The object has to be initialized first.
    TAPI_E_NOT_INITIALIZED = 0x8004_0059;
    /// The telephony service is not running.
    TAPI_E_SERVICE_NOT_RUNNING = 0x8004_005A;
    /// It succeeded.
    S_OK = 0x0000_0000;
    /// It succeeded, with less than was asked for: an enumerator has come to its end.
    S_FALSE = 0x0000_0001;
    /// It could not be done now, such as opening a line for an address.
    E_UNEXPECTED = 0x8000_FFFF;
    /// A pointer is null where something is to be written.
    E_POINTER = 0x8000_4003;
    /// There is not enough memory.
    E_OUTOFMEMORY = 0x8007_000E;
    /// An argument is wrong. No request was sent.
    E_INVALIDARG = 0x8007_0057;
    /// It failed and nothing says why.
    E_FAIL = 0x8000_4005;
    /// It is not implemented.
    E_NOTIMPL = 0x8000_4001;
    /// The object does not have this interface.
    E_NOINTERFACE = 0x8000_4002;
}

impl Hresult {
    /// True where a caller's `SUCCEEDED` would be.
    pub const fn is_success(self) -> bool {
        self.0 >= 0
    }

    /// The value of a name such as `"TAPI_E_TIMEOUT"`.
    pub fn from_name(name: &str) -> Option<Hresult> {
        Self::NAMED.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// The name in the headers, where there is one. A raw `LINEERR_` value has none here.
    pub fn name(self) -> Option<&'static str> {
        Self::NAMED.iter().find(|(_, value)| *value == self).map(|(name, _)| *name)
    }
}

impl fmt::Display for Hresult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "0x{:08X}", self.0.cast_unsigned()),
        }
    }
}

impl FromStr for Hresult {
    type Err = UnknownName;
    fn from_str(text: &str) -> Result<Hresult, UnknownName> {
        match from_hex(text) {
            Some(number) => Ok(Hresult::from(number)),
            None => name::find("HRESULT", Self::NAMED, |(name, _)| name, text).map(|(_, value)| value),
        }
    }
}

impl From<u32> for Hresult {
    fn from(number: u32) -> Hresult {
        Hresult(number.cast_signed())
    }
}

impl From<Hresult> for u32 {
    fn from(hresult: Hresult) -> u32 {
        hresult.0.cast_unsigned()
    }
}
