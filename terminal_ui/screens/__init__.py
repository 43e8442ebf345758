"""The screens: what a desk knows, laid out on a terminal. Thin, and without a rule of the house in them."""

import os

# How long (ms) a terminal may take between Esc and the rest of a longer key. Textual's own tenth of a second is
# felt at every step back. It is read once, when Textual is loaded, and all that loads it comes after this.
os.environ.setdefault("ESCDELAY", "25")
