# Terraform 1.7 or later forgets what these blocks name, and destroys none of it.
#
# Put this file into the configuration, take the blocks of these resources out of it, and look at
# `terraform plan`: it must show nothing to destroy. Then apply it once.

removed {
  from = aws_connect_bot_association.lex

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_contact_flow.main

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_contact_flow_module.greeting

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_hours_of_operation.uk

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_instance.this

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_instance_storage_config.recordings

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_lambda_function_association.customer_lookup

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_phone_number.main_line

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_phone_number.toll_free

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_queue.customer_service

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_quick_connect.supervisor

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_routing_profile.agent

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_security_profile.agent

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_user.admin

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_user.john

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_user_hierarchy_group.department

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_user_hierarchy_group.team

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
