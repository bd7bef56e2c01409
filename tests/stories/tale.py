# SPDX-License-Identifier: Apache-2.0
"""What every part of a story told in the window needs: its page, the next step, an act done to the end."""

from dataclasses import dataclass

from tests.stories.test_window_story import front_dialog, issue
from tests.ui.hands import WAIT, press


@dataclass
class Tale:
    """A story on the page of the window that ``TAB`` names."""

    qtbot: object
    window: object
    desk: object
    folder: object
    TAB = ""

    @property
    def page(self):
        return self.window.page(self.TAB)

    @property
    def pane(self):
        return self.page.pane

    def dialog(self, name):
        return front_dialog(self.qtbot, self.page, name)

    def until(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT)

    def step(self, step):
        """The next step is the default button; press it."""
        self.until(lambda: self.pane.steps[step].isDefault())
        press(self.pane.steps[step])
        return self.dialog(step.value)

    def done(self, dialog):
        """Press the button that does it, and wait until the dialog has closed."""
        press(dialog.accept_button)
        self.until(lambda: dialog not in self.page.acts.open)

    def issued(self, dialog):
        """Issue the paper of a dialog and leave it."""
        brief = issue(self.qtbot, dialog)
        self.done(dialog)
        return brief
