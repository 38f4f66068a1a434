//! What an application is told beside the arguments of its calls.

use tsp_provider::Client;

/// Microseconds from 1970-01-01 to 2000-01-01, the default epoch of a scenario.
const YEAR_2000_US: i64 = 946_684_800_000_000;

/// How an application sees the world, and the world sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Machine and user that proxies see. The version is that of lineInitializeEx, once it was called.
    pub client: Client,
    /// The moment of the run's time zero, in microseconds since 1970-01-01 00:00 UTC. Default: 2000-01-01.
    pub epoch_unix_us: i64,
    /// POLICY `start_time_zone`: how far the clock of a DATE is ahead of UTC, in seconds. Default: not at all.
    pub zone_offset_s: i32,
    /// When a reply comes.
    pub reply_order: ReplyOrder,
    /// How many messages of a line wait for a slow reader before the oldest gives way. LINE_REPLY and LINE_CLOSE do not
    /// count, and those of a proxy's line never give way, or what it is asked would be lost.
    pub capacity: usize,
    /// Bytes that each list, LINEAGENTCAPS and LINEAGENTSTATUS get in a LINEPROXYREQUEST for this application as a proxy.
    ///
    /// POLICY `proxy_share`: it is not what the client has set aside, to which TAPI cuts the answer afterwards. An answer that
    /// does not fit into the share is LINEERR_RESOURCEUNAVAIL for the client.
    pub proxy_share: u32,
    /// POLICY `output_memory`: what is written over the memory of a request at the call, behind `dwTotalSize`, so that
    /// nobody takes what was there before for an answer. `None`, the default, leaves it alone.
    pub undefined: Option<u8>,
}

impl Settings {
    /// The epoch on the clock that DATEs show.
    pub(crate) fn local_epoch_us(&self) -> i64 {
        self.epoch_unix_us.saturating_add(i64::from(self.zone_offset_s) * 1_000_000)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            client: Client::default(),
            epoch_unix_us: YEAR_2000_US,
            zone_offset_s: 0,
            reply_order: ReplyOrder::default(),
            capacity: 1024,
            proxy_share: 0x0001_0000,
            undefined: None,
        }
    }
}

/// POLICY `reply_order`: whether LINE_REPLY can overtake the return of the call. Of calls on the thread that initialized TAPI
/// it cannot; of calls on another thread it can, and a program has to put such a reply aside. Both orders can be had on
/// demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ReplyOrder {
    /// When the call returns, its reply is not in the queue, however fast the provider was.
    #[default]
    AfterReturn,
    /// The reply is in the queue before the call returns, if the provider has it by then. A call within
    /// [`LineApp::on_another_thread`](crate::LineApp::on_another_thread) does not return before the program has taken the reply
    /// out of the queue, however slow the provider is.
    BeforeReturn,
}
