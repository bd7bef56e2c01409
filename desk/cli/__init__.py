# SPDX-License-Identifier: Apache-2.0
"""The ``desk`` command: the same services as the window, for scripts and for checks."""

from desk.cli.app import main

__all__ = ["main"]
