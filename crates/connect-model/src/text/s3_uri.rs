//! Addresses of objects in S3.

text! {
    /// The address of an object, as the API takes it for prompts.
    S3Uri, "the address of an object such as s3://BUCKET/KEY",
        Some(r"^(s3://\S+/.+|https://\S+\.s3\.\S+\.amazonaws\.com/\S+)$"), is_uri, as "bad-object-uri";
}

const URI_CHARS_MAX: usize = 2_000;

fn is_uri(text: &str) -> bool {
    let has_object = |rest: &str| {
        rest.split_once('/')
            .is_some_and(|(host, key)| !host.is_empty() && !key.is_empty())
    };
    let known = match (text.strip_prefix("s3://"), text.strip_prefix("https://")) {
        (Some(rest), _) => has_object(rest) && !rest.starts_with(char::is_whitespace),
        (_, Some(rest)) => {
            let host = rest.split('/').next().unwrap_or_default();
            let is_s3 = host.contains(".s3.") && host.ends_with(".amazonaws.com");
            has_object(rest) && is_s3 && !text.contains(char::is_whitespace)
        }
        _ => false,
    };
    known && text.chars().count() <= URI_CHARS_MAX && !text.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_that_aws_takes() {
        for good in [
            "s3://bucket/a b.wav",
            "https://bucket.s3.eu-west-2.amazonaws.com/a.wav?X-Amz-Signature=1",
        ] {
            assert!(S3Uri::new(good).is_ok(), "{good}");
        }
        for bad in [
            "s3://bucket",
            "s3:///a.wav",
            "https://bucket.s3.eu-west-2.example.com/a.wav",
            "a.wav",
        ] {
            assert!(S3Uri::new(bad).is_err(), "{bad}");
        }
    }
}
