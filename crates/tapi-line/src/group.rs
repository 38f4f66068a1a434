//! The GUIDs of ACD groups.

use tapi_abi::Guid;
use tapi_types::GroupId;

/// What all groups have in common; `Data1` is the number of the group.
const GROUPS: Guid =
    Guid { data1: 0, data2: 0x7A1D, data3: 0x4C2E, data4: [0x9B, 0x3F, 0x5D, 0x8E, 0x6A, 0x40, 0xC1, 0x17] };

/// The GUID of a group: its number as `Data1`, and the same 12 bytes for all of them.
///
/// ```
/// use tapi_line::{group_guid, group_of};
/// use tapi_types::GroupId;
///
/// let guid = group_guid(GroupId::at(6));
/// assert_eq!(guid.to_string(), "{00000007-7A1D-4C2E-9B3F-5D8E6A40C117}");
/// assert_eq!(group_of(guid), Some(GroupId::at(6)));
/// ```
pub fn group_guid(group: GroupId) -> Guid {
    Guid { data1: group.get(), ..GROUPS }
}

/// The group of a GUID; `None` for one that [`group_guid`] does not make.
pub fn group_of(guid: Guid) -> Option<GroupId> {
    GroupId::new(guid.data1).filter(|&group| group_guid(group) == guid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bit_of_a_guid_counts() {
        let guid = group_guid(GroupId::at(0)).to_le_bytes();
        for bit in 32..128 {
            let mut other = guid;
            other[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(group_of(Guid::from_le_bytes(other)), None, "bit {bit}");
        }
        assert_eq!(group_of(GROUPS), None, "there is no group 0");
        assert_eq!(group_of(Guid { data1: u32::MAX, ..GROUPS }), GroupId::new(u32::MAX));
    }
}
