//! The client's end of a request.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use tapi_types::{LineError, RequestId};

use super::Shared;
use crate::Answer;

/// A request that was submitted. Dropped before its reply, it is forgotten, and the proxy handles it all the same.
pub(super) struct Call<'a> {
    device: &'a Shared,
    request: RequestId,
    over: bool,
}

impl<'a> Call<'a> {
    pub(super) fn new(device: &'a Shared, request: RequestId) -> Self {
        Call { device, request, over: false }
    }
}

impl Future for Call<'_> {
    type Output = Result<Answer, LineError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let waker = context.waker().clone();
        let (taken, spent) = self.device.desk().take_reply(self.request, waker);
        drop(spent);
        let Some((reply, effects)) = taken else { return Poll::Pending };
        self.over = true;
        effects.happen();
        Poll::Ready(reply)
    }
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        if !self.over {
            self.device.change(|desk| ((), desk.leave(self.request)));
        }
    }
}
