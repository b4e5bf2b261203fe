# What stands around a centre: its bucket and key, functions, secrets, events, logs and costs.

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com", "scheduler.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "this" {
  name_prefix        = "wide-"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = toset(["service-role/AWSLambdaBasicExecutionRole", "AmazonSSMReadOnlyAccess"])
  role       = aws_iam_role.this.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.key}"
}

resource "aws_iam_account_password_policy" "this" {
  minimum_password_length = var.changed ? 14 : 12
  require_symbols         = true
}

resource "aws_kms_key" "this" {
  description         = "The centre"
  enable_key_rotation = true
}

resource "aws_kms_key" "signing" {
  customer_master_key_spec = "RSA_2048"
  key_usage                = "SIGN_VERIFY"
}

resource "aws_s3_bucket" "this" {
  for_each      = toset(["main", "logs"])
  bucket_prefix = "wide-${each.key}-"
  force_destroy = true
}

resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.this["logs"].id
  rule { object_ownership = "BucketOwnerPreferred" }
}

resource "aws_s3_bucket_acl" "logs" {
  bucket     = aws_s3_bucket.this["logs"].id
  acl        = "log-delivery-write"
  depends_on = [aws_s3_bucket_ownership_controls.logs]
}

resource "aws_s3_object" "code" {
  bucket         = aws_s3_bucket.this["main"].id
  key            = "code/function.zip"
  content_base64 = "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="
}

resource "aws_s3_object_copy" "code" {
  bucket = aws_s3_bucket.this["logs"].id
  key    = "kept/function.zip"
  source = "${aws_s3_bucket.this["main"].id}/${aws_s3_object.code.key}"
}

resource "aws_lambda_function" "this" {
  function_name = "wide"
  role          = aws_iam_role.this.arn
  handler       = "index.handler"
  runtime       = "python3.12"
  s3_bucket     = aws_s3_object.code.bucket
  s3_key        = aws_s3_object.code.key
  publish       = true
  timeout       = var.changed ? 8 : 5
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.this.function_name
  function_version = aws_lambda_function.this.version
}

resource "aws_lambda_function_event_invoke_config" "this" {
  function_name          = aws_lambda_function.this.function_name
  maximum_retry_attempts = var.changed ? 1 : 0
}

resource "aws_lambda_function_url" "this" {
  function_name      = aws_lambda_function.this.function_name
  authorization_type = "AWS_IAM"
  cors { allow_origins = var.changed ? ["https://example.com"] : ["*"] }
}

resource "aws_secretsmanager_secret" "this" {
  name                    = "wide"
  kms_key_id              = aws_kms_key.this.arn
  recovery_window_in_days = 0
}

data "aws_secretsmanager_random_password" "this" { password_length = 24 }

resource "aws_secretsmanager_secret_version" "this" {
  secret_id     = aws_secretsmanager_secret.this.id
  secret_string = data.aws_secretsmanager_random_password.this.random_password
  lifecycle { ignore_changes = [secret_string] }
}

resource "aws_secretsmanager_secret_policy" "this" {
  secret_arn = aws_secretsmanager_secret.this.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = aws_iam_role.this.arn }
      Action    = var.changed ? "secretsmanager:*" : "secretsmanager:GetSecretValue"
      Resource  = "*"
    }]
  })
}

resource "aws_secretsmanager_secret_rotation" "this" {
  secret_id           = aws_secretsmanager_secret.this.id
  rotation_lambda_arn = aws_lambda_function.this.arn
  rotation_rules { automatically_after_days = var.changed ? 60 : 30 }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/connect/wide"
  retention_in_days = var.changed ? 30 : 14
}

resource "aws_cloudwatch_log_metric_filter" "this" {
  name           = "errors"
  log_group_name = aws_cloudwatch_log_group.this.name
  pattern        = "{ $.Results = \"Error\" }"
  metric_transformation {
    name      = "FlowErrors"
    namespace = "Connect"
    value     = var.changed ? "2" : "1"
  }
}

resource "aws_cloudwatch_log_subscription_filter" "this" {
  name            = "all"
  log_group_name  = aws_cloudwatch_log_group.this.name
  filter_pattern  = ""
  destination_arn = aws_lambda_function.this.arn
}

resource "aws_sns_topic" "this" { name = "wide" }

resource "aws_cloudwatch_event_bus" "this" { name = "wide" }

resource "aws_cloudwatch_event_rule" "this" {
  name           = "contacts"
  event_bus_name = aws_cloudwatch_event_bus.this.name
  event_pattern  = jsonencode({ source = ["aws.connect"], detail-type = var.changed ? ["a", "b"] : ["a"] })
}

resource "aws_cloudwatch_event_target" "this" {
  rule           = aws_cloudwatch_event_rule.this.name
  event_bus_name = aws_cloudwatch_event_bus.this.name
  arn            = aws_sns_topic.this.arn
}

resource "aws_cloudwatch_event_permission" "this" {
  event_bus_name = aws_cloudwatch_event_bus.this.name
  principal      = "222222222222"
  statement_id   = "partner"
}

resource "aws_scheduler_schedule" "this" {
  name = "hourly"
  flexible_time_window { mode = "OFF" }
  schedule_expression = var.changed ? "rate(2 hours)" : "rate(1 hours)"
  target {
    arn      = aws_lambda_function.this.arn
    role_arn = aws_iam_role.this.arn
  }
}

data "aws_servicequotas_service_quota" "queues" {
  service_code = "connect"
  quota_name   = "Queues per instance"
}

resource "aws_servicequotas_service_quota" "queues" {
  service_code = "connect"
  quota_code   = data.aws_servicequotas_service_quota.queues.quota_code
  value        = 150
}

resource "aws_ce_anomaly_monitor" "this" {
  name              = var.changed ? "all services" : "services"
  monitor_type      = "DIMENSIONAL"
  monitor_dimension = "SERVICE"
}

resource "aws_ce_anomaly_subscription" "this" {
  name             = "daily"
  frequency        = "DAILY"
  monitor_arn_list = [aws_ce_anomaly_monitor.this.arn]
  subscriber {
    type    = "EMAIL"
    address = "ops@example.com"
  }
  threshold_expression {
    dimension {
      key           = "ANOMALY_TOTAL_IMPACT_ABSOLUTE"
      match_options = ["GREATER_THAN_OR_EQUAL"]
      values        = ["100"]
    }
  }
}

resource "aws_ce_cost_category" "this" {
  name          = "Team"
  rule_version  = "CostCategoryExpression.v1"
  default_value = var.changed ? "other" : "rest"
  rule {
    value = "production"
    rule {
      dimension {
        key           = "LINKED_ACCOUNT_NAME"
        values        = ["-prod"]
        match_options = ["ENDS_WITH"]
      }
    }
  }
}
