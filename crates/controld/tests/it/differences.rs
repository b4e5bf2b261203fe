//! What is told of a world that moved under a plan.

use controld::jobs::{Change, PlanId, PlanStep, Regard, Verb, differences, tell_stale};
use expect_test::{Expect, expect};
use reconcile::StepId;
use serde_json::{Value, json};
use uuid::Uuid;

fn step(verb: Verb, name: &str, changes: &[(&str, Value, Value)]) -> PlanStep {
    let some = |value: &Value| Some(value.clone()).filter(|value| !value.is_null());
    let change = |(field, before, after): &(&str, Value, Value)| Change {
        field: (*field).into(),
        before: some(before),
        after: some(after),
        sensitive: *field == "password",
    };
    PlanStep {
        id: StepId::new("queue", name, "settings"),
        verb,
        kind: "queue".into(),
        name: name.into(),
        aspect: String::new(),
        changes: changes.iter().map(change).collect(),
        needs: Vec::new(),
        stage: 0,
    }
}

fn update(changes: &[(&str, Value, Value)]) -> PlanStep {
    step(Verb::Update, "Care", changes)
}

fn check(expected: &[PlanStep], found: &[PlanStep], told: &Expect) {
    let lines = differences(expected, found, Regard::Whole);
    let lines: Vec<_> = lines.iter().map(ToString::to_string).collect();
    told.assert_eq(&lines.join("\n"));
}

#[test]
fn equal_plans_differ_in_nothing() {
    let plan = [update(&[("description", json!("a"), json!("b"))])];
    check(&plan, &plan, &expect![""]);
}

#[test]
fn a_field_that_starts_from_another_value_is_told_with_both() {
    let from = |value: &str| [update(&[("description", json!(value), json!("wanted"))])];
    check(
        &from("a"),
        &from("c"),
        &expect![[r#"queue/Care/settings: description was "a" and is "c""#]],
    );
    let tags = |owner: &str| {
        let before = json!({ "Owner": owner, "Cost": "1" });
        [step(
            Verb::Tag,
            "Care",
            &[("tags", before, json!({ "Owner": "us" }))],
        )]
    };
    check(
        &tags("a"),
        &tags("c"),
        &expect![[r#"queue/Care/settings: tags.Owner was "a" and is "c""#]],
    );
}

#[test]
fn a_field_that_only_one_plan_changes_stands_as_declared_in_the_other() {
    let one = [update(&[("description", json!("a"), json!("b"))])];
    let two = [update(&[
        ("description", json!("a"), json!("b")),
        ("max_contacts", json!(7), json!(9)),
    ])];
    check(
        &one,
        &two,
        &expect!["queue/Care/settings: max_contacts was 9 and is 7"],
    );
    check(
        &two,
        &one,
        &expect!["queue/Care/settings: max_contacts was 7 and is 9"],
    );
    check(
        &[],
        &one,
        &expect![[r#"queue/Care/settings: description was "b" and is "a""#]],
    );
    check(
        &one,
        &[],
        &expect![[r#"queue/Care/settings: description was "a" and is "b""#]],
    );
}

#[test]
fn what_nobody_declared_is_not_told_but_a_tag_that_goes_is() {
    let identity = json!({ "first": "a", "second": "s@x.org" });
    let found = [update(&[("identity", identity, json!({ "first": "b" }))])];
    check(
        &[],
        &found,
        &expect![[r#"queue/Care/settings: identity.first was "b" and is "a""#]],
    );
    let tags = json!({ "Owner": "us", "Cost": "1" });
    let found = [step(
        Verb::Tag,
        "Care",
        &[("tags", tags, json!({ "Owner": "us" }))],
    )];
    check(
        &[],
        &found,
        &expect![[r#"queue/Care/settings: tags.Cost was nothing and is "1""#]],
    );
}

#[test]
fn a_thing_that_came_or_went_is_told_as_a_step() {
    let make = [step(
        Verb::Create,
        "Sales",
        &[("name", Value::Null, json!("Sales"))],
    )];
    check(&[], &make, &expect!["queue/Sales/settings is needed now"]);
    check(
        &make,
        &[],
        &expect!["queue/Sales/settings is not needed any more"],
    );
    let other = step(Verb::Claim, "Sales", &[]);
    check(
        &make,
        &[other],
        &expect![[r#"
            queue/Sales/settings is not needed any more
            queue/Sales/settings is needed now"#]],
    );
}

#[test]
fn what_is_secret_is_named_and_not_told() {
    let from = |value: &str| [update(&[("password", json!(value), json!("x"))])];
    check(
        &from("hunter2"),
        &from("hunter3"),
        &expect!["queue/Care/settings: password is another"],
    );
    check(
        &[],
        &[update(&[("password", Value::Null, Value::Null)])],
        &expect!["queue/Care/settings: password is another"],
    );
    let moved = differences(&from("hunter2"), &from("hunter3"), Regard::Whole);
    let error = tell_stale(PlanId(Uuid::nil()), ("sha256:1", "sha256:2"), moved);
    let stored = serde_json::to_string(&error).unwrap();
    assert!(!stored.contains("hunter"), "{stored}");
}

#[test]
fn what_was_read_deeper_may_show_more_but_not_do_more() {
    let seen = [update(&[(
        "identity",
        json!({ "first": "a" }),
        json!({ "first": "b" }),
    )])];
    let whole = |email: &str| {
        let read = json!({ "first": "a", "email": email, "second": "s@x.org" });
        let wanted = json!({ "first": "b", "email": "a@x.org" });
        [update(&[("identity", read, wanted)])]
    };
    let deeper = whole("a@x.org");
    assert_eq!(differences(&seen, &deeper, Regard::Deeds), []);
    assert!(!differences(&seen, &deeper, Regard::Whole).is_empty());
    let told = differences(&seen, &whole("c@x.org"), Regard::Deeds);
    let told: Vec<_> = told.iter().map(ToString::to_string).collect();
    let expected = r#"queue/Care/settings: identity.email was "a@x.org" and is "c@x.org""#;
    assert_eq!(told, [expected]);
    let more = [deeper[0].clone(), step(Verb::Create, "Sales", &[])];
    assert_eq!(differences(&seen, &more, Regard::Deeds).len(), 1);
}

#[test]
fn many_differences_are_counted_and_the_first_is_told_with_its_values() {
    let steps: Vec<_> = (0..150)
        .map(|n| {
            step(
                Verb::Update,
                &n.to_string(),
                &[("description", json!(n), json!("x"))],
            )
        })
        .collect();
    let moved = differences(&[], &steps, Regard::Whole);
    let error = tell_stale(PlanId(Uuid::nil()), ("sha256:1", "sha256:2"), moved);
    assert_eq!(error.differences.len(), 100);
    expect![[r#"the world has moved since plans/00000000-0000-0000-0000-000000000000 was made: queue/0/settings: description was "x" and is 0; and 149 other differences"#]]
        .assert_eq(&error.message);
    expect![[r#"
        {
            "actual": "sha256:2",
            "differences": "150",
            "expected": "sha256:1",
            "field": "description",
            "is": "0",
            "plan": "plans/00000000-0000-0000-0000-000000000000",
            "step": "queue/0/settings",
            "was": "\"x\"",
        }
    "#]]
    .assert_debug_eq(&error.detail);
}
