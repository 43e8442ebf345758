"""What this computer knows of itself: its house, its station, its reader, and how its people like the screen."""
