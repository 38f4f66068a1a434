//! From the file as written to a plan: every name resolved, every time an integer, every rule checked.
//!
//! Everything that is wrong is found in one run: what cannot be read is left out, and what depends on it is
//! not blamed.

mod answers;
mod around;
mod arrivals;
mod at_address;
mod check;
mod csv;
mod declare;
pub(crate) mod epoch;
mod expect;
pub(crate) mod faults;
pub(crate) mod floor;
pub(crate) mod header;
mod hex;
mod limits;
mod listed;
mod members;
mod messages;
mod names;
mod overflow;
mod request;
mod reserved;
mod row;
mod scope;
mod shifts;
mod steps;
mod want;
mod warnings;

pub(crate) use check::{quoted, shortened};
#[cfg(feature = "schema")]
pub(crate) use {
    expect::ROWS,
    row::{Member as RowMember, Row},
};

use std::collections::BTreeSet;

use acd_core::Config;

use crate::Files;
use crate::file::Scenario;
use crate::finding::Finding;
use crate::path::Path;
use crate::plan::Plan;

use check::Check;
use scope::Scope;

/// The plan of a file, if nothing is wrong with it, and what was found.
///
/// `unreadable` are places that could not be read, which was reported already.
pub(crate) fn compile(
    mut file: Scenario<'_>,
    default_name: &str,
    files: &dyn Files,
    unreadable: &BTreeSet<Path>,
) -> (Option<Plan>, Vec<Finding>) {
    let mut check = Check::new(unreadable.iter().map(Path::to_string).collect());
    if !header::version(&file, &mut check) {
        return (None, check.into_findings());
    }
    let header = header::read(&file, default_name, &mut check);
    let mut scope = Scope::new(check, &file, unreadable, header.until);
    let clients = around::clients(&file, &mut scope);
    let extensions = around::extensions(&file, &mut scope);
    floor::absent_groups(&file, &mut scope);
    let queues = floor::queues(&file, &mut scope);
    overflow::check(&file, &queues, &mut scope);
    floor::agents(&file, &mut scope);
    let streams = arrivals::streams(&file, files, &mut scope);
    scope.reserve_names(&file);
    scope.declare_steps(&file);
    let steps = steps::steps(file.steps.take(), &header, &mut scope);
    let faults = faults::faults(&file, &mut scope);
    let expectations = expect::expectations(&file, &steps, &mut scope);
    limits::check(&streams, &mut scope);
    if scope.check.failed() {
        return (None, scope.check.into_findings());
    }
    warnings::unused(&file, &mut scope);
    warnings::nobody_works_at(&mut scope);
    let new_agents = scope.agents.into_names().split_off(scope.agent_configs.len());
    let plan = Plan {
        name: header.name,
        epoch: header.epoch,
        until: header.until,
        config: Config {
            seed: header.seed,
            policies: header.policies,
            warm_up: header.warm_up,
            handle_after: header.handle_after,
            reply_after: header.reply_after,
            groups: scope.groups.into_names(),
            queues: queues.into_iter().map(|(_, queue)| queue).collect(),
            agents: scope.agent_configs,
            absent: scope.absent,
            activities: scope.activities.into_names(),
            extensions,
            max_groups: header.max_groups,
            not_served: header.not_served,
            streams: streams.into_iter().map(|(_, stream)| stream).collect(),
            faults,
            reasons: scope.reasons.into_texts(),
            sessions: scope.session_origins,
            calls: scope.call_origins,
        },
        client_timeout: header.client_timeout,
        client_errors: header.client_errors,
        clients,
        session_names: scope.sessions.into_names(),
        call_names: scope.calls.into_names(),
        new_agents,
        addresses: scope.addresses.into_texts(),
        steps,
        expectations,
    };
    (Some(plan), scope.check.into_findings())
}
