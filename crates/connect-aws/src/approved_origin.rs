//! Sites that may embed the contact control panel.

use async_trait::async_trait;
use connect_model::{Fault, FaultClass, InstanceId};
use connect_resources::approved_origin::Port;

use crate::{
    aws::Aws,
    connect::{ASSOCIATION_PAGE, unless_there},
};

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: &InstanceId) -> Result<Vec<String>, Fault> {
        let request = self.connect.list_approved_origins();
        let request = request
            .instance_id(instance.as_str())
            .max_results(ASSOCIATION_PAGE);
        self.pages(
            "ListApprovedOrigins",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.origins, page.next_token),
        )
        .await
    }

    async fn associate(
        &self,
        instance: &InstanceId,
        origin: &str,
        token: &str,
    ) -> Result<(), Fault> {
        let request = self.connect.associate_approved_origin();
        let request = request
            .instance_id(instance.as_str())
            .origin(origin)
            .client_token(token);
        unless_there(self.call("AssociateApprovedOrigin", request.send()).await)
    }

    /// An origin that comes, goes and comes again is not the same request.
    async fn disassociate(&self, instance: &InstanceId, origin: &str) -> Result<(), Fault> {
        let request = self.connect.disassociate_approved_origin();
        let request = request
            .instance_id(instance.as_str())
            .origin(origin)
            .client_token(self.tokens.next());
        match self
            .call("DisassociateApprovedOrigin", request.send())
            .await
        {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
            _ => Ok(()),
        }
    }
}
