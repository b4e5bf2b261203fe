//! Bots.

use super::{
    Entry, Limit, Right, Service, entry, own, right,
    target::{BOT_ALIAS, BOT_V1, EVERYTHING, ROLE, Target, target},
};

const BOT: Target = target("Bot", "lex:{region}:{account}:bot/{bot}");

const PASS_TO_LEX: Right =
    right(&["iam:PassRole"], &[ROLE]).under(&[Limit::PassedTo("lexv2.amazonaws.com")]);

const LEX: &[Entry] = &[
    entry(
        &["CreateBot"],
        &[
            own(&[BOT]),
            right(&["lex:TagResource"], &[BOT]),
            PASS_TO_LEX,
        ],
    ),
    entry(&["UpdateBot"], &[own(&[BOT]), PASS_TO_LEX]),
    // What is imported is written piece by piece, with a right for each.
    entry(
        &["StartImport"],
        &[
            own(&[BOT]),
            right(
                &[
                    "lex:CreateBot",
                    "lex:CreateBotLocale",
                    "lex:CreateCustomVocabulary",
                    "lex:CreateIntent",
                    "lex:CreateSlot",
                    "lex:CreateSlotType",
                    "lex:DeleteBotLocale",
                    "lex:DeleteCustomVocabulary",
                    "lex:DeleteIntent",
                    "lex:DeleteSlot",
                    "lex:DeleteSlotType",
                    "lex:UpdateBot",
                    "lex:UpdateBotLocale",
                    "lex:UpdateCustomVocabulary",
                    "lex:UpdateIntent",
                    "lex:UpdateSlot",
                    "lex:UpdateSlotType",
                ],
                &[BOT],
            ),
            PASS_TO_LEX,
        ],
    ),
    entry(
        &[
            "BuildBotLocale",
            "CreateBotVersion",
            "DeleteBot",
            "DescribeBot",
            "DescribeBotLocale",
            "DescribeBotVersion",
            "ListBotAliases",
            "ListBotLocales",
            "ListBotVersions",
        ],
        &[own(&[BOT])],
    ),
    entry(
        &["CreateBotAlias"],
        &[
            own(&[BOT, BOT_ALIAS]),
            right(&["lex:TagResource"], &[BOT_ALIAS]),
        ],
    ),
    entry(
        &["DeleteBotAlias", "DescribeBotAlias", "UpdateBotAlias"],
        &[own(&[BOT, BOT_ALIAS])],
    ),
    entry(
        &["ListTagsForResource", "TagResource", "UntagResource"],
        &[own(&[BOT, BOT_ALIAS])],
    ),
    entry(&["GetBot"], &[own(&[BOT_V1])]),
    entry(
        &["CreateUploadUrl", "DescribeImport", "ListBots"],
        &[own(&[EVERYTHING])],
    ),
];

pub(super) const SERVICES: &[Service] = &[Service {
    names: &["lex"],
    prefix: "lex",
    entries: &[LEX],
    free: &[],
}];
