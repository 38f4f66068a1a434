//! `LINEERR_`: what a TAPI 2.2 function answers when it does not succeed.
//!
//! Every value of `tapi.h`, with the name it has there. Used by every crate above; never turned into
//! an [`Hresult`](crate::Hresult) but by [`LineError::raw_hresult`] and [`LineError::twin`].

use crate::Hresult;

macro_rules! line_errors {
    ($($(#[$doc:meta])* $name:ident = $value:literal),+ $(,)?) => {
        /// One `LINEERR_` value (`tapi.h`): a negative `LONG`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "the names are Microsoft's")]
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
    ALLOCATED = 0x80000001,
    /// `LINEERR_BADDEVICEID`: device id out of range.
    BADDEVICEID = 0x80000002,
    /// `LINEERR_BEARERMODEUNAVAIL`.
    BEARERMODEUNAVAIL = 0x80000003,
    /// `LINEERR_CALLUNAVAIL`.
    CALLUNAVAIL = 0x80000005,
    /// `LINEERR_COMPLETIONOVERRUN`.
    COMPLETIONOVERRUN = 0x80000006,
    /// `LINEERR_CONFERENCEFULL`.
    CONFERENCEFULL = 0x80000007,
    /// `LINEERR_DIALBILLING`.
    DIALBILLING = 0x80000008,
    /// `LINEERR_DIALDIALTONE`.
    DIALDIALTONE = 0x80000009,
    /// `LINEERR_DIALPROMPT`.
    DIALPROMPT = 0x8000000A,
    /// `LINEERR_DIALQUIET`.
    DIALQUIET = 0x8000000B,
    /// `LINEERR_INCOMPATIBLEAPIVERSION`: version not supported.
    INCOMPATIBLEAPIVERSION = 0x8000000C,
    /// `LINEERR_INCOMPATIBLEEXTVERSION`.
    INCOMPATIBLEEXTVERSION = 0x8000000D,
    /// `LINEERR_INIFILECORRUPT`.
    INIFILECORRUPT = 0x8000000E,
    /// `LINEERR_INUSE`.
    INUSE = 0x8000000F,
    /// `LINEERR_INVALADDRESS`.
    INVALADDRESS = 0x80000010,
    /// `LINEERR_INVALADDRESSID`: address id out of range.
    INVALADDRESSID = 0x80000011,
    /// `LINEERR_INVALADDRESSMODE`.
    INVALADDRESSMODE = 0x80000012,
    /// `LINEERR_INVALADDRESSSTATE`: address state does not permit it.
    INVALADDRESSSTATE = 0x80000013,
    /// `LINEERR_INVALAPPHANDLE`: application handle unknown.
    INVALAPPHANDLE = 0x80000014,
    /// `LINEERR_INVALAPPNAME`.
    INVALAPPNAME = 0x80000015,
    /// `LINEERR_INVALBEARERMODE`.
    INVALBEARERMODE = 0x80000016,
    /// `LINEERR_INVALCALLCOMPLMODE`.
    INVALCALLCOMPLMODE = 0x80000017,
    /// `LINEERR_INVALCALLHANDLE`: call handle unknown.
    INVALCALLHANDLE = 0x80000018,
    /// `LINEERR_INVALCALLPARAMS`.
    INVALCALLPARAMS = 0x80000019,
    /// `LINEERR_INVALCALLPRIVILEGE`.
    INVALCALLPRIVILEGE = 0x8000001A,
    /// `LINEERR_INVALCALLSELECT`.
    INVALCALLSELECT = 0x8000001B,
    /// `LINEERR_INVALCALLSTATE`.
    INVALCALLSTATE = 0x8000001C,
    /// `LINEERR_INVALCALLSTATELIST`.
    INVALCALLSTATELIST = 0x8000001D,
    /// `LINEERR_INVALCARD`.
    INVALCARD = 0x8000001E,
    /// `LINEERR_INVALCOMPLETIONID`.
    INVALCOMPLETIONID = 0x8000001F,
    /// `LINEERR_INVALCONFCALLHANDLE`.
    INVALCONFCALLHANDLE = 0x80000020,
    /// `LINEERR_INVALCONSULTCALLHANDLE`.
    INVALCONSULTCALLHANDLE = 0x80000021,
    /// `LINEERR_INVALCOUNTRYCODE`.
    INVALCOUNTRYCODE = 0x80000022,
    /// `LINEERR_INVALDEVICECLASS`.
    INVALDEVICECLASS = 0x80000023,
    /// `LINEERR_INVALDEVICEHANDLE`.
    INVALDEVICEHANDLE = 0x80000024,
    /// `LINEERR_INVALDIALPARAMS`.
    INVALDIALPARAMS = 0x80000025,
    /// `LINEERR_INVALDIGITLIST`.
    INVALDIGITLIST = 0x80000026,
    /// `LINEERR_INVALDIGITMODE`.
    INVALDIGITMODE = 0x80000027,
    /// `LINEERR_INVALDIGITS`.
    INVALDIGITS = 0x80000028,
    /// `LINEERR_INVALEXTVERSION`.
    INVALEXTVERSION = 0x80000029,
    /// `LINEERR_INVALGROUPID`.
    INVALGROUPID = 0x8000002A,
    /// `LINEERR_INVALLINEHANDLE`: line handle unknown or closed.
    INVALLINEHANDLE = 0x8000002B,
    /// `LINEERR_INVALLINESTATE`.
    INVALLINESTATE = 0x8000002C,
    /// `LINEERR_INVALLOCATION`.
    INVALLOCATION = 0x8000002D,
    /// `LINEERR_INVALMEDIALIST`.
    INVALMEDIALIST = 0x8000002E,
    /// `LINEERR_INVALMEDIAMODE`.
    INVALMEDIAMODE = 0x8000002F,
    /// `LINEERR_INVALMESSAGEID`.
    INVALMESSAGEID = 0x80000030,
    /// `LINEERR_INVALPARAM`: an argument, or a structure it points to, holds bad data.
    INVALPARAM = 0x80000032,
    /// `LINEERR_INVALPARKID`.
    INVALPARKID = 0x80000033,
    /// `LINEERR_INVALPARKMODE`.
    INVALPARKMODE = 0x80000034,
    /// `LINEERR_INVALPOINTER`: pointer bad, or a required output pointer is NULL.
    INVALPOINTER = 0x80000035,
    /// `LINEERR_INVALPRIVSELECT`: privilege flags cannot be combined.
    INVALPRIVSELECT = 0x80000036,
    /// `LINEERR_INVALRATE`.
    INVALRATE = 0x80000037,
    /// `LINEERR_INVALREQUESTMODE`.
    INVALREQUESTMODE = 0x80000038,
    /// `LINEERR_INVALTERMINALID`.
    INVALTERMINALID = 0x80000039,
    /// `LINEERR_INVALTERMINALMODE`.
    INVALTERMINALMODE = 0x8000003A,
    /// `LINEERR_INVALTIMEOUT`.
    INVALTIMEOUT = 0x8000003B,
    /// `LINEERR_INVALTONE`.
    INVALTONE = 0x8000003C,
    /// `LINEERR_INVALTONELIST`.
    INVALTONELIST = 0x8000003D,
    /// `LINEERR_INVALTONEMODE`.
    INVALTONEMODE = 0x8000003E,
    /// `LINEERR_INVALTRANSFERMODE`.
    INVALTRANSFERMODE = 0x8000003F,
    /// `LINEERR_LINEMAPPERFAILED`.
    LINEMAPPERFAILED = 0x80000040,
    /// `LINEERR_NOCONFERENCE`.
    NOCONFERENCE = 0x80000041,
    /// `LINEERR_NODEVICE`: device removed.
    NODEVICE = 0x80000042,
    /// `LINEERR_NODRIVER`: provider component missing.
    NODRIVER = 0x80000043,
    /// `LINEERR_NOMEM`: out of memory.
    NOMEM = 0x80000044,
    /// `LINEERR_NOREQUEST`.
    NOREQUEST = 0x80000045,
    /// `LINEERR_NOTOWNER`.
    NOTOWNER = 0x80000046,
    /// `LINEERR_NOTREGISTERED`: not the registered proxy (also: request type already taken).
    NOTREGISTERED = 0x80000047,
    /// `LINEERR_OPERATIONFAILED`: failed for no stated reason; also for requests dropped on close.
    OPERATIONFAILED = 0x80000048,
    /// `LINEERR_OPERATIONUNAVAIL`: not available on this device or line.
    OPERATIONUNAVAIL = 0x80000049,
    /// `LINEERR_RATEUNAVAIL`.
    RATEUNAVAIL = 0x8000004A,
    /// `LINEERR_RESOURCEUNAVAIL`: not enough resources.
    RESOURCEUNAVAIL = 0x8000004B,
    /// `LINEERR_REQUESTOVERRUN`.
    REQUESTOVERRUN = 0x8000004C,
    /// `LINEERR_STRUCTURETOOSMALL`: dwTotalSize below the fixed part.
    STRUCTURETOOSMALL = 0x8000004D,
    /// `LINEERR_TARGETNOTFOUND`.
    TARGETNOTFOUND = 0x8000004E,
    /// `LINEERR_TARGETSELF`.
    TARGETSELF = 0x8000004F,
    /// `LINEERR_UNINITIALIZED`: no application initialised TAPI.
    UNINITIALIZED = 0x80000050,
    /// `LINEERR_USERUSERINFOTOOBIG`.
    USERUSERINFOTOOBIG = 0x80000051,
    /// `LINEERR_REINIT`.
    REINIT = 0x80000052,
    /// `LINEERR_ADDRESSBLOCKED`.
    ADDRESSBLOCKED = 0x80000053,
    /// `LINEERR_BILLINGREJECTED`.
    BILLINGREJECTED = 0x80000054,
    /// `LINEERR_INVALFEATURE`.
    INVALFEATURE = 0x80000055,
    /// `LINEERR_NOMULTIPLEINSTANCE`.
    NOMULTIPLEINSTANCE = 0x80000056,
    /// `LINEERR_INVALAGENTID`: agent id invalid.
    INVALAGENTID = 0x80000057,
    /// `LINEERR_INVALAGENTGROUP`: agent group invalid; nothing was changed.
    INVALAGENTGROUP = 0x80000058,
    /// `LINEERR_INVALPASSWORD`: PIN wrong; nothing was changed.
    INVALPASSWORD = 0x80000059,
    /// `LINEERR_INVALAGENTSTATE`: agent state invalid; nothing was changed.
    INVALAGENTSTATE = 0x8000005A,
    /// `LINEERR_INVALAGENTACTIVITY`: activity code invalid.
    INVALAGENTACTIVITY = 0x8000005B,
    /// `LINEERR_DIALVOICEDETECT`.
    DIALVOICEDETECT = 0x8000005C,
    /// `LINEERR_USERCANCELLED`: user cancelled; 2.2 or later.
    USERCANCELLED = 0x8000005D,
    /// `LINEERR_INVALADDRESSTYPE`.
    INVALADDRESSTYPE = 0x8000005E,
    /// `LINEERR_INVALAGENTSESSIONSTATE`: session state invalid; only for clients at 2.2 or later.
    INVALAGENTSESSIONSTATE = 0x8000005F,
    /// `LINEERR_DISCONNECTED`: call disconnected; 2.2 or later.
    DISCONNECTED = 0x80000060,
    /// `LINEERR_SERVICE_NOT_RUNNING`: telephony service not running.
    SERVICE_NOT_RUNNING = 0x80000061,
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
            LineError::ALLOCATED => 0x80040006_u32,
            LineError::CALLUNAVAIL => 0x80040007_u32,
            LineError::COMPLETIONOVERRUN => 0x80040008_u32,
            LineError::CONFERENCEFULL => 0x80040009_u32,
            LineError::INUSE => 0x8004000B_u32,
            LineError::INVALADDRESS => 0x8004000C_u32,
            LineError::INVALADDRESSSTATE => 0x8004000D_u32,
            LineError::INVALCALLPARAMS => 0x8004000E_u32,
            LineError::INVALCALLPRIVILEGE => 0x8004000F_u32,
            LineError::INVALCALLSTATE => 0x80040010_u32,
            LineError::INVALCARD => 0x80040011_u32,
            LineError::INVALCOMPLETIONID => 0x80040012_u32,
            LineError::INVALCOUNTRYCODE => 0x80040013_u32,
            LineError::INVALDEVICECLASS => 0x80040014_u32,
            LineError::INVALDIALPARAMS => 0x80040015_u32,
            LineError::INVALDIGITS => 0x80040016_u32,
            LineError::INVALGROUPID => 0x80040017_u32,
            LineError::INVALLOCATION => 0x80040018_u32,
            LineError::INVALMESSAGEID => 0x80040019_u32,
            LineError::INVALPARKID => 0x8004001A_u32,
            LineError::INVALRATE => 0x8004001B_u32,
            LineError::INVALTIMEOUT => 0x8004001C_u32,
            LineError::INVALTONE => 0x8004001D_u32,
            LineError::NOCONFERENCE => 0x80040020_u32,
            LineError::NODEVICE => 0x80040021_u32,
            LineError::NODRIVER => 0x8004003D_u32,
            LineError::NOREQUEST => 0x80040022_u32,
            LineError::NOTOWNER => 0x80040023_u32,
            LineError::NOTREGISTERED => 0x80040024_u32,
            LineError::OPERATIONFAILED => 0x80040005_u32,
            LineError::RESOURCEUNAVAIL => 0x80040052_u32,
            LineError::REQUESTOVERRUN => 0x80040025_u32,
            LineError::TARGETNOTFOUND => 0x80040026_u32,
            LineError::TARGETSELF => 0x80040027_u32,
            LineError::USERUSERINFOTOOBIG => 0x80040028_u32,
            LineError::REINIT => 0x80040029_u32,
            LineError::ADDRESSBLOCKED => 0x8004002A_u32,
            LineError::BILLINGREJECTED => 0x8004002B_u32,
            LineError::INVALFEATURE => 0x8004002C_u32,
            LineError::INVALAGENTID => 0x80040048_u32,
            LineError::INVALAGENTGROUP => 0x80040049_u32,
            LineError::INVALPASSWORD => 0x8004004A_u32,
            LineError::INVALAGENTSTATE => 0x8004004B_u32,
            LineError::INVALAGENTACTIVITY => 0x8004004C_u32,
            LineError::INVALADDRESSTYPE => 0x80040051_u32,
            LineError::SERVICE_NOT_RUNNING => 0x8004005A_u32,
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
