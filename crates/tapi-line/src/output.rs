//! Where the answer of a request goes.

use tapi_abi::{Encoding, Structure, room};
use tapi_types::LineError;
use tapi_types::line::ApiVersion;
use tsp_provider::Answer;

use crate::{Memory, Settings, fill};

/// The memory of a request, as it was checked at the call.
#[derive(Debug)]
pub(crate) enum Output {
    /// The function hands nothing back.
    Nothing,
    /// `lphAgent`, `lphAgentSession`.
    Handle(Memory),
    /// A structure.
    Structure {
        memory: Memory,
        /// `dwTotalSize` at the call. The memory has so many bytes.
        total: u32,
        encoding: Encoding,
        /// The answer has nothing of later versions.
        version: ApiVersion,
    },
    /// The block of lineAgentSpecific, with as many bytes as `dwSize` says.
    Block(Memory, usize),
}

impl Output {
    /// A structure to fill, with strings in UTF-16.
    ///
    /// # Errors
    /// [`LineError::INVALPOINTER`] for NULL and for memory of fewer bytes than `dwTotalSize` says,
    /// [`LineError::STRUCTURETOOSMALL`] where the fixed part does not fit into `dwTotalSize`.
    pub(crate) fn structure<S: Structure>(memory: Option<&Memory>, encoding: Encoding) -> Result<Output, LineError> {
        Output::sized(memory, encoding, S::SIZE, ApiVersion::V2_2)
    }

    /// The same for a fixed part of so many bytes, as the version has it.
    pub(crate) fn sized(
        memory: Option<&Memory>,
        encoding: Encoding,
        fixed: usize,
        version: ApiVersion,
    ) -> Result<Output, LineError> {
        let memory = memory.ok_or(LineError::INVALPOINTER)?;
        let total = memory.with(|bytes| checked_total(bytes, fixed))?;
        Ok(Output::Structure { memory: memory.clone(), total, encoding, version })
    }

    /// A handle to fill in.
    ///
    /// # Errors
    /// [`LineError::INVALPOINTER`] for NULL and for memory of fewer than four bytes.
    pub(crate) fn handle(memory: Option<&Memory>) -> Result<Output, LineError> {
        let memory = memory.filter(|memory| memory.len() >= 4);
        memory.cloned().map(Output::Handle).ok_or(LineError::INVALPOINTER)
    }

    /// The block of lineAgentSpecific, and what it holds. Of no bytes, it may be NULL.
    ///
    /// # Errors
    /// [`LineError::INVALPOINTER`] for NULL and for memory of fewer bytes.
    pub(crate) fn block(memory: Option<&Memory>, size: u32) -> Result<(Vec<u8>, Output), LineError> {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let Some(memory) = memory else {
            return if size == 0 { Ok((Vec::new(), Output::Nothing)) } else { Err(LineError::INVALPOINTER) };
        };
        let params = memory.with(|bytes| bytes.get(..size).map(<[u8]>::to_vec));
        Ok((params.ok_or(LineError::INVALPOINTER)?, Output::Block(memory.clone(), size)))
    }

    /// Writes over what the request will fill.
    pub(crate) fn scribble(&self, byte: u8) {
        let (memory, from, to) = match self {
            Output::Nothing => return,
            Output::Handle(memory) => (memory, 0, 4),
            Output::Structure { memory, total, .. } => (memory, 4, length(*total)),
            Output::Block(memory, size) => (memory, 0, *size),
        };
        memory.with(|bytes| bytes[from..to].fill(byte));
    }

    /// Puts the answer there: nothing behind what is used, and nothing at all where it does not fit.
    ///
    /// # Errors
    /// [`LineError::STRUCTURETOOSMALL`] where the answer does not fit.
    pub(crate) fn fill(self, answer: &Answer, settings: &Settings) -> Result<(), LineError> {
        match (self, answer) {
            (Output::Nothing, _) => {}
            (Output::Handle(memory), Answer::Agent(agent)) => memory.put(&agent.get().to_le_bytes()),
            (Output::Handle(memory), Answer::Session(session)) => memory.put(&session.get().to_le_bytes()),
            (Output::Block(_, size), Answer::Params(params)) if params.len() > size => {
                return Err(LineError::STRUCTURETOOSMALL);
            }
            (Output::Block(memory, _), Answer::Params(params)) => memory.put(params),
            (Output::Structure { memory, total, encoding, version }, answer) => {
                let mut out = room(total);
                let words = fill::Words { encoding, version, local_epoch_us: settings.local_epoch_us() };
                let written = words.write(answer, &mut out)?;
                memory.put(&out[..length(written.used)]);
            }
            // No provider's method has such an answer.
            (Output::Handle(_) | Output::Block(..), _) => return Err(LineError::OPERATIONFAILED),
        }
        Ok(())
    }
}

/// `dwTotalSize`, which the fixed part fits into, and which fits into the bytes.
pub(crate) fn checked_total(bytes: &[u8], fixed: usize) -> Result<u32, LineError> {
    let total = bytes.first_chunk().map(|total| u32::from_le_bytes(*total)).ok_or(LineError::INVALPOINTER)?;
    if length(total) < fixed {
        return Err(LineError::STRUCTURETOOSMALL);
    }
    if bytes.len() < length(total) {
        return Err(LineError::INVALPOINTER);
    }
    Ok(total)
}

fn length(size: u32) -> usize {
    usize::try_from(size).unwrap_or(usize::MAX)
}
