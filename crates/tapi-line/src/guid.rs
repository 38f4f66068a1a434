//! GUIDs as providers have them: 128 bits whose digits are those of the GUID.

use tapi_abi::Guid;

/// The GUID that shows the digits of a number.
pub(crate) fn of_number(number: u128) -> Guid {
    Guid::from_le_bytes(turned(number.to_be_bytes()))
}

/// The digits of a GUID as a number.
pub(crate) fn number(guid: Guid) -> u128 {
    u128::from_be_bytes(turned(guid.to_le_bytes()))
}

/// `Data1` to `Data3` from one order of bytes to the other.
fn turned(mut bytes: [u8; 16]) -> [u8; 16] {
    bytes[..4].reverse();
    bytes[4..6].reverse();
    bytes[6..8].reverse();
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digits_are_the_same() {
        let digits = 0xD8A9_C3E1_0B4F_4C7A_9E21_6F5D_4C3B_2A19;
        assert_eq!(of_number(digits).to_string(), "{D8A9C3E1-0B4F-4C7A-9E21-6F5D4C3B2A19}");
        assert_eq!(number(of_number(digits)), digits);
    }
}
