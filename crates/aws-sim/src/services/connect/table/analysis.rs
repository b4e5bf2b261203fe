//! E-mail addresses, task templates, vocabularies, rules and evaluation forms.

use super::super::{
    authentication_profile, email_address, evaluation_form, queue, rule, task_template, test_case,
    use_case, vocabulary,
};
use crate::services::Operations;

pub(super) fn email(all: Operations) -> Operations {
    all
        // email address
        .once("CreateEmailAddress", email_address::create)
        .on("DescribeEmailAddress", email_address::describe)
        .on("SearchEmailAddresses", email_address::search)
        .once("UpdateEmailAddressMetadata", email_address::update_metadata)
        .on("DeleteEmailAddress", email_address::delete)
        .once("AssociateEmailAddressAlias", email_address::associate_alias)
        .once(
            "DisassociateEmailAddressAlias",
            email_address::disassociate_alias,
        )
        // queue email address
        .once("AssociateQueueEmailAddresses", queue::email::associate)
        .once(
            "DisassociateQueueEmailAddresses",
            queue::email::disassociate,
        )
        .on("ListQueueEmailAddresses", queue::email::list)
}

pub(super) fn work(all: Operations) -> Operations {
    all
        // task template
        .once("CreateTaskTemplate", task_template::create)
        .on("GetTaskTemplate", task_template::get)
        .on("ListTaskTemplates", task_template::list)
        .on("UpdateTaskTemplate", task_template::update)
        .on("DeleteTaskTemplate", task_template::delete)
        // rule
        .once("CreateRule", rule::create)
        .on("DescribeRule", rule::describe)
        .on("ListRules", rule::list)
        .on("SearchRules", rule::search)
        .on("UpdateRule", rule::update)
        .on("DeleteRule", rule::delete)
        // test case
        .on("CreateTestCase", test_case::create)
        .on("DescribeTestCase", test_case::describe)
        .on("ListTestCases", test_case::list)
        .on("SearchTestCases", test_case::search)
        .on("UpdateTestCase", test_case::update)
        .on("DeleteTestCase", test_case::delete)
        .once("StartTestCaseExecution", test_case::start)
        .on("ListTestCaseExecutions", test_case::list_executions)
        // use case
        .on("CreateUseCase", use_case::create)
        .on("ListUseCases", use_case::list)
        .on("DeleteUseCase", use_case::delete)
        // authentication profile
        .on(
            "DescribeAuthenticationProfile",
            authentication_profile::describe,
        )
        .on("ListAuthenticationProfiles", authentication_profile::list)
        .on(
            "UpdateAuthenticationProfile",
            authentication_profile::update,
        )
}

pub(super) fn quality(all: Operations) -> Operations {
    all
        // vocabulary
        .once("CreateVocabulary", vocabulary::create)
        .on("DescribeVocabulary", vocabulary::describe)
        .on("SearchVocabularies", vocabulary::search)
        .on("DeleteVocabulary", vocabulary::delete)
        .on("AssociateDefaultVocabulary", vocabulary::associate_default)
        .on("ListDefaultVocabularies", vocabulary::list_defaults)
        // evaluation form
        .once("CreateEvaluationForm", evaluation_form::create)
        .on("DescribeEvaluationForm", evaluation_form::describe)
        .on("ListEvaluationForms", evaluation_form::list)
        .on("ListEvaluationFormVersions", evaluation_form::list_versions)
        .on("SearchEvaluationForms", evaluation_form::search)
        .once("UpdateEvaluationForm", evaluation_form::update::update)
        .on("ActivateEvaluationForm", evaluation_form::update::activate)
        .on(
            "DeactivateEvaluationForm",
            evaluation_form::update::deactivate,
        )
        .on("DeleteEvaluationForm", evaluation_form::delete)
}
