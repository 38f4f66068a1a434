//! Who serves what, and how requests are answered.

use tapi_types::line::{ApiVersion, ProxyRequestType};
use tapi_types::{Function, LineError, QueueId, RequestId, SessionState};
use tsp_provider::{
    Answer, Ask, Client, ListedGroup, Login, MessageFilter, OpenOptions, Provider, ProxyRequest, Ticket, Verdict,
};

use super::{
    ADDRESS, AGENT, Call, GROUP, SESSION, application, application_of, asked, device, heard, listen, poll, proxy,
};

use ProxyRequestType::{
    AgentSpecific, CreateAgent, GetAgentCaps, GetGroupList, GetQueueInfo, SetAgentSessionState, SetAgentStateEx,
};

#[test]
fn a_type_that_nobody_serves_is_refused_at_once() {
    let device = device();
    let line = application(&device);
    let _acd = proxy(&device, &[GetQueueInfo]);
    let ticket = Ticket::unlimited();
    assert_eq!(poll(&mut line.line_get_group_list(&ticket)), Some(Err(LineError::OPERATIONUNAVAIL)));
    assert_eq!(ticket.request(), None);
    assert_eq!(line.line_get_proxy_status(), Ok(vec![GetQueueInfo]));
}

#[test]
fn every_request_goes_to_the_proxy_of_its_type_and_no_other() {
    let device = device();
    let line = application_of(&device, "anna");
    let proxies = ProxyRequestType::ALL.iter().map(|request| (*request, proxy(&device, &[*request])));
    let proxies: Vec<_> = proxies.collect();
    assert_eq!(line.line_get_proxy_status().unwrap(), ProxyRequestType::ALL);
    for ask in crate::asks::one_of_each() {
        let wanted = ask.function().and_then(Function::proxy_request).expect("it is a request");
        let ticket = Ticket::unlimited();
        let mut call: Call<'_, Answer> = Box::pin(ask.clone().perform(&line, &ticket));
        assert_eq!(poll(&mut call), None);
        for (served, proxy) in &proxies {
            let came = proxy.proxy_requests();
            if *served == wanted {
                let request = ticket.request().expect("it is under way");
                let client = Client { user: "anna".to_owned(), ..Client::default() };
                let asked = ProxyRequest { request, client, ask: ask.clone() };
                assert_eq!((came, proxy.proxy_request(request)), (vec![asked.clone()], Some(asked)));
            } else {
                assert_eq!(came, [], "{wanted} is not for {served}");
                assert_eq!(proxy.proxy_request(ticket.request().unwrap()), None);
            }
        }
        let (_, serving) = proxies.iter().find(|(served, _)| *served == wanted).unwrap();
        let answer = crate::asks::answer_to(&ask);
        assert_eq!(serving.line_proxy_response(ticket.request().unwrap(), Ok(answer.clone())), Ok(()));
        assert_eq!(poll(&mut call), Some(Ok(answer)));
        assert_eq!(serving.proxy_requests(), []);
    }
}

#[test]
fn a_type_has_one_proxy() {
    let device = device();
    let line = application(&device);
    let mut told = listen(&line);
    let acd = proxy(&device, &[GetQueueInfo, GetGroupList, GetQueueInfo]);
    assert_eq!(heard(&mut told).len(), 2, "a type that is listed twice is opened once");
    let second = |types: &[ProxyRequestType]| {
        device.open(OpenOptions { proxy_for: types.to_vec(), ..OpenOptions::default() }).map(drop)
    };
    assert_eq!(second(&[CreateAgent, GetGroupList]), Err(LineError::NOTREGISTERED));
    assert_eq!(heard(&mut told), [], "and nothing came of it");
    assert_eq!(second(&[CreateAgent]), Ok(()));
    acd.close();
    assert_eq!(second(&[CreateAgent, GetGroupList]), Ok(()));
}

