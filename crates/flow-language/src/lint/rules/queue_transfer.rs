//! What a contact should have met before it is put into a queue.

use crate::lint::{paths::Done, report::Report, scope::Scope};

/// One finding for the flow, at its first transfer to a queue that some way leads to without `done`.
pub(super) fn without(done: Done, what: &str, scope: &Scope<'_>, report: &mut Report<'_>) {
    let mut unchecked = scope.of_type("TransferContactToQueue").filter(|action| {
        let known = scope.known(*action);
        known.is_some_and(|known| !known.is(done))
    });
    let Some(first) = unchecked.next() else {
        return;
    };
    let more = match unchecked.count() {
        0 => String::new(),
        1 => ", nor before one more such block".to_owned(),
        more => format!(", nor before {more} more such blocks"),
    };
    report.action(first, format!("on some way here {what}{more}"));
}
