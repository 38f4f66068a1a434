//! The help texts stand in docs/cli, as they are printed. `UPDATE=1` writes them anew.

use std::fs;
use std::path::Path;

use unicode_width::UnicodeWidthStr;

use crate::bench::Bench;

const SUBCOMMANDS: [&str; 11] =
    ["run", "check", "replay", "diff", "explain", "convert", "explore", "schema", "init", "demo", "completions"];

#[test]
fn the_help_texts_are_as_they_stand_in_docs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli");
    let bench = Bench::new("help_texts");
    let main = ("tspmock", vec!["--help"]);
    let commands = SUBCOMMANDS.iter().map(|name| (*name, vec![*name, "--help"]));
    for (name, args) in std::iter::once(main).chain(commands) {
        let help: String =
            bench.run(args).ends_with(0).out.lines().map(|line| line.trim_end().to_owned() + "\n").collect();
        let help = help.replace("tspmock.exe", "tspmock");
        let file = folder.join(format!("{name}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(&folder).expect("the folder can be made");
            fs::write(&file, &help).expect("the file can be written");
        }
        let kept = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
        assert_eq!(help, kept, "{name}: run the test with UPDATE=1 and look at the difference");
    }
}

#[test]
fn help_fits_a_terminal() {
    let bench = Bench::new("help_fits");
    for name in SUBCOMMANDS {
        for line in bench.run([name, "--help"]).ends_with(0).out.lines() {
            assert!(line.width() <= 80, "{name}: {line}");
        }
    }
}

#[test]
fn the_version_is_the_packages() {
    let ran = Bench::new("version").run(["--version"]).ends_with(0);
    assert_eq!(ran.out, format!("tspmock {}\n", env!("CARGO_PKG_VERSION")));
}
