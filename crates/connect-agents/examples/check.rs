//! Reads a file of agents and says which of its rows are wrong, without asking AWS:
//! `cargo run --example check -- agents.csv`.

use std::{
    env,
    io::{self, Write as _},
    process::ExitCode,
};

use connect_agents::read::{FileSource, Mapping, ReadError, open};

fn main() -> io::Result<ExitCode> {
    let mut out = io::stdout().lock();
    let Some(path) = env::args().nth(1) else {
        writeln!(out, "usage: check FILE")?;
        return Ok(ExitCode::from(2));
    };
    match check(&path, &mut out) {
        Ok((rows, 0)) => {
            writeln!(out, "{rows} rows, all of them good")?;
            Ok(ExitCode::SUCCESS)
        }
        Ok((rows, wrong)) => {
            writeln!(out, "{rows} rows, {wrong} of them wrong")?;
            Ok(ExitCode::FAILURE)
        }
        Err(ReadError::Io(error)) => Err(error),
        Err(error) => {
            for finding in error.findings() {
                writeln!(out, "{finding}")?;
            }
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Tells of each row that is wrong; how many rows there are, and how many of them are.
fn check(path: &str, out: &mut impl io::Write) -> Result<(u64, u64), ReadError> {
    let (mut rows, mut wrong) = (0, 0);
    for row in open(&FileSource::new(path), &Mapping::default())? {
        let row = row?;
        rows += 1;
        if let Err(issues) = row.agent {
            wrong += 1;
            for issue in issues {
                writeln!(out, "line {}: {issue}", row.line)?;
            }
        }
    }
    Ok((rows, wrong))
}
