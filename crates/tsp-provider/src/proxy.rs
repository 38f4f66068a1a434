//! What a proxy is asked.

use tapi_types::RequestId;
use tapi_types::line::ApiVersion;

use crate::Ask;

/// A request on its way through a proxy: LINEPROXYREQUEST.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProxyRequest {
    /// The proxy's number of it, for [`line_proxy_response`](crate::Provider::line_proxy_response).
    pub request: RequestId,
    /// Who asks.
    pub client: Client,
    /// What.
    pub ask: Ask,
}

/// Who has opened a line: the header of LINEPROXYREQUEST.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Client {
    /// `ClientMachineName`.
    pub machine: String,
    /// `ClientUserName`: who an agent without an id is.
    pub user: String,
    /// `dwClientAppAPIVersion`: the highest version that the client knows.
    pub version: ApiVersion,
}

impl Default for Client {
    /// Nobody in particular, who knows TAPI 2.2.
    fn default() -> Self {
        Client { machine: "localhost".to_owned(), user: "user".to_owned(), version: ApiVersion::V2_2 }
    }
}
