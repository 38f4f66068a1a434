//! Strings: UTF-16 from the W exports and in everything that a proxy sees, ANSI from the A exports.

use std::fmt;

use crate::code_page;

/// How the strings of a structure are written. A structure does not say it; whoever called knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Encoding {
    /// Two bytes a unit, least significant byte first.
    #[default]
    Utf16,
    /// One byte a unit. POLICY `ansi_code_page`: in code page 1252, whatever the machine.
    Ansi,
}

impl Encoding {
    /// Bytes of a unit, and so of the terminator.
    pub const fn unit(self) -> usize {
        match self {
            Encoding::Utf16 => 2,
            Encoding::Ansi => 1,
        }
    }
}

/// A string as it stands in a structure, without its terminator. Nothing is lost: units that are no text are there too.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TextView<'a> {
    bytes: &'a [u8],
    encoding: Encoding,
}

impl<'a> TextView<'a> {
    /// The string in these bytes; `None` where no terminator stands at the end.
    pub(crate) fn terminated(bytes: &'a [u8], encoding: Encoding) -> Option<Self> {
        let (bytes, end) = bytes.split_at_checked(bytes.len().checked_sub(encoding.unit())?)?;
        let whole_units = bytes.len() % encoding.unit() == 0;
        (whole_units && end.iter().all(|&byte| byte == 0)).then_some(Self { bytes, encoding })
    }

    /// The bytes without the terminator.
    pub fn bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// How they are written.
    pub fn encoding(self) -> Encoding {
        self.encoding
    }

    /// The units without the terminator.
    pub fn units(self) -> impl Iterator<Item = u16> + Clone + use<'a> {
        let Self { bytes, encoding } = self;
        bytes.chunks_exact(encoding.unit()).map(|unit| match unit {
            [low, high] => u16::from_le_bytes([*low, *high]),
            // Of one byte, by the size of a chunk.
            unit => u16::from(unit.first().copied().unwrap_or_default()),
        })
    }

    /// The text, up to a zero inside, as a C program would read it.
    ///
    /// # Errors
    /// In UTF-16, where half of a surrogate pair stands alone.
    pub fn decode(self) -> Result<String, NoText> {
        self.chars().collect::<Result<_, NoText>>()
    }

    /// The same, with U+FFFD in place of what is no text.
    pub fn decode_lossy(self) -> String {
        self.chars().map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }

    fn chars(self) -> impl Iterator<Item = Result<char, NoText>> {
        let units = self.units().take_while(|&unit| unit != 0);
        let (wide, narrow) = match self.encoding {
            Encoding::Utf16 => (Some(char::decode_utf16(units)), None),
            Encoding::Ansi => (None, Some(units.map(code_page::char_of))),
        };
        let wide = wide.into_iter().flatten().map(|char| char.map_err(|lone| NoText(lone.unpaired_surrogate())));
        wide.chain(narrow.into_iter().flatten().map(Ok))
    }
}

impl fmt::Debug for TextView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({:?})", self.encoding, self.decode_lossy())
    }
}

/// A string that is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("half of a surrogate pair stands alone: {0:#06X}")]
pub struct NoText(pub u16);

/// A string as plain data, without its terminator.
///
/// All strings of a structure are to be in one encoding. [`From<&str>`](#impl-From<%26str>-for-Text) makes UTF-16.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Text {
    /// Units of UTF-16, paired or not.
    Utf16(Vec<u16>),
    /// Bytes in code page 1252.
    Ansi(Vec<u8>),
}

impl Text {
    /// A text in ANSI.
    ///
    /// # Errors
    /// The first character that the code page does not have.
    pub fn ansi(text: &str) -> Result<Self, NoAnsi> {
        let bytes = text.chars().map(|char| code_page::byte_of(char).ok_or(NoAnsi(char)));
        bytes.collect::<Result<_, NoAnsi>>().map(Text::Ansi)
    }

    /// The bytes with the terminator, as they stand in a structure.
    pub(crate) fn to_terminated_bytes(&self) -> Vec<u8> {
        match self {
            Text::Utf16(units) => units.iter().chain(&[0]).flat_map(|unit| unit.to_le_bytes()).collect(),
            Text::Ansi(bytes) => bytes.iter().chain(&[0]).copied().collect(),
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text::Utf16(text.encode_utf16().collect())
    }
}

impl From<TextView<'_>> for Text {
    fn from(view: TextView<'_>) -> Self {
        match view.encoding {
            Encoding::Utf16 => Text::Utf16(view.units().collect()),
            Encoding::Ansi => Text::Ansi(view.bytes.to_vec()),
        }
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Text::Utf16(units) => write!(f, "Utf16({:?})", String::from_utf16_lossy(units)),
            Text::Ansi(bytes) => fmt::Debug::fmt(&TextView { bytes, encoding: Encoding::Ansi }, f),
        }
    }
}

/// A character that ANSI cannot write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("code page 1252 has no {0:?}")]
pub struct NoAnsi(pub char);

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(bytes: &[u8]) -> Option<TextView<'_>> {
        TextView::terminated(bytes, Encoding::Utf16)
    }

    #[test]
    fn a_string_has_whole_units_and_a_terminator_of_one() {
        for cut in [&b""[..], b"\0", b"A\0\0", b"A\0", b"A\0B\0", b"A\0\0\0\0"] {
            assert_eq!(utf16(cut), None, "{cut:?}");
        }
        assert_eq!(utf16(b"A\0\0\0").map(TextView::decode), Some(Ok("A".to_owned())));
        assert_eq!(TextView::terminated(b"A", Encoding::Ansi), None);
        assert_eq!(TextView::terminated(b"A\0", Encoding::Ansi).map(TextView::decode), Some(Ok("A".to_owned())));
    }

    #[test]
    fn a_c_program_stops_at_the_first_zero_and_the_units_do_not() {
        let text = utf16(b"A\0\0\0B\0\0\0").expect("it ends with a terminator");
        assert_eq!(text.decode(), Ok("A".to_owned()));
        assert_eq!(text.units().collect::<Vec<_>>(), [65, 0, 66]);
        assert_eq!(Text::from(text), Text::Utf16(vec![65, 0, 66]));
    }

    #[test]
    fn half_a_pair_is_no_text_and_is_kept() {
        let text = utf16(&[0x41, 0, 0x3D, 0xD8, 0, 0]).expect("it ends with a terminator");
        assert_eq!(text.decode(), Err(NoText(0xD83D)));
        assert_eq!(text.decode_lossy(), "A\u{FFFD}");
        assert_eq!(Text::from(text).to_terminated_bytes(), [0x41, 0, 0x3D, 0xD8, 0, 0]);
    }

    #[test]
    fn texts_are_written_and_read_in_both_encodings() {
        let ansi = Text::ansi("Zoë, 3 €").expect("the code page has all of it");
        assert_eq!(ansi.to_terminated_bytes(), b"Zo\xEB, 3 \x80\0");
        assert_eq!(Text::ansi("Zoë 語"), Err(NoAnsi('語')));
        let bytes = Text::from("Zoë 語 😀").to_terminated_bytes();
        assert_eq!(bytes.len(), 2 * (3 + 1 + 1 + 1 + 2 + 1));
        assert_eq!(utf16(&bytes).map(TextView::decode), Some(Ok("Zoë 語 😀".to_owned())));
    }
}
