# SPDX-License-Identifier: Apache-2.0
"""Which country a mail service belongs to, by the domain of an address.

The table names the country of the company that runs the service, not the place of its machines. A domain
that is not in it is not known; it is never taken for foreign.
"""

from __future__ import annotations

import csv
from functools import cache

from desk.paths import resource


def mail_country(address: str) -> tuple[str, str] | None:
    """ISO country and name of the mail service of ``address``; ``None`` when it is not known."""
    domain = address.rpartition("@")[2].strip().strip("<>").rstrip(".").casefold()
    services = _services()
    labels = domain.split(".")[-6:]
    # The domain itself, then the domains it is under: “corp.mail.ru” belongs to “mail.ru”.
    for start in range(len(labels) - 1):
        found = services.get(".".join(labels[start:]))
        if found:
            return found
    return None


@cache
def _services() -> dict[str, tuple[str, str]]:
    path = resource("countries", "mail_services.csv")
    with path.open(encoding="utf-8", newline="") as source:
        return {row["domain"]: (row["country"], row["service"]) for row in csv.DictReader(source)}
