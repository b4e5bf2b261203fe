//! Rates out of Service Quotas, which names them `Rate of CreateUser API requests`.

use connect_resources::Quota;

use super::Rate;

/// The guide warns that Service Quotas may show a rate for these that does not hold.
const WRONG: &[&str] = &[
    "GetCurrentMetricData",
    "GetCurrentUserData",
    "GetMetricDataV2",
];

/// The operation whose rate a quota is. Some names have spaces too many.
pub(super) fn limited(quota: &Quota) -> Option<&str> {
    let words: Vec<&str> = quota.name.split_whitespace().collect();
    match words[..] {
        ["Rate", "of", operation, "API", "requests"] => Some(operation),
        _ => None,
    }
    .filter(|operation| !WRONG.contains(operation))
}

/// So many calls a second. Service Quotas tells of no burst: it is taken to be the documented one,
/// and none where there is less than a call a second.
pub(super) fn rate(per_second: f64, documented: Rate) -> Rate {
    let burst = if per_second < 1.0 {
        1
    } else {
        documented.burst
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of calls, clamped"
    )]
    let per_1000_s = (per_second * 1_000.0).clamp(1.0, 1e9) as u32;
    Rate { per_1000_s, burst }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Quota {
        Quota {
            name: name.into(),
            ..Quota::default()
        }
    }

    #[test]
    fn a_rate_is_known_by_the_name_of_its_quota() {
        let limited = |name| limited(&named(name)).map(str::to_owned);
        let create = "Rate of CreateUser API requests";
        assert_eq!(limited(create).as_deref(), Some("CreateUser"));
        let spaced = "Rate of AssociateInstanceStorageConfig  API requests";
        assert_eq!(
            limited(spaced).as_deref(),
            Some("AssociateInstanceStorageConfig")
        );
        assert_eq!(limited("Rate of GetMetricDataV2 API requests"), None);
        assert_eq!(limited("Users per instance"), None);
        assert_eq!(limited("Rate of API requests"), None);
    }

    #[test]
    fn a_raised_rate_keeps_its_burst_and_a_slow_one_has_none() {
        let documented = Rate::per_second(2, 5);
        assert_eq!(rate(10.0, documented), Rate::per_second(10, 5));
        let slow = Rate {
            per_1000_s: 100,
            burst: 1,
        };
        assert_eq!(rate(0.1, documented), slow);
        assert_eq!(rate(-1.0, documented).per_1000_s, 1);
    }
}
