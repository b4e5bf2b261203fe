//! Test results in the XML form that build servers read.

use std::fmt::Write as _;

use crate::walk::run::CaseResult;

/// The results as one `JUnit` test suite.
pub fn junit(suite: &str, results: &[CaseResult]) -> String {
    let failed = results
        .iter()
        .filter(|result| !result.departures.is_empty())
        .count();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        xml,
        "<testsuite name=\"{}\" tests=\"{}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\">",
        escaped(suite),
        results.len()
    );
    for result in results {
        push(&mut xml, result);
    }
    xml.push_str("</testsuite>\n");
    xml
}

fn push(xml: &mut String, result: &CaseResult) {
    let (flow, name) = (escaped(&result.flow), escaped(&result.name));
    let _ = write!(xml, "  <testcase classname=\"{flow}\" name=\"{name}\"");
    let Some(first) = result.departures.first() else {
        xml.push_str("/>\n");
        return;
    };
    let lines: Vec<String> = result.departures.iter().map(ToString::to_string).collect();
    let _ = writeln!(
        xml,
        ">\n    <failure message=\"{}\">{}</failure>\n  </testcase>",
        escaped(&first.to_string()),
        escaped(&lines.join("\n"))
    );
}

/// Markup becomes entities; control characters that XML cannot hold become U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => {
                let _ = write!(out, "&#{};", u32::from(letter));
            }
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}
