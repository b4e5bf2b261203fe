//! Rows: how many go through, how fast, and what the daemon holds meanwhile.

use anyhow::Result;

use crate::bench::{
    figure::{Figure, Unit},
    progress,
    report::{Report, Row},
    stand::{Count, Form, Sharing, Taken},
};

/// Thousands of rows.
const SIZES: [u32; 3] = [1, 100, 1_000];
const MOST: u32 = 1_000;
const PEAK_MIB_MAX: f64 = 100.0;
/// Pieces of a file of rows that are fetched before anybody takes a row of it.
const AHEAD_MAX: f64 = 2.0;

pub(super) fn measure() -> Result<Report> {
    let sharing = Sharing::start()?;
    let mut rows = Vec::new();
    for thousands in SIZES {
        progress(&format!("{thousands},000 rows over gRPC"));
        let taken = sharing.take(thousands)?;
        let what = titled(thousands);
        rows.push(whole(&format!("{what} over gRPC"), thousands, taken.rows));
        rows.push(peak(
            &format!("{what} over gRPC: peak of the daemon"),
            taken.peak_mib,
        ));
        if thousands == MOST {
            rows.extend(against_pages(&sharing, &what, &taken)?);
        }
    }
    rows.extend(unread(&sharing)?);
    for form in [Form::Json, Form::Csv] {
        rows.extend(written(&sharing, form)?);
    }
    Ok(Report {
        rows,
        notes: notes(),
        ..Report::default()
    })
}

/// The same rows in pages, as they come where the file may not be read.
fn against_pages(sharing: &Sharing, what: &str, taken: &Taken) -> Result<[Row; 3]> {
    progress(&format!("{what} in pages"));
    sharing.close_files(true)?;
    let pages = sharing.take(MOST)?;
    sharing.close_files(false)?;
    let calls = |taken: &Taken| number(taken.pages + taken.pieces);
    let s = |value| Figure::once(Unit::Seconds, value);
    let peer = "`GetQueryResults` alone";
    Ok([
        Row::new(format!("{what}: calls for them"), calls(taken)).against(peer, calls(&pages)),
        Row::new(format!("{what} over gRPC: time"), s(taken.wall_s)).against(peer, s(pages.wall_s)),
        whole(&format!("{what} in pages"), MOST, pages.rows),
    ])
}

/// Nobody takes rows for as long as somebody else takes all of the same.
fn unread(sharing: &Sharing) -> Result<[Row; 3]> {
    let what = titled(MOST);
    progress(&format!("{what} that nobody takes"));
    let (_, before) = sharing.calls()?;
    let waiting = sharing.ask(MOST)?;
    let beside = sharing.take(MOST)?;
    let (_, after) = sharing.calls()?;
    let alone = sharing.take(MOST)?;
    let rest = sharing.take_rest(waiting)?;
    let ahead = (after - before).saturating_sub(alone.pieces);
    Ok([
        Row::new(
            format!("{what} that nobody takes: calls for them"),
            number(ahead),
        )
        .at_most(AHEAD_MAX),
        peak(
            "the same, while others are taken: peak of the daemon",
            beside.peak_mib,
        ),
        whole("the same, taken after all", MOST, rest.rows),
    ])
}

fn written(sharing: &Sharing, form: Form) -> Result<[Row; 3]> {
    let what = match form {
        Form::Json => "`connectctl share query --output json`",
        Form::Csv => "`connectctl share query --csv`",
    };
    progress(&format!("{what}, {} rows", titled(MOST)));
    let (phase, file) = sharing.write(MOST, form)?;
    let what = format!("{} by {what}", titled(MOST));
    Ok([
        whole(&what, MOST, Count::of_file(&file)?),
        peak(&format!("{what}: its peak"), phase.peak_mib),
        Row::new(
            format!("{what}: time"),
            Figure::once(Unit::Seconds, phase.wall_s),
        ),
    ])
}

/// How many did not come in their turn, or came otherwise.
fn whole(what: &str, thousands: u32, rows: Count) -> Row {
    let wanted = usize::try_from(thousands).unwrap_or(usize::MAX) * 1_000;
    let missing = Figure::count(wanted.saturating_sub(rows.right) + rows.wrong);
    Row::new(format!("{what}: not there, or out of turn"), missing).at_most(0.0)
}

fn peak(what: &str, mib: f64) -> Row {
    Row::new(what, Figure::once(Unit::Mebibytes, mib)).at_most(PEAK_MIB_MAX)
}

fn number(calls: u64) -> Figure {
    Figure::count(usize::try_from(calls).unwrap_or(usize::MAX))
}

fn titled(thousands: u32) -> String {
    match thousands {
        1_000 => "1,000,000 rows".to_owned(),
        other => format!("{other},000 rows"),
    }
}

fn notes() -> Vec<String> {
    [
        "Rows: a release `controld` without `local` and with `jemalloc`, an `aws-sim serve --quotas none --settle fast` in a process of its own, and a reader over gRPC in a third one, which expects each row once and in its turn. A row has a number, an id, a text that may be null or empty, and a decimal: 60 to 70 bytes.",
        "Peaks are high-water marks (`VmHWM`), set back before each row of the table. The daemon is the same throughout, so later ones start with what earlier ones left.",
        "More than a page is read out of the file in S3 that Athena keeps the result in, 4 MiB at a time; the peer is the same question where S3 refuses that, so that all rows come from `GetQueryResults`, a thousand a call and at Athena's documented rate of 100 a second. The simulator answers at once: what AWS takes for each call comes on top, and most of it for the peer.",
        "Rows that nobody takes are asked for, and left alone while a second reader takes as many; what was fetched meanwhile, less what a reader takes by itself, was fetched for nobody.",
    ]
    .map(str::to_owned)
    .to_vec()
}
