//! What is written upon a flow or module, by deploys and by rollbacks.

use connect_model::{Fault, FaultClass, InstanceId};
use connect_resources::{Trouble, flow::FlowChange, module::ModuleChange};
use flow_language::bundle::Contract;
use reconcile::{Setback, Verdict};
use serde_json::Value;

use crate::{
    port::{AliasRecord, Subject},
    site::Site,
};

/// A flow or module that is written upon.
pub(crate) struct Written<'w> {
    pub(crate) site: Site<'w>,
    pub(crate) instance: &'w InstanceId,
    pub(crate) subject: &'w Subject,
}

// === impl Written ===

impl Written<'_> {
    /// Writes a content, into the draft alone if it is to be saved; of a module its contract too.
    pub(crate) async fn content(
        &self,
        content: String,
        contract: Option<&Contract>,
        saved: bool,
    ) -> Result<(), Fault> {
        let ports = self.site.ports;
        match self.subject {
            Subject::Flow(id) => {
                let change = FlowChange::Content { content, saved };
                ports.flow.update(self.instance, id, &change).await
            }
            Subject::Module(id) => {
                let change = ModuleChange::Content {
                    content,
                    settings: settings(contract),
                    saved,
                };
                ports.module.update(self.instance, id, &change).await
            }
        }
    }

    /// Writes what people read about it. An absent text takes the description away.
    pub(crate) async fn description(
        &self,
        name: &str,
        description: Option<&str>,
    ) -> Result<(), Fault> {
        let (ports, name) = (self.site.ports, name.to_owned());
        let description = Some(description.unwrap_or_default().to_owned());
        match self.subject {
            Subject::Flow(id) => {
                let change = FlowChange::Name { name, description };
                ports.flow.update(self.instance, id, &change).await
            }
            Subject::Module(id) => {
                let change = ModuleChange::Name { name, description };
                ports.module.update(self.instance, id, &change).await
            }
        }
    }

    /// Leads an alias to its version, whether or not it is among those that are there.
    pub(crate) async fn lead(
        &self,
        there: &[AliasRecord],
        alias: AliasRecord,
    ) -> Result<(), Trouble> {
        let port = &self.site.calls.versions;
        let Some(found) = there.iter().find(|other| other.name == alias.name) else {
            return match port.make_alias(self.instance, self.subject, &alias).await {
                // An earlier attempt may have made it.
                Err(fault) if fault.class == FaultClass::Duplicate => {
                    let message = format!(
                        "the alias {} is there, and no list shows it yet",
                        alias.name
                    );
                    Err(Setback::new(Verdict::Again, "NOT_SHOWN_YET", message).into())
                }
                made => Ok(made?),
            };
        };
        let id = found.id.clone();
        let alias = AliasRecord { id, ..alias };
        if *found != alias {
            port.move_alias(self.instance, self.subject, &alias).await?;
        }
        Ok(())
    }
}

/// The settings of a contract as the API takes them.
pub(crate) fn settings(contract: Option<&Contract>) -> Option<String> {
    contract?.settings.as_ref().map(Value::to_string)
}
