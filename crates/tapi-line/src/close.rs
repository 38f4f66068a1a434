//! The end of lines and of the application.

use std::task::{Context, Waker};

use tapi_types::Message;

use crate::state::{Line, State};

impl State {
    /// lineClose: what came before is heard, what is under way fails, the provider hears of it.
    pub(crate) fn close_line(&mut self, line: u32) {
        let waiting =
            self.lines.get_mut(&line).map(|open| open.receive(usize::MAX, &mut Context::from_waker(Waker::noop())));
        for received in waiting.into_iter().flatten() {
            self.arrive(line, received);
        }
        if let Some(open) = self.end_line(line) {
            open.provider.close();
        }
    }

    /// The line is closed, from here or from elsewhere: the replies of its requests, then LINE_CLOSE, then nothing.
    pub(crate) fn end_line(&mut self, line: u32) -> Option<Line> {
        let open = self.lines.remove(&line)?;
        let of_line: Vec<u32> =
            self.requests.iter().filter(|(_, request)| request.line == Some(line)).map(|(&id, _)| id).collect();
        for id in of_line {
            self.post(id);
        }
        self.buffers.retain(|buffer| buffer.line != line);
        self.put(line, open.instance, Message::Close);
        Some(open)
    }

    /// lineShutdown: every line is closed, and what was asked on the application handle fails.
    pub(crate) fn shut_down(&mut self) {
        let lines: Vec<u32> = self.lines.keys().copied().collect();
        for line in lines {
            self.close_line(line);
        }
        let rest: Vec<u32> = self.requests.keys().copied().collect();
        for id in rest {
            self.post(id);
        }
        for own in self.devices.iter_mut().filter_map(|device| device.own.take()) {
            own.close();
        }
        self.app = None;
    }
}
