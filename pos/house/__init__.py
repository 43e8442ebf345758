"""The house: outlets, stations, lockers, rooms, staff, catalogue and tariffs, read from ``venue.toml``."""
