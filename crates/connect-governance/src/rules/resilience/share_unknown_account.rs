//! Analytics that are given to an account nobody has named.

use std::collections::BTreeMap;

use crate::{
    Area, Marks, Rule, Settings, Severity, Subject,
    rules::tally::{count, few},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "share-unknown-account",
    area: Area::Resilience,
    severity: Severity::High,
    title: "Analytics are given to an account that is not named",
    why: "Whoever holds the other account reads every contact, with numbers, attributes and, \
            where it is given, what was said.",
    remedy: "Take the data sets back with `connectctl share remove`, or name the account \
            under `shared_with` of governance.",
    references: &[],
    needs: &[Part::Shares],
    judge,
};

fn judge(world: &World, settings: &Settings, marks: &mut Marks) {
    let known: Vec<&str> = settings.shared_with.iter().map(AsRef::as_ref).collect();
    let mut given: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let own = world.account.as_ref().map(AsRef::as_ref);
    let others = world
        .shares
        .iter()
        .filter(|share| Some(share.account.as_str()) != own);
    for share in others.filter(|share| !known.contains(&share.account.as_str())) {
        given
            .entry(&share.account)
            .or_default()
            .push(format!("`{}`", share.data_set));
    }
    for (account, sets) in given {
        let number = count(sets.len(), "data set is", "data sets are");
        let evidence = format!("{number} given to it: {}", few(&sets, ", "));
        let mark = marks.find(Subject::new("account", account), evidence);
        if known.is_empty() {
            // Nothing says who may have them.
            mark.severity(Severity::Info);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        Settings,
        rules::testing_b::{said, said_by, sound},
        world::{DataShare, World},
    };

    fn shared() -> World {
        let mut world = sound();
        let share = |(data_set, account): (&str, &str)| DataShare {
            data_set: data_set.to_owned(),
            account: account.to_owned(),
        };
        let shares = [
            ("contact_record", "444455556666"),
            ("agent_metrics", "444455556666"),
            ("contact_record", "777788889999"),
            ("contact_record", "111122223333"),
        ];
        world.shares = shares.map(share).into();
        world
    }

    #[test]
    fn an_account_that_is_not_named_is_found() {
        let shared_with = vec!["777788889999".parse().unwrap()];
        let settings = Settings {
            shared_with,
            ..Settings::default()
        };
        expect![[r#"
            high account/444455556666: 2 data sets are given to it: `contact_record`, `agent_metrics`
              do: Take the data sets back with `connectctl share remove`, or name the account under `shared_with` of governance.
        "#]].assert_eq(&said_by(&RULE, &shared(), &settings));
    }

    #[test]
    fn where_nobody_is_named_accounts_are_listed() {
        expect![[r#"
            info account/444455556666: 2 data sets are given to it: `contact_record`, `agent_metrics`
              do: Take the data sets back with `connectctl share remove`, or name the account under `shared_with` of governance.
            info account/777788889999: 1 data set is given to it: `contact_record`
              do: Take the data sets back with `connectctl share remove`, or name the account under `shared_with` of governance.
        "#]].assert_eq(&said(&RULE, &shared()));
        assert_eq!(said(&RULE, &sound()), "", "nothing is given away");
    }
}
