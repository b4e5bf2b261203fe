//! The nouns of a contact centre: ids, ARNs, names, the spec, findings, faults, secrets.
