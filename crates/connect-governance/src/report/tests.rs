//! Documents as they are read.

use std::collections::BTreeSet;

use connect_model::{AccountId, Region, governance::ExceptionSpec};
use expect_test::{expect, expect_file};

use super::*;
use crate::{
    Area, AssessOptions, Baseline, Marks, Mend, Reference, Settings, Severity, Subject, judge,
    world::{Part, World},
};

/// Rules with every turn that a document takes: severities, references, mends, text that looks like a
/// tag, and a subject with an ARN.
static ALL: &[&Rule] = &[
    &Rule {
        id: "recording-key-disabled",
        area: Area::Encryption,
        severity: Severity::Critical,
        title: "A key that encrypts recordings cannot be used",
        why: "Calls are then not recorded at all, and nothing says so.",
        remedy: "Switch the key on again.",
        references: &[],
        needs: &[Part::Keys],
        judge: |_, _, marks| {
            let key = "arn:aws:kms:eu-west-2:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab";
            let subject = Subject::new("key", "1234abcd-12ab-34cd-56ef-1234567890ab").at(key);
            let key = key.to_owned();
            marks
                .find(subject, "the key is disabled, and CALL_RECORDINGS name it")
                .mend(Mend::EnableKey { key });
        },
    },
    &Rule {
        id: "bucket-open",
        area: Area::Data,
        severity: Severity::High,
        title: "A bucket can be made public",
        why: "Recordings hold what customers say of themselves; one wrong policy would show them to anybody.",
        remedy: "Switch all four settings of Block Public Access on.",
        references: &[
            Reference {
                source: "Security Hub",
                id: "S3.8",
            },
            Reference {
                source: "checkov",
                id: "CKV_AWS_53",
            },
        ],
        needs: &[Part::Buckets],
        judge: |_, _, marks| {
            for bucket in ["calls", "transcripts"] {
                marks
                    .find(
                        Subject::new("bucket", bucket),
                        "public access is not blocked",
                    )
                    .mend(Mend::BlockPublicAccess {
                        bucket: bucket.to_owned(),
                    });
            }
        },
    },
    &Rule {
        id: "queue-without-hours",
        area: Area::Routing,
        severity: Severity::Medium,
        title: "A queue is never open",
        why: "Who calls it waits for nobody.",
        remedy: "Give its hours an opening, or another name to the queue where the hours of somebody else were meant, and look again once that was brought to the instance.",
        references: &[],
        needs: &[Part::Queues],
        judge: |_, _, marks| {
            let subject = Subject::new("queue", "<script>alert(\"Sales\")</script>");
            marks.find(subject, "its hours 'Nie & nimmer' have no opening");
        },
    },
    &Rule {
        id: "number-unused",
        area: Area::Cost,
        severity: Severity::Low,
        title: "A number is paid for and not used",
        why: "A claimed number costs money every day.",
        remedy: "Release it.",
        references: &[],
        needs: &[Part::Numbers],
        judge: |_, _, marks| {
            let subject = Subject::new("number", "+442071838750");
            marks.find(
                subject,
                "nothing answers it, and it had no contact in 90 days",
            );
        },
    },
    &Rule {
        id: "trail-missing",
        area: Area::Audit,
        severity: Severity::High,
        title: "No trail records what is changed",
        why: "Who changed what cannot be told after 90 days.",
        remedy: "Make a trail.",
        references: &[],
        needs: &[Part::Trails],
        judge: nothing,
    },
    &Rule {
        id: "tags-required",
        area: Area::Tags,
        severity: Severity::Low,
        title: "A required tag is missing",
        why: "What has no owner is nobody's.",
        remedy: "Tag it.",
        references: &[],
        needs: &[Part::Tags],
        judge: nothing,
    },
];

fn nothing(_: &World, _: &Settings, _: &mut Marks) {}

fn world() -> World {
    let mut world = World {
        now_s: 1_790_000_000,
        account: Some(AccountId::new("111111111111").unwrap()),
        region: Some(Region::new("eu-west-2").unwrap()),
        ..World::default()
    };
    world.instance.alias = "uk-contact-center".to_owned();
    world.instance.arn = "arn:aws:connect:eu-west-2:111111111111:instance/i-1".to_owned();
    let reason = "DescribeTrails: AccessDeniedException: not allowed".to_owned();
    world.unseen.insert(Part::Trails, reason);
    world
}

fn exception(rule: &str, subject: &str, until: Option<&str>) -> ExceptionSpec {
    ExceptionSpec {
        rule: rule.parse().unwrap(),
        subject: subject.to_owned(),
        until: until.map(|day| day.parse().unwrap()),
        why: "The number is printed on letters until <June>".to_owned(),
    }
}

/// An assessment with every section: something new, known, gone, accepted, unjudged, sound and idle.
fn assessment() -> Assessment {
    let before = judge(&world(), &[ALL[0], ALL[1]], &AssessOptions::default());
    let mut baseline = before.clone();
    baseline
        .findings
        .retain(|it| it.finding.subject.name != "transcripts");
    let mut gone = before.findings[0].clone();
    gone.fingerprint = "0123456789abcdef0123456789abcdef".to_owned();
    gone.finding.rule = "tags-required".to_owned();
    gone.finding.subject = Subject::new("queue", "Old");
    baseline.findings.push(gone);
    let options = AssessOptions {
        exceptions: vec![
            exception("number-unused", "number/+44*", Some("2027-06-30")),
            exception("bucket-open", "*", Some("2026-01-31")),
            exception("tags-required", "queue/*", None),
        ],
        baseline: Some(Baseline::of(&baseline)),
        ..AssessOptions::default()
    };
    judge(&world(), ALL, &options)
}

