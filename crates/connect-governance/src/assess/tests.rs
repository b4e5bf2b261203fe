//! Assessments of small worlds.

use super::*;
use crate::{Area, Marks};

/// Finds every queue, as bad as its hours say.
const QUEUES: Rule = Rule {
    id: "queues",
    area: Area::Routing,
    severity: Severity::Low,
    title: "A queue",
    why: "It is one.",
    remedy: "Remove it.",
    references: &[],
    needs: &[Part::Queues],
    judge: |world, _, marks| {
        for queue in &world.queues {
            let mark = marks.find(Subject::new("queue", &queue.name), "it is there");
            if queue.hours.is_empty() {
                mark.severity(Severity::High);
            }
        }
    },
};
/// Finds users beyond what the settings allow.
const USERS: Rule = Rule {
    id: "users",
    severity: Severity::Medium,
    needs: &[Part::Users, Part::SecurityProfiles],
    judge: users,
    ..QUEUES
};

fn users(world: &World, settings: &Settings, marks: &mut Marks) {
    if world.users.len() > settings.administrators_max as usize {
        marks.find(Subject::new("instance", "uk"), "too many");
    }
}

static RULES: &[&Rule] = &[&QUEUES, &USERS];
/// 2026-09-21, 13:33:20 UTC.
const NOW_S: i64 = 1_789_997_600;

fn world(queues: &[&str]) -> World {
    let queue = |name: &&str| crate::world::Queue {
        name: (*name).to_owned(),
        hours: if name.starts_with('S') { "" } else { "Always" }.to_owned(),
        ..Default::default()
    };
    let mut world = World {
        now_s: NOW_S,
        queues: queues.iter().map(queue).collect(),
        ..World::default()
    };
    world.instance.arn = "arn:aws:connect:eu-west-2:111111111111:instance/i".to_owned();
    world
}

fn exception(rule: &str, subject: &str, until: Option<&str>) -> ExceptionSpec {
    ExceptionSpec {
        rule: rule.parse().unwrap(),
        subject: subject.to_owned(),
        until: until.map(|day| day.parse().unwrap()),
        why: "we know".to_owned(),
    }
}

fn accepting(exceptions: &[ExceptionSpec]) -> AssessOptions {
    AssessOptions {
        exceptions: exceptions.to_vec(),
        ..AssessOptions::default()
    }
}

fn names(found: &[Found]) -> Vec<&str> {
    let names = found.iter().map(|it| it.finding.subject.name.as_str());
    names.collect()
}

#[test]
fn the_worst_comes_first_and_then_by_rule_and_subject() {
    let mut world = world(&["B", "S", "A"]);
    world.users = vec![crate::world::User::default(); 4];
    let it = judge(&world, RULES, &AssessOptions::default());
    assert_eq!(names(&it.findings), ["S", "uk", "A", "B"]);
    let count = |severity| it.count(severity);
    assert_eq!(
        Severity::ALL
            .iter()
            .map(|it| count(*it))
            .collect::<Vec<_>>(),
        [0, 1, 1, 2, 0]
    );
    assert!(it.sound.is_empty() && it.unjudged.is_empty());
    assert_eq!(it.looked_at_s, NOW_S);
}

#[test]
fn a_rule_that_needs_what_was_not_seen_is_not_judged_and_not_sound() {
    let mut world = world(&["A"]);
    for (part, reason) in [(Part::Users, "denied"), (Part::SecurityProfiles, "lost")] {
        world.unseen.insert(part, reason.to_owned());
    }
    let it = judge(&world, RULES, &AssessOptions::default());
    assert!(it.sound.is_empty());
    assert_eq!(it.unjudged[0].rule, "users");
    assert_eq!(it.unjudged[0].why, "users: denied; security profiles: lost");
    assert_eq!(it.findings.len(), 1);
}

#[test]
fn settings_reach_the_rules_and_skip_some_of_them() {
    let mut world = world(&[]);
    world.users = vec![crate::world::User::default(); 4];
    let mut options = AssessOptions::default();
    options.settings.administrators_max = 4;
    assert_eq!(judge(&world, RULES, &options).sound, ["queues", "users"]);
    options.settings.skip = vec!["users".parse().unwrap()];
    assert_eq!(judge(&world, RULES, &options).sound, ["queues"]);
    assert_eq!(
        parts(RULES, &options),
        [Part::Instance, Part::Queues].into()
    );
    options.only = ["users".to_owned()].into();
    assert_eq!(judge(&world, RULES, &options).sound, ["users"]);
    let asked = parts(RULES, &options);
    assert_eq!(
        asked,
        [Part::Instance, Part::Users, Part::SecurityProfiles].into()
    );
    options.only.clear();
    options.settings.skip = vec!["*".parse().unwrap()];
    assert!(judge(&world, RULES, &options).sound.is_empty());
}

#[test]
fn an_exception_covers_its_rule_and_subjects_until_the_end_of_its_day() {
    let world = world(&["A", "Sales", "Support"]);
    let it = judge(
        &world,
        RULES,
        &accepting(&[exception("queues", "queue/S*", None)]),
    );
    assert_eq!(names(&it.findings), ["A"]);
    assert_eq!(it.accepted.len(), 2);
    assert_eq!(it.accepted[0].why, "we know");
    assert_eq!((it.count(Severity::High), it.count(Severity::Low)), (0, 1));
    for (day, open) in [("2026-09-20", 3), ("2026-09-21", 0), ("2026-09-22", 0)] {
        let it = judge(&world, RULES, &accepting(&[exception("*", "*", Some(day))]));
        assert_eq!(it.findings.len(), open, "{day}");
        let expired: Vec<_> = it.idle_exceptions.iter().map(|it| it.reason).collect();
        let expected = if open == 0 {
            vec![]
        } else {
            vec![IdleReason::Expired]
        };
        assert_eq!(expired, expected, "{day}");
    }
}

