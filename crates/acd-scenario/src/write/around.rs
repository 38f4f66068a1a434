//! What stands around the floor: clients, activities, extensions.

use acd_core::{ExtensionAnswer, ExtensionConfig};

use super::json::{Members, Page};
use crate::choices::Choices;
use crate::plan::{Client, Plan};

/// Each of the lists that is not the usual one.
pub(super) fn around(plan: &Plan, file: &mut Members<'_>) {
    if plan.clients != [Client::default()] {
        file.lines("clients", &plan.clients, client);
    }
    if !plan.config.activities.is_empty() {
        let activity = |page: &mut Page, name: &String| page.object(|members| members.text("id", name));
        file.list("activities", &plan.config.activities, activity);
    }
    file.lines("extensions", &plan.config.extensions, extension);
}

fn client(page: &mut Page, client: &Client) {
    let usual = Client::new(&client.name);
    page.object(|members| {
        members.text("id", &client.name);
        members.maybe_text("user", Some(client.user.as_str()).filter(|user| *user != usual.user));
        if client.version != usual.version {
            members.text("version", Choices::name(client.version));
        }
        if let Some(messages) = &client.messages {
            members.list("messages", messages, |page, message| page.text(message.name()));
        }
    });
}

fn extension(page: &mut Page, extension: &ExtensionConfig) {
    page.object(|members| {
        members.text("id", &extension.id.map(|number| format!("{number:08x}")).concat());
        members.object("answer", |members| match &extension.answer {
            ExtensionAnswer::Echo => members.object("echo", |_| {}),
            ExtensionAnswer::Fixed(bytes) => members.text("bytes", &hex(bytes)),
            ExtensionAnswer::Fail(error) => members.text("fail", error.name()),
        });
    });
}

/// Two digits for each byte.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
