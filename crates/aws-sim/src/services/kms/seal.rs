//! What KMS hands out in the place of plaintext.
//!
//! A blob names its key, so that it can be opened without being told by which; it is bound to its
//! encryption context, and every change to it is noticed. It hides nothing from those who know this
//! file.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// The encryption context.
pub(super) type Pairs = BTreeMap<String, String>;

/// A blob, opened.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Opened {
    pub(super) plain: Vec<u8>,
}

const MARK: &[u8] = b"sim1";
const DIGEST: usize = 32;
const NONCE: usize = 16;

/// `plain` under the key with this ARN, as a blob in base64.
pub(super) fn seal(arn: &str, pairs: &Pairs, nonce: [u8; NONCE], plain: &[u8]) -> String {
    let length = u16::try_from(arn.len()).expect("the ARN of a key is short");
    let mut blob = MARK.to_vec();
    blob.extend(length.to_be_bytes());
    blob.extend(arn.as_bytes());
    blob.extend(nonce);
    blob.extend(masked(arn, nonce, plain));
    let tag = tag(&blob, pairs);
    blob.extend(tag);
    STANDARD.encode(blob)
}

/// The ARN of the key that made the blob.
pub(super) fn key(blob: &str) -> Option<String> {
    let blob = STANDARD.decode(blob).ok()?;
    parts(&blob).map(|(arn, ..)| arn.to_owned())
}

/// The plaintext, if the blob is whole and was made with this context.
pub(super) fn open(blob: &str, pairs: &Pairs) -> Option<Opened> {
    let blob = STANDARD.decode(blob).ok()?;
    let (arn, nonce, hidden) = parts(&blob)?;
    let (body, own) = blob.split_at(blob.len() - DIGEST);
    (tag(body, pairs) == own).then(|| Opened {
        plain: masked(arn, nonce, hidden),
    })
}

/// ARN, nonce and what is hidden.
fn parts(blob: &[u8]) -> Option<(&str, [u8; NONCE], &[u8])> {
    let rest = blob.strip_prefix(MARK)?;
    let (length, rest) = rest.split_first_chunk::<2>()?;
    let (arn, rest) = rest.split_at_checked(u16::from_be_bytes(*length).into())?;
    let (nonce, rest) = rest.split_first_chunk::<NONCE>()?;
    let hidden = rest.len().checked_sub(DIGEST)?;
    Some((std::str::from_utf8(arn).ok()?, *nonce, &rest[..hidden]))
}

/// The bytes turned over by a stream of the key, which turns them back again.
fn masked(arn: &str, nonce: [u8; NONCE], bytes: &[u8]) -> Vec<u8> {
    let mut masked = Vec::with_capacity(bytes.len());
    for (number, chunk) in (0_u64..).zip(bytes.chunks(DIGEST)) {
        let mut hash = Sha256::new();
        hash.update(arn.as_bytes());
        hash.update(nonce);
        hash.update(number.to_be_bytes());
        let stream = hash.finalize();
        masked.extend(chunk.iter().zip(stream).map(|(byte, mask)| byte ^ mask));
    }
    masked
}

fn tag(body: &[u8], pairs: &Pairs) -> [u8; DIGEST] {
    let mut hash = Sha256::new();
    hash.update(body);
    for (key, value) in pairs {
        for text in [key, value] {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ARN: &str = "arn:aws:kms:eu-west-2:111111111111:key/k";

    proptest! {
        #[test]
        fn a_blob_opens_with_its_own_context_alone(
            plain in proptest::collection::vec(any::<u8>(), 0..100),
            pairs in proptest::collection::btree_map("[ab]{1,2}", "[ab]{0,2}", 0..3),
            other in proptest::collection::btree_map("[ab]{1,2}", "[ab]{0,2}", 0..3),
        ) {
            let blob = seal(ARN, &pairs, [7; NONCE], &plain);
            prop_assert_eq!(key(&blob).unwrap(), ARN);
            let opened = open(&blob, &other).map(|opened| opened.plain);
            prop_assert_eq!(opened, (pairs == other).then_some(plain));
        }

        #[test]
        fn a_changed_blob_does_not_open(at in 0_usize..100, bit in 0_u8..8) {
            let blob = STANDARD.decode(seal(ARN, &Pairs::new(), [7; NONCE], b"secret")).unwrap();
            let mut changed = blob.clone();
            changed[at % blob.len()] ^= 1 << bit;
            prop_assert_eq!(open(&STANDARD.encode(changed), &Pairs::new()), None);
        }
    }
}
