//! Public keys with which flows encrypt.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{AssociationId, Fault, FaultClass, InstanceId};
use connect_resources::security_key::Port;

use crate::{
    aws::Aws,
    connect::{described, duplicate},
    token,
};

/// The largest page of the list: as many as there can be.
const PAGE: i32 = 2;

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: &InstanceId) -> Result<Vec<(AssociationId, String)>, Fault> {
        let request = self.connect.list_security_keys();
        let request = request.instance_id(instance.as_str()).max_results(PAGE);
        let listed = self.pages(
            "ListSecurityKeys",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.security_keys, page.next_token),
        );
        let key = |listed: types::SecurityKey| {
            Some((AssociationId::new(listed.association_id?), listed.key?))
        };
        Ok(listed.await?.into_iter().filter_map(key).collect())
    }

    async fn associate(
        &self,
        instance: &InstanceId,
        key: &str,
        token: &str,
    ) -> Result<AssociationId, Fault> {
        let request = self.connect.associate_security_key();
        let request = request
            .instance_id(instance.as_str())
            .key(key)
            .client_token(token);
        let answer = self
            .call("AssociateSecurityKey", request.send())
            .await
            .map_err(duplicate)?;
        described(
            "AssociateSecurityKey",
            answer.association_id.map(AssociationId::new),
        )
    }

    async fn disassociate(&self, instance: &InstanceId, id: &AssociationId) -> Result<(), Fault> {
        let request = self.connect.disassociate_security_key();
        let request = request
            .instance_id(instance.as_str())
            .association_id(id.as_str())
            .client_token(token::of_removal("DisassociateSecurityKey", id.as_str()));
        match self.call("DisassociateSecurityKey", request.send()).await {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
            _ => Ok(()),
        }
    }
}
