//! The structures of the TAPI 2.2 call-centre contract, byte for byte: all 18 of `tapi.h`, with their strings, DATE,
//! CURRENCY and GUID. Safe code on slices; the one crate that knows byte offsets.
//!
//! - **Each structure is one table**, such as that of [`LineAgentSessionInfo`]: where each member stands, its name and its
//!   type. What does not add up does not compile, and [`layouts`] shows the tables to tests.
//! - **Plain data in, plain data out.** A provider fills in a [`LineQueueList`] and [writes](Structure::write) it into
//!   bytes that somebody else has set aside.
//! - **Bytes are checked once.** [`read`](Structure::read) makes a [`View`] of borrowed bytes, or says in [`Malformed`] what
//!   is wrong with them. After that no accessor can fail.
//! - [`request`] has LINEPROXYREQUEST, which holds the others.
//!
//! # Size
//!
//! The caller sets `dwTotalSize`; the answer sets `dwNeededSize` and `dwUsedSize`. Too little for the fixed part is
//! [`STRUCTURETOOSMALL`](tapi_types::LineError::STRUCTURETOOSMALL), and nothing is written. Enough for the fixed part is
//! success, and what has no room is left out: a string or a list is there whole, or its size and offset are zero. Where
//! `dwNeededSize` is above `dwUsedSize`, something is missing: the caller sets aside as much as is needed and asks again.
//!
//! Variable parts follow the fixed part without gaps, member after member, an array before the strings of its entries.
//! Readers take them in any order and with gaps. POLICY `list_offset`: the offset of a list is where it begins, and its
//! size that of its entries, though pages give both the same meaning.
//!
//! # Example: LINEAGENTSESSIONINFO, down to the bytes
//!
//! An agent has logged in at noon of the first day of 2000. An hour later there were three calls: 200 seconds of talk
//! each, 10 on hold, 30 of after-call work, the last of which goes on. The structure has no variable part: it always takes
//! 76 bytes.
//!
//! ```text
//! at  bytes                    member                   meaning
//!  0  4C 00 00 00              dwTotalSize              76, by the caller
//!  4  4C 00 00 00              dwNeededSize             76
//!  8  4C 00 00 00              dwUsedSize               76
//! 12  08 00 00 00              dwAgentSessionState      LINEAGENTSESSIONSTATE_BUSYWRAPUP
//! 16  00 00 00 00              dwNextAgentSessionState  none is set
//! 20  00 00 00 00 D0 D5 E1 40  dateSessionStartTime     36526.5 days since 1899-12-30
//! 28  10 0E 00 00              dwSessionDuration        3600 seconds
//! 32  03 00 00 00              dwNumberOfCalls          3
//! 36  58 02 00 00              dwTotalTalkTime          600 seconds
//! 40  C8 00 00 00              dwAverageTalkTime        200 seconds
//! 44  D0 02 00 00              dwTotalCallTime          720 seconds: talk, hold and after-call work
//! 48  F0 00 00 00              dwAverageCallTime        240 seconds
//! 52  5A 00 00 00              dwTotalWrapUpTime        90 seconds
//! 56  1E 00 00 00              dwAverageWrapUpTime      30 seconds
//! 60  30 75 00 00 00 00 00 00  cyACDCallRate            3 calls an hour: 30000 ten-thousandths
//! 68  19 00 00 00              dwLongestTimeToAnswer    25 seconds
//! 72  0E 00 00 00              dwAverageTimeToAnswer    14 seconds
//! ```
//!
//! The DATE stands at 20 and the CURRENCY at 60, which are no multiples of 8: all structures are packed.
//!
//! ```
//! use tapi_abi::{Date, LineAgentSessionInfo, Structure, room};
//! use tapi_types::line::AgentSessionState;
//! use tapi_types::{Currency, Dword, LineError};
//!
//! let info = LineAgentSessionInfo {
//!     state: AgentSessionState::BusyWrapUp.into(),
//!     next_state: Dword::new(0),
//!     session_start_time: Date::from_days(36_526.5),
//!     session_duration_s: 3600,
//!     number_of_calls: 3,
//!     total_talk_time_s: 600,
//!     average_talk_time_s: 200,
//!     total_call_time_s: 720,
//!     average_call_time_s: 240,
//!     total_wrap_up_time_s: 90,
//!     average_wrap_up_time_s: 30,
//!     acd_call_rate: Currency(30_000),
//!     longest_time_to_answer_s: 25,
//!     average_time_to_answer_s: 14,
//! };
//!
//! // The client sets 75 bytes aside, which is one too few, then 76.
//! assert_eq!(info.write(&mut room(75)), Err(LineError::STRUCTURETOOSMALL));
//! let mut bytes = room(76);
//! let written = info.write(&mut bytes)?;
//! assert_eq!((written.needed, written.used, written.left_out()), (76, 76, false));
//! assert_eq!(bytes[20..28], [0x00, 0x00, 0x00, 0x00, 0xD0, 0xD5, 0xE1, 0x40]);
//! assert_eq!(bytes[32..36], [3, 0, 0, 0]);
//! assert_eq!(bytes[60..68], [0x30, 0x75, 0, 0, 0, 0, 0, 0]);
//!
//! // And reads them.
//! let view = LineAgentSessionInfo::read(&bytes)?;
//! assert_eq!(view.number_of_calls(), 3);
//! assert_eq!(view.state().known(), Some(AgentSessionState::BusyWrapUp));
//! assert_eq!(LineAgentSessionInfo::from(view), info);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod activity;
mod agent;
mod bytes;
mod caps;
mod code_page;
mod date;
mod group;
mod guid;
mod layout;
mod malformed;
mod member;
mod proxy_list;
mod queue;
pub mod request;
mod session;
mod status;
mod structure;
mod text;
mod whole;
mod writer;

pub use activity::{LineAgentActivityEntry, LineAgentActivityList};
pub use agent::{LineAgentEntry, LineAgentInfo, LineAgentList};
pub use caps::{LineAgentCaps, LineExtensionId};
pub use date::Date;
pub use group::{LineAgentGroupEntry, LineAgentGroupIdEntry, LineAgentGroupIds, LineAgentGroupList};
pub use guid::{Guid, NoGuid};
pub use layout::{Field, Layout, layouts};
pub use malformed::{Flaw, Malformed};
pub use member::{Entries, Member, Problem};
pub use proxy_list::LineProxyRequestList;
pub use queue::{LineQueueEntry, LineQueueInfo, LineQueueList};
pub use request::{LineProxyRequest, LineProxyRequestView, ProxyArm, ProxyArmView};
pub use session::{LineAgentSessionEntry, LineAgentSessionInfo, LineAgentSessionList};
pub use status::LineAgentStatus;
pub use structure::{Structure, View, Written, room};
pub use text::{Encoding, NoAnsi, NoText, Text, TextView};
pub use whole::Whole;
pub use writer::Writer;
