"""The posts of a station in a browser. Needs the extra "serve"; start with :mod:`terminal_ui.serving.server`."""
