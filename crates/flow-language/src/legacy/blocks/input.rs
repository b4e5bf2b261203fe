//! What participants enter or say.

use serde_json::Value;

use super::prompt::message;
use crate::{
    legacy::{
        block::Block,
        flow::Parameter,
        value::{scalar, spelled, truth},
    },
    reference::kind::RefKind,
};

/// *Get customer input*: one key, or a bot.
pub(super) fn get(block: &mut Block<'_, '_>) {
    match block.module.target() {
        Some("Digits") | None => digits(block),
        Some("Lex") => bot(block),
        Some(_) => super::unknown(block),
    }
}

fn digits(block: &mut Block<'_, '_>) {
    block.action_type("GetParticipantInput");
    message(block);
    block.set(&["StoreInput"], "False");
    block.carry("Timeout", &["InputTimeLimitSeconds"]);
    // Without storing, the service takes one key and has no word for more.
    if let Some(digits) = block.take("MaxDigits") {
        let count = digits.value().and_then(scalar);
        if count.is_some_and(|count| count != "1") {
            block.odd("MaxDigits", digits.value().cloned().unwrap_or_default());
            block.keep(digits);
        }
    }
    block.comparisons();
    let (error, other) = (block.lead("Error"), block.lead("NoMatch"));
    let late = block.lead("Timeout");
    block.error("NoMatchingError", error.as_ref());
    block.error("NoMatchingCondition", other.as_ref());
    block.error("InputTimeLimitExceeded", late.as_ref());
    for next in [other, error, late] {
        block.next(next.as_ref());
    }
}

fn bot(block: &mut Block<'_, '_>) {
    block.action_type("ConnectParticipantWithLexBot");
    message(block);
    _ = block.take("LexVersion");
    if let Some(alias) = block.take("BotAliasArn") {
        block.refer_this(alias, &["LexV2Bot", "AliasArn"], RefKind::Lex, None);
        repeat_bot(block, alias.namespace().is_some());
    }
    block.refer("BotName", &["LexBot", "Name"], RefKind::LexV1, None);
    block.carry("BotRegion", &["LexBot", "Region"]);
    block.carry("BotAlias", &["LexBot", "Alias"]);
    for entry in block.take_all(&["Parameter"]) {
        match entry.key() {
            Some(key) => block.carry_this(entry, &["LexSessionAttributes", key]),
            None => block.odd("Parameter", entry.raw.clone()),
        }
    }
    block.comparisons();
    let (other, error) = (block.lead("NoMatch"), block.lead("Error"));
    let late = block.lead("Timeout");
    block.error("NoMatchingCondition", other.as_ref());
    block.error("NoMatchingError", error.as_ref());
    block.error("InputTimeLimitExceeded", late.as_ref());
    for next in [error, other] {
        block.next(next.as_ref());
    }
}

/// The newer notes repeat what the older ones say about the bot.
fn repeat_bot(block: &mut Block<'_, '_>, is_dynamic: bool) {
    let noted = ["parameters", "LexV2Bot", "AliasArn"];
    let [parameters, bot, alias] = noted;
    block.note(&[parameters, bot, alias, "useLexBotDropdown"], !is_dynamic);
    let name = block.module.noted("lexV2BotName");
    if let Some(name) = name {
        block.note(&[parameters, bot, alias, "lexV2BotName"], name);
    }
    if is_dynamic {
        block.note(&["useDynamicLexBotArn"], true);
    }
}

/// *Store customer input*.
pub(super) fn store(block: &mut Block<'_, '_>) {
    block.action_type("GetParticipantInput");
    message(block);
    block.set(&["StoreInput"], "True");
    block.carry("Timeout", &["InputTimeLimitSeconds"]);
    validation(block);
    encryption(block);
    keys(block);
    let (next, error) = (block.lead("Success"), block.lead("Error"));
    let invalid = block.lead("InvalidNumber");
    block.next(next.as_ref());
    block.error("NoMatchingError", error.as_ref());
    block.error("InvalidPhoneNumber", invalid.as_ref());
}

fn validation(block: &mut Block<'_, '_>) {
    let kind = block.take("CustomerInputType");
    let kind = kind.and_then(|kind| kind.value()?.as_str());
    match kind {
        Some("PhoneNumber") => {
            let path = ["InputValidation", "PhoneNumberValidation"];
            let [validation, number] = path;
            let words = [
                ("Local", "Local"),
                ("International", "E164"),
                ("E164", "E164"),
            ];
            block.carry_word(
                "PhoneNumberFormat",
                &[validation, number, "NumberFormat"],
                &words,
            );
            block.carry("CountryCode", &[validation, number, "CountryCode"]);
        }
        Some("Custom") | None => {
            let path = ["InputValidation", "CustomValidation", "MaximumLength"];
            block.carry("MaxDigits", &path);
        }
        Some(other) => block.odd("CustomerInputType", other.into()),
    }
}

fn encryption(block: &mut Block<'_, '_>) {
    let encrypts = block.take("EncryptEntry");
    let encrypts = encrypts.and_then(Parameter::value);
    match encrypts.map(truth) {
        Some(Some(true)) => {
            let path = ["InputEncryption", "EncryptionKeyId"];
            block.refer("EncryptionKeyId", &path, RefKind::SecurityKey, None);
            block.carry("EncryptionKey", &["InputEncryption", "Key"]);
        }
        Some(None) => block.odd("EncryptEntry", encrypts.cloned().unwrap_or_default()),
        Some(Some(false)) | None => {}
    }
}

fn keys(block: &mut Block<'_, '_>) {
    let sequence = ["DTMFConfiguration", "InputTerminationSequence"];
    block.carry("TerminatorDigits", &sequence);
    let Some(disables) = block.take("DisableCancel") else {
        return;
    };
    match disables.value().and_then(truth) {
        Some(disables) => {
            block.set(
                &["DTMFConfiguration", "DisableCancelKey"],
                spelled(disables),
            );
        }
        None => block.odd(
            "DisableCancel",
            disables.value().cloned().unwrap_or(Value::Null),
        ),
    }
}
