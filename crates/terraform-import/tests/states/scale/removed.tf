# Terraform 1.7 or later forgets what these blocks name, and destroys none of it.
#
# Put this file into the configuration, take the blocks of these resources out of it, and look at
# `terraform plan`: it must show nothing to destroy. Then apply it once.

removed {
  from = aws_connect_contact_flow.f

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_hours_of_operation.h

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
  from = aws_connect_queue.q

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_routing_profile.r

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_security_profile.s

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_connect_user.u

  lifecycle {
    destroy = false
  }
}
