//! The proxy: requests reach the ACD only while it is there.

use tapi_types::LineError;

use super::Model;
use super::agenda::What;

impl Model {
    /// Pending requests fail at once; what was not handled never is, and no reply goes out any more.
    pub(super) fn close_proxy(&mut self) {
        self.desk.closed = true;
        self.agenda.cancel(|what| matches!(what, What::Handle { .. } | What::Reply { .. }));
        let open: Vec<_> =
            self.requests.iter().filter(|one| one.row.finished.is_none()).map(|one| one.row.id).collect();
        for request in open {
            self.finish(request, Err(LineError::OPERATIONFAILED));
        }
    }

    pub(super) fn open_proxy(&mut self) {
        self.desk.closed = false;
    }
}
