//! Identities: IAM, STS, access analysis, shares between accounts.

use super::{
    Entry, Service, entry, everywhere, own, right,
    target::{EVERYTHING, ROLE, Target, target},
};

const ROLES: Target = target("AllRoles", "iam::{account}:role/*");
const PROVIDER: Target = target("Provider", "iam::{account}:saml-provider/{provider}");
const POLICY: Target = target("Policy", "iam::{account}:policy/{policy}");
const SHARE: Target = target("Share", "ram:{region}:*:resource-share/*");
const INVITATION: Target = target("Invitation", "ram:{region}:*:resource-share-invitation/*");
const ANALYZER: Target = target("Analyzer", "access-analyzer:{region}:{account}:analyzer/*");

const IAM: &[Entry] = &[
    entry(
        &["CreateRole"],
        &[own(&[ROLE]), right(&["iam:TagRole"], &[ROLE])],
    ),
    entry(
        &["CreateSAMLProvider"],
        &[
            own(&[PROVIDER]),
            right(&["iam:TagSAMLProvider"], &[PROVIDER]),
        ],
    ),
    entry(
        &["CreatePolicy"],
        &[own(&[POLICY]), right(&["iam:TagPolicy"], &[POLICY])],
    ),
    entry(
        &[
            "AttachRolePolicy",
            "DeleteRole",
            "DeleteRolePolicy",
            "DetachRolePolicy",
            "GetRole",
            "GetRolePolicy",
            "ListAttachedRolePolicies",
            "ListRolePolicies",
            "ListRoleTags",
            "PutRolePolicy",
            "TagRole",
            "UntagRole",
            "UpdateAssumeRolePolicy",
            "UpdateRole",
        ],
        &[own(&[ROLE])],
    ),
    entry(
        &[
            "DeleteSAMLProvider",
            "GetSAMLProvider",
            "ListSAMLProviderTags",
            "TagSAMLProvider",
            "UntagSAMLProvider",
            "UpdateSAMLProvider",
        ],
        &[own(&[PROVIDER])],
    ),
    entry(
        &[
            "CreatePolicyVersion",
            "DeletePolicy",
            "DeletePolicyVersion",
            "GetPolicy",
            "GetPolicyVersion",
            "ListEntitiesForPolicy",
            "ListPolicyTags",
            "ListPolicyVersions",
            "SetDefaultPolicyVersion",
            "TagPolicy",
            "UntagPolicy",
        ],
        &[own(&[POLICY])],
    ),
    entry(&["ListRoles"], &[own(&[ROLES])]),
    entry(
        &[
            "GetServiceLastAccessedDetails",
            "ListPolicies",
            "ListSAMLProviders",
            "SimulateCustomPolicy",
        ],
        &[own(&[EVERYTHING])],
    ),
    entry(
        &[
            "GenerateServiceLastAccessedDetails",
            "SimulatePrincipalPolicy",
        ],
        &[own(&[ROLE])],
    ),
    entry(&["GetAccountAuthorizationDetails"], &[own(&[EVERYTHING])]),
];

const STS: &[Entry] = &[entry(
    &["AssumeRole"],
    &[right(&["sts:AssumeRole"], &[ROLE])],
)];

const RAM: &[Entry] = &[
    entry(&["AcceptResourceShareInvitation"], &[own(&[INVITATION])]),
    entry(
        &[
            "GetResourceShareInvitations",
            "GetResourceShares",
            "ListResources",
        ],
        &[own(&[EVERYTHING])],
    ),
    entry(&["GetResourceShareAssociations"], &[own(&[EVERYTHING])]),
    entry(&["DisassociateResourceShare"], &[own(&[SHARE])]),
];

const ANALYSIS: &[Entry] = &[
    entry(&["ListAnalyzers"], &[own(&[EVERYTHING])]),
    entry(&["ListFindings", "ListFindingsV2"], &[own(&[ANALYZER])]),
    entry(
        &["StartPolicyGeneration", "GetGeneratedPolicy"],
        &[everywhere(&[
            "access-analyzer:GetGeneratedPolicy",
            "access-analyzer:StartPolicyGeneration",
        ])],
    ),
];

pub(super) const SERVICES: &[Service] = &[
    Service {
        names: &["iam"],
        prefix: "iam",
        entries: &[IAM],
        free: &[],
    },
    Service {
        names: &["sts"],
        prefix: "sts",
        entries: &[STS],
        // Who holds credentials may ask whose they are.
        free: &["GetCallerIdentity", "GetSessionToken"],
    },
    Service {
        names: &["ram"],
        prefix: "ram",
        entries: &[RAM],
        free: &[],
    },
    Service {
        names: &["access-analyzer"],
        prefix: "access-analyzer",
        entries: &[ANALYSIS],
        free: &[],
    },
];
