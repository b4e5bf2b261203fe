//! What went wrong, for the person at the terminal.

use std::{error::Error, fmt};

use connect_model::Finding;
use reconcile::RunReport;

/// Everything that is wrong with a spec.
#[derive(Debug)]
pub(crate) struct Findings(pub(crate) Vec<Finding>);

/// Each error says its own layer alone, so the chain is joined here; findings have a line of their own.
#[expect(clippy::print_stderr, reason = "a program for the terminal")]
pub(crate) fn tell(error: &anyhow::Error) {
    eprintln!("error: {error:#}");
    for finding in error.chain().flat_map(findings) {
        eprintln!("{finding}");
    }
}

/// The steps that were given up, each with its reason.
pub(crate) fn of_steps(run: &RunReport) -> String {
    let told = run
        .setbacks()
        .map(|(step, setback)| format!("{step}: {}", setback.message));
    let told: Vec<_> = told.collect();
    format!("not every step was done\n  {}", told.join("\n  "))
}

fn findings<'e>(error: &'e (dyn Error + 'static)) -> &'e [Finding] {
    use connect_provision::Error as Centre;
    use flow_port::Error as Flows;
    if let Some(Findings(findings)) = error.downcast_ref() {
        return findings;
    }
    match (error.downcast_ref(), error.downcast_ref()) {
        (Some(Centre::Findings(findings) | Centre::Quota(findings)), _)
        | (_, Some(Flows::Findings(findings))) => findings,
        _ => &[],
    }
}

// === impl Findings ===

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the spec has {} findings", self.0.len())
    }
}

impl Error for Findings {}
