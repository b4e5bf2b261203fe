//! The product and the tool that teams use today, side by side.

mod trial;

use anyhow::Result;

use self::trial::{COLUMNS, Trial};
use super::Subject;
use crate::bench::{
    figure::Figure,
    grid::Grid,
    report::{Report, Row},
    stand::{Stand, terraform},
};

pub(super) const SUBJECT: Subject = Subject {
    name: "provision",
    about: "The product and Terraform on the same content, one after the other against a release `aws-sim`: calls, refused calls, time, processor time and memory of each phase.",
    takes_long: true,
    measure,
};

/// Content that both bring up, and how AWS treats them.
#[derive(Debug)]
struct Case {
    /// As `run_terraform.py` calls it.
    name: &'static str,
    /// As `aws-sim serve --rate` calls it.
    rate: &'static str,
    /// The most calls that phases may take.
    calls_max: &'static [(&'static str, f64)],
}

const CASES: [Case; 4] = [
    Case {
        name: "full",
        rate: "none",
        // Fewer than those of Terraform that the peer's page notes.
        calls_max: &[("apply", 62.0), ("plan, full", 32.0)],
    },
    Case {
        name: "s100",
        rate: "none",
        calls_max: &[],
    },
    Case {
        name: "s100",
        rate: "documented",
        calls_max: &[],
    },
    Case {
        name: "s500",
        rate: "none",
        calls_max: &[
            ("apply", 1_040.0),
            ("plan, full", 650.0),
            ("plan, fast", 130.0),
            ("plan, cached", 20.0),
        ],
    },
];

const PEAK_MIB_MAX: f64 = 80.0;
/// The most processor time, as a part of Terraform's for the same.
const CPU_PART_MAX: f64 = 0.05;

fn measure() -> Result<Report> {
    let version = terraform::version()?;
    let stand = Stand::of_provisioning()?;
    let trials: Vec<_> = CASES
        .iter()
        .map(|case| Trial::run(case, &stand))
        .collect::<Result<_>>()?;
    let mut notes = notes(&version);
    notes.extend(trials.iter().filter_map(Trial::left_note));
    notes.extend(trials.iter().flat_map(Trial::complaints));
    Ok(Report {
        rows: rows(&trials),
        grid: Some(Grid {
            columns: COLUMNS.to_vec(),
            lines: trials.iter().flat_map(Trial::lines).collect(),
        }),
        notes,
        ..Report::default()
    })
}

fn rows(trials: &[Trial]) -> Vec<Row> {
    let failed = trials.iter().map(Trial::failed).sum();
    let what = "phases that failed, or did not run after that, of either";
    let mut rows = vec![Row::new(what, Figure::count(failed)).at_most(0.0)];
    rows.extend(trials.iter().flat_map(Trial::call_rows));
    rows.extend(trials.iter().filter_map(Trial::refusal_row));
    for trial in trials {
        rows.extend(trial.sums(PEAK_MIB_MAX, CPU_PART_MAX));
    }
    rows
}

fn notes(version: &str) -> Vec<String> {
    vec![
        format!(
            "Terraform {version} with the AWS provider 5.100.0, ten operations at a time, and a \
             release `controld` without `local` and with `jemalloc`, with `connectctl`, which starts a job and follows it. \
             Each has an `aws-sim serve --quotas none --settle fast` of its own, in a process of its \
             own that counts for neither."
        ),
        "The product has the spec that `connectctl import terraform` makes of Terraform's state after \
         its apply. An overlay adds what that state lacks: an e-mail address for each user, which a \
         managed instance demands and for which a full plan describes every user, and the one first \
         password. Modules get the `Settings` without which AWS takes none. Numbers are claimed by \
         country and type."
            .into(),
        "In each cell: ours ÷ Terraform's = ratio. Terraform knows one depth, so each of ours stands \
         beside its one plan. Plans are made more than a minute after the apply, since a search is \
         held to lag so long; cached comes after full, which fills the memory."
            .into(),
        "The product keeps to the documented rates of Connect, 2 calls a second of most operations, \
         whatever the simulator allows; Terraform does not. So times compare under documented rates \
         alone: there AWS would refuse what else is faster here."
            .into(),
        "Its destroy removes an instance that is its own as a whole, with all that is in it. Terraform \
         deletes one thing after the other."
            .into(),
        "Processor time is that of the daemon and of `connectctl` during the phase, and of Terraform \
         with its providers. Memory is the most that was resident: of the daemon and of `connectctl` \
         by their own high-water marks, added up although they need not coincide, of Terraform ten \
         times a second. The daemon goes on through all phases, so later ones start with what earlier \
         ones left."
            .into(),
    ]
}

// === impl Case ===

impl Case {
    fn title(&self) -> String {
        let rates = match self.rate {
            "none" => "",
            _ => ", documented rates",
        };
        format!("`{}`{rates}", self.name)
    }

    /// The settings of the simulator.
    fn settings(&self) -> [&'static str; 6] {
        ["--quotas", "none", "--settle", "fast", "--rate", self.rate]
    }
}
