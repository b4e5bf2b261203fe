//! Bots of Amazon Lex V2: settings, imports and builds.

use async_trait::async_trait;
use aws_sdk_lexmodelsv2::types;
use connect_model::{Fault, FaultClass, Tags, spec::Payload};
use connect_resources::{
    Condition, Known, Named,
    bot::{BotDraft, BotRecord, Port},
};

use crate::{
    aws::Aws,
    call::Operation,
    connect::{int, tag_map, tags},
    fault,
    lex_alias::{DRAFT, PAGE},
};

const BUILD_BOT_LOCALE: Operation = operation("BuildBotLocale");
const CREATE_BOT: Operation = operation("CreateBot");
const CREATE_UPLOAD_URL: Operation = operation("CreateUploadUrl");
const DELETE_BOT: Operation = operation("DeleteBot");
const DESCRIBE_BOT: Operation = operation("DescribeBot");
const DESCRIBE_BOT_LOCALE: Operation = operation("DescribeBotLocale");
const DESCRIBE_IMPORT: Operation = operation("DescribeImport");
const LIST_BOT_LOCALES: Operation = operation("ListBotLocales");
const LIST_BOTS: Operation = operation("ListBots");
const LIST_TAGS_FOR_RESOURCE: Operation = operation("ListTagsForResource");
const START_IMPORT: Operation = operation("StartImport");
const TAG_RESOURCE: Operation = operation("TagResource");
const UNTAG_RESOURCE: Operation = operation("UntagResource");
const UPDATE_BOT: Operation = operation("UpdateBot");

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "lex",
        name,
    }
}

