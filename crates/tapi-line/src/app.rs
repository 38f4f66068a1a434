//! An application: its lock, its queue, and calls from another thread.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use tapi_types::LineError;
use tapi_types::line::Function;
use tsp_provider::Ask;

use crate::output::Output;
use crate::state::{Device, State};
use crate::{Arrival, Opener, ReplyOrder, Settings};

/// An application: what it has open, and its queue of messages.
///
/// It starts before lineInitializeEx; until then, and after lineShutdown, every function answers LINEERR_UNINITIALIZED. It can
/// be called from several threads. A provider must not call back into the application that polls it. When it is dropped, its
/// lines close.
pub struct LineApp {
    state: Mutex<State>,
}

impl LineApp {
    /// An application on a machine with these line devices, whose ids count from 0.
    pub fn new(devices: impl IntoIterator<Item = Arc<dyn Opener>>, settings: Settings) -> LineApp {
        let devices = devices.into_iter().map(|opener| Device { opener, own: None }).collect();
        LineApp { state: Mutex::new(State::new(devices, settings)) }
    }

    /// The next arrival in the queue; waits for it, and moves the requests on meanwhile. `None` when TAPI is not initialized,
    /// or was shut down, and everything has been read.
    ///
    /// Nothing is lost when the future is dropped. One reader at a time is woken.
    pub async fn next(&self) -> Option<Arrival> {
        poll_fn(|context| self.poll_next(context)).await
    }

    /// The next arrival, where it is there already or comes of moving the requests on once. Waits for nothing.
    pub fn try_next(&self) -> Option<Arrival> {
        let (arrival, waiting, reader) = {
            let mut state = self.lock();
            // A reader that waits elsewhere must not miss what it waits for.
            let reader = state.reader.clone().unwrap_or_else(|| Waker::noop().clone());
            let (arrival, waiting) = state.take(&mut Context::from_waker(&reader));
            let reader = if state.queue.is_empty() { None } else { state.reader.take() };
            (arrival, waiting, reader)
        };
        waiting.into_iter().chain(reader).for_each(Waker::wake);
        arrival
    }

    /// From now on, replies come in this order.
    pub fn set_reply_order(&self, order: ReplyOrder) {
        let held = {
            let mut state = self.lock();
            state.settings.reply_order = order;
            std::mem::take(&mut state.returns)
        };
        held.into_values().for_each(Waker::wake);
    }

    /// Makes one call as if on another thread than the one that reads the queue, and returns what it returns.
    ///
    /// With [`ReplyOrder::BeforeReturn`], a request returns its id once its LINE_REPLY was taken out of the queue, so a program
    /// that reads it meanwhile always meets a reply to a request that it does not know yet. With
    /// [`ReplyOrder::AfterReturn`] it returns at once.
    ///
    /// ```
    /// # async fn doc(app: &tapi_line::LineApp, line: u32) {
    /// let id = app.on_another_thread(|app| app.line_set_agent_state_ex(line, 1, 2, 0)).await;
    /// # let _ = id;
    /// # }
    /// ```
    pub async fn on_another_thread(&self, call: impl FnOnce(&LineApp) -> i32) -> i32 {
        let returned = call(self);
        let Some(id) = u32::try_from(returned).ok().filter(|&id| id > 0) else { return returned };
        poll_fn(|context| {
            let mut state = self.lock();
            if state.settings.reply_order == ReplyOrder::AfterReturn || state.is_taken(id) {
                return Poll::Ready(());
            }
            state.returns.insert(id, context.waker().clone());
            Poll::Pending
        })
        .await;
        returned
    }

    fn poll_next(&self, context: &mut Context<'_>) -> Poll<Option<Arrival>> {
        let (arrival, waiting, is_over) = {
            let mut state = self.lock();
            state.reader = Some(context.waker().clone());
            let (arrival, waiting) = state.take(context);
            (arrival, waiting, state.app.is_none())
        };
        waiting.into_iter().for_each(Waker::wake);
        if arrival.is_some() || is_over { Poll::Ready(arrival) } else { Poll::Pending }
    }

    /// One function: its LONG, once TAPI is initialized.
    pub(crate) fn call(&self, function: impl FnOnce(&mut State) -> Result<i32, LineError>) -> i32 {
        let (result, reader) = {
            let mut state = self.lock();
            let result = if state.app.is_some() { function(&mut state) } else { Err(LineError::UNINITIALIZED) };
            (result, state.reader.take())
        };
        // There may be something to read, or to wait for.
        reader.into_iter().for_each(Waker::wake);
        result.unwrap_or_else(LineError::long)
    }

    /// A request on a line: the handle and its version are checked before the other arguments.
    pub(crate) fn request(
        &self,
        function: Function,
        line: u32,
        arguments: impl FnOnce() -> Result<(Ask, Output), LineError>,
    ) -> i32 {
        self.call(|state| {
            let open = state.line(line)?;
            if open.version < function.since() {
                return Err(LineError::OPERATIONUNAVAIL);
            }
            let provider = Arc::clone(&open.provider);
            let (ask, output) = arguments()?;
            state.submit(Some(line), provider, ask, output)
        })
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for LineApp {
    fn drop(&mut self) {
        self.state.get_mut().unwrap_or_else(PoisonError::into_inner).shut_down();
    }
}
