//! Aliases of functions, their versions, and who may call them.

use async_trait::async_trait;
use connect_model::{AccountId, Fault, FaultClass};
use connect_resources::{
    Known,
    function_alias::{Grant, Port},
};
use serde_json::Value;

use crate::{
    aws::Aws,
    call::Operation,
    connect::duplicate,
    fault,
    function::{busy, in_base64, unless_gone},
};

/// The one service that is let in.
const PRINCIPAL: &str = "connect.amazonaws.com";
const INVOKE: &str = "lambda:InvokeFunction";

const ADD_PERMISSION: Operation = operation("AddPermission");
const CREATE_ALIAS: Operation = operation("CreateAlias");
const DELETE_ALIAS: Operation = operation("DeleteAlias");
const GET_ALIAS: Operation = operation("GetAlias");
const GET_POLICY: Operation = operation("GetPolicy");
const PUBLISH_VERSION: Operation = operation("PublishVersion");
const REMOVE_PERMISSION: Operation = operation("RemovePermission");
const UPDATE_ALIAS: Operation = operation("UpdateAlias");

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "lambda",
        name,
    }
}

#[async_trait]
impl Port for Aws {
    async fn find(&self, function: &str, alias: &str) -> Result<Known, Fault> {
        let request = self.lambda.get_alias().function_name(function).name(alias);
        let alias_arn = self.caller.send(GET_ALIAS, request.send()).await?.alias_arn;
        known(GET_ALIAS, alias_arn)
    }

    async fn publish(&self, function: &str, archive: &str) -> Result<String, Fault> {
        let request = self.lambda.publish_version().function_name(function);
        let request = request.set_code_sha256(in_base64(archive));
        let answer = self.caller.send(PUBLISH_VERSION, request.send()).await;
        let answer = answer.map_err(busy)?;
        let without = || fault::unreadable(PUBLISH_VERSION, "it lacks the number");
        answer.version.ok_or_else(without)
    }

    async fn create(&self, function: &str, alias: &str, version: &str) -> Result<Known, Fault> {
        let request = self.lambda.create_alias();
        let request = request
            .function_name(function)
            .name(alias)
            .function_version(version);
        let answer = self.caller.send(CREATE_ALIAS, request.send()).await;
        let alias_arn = answer.map_err(duplicate)?.alias_arn;
        known(CREATE_ALIAS, alias_arn)
    }

    async fn point(&self, function: &str, alias: &str, version: &str) -> Result<(), Fault> {
        let request = self.lambda.update_alias();
        let request = request
            .function_name(function)
            .name(alias)
            .function_version(version);
        let answer = self.caller.send(UPDATE_ALIAS, request.send());
        answer.await.map_err(busy)?;
        Ok(())
    }

    async fn delete(&self, function: &str, alias: &str) -> Result<(), Fault> {
        let request = self.lambda.delete_alias();
        let request = request.function_name(function).name(alias);
        let answer = self.caller.send(DELETE_ALIAS, request.send());
        unless_gone(answer.await.map_err(busy))
    }

    async fn grant(
        &self,
        function: &str,
        alias: &str,
        statement: &str,
    ) -> Result<Option<Grant>, Fault> {
        let request = self.lambda.get_policy();
        let request = request.function_name(function).qualifier(alias);
        let answer = self.caller.send(GET_POLICY, request.send());
        match answer.await {
            Ok(answer) => Ok(grant(&answer.policy.unwrap_or_default(), statement)),
            Err(fault) if fault.class == FaultClass::NotFound => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    async fn allow(
        &self,
        function: &str,
        alias: &str,
        statement: &str,
        grant: &Grant,
    ) -> Result<(), Fault> {
        let request = self.lambda.add_permission();
        let request = request
            .function_name(function)
            .qualifier(alias)
            .statement_id(statement)
            .action(INVOKE)
            .principal(PRINCIPAL)
            .source_account(grant.account.as_str())
            .source_arn(&grant.instance);
        let answer = self.caller.send(ADD_PERMISSION, request.send());
        answer.await.map_err(duplicate)?;
        Ok(())
    }

    async fn disallow(&self, function: &str, alias: &str, statement: &str) -> Result<(), Fault> {
        let request = self.lambda.remove_permission();
        let request = request
            .function_name(function)
            .qualifier(alias)
            .statement_id(statement);
        unless_gone(self.caller.send(REMOVE_PERMISSION, request.send()).await)
    }
}

fn known(operation: Operation, arn: Option<String>) -> Result<Known, Fault> {
    let without = || fault::unreadable(operation, "it lacks the ARN");
    let arn = arn.ok_or_else(without)?;
    Ok(Known::new(&arn, &arn))
}

/// What the statement says, if it lets Amazon Connect call the function and nothing else.
fn grant(policy: &str, statement: &str) -> Option<Grant> {
    let policy: Value = serde_json::from_str(policy).ok()?;
    let mut statements = policy["Statement"].as_array()?.iter();
    let found = statements.find(|it| it["Sid"] == statement)?;
    let is_ours = found["Effect"] == "Allow"
        && found["Principal"]["Service"] == PRINCIPAL
        && found["Action"] == INVOKE;
    let condition = &found["Condition"];
    let instance = condition["ArnLike"]["AWS:SourceArn"].as_str()?;
    let account = condition["StringEquals"]["AWS:SourceAccount"].as_str()?;
    is_ours.then_some(Grant {
        instance: instance.to_owned(),
        account: AccountId::new(account).ok()?,
    })
}
