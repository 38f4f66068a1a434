//! The 45 points of the call-centre pages that are silent or contradict another page.

use super::policies;

policies! {
    1 "agent_status_ex_bits", "`dwParam2` of LINE_AGENTSTATUSEX, which the page calls a status of queues":
        "the bits of LINEAGENTSTATUSEX_";
    2 "agent_session_status_bits", "`dwParam2` and `dwParam3` of LINE_AGENTSESSIONSTATUS, which the page gives to agents":
        "the bits of LINEAGENTSESSIONSTATUS_ and a value of LINEAGENTSESSIONSTATE_";
    3 "proxy_status_value", "`dwParam1` of LINE_PROXYSTATUS, which the page calls a status of queues":
        "one value of LINEPROXYSTATUS_";
    4 "request_arms", "which arm of LINEPROXYREQUEST belongs to which type, and what its `dwSize` counts":
        "the arm of the type's own name; `dwSize` is the whole allocation";
    5 "list_offset", "`dwListOffset`, which is given the meaning of `dwListSize`": "where the array begins";
    6 "call_rate", "what the call rates count": "calls an hour, in CURRENCY";
    6 "call_rate_factor", "the rate of an agent, which one page multiplies by ten": "1"
        or "10", by "`policies.call_rate_factor` of a scenario";
    7 "final_disposition", "`dwFinalDisposition`: a code or a count": "a count of the calls that nobody took in the end";
    8 "wait_times_of_the_period", "whether the wait times of a queue belong to its period":
        "longest and average wait do; the current longest wait is a gauge";
    9 "period_reset", "whether setting the period of a queue resets its figures":
        "it does, as for an agent; sessions have no period and keep theirs";
    10 "bad_session_state", "the error for a state that a session cannot enter": "LINEERR_INVALAGENTSTATE, which the page lists"
        or "LINEERR_INVALAGENTSESSIONSTATE", by "`policies.bad_session_state` of a scenario";
    11 "unknown_object", "the error for an agent, session, queue or group that is not there": "LINEERR_INVALPARAM";
    12 "small_structure", "too small a structure or NULL where the page lists no error for it":
        "LINEERR_STRUCTURETOOSMALL and LINEERR_INVALPOINTER from every function, before a proxy hears of anything";
    12 "name_offsets", "what the offset of a name in an entry of a list counts from": "the beginning of the list";
    13 "no_proxy", "a request whose type no proxy serves": "LINEERR_OPERATIONUNAVAIL at once";
    14 "proxy_closed", "what becomes of pending requests when their proxy closes":
        "LINEERR_OPERATIONFAILED for each, then LINE_PROXYSTATUS CLOSE";
    15 "second_response", "a second lineProxyResponse to one request": "LINEERR_INVALPOINTER";
    16 "proxy_messages", "which messages lineProxyMessage permits":
        "the six of proxies; others LINEERR_INVALPARAM, and LINEERR_NOTREGISTERED from whoever is no proxy";
    17 "second_registration", "a type of request that has a proxy already": "lineOpen fails with LINEERR_NOTREGISTERED";
    18 "all_open_for_acd", "which types complete LINE_PROXYSTATUS ALLOPENFORACD":
        "13: those of TAPI 2.2, and GETAGENTCAPS, from which a handler's name comes";
    19 "reply_order", "whether LINE_REPLY can come before the call returns": "it comes after the return"
        or "before it, on demand", by "`ReplyOrder` of an application of tapi-line";
    20 "group_events", "whether groups that come and go are announced, which one page denies": "they are"
        or "they are not", by "`policies.group_events` of a scenario";
    21 "group_of_session", "where get_ACDGroup has the group from, which LINEAGENTSESSIONINFO lacks":
        "the creation of the session or its entry in a list; no request";
    22 "get_state", "what get_State wraps": "nothing: the state is that of the last event";
    23 "timeouts_and_errors", "methods that make a request and list no time-out or no LINEERR_":
        "every method that waits for a reply has the limit and passes errors on";
    24 "late_reply", "a reply after the time-out": "what was asked for has happened; the reply is dropped";
    25 "negative_period", "a negative period, which TAPI 3 accepts":
        "the same 32 bits, which are above zero in TAPI 2.2; zero is E_INVALIDARG and LINEERR_INVALPARAM";
    26 "function_versions", "since when the functions are there, of which pages say 2.1 and 3.0":
        "2.0 for the functions by address and those of proxies, 2.2 for those by handle";
    27 "legacy_view", "what the functions by address show of agents that work by handle":
        "the agent with a live session at the address; NOTREADY, READY and BUSYACD by name, wrap-up as WORKINGAFTERCALL, an \
         outgoing call as BUSYOUTBOUND, nobody as LOGGEDOFF";
    28 "extension_count", "the number of extensions in LINEAGENTCAPS, which the page inverts": "zero means none";
    29 "proxy_array", "how many types a proxy registers, of which the example has five": "as many as the array is long";
    30 "date_size", "the size of a DATE, which one edition of the protocol gives as 4": "8 bytes";
    31 "start_time_zone", "the clock of a session's start time": "UTC"
        or "any distance from it", by "`zone_offset_s` of an application of tapi-line";
    32 "averages", "rounding, and the average of nothing": "down to whole seconds; zero";
    33 "period_window", "whether a period is fixed or slides": "periods follow each other; the first begins when it is set";
    34 "odd_error_lists", "errors that a page lists and its function cannot have, and the other way round":
        "the pattern of the neighbours and the names of the headers";
    35 "address_status", "a member for the agent's state in LINEADDRESSSTATUS, which the structure lacks": "there is none";
    36 "agent_end", "how an agent ends, for which there is no function":
        "when the handler releases it or closes, or the client that made it closes its line; then RELEASED is announced";
    37 "dialer_calls", "which counter takes the calls of a dialer queue":
        "they come from the ACD: the counts of ACD calls; incoming and outgoing calls are those that do not";
    38 "count_call_at", "when a call counts as handled": "when it is answered"
        or "when the talk ends; when the wrap-up ends", by "`policies.count_call_at` of a scenario";
    39 "wrong_pin", "the error for a wrong PIN": "LINEERR_OPERATIONFAILED, which the pages list"
        or "LINEERR_INVALPASSWORD", by "`policies.wrong_pin` of a scenario";
    40 "state_during_call", "what becomes of the call when an application leaves BUSY_ON_CALL":
        "it goes on; the state waits for its end, and the request succeeds at once";
    40 "end_during_call", "ENDED during a call": "the session ends when the call ends, without wrap-up"
        or "both at once", by "`policies.end_during_call` of a scenario";
    41 "time_to_answer_from", "where the time to answer starts": "the entry into the first queue"
        or "the first ring at the session", by "`policies.time_to_answer_from` of a scenario";
    42 "new_after_reply", "whether NEWAGENT and NEWSESSION can come before the reply to whoever made it":
        "the maker has its reply first; others may hear of it before";
    43 "missing_data", "the sign that something is left out of a structure":
        "there are two: needed above total, the room was too small; needed above used, something is missing";
    44 "put_state_errors", "the errors of ITAgentSession::put_State, whose link leads to another function":
        "those of lineSetAgentSessionState";
    45 "one_proxy_status", "whether LINE_PROXYSTATUS can carry several values": "a message for each";
}
