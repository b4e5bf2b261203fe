//! Lists and numbers in words.

/// How many of many are named.
const NAMED_MAX: usize = 3;

/// How many findings of one sort are told one by one.
pub(in crate::rules) const SINGLE_MAX: usize = 20;

/// The first few of them, and how many more there are.
pub(in crate::rules) fn few(all: &[impl AsRef<str>], between: &str) -> String {
    let named: Vec<&str> = all.iter().take(NAMED_MAX).map(AsRef::as_ref).collect();
    let named = named.join(between);
    match all.len().saturating_sub(NAMED_MAX) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

/// A number with its noun.
pub(in crate::rules) fn count(number: usize, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{number} {noun}")
}

/// Whether a text is a number in E.164.
pub(in crate::rules) fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (2..=15).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0')
    })
}

/// Whether a text is an id, as stands in the place of a name that is not there any more.
pub(in crate::rules) fn is_id(text: &str) -> bool {
    let is_part = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.len() == 36 && text.split('-').count() == 5 && text.split('-').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::{count, few, is_e164, is_id};

    #[test]
    fn of_many_the_first_few_are_named() {
        assert_eq!(few(&["a", "b"], ", "), "a, b");
        assert_eq!(few(&["a", "b", "c", "d", "e"], ", "), "a, b, c and 2 more");
        assert_eq!(count(1, "queue", "queues"), "1 queue");
        assert_eq!(count(0, "queue", "queues"), "0 queues");
    }

    #[test]
    fn e164_is_a_plus_and_up_to_15_digits() {
        assert!(is_e164("+442071234567"));
        for text in ["442071234567", "+0123", "+1", "+44 20", "+1234567890123456"] {
            assert!(!is_e164(text), "{text}");
        }
    }

    #[test]
    fn an_id_is_told_from_a_name() {
        assert!(is_id("7f18d5d6-8e42-4613-9014-84503d17e7da"));
        for name in ["Sales", "", "7f18d5d6-8e42-4613-9014", "a-b-c-d-e"] {
            assert!(!is_id(name), "{name}");
        }
    }
}
