//! The outside lines, by which calls come.

use std::time::Duration;

use tapi_types::CallHandle;
use tokio::sync::{mpsc, oneshot};

/// The outside lines of a [`Router`](crate::Router). Cheap to clone; all methods wait until the router has done it, and answer
/// nothing where it is gone.
#[derive(Debug, Clone)]
pub struct Trunk {
    orders: mpsc::Sender<Order>,
}

/// What happens outside.
#[derive(Debug)]
pub(crate) enum Order {
    /// A call comes, which leaves so much after-call work.
    Call(Duration, oneshot::Sender<CallHandle>),
    /// A caller hangs up.
    HangUp(CallHandle, oneshot::Sender<bool>),
    /// Which calls are connected?
    Connected(oneshot::Sender<Vec<CallHandle>>),
}

impl Trunk {
    /// A trunk, and where its orders come out.
    pub(crate) fn new() -> (Trunk, mpsc::Receiver<Order>) {
        let (orders, to_do) = mpsc::channel(100);
        (Trunk { orders }, to_do)
    }

    /// A call comes in, whose caller waits and talks until hanging up, and which leaves so much after-call work.
    pub async fn call(&self, wrap_up: Duration) -> Option<CallHandle> {
        self.order(|done| Order::Call(wrap_up, done)).await
    }

    /// The caller hangs up. False where the call is over already.
    pub async fn hang_up(&self, call: CallHandle) -> bool {
        self.order(|done| Order::HangUp(call, done)).await.unwrap_or(false)
    }

    /// The calls that are connected now.
    pub async fn connected(&self) -> Vec<CallHandle> {
        self.order(Order::Connected).await.unwrap_or_default()
    }

    async fn order<T>(&self, order: impl FnOnce(oneshot::Sender<T>) -> Order) -> Option<T> {
        let (done, answer) = oneshot::channel();
        self.orders.send(order(done)).await.ok()?;
        answer.await.ok()
    }
}
