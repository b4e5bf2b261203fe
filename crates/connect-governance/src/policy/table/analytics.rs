//! The data lake: catalog, grants, queries.

use super::{
    Entry, Right, Service, entry, own, right,
    target::{EVERYTHING, Target, target},
};

const WORKGROUP: Target = target(
    "Workgroup",
    "athena:{region}:{account}:workgroup/{workgroup}",
);

/// A call about a table needs all that the table is in.
const CATALOG: Target = target("Catalog", "glue:{region}:{account}:catalog");
const DATABASE: Target = target("Database", "glue:{region}:{account}:database/{database}");
const DATABASES: Target = target("Databases", "glue:{region}:{account}:database/*");
const GLUE_TABLE: Target = target("CatalogTable", "glue:{region}:{account}:table/{database}/*");
const GLUE_FUNCTION: Target = target(
    "CatalogFunction",
    "glue:{region}:{account}:userDefinedFunction/{database}/*",
);

const ATHENA: &[Entry] = &[
    entry(
        &["CreateWorkGroup"],
        &[
            own(&[WORKGROUP]),
            right(&["athena:TagResource"], &[WORKGROUP]),
        ],
    ),
    entry(
        &[
            "BatchGetQueryExecution",
            "DeleteWorkGroup",
            "GetQueryExecution",
            "GetQueryResults",
            "GetQueryRuntimeStatistics",
            "GetWorkGroup",
            "ListQueryExecutions",
            "ListTagsForResource",
            "StartQueryExecution",
            "StopQueryExecution",
            "TagResource",
            "UpdateWorkGroup",
        ],
        &[own(&[WORKGROUP])],
    ),
    entry(&["ListWorkGroups"], &[own(&[EVERYTHING])]),
];

const GLUE: &[Entry] = &[
    entry(&["GetDatabases"], &[own(&[CATALOG, DATABASES])]),
    entry(
        &["CreateDatabase", "GetDatabase", "UpdateDatabase"],
        &[own(&[CATALOG, DATABASE])],
    ),
    entry(
        &["DeleteDatabase"],
        &[own(&[CATALOG, DATABASE, GLUE_TABLE, GLUE_FUNCTION])],
    ),
    entry(
        &[
            "CreateTable",
            "DeleteTable",
            "GetPartitions",
            "GetTable",
            "GetTables",
            "UpdateTable",
        ],
        &[own(&[CATALOG, DATABASE, GLUE_TABLE])],
    ),
];

/// Lake Formation knows no resources: what it is about is granted inside of it.
const LAKE: Right = own(&[EVERYTHING]);

const LAKEFORMATION: &[Entry] = &[entry(
    &[
        "AddLFTagsToResource",
        "BatchGrantPermissions",
        "BatchRevokePermissions",
        "CreateLFTag",
        "DeleteLFTag",
        "GetDataAccess",
        "GetDataLakeSettings",
        "GetLFTag",
        "GetResourceLFTags",
        "GrantPermissions",
        "ListPermissions",
        "ListResources",
        "PutDataLakeSettings",
        "RemoveLFTagsFromResource",
        "RevokePermissions",
        "SearchDatabasesByLFTags",
        "SearchTablesByLFTags",
        "UpdateLFTag",
    ],
    &[LAKE],
)];

pub(super) const SERVICES: &[Service] = &[
    Service {
        names: &["athena"],
        prefix: "athena",
        entries: &[ATHENA],
        free: &[],
    },
    Service {
        names: &["glue"],
        prefix: "glue",
        entries: &[GLUE],
        free: &[],
    },
    Service {
        names: &["lakeformation"],
        prefix: "lakeformation",
        entries: &[LAKEFORMATION],
        free: &[],
    },
];
