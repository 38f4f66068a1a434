//! What an application takes out of its queue.

use tapi_types::line::MessageNumber;
use tapi_types::{Message, NoMessage};

/// A message with the arguments of a callback: (hDevice, dwMsg, dwCallbackInstance, dwParam1, dwParam2, dwParam3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LineMessage {
    /// `hDevice`: the line; zero in LINE_REPLY, which has the request id to know it by.
    pub line: u32,
    /// `dwMsg`, a [`MessageNumber`].
    pub number: u32,
    /// `dwCallbackInstance`: what lineOpen was given; zero for a request that needs no line.
    pub instance: u32,
    /// `dwParam1` to `dwParam3`.
    pub parameters: [u32; 3],
}

impl LineMessage {
    /// The message as a value. The request of a LINE_PROXYREQUEST is then what stands for the pointer.
    ///
    /// # Errors
    /// Where the numbers are none of the call centre's messages; those out of a queue always are.
    pub fn message(self) -> Result<Message, NoMessage> {
        let number = MessageNumber::try_from(self.number);
        let number =
            number.map_err(|_| NoMessage { number: MessageNumber::DevSpecific, parameters: self.parameters })?;
        Message::from_parameters(number, self.parameters)
    }
}

/// What comes out of the queue of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Arrival {
    /// A message.
    Message(LineMessage),
    /// The application was slow: so many messages of a line, the oldest ones at this place, are gone. LINE_REPLY and
    /// LINE_CLOSE are never among them.
    Missed {
        /// `hDevice` of what is gone.
        line: u32,
        /// How many.
        count: u64,
    },
}
