//! Exchanges, written while a provider is asked.

use std::fmt;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tsp_provider::Exchange;

use super::footer_start;
use super::stored::{ExchangeLine, HeaderLine};
use crate::checksum::Checksum;
use crate::source::LINE_BYTES_MAX;

/// Exchanges on their way into a file, from any number of threads.
///
/// Each is handed on as soon as it is over, so that what a crash leaves has all of them. Without
/// [`finish`](ExchangeWriter::finish) the file stays incomplete.
///
/// # The sink of a recorder
///
/// [`sink`](ExchangeWriter::sink) is what [`Recorded::new`](tsp_provider::Recorded::new) takes. It hands on each exchange under
/// a lock, and keeps what goes wrong for `finish` to tell.
///
/// ```
/// use acd_trace::{ExchangeWriter, read_exchanges};
/// use tapi_types::{LineError, QueueId};
/// use tsp_provider::{Provider, Recorded, Replayed, Ticket};
/// # use tapi_types::Time;
/// # use tsp_provider::{Sleep, Timer};
/// # struct Still;
/// # impl Timer for Still {
/// #     fn now(&self) -> Time { Time::ZERO }
/// #     fn sleep_until(&self, _: Time) -> Sleep<'_> { Box::pin(std::future::pending()) }
/// # }
/// # struct MyAcd;
/// # impl Provider for MyAcd {}
/// # fn ready<T>(call: impl Future<Output = T>) -> T {
/// #     let mut context = std::task::Context::from_waker(std::task::Waker::noop());
/// #     match std::pin::pin!(call).poll(&mut context) {
/// #         std::task::Poll::Ready(value) => value,
/// #         std::task::Poll::Pending => unreachable!("nothing here has to wait"),
/// #     }
/// # }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # ready(async {
/// let queue = QueueId::at(0);
/// let writer = ExchangeWriter::new(Vec::new())?;
/// let recorded = Recorded::new(MyAcd, Still, writer.sink());
/// let reply = recorded.line_get_queue_info(&Ticket::unlimited(), queue).await;
/// let file = writer.finish()?;
///
/// let replayed = Replayed::in_order(read_exchanges(&file[..])?);
/// assert_eq!(replayed.line_get_queue_info(&Ticket::unlimited(), queue).await, reply);
/// # Ok(())
/// # })
/// # }
/// ```
pub struct ExchangeWriter<W> {
    tape: Arc<Mutex<Tape<W>>>,
}

struct Tape<W> {
    /// `None` after the end, and after an error: what follows a gap is worth nothing.
    out: Option<W>,
    sum: Checksum,
    count: u64,
    error: Option<io::Error>,
}

impl<W: Write> ExchangeWriter<W> {
    /// Begins with the header, which is handed on at once. Every exchange is one call of [`Write::write_all`].
    ///
    /// # Errors
    /// What keeps it from being written.
    pub fn new(out: W) -> io::Result<Self> {
        let mut tape = Tape { out: Some(out), sum: Checksum::default(), count: 0, error: None };
        tape.put(serde_json::to_vec(&HeaderLine::new())?)?;
        Ok(ExchangeWriter { tape: Arc::new(Mutex::new(tape)) })
    }

    /// Writes an exchange. Nothing more is written after an error, which [`finish`](ExchangeWriter::finish) tells.
    pub fn write(&self, exchange: &Exchange) {
        self.tape().write(exchange);
    }

    /// Something that writes every exchange that it is given, as [`write`](ExchangeWriter::write) does. What it is given after
    /// [`finish`](ExchangeWriter::finish) is not written.
    pub fn sink(&self) -> impl Fn(Exchange) + Send + Sync + 'static + use<W>
    where
        W: Send + 'static,
    {
        let writer = ExchangeWriter { tape: Arc::clone(&self.tape) };
        move |exchange| writer.write(&exchange)
    }

    /// Closes the file and flushes it. What is not over by now is not in it.
    ///
    /// # Errors
    /// The first thing that kept something from being written. The file is incomplete then.
    pub fn finish(self) -> io::Result<W> {
        self.tape().finish()
    }

    fn tape(&self) -> MutexGuard<'_, Tape<W>> {
        self.tape.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W: Write> Tape<W> {
    fn write(&mut self, exchange: &Exchange) {
        if self.out.is_none() {
            return;
        }
        let put =
            serde_json::to_vec(&ExchangeLine::new(exchange)).map_err(io::Error::from).and_then(|line| self.put(line));
        match put {
            Ok(()) => self.count += 1,
            Err(error) => self.error = Some(error),
        }
    }

    /// Hands on a line. Whoever panics or fails in the middle of it has no stream any more.
    fn put(&mut self, mut line: Vec<u8>) -> io::Result<()> {
        let mut out = self.out.take().ok_or_else(broken_off)?;
        line.push(b'\n');
        if line.len() > LINE_BYTES_MAX {
            let what = format!("an exchange is longer than {LINE_BYTES_MAX} bytes");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
        }
        out.write_all(&line)?;
        self.sum.add(&line);
        self.out = Some(out);
        Ok(())
    }

    fn finish(&mut self) -> io::Result<W> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        let mut out = self.out.take().ok_or_else(broken_off)?;
        let start = footer_start(self.count);
        self.sum.add(start.as_bytes());
        out.write_all((start + &self.sum.tail()).as_bytes())?;
        out.flush()?;
        Ok(out)
    }
}

fn broken_off() -> io::Error {
    io::Error::other("writing the exchanges broke off before")
}

impl<W> fmt::Debug for ExchangeWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExchangeWriter").finish_non_exhaustive()
    }
}