#[test]
fn requests_of_later_versions_are_not_for_older_clients() {
    let device = device();
    let _acd = proxy(&device, ProxyRequestType::ALL);
    let client = Client { version: ApiVersion::V2_0, ..Client::default() };
    let older = device.open(OpenOptions { client, ..OpenOptions::default() }).unwrap();
    let tickets = [(); 2].map(|()| Ticket::unlimited());
    let newer = poll(&mut older.line_get_queue_info(&tickets[0], QueueId::at(0)));
    assert_eq!(newer, Some(Err(LineError::OPERATIONUNAVAIL)));
    assert_eq!(poll(&mut older.line_get_agent_status(&tickets[1], ADDRESS)), None);
}

#[test]
fn a_proxy_answers_each_request_of_its_own_once() {
    let device = device();
    let line = application(&device);
    let acd = proxy(&device, &[SetAgentStateEx]);
    let other = proxy(&device, &[GetGroupList]);
    let ticket = Ticket::unlimited();
    let mut call = line.line_set_agent_state_ex(&ticket, AGENT, None, None);
    assert_eq!(poll(&mut call), None);
    let request = asked(&acd);
    let done = || Ok(Answer::Done);
    assert_eq!(line.line_proxy_response(request, done()), Err(LineError::NOTREGISTERED));
    assert_eq!(other.line_proxy_response(request, done()), Err(LineError::INVALPOINTER));
    assert_eq!(acd.line_proxy_response(RequestId::at(99), done()), Err(LineError::INVALPOINTER));
    assert_eq!(acd.line_proxy_response(request, done()), Ok(()));
    assert_eq!(acd.line_proxy_response(request, done()), Err(LineError::INVALPOINTER), "before it is read");
    assert_eq!(acd.proxy_request(request), None);
    assert_eq!(poll(&mut call), Some(Ok(())));
    assert_eq!(acd.line_proxy_response(request, done()), Err(LineError::INVALPOINTER), "and afterwards");
}

#[test]
fn an_answer_to_another_question_is_refused_and_the_right_one_still_wanted() {
    let device = device();
    let line = application(&device);
    let acd = proxy(&device, ProxyRequestType::ALL);
    let all = crate::asks::one_of_each();
    for ask in &all {
        let ticket = Ticket::unlimited();
        let mut call: Call<'_, Answer> = Box::pin(ask.clone().perform(&line, &ticket));
        assert_eq!(poll(&mut call), None);
        let right = crate::asks::answer_to(ask);
        for wrong in all.iter().map(crate::asks::answer_to).filter(|answer| *answer != right) {
            let same_kind = std::mem::discriminant(&wrong) == std::mem::discriminant(&right);
            if !same_kind {
                assert_eq!(acd.line_proxy_response(asked(&acd), Ok(wrong)), Err(LineError::INVALPARAM), "{ask}");
            }
        }
        assert_eq!(acd.line_proxy_response(asked(&acd), Ok(right.clone())), Ok(()));
        assert_eq!(poll(&mut call), Some(Ok(right)));
    }
}

#[test]
fn an_answer_that_is_too_long_or_too_new_does_not_fit() {
    let device = device();
    let line = application(&device);
    let acd = proxy(&device, &[AgentSpecific, GetAgentCaps]);
    let tickets = [(); 2].map(|()| Ticket::unlimited());
    let mut call = line.line_agent_specific(&tickets[0], ADDRESS, 0, vec![1, 2]);
    assert_eq!(poll(&mut call), None);
    assert_eq!(acd.line_proxy_response(asked(&acd), Ok(Answer::Params(vec![0; 3]))), Err(LineError::INVALPARAM));
    assert_eq!(acd.line_proxy_response(asked(&acd), Ok(Answer::Params(vec![9]))), Ok(()));
    assert_eq!(poll(&mut call), Some(Ok(vec![9])));

    let ask = Ask::GetAgentCaps { address: ADDRESS, version: ApiVersion::V2_2 };
    let caps = crate::asks::answer_to(&ask);
    let mut call = line.line_get_agent_caps(&tickets[1], ADDRESS, ApiVersion::V2_0);
    assert_eq!(poll(&mut call), None);
    assert_eq!(acd.line_proxy_response(asked(&acd), Ok(caps)), Err(LineError::INVALPARAM));
}

