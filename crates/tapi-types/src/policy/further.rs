//! Points that came up besides the 45.

use super::policies;

policies! {
    0 "agent_states", "which states of an agent an application may set, and what it shows":
        "READY and NOT_READY; on a call the kind of call shows, else what was set last";
    0 "ansi_code_page", "the code page of ANSI strings": "1252 on every machine; what it lacks is a question mark";
    0 "foreign_averages", "averages of a foreign proxy, whose sums are known in whole seconds": "worked out from those";
    0 "initial_state", "the state in which an object begins": "a session NOT_READY, an agent READY";
    0 "left_out_list", "the count of a list that has no room": "zero";
    0 "lineerr_to_hresult", "which HRESULT an error of TAPI 2.2 becomes": "its own value"
        or "the HRESULT of its name", by "`client.lineerr_to_hresult` of a scenario, or a call centre of tapi-client";
    0 "next_state", "when the next state of a session is taken": "when the call ends, once";
    0 "old_line", "a function on a line that was opened for an older version": "LINEERR_OPERATIONUNAVAIL";
    0 "output_memory", "what is in the memory of a request before its reply": "what was there"
        or "a byte that shows who reads too early", by "`undefined` of an application of tapi-line";
    0 "proxy_share", "how much room a structure gets in LINEPROXYREQUEST": "64 KiB, whatever the client has set aside"
        or "any other size", by "`proxy_share` of an application of tapi-line";
    0 "rang_out_of_a_call", "how often an offer rang out that several sessions left": "once";
    0 "request_size", "the room of the union in LINEPROXYREQUEST": "that of its largest arm, whichever it holds";
    0 "same_state", "asking for the state that already is": "nothing happens"
        or "LINEERR_INVALAGENTSTATE", by "`policies.same_state` of a scenario";
    0 "unknown_proxy_request", "a value in the array of lineOpen that is no type of request": "LINEERR_OPERATIONUNAVAIL";
}
