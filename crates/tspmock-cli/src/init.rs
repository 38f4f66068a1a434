//! `tspmock init`: writes a scenario to start from.

use crate::args::InitArgs;
use crate::console::Console;
use crate::exit::Exit;
use crate::output;
use crate::select::{DASH, shown};

/// A commented scenario that runs and passes.
const STARTER: &str = include_str!("built_in/starter.scenario.json");

/// Writes the starter scenario.
pub(crate) fn init(args: &InitArgs, console: &mut Console) -> Exit {
    if args.file.as_os_str() == DASH {
        console.data(STARTER.as_bytes());
        return Exit::Done;
    }
    if let Some(path) = output::in_the_way([args.file.as_path()], args.force) {
        console.complain(&output::exists(path));
        return Exit::Usage;
    }
    match output::write(&args.file, STARTER.as_bytes()) {
        Ok(()) => {
            let file = shown(&args.file);
            console.say(&format!("{file} is written; run it with: tspmock run {file}"));
            Exit::Done
        }
        Err(error) => {
            console.complain(&output::unwritable(&args.file, &error));
            Exit::Unwritable
        }
    }
}
