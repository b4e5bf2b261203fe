//! Amazon Connect.

mod changes;
mod contacts;
mod lists;
mod needed;
mod newest;
mod place;
mod reads;
mod writes;

use super::Service;

pub(super) const SERVICES: &[Service] = &[Service {
    names: &["connect"],
    prefix: "connect",
    entries: &[
        changes::ENTRIES,
        contacts::ENTRIES,
        lists::ENTRIES,
        newest::ENTRIES,
        reads::ENTRIES,
        writes::ENTRIES,
    ],
    free: &[],
}];
