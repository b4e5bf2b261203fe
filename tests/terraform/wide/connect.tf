# The centre: users from SAML, every kind of storage, more queues than one call takes.

resource "aws_connect_instance" "this" {
  identity_management_type  = "SAML"
  instance_alias            = "wide"
  inbound_calls_enabled     = true
  outbound_calls_enabled    = var.changed
  contact_flow_logs_enabled = true
  tags                      = { Name = "wide" }
}

locals {
  instance = aws_connect_instance.this.id
  week     = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"]
  stream   = "arn:aws:kinesis:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:stream"
}

resource "aws_connect_instance_storage_config" "s3" {
  for_each      = toset(["CALL_RECORDINGS", "CHAT_TRANSCRIPTS", "SCHEDULED_REPORTS", "EMAIL_MESSAGES"])
  instance_id   = local.instance
  resource_type = each.key
  storage_config {
    storage_type = "S3"
    s3_config {
      bucket_name   = aws_s3_bucket.this["main"].id
      bucket_prefix = "${var.changed ? "moved" : "connect"}/${lower(each.key)}"
      encryption_config {
        encryption_type = "KMS"
        key_id          = aws_kms_key.this.arn
      }
    }
  }
}

resource "aws_connect_instance_storage_config" "streams" {
  for_each      = { CONTACT_TRACE_RECORDS = "records", AGENT_EVENTS = "events" }
  instance_id   = local.instance
  resource_type = each.key
  storage_config {
    storage_type = "KINESIS_STREAM"
    kinesis_stream_config { stream_arn = "${local.stream}/${each.value}" }
  }
}

resource "aws_connect_hours_of_operation" "this" {
  for_each    = { office = "Europe/London", night = "US/Eastern" }
  instance_id = local.instance
  name        = each.key
  description = var.changed ? null : "Hours of ${each.key}"
  time_zone   = each.value
  dynamic "config" {
    for_each = local.week
    content {
      day = config.value
      start_time {
        hours   = each.key == "office" ? 9 : 16
        minutes = 0
      }
      end_time {
        hours   = each.key == "office" ? 17 : 0
        minutes = 0
      }
    }
  }
}

resource "aws_connect_contact_flow" "main" {
  instance_id  = local.instance
  name         = "Main"
  filename     = "${path.module}/main-flow.json"
  content_hash = filebase64sha256("${path.module}/main-flow.json")
  description  = var.changed ? "Greets" : "Says hello"
}

resource "aws_connect_phone_number" "line" {
  target_arn   = aws_connect_instance.this.arn
  country_code = "GB"
  type         = "DID"
  prefix       = "+4420"
}

resource "aws_connect_queue" "this" {
  count                 = 12
  instance_id           = local.instance
  name                  = format("Queue %02d", count.index)
  hours_of_operation_id = aws_connect_hours_of_operation.this["office"].hours_of_operation_id
  max_contacts          = var.changed ? 20 : 10
  status                = var.changed && count.index == 11 ? "DISABLED" : "ENABLED"
  outbound_caller_config {
    outbound_caller_id_name      = "Wide"
    outbound_caller_id_number_id = aws_connect_phone_number.line.id
  }
}

resource "aws_connect_routing_profile" "this" {
  instance_id               = local.instance
  name                      = "All queues"
  description               = "All queues"
  default_outbound_queue_id = aws_connect_queue.this[0].queue_id
  media_concurrencies {
    channel     = "VOICE"
    concurrency = 1
  }
  media_concurrencies {
    channel     = "CHAT"
    concurrency = var.changed ? 4 : 2
  }
  dynamic "queue_configs" {
    for_each = aws_connect_queue.this
    content {
      channel  = "VOICE"
      delay    = var.changed ? 30 : 0
      priority = queue_configs.key + 1
      queue_id = queue_configs.value.queue_id
    }
  }
}

data "aws_connect_security_profile" "agent" {
  instance_id = local.instance
  name        = "Agent"
}

# Nothing is said of who the user is: the directory knows.
resource "aws_connect_user" "agent" {
  instance_id          = local.instance
  name                 = "agent@example.com"
  routing_profile_id   = aws_connect_routing_profile.this.routing_profile_id
  security_profile_ids = [data.aws_connect_security_profile.agent.security_profile_id]
  phone_config {
    phone_type                    = "SOFT_PHONE"
    after_contact_work_time_limit = var.changed ? 30 : 0
  }
}

resource "aws_connect_quick_connect" "agent" {
  instance_id = local.instance
  name        = var.changed ? "The agent" : "Agent"
  quick_connect_config {
    quick_connect_type = "USER"
    user_config {
      contact_flow_id = data.aws_connect_contact_flow.transfer.contact_flow_id
      user_id         = aws_connect_user.agent.user_id
    }
  }
}

data "aws_connect_contact_flow" "transfer" {
  instance_id = local.instance
  name        = "Default agent transfer"
}

data "aws_connect_queue" "first" {
  instance_id = local.instance
  name        = aws_connect_queue.this[0].name
}

data "aws_connect_routing_profile" "this" {
  instance_id = local.instance
  name        = aws_connect_routing_profile.this.name
}

resource "aws_connect_lambda_function_association" "this" {
  instance_id  = local.instance
  function_arn = aws_lambda_alias.live.arn
}

resource "aws_connect_instance" "partner" {
  provider                 = aws.partner
  identity_management_type = "CONNECT_MANAGED"
  instance_alias           = "wide-partner"
  inbound_calls_enabled    = true
  outbound_calls_enabled   = true
  lifecycle {
    precondition {
      condition     = data.aws_caller_identity.partner.account_id == "222222222222"
      error_message = "The role belongs to another account."
    }
  }
}