/// The errors that a proxy may answer a question with.
fn permitted(ask: &Ask) -> Vec<LineError> {
    let mut permitted = Vec::new();
    for error in LineError::ALL.iter().copied() {
        let device = device();
        let (line, acd) = (application(&device), proxy(&device, ProxyRequestType::ALL));
        let ticket = Ticket::unlimited();
        let mut call: Call<'_, Answer> = Box::pin(ask.clone().perform(&line, &ticket));
        assert_eq!(poll(&mut call), None);
        match acd.line_proxy_response(asked(&acd), Err(error)) {
            Ok(()) => {
                assert_eq!(poll(&mut call), Some(Err(error)));
                permitted.push(error);
            }
            Err(refused) => {
                assert_eq!(refused, LineError::INVALPARAM);
                assert_eq!(poll(&mut call), None, "it is still to be answered");
            }
        }
    }
    permitted
}

#[test]
fn a_proxy_fails_with_the_errors_that_the_function_lists() {
    for ask in crate::asks::one_of_each() {
        let function = ask.function().expect("it is a request");
        let mut listed = function.errors().to_vec();
        if function == Function::AgentSpecific {
            listed = LineError::ALL.to_vec();
        } else if [Function::CreateAgent, Function::CreateAgentSession].contains(&function) {
            listed.push(LineError::INVALPASSWORD);
        } else if function == Function::SetAgentSessionState {
            listed.push(LineError::INVALAGENTSESSIONSTATE);
        }
        listed.sort();
        assert_eq!(permitted(&ask), listed, "{function}");
    }
}

#[test]
fn two_requests_are_answered_in_the_order_that_the_proxy_likes() {
    let device = device();
    let (line, acd) = (application(&device), proxy(&device, &[GetGroupList, SetAgentSessionState]));
    let mut to_do = acd.messages(MessageFilter::ALL, 10);
    let tickets = [(); 2].map(|()| Ticket::unlimited());
    let mut first = line.line_get_group_list(&tickets[0]);
    let mut second = line.line_set_agent_session_state(&tickets[1], SESSION, Some(SessionState::Ready), None);
    assert_eq!((poll(&mut first), poll(&mut second)), (None, None));
    let numbers = tickets.each_ref().map(|ticket| ticket.request().unwrap());
    let announced = numbers.map(|request| tapi_types::Message::ProxyRequest { request });
    assert_eq!(heard(&mut to_do), announced);
    assert_eq!(acd.line_proxy_response(numbers[1], Err(LineError::INVALAGENTSTATE)), Ok(()));
    assert_eq!((poll(&mut first), poll(&mut second)), (None, Some(Err(LineError::INVALAGENTSTATE))));
    let groups = vec![ListedGroup { group: GROUP, name: "sales".to_owned() }];
    assert_eq!(acd.line_proxy_response(numbers[0], Ok(Answer::Groups(groups.clone()))), Ok(()));
    assert_eq!(poll(&mut first), Some(Ok(groups)));
}

#[tokio::test]
async fn without_a_handler_a_reply_is_in_time_where_it_is_there() {
    let device = device();
    let (line, acd) = (application(&device), proxy(&device, &[CreateAgent]));
    let tickets = [(); 2].map(|()| Ticket::unlimited());
    let mut late = line.line_create_agent(&tickets[0], Login::default());
    assert_eq!(poll(&mut late), None);
    assert_eq!(line.give_up(&tickets[0]).await, Verdict::TooLate);
    drop(late);
    assert_eq!(acd.line_proxy_response(asked(&acd), Ok(Answer::Agent(AGENT))), Ok(()), "the proxy acts all the same");
    assert_eq!(line.agent_entry(AGENT), None, "and the client never heard of it");

    let mut early = line.line_create_agent(&tickets[1], Login::default());
    assert_eq!(poll(&mut early), None);
    assert_eq!(acd.line_proxy_response(asked(&acd), Ok(Answer::Agent(AGENT))), Ok(()));
    assert_eq!(line.give_up(&tickets[1]).await, Verdict::InTime);
    assert_eq!(poll(&mut early), Some(Ok(AGENT)));
}
