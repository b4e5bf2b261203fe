//! Aliases and versions of bots of Amazon Lex V2.

use std::collections::HashMap;

use async_trait::async_trait;
use aws_sdk_lexmodelsv2::types;
use connect_model::{Fault, FaultClass, Tags};
use connect_resources::{
    Condition, Known,
    bot_alias::{BotAliasRecord, Port},
};

use crate::{
    aws::Aws,
    bot::{broken, busy, ready, taken, unless_gone},
    call::Operation,
    connect::tag_map,
    fault,
    lex_alias::{DRAFT, PAGE, alias_summary, bot_id},
};

const CREATE_BOT_ALIAS: Operation = operation("CreateBotAlias");
const CREATE_BOT_VERSION: Operation = operation("CreateBotVersion");
const DELETE_BOT_ALIAS: Operation = operation("DeleteBotAlias");
const DESCRIBE_BOT_ALIAS: Operation = operation("DescribeBotAlias");
const DESCRIBE_BOT_VERSION: Operation = operation("DescribeBotVersion");
const LIST_BOT_VERSIONS: Operation = operation("ListBotVersions");
const UPDATE_BOT_ALIAS: Operation = operation("UpdateBotAlias");

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "lex",
        name,
    }
}

#[async_trait]
impl Port for Aws {
    async fn find(&self, bot: &str, alias: &str) -> Result<Option<BotAliasRecord>, Fault> {
        let Some(bot) = bot_id(&self.lex, &self.caller, bot).await? else {
            return Ok(None);
        };
        let summary = alias_summary(&self.lex, &self.caller, &bot, alias).await?;
        let Some((summary, id)) = summary.and_then(|it| Some((it.clone(), it.bot_alias_id?)))
        else {
            return Ok(None);
        };
        let versions = self.versions(&bot).await?.into_iter();
        let mut versions = versions.filter(|it| it.bot_version == summary.bot_version);
        let description = versions.next().and_then(|version| version.description);
        let known = self.alias(&bot, &id);
        Ok(Some(BotAliasRecord {
            tags: self.lex_tags(&known.arn).await?,
            known,
            bot,
            description: description.unwrap_or_default(),
            condition: alias_condition(summary.bot_alias_status.as_ref()),
        }))
    }

    async fn version(&self, bot: &str, description: &str) -> Result<Option<String>, Fault> {
        let versions = self.versions(bot).await?.into_iter();
        let alike = versions.filter(|it| {
            it.description.as_deref() == Some(description)
                && it.bot_status != Some(types::BotStatus::Failed)
        });
        let numbers = alike.filter_map(|it| it.bot_version);
        Ok(numbers.max_by_key(|number| number.parse::<u64>().unwrap_or_default()))
    }

    async fn publish(&self, bot: &str, description: &str) -> Result<String, Fault> {
        let request = self.lex.create_bot_version();
        let mut request = request.bot_id(bot).description(description);
        for locale in self.draft_locales(bot).await? {
            let source = types::BotVersionLocaleDetails::builder().source_bot_version(DRAFT);
            let source = source.build().expect("every required member was set");
            request = request.bot_version_locale_specification(locale, source);
        }
        let answer = self.caller.send(CREATE_BOT_VERSION, request.send()).await;
        let answer = answer.map_err(busy)?;
        let without = || fault::unreadable(CREATE_BOT_VERSION, "it lacks the number");
        answer.bot_version.ok_or_else(without)
    }

    async fn version_condition(&self, bot: &str, version: &str) -> Result<Condition, Fault> {
        let request = self.lex.describe_bot_version();
        let request = request.bot_id(bot).bot_version(version);
        let answer = self
            .caller
            .send(DESCRIBE_BOT_VERSION, request.send())
            .await?;
        Ok(ready(answer.bot_status.as_ref(), answer.failure_reasons))
    }

