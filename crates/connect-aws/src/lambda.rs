//! Lambda functions of an instance.

use async_trait::async_trait;
use connect_model::{Fault, InstanceId};
use connect_resources::lambda::Port;

use crate::{
    aws::Aws,
    connect::{ASSOCIATION_PAGE, unless_there},
};

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: &InstanceId) -> Result<Vec<String>, Fault> {
        let request = self.connect.list_lambda_functions();
        let request = request
            .instance_id(instance.as_str())
            .max_results(ASSOCIATION_PAGE);
        self.pages(
            "ListLambdaFunctions",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.lambda_functions, page.next_token),
        )
        .await
    }

    async fn associate(
        &self,
        instance: &InstanceId,
        function: &str,
        token: &str,
    ) -> Result<(), Fault> {
        let request = self.connect.associate_lambda_function();
        let request = request
            .instance_id(instance.as_str())
            .function_arn(function)
            .client_token(token);
        unless_there(self.call("AssociateLambdaFunction", request.send()).await)
    }

    async fn disassociate(&self, instance: &InstanceId, function: &str) -> Result<(), Fault> {
        let request = self.connect.disassociate_lambda_function();
        let request = request
            .instance_id(instance.as_str())
            .function_arn(function)
            .client_token(self.tokens.next());
        self.call("DisassociateLambdaFunction", request.send())
            .await?;
        Ok(())
    }
}
