"""What people see and type: the command line and the screens. Nothing is decided here; the venue decides."""
