//! Lex V2 bots that flows name.

use async_trait::async_trait;
use aws_sdk_lexmodelsv2::types;
use connect_model::Fault;
use connect_resources::{Known, Named};
use flow_port::BotPort;

use crate::{aws::Aws, call::Operation, lex_alias::PAGE};

const LIST_ALIASES: Operation = Operation {
    service: "lex",
    name: "ListBotAliases",
};
const LIST_BOTS: Operation = Operation {
    service: "lex",
    name: "ListBots",
};

#[async_trait]
impl BotPort for Aws {
    async fn bots(&self) -> Result<Vec<Named>, Fault> {
        let request = self.lex.list_bots().max_results(PAGE);
        let listed = self.caller.pages(
            LIST_BOTS,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.bot_summaries, page.next_token),
        );
        let entry = |bot: types::BotSummary| Some(bare(bot.bot_name?, &bot.bot_id?));
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn bot_aliases(&self, bot: &str) -> Result<Vec<Named>, Fault> {
        let request = self.lex.list_bot_aliases().bot_id(bot);
        let request = request.max_results(PAGE);
        let listed = self.caller.pages(
            LIST_ALIASES,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.bot_alias_summaries, page.next_token),
        );
        let entry =
            |alias: types::BotAliasSummary| Some(bare(alias.bot_alias_name?, &alias.bot_alias_id?));
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }
}

/// What a list tells without an ARN.
fn bare(name: String, id: &str) -> Named {
    Named {
        name,
        known: Known::new(id, id),
        modified_ms: None,
    }
}
