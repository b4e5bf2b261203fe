//! Things that flows name and no centre declares.

use async_trait::async_trait;
use connect_model::{Fault, InstanceId};
use connect_resources::Named;

/// The calls. Contract: lists are whole.
#[async_trait]
pub trait DirectoryPort: Send + Sync {
    /// `ListViews`: those of the instance and those that AWS manages.
    async fn views(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault>;

    /// `ListTaskTemplates`.
    async fn task_templates(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault>;

    /// `ListDataTables`.
    async fn data_tables(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault>;
}

/// The calls for Lex V2 bots, which flows name by the names of bot and alias. Contract: lists are whole.
#[async_trait]
pub trait BotPort: Send + Sync {
    /// `ListBots` of Lex V2: names and ids.
    async fn bots(&self) -> Result<Vec<Named>, Fault>;

    /// `ListBotAliases` of Lex V2: names and ids of the aliases of a bot.
    async fn bot_aliases(&self, bot: &str) -> Result<Vec<Named>, Fault>;
}
