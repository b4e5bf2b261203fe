//! Files that arrive by themselves: objects of S3 under a prefix that is watched.
//!
//! Who watches asks [`Watch::passes`] of every key that is listed or told of, takes the [identity](ObjectId) of
//! the version for its ledger, reads the beginning of it and lets [`recognise`] say what it is. Everything
//! here is pure but [`fetch`] and [`move_aside`], which call through the [`ArrivalPort`]. The ledger, the
//! clock and the decision to import are somebody else's.

mod carry;
mod names;
mod notice;
mod object;
mod port;
mod recognise;
mod report;
mod watch;

pub use self::{
    carry::{CarryError, fetch, move_aside},
    names::Names,
    notice::{Announced, NoNotice, read_notice},
    object::{ObjectId, ObjectVersion},
    port::{
        ArrivalPort, Content, Held, Message, NewObject, OWN_MARK, Put, Receive, VISIBLE_AFTER_S_MAX,
    },
    recognise::{HEAD_BYTES, Head, Recognised, recognise},
    report::{report_json, report_text},
    watch::{Passed, Watch, WatchError, WatchSpec},
};
