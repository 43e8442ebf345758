"""Playing what was written down: scripts in JSON Lines, and the demo house's Saturday through mock readers."""
