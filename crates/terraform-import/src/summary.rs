//! What came of an import, as people read it.

use std::collections::BTreeMap;

use crate::report::Report;

/// How a line is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// What all of it is about.
    Headline,
    /// As it is.
    Plain,
    /// Above what stays with Terraform.
    Caution,
    /// Above what has to be mended.
    Wrong,
    /// What to do.
    Remedy,
}

/// Address, what is the matter, and what to do.
type Row<'r> = (&'r str, &'r str, &'r str);

impl Report {
    /// The lines of the report: none of them has a control character.
    pub fn lines(&self) -> Vec<(Voice, String)> {
        let mut lines = vec![(
            Voice::Headline,
            visible(&format!("Taken over: {}", self.alias)),
        )];
        lines.extend(self.counts().map(|line| (Voice::Plain, line)));
        let left = self.left.iter();
        let left = left.map(|left| (&*left.address, &*left.why, &*left.remedy));
        list(&mut lines, Voice::Caution, "Not taken over", left);
        let notes = self.notes.iter();
        let notes = notes.map(|note| (&*note.address, &*note.message, &*note.remedy));
        list(&mut lines, Voice::Plain, "To be known", notes);
        let findings = self.findings.iter();
        let places: Vec<_> = findings
            .clone()
            .map(|finding| finding.place.to_string())
            .collect();
        let findings = findings
            .zip(&places)
            .map(|(finding, place)| (&**place, &*finding.message, &*finding.remedy));
        let headline = "To be mended in the spec before it can be planned";
        list(&mut lines, Voice::Wrong, headline, findings);
        lines
    }

    /// The report as plain text.
    pub fn text(&self) -> String {
        let lines = self.lines().into_iter();
        lines.map(|(_, line)| line + "\n").collect()
    }

    /// How many entries each section got.
    fn counts(&self) -> impl Iterator<Item = String> {
        let mut sections: BTreeMap<&str, usize> = BTreeMap::new();
        for taken in &self.taken {
            *sections.entry(taken.section).or_default() += 1;
        }
        let width = sections.keys().map(|section| section.len()).max();
        let width = width.unwrap_or_default();
        sections
            .into_iter()
            .map(move |(section, count)| format!("  {section:width$}  {count}"))
    }
}

fn list<'r>(
    lines: &mut Vec<(Voice, String)>,
    voice: Voice,
    headline: &str,
    rows: impl Iterator<Item = Row<'r>>,
) {
    for (index, (address, what, remedy)) in rows.enumerate() {
        if index == 0 {
            lines.push((Voice::Plain, String::new()));
            lines.push((voice, headline.to_owned()));
        }
        let address = if address.is_empty() {
            "the file"
        } else {
            address
        };
        lines.push((Voice::Plain, visible(&format!("  {address}"))));
        lines.push((Voice::Plain, visible(&format!("      {what}"))));
        lines.push((Voice::Remedy, visible(&format!("      {remedy}"))));
    }
}

/// The text on one line, without what could steer a terminal: anybody may have written it.
fn visible(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}
