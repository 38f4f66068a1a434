//! LINEPROXYREQUEST: what TAPI asks a proxy, and where the proxy puts its answer.
//!
//! A request is its head, which says who asks, a union whose arm the type chooses, and behind both what varies in
//! length. Offsets of strings count from the request itself, those of a nested structure from that structure. A nested
//! structure has a share of the request, its `dwTotalSize`, and the rules of size hold in there.
//!
//! ```
//! use tapi_abi::request::{GetQueueInfo, ProxyClient, Share};
//! use tapi_abi::{LineProxyRequest, LineQueueInfo, ProxyArm, ProxyArmView, Structure};
//! use tapi_types::line::ApiVersion;
//!
//! // TAPI makes the request.
//! let client = ProxyClient {
//!     machine_name: Some("DESK-7".into()),
//!     user_name: Some("anna".into()),
//!     app_api_version: ApiVersion::V2_2,
//! };
//! let arm = ProxyArm::GetQueueInfo(GetQueueInfo { queue_id: 3, queue_info: Share::new(52)? });
//! let mut request = LineProxyRequest { client, arm }.to_bytes()?;
//!
//! // The proxy reads it and fills the share.
//! let view = LineProxyRequest::read(&request)?;
//! let ProxyArmView::GetQueueInfo(asked) = view.arm else { panic!("another request") };
//! assert_eq!(asked.queue_id(), 3);
//! let info = LineQueueInfo::from(&queue_info());
//! let written = info.write(LineProxyRequest::answer_room(&mut request)?)?;
//! assert!(!written.left_out());
//!
//! // TAPI reads the answer.
//! let ProxyArmView::GetQueueInfo(answered) = LineProxyRequest::read(&request)?.arm else { panic!("another request") };
//! assert_eq!(LineQueueInfo::from(answered.queue_info().answer()?), info);
//! # fn queue_info() -> tapi_types::QueueInfo {
//! #     tapi_types::QueueInfo {
//! #         measurement_period_s: 3600,
//! #         total_calls_queued: 12,
//! #         current_calls_queued: 2,
//! #         total_calls_abandoned: 1,
//! #         total_calls_flowed_in: 0,
//! #         total_calls_flowed_out: 0,
//! #         longest_ever_wait_time: tapi_types::Span::from_secs(95),
//! #         current_longest_wait_time: tapi_types::Span::from_secs(7),
//! #         average_wait_time_s: 31,
//! #         final_disposition: 0,
//! #     }
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod arms;
mod parts;

use tapi_types::LineError;
use tapi_types::line::{ApiVersion, ProxyRequestType};

pub use arms::*;
pub use parts::{Argument, Params, Share, ShareView};

use crate::structure::members;
use crate::{Encoding, Field, Flaw, Layout, Malformed, Member, Text, View, Whole, Writer, bytes};

const NAME: &str = "LINEPROXYREQUEST";
/// Where `dwRequestType` stands.
const TYPE_AT: usize = 24;
/// Where the union begins.
pub(crate) const UNION_AT: usize = 28;
/// Where its largest arm ends.
const UNION_END: usize = 108;

members! {
    /// The head of a [`LineProxyRequest`]: who asks.
    "LINEPROXYREQUEST", 4 => ProxyClient, 24 {
        /// The client's machine.
        4 machine_name: Option<Text> = "dwClientMachineNameSize", "dwClientMachineNameOffset";
        /// The account that the client runs under.
        12 user_name: Option<Text> = "dwClientUserNameSize", "dwClientUserNameOffset";
        /// The highest version of TAPI that the client knows. An answer has nothing of later ones.
        20 app_api_version: ApiVersion = "dwClientAppAPIVersion";
    }
}

/// LINEPROXYREQUEST as plain data: the question. What a proxy has answered is read from the shares of its view.
#[doc(alias = "LINEPROXYREQUEST")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LineProxyRequest {
    /// Who asks.
    pub client: ProxyClient,
    /// What is asked.
    pub arm: ProxyArm,
}

/// A [`LineProxyRequest`] with checked bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineProxyRequestView<'a> {
    /// The whole allocation, `dwSize` bytes.
    pub bytes: &'a [u8],
    /// Who asks.
    pub client: View<'a, ProxyClient>,
    /// What is asked.
    pub arm: ProxyArmView<'a>,
}

