# A contact centre with what teams put around it, as they write it: for_each, default tags, two
# accounts and two Regions, and everything looked up again by name. `changed` changes an attribute
# of nearly every kind.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}

variable "endpoint" { type = string }

variable "changed" {
  type    = bool
  default = false
}

provider "aws" {
  region            = "eu-west-2"
  access_key        = "111111111111"
  secret_key        = "test"
  s3_use_path_style = true
  default_tags { tags = { ManagedBy = "terraform" } }
  endpoints {
    budgets        = var.endpoint
    ce             = var.endpoint
    cloudwatchlogs = var.endpoint
    connect        = var.endpoint
    events         = var.endpoint
    iam            = var.endpoint
    kms            = var.endpoint
    lambda         = var.endpoint
    s3             = var.endpoint
    scheduler      = var.endpoint
    secretsmanager = var.endpoint
    servicequotas  = var.endpoint
    sns            = var.endpoint
    sqs            = var.endpoint
    sts            = var.endpoint
  }
}

provider "aws" {
  alias      = "partner"
  region     = "us-east-1"
  access_key = "111111111111"
  secret_key = "test"
  assume_role { role_arn = "arn:aws:iam::222222222222:role/Deploy" }
  endpoints {
    connect = var.endpoint
    sts     = var.endpoint
  }
}

data "aws_caller_identity" "current" {}
data "aws_region" "current" {}
data "aws_partition" "current" {}
data "aws_caller_identity" "partner" { provider = aws.partner }
