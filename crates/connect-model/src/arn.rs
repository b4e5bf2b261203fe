//! Amazon Resource Names and the two parts of them that are types of their own.

use crate::text::Malformed;

text! {
    /// An AWS account: exactly 12 digits.
    AccountId, "an account id of 12 digits", Some("^[0-9]{12}$"), is_account, as "bad-account-id";
    /// An AWS Region, such as `eu-west-2`.
    Region, "a Region such as eu-west-2", Some("^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$"), is_region, as "bad-region";
    /// An Amazon Resource Name: `arn:partition:service:region:account:resource`.
    ///
    /// Region and account may be empty (S3) and the account may be a word (`aws`).
    Arn, "an ARN: arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE",
        Some("^arn:[a-z][a-z0-9-]*:[a-z0-9-]+:[a-z0-9-]*:([0-9]{12}|[a-z]*):.+$"), is_arn, as "bad-arn";
}

impl Region {
    /// The partition that it belongs to, as ARNs begin with it.
    pub fn partition(&self) -> &'static str {
        match self.as_str() {
            region if region.starts_with("cn-") => "aws-cn",
            region if region.starts_with("us-gov-") => "aws-us-gov",
            _ => "aws",
        }
    }
}

/// Why a text is no ARN.
pub type ArnError = Malformed;

impl Arn {
    /// Reads an ARN.
    pub fn parse(text: &str) -> Result<Self, ArnError> {
        Self::new(text)
    }

    /// The partition, such as `aws` or `aws-us-gov`.
    pub fn partition(&self) -> &str {
        self.part(1)
    }

    /// The service, such as `connect`.
    pub fn service(&self) -> &str {
        self.part(2)
    }

    /// The Region, or an empty text where the service knows none.
    pub fn region(&self) -> &str {
        self.part(3)
    }

    /// The account, `aws`, or an empty text where the service knows none.
    pub fn account(&self) -> &str {
        self.part(4)
    }

    /// All behind the account, such as `instance/ID/queue/ID`.
    pub fn resource(&self) -> &str {
        self.part(5)
    }

    /// What stands behind the last `/` or `:` of the resource: for Connect, the identifier.
    pub fn last_part(&self) -> &str {
        let resource = self.resource();
        resource.rsplit(['/', ':']).next().unwrap_or(resource)
    }

    fn part(&self, index: usize) -> &str {
        self.as_str().splitn(6, ':').nth(index).unwrap_or_default()
    }
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let Some((number, words)) = parts.split_last() else {
        return false;
    };
    let is_word = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    (1..=2).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && words.len() >= 2
        && words[0].len() >= 2
        && words.iter().all(is_word)
}

fn is_arn(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let [arn, partition, service, region, account, resource] = parts[..] else {
        return false;
    };
    let is_label = |part: &str| {
        part.bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    arn == "arn"
        && partition.starts_with(|first: char| first.is_ascii_lowercase())
        && is_label(partition)
        && !service.is_empty()
        && is_label(service)
        && is_label(region)
        && (is_account(account) || account.bytes().all(|byte| byte.is_ascii_lowercase()))
        && !resource.is_empty()
        && !resource.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_knows_its_parts() {
        let text = "arn:aws:connect:eu-west-2:111111111111:instance/abc/queue/def";
        let arn = Arn::parse(text).unwrap();
        assert_eq!(arn.partition(), "aws");
        assert_eq!(arn.service(), "connect");
        assert_eq!(arn.region(), "eu-west-2");
        assert_eq!(arn.account(), "111111111111");
        assert_eq!(arn.resource(), "instance/abc/queue/def");
        assert_eq!(arn.last_part(), "def");
        assert_eq!(arn.to_string(), text);
        assert_eq!(Arn::parse("arn:aws:s3:::bucket").unwrap().region(), "");
        assert_eq!(
            Arn::parse("arn:aws:lambda:eu-west-2:111111111111:function:f")
                .unwrap()
                .last_part(),
            "f"
        );
    }

    #[test]
    fn what_is_no_arn_is_refused() {
        for text in [
            "",
            "arn",
            "arn:aws:connect:eu-west-2:111111111111",
            "arn:aws::eu:1:x",
            "ARN:aws:s3:::b",
            "arn:aws:s3:::",
        ] {
            assert!(Arn::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn regions_and_accounts_are_checked() {
        for good in ["eu-west-2", "us-gov-west-1", "ap-northeast-3"] {
            assert!(Region::new(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "eu",
            "eu-west",
            "EU-WEST-2",
            "eu--2",
            "eu-west-2a",
            "eu-west-222",
        ] {
            assert!(Region::new(bad).is_err(), "{bad}");
        }
        assert!(AccountId::new("111111111111").is_ok());
        assert!(AccountId::new("11111111111").is_err());
        assert!(AccountId::new("11111111111a").is_err());
    }
}
