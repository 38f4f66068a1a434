//! `LINEERR_`: what a TAPI 2.2 function answers when it does not succeed, and what TAPI 3 may make of it.
//!
//! Every value of `tapi.h`, under the name that it has there; page "LINEERR_ Constants". Which function lists which is
//! in [`Function::errors`](crate::Function::errors). Never turned into an [`Hresult`] but by the functions of
//! this file.

use crate::Hresult;
use crate::constant::{Constant, constant_conversions};

/// For each error its value and its name in `tapi.h`; then the `TAPI_E_` value of the same name in `tapi3err.h`, or
/// else the HRESULT that means the same.
macro_rules! line_errors {
    ($(
        $(#[$doc:meta])*
        $name:ident = $value:literal, $original:literal $(=> $twin:ident)? $(, nearest $nearest:ident)?;
    )+) => {
        /// One `LINEERR_` value (`tapi.h`): a negative `LONG`. What else may stand where one is expected is kept by
        /// [`Dword<LineError>`](crate::Dword).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(non_camel_case_types, reason = "the names are Microsoft's")]
        #[repr(u32)]
        pub enum LineError {
            $($(#[$doc])* #[doc(alias = $original)] $name = $value,)+
        }

        impl LineError {
            /// Every value, in numerical order.
            pub const ALL: &[LineError] = &[$(LineError::$name,)+];

            /// The name in `tapi.h`, with its prefix.
            pub const fn name(self) -> &'static str {
                match self { $(LineError::$name => $original,)+ }
            }

            /// The `TAPI_E_` value of the same name, where `tapi3err.h` has one: 46 of the errors have such a twin.
            /// Those about agents have `CALLCENTER_` in it.
            pub const fn twin(self) -> Option<Hresult> {
                match self { $(LineError::$name => line_errors!(@hresult $($twin)?),)+ }
            }

            /// What means the same where there is no twin.
            const fn nearest(self) -> Option<Hresult> {
                match self { $(LineError::$name => line_errors!(@hresult $($nearest)?),)+ }
            }
        }
    };
    (@hresult) => { None };
    (@hresult $hresult:ident) => { Some(Hresult::$hresult) };
}

line_errors! {
    /// The device cannot be opened: somebody holds it, or it is opened in a way that excludes this.
    ALLOCATED = 0x8000_0001, "LINEERR_ALLOCATED" => TAPI_E_ALLOCATED;
    /// The id of the device is out of range.
    BADDEVICEID = 0x8000_0002, "LINEERR_BADDEVICEID";
    /// The bearer mode cannot be had for this call.
    BEARERMODEUNAVAIL = 0x8000_0003, "LINEERR_BEARERMODEUNAVAIL";
    /// All call appearances of the address are taken.
    CALLUNAVAIL = 0x8000_0005, "LINEERR_CALLUNAVAIL" => TAPI_E_CALLUNAVAIL;
    /// Too many call completions are outstanding.
    COMPLETIONOVERRUN = 0x8000_0006, "LINEERR_COMPLETIONOVERRUN" => TAPI_E_COMPLETIONOVERRUN;
    /// The conference has as many parties as it can have.
    CONFERENCEFULL = 0x8000_0007, "LINEERR_CONFERENCEFULL" => TAPI_E_CONFERENCEFULL;
    /// The address to dial has a sign that asks to wait for a billing signal, which the device cannot do.
    DIALBILLING = 0x8000_0008, "LINEERR_DIALBILLING";
    /// The address to dial has a sign that asks to wait for a dial tone, which the device cannot do.
    DIALDIALTONE = 0x8000_0009, "LINEERR_DIALDIALTONE";
    /// The address to dial has a sign that asks to prompt the user, which the device cannot do.
    DIALPROMPT = 0x8000_000A, "LINEERR_DIALPROMPT";
    /// The address to dial has a sign that asks to wait for silence, which the device cannot do.
    DIALQUIET = 0x8000_000B, "LINEERR_DIALQUIET";
    /// The version is not supported, or no version suits both sides.
    INCOMPATIBLEAPIVERSION = 0x8000_000C, "LINEERR_INCOMPATIBLEAPIVERSION";
    /// The version of the extension is not supported.
    INCOMPATIBLEEXTVERSION = 0x8000_000D, "LINEERR_INCOMPATIBLEEXTVERSION";
    /// The settings of telephony cannot be read or make no sense.
    INIFILECORRUPT = 0x8000_000E, "LINEERR_INIFILECORRUPT";
    /// The device is in use and cannot be set up now.
    INUSE = 0x8000_000F, "LINEERR_INUSE" => TAPI_E_INUSE;
    /// The address to dial cannot be understood.
    INVALADDRESS = 0x8000_0010, "LINEERR_INVALADDRESS" => TAPI_E_INVALADDRESS;
    /// The id of the address is out of range.
    INVALADDRESSID = 0x8000_0011, "LINEERR_INVALADDRESSID";
    /// The address mode is invalid.
    INVALADDRESSMODE = 0x8000_0012, "LINEERR_INVALADDRESSMODE";
    /// The state of the address does not permit it.
    INVALADDRESSSTATE = 0x8000_0013, "LINEERR_INVALADDRESSSTATE" => TAPI_E_INVALADDRESSSTATE;
    /// The handle of the application is unknown.
    INVALAPPHANDLE = 0x8000_0014, "LINEERR_INVALAPPHANDLE";
    /// The name of the application is invalid.
    INVALAPPNAME = 0x8000_0015, "LINEERR_INVALAPPNAME";
    /// The bearer mode is invalid.
    INVALBEARERMODE = 0x8000_0016, "LINEERR_INVALBEARERMODE";
    /// The mode of call completion is invalid.
    INVALCALLCOMPLMODE = 0x8000_0017, "LINEERR_INVALCALLCOMPLMODE";
    /// The handle of the call is unknown.
    INVALCALLHANDLE = 0x8000_0018, "LINEERR_INVALCALLHANDLE";
    /// The parameters of the call are invalid.
    INVALCALLPARAMS = 0x8000_0019, "LINEERR_INVALCALLPARAMS" => TAPI_E_INVALCALLPARAMS;
    /// The privilege over the call is invalid.
    INVALCALLPRIVILEGE = 0x8000_001A, "LINEERR_INVALCALLPRIVILEGE" => TAPI_E_INVALCALLPRIVILEGE;
    /// The selection of calls is invalid.
    INVALCALLSELECT = 0x8000_001B, "LINEERR_INVALCALLSELECT";
    /// The state of the call does not permit it.
    INVALCALLSTATE = 0x8000_001C, "LINEERR_INVALCALLSTATE" => TAPI_E_INVALCALLSTATE;
    /// The list of call states is invalid.
    INVALCALLSTATELIST = 0x8000_001D, "LINEERR_INVALCALLSTATELIST";
    /// The id of the calling card is invalid.
    INVALCARD = 0x8000_001E, "LINEERR_INVALCARD" => TAPI_E_INVALCARD;
    /// The id of the call completion is invalid.
    INVALCOMPLETIONID = 0x8000_001F, "LINEERR_INVALCOMPLETIONID" => TAPI_E_INVALCOMPLETIONID;
    /// The handle of the conference call is invalid.
    INVALCONFCALLHANDLE = 0x8000_0020, "LINEERR_INVALCONFCALLHANDLE";
    /// The handle of the consultation call is invalid.
    INVALCONSULTCALLHANDLE = 0x8000_0021, "LINEERR_INVALCONSULTCALLHANDLE";
    /// The country code is invalid.
    INVALCOUNTRYCODE = 0x8000_0022, "LINEERR_INVALCOUNTRYCODE" => TAPI_E_INVALCOUNTRYCODE;
    /// The class of device is invalid.
    INVALDEVICECLASS = 0x8000_0023, "LINEERR_INVALDEVICECLASS" => TAPI_E_INVALDEVICECLASS;
    /// The handle of the device is invalid.
    INVALDEVICEHANDLE = 0x8000_0024, "LINEERR_INVALDEVICEHANDLE";
    /// The parameters of dialing are invalid.
    INVALDIALPARAMS = 0x8000_0025, "LINEERR_INVALDIALPARAMS" => TAPI_E_INVALDIALPARAMS;
    /// The list of digits is invalid.
    INVALDIGITLIST = 0x8000_0026, "LINEERR_INVALDIGITLIST";
    /// The mode of digits is invalid.
    INVALDIGITMODE = 0x8000_0027, "LINEERR_INVALDIGITMODE";
    /// The digits are invalid.
    INVALDIGITS = 0x8000_0028, "LINEERR_INVALDIGITS" => TAPI_E_INVALDIGITS;
    /// The version number of the extension is invalid.
    INVALEXTVERSION = 0x8000_0029, "LINEERR_INVALEXTVERSION";
    /// The id of the pick-up group is invalid.
    INVALGROUPID = 0x8000_002A, "LINEERR_INVALGROUPID" => TAPI_E_INVALGROUPID;
    /// The handle of the line is unknown or closed.
    INVALLINEHANDLE = 0x8000_002B, "LINEERR_INVALLINEHANDLE";
    /// The state of the line does not permit it.
    INVALLINESTATE = 0x8000_002C, "LINEERR_INVALLINESTATE";
    /// The id of the location is invalid.
    INVALLOCATION = 0x8000_002D, "LINEERR_INVALLOCATION" => TAPI_E_INVALLOCATION;
    /// The list of media is invalid.
    INVALMEDIALIST = 0x8000_002E, "LINEERR_INVALMEDIALIST";
    /// The media mode is invalid.
    INVALMEDIAMODE = 0x8000_002F, "LINEERR_INVALMEDIAMODE";
    /// The id of the message to the user is invalid.
    INVALMESSAGEID = 0x8000_0030, "LINEERR_INVALMESSAGEID" => TAPI_E_INVALMESSAGEID;
    /// An argument, or a structure that it points to, is wrong. It is also what the functions by handle answer for
    /// an agent, session, queue or group that they do not know.
    INVALPARAM = 0x8000_0032, "LINEERR_INVALPARAM", nearest E_INVALIDARG;
    /// The id of the park address is invalid.
    INVALPARKID = 0x8000_0033, "LINEERR_INVALPARKID" => TAPI_E_INVALPARKID;
    /// The mode of parking is invalid.
    INVALPARKMODE = 0x8000_0034, "LINEERR_INVALPARKMODE";
    /// A pointer is bad, or null where something is to be written.
    INVALPOINTER = 0x8000_0035, "LINEERR_INVALPOINTER", nearest E_POINTER;
    /// The privileges and options cannot be combined.
    INVALPRIVSELECT = 0x8000_0036, "LINEERR_INVALPRIVSELECT";
    /// The data rate is invalid.
    INVALRATE = 0x8000_0037, "LINEERR_INVALRATE" => TAPI_E_INVALRATE;
    /// The mode of requests is invalid.
    INVALREQUESTMODE = 0x8000_0038, "LINEERR_INVALREQUESTMODE";
    /// The id of the terminal is invalid.
    INVALTERMINALID = 0x8000_0039, "LINEERR_INVALTERMINALID";
    /// The mode of the terminal is invalid.
    INVALTERMINALMODE = 0x8000_003A, "LINEERR_INVALTERMINALMODE";
    /// The time-out is invalid.
    INVALTIMEOUT = 0x8000_003B, "LINEERR_INVALTIMEOUT" => TAPI_E_INVALTIMEOUT;
    /// The tone is invalid.
    INVALTONE = 0x8000_003C, "LINEERR_INVALTONE" => TAPI_E_INVALTONE;
    /// The list of tones is invalid.
    INVALTONELIST = 0x8000_003D, "LINEERR_INVALTONELIST";
    /// The mode of tones is invalid.
    INVALTONEMODE = 0x8000_003E, "LINEERR_INVALTONEMODE";
    /// The mode of the transfer is invalid.
    INVALTRANSFERMODE = 0x8000_003F, "LINEERR_INVALTRANSFERMODE";
    /// No device suits what the line was asked for.
    LINEMAPPERFAILED = 0x8000_0040, "LINEERR_LINEMAPPERFAILED";
    /// The call is not part of a conference.
    NOCONFERENCE = 0x8000_0041, "LINEERR_NOCONFERENCE" => TAPI_E_NOCONFERENCE;
    /// The device has been removed.
    NODEVICE = 0x8000_0042, "LINEERR_NODEVICE" => TAPI_E_NODEVICE;
    /// A part of the service provider is missing or does not work.
    NODRIVER = 0x8000_0043, "LINEERR_NODRIVER" => TAPI_E_NODRIVER;
    /// There is not enough memory.
    NOMEM = 0x8000_0044, "LINEERR_NOMEM", nearest E_OUTOFMEMORY;
    /// No request is waiting.
    NOREQUEST = 0x8000_0045, "LINEERR_NOREQUEST" => TAPI_E_NOREQUEST;
    /// The application does not own the call.
    NOTOWNER = 0x8000_0046, "LINEERR_NOTOWNER" => TAPI_E_NOTOWNER;
    /// The application is not the registered one: no proxy, or the type of request has another proxy.
    NOTREGISTERED = 0x8000_0047, "LINEERR_NOTREGISTERED" => TAPI_E_NOTREGISTERED;
    /// It failed and nothing says why. Requests that a closing line drops end with it too.
    OPERATIONFAILED = 0x8000_0048, "LINEERR_OPERATIONFAILED" => TAPI_E_OPERATIONFAILED;
    /// This device, line or ACD does not have it.
    OPERATIONUNAVAIL = 0x8000_0049, "LINEERR_OPERATIONUNAVAIL";
    /// The data rate cannot be had now.
    RATEUNAVAIL = 0x8000_004A, "LINEERR_RATEUNAVAIL";
    /// There are not enough resources.
    RESOURCEUNAVAIL = 0x8000_004B, "LINEERR_RESOURCEUNAVAIL" => TAPI_E_RESOURCEUNAVAIL;
    /// Too many requests are waiting.
    REQUESTOVERRUN = 0x8000_004C, "LINEERR_REQUESTOVERRUN" => TAPI_E_REQUESTOVERRUN;
    /// `dwTotalSize` is below the size of the structure's fixed part.
    STRUCTURETOOSMALL = 0x8000_004D, "LINEERR_STRUCTURETOOSMALL";
    /// The target of the call was not found.
    TARGETNOTFOUND = 0x8000_004E, "LINEERR_TARGETNOTFOUND" => TAPI_E_TARGETNOTFOUND;
    /// The call would go to the application that hands it off.
    TARGETSELF = 0x8000_004F, "LINEERR_TARGETSELF" => TAPI_E_TARGETSELF;
    /// No application has initialized TAPI.
    UNINITIALIZED = 0x8000_0050, "LINEERR_UNINITIALIZED";
    /// The user-user information is too long.
    USERUSERINFOTOOBIG = 0x8000_0051, "LINEERR_USERUSERINFOTOOBIG" => TAPI_E_USERUSERINFOTOOBIG;
    /// TAPI is to be initialized anew, and not everybody has shut it down yet.
    REINIT = 0x8000_0052, "LINEERR_REINIT" => TAPI_E_REINIT;
    /// The address may not be dialed from here.
    ADDRESSBLOCKED = 0x8000_0053, "LINEERR_ADDRESSBLOCKED" => TAPI_E_ADDRESSBLOCKED;
    /// The way of billing was refused.
    BILLINGREJECTED = 0x8000_0054, "LINEERR_BILLINGREJECTED" => TAPI_E_BILLINGREJECTED;
    /// The feature is invalid.
    INVALFEATURE = 0x8000_0055, "LINEERR_INVALFEATURE" => TAPI_E_INVALFEATURE;
    /// The service provider cannot be there twice.
    NOMULTIPLEINSTANCE = 0x8000_0056, "LINEERR_NOMULTIPLEINSTANCE";
    /// The agent's id is invalid.
    INVALAGENTID = 0x8000_0057, "LINEERR_INVALAGENTID" => TAPI_E_CALLCENTER_INVALAGENTID;
    /// A group of the agent is invalid. Nothing was changed.
    INVALAGENTGROUP = 0x8000_0058, "LINEERR_INVALAGENTGROUP" => TAPI_E_CALLCENTER_INVALAGENTGROUP;
    /// The PIN is wrong. Nothing was changed.
    INVALPASSWORD = 0x8000_0059, "LINEERR_INVALPASSWORD" => TAPI_E_CALLCENTER_INVALPASSWORD;
    /// The agent's or the session's state is invalid. Nothing was changed.
    INVALAGENTSTATE = 0x8000_005A, "LINEERR_INVALAGENTSTATE" => TAPI_E_CALLCENTER_INVALAGENTSTATE;
    /// The activity is invalid.
    INVALAGENTACTIVITY = 0x8000_005B, "LINEERR_INVALAGENTACTIVITY" => TAPI_E_CALLCENTER_INVALAGENTACTIVITY;
    /// The address to dial has a sign that asks to wait for a voice, which the device cannot do.
    DIALVOICEDETECT = 0x8000_005C, "LINEERR_DIALVOICEDETECT";
    /// The user cancelled it. Since TAPI 2.2.
    USERCANCELLED = 0x8000_005D, "LINEERR_USERCANCELLED";
    /// The type of the address is invalid.
    INVALADDRESSTYPE = 0x8000_005E, "LINEERR_INVALADDRESSTYPE" => TAPI_E_INVALADDRESSTYPE;
    /// The session's state is invalid. Since TAPI 2.2; no page of a function lists it.
    INVALAGENTSESSIONSTATE = 0x8000_005F, "LINEERR_INVALAGENTSESSIONSTATE", nearest TAPI_E_CALLCENTER_INVALAGENTSTATE;
    /// The call is disconnected. Since TAPI 2.2.
    DISCONNECTED = 0x8000_0060, "LINEERR_DISCONNECTED";
    /// The telephony service is not running.
    SERVICE_NOT_RUNNING = 0x8000_0061, "LINEERR_SERVICE_NOT_RUNNING" => TAPI_E_SERVICE_NOT_RUNNING;
}

impl LineError {
    /// The value as it stands in `tapi.h`, 0x8000_0001 and up.
    pub const fn code(self) -> u32 {
        self as u32
    }

    /// The value as a TAPI function returns it: a negative `LONG`.
    pub const fn long(self) -> i32 {
        self.code().cast_signed()
    }

    /// The error of a code, if it is assigned.
    pub fn from_code(code: u32) -> Option<LineError> {
        Self::from_number(code)
    }

    /// The error of a name such as `"LINEERR_NOMEM"`.
    pub fn from_name(name: &str) -> Option<LineError> {
        Self::ALL.iter().copied().find(|error| error.name() == name)
    }

    /// POLICY `lineerr_to_hresult`, reading *raw* (the default): the value itself is the HRESULT, as the
    /// method pages of `tapi3cc.h` list "`LINEERR_`" among their return codes. Not verified on Windows.
    pub const fn raw_hresult(self) -> Hresult {
        Hresult(self.long())
    }

    /// POLICY `lineerr_to_hresult`, reading *twin*: the [twin](LineError::twin), since nothing else explains why there
    /// are such. NOMEM, INVALPOINTER and INVALPARAM have none and become `E_OUTOFMEMORY`, `E_POINTER` and
    /// `E_INVALIDARG`; INVALAGENTSESSIONSTATE becomes the twin of INVALAGENTSTATE; the others stay as they are. No page
    /// prints a conversion. Not verified on Windows.
    ///
    /// ```
    /// use tapi_types::{Hresult, LineError};
    ///
    /// assert_eq!(LineError::INVALAGENTSTATE.twin_hresult(), Hresult::TAPI_E_CALLCENTER_INVALAGENTSTATE);
    /// assert_eq!(LineError::NOMEM.twin_hresult(), Hresult::E_OUTOFMEMORY);
    /// assert_eq!(LineError::OPERATIONUNAVAIL.twin_hresult(), LineError::OPERATIONUNAVAIL.raw_hresult());
    /// ```
    pub const fn twin_hresult(self) -> Hresult {
        match (self.twin(), self.nearest()) {
            (Some(hresult), _) | (None, Some(hresult)) => hresult,
            (None, None) => self.raw_hresult(),
        }
    }

    /// The error whose [twin](LineError::twin) this is.
    pub fn from_twin(hresult: Hresult) -> Option<LineError> {
        Self::ALL.iter().copied().find(|error| error.twin() == Some(hresult))
    }
}

impl Constant for LineError {
    const FAMILY: &'static str = "LINEERR";
    const ALL: &'static [Self] = Self::ALL;

    fn original_name(self) -> &'static str {
        self.name()
    }

    fn number(self) -> u32 {
        self.code()
    }
}

constant_conversions!(LineError);

impl std::error::Error for LineError {}
