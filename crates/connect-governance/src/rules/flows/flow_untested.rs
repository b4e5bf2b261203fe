//! Flows that contacts come into and no test case does.

use std::collections::BTreeMap;

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        script::subject,
        words::{counted, listed},
    },
    world::{Flow, FlowKind, Number, Part, TestCase, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-untested",
    area: Area::Flows,
    severity: Severity::Low,
    title: "A flow that answers a number was never tested",
    why: "What callers would hear after a change, the first of them hears. A test case of \
            Amazon Connect says what a caller says, and tells where the answer is another.",
    remedy: "Make a test case that enters the flow with CreateTestCase, publish it, and run it \
            with StartTestCaseExecution after each change.",
    references: &[],
    needs: &[Part::Flows, Part::Numbers, Part::Tests],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for (flow, numbers) in answering(world) {
        let cases: Vec<_> = world
            .tests
            .iter()
            .filter(|case| case.is_published && enters(case, flow, &numbers))
            .collect();
        let was_run = cases.iter().any(|case| case.last_run.is_some());
        let what = match cases.len() {
            0 => "no published test case enters it".to_owned(),
            _ if was_run => continue,
            many => format!("{} of it never ended a run", counted(many, "test case")),
        };
        let numbers = listed(numbers.iter().map(|number| &number.number));
        marks.find(subject(flow), format!("answers {numbers}, and {what}"));
    }
}

/// Flows of the account's own, each with the numbers that it answers.
fn answering(world: &World) -> Vec<(&Flow, Vec<&Number>)> {
    let mut numbers = BTreeMap::<&str, Vec<&Number>>::new();
    for number in &world.numbers {
        if let Some(flow) = number.flow.as_deref() {
            numbers.entry(flow).or_default().push(number);
        }
    }
    let is_own = |flow: &&Flow| !flow.is_builtin && flow.kind != FlowKind::Module;
    let flows = world.flows.iter().filter(is_own);
    flows
        .filter_map(|flow| Some((flow, numbers.get(flow.name.as_str())?.clone())))
        .collect()
}

fn enters(case: &TestCase, flow: &Flow, numbers: &[&Number]) -> bool {
    let by_flow = case
        .flow
        .as_ref()
        .is_some_and(|id| flow.arn.rsplit('/').next() == Some(id));
    let called = case.number.as_ref();
    by_flow || called.is_some_and(|called| numbers.iter().any(|it| it.number == *called))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{number, said, sound};

    #[test]
    fn a_flow_that_answers_without_a_test_case_is_found() {
        let mut world = sound();
        world.numbers.push(number("+442079999999", 502));
        world.tests[0].is_published = false;
        expect![[r#"
            low flow/Main: answers +442071234567, +442079999999, and no published test case enters it
              do: Make a test case that enters the flow with CreateTestCase, publish it, and run it with StartTestCaseExecution after each change.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn one_whose_test_cases_were_never_run_is_found() {
        let mut world = sound();
        world.tests[0].last_run = None;
        expect![[r#"
            low flow/Main: answers +442071234567, and 1 test case of it never ended a run
              do: Make a test case that enters the flow with CreateTestCase, publish it, and run it with StartTestCaseExecution after each change.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_test_case_may_call_the_number() {
        let mut world = sound();
        let case = &mut world.tests[0];
        (case.flow, case.number) = (None, Some("+442071234567".to_owned()));
        assert_eq!(said(&RULE, &world), "");
    }

    #[test]
    fn a_flow_that_answers_no_number_is_let_be() {
        let mut world = sound();
        (world.tests, world.numbers) = (Vec::new(), Vec::new());
        assert_eq!(said(&RULE, &world), "");
    }
}
