//! The events about ACD groups.

use crate::constant::constants;

constants! {
    /// What happened to an ACD group: ITACDGroupEvent::get_Event, page "ACDGROUP_EVENT enumeration (tapi3cc.h)". The
    /// page of the method says that neither is supported, which describes one release; everything around them is there.
    AcdGroupEvent, "ACDGROUP_EVENT";
    /// The group is new.
    NewGroup = 0, "new_group", "ACDGE_NEW_GROUP";
    /// The group is gone; its methods answer TAPI_E_CALLCENTER_GROUP_REMOVED.
    GroupRemoved = 1, "group_removed", "ACDGE_GROUP_REMOVED";
}
