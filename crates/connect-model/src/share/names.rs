//! Names in the declaration of a share, as Glue, Athena and Scheduler take them.

text! {
    /// The name of a share: 1 to 32 small letters, digits and inner hyphens, the first a letter. What it
    /// makes is called after it, in services that take fewer characters the longer ones are.
    ShareName, "a name of 1 to 32 small letters, digits and inner hyphens, the first a letter",
        Some("^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$"), is_share_name, as "bad-share-name";
    /// The id of a data set, which is also the name of its table.
    DataSetId, "the id of a data set, such as contact_record",
        Some("^[a-z0-9_]{1,255}$"), is_catalog_name, as "bad-data-set";
    /// A database of Glue: 1 to 255 small letters, digits and underscores, which Athena takes unquoted.
    CatalogName, "a name of 1 to 255 small letters, digits and _",
        Some("^[a-z0-9_]{1,255}$"), is_catalog_name, as "bad-catalog-name";
    /// What is put behind the names of tables; it may be empty.
    LinkSuffix, "at most 32 small letters, digits and _",
        Some("^[a-z0-9_]{0,32}$"), is_suffix, as "bad-catalog-name";
    /// A workgroup of Athena.
    WorkgroupName, "a name of 1 to 128 letters, digits and ._-",
        Some("^[a-zA-Z0-9._-]{1,128}$"), is_workgroup_name, as "bad-workgroup-name";
    /// A bus of EventBridge, by name or ARN.
    EventBusName, "the name or ARN of an event bus, such as default",
        Some(r"^(arn:[a-z-]+:events:[a-z0-9-]+:[0-9]{12}:event-bus/)?[/._A-Za-z0-9-]{1,256}$"),
        is_event_bus, as "bad-event-bus";
    /// When something happens again and again, as EventBridge Scheduler writes it.
    ScheduleExpression, "a schedule such as cron(0 2 * * ? *) or rate(1 day)",
        Some(r"^(cron\(\S+ \S+ \S+ \S+ \S+ \S+\)|rate\([1-9][0-9]* (minute|hour|day)s?\))$"),
        crate::schedule::is_expression, as "bad-schedule";
}

fn is_share_name(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=32).contains(&text.len())
        && text.bytes().all(is_inner)
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && !text.ends_with('-')
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'
}

fn is_catalog_name(text: &str) -> bool {
    (1..=255).contains(&text.len()) && text.bytes().all(is_part)
}

fn is_suffix(text: &str) -> bool {
    text.len() <= 32 && text.bytes().all(is_part)
}

fn is_workgroup_name(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    (1..=128).contains(&text.len()) && text.bytes().all(is_inner)
}

/// Names of partners begin with `aws.`, and only they put events on their buses.
fn is_event_bus(text: &str) -> bool {
    let name = match text.split_once(":event-bus/") {
        Some((owner, name)) => {
            let is_owner = |owner: &str| {
                let parts: Vec<&str> = owner.split(':').collect();
                matches!(parts.as_slice(), ["arn", _, "events", region, account]
                    if !region.is_empty() && account.len() == 12
                        && account.bytes().all(|byte| byte.is_ascii_digit()))
            };
            if is_owner(owner) { name } else { return false }
        }
        None => text,
    };
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte);
    (1..=256).contains(&name.len()) && name.bytes().all(is_inner) && !name.starts_with("aws.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_has_six_fields_or_a_rate() {
        for good in ["cron(0 2 * * ? *)", "rate(1 day)", "rate(12 hours)"] {
            assert!(ScheduleExpression::new(good).is_ok(), "{good}");
        }
        for bad in [
            "0 2 * * ? *",
            "cron(0 2 * * ?)",
            "rate(0 days)",
            "rate(1 week)",
            "cron(60 2 * * ? *)",
            "cron(0 2 * * * *)",
            "cron(0 2 ? * ? *)",
            "daily",
        ] {
            assert!(ScheduleExpression::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_bus_is_named_by_name_or_by_arn() {
        for good in [
            "default",
            "ops/alerts_1",
            "arn:aws:events:eu-west-2:222222222222:event-bus/ops",
        ] {
            assert!(EventBusName::new(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a b",
            "arn:aws:sns:eu-west-2:222222222222:ops",
            "arn:aws:events:eu-west-2:2:event-bus/ops",
            "aws.partner/x",
        ] {
            assert!(EventBusName::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_share_begins_with_a_letter_and_ends_with_no_hyphen() {
        assert!(ShareName::new("contact-analytics").is_ok());
        for bad in ["", "-a", "1a", "a-", "A", "a_b", &"a".repeat(33)] {
            assert!(ShareName::new(bad).is_err(), "{bad}");
        }
        assert!(LinkSuffix::new("").is_ok());
    }
}
