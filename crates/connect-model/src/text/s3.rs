//! Names of S3.

text! {
    /// An S3 bucket, unique over all of AWS: 3 to 63 small letters, digits, dots and hyphens.
    BucketName, "a bucket name of 3 to 63 small letters, digits, dots and inner hyphens",
        Some("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$"), is_bucket_name, as "bad-bucket-name";
}

/// Names that AWS keeps for itself begin or end with these (S3 user guide, bucket naming rules).
const KEPT_BEGINNINGS: &[&str] = &["xn--", "sthree-", "amzn-s3-demo-"];
const KEPT_ENDS: &[&str] = &["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

fn is_bucket_name(text: &str) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = text.as_bytes();
    let is_address = text.split('.').count() == 4
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    (3..=63).contains(&bytes.len())
        && bytes
            .iter()
            .all(|byte| is_plain(byte) || b".-".contains(byte))
        && bytes.first().is_some_and(is_plain)
        && bytes.last().is_some_and(is_plain)
        && !text.contains("..")
        && !is_address
        && !KEPT_BEGINNINGS.iter().any(|kept| text.starts_with(kept))
        && !KEPT_ENDS.iter().any(|kept| text.ends_with(kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bucket_names_keep_the_rules_of_s3() {
        for good in ["abc", "harbour-home.recordings", "1-2", &"x".repeat(63)] {
            assert!(BucketName::new(good).is_ok(), "{good}");
        }
        for bad in [
            "ab",
            "Abc",
            "a_b",
            "-abc",
            "abc-",
            ".abc",
            "a..b",
            "192.168.5.4",
            "xn--abc",
            "abc-s3alias",
            &"x".repeat(64),
        ] {
            assert!(BucketName::new(bad).is_err(), "{bad}");
        }
    }
}
