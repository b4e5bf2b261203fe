//! Tokens of pages: opaque, bound to the query, not to be made up.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;

use crate::{ids::Ids, jobs::Digest};

/// Bytes of the seal in front of a token.
const SEAL_BYTES: usize = 16;

/// Makes and reads tokens. They hold for as long as the process: a list that is cut short by a
/// restart begins anew.
#[derive(Debug)]
pub struct Pager {
    key: String,
}

// === impl Pager ===

impl Pager {
    /// A pager whose tokens nobody else can make.
    pub fn new(ids: &dyn Ids) -> Self {
        Self {
            key: format!("{}{}", ids.fresh(), ids.fresh()),
        }
    }

    /// The token for going on after `last` in the list that `query` describes.
    pub(super) fn token(&self, query: &Digest, last: &str) -> String {
        let mut token = self.seal(query, last).to_vec();
        token.extend_from_slice(last.as_bytes());
        URL_SAFE_NO_PAD.encode(token)
    }

    /// Where to go on.
    pub(super) fn last(&self, query: &Digest, token: &str) -> Result<String, &'static str> {
        let wrong = "is not a token of this list";
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| wrong)?;
        let (seal, last) = bytes.split_at_checked(SEAL_BYTES).ok_or(wrong)?;
        let last = std::str::from_utf8(last).map_err(|_| wrong)?;
        if seal == self.seal(query, last) {
            Ok(last.to_owned())
        } else {
            Err(wrong)
        }
    }

    fn seal(&self, query: &Digest, last: &str) -> [u8; SEAL_BYTES] {
        let sealed = Digest::of_value(&json!([self.key, query.to_string(), last]));
        let mut seal = [0; SEAL_BYTES];
        seal.copy_from_slice(&sealed.0[..SEAL_BYTES]);
        seal
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::CountedIds;

    #[test]
    fn a_token_serves_its_own_list_and_cannot_be_made_up() {
        let ids = CountedIds::default();
        let pager = Pager::new(&ids);
        let (mine, other) = (Digest::of(b"mine"), Digest::of(b"other"));
        let token = pager.token(&mine, "jobs/17");
        assert_eq!(pager.last(&mine, &token).as_deref(), Ok("jobs/17"));
        assert!(pager.last(&other, &token).is_err());
        assert!(Pager::new(&ids).last(&mine, &token).is_err());
        for made_up in ["", "AAAA", "%", &token[1..], &token[..token.len() - 1]] {
            assert!(pager.last(&mine, made_up).is_err(), "{made_up}");
        }
    }
}
