//! The alias of a Lex V2 bot by the names of both, in any Region.

use async_trait::async_trait;
use aws_sdk_lexmodelsv2 as lexv2;
use aws_types::region::Region as SdkRegion;
use connect_model::{Fault, FaultClass, Region};
use connect_resources::lex::AliasPort;
use lexv2::types;

use crate::{
    aws::Aws,
    call::{Caller, Operation},
    fault,
};

/// The largest page of both lists.
pub(crate) const PAGE: i32 = 1_000;

/// The version that is worked on.
pub(crate) const DRAFT: &str = "DRAFT";

pub(crate) const LIST_BOTS: Operation = operation("ListBots");
const LIST_ALIASES: Operation = operation("ListBotAliases");

/// An operation of Lex V2.
pub(crate) const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "lex",
        name,
    }
}

#[async_trait]
impl AliasPort for Aws {
    async fn alias_arn(
        &self,
        bot: &str,
        alias: &str,
        region: &str,
    ) -> Result<Option<String>, Fault> {
        let malformed = |cause: connect_model::ArnError| {
            fault::fault(
                LIST_BOTS,
                FaultClass::Invalid,
                "BadRegion",
                cause.to_string(),
            )
        };
        let region = Region::new(region).map_err(malformed)?;
        let place = SdkRegion::new(region.to_string());
        let client = lexv2::Client::new(&self.sdk.to_builder().region(place).build());
        let caller = self.caller.in_region(region);
        let Some(bot_id) = bot_id(&client, &caller, bot).await? else {
            return Ok(None);
        };
        let summary = alias_summary(&client, &caller, &bot_id, alias).await?;
        let Some(alias_id) = summary.and_then(|alias| alias.bot_alias_id) else {
            return Ok(None);
        };
        let (region, account) = (&caller.region, &caller.account);
        let partition = region.partition();
        Ok(Some(format!(
            "arn:{partition}:lex:{region}:{account}:bot-alias/{bot_id}/{alias_id}"
        )))
    }
}

/// The id of the bot with this name.
pub(crate) async fn bot_id(
    client: &lexv2::Client,
    caller: &Caller,
    name: &str,
) -> Result<Option<String>, Fault> {
    let is_named = types::BotFilter::builder()
        .name(types::BotFilterName::BotName)
        .values(name)
        .operator(types::BotFilterOperator::Equals)
        .build();
    let is_named = is_named.expect("every required member was set");
    let request = client.list_bots().filters(is_named).max_results(PAGE);
    let bots = caller.pages(
        LIST_BOTS,
        |token| request.clone().set_next_token(token).send(),
        |page| (page.bot_summaries, page.next_token),
    );
    let mut bots = bots.await?.into_iter();
    let bot = bots.find(|bot| bot.bot_name.as_deref() == Some(name));
    Ok(bot.and_then(|bot| bot.bot_id))
}

/// What the list tells of the alias with this name.
pub(crate) async fn alias_summary(
    client: &lexv2::Client,
    caller: &Caller,
    bot_id: &str,
    name: &str,
) -> Result<Option<types::BotAliasSummary>, Fault> {
    let request = client.list_bot_aliases().bot_id(bot_id).max_results(PAGE);
    let aliases = caller.pages(
        LIST_ALIASES,
        |token| request.clone().set_next_token(token).send(),
        |page| (page.bot_alias_summaries, page.next_token),
    );
    let mut aliases = aliases.await?.into_iter();
    Ok(aliases.find(|alias| alias.bot_alias_name.as_deref() == Some(name)))
}
