"""Parts of screens. They are told what to show and decide nothing.

All of them draw letters, digits and ASCII signs only: in Chinese terminals boxes, bullets and arrows may be
two cells wide and would shear the screen. Widths are measured in cells, never in characters.
"""
