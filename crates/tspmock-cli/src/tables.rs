//! Where the tables of `--csv` go.

use std::collections::BTreeSet;
use std::path::PathBuf;

use acd_run::TableOptions;
use acd_run::tables::Outputs;

use crate::args::RunArgs;
use crate::input::Reading;

/// The tables of one scenario.
const FILES: [&str; 3] = [Outputs::FILES.queue_interval, Outputs::FILES.agent_interval, Outputs::FILES.calls];

/// A folder for each scenario: the one that the user names if there is one scenario, else one in it that is
/// named like the scenario's file, with a number behind it where two files have one name.
pub(crate) fn plan(args: &RunArgs, readings: &[Reading]) -> Vec<Option<TableOptions>> {
    let Some(folder) = &args.csv else { return vec![None; readings.len()] };
    let options = |dir: PathBuf| Some(TableOptions { dir, interval: args.interval });
    if let [_] = readings {
        return vec![options(folder.clone())];
    }
    let mut taken = BTreeSet::new();
    readings.iter().map(|reading| options(folder.join(unique(&reading.stem, &mut taken)))).collect()
}

/// All files that are to be written.
pub(crate) fn files(tables: &[Option<TableOptions>]) -> Vec<PathBuf> {
    tables.iter().flatten().flat_map(|tables| FILES.map(|file| tables.dir.join(file))).collect()
}

/// The name, or `name-2` and so on where it is taken; capitals make no difference on some disks.
fn unique(stem: &str, taken: &mut BTreeSet<String>) -> String {
    let names = std::iter::once(stem.to_owned()).chain((2_u64..).map(|n| format!("{stem}-{n}")));
    for name in names {
        if taken.insert(name.to_lowercase()) {
            return name;
        }
    }
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_files_of_one_name_have_two_folders() {
        let mut taken = BTreeSet::new();
        let names = ["day", "Day", "night", "day"].map(|stem| unique(stem, &mut taken));
        assert_eq!(names, ["day", "Day-2", "night", "day-3"]);
    }
}
