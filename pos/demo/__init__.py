"""The demo house and its seeded Saturday."""
