//! Opens a recording and sees that it is sound.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use acd_scenario::{Diagnostic, Plan};
use acd_trace::{Book, Flaw, Footer, Header, Kind, Line, Lines, Reader, check};

use crate::console::{Console, Ink};
use crate::exit::Exit;
use crate::render::diagnostic;
use crate::render::text::plain;
use crate::select::{DASH, shown};

/// A recording that can be read.
#[derive(Debug)]
pub(crate) struct Recording {
    /// The file, as the user knows it.
    pub(crate) name: String,
    pub(crate) header: Header,
    /// What its header's scenario comes to, with the seed of the run.
    pub(crate) plan: Plan,
    pub(crate) book: Book,
    pub(crate) end: End,
    bytes: Bytes,
}

/// How a recording ends.
#[derive(Debug)]
pub(crate) enum End {
    /// With its footer.
    Whole(Footer),
    /// It breaks off: the flaw that says so.
    Cut(Flaw),
}

/// Where the bytes of a recording are.
#[derive(Debug)]
enum Bytes {
    File(PathBuf),
    /// What can be read only once is kept.
    Kept(Vec<u8>),
}

/// The lines of a recording.
pub(crate) type LinesOf<'r> = Lines<'r, Box<dyn BufRead + 'r>>;

impl Recording {
    /// Opens a recording that is whole and unaltered, or tells what is wrong with it.
    pub(crate) fn open(path: &Path, console: &Console) -> Result<(Recording, Footer), Exit> {
        let recording = Recording::open_what_is_there(path, console)?;
        match &recording.end {
            End::Whole(footer) => {
                let footer = footer.clone();
                Ok((recording, footer))
            }
            End::Cut(flaw) => Err(tell(&recording.name, flaw, console)),
        }
    }

    /// The same of one that may break off.
    pub(crate) fn open_what_is_there(path: &Path, console: &Console) -> Result<Recording, Exit> {
        let name = shown(path);
        Recording::read(path, name.clone()).map_err(|fault| match fault {
            Fault::Flaw(flaw) => tell(&name, &flaw, console),
            Fault::Scenario(diagnostics, text) => tell_scenario(&name, &diagnostics, &text, console),
        })
    }

    fn read(path: &Path, name: String) -> Result<Recording, Fault> {
        let (bytes, checked) = look_through(path)?;
        let (header, end) = match checked {
            Ok(sound) => (sound.header, End::Whole(sound.footer)),
            Err(flaw @ Flaw::Incomplete { .. }) => {
                // Where not even the header is whole, this says so again.
                let header = Reader::open(bytes.open()?)?.header().clone();
                (header, End::Cut(flaw))
            }
            Err(flaw) => return Err(flaw.into()),
        };
        let plan = acd_replay::plan(&header)
            .map_err(|diagnostics| Fault::Scenario(diagnostics, header.scenario.text.clone()))?;
        let book = acd_run::book(&plan);
        Ok(Recording { name, header, plan, book, end, bytes })
    }

    /// Its lines, from the first. Of one that breaks off the flaw comes behind the last.
    pub(crate) fn lines(&self) -> Result<LinesOf<'_>, Flaw> {
        Ok(Reader::open(self.bytes.open()?)?.lines(&self.book))
    }

    /// The same up to where it breaks off, if it does.
    pub(crate) fn lines_there(&self) -> Result<impl Iterator<Item = Result<Line, Flaw>>, Flaw> {
        Ok(self.lines()?.take_while(|line| !matches!(line, Err(Flaw::Incomplete { .. }))))
    }
}

impl Bytes {
    fn open(&self) -> io::Result<Box<dyn BufRead + '_>> {
        Ok(match self {
            Bytes::File(path) => Box::new(BufReader::new(File::open(path)?)),
            Bytes::Kept(bytes) => Box::new(Cursor::new(bytes)),
        })
    }
}

/// Why a recording cannot be used.
enum Fault {
    Flaw(Flaw),
    /// The scenario in it is not valid: what is wrong with it, and its text.
    Scenario(Vec<Diagnostic>, String),
}