#[async_trait]
impl Port for Aws {
    async fn list(&self) -> Result<Vec<Named>, Fault> {
        let request = self.lex.list_bots().max_results(PAGE);
        let listed = self.caller.pages(
            LIST_BOTS,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.bot_summaries, page.next_token),
        );
        let named = |bot: types::BotSummary| {
            Some(Named {
                known: self.bot(&bot.bot_id?),
                name: bot.bot_name?,
                modified_ms: None,
            })
        };
        Ok(listed.await?.into_iter().filter_map(named).collect())
    }

    async fn describe(&self, bot: &Known) -> Result<BotRecord, Fault> {
        let request = self.lex.describe_bot().bot_id(&bot.id);
        let answer = self.caller.send(DESCRIBE_BOT, request.send()).await?;
        let child_directed = answer.data_privacy.map(|it| it.child_directed);
        let idle = answer.idle_session_ttl_in_seconds.unwrap_or_default();
        Ok(BotRecord {
            role: answer.role_arn.unwrap_or_default(),
            child_directed: child_directed.unwrap_or_default(),
            idle_session_seconds: idle.try_into().unwrap_or_default(),
            tags: self.lex_tags(&bot.arn).await?,
            condition: ready(answer.bot_status.as_ref(), answer.failure_reasons),
        })
    }

    async fn condition(&self, bot: &str) -> Result<Condition, Fault> {
        let request = self.lex.describe_bot().bot_id(bot);
        let answer = self.caller.send(DESCRIBE_BOT, request.send()).await?;
        Ok(ready(answer.bot_status.as_ref(), answer.failure_reasons))
    }

    async fn create(&self, draft: &BotDraft, tags: &Tags) -> Result<Known, Fault> {
        let request = self.lex.create_bot();
        let request = request
            .bot_name(&draft.name)
            .role_arn(&draft.role)
            .data_privacy(privacy(draft))
            .idle_session_ttl_in_seconds(int(draft.idle_session_seconds))
            .set_bot_tags(tag_map(tags));
        let answer = self.caller.send(CREATE_BOT, request.send()).await;
        let answer = answer.map_err(taken).map_err(unknown_role)?;
        let without = || fault::unreadable(CREATE_BOT, "it lacks the id");
        Ok(self.bot(&answer.bot_id.ok_or_else(without)?))
    }

    async fn update(&self, bot: &str, draft: &BotDraft) -> Result<(), Fault> {
        let request = self.lex.describe_bot().bot_id(bot);
        let there = self.caller.send(DESCRIBE_BOT, request.send()).await?;
        let request = self.lex.update_bot();
        let request = request
            .bot_id(bot)
            .bot_name(&draft.name)
            .role_arn(&draft.role)
            .data_privacy(privacy(draft))
            .idle_session_ttl_in_seconds(int(draft.idle_session_seconds))
            .set_description(there.description)
            .set_bot_type(there.bot_type)
            .set_bot_members(there.bot_members)
            .set_error_log_settings(there.error_log_settings);
        let answer = self.caller.send(UPDATE_BOT, request.send()).await;
        answer.map_err(busy).map_err(unknown_role)?;
        Ok(())
    }

    async fn delete(&self, bot: &str) -> Result<(), Fault> {
        let request = self.lex.delete_bot().bot_id(bot);
        let request = request.skip_resource_in_use_check(true);
        let answer = self.caller.send(DELETE_BOT, request.send());
        match answer.await.map_err(busy) {
            // Of one that is not there Lex says that its state does not fit.
            Err(fault) if fault.class == FaultClass::NotReady => {
                unless_gone(self.condition(bot).await.and(Err::<(), _>(fault)))
            }
            answer => unless_gone(answer),
        }
    }

    async fn upload_archive(&self, archive: &Payload) -> Result<String, Fault> {
        let request = self.lex.create_upload_url();
        let place = self.caller.send(CREATE_UPLOAD_URL, request.send()).await?;
        let without = || fault::unreadable(CREATE_UPLOAD_URL, "it lacks the id or the address");
        let (id, address) = (place.import_id, place.upload_url);
        let (id, address) = id.zip(address).ok_or_else(without)?;
        self.upload(&address, archive).await?;
        Ok(id)
    }

    async fn import(&self, draft: &BotDraft, import: &str) -> Result<(), Fault> {
        let bot = types::BotImportSpecification::builder()
            .bot_name(&draft.name)
            .role_arn(&draft.role)
            .data_privacy(privacy(draft))
            .idle_session_ttl_in_seconds(int(draft.idle_session_seconds))
            .build();
        let bot = bot.expect("every required member was set");
        let what = types::ImportResourceSpecification::builder().bot_import_specification(bot);
        let request = self.lex.start_import();
        let request = request
            .import_id(import)
            .resource_specification(what.build())
            .merge_strategy(types::MergeStrategy::Overwrite);
        let answer = self.caller.send(START_IMPORT, request.send()).await;
        answer.map_err(busy)?;
        Ok(())
    }

    async fn import_condition(&self, import: &str) -> Result<Condition, Fault> {
        let request = self.lex.describe_import().import_id(import);
        let answer = self.caller.send(DESCRIBE_IMPORT, request.send());
        let answer = answer.await?;
        Ok(match answer.import_status {
            Some(types::ImportStatus::Completed) => Condition::Ready,
            Some(types::ImportStatus::Failed | types::ImportStatus::Deleting) => {
                broken(answer.failure_reasons)
            }
            _ => Condition::Settling,
        })
    }

    async fn locales(&self, bot: &str) -> Result<Vec<String>, Fault> {
        self.draft_locales(bot).await
    }

    async fn build(&self, bot: &str, locale: &str) -> Result<(), Fault> {
        let request = self.lex.build_bot_locale();
        let request = request.bot_id(bot).bot_version(DRAFT).locale_id(locale);
        let answer = self.caller.send(BUILD_BOT_LOCALE, request.send());
        answer.await.map_err(busy)?;
        Ok(())
    }

    async fn locale_condition(&self, bot: &str, locale: &str) -> Result<Condition, Fault> {
        let request = self.lex.describe_bot_locale();
        let request = request.bot_id(bot).bot_version(DRAFT).locale_id(locale);
        let answer = self
            .caller
            .send(DESCRIBE_BOT_LOCALE, request.send())
            .await?;
        Ok(match answer.bot_locale_status {
            Some(types::BotLocaleStatus::Built) => Condition::Ready,
            Some(types::BotLocaleStatus::Failed | types::BotLocaleStatus::Deleting) => {
                broken(answer.failure_reasons)
            }
            _ => Condition::Settling,
        })
    }
}

