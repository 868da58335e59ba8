"""The secretary's page: a resident registered in under a minute, then followed."""
