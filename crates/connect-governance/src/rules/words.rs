//! Numbers and lists as evidence tells them.

use crate::world::World;

/// How many names a list shows: evidence is read by people.
const SHOWN: usize = 5;

/// Names with commas between them; of long lists the first, and how many more there are.
pub(in crate::rules) fn listed<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<T> = names.into_iter().collect();
    let shown: Vec<&str> = names.iter().take(SHOWN).map(AsRef::as_ref).collect();
    let shown = shown.join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// So many of something.
pub(in crate::rules) fn counted(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// So many days.
pub(in crate::rules) fn days(number: u32) -> String {
    counted(number as usize, "day")
}

/// How many days ago something was; 0 for what is still to come.
pub(in crate::rules) fn days_since(world: &World, then_s: i64) -> u32 {
    let days = world.now_s.saturating_sub(then_s).max(0) / 86_400;
    u32::try_from(days).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_ends_with_how_many_more_there_are() {
        assert_eq!(listed(["a", "b"]), "a, b");
        assert_eq!(listed(["a", "b", "c", "d", "e"]), "a, b, c, d, e");
        assert_eq!(
            listed(["a", "b", "c", "d", "e", "f", "g"]),
            "a, b, c, d, e and 2 more"
        );
        assert_eq!(listed::<&str>([]), "");
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(counted(0, "user"), "0 users");
        assert_eq!(counted(1, "user"), "1 user");
        assert_eq!(days(2), "2 days");
    }

    #[test]
    fn days_are_whole_and_never_below_zero() {
        let world = World {
            now_s: 10 * 86_400,
            ..World::default()
        };
        assert_eq!(days_since(&world, 86_401), 8);
        assert_eq!(days_since(&world, 86_400), 9);
        assert_eq!(days_since(&world, 11 * 86_400), 0);
        assert_eq!(days_since(&world, i64::MIN), u32::MAX);
    }
}
