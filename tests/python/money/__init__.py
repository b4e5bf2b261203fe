"""Budgets and cost on moto_server: what it has of them, and what the product makes and asks there."""
