//! Memory that a program shares with TAPI: what a pointer in an asynchronous call points to.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tapi_abi::{Encoding, Malformed, Structure};

/// Bytes that a function fills after it has returned: a structure, a handle, the block of lineAgentSpecific.
///
/// A clone is the same memory, as a copy of a pointer would be. From the call to LINE_REPLY it belongs to the request: what
/// it holds means nothing before, and something only where the reply reports success. A `None` in its place is NULL.
#[derive(Clone)]
pub struct Memory {
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl Memory {
    /// Zeros for a structure, with `dwTotalSize` set where there is room for it.
    pub fn of_size(total: u32) -> Memory {
        tapi_abi::room(total).into()
    }

    /// Four bytes of zero for a handle.
    pub fn of_handle() -> Memory {
        vec![0; 4].into()
    }

    /// What it holds now.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.lock().clone()
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.lock().len()
    }

    /// True for memory of no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its first DWORD: a handle, or `dwTotalSize`. Zero where there are no four bytes.
    pub fn dword(&self) -> u32 {
        self.lock().first_chunk().map_or(0, |first| u32::from_le_bytes(*first))
    }

    /// Puts bytes at the beginning, as many as there is room for.
    pub fn put(&self, bytes: &[u8]) {
        self.lock().iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte);
    }

    /// The structure that a function has filled, with strings in UTF-16.
    ///
    /// # Errors
    /// Where the bytes are not the structure.
    pub fn read<S: Structure>(&self) -> Result<S, Malformed> {
        self.read_in(Encoding::Utf16)
    }

    /// The same with strings in either encoding.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_in<S: Structure>(&self, encoding: Encoding) -> Result<S, Malformed> {
        S::read_in(&self.lock(), encoding).map(S::from)
    }

    /// True where the other is the same memory, whatever it holds.
    pub fn is_same(&self, other: &Memory) -> bool {
        Arc::ptr_eq(&self.bytes, &other.bytes)
    }

    pub(crate) fn with<T>(&self, look: impl FnOnce(&mut [u8]) -> T) -> T {
        look(&mut self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<u8>> {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<Vec<u8>> for Memory {
    fn from(bytes: Vec<u8>) -> Self {
        Memory { bytes: Arc::new(Mutex::new(bytes)) }
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Memory({:02X?})", self.lock())
    }
}
