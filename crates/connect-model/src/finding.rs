//! What is wrong with a spec, where, and how to mend it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One thing that is wrong with a spec.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Finding {
    /// The rule that found it; a lower-case word such as `unknown-name`.
    pub rule: String,
    /// Where it stands.
    pub place: Place,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

/// A place in a spec.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file as its caller named it.
    pub file: String,
    /// The line, counted from 1; 0 where the file as a whole is meant.
    pub line: u32,
    /// The column in characters, counted from 1; 0 where the file as a whole is meant.
    pub column: u32,
    /// The members on the way there: `queues[1].hours`. Empty at the top.
    pub path: String,
}

impl Finding {
    /// A finding about the world, which stands in no file.
    pub fn of_the_world(rule: &str, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            rule: rule.to_owned(),
            place: Place::default(),
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is wrong with the world, and with no file, has no place.
        if self.place != Place::default() {
            write!(f, "{}: ", self.place)?;
        }
        write!(
            f,
            "{} [{}]\n  remedy: {}",
            self.message, self.rule, self.remedy
        )
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        if !self.path.is_empty() {
            write!(f, " {}", self.path)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_reads_as_place_message_rule_and_remedy() {
        let finding = Finding {
            rule: "unknown-name".into(),
            place: Place {
                file: "center.yaml".into(),
                line: 12,
                column: 9,
                path: "queues[1].hours".into(),
            },
            message: "there are no hours of operation named \"Uk Hours\"".into(),
            remedy: "did you mean \"UK Business Hours\"?".into(),
        };
        assert_eq!(
            finding.to_string(),
            "center.yaml:12:9 queues[1].hours: there are no hours of operation named \"Uk Hours\" \
             [unknown-name]\n  remedy: did you mean \"UK Business Hours\"?"
        );
        let of_the_world = Finding {
            place: Place::default(),
            ..finding
        };
        assert!(of_the_world.to_string().starts_with("there are no hours"));
        let whole_file = Place {
            file: "a.yaml".into(),
            ..Place::default()
        };
        assert_eq!(whole_file.to_string(), "a.yaml");
    }
}
