"""Where a broken request is not refused as invalid, and why that is right."""

_CLIENT = "The client works out from this member where to send the request, and sends nothing."
_EMPTY = "An empty structure has no fields in a form: what is sent is the whole request."
_LIST = "Without an id the request is the one that lists the configurations."

# What check_shapes.py has to say about a request, by service, operation and what is broken, and why.
ANSWERS = {
    ("dynamodb", "BatchGetItem", "RequestItems left out"): ("unsendable", _CLIENT),
    ("dynamodb", "BatchWriteItem", "RequestItems left out"): ("unsendable", _CLIENT),
    ("events", "PutEvents", "EndpointId too long"): ("unsendable", _CLIENT),
    ("events", "PutEvents", "EndpointId too short"): ("unsendable", _CLIENT),
    ("iam", "SimulateCustomPolicy", "OrderedOrganizationPolicyInputList too many"):
        ("implemented 200", _EMPTY),
    ("sts", "AssumeRole", "ProvidedContexts too many"): ("implemented 200", _EMPTY),
    ("s3", "GetBucketAnalyticsConfiguration", "Id left out"): ("implemented 200", _LIST),
    ("s3", "GetBucketIntelligentTieringConfiguration", "Id left out"): ("implemented 200", _LIST),
    ("s3", "GetBucketInventoryConfiguration", "Id left out"): ("implemented 200", _LIST),
    ("s3", "GetBucketMetricsConfiguration", "Id left out"): ("implemented 200", _LIST),
    ("s3", "CopyObject", "CopySource left out"):
        ("implemented 200", "Without a source the request puts an object that is empty."),
    ("s3", "UploadPartCopy", "CopySource left out"):
        ("implemented 200", "Without a source the request uploads a part that is empty."),
    ("s3", "AbortMultipartUpload", "UploadId left out"):
        ("implemented 200", "Without an upload the request deletes the object."),
    ("s3", "ListParts", "UploadId left out"):
        ("implemented 404 NoSuchKey", "Without an upload the request gets the object."),
    ("s3", "CompleteMultipartUpload", "UploadId left out"):
        ("not-implemented 405 MethodNotAllowed", "S3 takes no other POST to an object."),
}

# What root users, as whom scenarios are played, are always refused. governance.py calls it as a role.
NOT_FOR_ROOT = {("connect", "GetFederationToken")}

# Deprecated operations of S3 that have the method and path of their successors, by service and name.
# No server can tell them apart.
SAME_ON_THE_WIRE = {
    ("s3", "GetBucketLifecycle"): "GetBucketLifecycleConfiguration",
    ("s3", "GetBucketNotification"): "GetBucketNotificationConfiguration",
    ("s3", "PutBucketLifecycle"): "PutBucketLifecycleConfiguration",
    ("s3", "PutBucketNotification"): "PutBucketNotificationConfiguration",
}
