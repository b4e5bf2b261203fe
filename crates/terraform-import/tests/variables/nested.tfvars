# The inputs of a module that passes them on as the provider takes them.
instance_alias                    = "harbour"
instance_identity_management_type = "CONNECT_MANAGED"
instance_inbound_calls_enabled    = true
instance_contact_lens_enabled     = true
instance_custom_tags              = { CostCentre = 4711 }
tags                              = { Environment = "production" }

hours_of_operations = {
  uk = {
    name        = "UK Hours"
    description = "Nine to five"
    time_zone   = "Europe/London"
    config = [
      {
        day        = "MONDAY"
        start_time = { hours = 9, minutes = 0 }
        end_time   = { hours = 17, minutes = 0 }
      },
      {
        day        = "TUESDAY"
        start_time = { hours = 9, minutes = 0 }
        end_time   = { hours = 17, minutes = 0 }
      }
    ]
  }
}

queues = {
  sales = {
    name                  = "Sales"
    hours_of_operation_id = "uk"
    max_contacts          = 20
    outbound_caller_config = {
      outbound_caller_id_name      = "Harbour Home"
      outbound_caller_id_number_id = "main_line"
    }
    quick_connect_ids = ["desk"]
  }
}

quick_connects = {
  desk = {
    name = "Sales desk"
    quick_connect_config = {
      quick_connect_type = "QUEUE"
      queue_config = [{
        queue_id        = "sales"
        contact_flow_id = "Default queue transfer"
      }]
    }
  }
  branch = {
    name = "Branch"
    quick_connect_config = {
      quick_connect_type = "PHONE_NUMBER"
      phone_config       = [{ phone_number = "+15551234567" }]
    }
  }
}

phone_numbers = {
  main_line = { country_code = "GB", type = "DID", description = "Main line" }
}

routing_profiles = {
  agents = {
    name                      = "Agents"
    default_outbound_queue_id = "sales"
    media_concurrencies       = [{ channel = "VOICE", concurrency = 1 }]
    queue_configs             = [{ channel = "VOICE", delay = 0, priority = 1, queue_id = "sales" }]
  }
}

security_profiles = {
  talkers = { name = "Talkers", permissions = ["BasicAgentAccess", "OutboundCallAccess"] }
}

users = {
  ada = {
    name     = "ada"
    password = "Not-a-real-1-password"
    identity_info = {
      email      = "ada@example.com"
      first_name = "Ada"
      last_name  = "Byron"
    }
    phone_config = {
      phone_type                    = "SOFT_PHONE"
      after_contact_work_time_limit = 10
    }
    routing_profile_id   = "agents"
    security_profile_ids = ["talkers", "Shared profile"]
  }
}

contact_flows = {
  goodbye = {
    name    = "Goodbye"
    type    = "CONTACT_FLOW"
    content = <<-JSON
      { "Version": "2019-10-30", "StartAction": "end", "Metadata": {}, "Actions": [
        { "Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {} } ] }
    JSON
  }
}

bot_associations = {
  orders = { name = "Orders", lex_region = "eu-west-2" }
}

lambda_function_associations = {
  lookup = "arn:aws:lambda:eu-west-2:123456789012:function:lookup"
}