#[test]
fn an_expired_exception_does_not_stand_before_one_that_holds() {
    let both = [
        exception("queues", "*", Some("2026-01-01")),
        exception("queues", "*", Some("2027-01-01")),
    ];
    let it = judge(&world(&["A"]), RULES, &accepting(&both));
    assert_eq!(
        it.accepted[0].until.as_ref().unwrap().as_str(),
        "2027-01-01"
    );
    assert_eq!(it.idle_exceptions.len(), 1);
}

#[test]
fn an_exception_is_idle_only_where_its_rule_was_judged() {
    let exceptions = [
        exception("queues", "queue/None", None),
        exception("users", "*", None),
        exception("*", "nothing/*", None),
    ];
    let told = |world: &World| -> Vec<String> {
        let it = judge(world, RULES, &accepting(&exceptions));
        it.idle_exceptions.iter().map(ToString::to_string).collect()
    };
    let mut world = world(&["A"]);
    assert_eq!(told(&world).len(), 3);
    world.unseen.insert(Part::Users, "denied".to_owned());
    assert_eq!(told(&world), ["queues of queue/None: it covers nothing"]);
}

#[test]
fn a_finding_is_known_by_its_rule_and_subject_whatever_was_seen() {
    let judged = |queues: &[&str]| judge(&world(queues), RULES, &AssessOptions::default());
    let earlier = judged(&["A", "Gone"]);
    let options = AssessOptions {
        baseline: Some(Baseline::of(&earlier)),
        ..AssessOptions::default()
    };
    let mut world = world(&["A", "New"]);
    world.queues[0].hours.clear();
    let it = judge(&world, RULES, &options);
    let known: Vec<_> = it.findings.iter().map(|it| it.known).collect();
    assert_eq!(
        (names(&it.findings), known),
        (vec!["A", "New"], vec![true, false])
    );
    assert_eq!(it.findings[0].finding.severity, Severity::High);
    assert_eq!((it.new_findings(), it.has_baseline), (1, true));
    let gone: Vec<_> = it.gone.iter().map(|it| it.subject.name.as_str()).collect();
    assert_eq!(gone, ["Gone"]);
}

#[test]
fn what_was_not_judged_again_is_not_gone() {
    let earlier = judge(&world(&["A"]), RULES, &AssessOptions::default());
    let options = AssessOptions {
        baseline: Some(Baseline::of(&earlier)),
        ..AssessOptions::default()
    };
    let mut world = world(&[]);
    world.unseen.insert(Part::Queues, "denied".to_owned());
    assert!(judge(&world, RULES, &options).gone.is_empty());
}

#[test]
fn the_baseline_of_another_instance_is_none() {
    let mut earlier = judge(&world(&["A"]), RULES, &AssessOptions::default());
    earlier.instance_arn.push('2');
    let options = AssessOptions {
        baseline: Some(Baseline::of(&earlier)),
        ..AssessOptions::default()
    };
    let it = judge(&world(&["A"]), RULES, &options);
    assert!(!it.has_baseline && !it.findings[0].known);
}

#[test]
fn a_baseline_that_is_none_is_refused() {
    for text in ["", "{}", "[]", "{\"alias\":\"uk\"}"] {
        assert!(Baseline::parse(text).is_err(), "{text}");
    }
}

#[test]
fn fingerprints_tell_rules_and_subjects_apart() {
    let finding = |rule: &str, kind: &str, name: &str| {
        let mut marks = judge(&world(&["A"]), &[&QUEUES], &AssessOptions::default());
        let mut it = marks.findings.remove(0).finding;
        it.rule = rule.to_owned();
        it.subject = Subject::new(kind, name);
        it.fingerprint()
    };
    let all = [
        finding("queues", "queue", "A"),
        finding("queues", "queue", "B"),
        finding("queues", "user", "A"),
        finding("users", "queue", "A"),
        finding("users", "queueA", ""),
        finding("usersqueue", "", "A"),
    ];
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    assert!(all.iter().all(|it| it.len() == 32));
}

#[test]
fn rules_that_are_mistyped_are_refused_with_those_that_were_meant() {
    let rules = crate::rules();
    let mut options = accepting(&[exception("number-unattachd", "*", None)]);
    options.settings.skip = vec!["*".parse().unwrap(), "bucket-opn".parse().unwrap()];
    let Err(Error::Findings(findings)) = options.check(rules) else {
        panic!("they are refused");
    };
    let told = findings
        .iter()
        .map(|it| format!("{}: {}", it.message, it.remedy));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            "there is no rule bucket-opn: did you mean \"bucket-open\"?",
            "there is no rule number-unattachd: did you mean \"number-unattached\"?",
        ]
    );
    assert!(AssessOptions::default().check(rules).is_ok());
}

#[test]
fn a_baseline_of_another_instance_is_refused_by_who_asks() {
    let judged = judge(&world(&["Sales"]), &[], &AssessOptions::default());
    let baseline = Baseline::of(&judged);
    assert!(baseline.check(&judged.instance_arn).is_ok());
    assert!(matches!(
        baseline.check("arn:another"),
        Err(Error::Findings(_))
    ));
}
