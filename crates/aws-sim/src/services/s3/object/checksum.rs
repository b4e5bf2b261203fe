//! Checksums: those that a writer claims, and those that S3 adds.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use crc::{CRC_32_ISCSI, CRC_32_ISO_HDLC, CRC_64_NVME, Crc};
use md5::{Digest as _, Md5};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha1::Sha1;
use sha2::{Sha256, Sha512};

use super::super::errors;
use crate::error::AwsError;

static CRC32: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);
static CRC32C: Crc<u32> = Crc::<u32>::new(&CRC_32_ISCSI);
static CRC64NVME: Crc<u64> = Crc::<u64>::new(&CRC_64_NVME);

/// How a checksum is made. The algorithms called XXHASH are not simulated: their headers are
/// passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(in crate::services::s3) enum Algorithm {
    Crc32,
    Crc32c,
    Crc64nvme,
    Sha1,
    Sha256,
    Sha512,
    Md5,
}

/// The checksum of an object or a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::services::s3) struct Checksum {
    pub(in crate::services::s3) algorithm: Algorithm,
    /// In base64, as it stands in headers.
    pub(in crate::services::s3) value: String,
    /// Whether it is the checksum of the parts' checksums, and not of the content.
    pub(in crate::services::s3) composite: bool,
}

/// The checksums that a message has.
#[derive(Debug, Clone, Default, Deserialize)]
pub(in crate::services::s3) struct Sums {
    #[serde(rename = "ChecksumCRC32")]
    crc32: Option<String>,
    #[serde(rename = "ChecksumCRC32C")]
    crc32c: Option<String>,
    #[serde(rename = "ChecksumCRC64NVME")]
    crc64nvme: Option<String>,
    #[serde(rename = "ChecksumSHA1")]
    sha1: Option<String>,
    #[serde(rename = "ChecksumSHA256")]
    sha256: Option<String>,
    #[serde(rename = "ChecksumSHA512")]
    sha512: Option<String>,
    #[serde(rename = "ChecksumMD5")]
    md5: Option<String>,
}

/// What a writer says of the checksum of its content.
#[derive(Debug, Clone, Default, Deserialize)]
pub(in crate::services::s3) struct Claim {
    #[serde(rename = "ContentMD5")]
    content_md5: Option<String>,
    #[serde(rename = "ChecksumAlgorithm")]
    algorithm: Option<Algorithm>,
    #[serde(flatten)]
    sums: Sums,
}

/// The digest of `content`, in quotation marks.
pub(in crate::services::s3) fn etag(content: &[u8]) -> String {
    format!("\"{}\"", hexadecimal(&Md5::digest(content)))
}

pub(in crate::services::s3) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

// === impl Algorithm ===

impl Algorithm {
    pub(in crate::services::s3) fn name(self) -> &'static str {
        match self {
            Self::Crc32 => "CRC32",
            Self::Crc32c => "CRC32C",
            Self::Crc64nvme => "CRC64NVME",
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Sha512 => "SHA512",
            Self::Md5 => "MD5",
        }
    }

    pub(in crate::services::s3) fn digest(self, content: &[u8]) -> Vec<u8> {
        match self {
            Self::Crc32 => CRC32.checksum(content).to_be_bytes().to_vec(),
            Self::Crc32c => CRC32C.checksum(content).to_be_bytes().to_vec(),
            Self::Crc64nvme => CRC64NVME.checksum(content).to_be_bytes().to_vec(),
            Self::Sha1 => Sha1::digest(content).to_vec(),
            Self::Sha256 => Sha256::digest(content).to_vec(),
            Self::Sha512 => Sha512::digest(content).to_vec(),
            Self::Md5 => Md5::digest(content).to_vec(),
        }
    }

    /// Whether an object that comes in parts has a checksum of checksums, unless it says
    /// otherwise.
    pub(in crate::services::s3) fn is_composite(self) -> bool {
        self != Self::Crc64nvme
    }

    fn length(self) -> usize {
        match self {
            Self::Crc32 | Self::Crc32c => 4,
            Self::Crc64nvme => 8,
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }
}

// === impl Checksum ===

impl Checksum {
    /// The checksum of `content` itself.
    pub(in crate::services::s3) fn of(algorithm: Algorithm, content: &[u8]) -> Self {
        Self {
            algorithm,
            value: STANDARD.encode(algorithm.digest(content)),
            composite: false,
        }
    }

