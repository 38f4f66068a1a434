//! A bounded buffer of messages between a provider and one listener.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use tapi_types::Message;

use super::MessageFilter;

/// What a listener takes out of its [`Messages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Received {
    /// A message.
    Message(Message),
    /// The listener was slow and its buffer full: so many messages, the oldest ones at this place, are gone.
    Missed(u64),
}

/// A buffer of so many messages, and its two ends.
///
/// # A slow reader
///
/// When the buffer is full, the oldest message gives way to the newest and is counted; the count comes first when the
/// reader reads again. So what is in the buffer is always the latest, without a gap, and no loss goes unreported.
/// At least one message has room.
pub fn inbox(filter: MessageFilter, capacity: usize) -> (Inbox, Messages) {
    let capacity = capacity.max(1);
    let kept = Kept { waiting: VecDeque::new(), missed: 0, capacity, closed: false, reader: Reader::There(None) };
    let kept = Arc::new(Mutex::new(kept));
    (Inbox { kept: kept.clone(), filter }, Messages { kept })
}

/// The provider's end. When it is dropped, the listener's messages come to their end.
#[derive(Debug)]
pub struct Inbox {
    kept: Arc<Mutex<Kept>>,
    filter: MessageFilter,
}

/// The listener's end: a stream of messages in the order in which they were sent. It ends when the line is closed and
/// everything has been read.
#[derive(Debug)]
pub struct Messages {
    kept: Arc<Mutex<Kept>>,
}

#[derive(Debug)]
struct Kept {
    waiting: VecDeque<Message>,
    missed: u64,
    capacity: usize,
    closed: bool,
    reader: Reader,
}

/// Who reads, and waits.
#[derive(Debug)]
enum Reader {
    Gone,
    There(Option<Waker>),
}

impl Reader {
    fn waiting(&mut self) -> Option<Waker> {
        match self {
            Reader::Gone => None,
            Reader::There(waker) => waker.take(),
        }
    }

    fn is_gone(&self) -> bool {
        matches!(self, Reader::Gone)
    }
}

impl Inbox {
    /// Puts a message in, where the listener wants it. Whom to wake, which a provider does when it holds no lock.
    #[must_use = "a reader that waits is to be woken"]
    pub fn put(&self, message: Message) -> Option<Waker> {
        if !self.wants(message) {
            return None;
        }
        let mut kept = lock(&self.kept);
        if kept.closed || kept.reader.is_gone() {
            return None;
        }
        if kept.waiting.len() == kept.capacity {
            kept.waiting.pop_front();
            kept.missed += 1;
        }
        kept.waiting.push_back(message);
        kept.closed = message == Message::Close;
        kept.reader.waiting()
    }

    /// True where the listener wants a message.
    pub fn wants(&self, message: Message) -> bool {
        self.filter.lets_through(message)
    }

    /// Reports that so many messages are lost that never came as far as this buffer. Whom to wake.
    #[must_use = "a reader that waits is to be woken"]
    pub fn miss(&self, lost: u64) -> Option<Waker> {
        let mut kept = lock(&self.kept);
        if lost == 0 || kept.closed {
            return None;
        }
        kept.missed += lost;
        kept.reader.waiting()
    }

    /// True once nobody can read any more.
    pub fn is_abandoned(&self) -> bool {
        lock(&self.kept).reader.is_gone()
    }
}

impl Drop for Inbox {
    fn drop(&mut self) {
        let reader = {
            let mut kept = lock(&self.kept);
            kept.closed = true;
            kept.reader.waiting()
        };
        if let Some(reader) = reader {
            reader.wake();
        }
    }
}

impl Messages {
    /// Of a provider that sends none: over at once.
    pub fn none() -> Messages {
        inbox(MessageFilter::LEAST, 1).1
    }

    /// The next one; `None` when the line is closed and everything has been read.
    pub async fn next(&mut self) -> Option<Received> {
        poll_fn(|context| self.poll(context)).await
    }

    /// The next one, where it is there already. Waits for nothing.
    pub fn try_next(&mut self) -> Option<Received> {
        lock(&self.kept).take()
    }

    fn poll(&self, context: &Context<'_>) -> Poll<Option<Received>> {
        let mut kept = lock(&self.kept);
        let received = kept.take();
        if received.is_some() || kept.closed {
            return Poll::Ready(received);
        }
        kept.reader = Reader::There(Some(context.waker().clone()));
        Poll::Pending
    }
}

impl Stream for Messages {
    type Item = Received;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Received>> {
        self.poll(context)
    }
}

impl Drop for Messages {
    fn drop(&mut self) {
        let mut kept = lock(&self.kept);
        kept.reader = Reader::Gone;
        kept.waiting = VecDeque::new();
    }
}

impl Kept {
    fn take(&mut self) -> Option<Received> {
        if self.missed > 0 {
            return Some(Received::Missed(std::mem::take(&mut self.missed)));
        }
        self.waiting.pop_front().map(Received::Message)
    }
}

fn lock(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
