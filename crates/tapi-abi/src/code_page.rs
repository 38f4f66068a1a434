//! Code page 1252. The five bytes that it leaves open stand for the control characters of the same number, as Windows
//! reads them, so that every byte is a character and comes back as itself.

/// The characters of 0x80 to 0x9F; all other bytes are the characters of their number.
const UPPER_CONTROLS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', //
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];
const FIRST: u8 = 0x80;

/// The character of a byte, here as a unit.
pub(crate) fn char_of(unit: u16) -> char {
    let special = unit.checked_sub(u16::from(FIRST)).and_then(|place| UPPER_CONTROLS.get(usize::from(place)));
    special.copied().or(char::from_u32(unit.into())).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The byte of a character, where there is one.
pub(crate) fn byte_of(char: char) -> Option<u8> {
    match UPPER_CONTROLS.iter().position(|&special| special == char) {
        Some(place) => u8::try_from(place).ok().map(|place| FIRST + place),
        None => u8::try_from(char).ok().filter(|&byte| char_of(byte.into()) == char),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_a_character_that_comes_back() {
        for byte in u8::MIN..=u8::MAX {
            assert_eq!(byte_of(char_of(byte.into())), Some(byte), "{byte:#04X}");
        }
    }

    #[test]
    fn characters_are_those_of_the_code_page() {
        for (char, byte) in [('A', 0x41), ('ä', 0xE4), ('ÿ', 0xFF), ('€', 0x80), ('Ÿ', 0x9F), ('’', 0x92)] {
            assert_eq!((byte_of(char), char_of(byte.into())), (Some(byte), char));
        }
        assert_eq!(['\u{80}', '\u{92}', 'Ā', '語'].map(byte_of), [None; 4]);
    }
}
