"""``python -m terminal_ui`` is the command ``loopband``."""

from terminal_ui.command_line.main import main

main()
