//! The rules of assessment: one file each.

#![cfg_attr(
    test,
    allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")
)]

mod access;
mod audit;
mod cost;
mod data;
mod encryption;
mod flows;
mod resilience;
mod routing;
mod tags;

mod script;
mod subject;
mod tally;
mod thing;
mod uses;
mod words;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod testing_b;

use std::sync::LazyLock;

use crate::Rule;

/// Every rule, by area.
pub fn rules() -> &'static [&'static Rule] {
    &RULES
}

static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    [
        access::RULES,
        encryption::RULES,
        data::RULES,
        audit::RULES,
        flows::RULES,
        routing::RULES,
        cost::RULES,
        tags::RULES,
        resilience::RULES,
    ]
    .concat()
});

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use connect_model::governance::RuleId;

    use super::*;
    use crate::Settings;

    #[test]
    fn every_rule_has_an_id_of_its_own_that_exceptions_can_name() {
        let ids: BTreeSet<&str> = rules().iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), rules().len());
        for id in ids {
            assert!(RuleId::new(id).is_ok(), "{id}");
            let is_plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase());
            let mut parts = id.split('-');
            assert!(parts.all(|part| !part.is_empty() && is_plain(part)), "{id}");
            assert!(id.contains('-'), "{id}");
        }
    }

    #[test]
    fn every_rule_says_what_it_finds_and_why_and_what_to_do() {
        for rule in rules() {
            assert!(rule.title.len() > 10, "{}", rule.id);
            assert!(!rule.title.ends_with('.'), "{}", rule.id);
            assert!(rule.why.ends_with('.'), "{}", rule.id);
            assert!(rule.remedy.ends_with('.'), "{}", rule.id);
            assert!(!rule.needs.is_empty(), "{}", rule.id);
            for text in [rule.title, rule.why, rule.remedy] {
                assert!(!text.contains("  "), "{}: {text}", rule.id);
            }
        }
    }

    #[test]
    fn rules_stand_together_by_area() {
        let mut areas: Vec<_> = rules().iter().map(|rule| rule.area).collect();
        assert!(areas.is_sorted(), "{areas:?}");
        areas.dedup();
        assert_eq!(areas.len(), 9);
    }

    #[test]
    fn a_sound_world_breaks_no_rule() {
        let (one, other) = (testing::sound(), testing_b::sound());
        let areas = [access::RULES, encryption::RULES, data::RULES, audit::RULES];
        for rule in areas.concat() {
            assert_eq!(rule.judged(&one, &Settings::default()), [], "{}", rule.id);
        }
        let areas = [
            flows::RULES,
            routing::RULES,
            cost::RULES,
            tags::RULES,
            resilience::RULES,
        ];
        for rule in areas.concat() {
            assert_eq!(rule.judged(&other, &Settings::default()), [], "{}", rule.id);
        }
    }
}
