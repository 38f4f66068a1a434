//! The loop: which event is next, and what every event begins and ends with.

use tapi_types::Time;

use super::streams::NextArrival;
use crate::state::origin::Origin;
use crate::state::timers::Event;
use crate::{Class, Engine, Halt, Moment};

impl Engine {
    /// When the next event is due, and of what kind.
    pub fn next_wake(&self) -> Option<Moment> {
        let arrival = self.next_arrivals.first().map(|next| Moment { at: next.at, class: Class::Arrival });
        let shift = self.shifts.next().map(|at| Moment { at, class: Class::Command });
        [self.timers.next(), arrival, shift].into_iter().flatten().min()
    }

    /// Runs everything that comes before a command at `to`: all earlier events, and at that moment releases
    /// and shifts.
    ///
    /// # Errors
    /// When a law breaks or the run goes round for ever; the engine stands still from then on.
    pub fn advance_before_commands(&mut self, to: Time) -> Result<(), Halt> {
        self.advance(Moment { at: to, class: Class::Command })
    }

    /// Runs everything up to and at `to`, checks excepted, and stands at `to`.
    ///
    /// # Errors
    /// As [`Engine::advance_before_commands`].
    pub fn advance_through(&mut self, to: Time) -> Result<(), Halt> {
        self.advance(Moment { at: to, class: Class::Expect })
    }

    /// Runs events until so many have been handled, and stands at `at`: the place of a logged command. False where the next
    /// event is later than that, or there is none: the command was logged in another run.
    ///
    /// # Errors
    /// As [`Engine::advance_before_commands`].
    pub fn advance_to_position(&mut self, at: Time, position: u64) -> Result<bool, Halt> {
        while self.events < position {
            if self.next_wake().is_none_or(|due| due.at > at) {
                return Ok(false);
            }
            self.step()?;
        }
        self.now = self.now.max(at);
        self.guard.halted()?;
        Ok(self.events == position && self.now == at)
    }

    /// Runs the next event, whenever it is due. When and of what kind it was; `None` where nothing is left to happen.
    ///
    /// # Errors
    /// As [`Engine::advance_before_commands`].
    pub fn step(&mut self) -> Result<Option<Moment>, Halt> {
        self.guard.halted()?;
        let next = self.next_wake();
        self.run_next(u64::MAX - 1);
        self.guard.halted().map(|()| next)
    }

    fn advance(&mut self, to: Moment) -> Result<(), Halt> {
        let by = to.key();
        while !self.guard.stands_still() && self.run_next(by) {}
        self.guard.halted()?;
        self.now = self.now.max(to.at);
        Ok(())
    }

    /// Runs the next event, if it is due by the moment with this key. False where none is.
    #[inline]
    fn run_next(&mut self, by: u64) -> bool {
        let (timer, arrival, shift) = (self.timers.key(), self.arrival_key(), self.shifts.key());
        let due = timer.min(arrival).min(shift);
        if due > by {
            return false;
        }
        if due == arrival {
            self.run_arrival();
        } else if due == timer {
            self.run_timer();
        } else {
            self.run_shift();
        }
        self.settle_event();
        true
    }

    #[inline]
    fn arrival_key(&self) -> u64 {
        let first = self.next_arrivals.first();
        first.map_or(u64::MAX, |next| Moment { at: next.at, class: Class::Arrival }.key())
    }

    fn run_arrival(&mut self) {
        if let Some(NextArrival { at, stream }) = self.next_arrivals.take_first() {
            self.begin_event(at, Event::Arrives(stream), Origin::PLAN);
            self.stream_arrives(stream as usize);
        }
    }

    fn run_timer(&mut self) {
        if let Some((at, event, cause)) = self.timers.pop() {
            self.begin_event(at, event, cause);
            self.run_event(event);
        }
    }

    /// An event happens, in the queue before or not.
    #[inline(always)]
    pub(super) fn begin_event(&mut self, at: Time, event: Event, cause: Origin) {
        self.events += 1;
        self.cause = cause;
        self.check_time(at);
        self.now = at;
        self.watch_event(at, event);
    }

    fn run_event(&mut self, event: Event) {
        match event {
            Event::TalkEnds(call) => self.talk_ends(call),
            Event::WrapUpEnds(session) => self.wrap_up_ends(session),
            Event::Arrives(stream) => self.stream_arrives(stream as usize),
            Event::Answers(session) => self.session_answers(session),
            Event::PatienceEnds(call) => self.patience_ends(call),
            Event::MaxWaitEnds(call) => self.max_wait_ends(call),
            Event::RingsOut(call) => self.rings_out(call),
            Event::Handles(request) => self.handle_request(request),
            Event::Replies(request) => self.send_reply(request),
            Event::RepliesAgain(request) => self.send_reply_again(request),
            Event::LimitEnds(request) => self.limit_ends(request),
        }
    }

    /// What follows every event at the same instant.
    #[inline(always)]
    pub(super) fn settle_event(&mut self) {
        self.clear_unstaffed();
        self.match_calls();
        self.timers.tidy();
        self.next_arrivals.close();
        if self.announcer.is_some() {
            self.tell_changes();
        }
        if self.guard.check_all {
            self.check_laws();
        }
    }
}
