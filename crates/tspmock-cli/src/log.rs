//! What happens inside, on standard error, where `TSPMOCK_LOG` asks for it.

use std::env::{self, VarError};
use std::io;

use tracing_subscriber::EnvFilter;

use crate::console::Console;
use crate::exit::Exit;

/// The variable, in the manner of `RUST_LOG`: `info`, `tapi_client=debug`.
const VARIABLE: &str = "TSPMOCK_LOG";

/// Starts logging, or says why it cannot.
pub(crate) fn start(console: &Console) -> Result<(), Exit> {
    let wanted = match env::var(VARIABLE) {
        Ok(wanted) if !wanted.is_empty() => wanted,
        Ok(_) | Err(VarError::NotPresent) => return Ok(()),
        Err(VarError::NotUnicode(_)) => {
            console.complain(&format!("{VARIABLE} is not text"));
            return Err(Exit::Usage);
        }
    };
    match EnvFilter::try_new(&wanted) {
        Ok(filter) => {
            tracing_subscriber::fmt()
                .with_env_filter(filter)
                .with_writer(io::stderr)
                .with_ansi(console.err_style.colour)
                .without_time()
                .init();
            Ok(())
        }
        Err(error) => {
            console.complain(&format!("{VARIABLE}={wanted} cannot be understood: {error}"));
            Err(Exit::Usage)
        }
    }
}
