# Terraform 1.7 or later forgets what these blocks name, and destroys none of it.
#
# Put this file into the configuration, take the blocks of these resources out of it, and look at
# `terraform plan`: it must show nothing to destroy. Then apply it once.

removed {
  from = aws_connect_contact_flow.main

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_contact_flow.whisper

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_contact_flow_module.greet

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_hours_of_operation.night

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_instance_storage_config.calls

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_instance_storage_config.records

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_lambda_function_association.lookup

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_phone_number.line

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_phone_number_contact_flow_association.line

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_quick_connect.to

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_routing_profile.agents

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_security_profile.agents

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_user.ada

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_user_hierarchy_group.care

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_user_hierarchy_group.night

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_user_hierarchy_structure.this

  lifecycle {
    destroy = false
  }
}

removed {
  from = module.london.aws_connect_queue.team

  lifecycle {
    destroy = false
  }
}

# These stay with Terraform:
#   aws_connect_instance.other: it is part of another instance
#   aws_connect_phone_number.group: it belongs to a traffic distribution group, and to no instance
#   aws_connect_hours_of_operation.other: it is part of another instance
#   aws_connect_queue.lost[0]: it needs the hours of operation 00000000-0000-4000-8000-000000000998, which does not stand in the file
#   aws_connect_contact_flow.broken: its content is not JSON
#   aws_connect_vocabulary.words: a spec has no place for this type
#   aws_s3_bucket.calls: it is no part of a contact centre
