"""What one browser window runs: the posts of a station. The readers of this computer are not for whoever looks in.

``python -m terminal_ui.serving.session FOLDER STATION STAFF``
"""

from __future__ import annotations

import sys
from pathlib import Path

from terminal_ui.app import open_posts

if __name__ == "__main__":
    open_posts(Path(sys.argv[1]), sys.argv[2], staff=sys.argv[3])
