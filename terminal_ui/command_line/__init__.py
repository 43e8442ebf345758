"""The command ``loopband``. Start with :mod:`terminal_ui.command_line.main`."""
