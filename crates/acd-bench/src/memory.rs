//! Peak memory of a piece of work, in a process of its own.

use std::process::Command;

use crate::model::number;

/// The most memory that this process has had so far, in bytes, where the system tells.
pub(crate) fn peak() -> Option<f64> {
    status("VmHWM:")
}

/// The memory that this process has now, in bytes, where the system tells.
pub(crate) fn resident() -> Option<f64> {
    status("VmRSS:")
}

/// Linux says it in kibibytes.
fn status(member: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(member))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(number(kib) * 1024.0)
}

/// Does one of the works of [`crate::child`] in a process of its own, and reads the number that it prints.
pub(crate) fn child(work: &str, calls: u64) -> Option<f64> {
    let out =
        Command::new(std::env::current_exe().ok()?).args(["--child", work, "--calls", &calls.to_string()]).output();
    let out = out.ok().filter(|out| out.status.success())?;
    String::from_utf8(out.stdout).ok()?.trim().parse().ok()
}
