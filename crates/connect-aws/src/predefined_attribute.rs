//! Predefined attributes.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{Fault, InstanceId};
use connect_resources::{
    Named,
    predefined_attribute::{AttributeDraft, AttributeRecord, Port},
};

use crate::{
    aws::Aws,
    connect::{LINK_PAGE, SEARCH_PAGE, described, millis, named},
};

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault> {
        let request = self.connect.list_predefined_attributes();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LINK_PAGE);
        let listed = self.pages(
            "ListPredefinedAttributes",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.predefined_attribute_summary_list, page.next_token),
        );
        let entry = |entry: types::PredefinedAttributeSummary| {
            let name = entry.name;
            named(name.clone(), name.clone(), name, entry.last_modified_time)
        };
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn search(&self, instance: &InstanceId) -> Result<Vec<AttributeRecord>, Fault> {
        let request = self.connect.search_predefined_attributes();
        let request = request
            .instance_id(instance.as_str())
            .max_results(SEARCH_PAGE);
        let found = self.pages(
            "SearchPredefinedAttributes",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.predefined_attributes, page.next_token),
        );
        Ok(found.await?.into_iter().filter_map(record).collect())
    }

    async fn describe(&self, instance: &InstanceId, name: &str) -> Result<AttributeRecord, Fault> {
        let request = self.connect.describe_predefined_attribute();
        let request = request.instance_id(instance.as_str()).name(name);
        let answer = self
            .call("DescribePredefinedAttribute", request.send())
            .await?;
        let record = answer.predefined_attribute.and_then(record);
        described("DescribePredefinedAttribute", record)
    }

    async fn create(
        &self,
        instance: &InstanceId,
        name: &str,
        draft: &AttributeDraft,
    ) -> Result<(), Fault> {
        let request = self.connect.create_predefined_attribute();
        let request = request
            .instance_id(instance.as_str())
            .name(name)
            .set_values(draft.values.clone().map(values))
            .set_purposes(draft.purposes.clone())
            .set_attribute_configuration(draft.value_validation.map(configuration));
        self.call("CreatePredefinedAttribute", request.send())
            .await?;
        Ok(())
    }

    async fn update(
        &self,
        instance: &InstanceId,
        name: &str,
        draft: &AttributeDraft,
    ) -> Result<(), Fault> {
        let request = self.connect.update_predefined_attribute();
        let request = request
            .instance_id(instance.as_str())
            .name(name)
            .set_values(draft.values.clone().map(values))
            .set_purposes(draft.purposes.clone())
            .set_attribute_configuration(draft.value_validation.map(configuration));
        self.call("UpdatePredefinedAttribute", request.send())
            .await?;
        Ok(())
    }

    async fn delete(&self, instance: &InstanceId, name: &str) -> Result<(), Fault> {
        let request = self.connect.delete_predefined_attribute();
        let request = request.instance_id(instance.as_str()).name(name);
        self.call("DeletePredefinedAttribute", request.send())
            .await?;
        Ok(())
    }
}

/// An attribute of a form that we do not know has no values for us.
fn record(attribute: types::PredefinedAttribute) -> Option<AttributeRecord> {
    let configuration = attribute.attribute_configuration.as_ref();
    let values = match attribute.values {
        Some(types::PredefinedAttributeValues::StringList(values)) => values,
        _ => Vec::new(),
    };
    Some(AttributeRecord {
        name: attribute.name?,
        values,
        purposes: attribute.purposes.unwrap_or_default(),
        value_validation: configuration.is_some_and(|it| it.enable_value_validation_on_association),
        read_only: configuration.is_some_and(|it| it.is_read_only),
        modified_ms: millis(attribute.last_modified_time),
    })
}

fn values(values: Vec<String>) -> types::PredefinedAttributeValues {
    types::PredefinedAttributeValues::StringList(values)
}

fn configuration(value_validation: bool) -> types::InputPredefinedAttributeConfiguration {
    types::InputPredefinedAttributeConfiguration::builder()
        .enable_value_validation_on_association(value_validation)
        .build()
}
