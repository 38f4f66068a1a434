//! What people read: reports, diagnostics, tables. Nothing here reads files or decides an exit code.

pub(crate) mod agents;
pub(crate) mod coverage;
pub(crate) mod diagnostic;
pub(crate) mod difference;
pub(crate) mod explanation;
pub(crate) mod exploration;
pub(crate) mod failures;
pub(crate) mod queues;
pub(crate) mod replay;
pub(crate) mod report;
pub(crate) mod requests;
pub(crate) mod shell;
pub(crate) mod snippet;
pub(crate) mod stand;
pub(crate) mod table;
pub(crate) mod text;