    async fn create(
        &self,
        bot: &str,
        alias: &str,
        version: &str,
        tags: &Tags,
    ) -> Result<Known, Fault> {
        let locales = self.locale_settings(bot, HashMap::new()).await?;
        let request = self.lex.create_bot_alias();
        let request = request
            .bot_id(bot)
            .bot_alias_name(alias)
            .bot_version(version)
            .set_bot_alias_locale_settings(Some(locales))
            .set_tags(tag_map(tags));
        let answer = self.caller.send(CREATE_BOT_ALIAS, request.send()).await;
        let answer = answer.map_err(taken)?;
        let without = || fault::unreadable(CREATE_BOT_ALIAS, "it lacks the id");
        Ok(self.alias(bot, &answer.bot_alias_id.ok_or_else(without)?))
    }

    async fn point(&self, alias: &Known, version: &str) -> Result<(), Fault> {
        let (bot, id) = ids(alias);
        let request = self.lex.describe_bot_alias().bot_id(bot).bot_alias_id(id);
        let there = self.caller.send(DESCRIBE_BOT_ALIAS, request.send()).await?;
        let locales = there.bot_alias_locale_settings.unwrap_or_default();
        let locales = self.locale_settings(bot, locales).await?;
        let request = self.lex.update_bot_alias();
        let request = request
            .bot_id(bot)
            .bot_alias_id(id)
            .bot_version(version)
            .set_bot_alias_name(there.bot_alias_name)
            .set_description(there.description)
            .set_bot_alias_locale_settings(Some(locales))
            .set_conversation_log_settings(there.conversation_log_settings)
            .set_sentiment_analysis_settings(there.sentiment_analysis_settings);
        let answer = self.caller.send(UPDATE_BOT_ALIAS, request.send());
        answer.await.map_err(busy)?;
        Ok(())
    }

    async fn condition(&self, alias: &Known) -> Result<Condition, Fault> {
        let (bot, id) = ids(alias);
        let request = self.lex.describe_bot_alias().bot_id(bot).bot_alias_id(id);
        let there = self.caller.send(DESCRIBE_BOT_ALIAS, request.send()).await?;
        Ok(alias_condition(there.bot_alias_status.as_ref()))
    }

    async fn delete(&self, alias: &Known) -> Result<(), Fault> {
        let (bot, id) = ids(alias);
        let request = self.lex.delete_bot_alias().bot_id(bot).bot_alias_id(id);
        let request = request.skip_resource_in_use_check(true);
        let answer = self.caller.send(DELETE_BOT_ALIAS, request.send());
        match answer.await.map_err(busy) {
            // Of one that is not there Lex says that its state does not fit.
            Err(fault) if fault.class == FaultClass::NotReady => {
                unless_gone(self.condition(alias).await.and(Err::<(), _>(fault)))
            }
            answer => unless_gone(answer),
        }
    }
}

impl Aws {
    /// The ids and the ARN of an alias.
    fn alias(&self, bot: &str, id: &str) -> Known {
        let ids = format!("{bot}/{id}");
        let arn = self.lex_arn(&format!("bot-alias/{ids}"));
        Known::new(ids, arn)
    }

    async fn versions(&self, bot: &str) -> Result<Vec<types::BotVersionSummary>, Fault> {
        let request = self.lex.list_bot_versions();
        let request = request.bot_id(bot).max_results(PAGE);
        let listed = self.caller.pages(
            LIST_BOT_VERSIONS,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.bot_version_summaries, page.next_token),
        );
        listed.await
    }

    /// What there is, with every other locale of the draft enabled.
    async fn locale_settings(
        &self,
        bot: &str,
        mut settings: HashMap<String, types::BotAliasLocaleSettings>,
    ) -> Result<HashMap<String, types::BotAliasLocaleSettings>, Fault> {
        for locale in self.draft_locales(bot).await? {
            let enabled = types::BotAliasLocaleSettings::builder().enabled(true);
            settings.entry(locale).or_insert_with(|| enabled.build());
        }
        Ok(settings)
    }
}

fn ids(alias: &Known) -> (&str, &str) {
    alias.id.split_once('/').unwrap_or((&alias.id, ""))
}

fn alias_condition(status: Option<&types::BotAliasStatus>) -> Condition {
    match status {
        Some(types::BotAliasStatus::Available) => Condition::Ready,
        Some(types::BotAliasStatus::Failed) => broken(None),
        _ => Condition::Settling,
    }
}
