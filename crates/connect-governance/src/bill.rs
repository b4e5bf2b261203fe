//! The names under which Amazon Connect stands on a bill (facts/governance.md, 3).
//!
//! Telephony is sold by another company and has a name of its own; some bills have a space after it. So
//! names are found by how they begin, and are asked for as the bill spells them.

use std::collections::BTreeSet;

/// How names of services begin that are Amazon Connect.
const BEGINNINGS: &[&str] = &[
    CONNECT,
    TELEPHONY,
    "Contact Lens for Amazon Connect",
    "Amazon Q in Connect",
];
const CONNECT: &str = "Amazon Connect";
const TELEPHONY: &str = "Contact Center Telecommunications";
/// How telephony is spelled where no bill shows it yet.
const USUAL_TELEPHONY: &str = "Contact Center Telecommunications (service sold by AMCS, LLC)";

/// Whether a service is Amazon Connect under one of its names.
pub fn is_connect(service: &str) -> bool {
    BEGINNINGS.iter().any(|begin| service.starts_with(begin))
}

/// Whether it is what numbers and minutes of telephony are billed as.
pub fn is_telephony(service: &str) -> bool {
    service.starts_with(TELEPHONY)
}

/// Those of these services that are Amazon Connect, and the two names that it always has.
pub(crate) fn names_of_connect<'s>(
    services: impl IntoIterator<Item = &'s str>,
) -> BTreeSet<String> {
    let found = services.into_iter().filter(|service| is_connect(service));
    let mut names: BTreeSet<String> = found.map(str::to_owned).collect();
    if !names.iter().any(|name| name.trim_end() == CONNECT) {
        names.insert(CONNECT.to_owned());
    }
    if !names.iter().any(|name| is_telephony(name)) {
        names.insert(USUAL_TELEPHONY.to_owned());
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_the_bill_spells_them_and_the_two_are_never_missing() {
        let spaced = "Contact Center Telecommunications (service sold by AMCS, LLC) ";
        let names = names_of_connect([spaced, "Amazon Connect Cases", "AWS Lambda"]);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(names, ["Amazon Connect", "Amazon Connect Cases", spaced]);
        let names = names_of_connect([]);
        assert_eq!(names.len(), 2);
        assert!(names.iter().any(|name| is_telephony(name)));
        assert!(!is_connect("Amazon Simple Storage Service"));
        assert!(!is_telephony("Amazon Connect"));
    }
}
