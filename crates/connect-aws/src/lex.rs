//! Lex bots of an instance, and the aliases of V2 bots by name.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{Fault, InstanceId};
use connect_resources::lex::{Bot, Port};

use crate::{
    aws::Aws,
    connect::{ASSOCIATION_PAGE, unless_there, whole},
};

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: &InstanceId, v1: bool) -> Result<Vec<Bot>, Fault> {
        let version = if v1 {
            types::LexVersion::V1
        } else {
            types::LexVersion::V2
        };
        let request = self.connect.list_bots();
        let request = request
            .instance_id(instance.as_str())
            .lex_version(version)
            .max_results(ASSOCIATION_PAGE);
        let listed = self.pages(
            "ListBots",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.lex_bots, page.next_token),
        );
        Ok(listed.await?.into_iter().filter_map(bot).collect())
    }

    async fn associate(&self, instance: &InstanceId, bot: &Bot, token: &str) -> Result<(), Fault> {
        let (v1, v2) = versions(bot);
        let request = self.connect.associate_bot();
        let request = request
            .instance_id(instance.as_str())
            .set_lex_bot(v1)
            .set_lex_v2_bot(v2)
            .client_token(token);
        unless_there(self.call("AssociateBot", request.send()).await)
    }

    async fn disassociate(&self, instance: &InstanceId, bot: &Bot) -> Result<(), Fault> {
        let (v1, v2) = versions(bot);
        let request = self.connect.disassociate_bot();
        let request = request
            .instance_id(instance.as_str())
            .set_lex_bot(v1)
            .set_lex_v2_bot(v2)
            .client_token(self.tokens.next());
        self.call("DisassociateBot", request.send()).await?;
        Ok(())
    }
}

fn bot(listed: types::LexBotConfig) -> Option<Bot> {
    let v1 = listed.lex_bot.map(|bot| Bot::V1 {
        name: bot.name,
        region: bot.lex_region,
    });
    let alias_arn = listed.lex_v2_bot.and_then(|bot| bot.alias_arn);
    v1.or_else(|| alias_arn.map(|alias_arn| Bot::V2 { alias_arn }))
}

fn versions(bot: &Bot) -> (Option<types::LexBot>, Option<types::LexV2Bot>) {
    match bot {
        Bot::V1 { name, region } => {
            let bot = types::LexBot::builder().name(name).lex_region(region);
            (Some(whole(bot.build())), None)
        }
        Bot::V2 { alias_arn } => {
            let bot = types::LexV2Bot::builder().alias_arn(alias_arn);
            (None, Some(bot.build()))
        }
    }
}
