# SPDX-License-Identifier: Apache-2.0
"""The operator's card: who answers for the data, and what papers copy from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from desk.domain.kinds import OperatorKind
from desk.domain.values import Both


@dataclass(frozen=True)
class Operator:
    """Names, numbers and addresses of the one operator this desk belongs to."""

    kind: OperatorKind
    name: Both
    """Full name of the organisation, or the person's full name."""
    short_name: Both = field(default_factory=Both)
    inn: str = ""
    kpp: str = ""
    ogrn: str = ""
    """OGRN of a legal entity, OGRNIP of a sole trader."""
    foreign_tax_code: str = ""
    notice_number: str = ""
    """Number of the Art. 22 notice; ``notice_date`` is ISO."""
    notice_date: str = ""
    register_number: str = ""
    brand: str = ""
    principal: str = ""
    """Whose partner the operator is, as in “official partner of …”."""
    address: Both = field(default_factory=Both)
    """Registered address (a person's place of residence)."""
    request_address: Both = field(default_factory=Both)
    """Postal address for requests where it differs from the registered one."""
    request_email: str = ""
    phone: str = ""
    sites: tuple[str, ...] = ()
    responsible_post: Both = field(default_factory=Both)
    responsible_name: Both = field(default_factory=Both)
    signer_post: Both = field(default_factory=Both)
    """Post of the signatory of papers; empty for a natural person."""
    signer_name: Both = field(default_factory=Both)
    time_zone: str = "Europe/Moscow"
    """Legal time zone: days begin and end here, wherever the machine is."""
    duties: Both = field(default_factory=Both)
    """How the duties of Art. 18.1 are met: item 9.1 of the answer."""
    prevailing: str = "ru"


TRADER_TITLES = ("индивидуальный предприниматель", "ип", "sole trader", "individual entrepreneur")


def titled(name: str) -> bool:
    """Whether a name begins with the title of a sole trader."""
    return bare_name(name) != name


def bare_name(name: str) -> str:
    """A sole trader's name without the title, which papers put where it belongs."""
    for title in TRADER_TITLES:
        if name.casefold().startswith(f"{title} "):
            return name[len(title) :].strip()
    return name
