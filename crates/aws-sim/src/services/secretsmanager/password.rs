//! Passwords out of nowhere.

use serde::Deserialize;
use serde_json::{Value, json};

use super::errors;
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
#[expect(clippy::struct_excessive_bools, reason = "AWS has as many switches")]
pub(super) struct Wanted {
    password_length: Option<usize>,
    exclude_characters: String,
    exclude_numbers: bool,
    exclude_punctuation: bool,
    exclude_uppercase: bool,
    exclude_lowercase: bool,
    include_space: bool,
    require_each_included_type: Option<bool>,
}

const LENGTH: usize = 32;
const LOWERCASE: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPERCASE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const NUMBERS: &str = "0123456789";
const PUNCTUATION: &str = r##"!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"##;

pub(super) fn random(ctx: &mut Ctx<'_>, input: Wanted) -> Result<Value, AwsError> {
    let length = input.password_length.unwrap_or(LENGTH);
    let alphabets = input.alphabets();
    if alphabets.is_empty() {
        return Err(errors::invalid("No characters are left for the password."));
    }
    let required = match input.require_each_included_type {
        Some(false) => &[][..],
        _ => &alphabets[..],
    };
    if required.len() > length {
        return Err(errors::invalid(
            "The password length is too short for the required types.",
        ));
    }
    let firsts = required.iter().map(|alphabet| ctx.ids.letters(alphabet, 1));
    let firsts: String = firsts.collect();
    let rest = length - required.len();
    let rest = ctx.ids.letters(&alphabets.concat(), rest);
    // The letters that are there for their type do not stand where everybody expects them.
    let (left, right) = rest.split_at(rest.len() / 2);
    Ok(json!({ "RandomPassword": format!("{left}{firsts}{right}") }))
}

// === impl Wanted ===

impl Wanted {
    /// The letters of each type that the password may have.
    fn alphabets(&self) -> Vec<String> {
        let types = [
            (LOWERCASE, !self.exclude_lowercase),
            (UPPERCASE, !self.exclude_uppercase),
            (NUMBERS, !self.exclude_numbers),
            (PUNCTUATION, !self.exclude_punctuation),
            (" ", self.include_space),
        ];
        let included = types.into_iter().filter(|(_, included)| *included);
        included
            .map(|(letters, _)| letters.replace(|c| self.exclude_characters.contains(c), ""))
            .filter(|letters| !letters.is_empty())
            .collect()
    }
}
