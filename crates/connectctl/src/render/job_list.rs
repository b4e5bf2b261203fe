//! Lists of jobs.

use control_api::v1 as pb;

use super::{Page, time, word};

/// One line for each job.
pub(crate) fn job_list(jobs: &[pb::Job]) -> Page {
    let mut page = Page::new();
    if jobs.is_empty() {
        page.line("No jobs.");
        return page;
    }
    let head = ["job", "kind", "state", "steps", "subject", "asked"].map(str::to_owned);
    let rows: Vec<_> = std::iter::once(head).chain(jobs.iter().map(row)).collect();
    page.table(&rows);
    page
}

fn row(job: &pb::Job) -> [String; 6] {
    let progress = job.progress.unwrap_or_default();
    let steps = match progress.steps_total {
        0 => String::new(),
        total => format!("{}/{total}", progress.steps_done),
    };
    let subject = if job.subject.is_empty() {
        &job.target
    } else {
        &job.subject
    };
    [
        job.uid.clone(),
        word::kind(job.kind),
        word::state(job.state),
        steps,
        subject
            .strip_prefix("targets/")
            .unwrap_or(subject)
            .to_owned(),
        time::moment(job.create_time.as_ref()),
    ]
}
