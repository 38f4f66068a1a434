//! The three functions that TAPI answers itself: lineGetProxyStatus, and the two of proxies.

use tapi_abi::{LineProxyRequestList, Structure};
use tapi_types::line::{ApiVersion, MessageNumber, Sender};
use tapi_types::{Function, LineError, Message, RequestId};
use tsp_provider::{Answer, ProxyRequest};

use crate::output::checked_total;
use crate::state::State;
use crate::{LineApp, Memory, proxy};

/// A LINEPROXYREQUEST that a proxy has not given back.
pub(crate) struct Buffer {
    /// The line of the proxy.
    pub(crate) line: u32,
    /// What stands for the pointer.
    pointer: u32,
    request: ProxyRequest,
    memory: Memory,
}

impl State {
    /// Makes the buffer of a request, and announces it. What is no longer asked needs none.
    pub(crate) fn lay_out(&mut self, line: u32, request: RequestId) {
        let Some(open) = self.lines.get(&line) else { return };
        let Some(asked) = open.provider.proxy_request(request) else { return };
        let instance = open.instance;
        match proxy::to_bytes(&asked, self.settings.proxy_share) {
            Ok(bytes) => {
                let Some(number) = RequestId::new(self.new_handle()) else { return };
                self.buffers.push(Buffer { line, pointer: number.get(), request: asked, memory: bytes.into() });
                self.put(line, instance, Message::ProxyRequest { request: number });
            }
            // Nobody can be asked what no buffer holds. Whether the answer is wanted still is the provider's affair.
            Err(error) => drop(open.provider.line_proxy_response(request, Err(error))),
        }
    }

    /// Where a buffer is that belongs to a line.
    fn buffer(&self, line: u32, memory: Option<&Memory>) -> Result<usize, LineError> {
        let memory = memory.ok_or(LineError::INVALPOINTER)?;
        let is_it = |buffer: &Buffer| buffer.line == line && buffer.memory.is_same(memory);
        self.buffers.iter().position(is_it).ok_or(LineError::INVALPOINTER)
    }

    /// What the bytes of a proxy's answer say, and the answer to the provider.
    fn respond(&mut self, line: u32, memory: Option<&Memory>, result: u32) -> Result<(), LineError> {
        let open = self.line(line)?;
        if !open.is_proxy {
            return Err(LineError::NOTREGISTERED);
        }
        let place = self.buffer(line, memory)?;
        let Buffer { request, memory, .. } = &self.buffers[place];
        let answer: Result<Answer, LineError> = match result {
            0 => proxy::answer(&request.ask, &memory.to_bytes(), self.settings.local_epoch_us()),
            code => Err(LineError::from_code(code).ok_or(LineError::INVALPARAM)?),
        };
        // An answer that is none is the proxy's mistake, and it may give the buffer back once more.
        if result == 0 && answer == Err(LineError::INVALPARAM) {
            return Err(LineError::INVALPARAM);
        }
        let answered = open.provider.line_proxy_response(request.request, answer);
        if answered != Err(LineError::INVALPARAM) {
            self.buffers.remove(place);
        }
        answered
    }
}

impl LineApp {
    /// `lineGetProxyStatus`: LINEPROXYREQUESTLIST, the types of request that are served on a device now. Answered at once.
    ///
    /// Zero, or LINEERR_INVALAPPHANDLE, LINEERR_BADDEVICEID, LINEERR_INVALPOINTER, LINEERR_STRUCTURETOOSMALL;
    /// LINEERR_INCOMPATIBLEAPIVERSION below 2.2; LINEERR_OPERATIONUNAVAIL where the device does not say.
    #[doc(alias = "lineGetProxyStatus")]
    pub fn line_get_proxy_status(&self, app: u32, device: u32, version: u32, list: Option<&mut [u8]>) -> i32 {
        self.call(|state| {
            state.check_app(app)?;
            state.device(device)?;
            if ApiVersion(version) < Function::GetProxyStatus.since() {
                return Err(LineError::INCOMPATIBLEAPIVERSION);
            }
            let list = list.ok_or(LineError::INVALPOINTER)?;
            checked_total(list, LineProxyRequestList::LEAST)?;
            let types = state.own_line(device)?.line_get_proxy_status()?;
            LineProxyRequestList { entries: types.into_iter().map(Into::into).collect() }.write(list)?;
            Ok(0)
        })
    }

    /// `lineProxyMessage`, for a proxy: tells every other application that has the line open. `call` is NULL, a zero, for all
    /// messages of the call centre.
    ///
    /// Zero, or LINEERR_INVALLINEHANDLE, LINEERR_NOTREGISTERED for a line that was not opened as a proxy,
    /// LINEERR_INVALCALLHANDLE. POLICY `proxy_messages`: LINEERR_INVALPARAM for all but LINE_AGENTSPECIFIC,
    /// LINE_AGENTSTATUS, LINE_AGENTSTATUSEX, LINE_AGENTSESSIONSTATUS, LINE_QUEUESTATUS and LINE_GROUPSTATUS, and for parameters that
    /// the message cannot have.
    #[doc(alias = "lineProxyMessage")]
    pub fn line_proxy_message(&self, line: u32, call: u32, message: u32, param1: u32, param2: u32, param3: u32) -> i32 {
        self.call(|state| {
            let open = state.line(line)?;
            if !open.is_proxy {
                return Err(LineError::NOTREGISTERED);
            }
            if call != 0 {
                return Err(LineError::INVALCALLHANDLE);
            }
            let number = MessageNumber::try_from(message).map_err(|_| LineError::INVALPARAM)?;
            if number.sender() != Some(Sender::Proxy) {
                return Err(LineError::INVALPARAM);
            }
            let message = Message::from_parameters(number, [param1, param2, param3]);
            open.provider.line_proxy_message(message.map_err(|_| LineError::INVALPARAM)?)?;
            Ok(0)
        })
    }

    /// `lineProxyResponse`, for a proxy: gives a LINEPROXYREQUEST back, filled, with the result for the client: zero, or an
    /// error that the function lists. TAPI frees the buffer.
    ///
    /// Zero, or LINEERR_INVALLINEHANDLE, LINEERR_NOTREGISTERED for a line that was not opened as a proxy; POLICY
    /// `second_response`: LINEERR_INVALPOINTER for a buffer that is not the line's, or that was given back before.
    /// LINEERR_INVALPARAM for a result that is no error, or none that the function lists, and for a buffer whose answer is
    /// not one; that buffer is still the proxy's.
    #[doc(alias = "lineProxyResponse")]
    pub fn line_proxy_response(&self, line: u32, request: Option<&Memory>, result: u32) -> i32 {
        self.call(|state| state.respond(line, request, result).map(|()| 0))
    }

    /// The LINEPROXYREQUEST that `dwParam1` of a LINE_PROXYREQUEST points to, until it is given back or the line is closed.
    #[doc(alias = "LINEPROXYREQUEST")]
    pub fn proxy_buffer(&self, pointer: u32) -> Option<Memory> {
        let state = self.lock();
        state.buffers.iter().find(|buffer| buffer.pointer == pointer).map(|buffer| buffer.memory.clone())
    }
}