fn sound() -> Assessment {
    judge(&world(), &[ALL[5]], &AssessOptions::default())
}

#[test]
fn text_begins_with_the_counts_and_ends_with_what_to_do() {
    expect_file!["golden/assessment.txt"].assert_eq(&text(&assessment(), ALL));
    expect![[r"
        Governance of uk-contact-center (eu-west-2, account 111111111111)
        arn:aws:connect:eu-west-2:111111111111:instance/i-1
        looked at 2026-09-21 14:13:20 UTC

        0 findings.
        0 findings accepted. 1 rule found nothing; 0 rules could not be judged.

        WHAT TO DO NEXT
          Nothing: every rule was judged, and nothing is open.
    "]]
    .assert_eq(&text(&sound(), ALL));
}

#[test]
fn no_line_of_the_text_is_wider_than_a_hundred_but_for_a_single_word() {
    let page = text(&assessment(), ALL);
    for line in page.lines() {
        let is_one_word = !line.trim().contains(' ');
        assert!(line.chars().count() <= 100 || is_one_word, "{line}");
    }
    assert!(page.lines().any(|line| line.chars().count() > 85));
}

#[test]
fn text_of_others_cannot_command_a_terminal() {
    let mut it = assessment();
    it.findings[0].finding.evidence = "red \u{1b}[31m\nalert\u{7}".to_owned();
    let page = text(&it, ALL);
    assert!(page.contains("red  [31m alert"), "{page}");
    assert!(page.chars().all(|c| c == '\n' || !c.is_control()));
}

#[test]
fn json_is_the_baseline_of_the_next_assessment() {
    let it = assessment();
    let text = json(&it);
    expect_file!["golden/assessment.json"].assert_eq(&text);
    assert_eq!(serde_json::from_str::<Assessment>(&text).unwrap(), it);
    let options = AssessOptions {
        baseline: Some(Baseline::parse(&text).unwrap()),
        ..AssessOptions::default()
    };
    let next = judge(&world(), ALL, &options);
    assert!(next.findings.iter().all(|it| it.known));
    assert_eq!((next.new_findings(), next.gone.len()), (0, 0));
}

#[test]
fn sarif_names_rules_places_and_what_is_suppressed() {
    let it = assessment();
    let text = sarif(&it, ALL);
    expect_file!["golden/assessment.sarif"].assert_eq(&text);
    let log: serde_json::Value = serde_json::from_str(&text).unwrap();
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), it.findings.len() + it.accepted.len());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let suppressed = |it: &&serde_json::Value| it["suppressions"].as_array().unwrap().len() == 1;
    assert_eq!(results.iter().filter(suppressed).count(), it.accepted.len());
    let notes = &run["invocations"][0]["toolExecutionNotifications"];
    assert_eq!(notes.as_array().unwrap().len(), it.unjudged.len());
}

#[test]
fn sarif_without_a_baseline_says_nothing_of_one() {
    let it = judge(&world(), ALL, &AssessOptions::default());
    assert!(!sarif(&it, ALL).contains("baselineState"));
}

#[test]
fn a_finding_of_a_rule_that_is_not_known_any_more_is_told_all_the_same() {
    let it = assessment();
    for page in [text(&it, &[]), sarif(&it, &[]), html(&it, &[])] {
        assert!(page.contains("recording-key-disabled"), "{page}");
        assert!(page.contains("the key is disabled"), "{page}");
    }
}

#[test]
fn a_page_stands_alone_and_takes_no_orders_from_names() {
    let it = assessment();
    let page = html(&it, ALL);
    expect_file!["golden/assessment.html"].assert_eq(&page);
    assert!(!page.contains("<script>alert"));
    assert!(page.contains("&lt;script&gt;alert(&quot;Sales&quot;)&lt;/script&gt;"));
    assert!(page.contains("&#39;Nie &amp; nimmer&#39;"));
    for foreign in ["src=", "http://", "https://", "@import", "url("] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    let ids = page.split(" id=\"").skip(1).map(|it| it.split('"').next());
    let ids: BTreeSet<_> = ids.flatten().collect();
    let links = page
        .split("href=\"#")
        .skip(1)
        .map(|it| it.split('"').next());
    for link in links.flatten() {
        assert!(ids.contains(link), "{link}");
    }
}

#[test]
fn a_page_of_nothing_found_says_so() {
    let page = html(&sound(), ALL);
    assert!(page.contains("<p>Nothing is open</p>"));
    assert!(page.contains("<rect class=\"none\" x=\"0\" y=\"0\" width=\"1000\""));
    assert!(!page.contains("<article"));
}

#[test]
fn the_parts_of_the_bar_fill_it() {
    let page = html(&assessment(), ALL);
    let widths = page.split("<rect ").skip(1).map(|it| {
        let after = it.split(" width=\"").nth(1).unwrap();
        after.split('"').next().unwrap().parse::<usize>().unwrap()
    });
    assert_eq!(widths.sum::<usize>(), 1_000);
}
