//! Prompts.

use serde::Serialize;

use super::{
    entry::{Declared, Naming, Seen},
    file,
    payload::Payload,
};
use crate::{BucketName, S3Uri, spec::Kind, words::quote};

/// How long a recording may be (Amazon Connect administrator guide), in bytes.
const AUDIO_BYTES_MAX: usize = 50 * 1024 * 1024;

/// A recording that flows play.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PromptSpec {
    /// What people read about it.
    pub description: Option<String>,
    /// Where the recording comes from.
    pub audio: Audio,
}

/// Where a recording comes from.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Audio {
    /// A file beside the spec, which is uploaded.
    File {
        /// Its path, as the sources have it.
        path: String,
        /// What is in it. Not serialised: it is large, and no text.
        #[serde(skip)]
        recording: Payload,
        /// The bucket that it is uploaded to; without it, that of the instance.
        bucket: Option<BucketName>,
    },
    /// An object that is there already.
    S3 {
        /// Its address.
        uri: S3Uri,
    },
}

record! {
    /// A recording that flows play: a file, or an object in S3.
    pub(crate) struct PromptMembers {
        /// What people read about it.
        description: Option<String> [Limit::Chars(1, 250)],
        /// The WAV file, from the folder of this file: 8 kHz, at most 50 MB and five minutes.
        file: Option<String>,
        /// The bucket that the file is uploaded to, which must be there; without it, the
        /// `prompt_bucket` of the instance.
        bucket: Option<BucketName>,
        /// An object that is there already, in place of a file. That its content has changed is not
        /// seen: give another content another address.
        s3_uri: Option<S3Uri>,
    }
}

impl Declared for PromptSpec {
    const KIND: Kind = Kind::Prompt;
    const NAMING: Naming = Naming::Member("name");
    const CAN_BE_RENAMED: bool = true;
    type Members = PromptMembers;

    fn settle(members: PromptMembers, seen: &mut Seen<'_, '_>) -> Option<Self> {
        let PromptMembers {
            description,
            file,
            bucket,
            s3_uri,
        } = members;
        let audio = if seen.has("file") {
            seen.forbid(&["s3_uri"], "\"file\"");
            read(&file?, bucket, seen)?
        } else {
            seen.forbid(&["bucket"], "\"s3_uri\"");
            let uri = seen.require("s3_uri", s3_uri, "add it, or file")?;
            Audio::S3 { uri }
        };
        Some(Self { description, audio })
    }
}

fn read(name: &str, bucket: Option<BucketName>, seen: &mut Seen<'_, '_>) -> Option<Audio> {
    let given = file::given(name, seen)?;
    let (path, bytes) = (given.path, given.bytes);
    if !is_wav(bytes) {
        let message = format!("the file {} is not a WAV file", quote(&path));
        seen.find("prompt-not-wav", "file", message, "save it as WAV, 8 kHz");
    }
    if bytes.len() > AUDIO_BYTES_MAX {
        let count = bytes.len();
        let message = format!("the recording has {count} bytes, more than {AUDIO_BYTES_MAX}");
        seen.find(
            "bad-length",
            "file",
            message,
            "shorten it, or save it at 8 kHz",
        );
    }
    Some(Audio::File {
        path,
        recording: Payload::new(bytes),
        bucket,
    })
}

fn is_wav(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WAVE")
}
