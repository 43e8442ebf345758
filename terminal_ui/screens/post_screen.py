"""The screen of a post: head, body, result, entry, keys; sheets lie over the body.

Keys and taps go to the post (:class:`terminal_ui.posts.post.Post`), and what it says is shown. A subclass makes the
body's widgets and fills them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from pos.clock import Calendar, day_date
from pos.errors import LoopbandError
from pos.house.authority import owner_of_band
from terminal_ui.desk.bursts import Bursts
from terminal_ui.desk.result import bad, note
from terminal_ui.languages import error_words, later, say
from terminal_ui.messages import BandAnswered, CommandGiven, PersonTapped, PlaceChosen
from terminal_ui.posts.commands import BACK, BY_KEY, bar_keys
from terminal_ui.posts.post import Post
from terminal_ui.posts.sheets import CommandList, Help
from terminal_ui.screens import strips
from terminal_ui.screens.acting import Act, ActEnded, Acting, Began
from terminal_ui.screens.post_frame import PostFrame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from pos.operations import Tapped
    from terminal_ui.desk.result import Result
    from terminal_ui.messages import BandTapped, Notice, TapFailed
    from terminal_ui.posts.commands import Name
    from terminal_ui.posts.needs import PostNeeds
    from terminal_ui.posts.post import Entry, PostKey
    from terminal_ui.posts.sheets import Place, Sheet

LOOK_EVERY_S = 0.25
MAX_TYPED = 40
STILL_WRITING = later("Not written yet: the book is busy. It goes on by itself; Esc leaves it. F3: another screen.")
LEFT = later("Left. What is not in the book yet was not done.")
UNLOCKED: frozenset[Name] = frozenset({"language", "theme", "stay", "quit"})
"""Commands that a locked screen does, too."""

PostT = TypeVar("PostT", bound=Post)


class PostScreen(PostFrame, Generic[PostT]):
    """What the screens of all posts have in common."""

    RINGS_WHEN_GOOD: ClassVar[bool] = False
    """Whether good news can be heard, too: where nobody looks at the screen while bands are tapped."""

    def __init__(self, post: PostT, needs: PostNeeds) -> None:
        super().__init__()
        self.post = post
        self.typed = ""
        self.notice = ""
        """What happened in the background, in words; the body shows it where it disturbs nobody."""
        self.touched_us = needs.clock.now_us()
        """When somebody last did something here."""
        self.sheet: Sheet | None = None
        self.places: Sequence[Place] = ()
        """The other posts of this computer, and the keys that go there. Set from outside."""
        self._needs = needs
        self._bursts = Bursts()
        self._acting = Acting(self.post_message)
        house = needs.sight.house
        self._calendar = Calendar(house.timezone, house.day_cut_min)
        self._painted: strips.Now | None = None

    # --- what a subclass says --------------------------------------------------------------------

    def see(self) -> None:
        """Look at the house; somebody wrote in its book, or this post did something. May raise LoopbandError."""
        raise NotImplementedError

    def paint_body(self) -> None:
        """Show the body as things are. What did not change must not be drawn again."""
        raise NotImplementedError

    async def pressed(self, key: str) -> bool:
        """A key that is no command. Whether it used up what was typed."""
        return await self.post.press(key, self.typed)

    # --- the frame -------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Look at the house, and go on looking."""
        self._look(always=True)
        self.set_interval(LOOK_EVERY_S, self._look)

    def on_unmount(self) -> None:
        """The window is closed."""
        self._acting.leave()

    def on_screen_resume(self) -> None:
        """This screen is in front again: what happened meanwhile is seen, in the language spoken now."""
        self._look(always=True)

    def on_room_changed(self) -> None:
        """A part has another size: everything is laid out for it."""
        self.paint()

    def lay(self, sheet: Sheet) -> None:
        """Lay a sheet over the body."""
        self.sheet, self.typed = sheet, ""
        self.paint()

    def tell(self, result: Result) -> None:
        """Show how something went that was not this post's own doing."""
        self.post.result = result
        self.paint()

    @property
    def entry(self) -> Entry:
        """What the keyboard types into: the sheet's, or the post's."""
        own = self.sheet.entry if self.sheet is not None else None
        return own or self.post.entry

    def _look(self, *, always: bool = False) -> None:
        """See what anybody wrote since the last look, this window or another process; show it, and each new second."""
        # Not is_active: a tick may come when the app has closed its screens already.
        if not always and not self.is_current:
            return
        if self._saw(always=always) or self._now() != self._painted:
            self.paint()

    def _saw(self, *, always: bool) -> bool:
        """Look at the house if somebody wrote in its book, or in any case. Whether there may be something new."""
        try:
            if not self._needs.sight.moved() and not always:
                return False
            self.see()
        except LoopbandError as error:
            self.post.result = bad(error_words(error))
        return True

    def _now(self) -> strips.Now:
        """Day, local time to the second, pace."""
        now_us = self._needs.clock.now_us()
        wall = self._calendar.wall(now_us).replace(microsecond=0)
        return strips.Now(day_date(self._calendar.day(now_us)), wall, self._needs.pace())

    async def do(self, act: Act) -> None:
        """Do something, and show how it went; nothing while what was asked before has no answer."""
        await self._done(act)
        self.paint()

    async def leave(self) -> None:
        """The window is closed: what was asked and not done is given up, and nothing stays locked behind the post."""
        self._acting.leave()
        await self.post.leave()

    async def _done(self, act: Act, reader: str = "") -> None:
        """Let the post do something, and see the house again; what takes long ends in :meth:`on_act_ended`."""
        if self._acting.busy:
            return
        began = Began(self.entry, self.post.result, reader)
        if await self._acting.do(lambda: self._acted(act), began):
            self._ended(began)

    async def _acted(self, act: Act) -> None:
        try:
            self._needs.sight.still_there()
            await act()
        except LoopbandError as error:
            self.post.result = bad(error_words(error))

    def _ended(self, began: Began) -> None:
        """What was begun is over. What was typed for something else is forgotten."""
        if self.entry != began.entry:
            self.typed = "" if began.entry.hidden else "".join(filter(self._takes, self.typed))
        if began.reader or self.post.result is not began.result:
            self._answer(began.reader)
        self._saw(always=True)

    async def on_act_ended(self, message: ActEnded) -> None:
        """What took long is over, or was left; bands that were tapped meanwhile are next."""
        if self._acting.was_left:
            self.post.result = bad(say(LEFT))
        tapped = self._acting.end()
        self._ended(message.began)
        for one in tapped:
            await self.on_band_tapped(one)
        self.paint()

    def _answer(self, reader: str) -> None:
        """Let it be heard how it went, and seen at the reader if it was asked there."""
        tone = self.post.result.tone
        self.post_message(BandAnswered(reader, tone, rings=tone == "bad" or self.RINGS_WHEN_GOOD))

    # --- taps and keys ---------------------------------------------------------------------------

    async def on_band_tapped(self, message: BandTapped) -> None:
        """A reader saw a band. It works in every layer, and with a sheet open."""
        if self._acting.busy:
            self._acting.keep(message)
            return
        await self._tapped(message.band, message.chip, message.reader)
        self.paint()

    def on_tap_failed(self, message: TapFailed) -> None:
        """A reader saw something it could not read."""
        self.tell(bad(message.words))

    def on_notice(self, message: Notice) -> None:
        """Something happened in the background."""
        self.notice = message.words
        self.paint()

    async def _tapped(self, named: str, chip: Tapped | None = None, reader: str = "") -> None:
        self.touched_us = self._needs.clock.now_us()
        if self.sheet is not None:
            # Nothing that was typed on a sheet may come up anywhere else.
            self.typed = ""
            await self._done(partial(self._tapped_over, self.sheet, named, chip), reader)
            return
        if self.post.at_rest and owner_of_band(self._needs.sight.house, named) is not None:
            self.post_message(PersonTapped(named))
            return
        await self._done(lambda: self.post.tapped(named, chip), reader)

    async def _tapped_over(self, sheet: Sheet, named: str, chip: Tapped | None) -> None:
        meant = await sheet.tapped(named, chip)
        self._close_if_done()
        if not meant:
            await self.post.tapped(named, chip)

    async def on_key(self, event: events.Key) -> None:
        """Every key there is: typed, a command of every screen, a sheet's, or the post's."""
        event.stop()
        event.prevent_default()
        self.touched_us = self._needs.clock.now_us()
        if self._acting.busy and event.key.lower() not in BY_KEY:
            if event.key == "escape":
                self._leave_act()
            return
        if event.is_printable and event.character:
            self._bursts.saw(event.character, event.time)
            if self._takes(event.character):
                self.typed = (self.typed + event.character)[:MAX_TYPED]
                self.paint()
                return
        elif event.key != "enter":
            self._bursts.forget()
        await self.give(event.key.lower(), event.time)

    def _leave_act(self) -> None:
        """Esc while something takes long: first what lies over it, then it. Bands that wait have to be tapped anew."""
        if isinstance(self.sheet, Help | CommandList):
            self.sheet = None
        else:
            for tapped in self._acting.leave():
                self.post_message(BandAnswered(tapped.reader, "bad", rings=False))
        self.paint()

    def on_paste(self, event: events.Paste) -> None:
        """What was pasted is typed, as far as it belongs there."""
        event.stop()
        words = event.text[: MAX_TYPED * 4].strip().splitlines()
        taken = "".join(filter(self._takes, words[0] if words else ""))
        self.typed = (self.typed + taken)[:MAX_TYPED]
        self.paint()

    def _takes(self, char: str) -> bool:
        accepts = self.entry.accepts
        return (
            char.isprintable() and (not accepts or char in accepts) and (self.sheet is None or bool(self.sheet.entry))
        )

    async def give(self, key: str, at_s: float = 0.0) -> None:
        """Do what a key does here, by the terminal's name of it."""
        if key in BY_KEY:
            self._command(key)
        elif any(place.key == key for place in self.places):
            if self.sheet is None or not self.sheet.locks:
                self.post_message(PlaceChosen(key))
        elif key == "enter":
            await self._enter(at_s)
        elif key == "escape":
            await self._back()
        elif key == "backspace" and self.typed:
            self.typed = self.typed[:-1]
        elif self.sheet is not None:
            self.sheet.move({"up": -1, "down": 1, "pageup": -10, "pagedown": 10}.get(key, 0), self.typed)
        elif key == "q" and self.post.at_rest and not self.typed:
            self.post_message(CommandGiven("quit"))
        else:
            await self._press(key)
        self.paint()

    def _command(self, key: str) -> None:
        name = BY_KEY[key]
        if self.sheet is not None and self.sheet.locks and name not in UNLOCKED:
            return
        if name == "help":
            self._turn(Help(self.post.keys()))
        elif name == "commands":
            self._turn(CommandList(self.post.keys(), self.places))
        elif name == "stay":
            # Ctrl+C is pressed out of habit, and a till must not close by habit.
            self.post.result = note(say("Ctrl+Q closes this window."))
        else:
            self.post_message(CommandGiven(name))

    def _turn(self, sheet: Sheet) -> None:
        """Lay this sheet over the body, or take it off if it lies there."""
        self.typed = ""
        self.sheet = None if type(self.sheet) is type(sheet) else sheet

    async def _press(self, key: str) -> None:
        used = False

        async def press() -> None:
            nonlocal used
            used = await self.pressed(key)

        await self._done(press)
        self.typed = "" if used else self.typed

    async def _enter(self, at_s: float) -> None:
        scanned = self._bursts.ended(at_s)
        if scanned:
            # A scanner's keys never stay in a field: what was typed by hand before them does.
            taken = "".join(filter(self._takes, scanned))
            self.typed = self.typed.removesuffix(taken)
            await self._tapped(scanned)
            return
        typed, self.typed = self.typed, ""
        if self.sheet is None or (self.sheet.row < 0 and self.sheet.entry is None):
            self.sheet = None
            await self._done(lambda: self.post.enter(typed))
            return
        key = ""

        async def enter(sheet: Sheet) -> None:
            nonlocal key
            key = await sheet.enter(typed)
            self._close_if_done()

        await self._done(partial(enter, self.sheet))
        if key:
            await self.give(key)

    async def _back(self) -> None:
        if self.typed:
            self.typed = ""
        elif self.sheet is not None:
            await self.sheet.back()
            self._close_if_done()
        else:
            await self._done(self.post.back)

    def _close_if_done(self) -> None:
        if self.sheet is not None and self.sheet.closed:
            self.sheet = None
            self.typed = ""

    # --- what is shown -----------------------------------------------------------------------------

    def paint(self) -> None:
        """Show the post as it is. Lines that did not change are not drawn again."""
        house, width = self._needs.sight.house, self.size.width
        self._painted = self._now()
        self._header.show([strips.header_line(house, self.post.station, self.post.staff, self._painted, width)])
        result = note(say(STILL_WRITING)) if self._acting.busy else self.post.result
        self._result.set_class(result.tone == "good", "-good").set_class(result.tone == "bad", "-bad")
        self._result.show(strips.result_lines(result, width))
        self._entry.show([strips.entry_line(self.entry, self.typed, width)])
        self._keys.show([strips.key_bar(self._bar(), width)])
        self.set_class(self.sheet is not None, "-sheet")
        if self.sheet is not None:
            room = self._sheet_lines.room
            self._sheet_lines.show(strips.sheet_lines(self.sheet, self.typed, room.width, room.height))
        else:
            self.paint_body()

    def _bar(self) -> Sequence[PostKey]:
        if self.sheet is None:
            return bar_keys(self.post.keys(), at_rest=self.post.at_rest)
        return (BACK,) if self.sheet.locks else bar_keys((BACK,), at_rest=self.post.at_rest)
