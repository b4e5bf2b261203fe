//! Archives of bots as Lex exports them: `Manifest.json`, and below a folder of the bot's name
//! `Bot.json` and `BotLocales/LOCALE/…`.
//!
//! Of a locale the settings, the intents and the types of slots are read. Slots are left out.

use std::{collections::BTreeMap, io::Read as _};

use bytes::Bytes;
use flate2::{Crc, read::DeflateDecoder};
use serde_json::{Map, Value, json};

use super::members;

/// What an archive holds.
#[derive(Debug, Default)]
pub(super) struct Archive {
    pub(super) locales: BTreeMap<String, LocaleFiles>,
}

/// The files of one locale.
#[derive(Debug, Default)]
pub(super) struct LocaleFiles {
    pub(super) settings: Map<String, Value>,
    pub(super) intents: Vec<Map<String, Value>>,
    pub(super) slot_types: Vec<Map<String, Value>>,
}

/// How much may be in one file, so that no archive swells.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;

// === impl Archive ===

impl Archive {
    /// Reads the archive of a bot, or says what is wrong with it.
    pub(super) fn read(bytes: &Bytes) -> Result<Self, String> {
        let files = files(bytes).ok_or("The import file is not a valid zip archive.")?;
        let read = |path: &str| {
            let text = files.get(path).map(Vec::as_slice);
            serde_json::from_slice::<Value>(text?).ok()
        };
        let manifest = read("Manifest.json").ok_or("Manifest.json is missing or malformed.")?;
        if manifest["metaData"]["resourceType"] != "BOT" {
            return Err("The archive does not contain a bot.".to_owned());
        }
        if !files.keys().any(|path| path.ends_with("/Bot.json")) {
            return Err("Bot.json is missing.".to_owned());
        }
        let mut archive = Self::default();
        for path in files.keys() {
            let json = || read(path).ok_or_else(|| format!("{path} is malformed."));
            let parts: Vec<&str> = path.split('/').collect();
            match parts[..] {
                [_, "Bot.json"] => drop(json()?),
                [_, "BotLocales", locale, ref rest @ ..] => {
                    let locale = archive.locales.entry(locale.to_owned()).or_default();
                    locale.take(rest, &json)?;
                }
                _ => {}
            }
        }
        Ok(archive)
    }
}

// === impl LocaleFiles ===

impl LocaleFiles {
    fn take(
        &mut self,
        path: &[&str],
        json: &dyn Fn() -> Result<Value, String>,
    ) -> Result<(), String> {
        match path {
            ["BotLocale.json"] => {
                let told = json()?;
                self.settings = members(json!({
                    "description": told.get("description"),
                    "nluIntentConfidenceThreshold": told.get("nluConfidenceThreshold"),
                    "voiceSettings": told.get("voiceSettings"),
                }));
                self.settings.retain(|_, value| !value.is_null());
            }
            ["Intents", _, "Intent.json"] => self.intents.push(named(json()?, "intentName")),
            ["SlotTypes", _, "SlotType.json"] => {
                self.slot_types.push(named(json()?, "slotTypeName"));
            }
            _ => {}
        }
        Ok(())
    }
}

/// In an archive a name is `name`, and the id that it had somewhere else is of no use.
fn named(told: Value, member: &str) -> Map<String, Value> {
    let mut told = members(told);
    let name = told.shift_remove("name").unwrap_or_default();
    told.shift_remove("identifier");
    told.insert(member.to_owned(), name);
    told
}

/// The files of a ZIP archive by path, by its central directory (APPNOTE.TXT 4.3), if it is whole.
fn files(bytes: &[u8]) -> Option<BTreeMap<String, Vec<u8>>> {
    let end = bytes.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let (count, mut at) = (number(bytes, end + 10, 2)?, number(bytes, end + 16, 4)?);
    let mut files = BTreeMap::new();
    for _ in 0..count {
        let field = |offset: usize, width: usize| number(bytes, at + offset, width);
        if bytes.get(at..at + 4)? != b"PK\x01\x02" {
            return None;
        }
        let (method, crc) = (field(10, 2)?, field(16, 4)?);
        let (packed, start) = (field(20, 4)?, field(42, 4)?);
        let name = field(28, 2)?;
        let path = std::str::from_utf8(bytes.get(at + 46..at + 46 + name)?).ok()?;
        let data = start + 30 + number(bytes, start + 26, 2)? + number(bytes, start + 28, 2)?;
        let content = unpacked(bytes.get(data..data + packed)?, method, crc)?;
        if !path.ends_with('/') {
            files.insert(path.to_owned(), content);
        }
        at += 46 + name + field(30, 2)? + field(32, 2)?;
    }
    Some(files)
}

/// Stored or deflated, and what it says it is.
fn unpacked(packed: &[u8], method: usize, crc: usize) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    match method {
        0 => content.extend(packed),
        8 => {
            let mut unpacked = DeflateDecoder::new(packed).take(FILE_BYTES_MAX);
            unpacked.read_to_end(&mut content).ok()?;
        }
        _ => return None,
    }
    let mut sum = Crc::new();
    sum.update(&content);
    (usize::try_from(sum.sum()).ok()? == crc).then_some(content)
}

/// A number of so many bytes, the lowest first.
fn number(bytes: &[u8], at: usize, width: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(width)?)?.iter().rev();
    Some(digits.fold(0, |number, byte| number << 8 | usize::from(*byte)))
}