impl LineProxyRequest {
    /// A request with its strings in UTF-16, as all are that a proxy sees.
    ///
    /// # Errors
    /// The first thing that is wrong: no such type, a size or an offset that leads outside, a string without an end, a
    /// share that its structure does not fit in.
    pub fn read(request: &[u8]) -> Result<LineProxyRequestView<'_>, Malformed> {
        let malformed = |member, at, flaw| Malformed { structure: NAME, member, at, flaw };
        let len = request.len();
        if len < UNION_AT {
            return Err(malformed("dwSize", 0, Flaw::Short { len, needed: UNION_AT }));
        }
        let number = bytes::dword(request, TYPE_AT);
        let request_type = ProxyRequestType::try_from(number)
            .map_err(|_| malformed("dwRequestType", TYPE_AT, Flaw::RequestType(number)))?;
        let fixed = arm_end(request_type);
        let size = bytes::length(request, 0);
        if !(fixed..=len).contains(&size) {
            let flaw = Flaw::Size { size: bytes::dword(request, 0), least: fixed, most: len };
            return Err(malformed("dwSize", 0, flaw));
        }
        let whole = Whole::new(&request[..size], fixed, Encoding::Utf16);
        let client = ProxyClient::check(whole, 0).map_err(|problem| problem.of(NAME, "dwSize", 0))?;
        let arm = check_arm(request_type, whole).map_err(|problem| problem.of(NAME, "dwSize", 0))?;
        if client.saturating_add(arm) > size - fixed {
            return Err(malformed("dwSize", 0, Flaw::Shared { size: client.saturating_add(arm), room: size - fixed }));
        }
        Ok(LineProxyRequestView {
            bytes: whole.bytes(),
            client: ProxyClient::get(whole, 0),
            arm: ProxyArmView::get(request_type, whole),
        })
    }

    /// Where the answer goes in a request: the share of a structure, the block of lineAgentSpecific, the four bytes of
    /// a handle that the proxy gives out; empty where there is nothing to hand back.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn answer_room(request: &mut [u8]) -> Result<&mut [u8], Malformed> {
        let range = Self::read(request)?.arm.answer_range();
        Ok(request.get_mut(range).unwrap_or_default())
    }

    /// Writes the request into the beginning of `out`, everything zeroed that the proxy is to fill, and says how many
    /// bytes it has. POLICY `request_size`: the union has room for its largest arm, whichever it holds, as in `tapi.h`; strings stand
    /// behind it.
    ///
    /// # Errors
    /// [`LineError::STRUCTURETOOSMALL`] where `out` has no room for all of it, and [`LineError::NOMEM`] where its size
    /// does not fit into a DWORD. Nothing is written then.
    pub fn write(&self, out: &mut [u8]) -> Result<u32, LineError> {
        let size = self.size()?;
        let place = usize::try_from(size).ok().and_then(|size| out.get_mut(..size));
        let place = place.ok_or(LineError::STRUCTURETOOSMALL)?;
        place.fill(0);
        self.put(&mut Writer::new(place, UNION_END));
        bytes::put(place, 0, &size.to_le_bytes());
        Ok(size)
    }

    /// `dwSize`: the bytes of the whole allocation.
    ///
    /// # Errors
    /// [`LineError::NOMEM`] where they do not fit into a DWORD.
    pub fn size(&self) -> Result<u32, LineError> {
        let mut everything = Writer::endless(UNION_END);
        self.put(&mut everything);
        u32::try_from(everything.used()).map_err(|_| LineError::NOMEM)
    }

    /// The request in just as many bytes as it takes.
    ///
    /// # Errors
    /// [`LineError::NOMEM`] where its size does not fit into a DWORD.
    pub fn to_bytes(&self) -> Result<Vec<u8>, LineError> {
        let mut request = crate::room(self.size()?);
        self.write(&mut request)?;
        Ok(request)
    }

    fn put(&self, writer: &mut Writer<'_>) {
        writer.put_dword(TYPE_AT, self.arm.request_type().number());
        // Shares go on right behind the fixed part, so strings come after them.
        self.arm.put(writer);
        self.client.put(writer, 0);
    }

    /// What stands where, arm after arm.
    pub fn layout() -> Layout {
        let mut fields = vec![Field { name: "dwSize", offset: 0, size: 4 }];
        fields.extend(ProxyClient::members());
        fields.push(Field { name: "dwRequestType", offset: TYPE_AT, size: 4 });
        fields.extend(arm_members());
        Layout { name: NAME, size: UNION_END, fields }
    }
}

impl From<LineProxyRequestView<'_>> for LineProxyRequest {
    fn from(view: LineProxyRequestView<'_>) -> Self {
        Self { client: view.client.into(), arm: view.arm.into() }
    }
}
