//! Phone numbers. They belong to the account; the flow of a number belongs to its instance.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{Fault, FaultClass, FlowId, InstanceId, PhoneNumberId};
use connect_resources::{
    Known,
    phone_number::{Claim, NumberGroup, NumberListed, NumberRecord, NumberStatus, Port, Wish},
    traffic_distribution_group::{self, GroupListed},
};

use crate::{
    aws::Aws,
    connect::{LIST_PAGE, described, filled, int, made, tag_map, tags},
    token,
};

#[async_trait]
impl Port for Aws {
    async fn list(&self) -> Result<Vec<NumberListed>, Fault> {
        let request = self.connect.list_phone_numbers_v2().max_results(LIST_PAGE);
        let listed = self.pages(
            "ListPhoneNumbersV2",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.list_phone_numbers_summary_list, page.next_token),
        );
        Ok(listed
            .await?
            .into_iter()
            .filter_map(listed_number)
            .collect())
    }

    async fn describe(&self, id: &PhoneNumberId) -> Result<NumberRecord, Fault> {
        let request = self.connect.describe_phone_number();
        let request = request.phone_number_id(id.as_str());
        let answer = self.call("DescribePhoneNumber", request.send()).await?;
        let record = answer.claimed_phone_number_summary.and_then(record);
        described("DescribePhoneNumber", record)
    }

    async fn groups(&self, instance: &InstanceId) -> Result<Vec<NumberGroup>, Fault> {
        let groups = traffic_distribution_group::Port::list(self, Some(instance)).await?;
        let group = |group: GroupListed| NumberGroup {
            arn: group.named.known.arn,
            is_default: group.is_default,
        };
        Ok(groups.into_iter().map(group).collect())
    }

    async fn flows(&self, instance: &InstanceId) -> Result<Vec<(String, FlowId)>, Fault> {
        let request = self.connect.list_flow_associations();
        let request = request
            .instance_id(instance.as_str())
            .resource_type(types::ListFlowAssociationResourceType::VoicePhoneNumber)
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListFlowAssociations",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.flow_association_summary_list, page.next_token),
        );
        let link = |entry: types::FlowAssociationSummary| {
            Some((entry.resource_id?, FlowId::new(entry.flow_id?)))
        };
        Ok(listed.await?.into_iter().filter_map(link).collect())
    }

    async fn available(&self, wish: &Wish, most: u32) -> Result<Vec<String>, Fault> {
        let request = self.connect.search_available_phone_numbers();
        let request = request
            .target_arn(&wish.target)
            .phone_number_country_code(wish.country.as_str().into())
            .phone_number_type(wish.r#type.as_str().into())
            .set_phone_number_prefix(wish.prefix.clone())
            .max_results(int(most));
        let answer = self
            .call("SearchAvailablePhoneNumbers", request.send())
            .await?;
        let found = answer.available_numbers_list.unwrap_or_default();
        Ok(found.into_iter().filter_map(|n| n.phone_number).collect())
    }

    async fn claim(&self, claim: &Claim) -> Result<Known, Fault> {
        let request = self.connect.claim_phone_number();
        let request = request
            .target_arn(&claim.target)
            .phone_number(&claim.number)
            .set_phone_number_description(claim.description.clone())
            .set_tags(tag_map(&claim.tags))
            .client_token(&claim.token);
        let answer = self.call("ClaimPhoneNumber", request.send()).await;
        let answer = answer.map_err(taken_meanwhile)?;
        made(
            "ClaimPhoneNumber",
            answer.phone_number_id,
            answer.phone_number_arn,
        )
    }

    async fn describe_as(&self, id: &PhoneNumberId, description: &str) -> Result<(), Fault> {
        let request = self.connect.update_phone_number_metadata();
        let request = request
            .phone_number_id(id.as_str())
            .phone_number_description(description)
            .client_token(self.tokens.next());
        self.call("UpdatePhoneNumberMetadata", request.send())
            .await?;
        Ok(())
    }

    async fn move_to(&self, id: &PhoneNumberId, target: &str) -> Result<(), Fault> {
        let request = self.connect.update_phone_number();
        let request = request
            .phone_number_id(id.as_str())
            .target_arn(target)
            .client_token(self.tokens.next());
        self.call("UpdatePhoneNumber", request.send()).await?;
        Ok(())
    }

    async fn attach(
        &self,
        instance: &InstanceId,
        id: &PhoneNumberId,
        flow: Option<&FlowId>,
    ) -> Result<(), Fault> {
        let (instance, id) = (instance.as_str(), id.as_str());
        if let Some(flow) = flow {
            let request = self.connect.associate_phone_number_contact_flow();
            let request = request.instance_id(instance).phone_number_id(id);
            let request = request.contact_flow_id(flow.as_str());
            self.call("AssociatePhoneNumberContactFlow", request.send())
                .await?;
        } else {
            let request = self.connect.disassociate_phone_number_contact_flow();
            let request = request.instance_id(instance).phone_number_id(id);
            self.call("DisassociatePhoneNumberContactFlow", request.send())
                .await?;
        }
        Ok(())
    }

    async fn release(&self, id: &PhoneNumberId) -> Result<(), Fault> {
        let request = self.connect.release_phone_number();
        let request = request
            .phone_number_id(id.as_str())
            .client_token(token::of_removal("ReleasePhoneNumber", id.as_str()));
        match self.call("ReleasePhoneNumber", request.send()).await {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
            _ => Ok(()),
        }
    }
}

fn listed_number(listed: types::ListPhoneNumbersSummary) -> Option<NumberListed> {
    Some(NumberListed {
        id: PhoneNumberId::new(listed.phone_number_id?),
        arn: listed.phone_number_arn?,
        number: listed.phone_number?,
        country: listed.phone_number_country_code?.as_str().to_owned(),
        r#type: listed.phone_number_type?.as_str().to_owned(),
        target: listed.target_arn?,
    })
}

fn record(number: types::ClaimedPhoneNumberSummary) -> Option<NumberRecord> {
    let status = number.phone_number_status?;
    Some(NumberRecord {
        description: filled(number.phone_number_description),
        tags: tags(number.tags),
        status: match status.status? {
            types::PhoneNumberWorkflowStatus::Claimed => NumberStatus::Claimed,
            types::PhoneNumberWorkflowStatus::Failed => {
                let reason = status.message;
                NumberStatus::Failed(reason.unwrap_or_else(|| "AWS gives no reason".to_owned()))
            }
            _ => NumberStatus::InProgress,
        },
    })
}

/// The API has no code of its own for a number that somebody else took between search and claim: it
/// says `InvalidParameterException` with these words.
fn taken_meanwhile(mut fault: Fault) -> Fault {
    let says_so = fault.message.to_lowercase().contains("not available");
    if fault.class == FaultClass::Invalid && says_so {
        fault.class = FaultClass::Conflict;
    }
    fault
}
