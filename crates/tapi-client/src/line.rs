//! A provider as every object holds it, and the way that every request takes.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tapi_types::{Function, GroupId, LineError, LineErrorReading};
use tracing::debug_span;
use tracing::field::Empty;
use tsp_provider::{Answer, Ask, Provider, Ticket};

use crate::TapiError;
use crate::book::Book;
use crate::limit::{self, Call};

/// How long a method waits for its reply where nobody says otherwise: the two minutes that the method
/// pages of `tapi3cc.h` give with `TAPI_E_TIMEOUT`.
pub const LIMIT: Duration = Duration::from_secs(120);

/// A provider, what was heard of its objects, and how long to wait for it.
#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) provider: Arc<dyn Provider>,
    pub(crate) book: Arc<Book>,
    pub(crate) limit: Duration,
    pub(crate) errors: LineErrorReading,
}

impl Line {
    pub(crate) fn new(provider: Arc<dyn Provider>, limit: Duration, errors: LineErrorReading) -> Self {
        Line { provider, book: Arc::default(), limit, errors }
    }

    /// True for another line to the same handler, whatever its limit.
    pub(crate) fn is_to_same_handler(&self, other: &Line) -> bool {
        Arc::ptr_eq(&self.book, &other.book)
    }

    /// Makes the request that a question is; what is none is answered at once.
    pub(crate) async fn ask(&self, ask: Ask) -> Result<Answer, TapiError> {
        let object = ask.object();
        match ask.function() {
            Some(function) => self.request(function, object, |line, ticket| Box::pin(ask.perform(line, ticket))).await,
            None => Ok(ask.perform(&*self.provider, &Ticket::unlimited()).await?),
        }
    }

    /// Makes one request, within a span that tells what it was about and how it ended.
    pub(crate) fn request<T>(
        &self,
        function: Function,
        object: impl fmt::Debug,
        make: impl for<'a> FnOnce(&'a dyn Provider, &'a Ticket) -> Call<'a, T>,
    ) -> impl Future<Output = Result<T, TapiError>> {
        let span = move || debug_span!("request", function = function.original_name(), ?object, outcome = Empty);
        limit::within(self, span, make)
    }

    /// `lineGetGroupList`: the groups that are there, in the order of the handler.
    pub(crate) async fn group_list(&self) -> Result<Vec<GroupId>, TapiError> {
        let list =
            self.request(Function::GetGroupList, "all groups", |line, ticket| line.line_get_group_list(ticket)).await?;
        self.book.listed_groups(&list);
        Ok(list.into_iter().map(|entry| entry.group).collect())
    }

    /// What a method answers about an object that the provider does not know.
    pub(crate) fn unknown(&self) -> TapiError {
        TapiError::read(LineError::INVALPARAM, self.errors)
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line").field("limit", &self.limit).finish_non_exhaustive()
    }
}
