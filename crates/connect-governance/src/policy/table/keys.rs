//! Keys and secrets.

use super::{
    Entry, Service, entry, own, right,
    target::{EVERYTHING, KEY, Target, target},
};

const ALIAS: Target = target("Alias", "kms:{region}:{account}:alias/*");
/// Six characters that nobody knows before stand behind the name of a secret.
const SECRET: Target = target(
    "Secret",
    "secretsmanager:{region}:{account}:secret:{secret}",
);

const KMS: &[Entry] = &[
    entry(
        &["CreateKey"],
        &[
            own(&[EVERYTHING]),
            right(&["kms:TagResource"], &[EVERYTHING]),
        ],
    ),
    entry(&["ListAliases", "ListKeys"], &[own(&[EVERYTHING])]),
    entry(
        &["CreateAlias", "DeleteAlias", "UpdateAlias"],
        &[own(&[ALIAS, KEY])],
    ),
    entry(
        &[
            "CancelKeyDeletion",
            "CreateGrant",
            "Decrypt",
            "DescribeKey",
            "DisableKey",
            "DisableKeyRotation",
            "EnableKey",
            "EnableKeyRotation",
            "Encrypt",
            "GenerateDataKey",
            "GetKeyPolicy",
            "GetKeyRotationStatus",
            "ListGrants",
            "ListKeyPolicies",
            "ListResourceTags",
            "PutKeyPolicy",
            "RetireGrant",
            "RevokeGrant",
            "ScheduleKeyDeletion",
            "TagResource",
            "UntagResource",
            "UpdateKeyDescription",
        ],
        &[own(&[KEY])],
    ),
];

const SECRETS: &[Entry] = &[
    entry(
        &["CreateSecret"],
        &[
            own(&[SECRET]),
            right(&["secretsmanager:TagResource"], &[SECRET]),
            right(&["kms:Decrypt", "kms:GenerateDataKey"], &[KEY]),
        ],
    ),
    entry(
        &["PutSecretValue", "UpdateSecret"],
        &[
            own(&[SECRET]),
            right(&["kms:Decrypt", "kms:GenerateDataKey"], &[KEY]),
        ],
    ),
    entry(
        &["GetSecretValue"],
        &[own(&[SECRET]), right(&["kms:Decrypt"], &[KEY])],
    ),
    entry(
        &[
            "DeleteSecret",
            "DescribeSecret",
            "RestoreSecret",
            "TagResource",
            "UntagResource",
        ],
        &[own(&[SECRET])],
    ),
    entry(&["ListSecrets"], &[own(&[EVERYTHING])]),
];

pub(super) const SERVICES: &[Service] = &[
    Service {
        names: &["kms"],
        prefix: "kms",
        entries: &[KMS],
        free: &[],
    },
    Service {
        names: &["secretsmanager"],
        prefix: "secretsmanager",
        entries: &[SECRETS],
        free: &[],
    },
];
