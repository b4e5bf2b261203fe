//! Secrets of AWS Secrets Manager.

use async_trait::async_trait;
use aws_sdk_secretsmanager::types;
use connect_model::{Fault, FaultClass, Secret, Tags};
use connect_resources::{Known, Named, secret::Port};

use crate::{aws::Aws, call::Operation, fault};

/// The largest page of the list.
const PAGE: i32 = 100;

const CREATE: Operation = operation("CreateSecret");
const DELETE: Operation = operation("DeleteSecret");
const LIST: Operation = operation("ListSecrets");
const VALUE: Operation = operation("GetSecretValue");

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "secretsmanager",
        name,
    }
}

#[async_trait]
impl Port for Aws {
    async fn list(&self, prefix: &str) -> Result<Vec<Named>, Fault> {
        let begins = types::Filter::builder()
            .key(types::FilterNameStringType::Name)
            .values(prefix)
            .build();
        let request = self
            .secrets
            .list_secrets()
            .filters(begins)
            .max_results(PAGE);
        let listed = self.caller.pages(
            LIST,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.secret_list, page.next_token),
        );
        let entry = |entry: types::SecretListEntry| {
            let modified = entry.last_changed_date;
            let name = entry.name.filter(|name| name.starts_with(prefix))?;
            Some(Named {
                known: Known::new(&name, entry.arn?),
                name,
                modified_ms: modified.and_then(|time| time.to_millis().ok()),
            })
        };
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn create(
        &self,
        name: &str,
        value: &Secret,
        tags: &Tags,
        key: Option<&str>,
        token: &str,
    ) -> Result<Known, Fault> {
        let tag = |(key, value): (&str, &str)| types::Tag::builder().key(key).value(value).build();
        let tags: Vec<_> = tags.iter().map(tag).collect();
        let request = self.secrets.create_secret();
        let request = request
            .name(name)
            .secret_string(value.expose())
            .set_tags((!tags.is_empty()).then_some(tags))
            .set_kms_key_id(key.map(ToOwned::to_owned))
            .client_request_token(token);
        let answer = self.caller.send(CREATE, request.send()).await;
        let answer = answer.map_err(|fault| fault::without(value, going(fault)))?;
        let arn = answer
            .arn
            .ok_or_else(|| fault::unreadable(CREATE, "it lacks the ARN"))?;
        Ok(Known::new(name, arn))
    }

    async fn value(&self, name: &str) -> Result<Secret, Fault> {
        let request = self.secrets.get_secret_value().secret_id(name);
        let answer = self.caller.send(VALUE, request.send()).await;
        let text = answer.map_err(going)?.secret_string;
        text.map(Secret::new).ok_or_else(|| no_text(name))
    }

    async fn delete(&self, name: &str) -> Result<(), Fault> {
        let request = self.secrets.delete_secret();
        let request = request.secret_id(name).force_delete_without_recovery(true);
        match self.caller.send(DELETE, request.send()).await {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
            _ => Ok(()),
        }
    }
}

/// A secret that is scheduled for deletion still holds its name, and has no code of its own.
fn going(mut fault: Fault) -> Fault {
    let says_so = |words| fault.message.contains(words);
    let says_so = says_so("scheduled for deletion") || says_so("marked for deletion");
    if fault.class == FaultClass::Invalid && says_so {
        fault.class = FaultClass::Conflict;
    }
    fault
}

fn no_text(name: &str) -> Fault {
    let message = format!("the secret {name} holds bytes, not a text");
    fault::fault(VALUE, FaultClass::Invalid, "SecretNotText", message)
}
