//! Paths of groups in the hierarchy of users.

use super::GroupPath;

/// How many levels AWS takes.
const LEVELS_MAX: usize = 5;
/// The longest name of a group, in characters.
const NAME_CHARS_MAX: usize = 100;

// === impl GroupPath ===

impl GroupPath {
    /// The text of the path to a group, given the names as AWS has them, from the top.
    pub fn text<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
        let written = |name: &str| name.replace('%', "%25").replace('/', "%2F");
        let written: Vec<String> = names.into_iter().map(written).collect();
        written.join("/")
    }

    /// The name of the group as AWS has it.
    pub fn name(&self) -> String {
        read(self.last())
    }

    /// The path to the group above it.
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.as_str().rsplit_once('/')?;
        Some(Self::new(parent).expect("what leads to a group is a path"))
    }

    /// The path to a group of this name below another, or at the top.
    pub fn below(parent: Option<&Self>, last: &Self) -> Self {
        let text = match parent {
            Some(parent) => format!("{parent}/{}", last.last()),
            None => last.last().to_owned(),
        };
        Self::new(text).unwrap_or_else(|_| last.clone())
    }

    /// Which level the group is on, from 1.
    pub fn level(&self) -> usize {
        self.as_str().split('/').count()
    }

    /// The last part, as it is written.
    fn last(&self) -> &str {
        let text = self.as_str();
        text.rsplit_once('/').map_or(text, |(_, last)| last)
    }
}

pub(super) fn is_path(text: &str) -> bool {
    text.split('/').count() <= LEVELS_MAX && text.split('/').all(is_part)
}

fn is_part(part: &str) -> bool {
    let name = read(part);
    (1..=NAME_CHARS_MAX).contains(&name.chars().count())
        && part.trim() == part
        && !part.chars().any(char::is_control)
        && GroupPath::text([name.as_str()]) == part
}

fn read(part: &str) -> String {
    part.replace("%2F", "/").replace("%25", "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> GroupPath {
        GroupPath::new(text).unwrap()
    }

    #[test]
    fn a_path_has_up_to_five_names_without_stray_signs() {
        for good in ["Sales", "a/b/c/d/e", "50%25/24%2F7", &"é".repeat(100)] {
            assert!(GroupPath::new(good).is_ok(), "{good}");
        }
        let long = "x".repeat(101);
        for bad in [
            "",
            "/a",
            "a/",
            "a//b",
            "a / b",
            "a/b/c/d/e/f",
            "50%",
            "%2f",
            &long,
        ] {
            assert!(GroupPath::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_parts_of_a_path_are_the_names_that_aws_has() {
        let team = path("Care 24%2F7/Late 50%25");
        assert_eq!((team.name().as_str(), team.level()), ("Late 50%", 2));
        let parent = team.parent().unwrap();
        assert_eq!((parent.name().as_str(), parent.level()), ("Care 24/7", 1));
        assert_eq!(parent.parent(), None);
        assert_eq!(GroupPath::text(["Care 24/7", "Late 50%"]), team.as_str());
        let moved = GroupPath::below(Some(&path("Care")), &team);
        assert_eq!(moved.as_str(), "Care/Late 50%25");
    }
}
