//! A walk in words.

use std::fmt;

use crate::walk::trail::{End, Step, Walk};

impl fmt::Display for Walk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut flow = None;
        for (index, step) in self.steps.iter().enumerate() {
            if flow != Some(&step.flow) {
                writeln!(f, "{} ({})", step.flow.name, step.flow.role.as_str())?;
                flow = Some(&step.flow);
            }
            writeln!(f, "{:>4}  {step}", index + 1)?;
        }
        writeln!(f, "{}", self.end)?;
        for (name, value) in &self.attributes {
            writeln!(f, "attribute {name} = {value}")?;
        }
        for (event, flow) in &self.event_hooks {
            writeln!(f, "event {event} → {flow}")?;
        }
        for unknown in &self.unknown_paths {
            let place = &unknown.identifier;
            writeln!(
                f,
                "unknown {} in {place} of {}",
                unknown.path, unknown.flow.name
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.detail.as_str() {
            "" => write!(f, "{}", self.kind),
            detail => write!(f, "{}: {detail}", self.kind),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.label, self.what)?;
        if let Some(branch) = &self.branch {
            write!(f, " → {}", branch.name)?;
        }
        if self.assumed {
            f.write_str(" (assumed)")?;
        }
        Ok(())
    }
}
