//! What stands around the floor: the applications that have the line open, and the extensions of the agent handler.

use acd_core::{ExtensionAnswer, ExtensionConfig};
use tapi_types::line::{ApiVersion, MessageNumber};

use super::floor::readable;
use super::hex;
use super::scope::Scope;
use crate::file::{ExtensionAnswer as FileAnswer, OpenClient, Scenario};
use crate::limits;
use crate::path::At;
use crate::plan::Client;

/// The clients, the usual one where the file names none.
pub(super) fn clients(file: &Scenario<'_>, scope: &mut Scope) -> Vec<Client> {
    let at = At::ROOT.member("clients");
    let clients = readable(file.clients.as_ref(), limits::CLIENTS);
    let clients: Vec<Client> = clients.map(|(place, client)| self::client(client, &at.element(place), scope)).collect();
    if clients.is_empty() { vec![Client::default()] } else { clients }
}

fn client(client: &OpenClient<'_>, at: &At<'_>, scope: &mut Scope) -> Client {
    let check = &mut scope.check;
    let usual = Client::new(client.id.as_deref().unwrap_or_default());
    let user = client.user.as_ref().map(|user| check.text(user, &at.member("user")).to_owned());
    let version = client.version.as_ref().and_then(|version| check.choice(version, &at.member("version")));
    let messages_at = at.member("messages");
    let messages = client.messages.as_ref().map(|list| {
        let mut messages: Vec<MessageNumber> = Vec::new();
        for (place, name) in check.elements(Some(list), &messages_at, limits::ROWS) {
            let at = messages_at.element(place);
            let Some(message) = check.choice(name, &at) else { continue };
            if messages.contains(&message) {
                check.stands_twice("the message", name, &at);
            } else {
                messages.push(message);
            }
        }
        messages
    });
    Client {
        user: user.unwrap_or(usual.user),
        version: version.unwrap_or(ApiVersion::V2_2),
        messages,
        name: usual.name,
    }
}

/// The extensions, in file order. Something else stands in for what could not be read.
pub(super) fn extensions(file: &Scenario<'_>, scope: &mut Scope) -> Vec<ExtensionConfig> {
    let at = At::ROOT.member("extensions");
    let mut extensions: Vec<ExtensionConfig> = Vec::new();
    for (place, extension) in scope.check.elements(file.extensions.as_ref(), &at, limits::EXTENSIONS) {
        let at = at.element(place);
        let id_at = at.member("id");
        let id = scope.check.need(extension.id.as_ref(), &at, "id");
        let id = id.and_then(|id| hex::id(id, &mut scope.check, &id_at));
        if id.is_some_and(|id| extensions.iter().any(|other| other.id == id)) {
            scope.check.stands_twice("the extension", extension.id.as_deref().unwrap_or_default(), &id_at);
        }
        let answer = scope.check.need(extension.answer.as_ref(), &at, "answer");
        let answer = answer.and_then(|answer| self::answer(answer, &at.member("answer"), scope));
        let answer = answer.unwrap_or(ExtensionAnswer::Echo);
        extensions.push(ExtensionConfig { id: id.unwrap_or_default(), answer });
    }
    extensions
}

fn answer(answer: &FileAnswer<'_>, at: &At<'_>, scope: &mut Scope) -> Option<ExtensionAnswer> {
    let check = &mut scope.check;
    check.exactly_one(
        at,
        "the answer",
        &[("echo", answer.echo.is_some()), ("bytes", answer.bytes.is_some()), ("fail", answer.fail.is_some())],
    );
    let bytes = answer.bytes.as_ref().and_then(|bytes| hex::bytes(bytes, check, &at.member("bytes")));
    let error = answer.fail.as_ref().and_then(|error| check.choice(error, &at.member("fail")));
    let said = bytes.map(ExtensionAnswer::Fixed).or(error.map(ExtensionAnswer::Fail));
    said.or(answer.echo.map(|_| ExtensionAnswer::Echo))
}
