# SPDX-License-Identifier: Apache-2.0
"""Where the person was in every tab; a tab goes back there when it is shown, not before.

Going back opens records and papers again, and the journal would name viewings that nobody made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ui.page import Page


class Places:
    """The places of the tabs, those that were not shown yet among them."""

    def __init__(self) -> None:
        self._waiting: dict[str, dict[str, object]] = {}

    def keep(self, pages: object, known: Iterable[str]) -> None:
        """Keep what ``state`` gave until each tab is shown; of pages that are ``known``."""
        found = pages if isinstance(pages, dict) else {}
        self._waiting = {name: found[name] for name in known if isinstance(found.get(name), dict)}

    def give_way(self, name: str) -> None:
        """Something else is opened in this tab: the record that was chosen there stays closed."""
        self._waiting.get(name, {}).pop("chosen", None)

    def take_up(self, name: str, page: Page) -> None:
        """The tab is shown: go back to its place, once."""
        kept = self._waiting.pop(name, None)
        if kept is not None:
            page.restore(kept)

    def state(self, pages: Mapping[str, Page]) -> dict[str, dict[str, object]]:
        """The place of every page; of a tab not shown yet what was kept for it."""
        return {name: page.state() for name, page in pages.items()} | self._waiting
