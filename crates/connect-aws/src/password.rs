//! First passwords: 24 letters and digits, about 139 bits of chance.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

use connect_model::Secret;
use connect_resources::PasswordSource;
use rand::{
    CryptoRng, SeedableRng,
    rand_core::UnwrapErr,
    rngs::{StdRng, SysRng},
};

const LENGTH: usize = 24;
/// Letters and digits that nobody takes for another: without `I`, `O`, `l`, `o`, `0` and `1`.
const ALPHABET: &[u8; 56] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
/// Bytes below this fall on every character equally often.
const FAIR: u8 = 224;

/// Passwords from the random source of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsPasswords;

/// The same passwords in every run, for tests and simulations alone.
pub struct SeededPasswords {
    source: Mutex<StdRng>,
}

// === impl OsPasswords ===

impl PasswordSource for OsPasswords {
    fn password(&self) -> Secret {
        // A machine without a random source cannot even open a TLS connection.
        draw(&mut UnwrapErr(SysRng))
    }
}

// === impl SeededPasswords ===

impl SeededPasswords {
    /// The series of `seed`.
    pub fn new(seed: u64) -> Self {
        Self {
            source: Mutex::new(StdRng::seed_from_u64(seed)),
        }
    }
}

impl PasswordSource for SeededPasswords {
    fn password(&self) -> Secret {
        draw(&mut *self.source.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for SeededPasswords {
    /// What the series holds is nobody's business.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SeededPasswords").finish_non_exhaustive()
    }
}

/// Draws until the policy is met, so that all passwords that meet it are equally likely.
fn draw(source: &mut impl CryptoRng) -> Secret {
    loop {
        let secret = Secret::new(characters(source));
        if meets_policy(secret.expose()) {
            return secret;
        }
    }
}

fn characters(source: &mut impl CryptoRng) -> String {
    // Room from the start: a text that grows leaves copies behind.
    let mut text = String::with_capacity(LENGTH);
    while text.len() < LENGTH {
        let mut byte = [0];
        source.fill_bytes(&mut byte);
        if byte[0] < FAIR {
            text.push(char::from(ALPHABET[usize::from(byte[0]) % ALPHABET.len()]));
        }
    }
    text
}

/// The policy of Amazon Connect (facts/connect-api.md, 6.1); length and blanks cannot be wrong.
fn meets_policy(text: &str) -> bool {
    let has = |is: fn(&u8) -> bool| text.bytes().any(|byte| is(&byte));
    has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn every_password_meets_the_policy_and_none_comes_twice() {
        let mut seen = BTreeSet::new();
        for _ in 0..500 {
            let password = OsPasswords.password();
            let text = password.expose();
            assert_eq!(text.len(), LENGTH);
            assert!(meets_policy(text));
            assert!(text.bytes().all(|byte| ALPHABET.contains(&byte)));
            assert!(seen.insert(text.to_owned()), "twice");
        }
    }

    #[test]
    fn what_lacks_a_kind_of_character_is_drawn_anew() {
        assert!(meets_policy("aB3"));
        for lacking in ["ab3", "AB3", "aBc", ""] {
            assert!(!meets_policy(lacking), "{lacking}");
        }
    }

    #[test]
    fn equal_seeds_give_equal_series_and_other_seeds_others() {
        let series = |seed| {
            let passwords = SeededPasswords::new(seed);
            let next = || passwords.password().expose().to_owned();
            [next(), next(), next()]
        };
        assert_eq!(series(7), series(7));
        assert_ne!(series(7), series(8));
        assert_ne!(series(7)[0], series(7)[1]);
        assert_eq!(
            format!("{:?}", SeededPasswords::new(7)),
            "SeededPasswords { .. }"
        );
    }

    /// 40,000 characters over 56: 714 each, with a standard deviation of 26.5.
    #[test]
    fn no_character_is_favoured() {
        let mut source = StdRng::seed_from_u64(1);
        let mut counts: BTreeMap<char, i32> = BTreeMap::new();
        for _ in 0..40_000 / LENGTH {
            for character in characters(&mut source).chars() {
                *counts.entry(character).or_default() += 1;
            }
        }
        assert_eq!(counts.len(), ALPHABET.len());
        for (character, count) in counts {
            assert!((count - 714).abs() < 133, "{character}: {count}");
        }
    }
}
