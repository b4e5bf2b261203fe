//! Test cases that failed last.

use crate::{
    Area, Marks, Rule, Settings, Severity, Subject,
    rules::words::{days, days_since},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-test-failed",
    area: Area::Flows,
    severity: Severity::Medium,
    title: "The last run of a test case failed",
    why: "A caller who says what the test case says is answered otherwise than somebody wanted.",
    remedy: "Look where it failed with ListTestCaseExecutionRecords; mend the flow, or what the \
            test case expects of it, and run it again with StartTestCaseExecution.",
    references: &[],
    needs: &[Part::Tests],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for case in world.tests.iter().filter(|case| case.is_published) {
        if let Some(run) = case.last_run.filter(|run| !run.has_passed) {
            let ago = days(days_since(world, run.started_s));
            let subject = Subject::new("test-case", &case.name).at(&case.arn);
            marks.find(subject, format!("failed when it ran last, {ago} ago"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing_b::{said, sound},
        world::TestRun,
    };

    #[test]
    fn a_test_case_that_failed_is_found_unless_it_is_only_saved() {
        let mut world = sound();
        world.tests[0].last_run = Some(TestRun {
            started_s: world.now_s - 3 * 86_400,
            has_passed: false,
        });
        expect![[r#"
            medium test-case/Call the shop: failed when it ran last, 3 days ago
              do: Look where it failed with ListTestCaseExecutionRecords; mend the flow, or what the test case expects of it, and run it again with StartTestCaseExecution.
        "#]].assert_eq(&said(&RULE, &world));
        world.tests[0].is_published = false;
        assert_eq!(said(&RULE, &world), "");
    }
}
