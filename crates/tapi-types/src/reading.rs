//! Readings of what the pages leave open, where a client has to choose.

use crate::{Hresult, LineError};

/// POLICY `lineerr_to_hresult`: which HRESULT a method returns for the error of the function that it wraps. The pages list
/// "`LINEERR_`" among the return codes and print no conversion; neither reading is verified on Windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LineErrorReading {
    /// The value of the error itself.
    #[default]
    Raw,
    /// The HRESULT of the same name where there is one, `E_OUTOFMEMORY` for LINEERR_NOMEM and the like.
    Twin,
}

impl LineError {
    /// What a method returns for this error.
    pub const fn hresult(self, reading: LineErrorReading) -> Hresult {
        match reading {
            LineErrorReading::Raw => self.raw_hresult(),
            LineErrorReading::Twin => self.twin_hresult(),
        }
    }
}
