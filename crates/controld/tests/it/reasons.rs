//! The manual lists every reason, as the code has it.

use std::fmt::Write;

use controld::reason::{DOMAIN, TABLE};
use expect_test::expect_file;

#[test]
fn the_manual_lists_every_reason() {
    let mut page = format!(
        "# Errors\n\n\
         Every error of a call carries a `google.rpc.ErrorInfo` with the domain `{DOMAIN}`, one of these\n\
         reasons, and every value of its message as metadata. Reasons with `job` as their status stand in\n\
         `Job.error`; so do the codes that AWS itself gave. A reason never gets another meaning, and a key of\n\
         its metadata never goes away.\n\n\
         This page is generated: `UPDATE_EXPECT=1 cargo test -p controld the_manual`.\n\n\
         | Reason | Status | Metadata | Meaning |\n|---|---|---|---|\n"
    );
    for reason in TABLE {
        assert!(
            reason.name.len() <= 63
                && reason
                    .name
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || c == '_')
        );
        let keys: Vec<_> = reason
            .metadata
            .iter()
            .map(|key| format!("`{key}`"))
            .collect();
        let (name, status, keys) = (reason.name, reason.status, keys.join(", "));
        writeln!(
            page,
            "| `{name}` | {status} | {keys} | {} |",
            reason.meaning
        )
        .unwrap();
    }
    expect_file!["../../../../docs/errors.md"].assert_eq(&page);
    let mut names: Vec<_> = TABLE.iter().map(|reason| reason.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), TABLE.len(), "each stands once");
}