impl From<Flaw> for Fault {
    fn from(flaw: Flaw) -> Fault {
        Fault::Flaw(flaw)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        Fault::Flaw(Flaw::Unreadable(error))
    }
}

type Checked = Result<acd_trace::Sound, Flaw>;

/// Goes through the whole recording once.
fn look_through(path: &Path) -> Result<(Bytes, Checked), Flaw> {
    if path.as_os_str() == DASH {
        return keep(io::stdin().lock());
    }
    let missing = |error: io::Error| {
        if error.kind() == io::ErrorKind::NotFound {
            Flaw::Missing { path: shown(path) }
        } else {
            Flaw::Unreadable(error)
        }
    };
    let file = File::open(path).map_err(missing)?;
    if fs::metadata(path).map_err(missing)?.is_file() {
        Ok((Bytes::File(path.to_owned()), check(BufReader::new(file))))
    } else {
        keep(file)
    }
}

/// So much of a stream tells whether it is a recording at all: an endless one that is none ends here.
const FIRST_BYTES: u64 = 1 << 20;

/// So much can be kept of a stream.
const KEPT_BYTES_MAX: u64 = 1 << 30;

/// Goes through what can be read only once, and keeps it.
fn keep(mut from: impl Read) -> Result<(Bytes, Checked), Flaw> {
    let mut kept = Vec::new();
    from.by_ref().take(FIRST_BYTES).read_to_end(&mut kept)?;
    let mut checked = check(&kept[..]);
    let more = kept.len() as u64 == FIRST_BYTES;
    if more && !matches!(checked, Err(Flaw::NotARecording { .. })) {
        from.by_ref().take(KEPT_BYTES_MAX).read_to_end(&mut kept)?;
        if kept.len() as u64 >= KEPT_BYTES_MAX {
            return Err(Flaw::Unreadable(io::Error::other(
                "so long a recording is read from a file, not from a stream",
            )));
        }
        checked = check(&kept[..]);
    }
    Ok((Bytes::Kept(kept), checked))
}

/// Says what is wrong with a recording and what to do about it.
pub(crate) fn tell(name: &str, flaw: &Flaw, console: &Console) -> Exit {
    console.complain(&told(name, flaw));
    console.say(&format!("  help: {}", plain(&flaw.help())));
    exit(flaw)
}

/// Says that a recording breaks off, where what is there is of use all the same.
pub(crate) fn warn(name: &str, flaw: &Flaw, console: &Console) -> Exit {
    console.say(&format!("{} {}", console.err_style.paint(Ink::Warn, "warning:"), told(name, flaw)));
    exit(flaw)
}

fn told(name: &str, flaw: &Flaw) -> String {
    match flaw.kind() {
        // It names the path itself.
        Kind::Missing => plain(&flaw.to_string()),
        Kind::Unreadable
        | Kind::NotARecording
        | Kind::Incomplete
        | Kind::Altered
        | Kind::OlderFormat
        | Kind::NewerFormat
        | Kind::OtherEngine
        | Kind::Diverged => format!("{}: {}", plain(name), plain(&flaw.to_string())),
    }
}

fn exit(flaw: &Flaw) -> Exit {
    match flaw.kind() {
        Kind::Missing | Kind::Unreadable => Exit::Invalid,
        Kind::NotARecording
        | Kind::Incomplete
        | Kind::Altered
        | Kind::OlderFormat
        | Kind::NewerFormat
        | Kind::OtherEngine => Exit::Unsound,
        Kind::Diverged => Exit::Different,
    }
}

/// The scenario in a sound recording is not valid: its engine understood it otherwise than this one.
fn tell_scenario(name: &str, diagnostics: &[Diagnostic], text: &str, console: &Console) -> Exit {
    for diagnostic in diagnostics {
        console.talk(&diagnostic::render(diagnostic, Some(text.as_bytes()), console.err_style));
    }
    console.complain(&format!("{}: the scenario in the recording is not valid here", plain(name)));
    console.say("  help: replay it with the version of tspmock that wrote it, which its first line names");
    Exit::Unsound
}
