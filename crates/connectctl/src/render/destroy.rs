//! What a destroy costs.

use super::{Page, Tone};
use crate::args::DestroyArgs;

/// What is going to be lost, given what is to be kept.
pub(crate) fn cost(args: &DestroyArgs) -> Page {
    let mut page = Page::new();
    page.say(
        Tone::Caution,
        "This removes what Trunkline made of the contact centre, for good.",
    );
    if !args.keep_instance {
        page.line(
            "  Instance: it goes with all that is recorded in it. AWS allows 100 creations and \
             deletions\n  in 30 days. Spare it with --keep-instance.",
        );
    }
    if !args.keep_numbers {
        page.line(
            "  Numbers: AWS holds a released number back for up to 180 days, and claims no more \
             once claims\n  and releases of 180 days exceed twice the quota. Spare them with \
             --keep-instance --keep-numbers.",
        );
    }
    page.line(if args.delete_data {
        "  Data in buckets goes too."
    } else {
        "  Data in buckets stays, unless --delete-data is given."
    });
    page
}

/// How to say that this is meant.
pub(crate) fn unconfirmed(args: &DestroyArgs) -> Page {
    let mut page = cost(args);
    let alias = args.alias.as_deref().unwrap_or("ALIAS");
    page.line(format!(
        "If this is what you want, repeat the command with --confirm {alias}."
    ));
    page
}
