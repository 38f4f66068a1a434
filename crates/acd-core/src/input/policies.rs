//! Choices where the pages of the contract leave room.

use tapi_types::LineError;

/// Choices where Microsoft's pages leave room; the defaults are the first values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Policies {
    /// POLICY `count_call_at`.
    pub count_call_at: CountCallAt,
    /// POLICY `time_to_answer_from`.
    pub time_to_answer_from: TimeToAnswerFrom,
    /// POLICY `end_during_call`.
    pub end_during_call: EndDuringCall,
    /// POLICY `same_state`.
    pub same_state: SameState,
    /// POLICY `bad_session_state`.
    pub bad_session_state: BadSessionState,
    /// POLICY `wrong_pin`.
    pub wrong_pin: WrongPin,
    /// POLICY `call_rate_factor`.
    pub call_rate_factor: CallRateFactor,
    /// POLICY `group_events`.
    pub group_events: GroupEvents,
}

/// When a call counts as handled by a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CountCallAt {
    /// When the session answers.
    #[default]
    Answer,
    /// When the session is through talking, by whatever end.
    Release,
    /// When the wrap-up is over; at the release where there is none.
    WrapUpEnd,
}

/// Where a session's time to answer starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeToAnswerFrom {
    /// The entry into the first queue (or the one after a transfer).
    #[default]
    QueueEntry,
    /// The moment the session began to ring.
    Ringing,
}

/// What ENDED during a call does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EndDuringCall {
    /// The session ends when the call ends, without wrap-up.
    #[default]
    AfterCall,
    /// Call and session end at once.
    Release,
}

/// Asking for the state that already is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SameState {
    /// Nothing happens.
    #[default]
    Accept,
    /// LINEERR_INVALAGENTSTATE.
    Refuse,
}

/// The error of lineSetAgentSessionState for a state that cannot be entered now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BadSessionState {
    /// LINEERR_INVALAGENTSTATE, which the page of the function lists.
    #[default]
    InvalAgentState,
    /// LINEERR_INVALAGENTSESSIONSTATE, which is made for it and which no page lists.
    InvalAgentSessionState,
}

impl BadSessionState {
    /// The error itself.
    pub const fn error(self) -> LineError {
        match self {
            BadSessionState::InvalAgentState => LineError::INVALAGENTSTATE,
            BadSessionState::InvalAgentSessionState => LineError::INVALAGENTSESSIONSTATE,
        }
    }
}

/// The error of lineCreateAgent and lineCreateAgentSession for a PIN that is not the agent's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WrongPin {
    /// LINEERR_OPERATIONFAILED, which the pages of the functions list.
    #[default]
    OperationFailed,
    /// LINEERR_INVALPASSWORD, which says more.
    InvalPassword,
}

impl WrongPin {
    /// The error itself.
    pub const fn error(self) -> LineError {
        match self {
            WrongPin::OperationFailed => LineError::OPERATIONFAILED,
            WrongPin::InvalPassword => LineError::INVALPASSWORD,
        }
    }
}

/// What an agent's overall call rate is multiplied by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CallRateFactor {
    /// Calls an hour.
    #[default]
    One,
    /// Ten times that, as one page has it.
    Ten,
}

impl CallRateFactor {
    /// The number itself.
    pub const fn factor(self) -> u64 {
        match self {
            CallRateFactor::One => 1,
            CallRateFactor::Ten => 10,
        }
    }
}

/// Whether clients are told that groups come and go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GroupEvents {
    /// They are.
    #[default]
    Deliver,
    /// They are not.
    Mute,
}
