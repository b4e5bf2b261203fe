//! Which keys are arrivals, and what belongs to one.

use std::fmt::Write as _;

use connect_agents::arrival::{Names, ObjectVersion, Watch, WatchSpec, report_json, report_text};
use connect_model::{Finding, Place};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::{BUCKET, object, spec, watch};

fn passed(watch: &Watch, key: &str, size: Option<u64>) -> String {
    match watch.passes(BUCKET, key, size) {
        Ok(()) => "arrives".to_owned(),
        Err(why) => why.to_string(),
    }
}

fn names(prefix: &str, key: &str, expected: &Expect) {
    let names = Names::of(&watch(prefix), &object(key, Some("v1")));
    let Names {
        results,
        aside,
        report,
        findings,
    } = names;
    expected.assert_eq(&format!("{results}\n{aside}\n{report}\n{findings}\n"));
}

#[test]
fn what_is_ours_marks_a_folder_or_lies_elsewhere_is_no_arrival() {
    let watch = Watch::new(WatchSpec {
        suffixes: vec![".csv".to_owned(), ".jsonl".to_owned()],
        ..spec("in/")
    })
    .unwrap();
    let mut told = String::new();
    for key in [
        "in/a.csv",
        "in/london/A.CSV",
        "in/a.jsonl",
        "in/a.txt",
        "in/ä",
        "in/",
        "in/london/",
        "in/results/a.csv",
        "in/rejected/a.csv",
        "in/a.0123456789.results.csv",
        "in/old/a.0123456789.report.txt",
        "in/a.results.csv",
        "in/a.012345678X.results.csv",
        "out/a.csv",
        "in",
    ] {
        writeln!(told, "{key}: {}", passed(&watch, key, Some(0))).unwrap();
    }
    expect![[r"
        in/a.csv: arrives
        in/london/A.CSV: arrives
        in/a.jsonl: arrives
        in/a.txt: its name does not end as those of arrivals do
        in/ä: its name does not end as those of arrivals do
        in/: it marks a folder
        in/london/: it marks a folder
        in/results/a.csv: it is in the folder of results
        in/rejected/a.csv: it is in the folder of files that were moved aside
        in/a.0123456789.results.csv: it has the name of a result or a report
        in/old/a.0123456789.report.txt: it has the name of a result or a report
        in/a.results.csv: arrives
        in/a.012345678X.results.csv: arrives
        out/a.csv: it is not under what is watched
        in: it is not under what is watched
    "]]
    .assert_eq(&told);
    assert!(watch.passes("another", "in/a.csv", None).is_err());
}

/// What a person put under such a key has bytes in it.
#[test]
fn a_key_that_ends_in_a_slash_is_a_folder_only_if_it_is_empty() {
    let watch = watch("in/");
    assert_eq!(passed(&watch, "in/a/", Some(0)), "it marks a folder");
    assert_eq!(passed(&watch, "in/a/", None), "it marks a folder");
    assert_eq!(passed(&watch, "in/a/", Some(1)), "arrives");
}

#[test]
fn what_is_wrong_with_a_watch_is_said_at_once() {
    let wrong = |spec: WatchSpec| {
        let wrong = Watch::new(spec).unwrap_err();
        let lines = wrong.iter().map(|it| format!("{it}\n"));
        lines.collect::<String>()
    };
    let folders = |prefix: &str, results: &str, aside: &str| WatchSpec {
        results: Some(results.to_owned()),
        aside: Some(aside.to_owned()),
        ..spec(prefix)
    };
    expect![[r"
        results: all arrivals are in it, so nothing would ever arrive; name another one
        aside: a folder is a text that ends in /
        suffixes: an empty end fits everything; leave it out
        queue_url: it is no URL of a queue, such as https://sqs.eu-west-2.amazonaws.com/111111111111/agents
    "]].assert_eq(&wrong(WatchSpec {
        suffixes: vec![" ".to_owned()],
        queue_url: Some("arn:aws:sqs:eu-west-2:111111111111:agents".to_owned()),
        ..folders("agents/in/", "agents/", "aside")
    }));
    expect![[r"
        aside: it is the folder of results; name another one
    "]]
    .assert_eq(&wrong(folders("in/", "out/", "out/")));
    expect![[r"
        prefix: it has more than 512 bytes; take a shorter one
        results: a folder is a text that ends in /
        aside: a folder is a text that ends in /
    "]]
    .assert_eq(&wrong(folders(&"x".repeat(600), "/", "")));
    for url in [
        "https://sqs.eu-west-2.amazonaws.com/111111111111/agents",
        "http://localhost:4566/111111111111/agents",
    ] {
        let queue_url = Some(url.to_owned());
        let watch = Watch::new(WatchSpec {
            queue_url,
            ..spec("")
        });
        assert_eq!(watch.unwrap().queue_url(), Some(url));
    }
}

#[test]
fn a_declaration_is_read_with_its_usual_folders() {
    let read = |text: &str| serde_json::from_str::<WatchSpec>(text);
    let watch = Watch::new(read(r#"{ "bucket": "agents-of-uk", "prefix": "in/hr-" }"#).unwrap());
    let watch = watch.unwrap();
    assert_eq!(
        (watch.results(), watch.aside()),
        ("in/results/", "in/rejected/")
    );
    assert_eq!(super::watch("").results(), "results/");
    assert!(read(r#"{ "bucket": "agents-of-uk", "prefx": "in/" }"#).is_err());
}

#[test]
fn results_and_reports_are_named_after_the_version_that_they_are_about() {
    names(
        "agents/in/",
        "agents/in/london/day.csv",
        &expect![[r"
        agents/in/results/london/day.5336ae758e.results.csv
        agents/in/rejected/london/day.5336ae758e.csv
        agents/in/rejected/london/day.5336ae758e.report.txt
        agents/in/rejected/london/day.5336ae758e.report.json
    "]],
    );
    names(
        "agents/in/hr-",
        "agents/in/hr-2026.05.jsonl",
        &expect![[r"
            agents/in/results/hr-2026.05.ca8b936255.results.csv
            agents/in/rejected/hr-2026.05.ca8b936255.jsonl
            agents/in/rejected/hr-2026.05.ca8b936255.report.txt
            agents/in/rejected/hr-2026.05.ca8b936255.report.json
        "]],
    );
    names(
        "agents.csv",
        "agents.csv",
        &expect![[r"
        results/agents.993b2d3046.results.csv
        rejected/agents.993b2d3046.csv
        rejected/agents.993b2d3046.report.txt
        rejected/agents.993b2d3046.report.json
    "]],
    );
    names(
        "in/",
        "in/.hidden",
        &expect![[r"
        in/results/.hidden.de66a281b6.results.csv
        in/rejected/.hidden.de66a281b6
        in/rejected/.hidden.de66a281b6.report.txt
        in/rejected/.hidden.de66a281b6.report.json
    "]],
    );
    names(
        "in/",
        "in/no end. at all",
        &expect![[r"
        in/results/no end. at all.462eb71962.results.csv
        in/rejected/no end. at all.462eb71962
        in/rejected/no end. at all.462eb71962.report.txt
        in/rejected/no end. at all.462eb71962.report.json
    "]],
    );
    let of = |version| Names::of(&watch("in/"), &object("in/a.csv", version));
    assert_ne!(of(Some("v1")), of(Some("v2")));
    assert_ne!(of(None), of(Some("v2")));
    assert_eq!(of(None), of(None));
}

#[test]
fn a_version_is_known_by_its_id_or_by_all_that_s3_says_of_it() {
    let told = |object: ObjectVersion| object.id().to_string();
    let first = object("in/a.csv", None);
    expect!["s3://agents-of-uk/in/a.csv (3sL4kqtJlcpXroDTDmJ)"]
        .assert_eq(&told(object("in/a.csv", Some("3sL4kqtJlcpXroDTDmJ"))));
    expect![
        "s3://agents-of-uk/in/a.csv (unversioned:ca9768bd08c373665fbcc88021f088b6/1790000000000/8)"
    ]
    .assert_eq(&told(first.clone()));
    let later = ObjectVersion {
        modified_ms: first.modified_ms + 1_000,
        ..first.clone()
    };
    assert_ne!(later.id(), first.id());
    assert_eq!(ObjectVersion::version_id("null"), None);
    assert_eq!(ObjectVersion::version_id(""), None);
    assert_eq!(ObjectVersion::etag("\"abc-2\""), "abc-2");
}

#[test]
fn a_report_says_why_and_what_to_do() {
    let finding = Finding {
        rule: "password-column".to_owned(),
        place: Place {
            file: "day.csv".to_owned(),
            line: 1,
            column: 1,
            path: String::new(),
        },
        message: "\"Password\" holds passwords, which stand in no file of agents".to_owned(),
        remedy: "delete it".to_owned(),
    };
    let id = object("in/day.csv", Some("v1")).id();
    expect![[r#"
        s3://agents-of-uk/in/day.csv (v1)
        was not imported, and no agent was changed.

        day.csv:1:1: "Password" holds passwords, which stand in no file of agents [password-column]
          remedy: delete it

        Mend the file and put it where it was: it is imported as a new one.
    "#]]
    .assert_eq(&report_text(&id, std::slice::from_ref(&finding)));
    expect![[r#"
        {
          "object": {
            "bucket": "agents-of-uk",
            "key": "in/day.csv",
            "version": "v1"
          },
          "findings": [
            {
              "rule": "password-column",
              "place": {
                "file": "day.csv",
                "line": 1,
                "column": 1,
                "path": ""
              },
              "message": "\"Password\" holds passwords, which stand in no file of agents",
              "remedy": "delete it"
            }
          ]
        }
    "#]]
    .assert_eq(&report_json(&id, &[finding]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a file is called, what belongs to it fits into a key, is no arrival, and lies in its folder.
    #[test]
    fn names_fit_and_are_no_arrivals(rest in "[ -~ä€😀/.]{1,1000}", prefix in "[a-z/]{0,20}") {
        let key = format!("{prefix}{rest}");
        let watch = watch(&prefix);
        let Names { results, aside, report, findings } = Names::of(&watch, &object(&key, None));
        prop_assert!(results.starts_with(watch.results()));
        for name in [&results, &aside, &report, &findings] {
            prop_assert!(name.len() <= 1_024);
            prop_assert!(watch.passes(BUCKET, name, Some(1)).is_err());
        }
        for name in [&report, &findings, &aside] {
            prop_assert!(name.starts_with(watch.aside()));
        }
        for name in [&results, &report, &findings] {
            let elsewhere = super::watch("");
            prop_assert!(elsewhere.passes(BUCKET, name, Some(1)).is_err());
        }
    }
}
