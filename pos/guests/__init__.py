"""Bands, visits, parties and their access to doors, lockers, zones and rooms."""