impl Aws {
    /// The id and ARN of a bot.
    fn bot(&self, id: &str) -> Known {
        Known::new(id, self.lex_arn(&format!("bot/{id}")))
    }

    pub(crate) fn lex_arn(&self, resource: &str) -> String {
        let (region, account) = (&self.caller.region, &self.caller.account);
        let partition = region.partition();
        format!("arn:{partition}:lex:{region}:{account}:{resource}")
    }

    pub(crate) async fn draft_locales(&self, bot: &str) -> Result<Vec<String>, Fault> {
        let request = self.lex.list_bot_locales();
        let request = request.bot_id(bot).bot_version(DRAFT).max_results(PAGE);
        let listed = self.caller.pages(
            LIST_BOT_LOCALES,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.bot_locale_summaries, page.next_token),
        );
        let locales = listed.await?.into_iter();
        Ok(locales.filter_map(|locale| locale.locale_id).collect())
    }

    pub(crate) async fn lex_tags(&self, arn: &str) -> Result<Tags, Fault> {
        let request = self.lex.list_tags_for_resource().resource_arn(arn);
        Ok(tags(
            self.caller
                .send(LIST_TAGS_FOR_RESOURCE, request.send())
                .await?
                .tags,
        ))
    }

    pub(crate) async fn tag_bot(&self, arn: &str, tags: &Tags) -> Result<(), Fault> {
        let request = self.lex.tag_resource().resource_arn(arn);
        let request = request.set_tags(tag_map(tags));
        self.caller.send(TAG_RESOURCE, request.send()).await?;
        Ok(())
    }

    pub(crate) async fn untag_bot(&self, arn: &str, keys: &[String]) -> Result<(), Fault> {
        let request = self.lex.untag_resource().resource_arn(arn);
        let request = request.set_tag_keys(Some(keys.to_vec()));
        let answer = self.caller.send(UNTAG_RESOURCE, request.send());
        answer.await?;
        Ok(())
    }
}

/// A name is taken.
pub(crate) fn taken(mut fault: Fault) -> Fault {
    if fault.code == "ConflictException" {
        fault.class = FaultClass::Duplicate;
    }
    fault
}

/// Something else is under way.
pub(crate) fn busy(mut fault: Fault) -> Fault {
    let codes = ["ConflictException", "PreconditionFailedException"];
    if codes.contains(&fault.code.as_str()) {
        fault.class = FaultClass::NotReady;
    }
    fault
}

/// What is gone already is as good as deleted.
pub(crate) fn unless_gone<T>(answer: Result<T, Fault>) -> Result<(), Fault> {
    match answer {
        Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
        _ => Ok(()),
    }
}

/// Lex did not do it.
pub(crate) fn broken(reasons: Option<Vec<String>>) -> Condition {
    let reasons = reasons.unwrap_or_default().join("; ");
    Condition::Broken(if reasons.is_empty() {
        "Lex does not say why".to_owned()
    } else {
        reasons
    })
}

pub(crate) fn ready(status: Option<&types::BotStatus>, reasons: Option<Vec<String>>) -> Condition {
    match status {
        Some(types::BotStatus::Available) => Condition::Ready,
        Some(types::BotStatus::Failed | types::BotStatus::Inactive) => broken(reasons),
        _ => Condition::Settling,
    }
}

/// IAM does not know a new role everywhere at once.
fn unknown_role(mut fault: Fault) -> Fault {
    if fault.code == "ValidationException" && fault.message.contains("assume") {
        fault.class = FaultClass::NotReady;
    }
    fault
}

fn privacy(draft: &BotDraft) -> types::DataPrivacy {
    let privacy = types::DataPrivacy::builder().child_directed(draft.child_directed);
    privacy.build()
}
