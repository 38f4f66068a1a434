//! The worked exchange of `docs/CONTRACT.md`, byte by byte.

use std::pin::pin;
use std::sync::Arc;

use tapi_abi::{Date, LineAgentSessionInfo, LineProxyRequest, Structure};
use tapi_client::CallCenter;
use tapi_line::Memory;
use tapi_types::line::{AgentSessionState, ProxyRequestType};
use tapi_types::{Currency, Dword, SessionId};
use tsp_provider::OpenOptions;

use super::stand::{Program, client, device, poll, program};
use crate::home::text;
use crate::markdown::blocks;

/// The bytes that a block of the document shows: rows of an offset and what stands there. They have no gaps.
fn shown(place: usize) -> Vec<u8> {
    let blocks = blocks(&text("docs/CONTRACT.md"));
    let tables: Vec<_> = blocks.iter().filter(|block| block.text.starts_with("at ")).collect();
    let mut bytes: Vec<u8> = Vec::new();
    for row in tables[place].text.lines().skip(1) {
        let (at, rest) = row.trim_start().split_once(' ').expect("an offset and bytes");
        assert_eq!(at.parse(), Ok(bytes.len()), "{row}");
        let (hex, _) = rest.trim_start().split_once("  ").expect("bytes and a member");
        let value = |byte: &str| u8::from_str_radix(byte, 16).unwrap_or_else(|_| panic!("{row}: {byte}"));
        match hex.split_once(" times ") {
            Some((times, byte)) => bytes.extend(vec![value(byte); times.parse().expect("a number")]),
            None => bytes.extend(hex.split(' ').map(value)),
        }
    }
    bytes
}

/// What the proxy knows: the session of the example in the documents of `tapi-abi`.
fn figures() -> LineAgentSessionInfo {
    LineAgentSessionInfo {
        state: AgentSessionState::BusyWrapUp.into(),
        next_state: Dword::new(0),
        session_start_time: Date::from_days(36_526.5),
        session_duration_s: 3600,
        number_of_calls: 3,
        total_talk_time_s: 600,
        average_talk_time_s: 200,
        total_call_time_s: 720,
        average_call_time_s: 240,
        total_wrap_up_time_s: 90,
        average_wrap_up_time_s: 30,
        acd_call_rate: Currency(30_000),
        longest_time_to_answer_s: 25,
        average_time_to_answer_s: 14,
    }
}

/// The proxy's turn: takes the request, fills it and gives it back. The bytes before and after.
fn serve(proxy: &Program) -> [Vec<u8>; 2] {
    let (number, [pointer, second, third]) = proxy.message();
    assert_eq!((number, second, third), (24, 0, 0));
    let buffer = proxy.app.proxy_buffer(pointer).expect("a LINEPROXYREQUEST");
    let asked = buffer.to_bytes();
    let mut answered = asked.clone();
    figures().write(LineProxyRequest::answer_room(&mut answered).expect("a request")).expect("there is room");
    buffer.put(&answered);
    assert_eq!(proxy.app.line_proxy_response(proxy.line, Some(&buffer), 0), 0);
    [asked, answered]
}

#[tokio::test(start_paused = true)]
async fn the_document_shows_the_bytes_of_one_question_in_all_three_layers() {
    let device = device();
    let proxy = program(&device, client("SWITCH", "acd"), &[ProxyRequestType::GetAgentSessionInfo]);
    let anna = client("DESK-7", "anna");
    let line = device.open(OpenOptions { client: anna.clone(), ..OpenOptions::default() }).expect("a line");
    proxy.messages();

    // TAPI 3: the call waits.
    let session = CallCenter::new(Arc::new(line)).session(SessionId::at(20));
    let mut calls = pin!(session.number_of_calls());
    assert_eq!(poll(&mut calls), None);
    let [asked, answered] = serve(&proxy);
    assert_eq!(poll(&mut calls), Some(Ok(3)));
    assert_eq!(asked, shown(0));
    assert_eq!(answered[32..108], shown(1));
    assert_eq!((&answered[..32], &answered[108..]), (&asked[..32], &asked[108..]), "the rest stays as it was");

    // TAPI 2.2: the call returns an id, the rest comes with LINE_REPLY.
    let program = program(&device, anna, &[]);
    let info = Memory::of_size(76);
    let id = program.app.line_get_agent_session_info(program.line, 21, Some(&info));
    assert!(id > 0);
    assert_eq!(program.messages(), []);
    assert_eq!(serve(&proxy), [asked, answered]);
    assert_eq!(program.messages(), [(12, [id.cast_unsigned(), 0, 0])]);
    assert_eq!(info.to_bytes(), shown(1));
}
