"""Every layer of the desk in Chinese: said in Chinese, and no line wider than the narrowest terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from pos.operations import AnyOperation
from terminal_ui.computer.settings import Settings
from terminal_ui.languages import Language
from terminal_ui.screens.liking import Liking
from tests.screens.support.desk_at_work import desk_at_work

LAYERS: tuple[tuple[tuple[str, ...], dict[str, str]], ...] = (
    (("77", "enter", "down", "i"), {"zh_Hans": "为什么是这个金额", "zh_Hant": "為什麼是這個金額"}),
    (("escape", "v"), {"zh_Hans": "点错了", "zh_Hant": "點錯了"}),
    (("f5",), {"zh_Hans": "需要第二人批准", "zh_Hant": "需要第二人批准"}),
    (("escape", "escape", "k", "10", "%", "enter"), {"zh_Hans": "整单", "zh_Hant": "整單"}),
    (("escape", "escape", "s"), {"zh_Hans": "换牌", "zh_Hant": "換牌"}),
    (("escape", "p"), {"zh_Hans": "套票", "zh_Hant": "套票"}),
    (("escape", "h"), {"zh_Hans": "押金", "zh_Hant": "押金"}),
    (("escape", "enter", "m"), {"zh_Hans": "各付各的", "zh_Hant": "各付各的"}),
    (("f8",), {"zh_Hans": "先付哪些", "zh_Hant": "先付哪些"}),
    (("escape", "escape", "f10", "enter"), {"zh_Hans": "挂谁的账", "zh_Hant": "掛"}),
    (("escape", "escape", "escape", "escape", "escape", "w"), {"zh_Hans": "等候", "zh_Hant": "等候"}),
    (("escape", "h"), {"zh_Hans": "在场", "zh_Hant": "在場"}),
    (("escape", "l"), {"zh_Hans": "最近单据", "zh_Hant": "最近單據"}),
    (("escape", "x"), {"zh_Hans": "手牌遗失", "zh_Hant": "手牌遺失"}),
)
"""Keys from one layer to the next, and words that are there then."""


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
async def test_every_layer_is_said_in_chinese_and_fits(
    folder: Path, evening: list[AnyOperation], language: Language
) -> None:
    """One walk through all of them."""
    async with desk_at_work(folder, first=evening, liking=Liking(Settings(language=language))) as desk:
        for keys, words in LAYERS:
            await desk.press(*keys)
            assert words[language] in desk.text, desk.layer
            assert all(cell_len(line) <= 80 for line in desk.text.splitlines()), desk.layer
