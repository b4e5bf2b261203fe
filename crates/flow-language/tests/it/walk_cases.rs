//! Test cases, and how their results read.

#![allow(
    clippy::needless_pass_by_value,
    reason = "`json!` reads better where it is handed over"
)]

use expect_test::expect;
use flow_language::walk::{CaseFile, coverages, junit, render_results, run};
use serde_json::{Value, json};

use crate::walk::shop;

fn file(value: Value) -> CaseFile {
    serde_json::from_value(value).unwrap()
}

fn sales(expect: Value) -> CaseFile {
    let contact = json!({
        "channel": "VOICE", "from": "+4420", "attributes": {"language": "en"}, "input": ["1"],
        "hours": {"UK Business Hours": "open"}, "lambda": {"lookup": {"tier": "silver"}}
    });
    file(
        json!({"flow": "Main", "cases": [{"name": "Sales <by> day & \"night\"", "contact": contact, "expect": expect}]}),
    )
}

#[test]
fn a_case_that_holds_has_no_departures() {
    let expect = json!({
        "path": ["Welcome", "Hours", "Transfer"], "end": "QUEUED", "queue": "Sales", "visits": ["Menu"], "avoids": ["Bye"],
        "prompts": ["Welcome …", "1 for sales, 2 for service"], "attributes": {"tier": "silver", "language": "en"}
    });
    // "Welcome …" is a start: "Welcome," goes on.
    let results = run(&sales(expect), &shop());
    assert_eq!(results[0].departures, []);
}

#[test]
fn departures_say_what_was_expected_and_what_came() {
    let expect = json!({
        "path": ["Welcome", "Bye"], "end": "DISCONNECTED", "queue": "Service", "visits": ["Again"], "avoids": ["Menu"],
        "prompts": ["Hello"], "attributes": {"tier": "gold", "age": "7"}
    });
    let set = shop();
    let results = run(&sales(expect), &set);
    expect![[r#"
        FAIL Main: Sales <by> day & "night"
             step 2: expected block Bye, came Look up: invokes module Lookup
             expected a visit of block Again, came none; the walk ends QUEUED: Sales
             step 7: expected no visit of block Menu, came the customer chooses 1
             step 10: expected the end DISCONNECTED, came QUEUED: Sales
             expected queue Service, came Sales
             expected prompt “Hello”, came prompts “Welcome, +4420.”, “1 for sales, 2 for service”
             expected attribute age = 7, came not set
             expected attribute tier = gold, came silver
        1 cases, 1 failed
        Main: 6 of 9 blocks, 5 of 25 branches
          untried: Welcome → NoMatchingError
          untried: Look up → gold
          untried: Look up → NoMatchingError
          untried: Menu → next
          untried: Menu → 2
          untried: Menu → InputTimeLimitExceeded
          untried: Menu → NoMatchingCondition
          untried: Menu → NoMatchingError
          untried: Again → next
          untried: Again → ContinueLooping
          untried: Again → DoneLooping
          untried: Hours → next
          untried: Hours → False
          untried: Hours → NoMatchingError
          untried: Sales queue → NoMatchingError
          untried: Transfer → next
          untried: Transfer → QueueAtCapacity
          untried: Transfer → NoMatchingError
          untried: Service flow → next
          untried: Service flow → NoMatchingError
        Lookup: 4 of 5 blocks, 3 of 7 branches
          untried: Function → NoMatchingError
          untried: Tier → NoMatchingError
          untried: Gold → next
          untried: Gold → gold
    "#]]
    .assert_eq(&render_results(&results, &coverages(&results, &set)));
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite name="flows &amp; &lt;more&gt;" tests="1" failures="1" errors="0" skipped="0">
          <testcase classname="Main" name="Sales &lt;by&gt; day &amp; &quot;night&quot;">
            <failure message="step 2: expected block Bye, came Look up: invokes module Lookup">step 2: expected block Bye, came Look up: invokes module Lookup&#10;expected a visit of block Again, came none; the walk ends QUEUED: Sales&#10;step 7: expected no visit of block Menu, came the customer chooses 1&#10;step 10: expected the end DISCONNECTED, came QUEUED: Sales&#10;expected queue Service, came Sales&#10;expected prompt “Hello”, came prompts “Welcome, +4420.”, “1 for sales, 2 for service”&#10;expected attribute age = 7, came not set&#10;expected attribute tier = gold, came silver</failure>
          </testcase>
        </testsuite>
    "#]].assert_eq(&junit("flows & <more>", &results));
}

#[test]
fn an_exact_path_is_the_whole_walk() {
    let results = run(
        &sales(json!({"exact": true, "path": ["Welcome", "Look up"]})),
        &shop(),
    );
    expect!["step 3: expected the end, came Function: function lookup answers"]
        .assert_eq(&results[0].departures[0].to_string());
}

#[test]
fn unknown_members_and_flows_are_told() {
    let refused = |value: Value| {
        serde_json::from_value::<CaseFile>(value)
            .unwrap_err()
            .to_string()
    };
    let with =
        |contact: Value| json!({"flow": "Main", "cases": [{"name": "x", "contact": contact}]});
    expect!["unknown field `expects`, expected one of `name`, `contact`, `expect`"].assert_eq(
        &refused(json!({"flow": "Main", "cases": [{"name": "x", "expects": {}}]})),
    );
    expect!["unknown field `sizes`, expected one of `staffed`, `available`, `oldest`, `size`, `atCapacity`"].assert_eq(&refused(with(json!({"queues": {"a": {"sizes": 1}}}))));
    expect!["`noMatch`, `error`, or an object of `intent`, `slots` and `sessionAttributes`"]
        .assert_eq(&refused(with(json!({"lex": {"a": {"intents": 1}}}))));
    expect!["`FAX` is not a channel"].assert_eq(&refused(with(json!({"channel": "FAX"}))));
    let elsewhere =
        json!({"flow": {"type": "CUSTOMER_HOLD", "name": "Main"}, "cases": [{"name": "x"}]});
    let results = run(&file(elsewhere), &shop());
    expect!["expected flow Main (CUSTOMER_HOLD), came there is no Main (CUSTOMER_HOLD) in the set"]
        .assert_eq(&results[0].departures[0].to_string());
}
