# The inputs of a module that takes names and makes the rest of them.
alias               = "harbour"
identity_management = "CONNECT_MANAGED"
outbound            = false
log_retention_days  = 30
create_admin_user   = true

admin_user = {
  username   = "root"
  password   = "Not-a-real-1-password"
  email      = "root@example.com"
  first_name = "Grace"
  last_name  = "Hopper"
}

hours_of_operation = [
  {
    name      = "Weekend"
    time_zone = "Europe/London"
    config = [
      { day = "SATURDAY", start = { hours = 10, minutes = 30 }, end = { hours = 16, minutes = 0 } },
    ]
  },
]

queues = [
  {
    name                      = "Service"
    hours                     = "Weekend"
    outbound_caller_id_name   = "Service"
    outbound_caller_id_number = "main"
    outbound_flow             = "Default outbound"
    quick_connects            = ["colleague"]
    status                    = "DISABLED"
  },
]

quick_connects = {
  colleague = { type = "USER", user = "bob", description = "Bob" }
  night     = { name = "Night flow", type = "FLOW", flow = "Night" }
}

routing_profiles = [
  {
    name                   = "Agents"
    default_outbound_queue = "Service"
    media_concurrencies    = [{ channel = "CHAT", concurrency = 2, cross_channel = "ROUTE_ANY_CHANNEL" }]
    queue_configs          = [{ channel = "CHAT", queue = "Service", priority = 1, delay = 0 }]
  },
]

users = [
  {
    username          = "bob"
    email             = "bob@example.com"
    first_name        = "Bob"
    last_name         = "Noyce"
    phone_type        = "DESK_PHONE"
    desk_phone_number = "+442071234567"
    routing_profile   = "Agents"
    security_profiles = ["Agent"]
  },
]

phone_numbers = {
  main = { number = "+442080000000", flow = "Night" }
}

contact_flows = [
  { name = "Night", type = "CONTACT_FLOW", file = "contact-flows/night.json" },
]

lex_bots = [
  { name = "Orders", alias = "live", region = "eu-west-2" },
  { name = "Old" },
]

lambda_functions = {
  lookup = { arn = "arn:aws:lambda:eu-west-2:123456789012:function:lookup" }
}
