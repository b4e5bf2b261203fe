//! The code of a function or layer: what is known of it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::errors;
use crate::error::AwsError;

/// Where code comes from.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Source {
    /// In base64, as on the wire.
    zip_file: Option<String>,
    s3_bucket: Option<String>,
    s3_key: Option<String>,
    s3_object_version: Option<String>,
    image_uri: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Code {
    /// In base64.
    pub(super) digest: String,
    pub(super) bytes: usize,
    pub(super) image: Option<String>,
}

// === impl Source ===

impl Source {
    /// Digest and size of an archive that is sent. An archive in a bucket and an image are not
    /// fetched: equal places have equal digests, and no size.
    pub(super) fn read(&self) -> Result<Code, AwsError> {
        let zip = self.zip_file.as_deref();
        let object = self.s3_bucket.as_ref().zip(self.s3_key.as_ref());
        match (zip, object, &self.image_uri) {
            (Some(text), None, None) => {
                let bytes = STANDARD.decode(text).unwrap_or_default();
                // An archive begins with a local header or, when empty, with the end record.
                // One that begins with a file has to end with its directory.
                let has_end = || bytes.windows(4).any(|four| four == b"PK\x05\x06");
                let is_cut = bytes.starts_with(b"PK\x03\x04") && !has_end();
                if !bytes.starts_with(b"PK") || is_cut {
                    return Err(errors::invalid(
                        "Could not unzip uploaded file. Please check your file, then try to \
                         upload again.",
                    ));
                }
                Ok(Code {
                    digest: digest(&bytes),
                    bytes: bytes.len(),
                    image: None,
                })
            }
            (None, Some((bucket, key)), None) => {
                let version = self.s3_object_version.as_deref().unwrap_or_default();
                let place = format!("s3://{bucket}/{key}?{version}");
                Ok(Code {
                    digest: digest(place.as_bytes()),
                    bytes: 0,
                    image: None,
                })
            }
            (None, None, Some(image)) => Ok(Code {
                digest: digest(image.as_bytes()),
                bytes: 0,
                image: Some(image.clone()),
            }),
            _ => Err(errors::invalid(
                "Please provide a source for function code.",
            )),
        }
    }
}

fn digest(bytes: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(bytes))
}
