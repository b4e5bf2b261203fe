"""Finds out where an order is."""

from orders import status


def handler(event, _context):
    number = event["Details"]["Parameters"].get("orderNumber", "")
    return {"status": status(number)}
