"""Catalogs, tables, objects, and shares of them."""

NAMES = ["a", "b", "c"]
ACCOUNT, OTHER = "111111111111", "222222222222"


def athena(world, who):
    at = {"Catalog": "AwsDataCatalog", "Database": "pages_a"}
    for name in NAMES:
        who.glue.create_database(DatabaseInput={"Name": f"pages_{name}"})
        who.glue.create_table(DatabaseName="pages_a", TableInput=table(name))
        who.athena.create_data_catalog(Name=f"functions-{name}", Type="LAMBDA", Parameters={
            "function": f"arn:aws:lambda:eu-west-2:{ACCOUNT}:function:{name}"})
        who.athena.create_named_query(Name=name, Database="pages_a", QueryString="SELECT 1")
        query = who.athena.start_query_execution(
            QueryString="SELECT * FROM (VALUES (1), (2), (3)) AS t (n)", QueryExecutionContext=at,
            ResultConfiguration={"OutputLocation": "s3://results/"})["QueryExecutionId"]
    world.move(minutes=1)
    return {"QueryExecutionId": query, "CatalogName": "AwsDataCatalog", "DatabaseName": "pages_a",
            "ResourceARN": f"arn:aws:athena:eu-west-2:{ACCOUNT}:workgroup/primary"}, {}


def dynamodb(world, who):
    for name in NAMES:
        made = who.dynamodb.create_table(
            TableName=f"pages-{name}", BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"},
                                  {"AttributeName": "n", "AttributeType": "N"}],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"},
                       {"AttributeName": "n", "KeyType": "RANGE"}])
    world.move(minutes=1)
    for number in range(3):
        who.dynamodb.put_item(TableName="pages-a", Item={"id": {"S": "x"}, "n": {"N": str(number)}})
    keyed = {"KeyConditionExpression": "id = :x", "ExpressionAttributeValues": {":x": {"S": "x"}}}
    return {"TableName": "pages-a", "ResourceArn": made["TableDescription"]["TableArn"]}, {"Query": keyed}


def glue(_, who):
    for name in NAMES:
        who.glue.create_database(DatabaseInput={"Name": f"catalog_{name}"})
        who.glue.create_table(DatabaseName="catalog_a", TableInput=table(name))
        who.glue.create_partition(DatabaseName="catalog_a", TableName="a", PartitionInput={"Values": [name]})
        who.glue.update_table(DatabaseName="catalog_a", TableInput={**table("a"), "Description": name})
    return {"DatabaseName": "catalog_a", "TableName": "a"}, {}


def table(name):
    return {"Name": name, "TableType": "EXTERNAL_TABLE", "PartitionKeys": [{"Name": "day", "Type": "string"}],
            "StorageDescriptor": {"Columns": [{"Name": "c", "Type": "string"}], "Location": "s3://b/p"}}


def lakeformation(_, who):
    lake = who.lakeformation
    lake.put_data_lake_settings(DataLakeSettings={"DataLakeAdmins": [
        {"DataLakePrincipalIdentifier": f"arn:aws:iam::{ACCOUNT}:root"}]})
    for name in NAMES:
        lake.create_lf_tag(TagKey=f"tag-{name}", TagValues=["yes"])
        who.glue.create_database(DatabaseInput={"Name": f"tagged_{name}"})
        who.glue.create_table(DatabaseName="tagged_a", TableInput=table(name))
        lake.add_lf_tags_to_resource(Resource={"Database": {"Name": f"tagged_{name}"}},
                                     LFTags=[{"TagKey": "tag-a", "TagValues": ["yes"]}])
        lake.create_data_cells_filter(TableData={
            "TableCatalogId": ACCOUNT, "DatabaseName": "tagged_a", "TableName": "a", "Name": name,
            "RowFilter": {"FilterExpression": "c = 'x'"}, "ColumnNames": ["c"]})
    return {"Expression": [{"TagKey": "tag-a", "TagValues": ["yes"]}]}, {}


def ram(_, who):
    """What others have invited the caller to, and what the caller shares itself."""
    sharing = who.of(OTHER).ram
    for name in NAMES:
        resource = {"resourceArns": [f"arn:aws:glue:eu-west-2:{OTHER}:database/{name}"]}
        sharing.create_resource_share(name=name, principals=[ACCOUNT], **resource)
        who.ram.create_resource_share(
            name=name, principals=[OTHER, "333333333333"],
            resourceArns=[f"arn:aws:glue:eu-west-2:{ACCOUNT}:database/{name}"])
    own = {"resourceOwner": "SELF"}
    return own, {"GetResourceShareAssociations": {"associationType": "RESOURCE"}}


def s3(_, who):
    who.s3.create_bucket(Bucket="pages-a", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    for name in NAMES:
        who.s3.create_bucket(Bucket=f"pages-of-{name}",
                             CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
        who.s3.put_object(Bucket="pages-a", Key=f"folder/{name}", Body=b"x")
        upload = who.s3.create_multipart_upload(Bucket="pages-a", Key=name)["UploadId"]
    for number in [1, 2, 3]:
        who.s3.upload_part(Bucket="pages-a", Key="c", UploadId=upload, PartNumber=number, Body=b"x")
    return {"Bucket": "pages-a", "Key": "c", "UploadId": upload}, {}