    /// The checksum of the checksums of parts.
    pub(in crate::services::s3) fn of_parts(algorithm: Algorithm, parts: &[&Self]) -> Self {
        let digests = parts
            .iter()
            .filter_map(|part| STANDARD.decode(&part.value).ok());
        let joined = digests.flatten().collect::<Vec<u8>>();
        let digest = STANDARD.encode(algorithm.digest(&joined));
        Self {
            algorithm,
            value: format!("{digest}-{}", parts.len()),
            composite: true,
        }
    }

    /// The member that shows it.
    pub(in crate::services::s3) fn member(&self) -> Value {
        json!({ format!("Checksum{}", self.algorithm.name()): self.value })
    }

    /// The same, and of which kind it is.
    pub(in crate::services::s3) fn shown(&self) -> Value {
        json!({
            format!("Checksum{}", self.algorithm.name()): self.value,
            "ChecksumType": self.kind(),
        })
    }

    pub(in crate::services::s3) fn kind(&self) -> &'static str {
        kind(self.composite)
    }

    /// Refuses another checksum by the same algorithm.
    pub(in crate::services::s3) fn check(&self, claimed: &str) -> Result<(), AwsError> {
        // A composite one may come without the number of the parts.
        let bare = |text: &str| text.split('-').next().map(str::to_owned);
        if bare(claimed) == bare(&self.value) {
            return Ok(());
        }
        Err(errors::bad_digest(format!(
            "The {} you specified did not match the calculated checksum.",
            self.algorithm.name()
        )))
    }
}

pub(in crate::services::s3) fn kind(composite: bool) -> &'static str {
    if composite {
        "COMPOSITE"
    } else {
        "FULL_OBJECT"
    }
}

// === impl Sums ===

impl Sums {
    /// The one checksum that is there, if one is.
    pub(in crate::services::s3) fn only(&self) -> Result<Option<(Algorithm, &str)>, AwsError> {
        let mut given = [
            (Algorithm::Crc32, &self.crc32),
            (Algorithm::Crc32c, &self.crc32c),
            (Algorithm::Crc64nvme, &self.crc64nvme),
            (Algorithm::Sha1, &self.sha1),
            (Algorithm::Sha256, &self.sha256),
            (Algorithm::Sha512, &self.sha512),
            (Algorithm::Md5, &self.md5),
        ]
        .into_iter()
        .filter_map(|(algorithm, value)| Some((algorithm, value.as_deref()?)));
        let first = given.next();
        if given.next().is_some() {
            return Err(errors::invalid_request(
                "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
            ));
        }
        Ok(first)
    }
}

// === impl Claim ===

impl Claim {
    /// The checksum that `content` gets: the one claimed, if it is right. Without a claim it is
    /// made by the algorithm that the writer names, or `usual`.
    pub(in crate::services::s3) fn verified(
        &self,
        content: &[u8],
        usual: Algorithm,
    ) -> Result<Checksum, AwsError> {
        self.check_md5(content)?;
        let Some((algorithm, value)) = self.sums.only()? else {
            return Ok(Checksum::of(self.algorithm.unwrap_or(usual), content));
        };
        let length = STANDARD.decode(value).map(|bytes| bytes.len());
        if length != Ok(algorithm.length()) {
            let name = algorithm.name().to_ascii_lowercase();
            return Err(errors::invalid_request(format!(
                "Value for x-amz-checksum-{name} header is invalid."
            )));
        }
        let checksum = Checksum::of(algorithm, content);
        checksum.check(value)?;
        Ok(checksum)
    }

    /// The algorithm that the writer names, or uses.
    pub(in crate::services::s3) fn algorithm(&self) -> Result<Option<Algorithm>, AwsError> {
        let used = self.sums.only()?.map(|(algorithm, _)| algorithm);
        Ok(used.or(self.algorithm))
    }

    fn check_md5(&self, content: &[u8]) -> Result<(), AwsError> {
        let Some(claimed) = &self.content_md5 else {
            return Ok(());
        };
        match STANDARD.decode(claimed) {
            Ok(digest) if digest == Md5::digest(content).to_vec() => Ok(()),
            Ok(digest) if digest.len() == Algorithm::Md5.length() => Err(errors::bad_digest(
                "The Content-MD5 you specified did not match what we received.",
            )),
            _ => Err(errors::other(
                400,
                "InvalidDigest",
                "The Content-MD5 you specified was invalid.",
            )),
        }
    }
}
