//! Answers of Cost Explorer that are kept for a day: each request is billed, and its data is renewed three
//! times a day at most.

use std::collections::BTreeMap;

use connect_model::TargetName;
use connect_resources::{Members, Memory, Recollection};

use crate::jobs::{CostQuestion, CostTold, Digest};

/// How long an answer counts.
const KEPT_S: i64 = 24 * 60 * 60;

/// What an answer is remembered by.
const ANSWER: &str = "answer";

/// Names a question about the account of a target.
pub(super) fn name(target: &TargetName, question: &CostQuestion) -> String {
    let question = serde_json::to_value(question).unwrap_or_default();
    format!("cost/{target}/{}", Digest::of_value(&question))
}

/// The answer that was kept, if it is new enough.
pub(super) async fn recall(memory: &dyn Memory, name: &str, now_s: i64) -> Option<CostTold> {
    let found = memory.recall(&[name.to_owned()]).await;
    let answer = found.first()?.gaps.get(ANSWER)?.get(ANSWER)?;
    let told: CostTold = serde_json::from_value(answer.clone()).ok()?;
    let age_s = now_s.checked_sub(told.asked_at_s)?;
    (0..KEPT_S).contains(&age_s).then_some(told)
}

/// Keeps an answer in the place of the one before.
pub(super) async fn keep(memory: &dyn Memory, name: String, told: &CostTold) {
    let Ok(answer) = serde_json::to_value(told) else {
        return;
    };
    let mut members = Members::default();
    members.set(ANSWER, answer);
    let kept = Recollection {
        arn: name,
        modified_ms: told.asked_at_s.saturating_mul(1_000),
        gaps: BTreeMap::from([(ANSWER.to_owned(), members)]),
    };
    memory.remember(vec![kept]).await;
}

#[cfg(test)]
mod tests {
    use connect_model::{Date, governance::TagKey};
    use connect_resources::{NoMemory, VolatileMemory};

    use super::*;
    use crate::jobs::{CostGroup, CostRow, Granularity};

    const NOON_S: i64 = 1_800_000_000;

    fn question(group: CostGroup) -> CostQuestion {
        CostQuestion {
            start: Date::new("2026-11-01").unwrap(),
            end: Date::new("2026-12-01").unwrap(),
            granularity: Granularity::Monthly,
            group,
            forecast_end: None,
        }
    }

    fn told() -> CostTold {
        CostTold {
            currency: "USD".into(),
            rows: vec![CostRow {
                start: "2026-11-01".into(),
                end: "2026-12-01".into(),
                group: "Amazon Connect".into(),
                amount: "12.50".into(),
                estimated: true,
            }],
            total: "12.50".into(),
            untagged_share: 0.25,
            asked_at_s: NOON_S,
            ..CostTold::default()
        }
    }

    #[tokio::test]
    async fn an_answer_counts_for_a_day() {
        let memory = VolatileMemory::default();
        keep(&memory, "a".into(), &told()).await;
        for age_s in [0, 1, KEPT_S - 1] {
            let found = recall(&memory, "a", NOON_S + age_s).await;
            assert_eq!(found, Some(told()), "{age_s}");
        }
        for age_s in [-1, KEPT_S, i64::MAX - NOON_S] {
            let found = recall(&memory, "a", NOON_S + age_s).await;
            assert_eq!(found, None, "{age_s}");
        }
        assert_eq!(recall(&memory, "b", NOON_S).await, None);
        assert_eq!(recall(&NoMemory, "a", NOON_S).await, None);
    }

    #[test]
    fn each_question_of_each_target_has_a_name_of_its_own() {
        let (prod, test) = (TargetName::new("prod"), TargetName::new("test"));
        let (prod, test) = (prod.unwrap(), test.unwrap());
        let tag = CostGroup::Tag(TagKey::new("team").unwrap());
        let names = [
            name(&prod, &question(CostGroup::Service)),
            name(&test, &question(CostGroup::Service)),
            name(&prod, &question(CostGroup::Account)),
            name(&prod, &question(tag)),
        ];
        let again = name(&prod, &question(CostGroup::Service));
        assert_eq!(names[0], again);
        let distinct: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), names.len());
    }
}
