//! The rules as a page of the documentation.

use std::fmt::Write as _;

use crate::lint::{RULES, finding::Severity, rule::Rule};

/// The page about the rules, in Markdown.
pub fn page() -> String {
    let mut page = String::from(
        "# Rules for flows\n\n\
         What `lint` finds in a flow or module. An **error** is refused by the service or cannot work as it\n\
         is written; a **warning** means that contacts may suffer or that the flow will not move to another\n\
         instance; a **note** is worth knowing, and many good flows have it.\n\n\
         This page is made from the rules themselves; a test keeps it so.\n\n\
         | rule | severity | finds |\n| --- | --- | --- |\n",
    );
    for rule in RULES {
        let Rule {
            code,
            title,
            severity,
            ..
        } = rule;
        let _infallible = writeln!(
            page,
            "| [`{code}`](#{code}) | {} | {title} |",
            severity.as_str()
        );
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let _infallible = writeln!(page, "\n## {}s", capital(severity.as_str()));
        for rule in RULES.iter().filter(|rule| rule.severity == severity) {
            let _infallible = writeln!(
                page,
                "\n### {}\n\n{}. {}\n\nWhat to do: {}.",
                rule.code, rule.title, rule.explanation, rule.remedy
            );
        }
    }
    page
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}
