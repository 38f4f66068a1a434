//! What the dispatch ids of automation are made of.

use crate::constant::constants;

constants! {
    /// A part of a dispatch id, from `tapi3if.h`: ITTAPI and ITTAPICallCenter share one dispatch map, so the ids of
    /// their members have the interface in the upper half and the member in the lower.
    DispatchBase, "DISPID_BASE";
    /// What the ids of ITTAPI begin with.
    Tapi = 0x0001_0000, "tapi", "IDISPTAPI";
    /// What the ids of ITTAPICallCenter begin with.
    TapiCallCenter = 0x0002_0000, "tapi_call_center", "IDISPTAPICALLCENTER";
    /// The bits that say the interface.
    InterfaceMask = 0x00FF_0000, "interface_mask", "INTERFACEMASK";
    /// The bits that say the member.
    DispIdMask = 0x0000_FFFF, "disp_id_mask", "DISPIDMASK";
}
