//! `LINEERR_`: what a TAPI 2.2 function answers when it does not succeed.
//!
//! Every value of `tapi.h`, with the name it has there. Used by every crate above; never turned into
//! an [`Hresult`](crate::Hresult) but by [`LineError::raw_hresult`] and [`LineError::twin`].

use crate::Hresult;

macro_rules! line_errors {
    ($($(#[$doc:meta])* $name:ident = $value:literal),+ $(,)?) => {
        /// One `LINEERR_` value (`tapi.h`): a negative `LONG`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(non_camel_case_types, reason = "the names are Microsoft's")]
        #[repr(u32)]
        pub enum LineError {
            $($(#[$doc])* $name = $value,)+
        }

        impl LineError {
            /// Every value, in numerical order.
            pub const ALL: &[LineError] = &[$(LineError::$name,)+];

            /// The name in `tapi.h`, with its prefix.
            pub const fn name(self) -> &'static str {
                match self {
                    $(LineError::$name => concat!("LINEERR_", stringify!($name)),)+
                }
            }
        }
    };
}

line_errors! {
    /// `LINEERR_ALLOCATED`.
    ALLOCATED = 0x8000_0001,
    /// `LINEERR_BADDEVICEID`: device id out of range.
    BADDEVICEID = 0x8000_0002,
    /// `LINEERR_BEARERMODEUNAVAIL`.
    BEARERMODEUNAVAIL = 0x8000_0003,
    /// `LINEERR_CALLUNAVAIL`.
    CALLUNAVAIL = 0x8000_0005,
    /// `LINEERR_COMPLETIONOVERRUN`.
    COMPLETIONOVERRUN = 0x8000_0006,
    /// `LINEERR_CONFERENCEFULL`.
    CONFERENCEFULL = 0x8000_0007,
    /// `LINEERR_DIALBILLING`.
    DIALBILLING = 0x8000_0008,
    /// `LINEERR_DIALDIALTONE`.
    DIALDIALTONE = 0x8000_0009,
    /// `LINEERR_DIALPROMPT`.
    DIALPROMPT = 0x8000_000A,
    /// `LINEERR_DIALQUIET`.
    DIALQUIET = 0x8000_000B,
    /// `LINEERR_INCOMPATIBLEAPIVERSION`: version not supported.
    INCOMPATIBLEAPIVERSION = 0x8000_000C,
    /// `LINEERR_INCOMPATIBLEEXTVERSION`.
    INCOMPATIBLEEXTVERSION = 0x8000_000D,
    /// `LINEERR_INIFILECORRUPT`.
    INIFILECORRUPT = 0x8000_000E,
    /// `LINEERR_INUSE`.
    INUSE = 0x8000_000F,
    /// `LINEERR_INVALADDRESS`.
    INVALADDRESS = 0x8000_0010,
    /// `LINEERR_INVALADDRESSID`: address id out of range.
    INVALADDRESSID = 0x8000_0011,
    /// `LINEERR_INVALADDRESSMODE`.
    INVALADDRESSMODE = 0x8000_0012,
    /// `LINEERR_INVALADDRESSSTATE`: address state does not permit it.
    INVALADDRESSSTATE = 0x8000_0013,
    /// `LINEERR_INVALAPPHANDLE`: application handle unknown.
    INVALAPPHANDLE = 0x8000_0014,
    /// `LINEERR_INVALAPPNAME`.
    INVALAPPNAME = 0x8000_0015,
    /// `LINEERR_INVALBEARERMODE`.
    INVALBEARERMODE = 0x8000_0016,
    /// `LINEERR_INVALCALLCOMPLMODE`.
    INVALCALLCOMPLMODE = 0x8000_0017,
    /// `LINEERR_INVALCALLHANDLE`: call handle unknown.
    INVALCALLHANDLE = 0x8000_0018,
    /// `LINEERR_INVALCALLPARAMS`.
    INVALCALLPARAMS = 0x8000_0019,
    /// `LINEERR_INVALCALLPRIVILEGE`.
    INVALCALLPRIVILEGE = 0x8000_001A,
    /// `LINEERR_INVALCALLSELECT`.
    INVALCALLSELECT = 0x8000_001B,
    /// `LINEERR_INVALCALLSTATE`.
    INVALCALLSTATE = 0x8000_001C,
    /// `LINEERR_INVALCALLSTATELIST`.
    INVALCALLSTATELIST = 0x8000_001D,
    /// `LINEERR_INVALCARD`.
    INVALCARD = 0x8000_001E,
    /// `LINEERR_INVALCOMPLETIONID`.
    INVALCOMPLETIONID = 0x8000_001F,
    /// `LINEERR_INVALCONFCALLHANDLE`.
    INVALCONFCALLHANDLE = 0x8000_0020,
    /// `LINEERR_INVALCONSULTCALLHANDLE`.
    INVALCONSULTCALLHANDLE = 0x8000_0021,
    /// `LINEERR_INVALCOUNTRYCODE`.
    INVALCOUNTRYCODE = 0x8000_0022,
    /// `LINEERR_INVALDEVICECLASS`.
    INVALDEVICECLASS = 0x8000_0023,
    /// `LINEERR_INVALDEVICEHANDLE`.
    INVALDEVICEHANDLE = 0x8000_0024,
    /// `LINEERR_INVALDIALPARAMS`.
    INVALDIALPARAMS = 0x8000_0025,
    /// `LINEERR_INVALDIGITLIST`.
    INVALDIGITLIST = 0x8000_0026,
    /// `LINEERR_INVALDIGITMODE`.
    INVALDIGITMODE = 0x8000_0027,
    /// `LINEERR_INVALDIGITS`.
    INVALDIGITS = 0x8000_0028,
    /// `LINEERR_INVALEXTVERSION`.
    INVALEXTVERSION = 0x8000_0029,
    /// `LINEERR_INVALGROUPID`.
    INVALGROUPID = 0x8000_002A,
    /// `LINEERR_INVALLINEHANDLE`: line handle unknown or closed.
    INVALLINEHANDLE = 0x8000_002B,
    /// `LINEERR_INVALLINESTATE`.
    INVALLINESTATE = 0x8000_002C,
    /// `LINEERR_INVALLOCATION`.
    INVALLOCATION = 0x8000_002D,
    /// `LINEERR_INVALMEDIALIST`.
    INVALMEDIALIST = 0x8000_002E,
    /// `LINEERR_INVALMEDIAMODE`.
    INVALMEDIAMODE = 0x8000_002F,
    /// `LINEERR_INVALMESSAGEID`.
    INVALMESSAGEID = 0x8000_0030,
    /// `LINEERR_INVALPARAM`: an argument, or a structure it points to, holds bad data.
    INVALPARAM = 0x8000_0032,
    /// `LINEERR_INVALPARKID`.
    INVALPARKID = 0x8000_0033,
    /// `LINEERR_INVALPARKMODE`.
    INVALPARKMODE = 0x8000_0034,
    /// `LINEERR_INVALPOINTER`: pointer bad, or a required output pointer is NULL.
    INVALPOINTER = 0x8000_0035,
    /// `LINEERR_INVALPRIVSELECT`: privilege flags cannot be combined.
    INVALPRIVSELECT = 0x8000_0036,
    /// `LINEERR_INVALRATE`.
    INVALRATE = 0x8000_0037,
    /// `LINEERR_INVALREQUESTMODE`.
    INVALREQUESTMODE = 0x8000_0038,
    /// `LINEERR_INVALTERMINALID`.
    INVALTERMINALID = 0x8000_0039,
    /// `LINEERR_INVALTERMINALMODE`.
    INVALTERMINALMODE = 0x8000_003A,
    /// `LINEERR_INVALTIMEOUT`.
    INVALTIMEOUT = 0x8000_003B,
    /// `LINEERR_INVALTONE`.
    INVALTONE = 0x8000_003C,
    /// `LINEERR_INVALTONELIST`.
    INVALTONELIST = 0x8000_003D,
    /// `LINEERR_INVALTONEMODE`.
    INVALTONEMODE = 0x8000_003E,
    /// `LINEERR_INVALTRANSFERMODE`.
    INVALTRANSFERMODE = 0x8000_003F,
    /// `LINEERR_LINEMAPPERFAILED`.
    LINEMAPPERFAILED = 0x8000_0040,
    /// `LINEERR_NOCONFERENCE`.
    NOCONFERENCE = 0x8000_0041,
    /// `LINEERR_NODEVICE`: device removed.
    NODEVICE = 0x8000_0042,
    /// `LINEERR_NODRIVER`: provider component missing.
    NODRIVER = 0x8000_0043,
    /// `LINEERR_NOMEM`: out of memory.
    NOMEM = 0x8000_0044,
    /// `LINEERR_NOREQUEST`.
    NOREQUEST = 0x8000_0045,
    /// `LINEERR_NOTOWNER`.
    NOTOWNER = 0x8000_0046,
    /// `LINEERR_NOTREGISTERED`: not the registered proxy (also: request type already taken).
    NOTREGISTERED = 0x8000_0047,
    /// `LINEERR_OPERATIONFAILED`: failed for no stated reason; also for requests dropped on close.
    OPERATIONFAILED = 0x8000_0048,
    /// `LINEERR_OPERATIONUNAVAIL`: not available on this device or line.
    OPERATIONUNAVAIL = 0x8000_0049,
    /// `LINEERR_RATEUNAVAIL`.
    RATEUNAVAIL = 0x8000_004A,
    /// `LINEERR_RESOURCEUNAVAIL`: not enough resources.
    RESOURCEUNAVAIL = 0x8000_004B,
    /// `LINEERR_REQUESTOVERRUN`.
    REQUESTOVERRUN = 0x8000_004C,
    /// `LINEERR_STRUCTURETOOSMALL`: dwTotalSize below the fixed part.
    STRUCTURETOOSMALL = 0x8000_004D,
    /// `LINEERR_TARGETNOTFOUND`.
    TARGETNOTFOUND = 0x8000_004E,
    /// `LINEERR_TARGETSELF`.
    TARGETSELF = 0x8000_004F,
    /// `LINEERR_UNINITIALIZED`: no application initialised TAPI.
    UNINITIALIZED = 0x8000_0050,
    /// `LINEERR_USERUSERINFOTOOBIG`.
    USERUSERINFOTOOBIG = 0x8000_0051,
    /// `LINEERR_REINIT`.
    REINIT = 0x8000_0052,
    /// `LINEERR_ADDRESSBLOCKED`.
    ADDRESSBLOCKED = 0x8000_0053,
    /// `LINEERR_BILLINGREJECTED`.
    BILLINGREJECTED = 0x8000_0054,
    /// `LINEERR_INVALFEATURE`.
    INVALFEATURE = 0x8000_0055,
    /// `LINEERR_NOMULTIPLEINSTANCE`.
    NOMULTIPLEINSTANCE = 0x8000_0056,
    /// `LINEERR_INVALAGENTID`: agent id invalid.
    INVALAGENTID = 0x8000_0057,
    /// `LINEERR_INVALAGENTGROUP`: agent group invalid; nothing was changed.
    INVALAGENTGROUP = 0x8000_0058,
    /// `LINEERR_INVALPASSWORD`: PIN wrong; nothing was changed.
    INVALPASSWORD = 0x8000_0059,
    /// `LINEERR_INVALAGENTSTATE`: agent state invalid; nothing was changed.
    INVALAGENTSTATE = 0x8000_005A,
    /// `LINEERR_INVALAGENTACTIVITY`: activity code invalid.
    INVALAGENTACTIVITY = 0x8000_005B,
    /// `LINEERR_DIALVOICEDETECT`.
    DIALVOICEDETECT = 0x8000_005C,
    /// `LINEERR_USERCANCELLED`: user cancelled; 2.2 or later.
    USERCANCELLED = 0x8000_005D,
    /// `LINEERR_INVALADDRESSTYPE`.
    INVALADDRESSTYPE = 0x8000_005E,
    /// `LINEERR_INVALAGENTSESSIONSTATE`: session state invalid; only for clients at 2.2 or later.
    INVALAGENTSESSIONSTATE = 0x8000_005F,
    /// `LINEERR_DISCONNECTED`: call disconnected; 2.2 or later.
    DISCONNECTED = 0x8000_0060,
    /// `LINEERR_SERVICE_NOT_RUNNING`: telephony service not running.
    SERVICE_NOT_RUNNING = 0x8000_0061,
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
        Self::ALL.iter().copied().find(|error| error.code() == code)
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

    /// The `TAPI_E_` value of the same name, where `tapi3err.h` has one.
    pub const fn twin(self) -> Option<Hresult> {
        let code = match self {
            LineError::ALLOCATED => 0x8004_0006_u32,
            LineError::CALLUNAVAIL => 0x8004_0007_u32,
            LineError::COMPLETIONOVERRUN => 0x8004_0008_u32,
            LineError::CONFERENCEFULL => 0x8004_0009_u32,
            LineError::INUSE => 0x8004_000B_u32,
            LineError::INVALADDRESS => 0x8004_000C_u32,
            LineError::INVALADDRESSSTATE => 0x8004_000D_u32,
            LineError::INVALCALLPARAMS => 0x8004_000E_u32,
            LineError::INVALCALLPRIVILEGE => 0x8004_000F_u32,
            LineError::INVALCALLSTATE => 0x8004_0010_u32,
            LineError::INVALCARD => 0x8004_0011_u32,
            LineError::INVALCOMPLETIONID => 0x8004_0012_u32,
            LineError::INVALCOUNTRYCODE => 0x8004_0013_u32,
            LineError::INVALDEVICECLASS => 0x8004_0014_u32,
            LineError::INVALDIALPARAMS => 0x8004_0015_u32,
            LineError::INVALDIGITS => 0x8004_0016_u32,
            LineError::INVALGROUPID => 0x8004_0017_u32,
            LineError::INVALLOCATION => 0x8004_0018_u32,
            LineError::INVALMESSAGEID => 0x8004_0019_u32,
            LineError::INVALPARKID => 0x8004_001A_u32,
            LineError::INVALRATE => 0x8004_001B_u32,
            LineError::INVALTIMEOUT => 0x8004_001C_u32,
            LineError::INVALTONE => 0x8004_001D_u32,
            LineError::NOCONFERENCE => 0x8004_0020_u32,
            LineError::NODEVICE => 0x8004_0021_u32,
            LineError::NODRIVER => 0x8004_003D_u32,
            LineError::NOREQUEST => 0x8004_0022_u32,
            LineError::NOTOWNER => 0x8004_0023_u32,
            LineError::NOTREGISTERED => 0x8004_0024_u32,
            LineError::OPERATIONFAILED => 0x8004_0005_u32,
            LineError::RESOURCEUNAVAIL => 0x8004_0052_u32,
            LineError::REQUESTOVERRUN => 0x8004_0025_u32,
            LineError::TARGETNOTFOUND => 0x8004_0026_u32,
            LineError::TARGETSELF => 0x8004_0027_u32,
            LineError::USERUSERINFOTOOBIG => 0x8004_0028_u32,
            LineError::REINIT => 0x8004_0029_u32,
            LineError::ADDRESSBLOCKED => 0x8004_002A_u32,
            LineError::BILLINGREJECTED => 0x8004_002B_u32,
            LineError::INVALFEATURE => 0x8004_002C_u32,
            LineError::INVALAGENTID => 0x8004_0048_u32,
            LineError::INVALAGENTGROUP => 0x8004_0049_u32,
            LineError::INVALPASSWORD => 0x8004_004A_u32,
            LineError::INVALAGENTSTATE => 0x8004_004B_u32,
            LineError::INVALAGENTACTIVITY => 0x8004_004C_u32,
            LineError::INVALADDRESSTYPE => 0x8004_0051_u32,
            LineError::SERVICE_NOT_RUNNING => 0x8004_005A_u32,
            LineError::BADDEVICEID
            | LineError::BEARERMODEUNAVAIL
            | LineError::DIALBILLING
            | LineError::DIALDIALTONE
            | LineError::DIALPROMPT
            | LineError::DIALQUIET
            | LineError::INCOMPATIBLEAPIVERSION
            | LineError::INCOMPATIBLEEXTVERSION
            | LineError::INIFILECORRUPT
            | LineError::INVALADDRESSID
            | LineError::INVALADDRESSMODE
            | LineError::INVALAPPHANDLE
            | LineError::INVALAPPNAME
            | LineError::INVALBEARERMODE
            | LineError::INVALCALLCOMPLMODE
            | LineError::INVALCALLHANDLE
            | LineError::INVALCALLSELECT
            | LineError::INVALCALLSTATELIST
            | LineError::INVALCONFCALLHANDLE
            | LineError::INVALCONSULTCALLHANDLE
            | LineError::INVALDEVICEHANDLE
            | LineError::INVALDIGITLIST
            | LineError::INVALDIGITMODE
            | LineError::INVALEXTVERSION
            | LineError::INVALLINEHANDLE
            | LineError::INVALLINESTATE
            | LineError::INVALMEDIALIST
            | LineError::INVALMEDIAMODE
            | LineError::INVALPARAM
            | LineError::INVALPARKMODE
            | LineError::INVALPOINTER
            | LineError::INVALPRIVSELECT
            | LineError::INVALREQUESTMODE
            | LineError::INVALTERMINALID
            | LineError::INVALTERMINALMODE
            | LineError::INVALTONELIST
            | LineError::INVALTONEMODE
            | LineError::INVALTRANSFERMODE
            | LineError::LINEMAPPERFAILED
            | LineError::NOMEM
            | LineError::OPERATIONUNAVAIL
            | LineError::RATEUNAVAIL
            | LineError::STRUCTURETOOSMALL
            | LineError::UNINITIALIZED
            | LineError::NOMULTIPLEINSTANCE
            | LineError::DIALVOICEDETECT
            | LineError::USERCANCELLED
            | LineError::INVALAGENTSESSIONSTATE
            | LineError::DISCONNECTED => return None,
        };
        Some(Hresult(code.cast_signed()))
    }
}

impl std::fmt::Display for LineError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::error::Error for LineError {}
