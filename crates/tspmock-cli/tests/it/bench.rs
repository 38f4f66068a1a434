//! A folder to work in, the built command, and small scenarios.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

/// A folder of its own for one test.
pub(crate) struct Bench {
    folder: PathBuf,
}

/// What a run of the command left.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Bench {
    /// An empty folder of this name.
    pub(crate) fn new(name: &str) -> Bench {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the folder can be made");
        Bench { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Writes a file, with its folders.
    pub(crate) fn file(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("folders can be made");
        fs::write(&path, bytes).expect("the file can be written");
        path
    }

    /// Reads a file.
    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Writes a scenario as `<name>.scenario.json` and records its run in `<name>.jsonl`, which is given back.
    pub(crate) fn record(&self, name: &str, scenario: &str) -> String {
        let (file, recording) = (format!("{name}.scenario.json"), format!("{name}.jsonl"));
        self.file(&file, scenario);
        let ran = self.run(["run", &file, "--record", &recording]);
        assert!(self.path(&recording).is_file(), "{ran:#?}");
        recording
    }

    /// The command in this folder, with nothing at its standard input.
    pub(crate) fn command<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tspmock"));
        command.args(args).current_dir(&self.folder).stdin(Stdio::null());
        for variable in ["NO_COLOR", "TSPMOCK_LOG", "RUST_BACKTRACE"] {
            command.env_remove(variable);
        }
        command
    }

    /// Runs the command in this folder.
    pub(crate) fn run<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Ran {
        Ran::of(&self.command(args).output().expect("the command starts"))
    }

    /// Runs the command with something at its standard input.
    pub(crate) fn run_with<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>, input: &str) -> Ran {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command starts");
        child.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("it reads");
        Ran::of(&child.wait_with_output().expect("the command ends"))
    }
}

impl Ran {
    pub(crate) fn of(output: &Output) -> Ran {
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Holds the exit code against what it should be; shows all that was said if it differs.
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "{self:#?}");
        assert!(!self.err.contains("panicked"), "{self:#?}");
        self
    }

    /// The lines of standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
    }
}

/// One agent, one call of 90 seconds, one question after a minute.
fn scenario(name: &str, answered: u64) -> Value {
    json!({
        "version": 1,
        "name": name,
        "groups": [{ "id": "sales" }],
        "queues": [{ "id": "sales_q", "group": "sales" }],
        "agents": [{ "id": "anna", "groups": [{ "group": "sales" }] }],
        "steps": [
            { "at": "0s", "create_session": { "session": "s1", "agent": "anna", "group": "sales" } },
            { "at": "0s", "set_session_state": { "session": "s1", "state": "ready" } },
            { "at": "5s", "arrive": { "call": "c1", "queue": "sales_q", "talk": "90s", "wrap_up": "10s" } },
            { "at": "60s", "request": { "request": "r1", "get": "number_of_calls", "session": "s1" } },
        ],
        "expect": [
            { "reply": { "request": "r1", "value": 1, "finished_at": "60s" } },
            { "queue": { "queue": "sales_q", "answered": answered } },
        ],
    })
}

/// A scenario that passes.
pub(crate) fn passing(name: &str) -> String {
    scenario(name, 1).to_string()
}

/// A scenario whose second expectation is not met.
pub(crate) fn failing(name: &str) -> String {
    scenario(name, 2).to_string()
}

/// Calls drawn at random for an hour, and a band for how many are answered.
pub(crate) fn drawn(name: &str, answered_min: u64, answered_max: u64) -> String {
    let mut scenario = scenario(name, 1);
    scenario["until"] = json!("1h");
    scenario["arrivals"] = json!([{
        "id": "calls", "queue": "sales_q", "from": "2m", "to": "1h", "rate": { "poisson": { "per_hour": 30 } },
        "talk": { "exponential": { "mean": "1m" } }, "patience": { "exponential": { "mean": "1m" } },
    }]);
    let band = json!({ "min": answered_min, "max": answered_max });
    scenario["expect"] = json!([{ "queue": { "queue": "sales_q", "answered": band } }]);
    scenario.to_string()
}

/// Calls without an end, so that a run of it is always under way.
pub(crate) fn endless() -> String {
    drawn("endless", 0, 9).replace("\"1h\"", "\"43800h\"").replace("\"per_hour\":30", "\"per_hour\":3000")
}

/// A scenario one of whose steps is refused, and does not expect it.
pub(crate) fn refused(name: &str) -> String {
    let mut scenario = scenario(name, 1);
    let step = json!({ "at": "61s", "id": "early", "set_session_state": { "session": "s1", "state": "busy_on_call" } });
    scenario["steps"].as_array_mut().expect("steps are a list").push(step);
    scenario.to_string()
}

/// A file with two errors, on lines 4 and 5.
pub(crate) const INVALID: &str = r#"{
  "version": 1,
  "groups": [{ "id": "sales" }],
  "queues": [{ "id": "sales_q", "group": "sale" }],
  "quues": []
}
"#;
