//! The kinds of event, and the filter that lets them through.

use crate::Bits;
use crate::bits::bits;
use crate::constant::constants;

constants! {
    /// The kind of an event: ITTAPIEventNotification::Event, and as a set ITTAPI::put_EventFilter; page
    /// "TAPI_EVENT enumeration (tapi3if.h)". Until a filter is set nothing comes.
    TapiEvent, "TAPI_EVENT";
    /// The TAPI object itself.
    TapiObject = 0x0000_0001, "tapi_object", "TE_TAPIOBJECT";
    /// An address.
    Address = 0x0000_0002, "address", "TE_ADDRESS";
    /// A new call.
    CallNotification = 0x0000_0004, "call_notification", "TE_CALLNOTIFICATION";
    /// The state of a call.
    CallState = 0x0000_0008, "call_state", "TE_CALLSTATE";
    /// The media of a call.
    CallMedia = 0x0000_0010, "call_media", "TE_CALLMEDIA";
    /// A call hub.
    CallHub = 0x0000_0020, "call_hub", "TE_CALLHUB";
    /// Information about a call.
    CallInfoChange = 0x0000_0040, "call_info_change", "TE_CALLINFOCHANGE";
    /// An object of the provider's own kind.
    Private = 0x0000_0080, "private", "TE_PRIVATE";
    /// A request for a call from another application.
    Request = 0x0000_0100, "request", "TE_REQUEST";
    /// An agent: the event is an ITAgentEvent.
    Agent = 0x0000_0200, "agent", "TE_AGENT";
    /// An agent session: the event is an ITAgentSessionEvent.
    AgentSession = 0x0000_0400, "agent_session", "TE_AGENTSESSION";
    /// The quality of service of a call.
    QosEvent = 0x0000_0800, "qos_event", "TE_QOSEVENT";
    /// An agent handler: the event is an ITAgentHandlerEvent.
    AgentHandler = 0x0000_1000, "agent_handler", "TE_AGENTHANDLER";
    /// An ACD group: the event is an ITACDGroupEvent.
    AcdGroup = 0x0000_2000, "acd_group", "TE_ACDGROUP";
    /// A queue: the event is an ITQueueEvent.
    Queue = 0x0000_4000, "queue", "TE_QUEUE";
    /// A digit was heard.
    DigitEvent = 0x0000_8000, "digit_event", "TE_DIGITEVENT";
    /// The sending of digits or a tone is over.
    GenerateEvent = 0x0001_0000, "generate_event", "TE_GENERATEEVENT";
    /// A terminal that recognizes speech.
    AsrTerminal = 0x0002_0000, "asr_terminal", "TE_ASRTERMINAL";
    /// A terminal that speaks text.
    TtsTerminal = 0x0004_0000, "tts_terminal", "TE_TTSTERMINAL";
    /// A terminal that plays or records a file.
    FileTerminal = 0x0008_0000, "file_terminal", "TE_FILETERMINAL";
    /// A terminal that sends or hears tones.
    ToneTerminal = 0x0010_0000, "tone_terminal", "TE_TONETERMINAL";
    /// A phone.
    PhoneEvent = 0x0020_0000, "phone_event", "TE_PHONEEVENT";
    /// A tone was heard.
    ToneEvent = 0x0040_0000, "tone_event", "TE_TONEEVENT";
    /// The gathering of digits is over.
    GatherDigits = 0x0080_0000, "gather_digits", "TE_GATHERDIGITS";
    /// An event of the own kind of an address.
    AddressDevSpecific = 0x0100_0000, "address_dev_specific", "TE_ADDRESSDEVSPECIFIC";
    /// An event of the own kind of a phone.
    PhoneDevSpecific = 0x0200_0000, "phone_dev_specific", "TE_PHONEDEVSPECIFIC";
}

bits!(TapiEvent);

impl TapiEvent {
    /// The five kinds of the call centre: agents, agent sessions, agent handlers, groups and queues.
    pub const CALL_CENTER: Bits<TapiEvent> = Bits::from_bits(0x7600);
}
