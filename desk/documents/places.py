# SPDX-License-Identifier: Apache-2.0
"""Where in a paper something stands, in words: the title of a passage, the name of a field, a line of a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desk.documents.blocks import Editable, Form, Item
from desk.domain.paper import Facts
from desk.domain.values import Both
from desk.errors import N_, Told
from desk.text import Catalogue, catalogue

Words = Callable[[str], Catalogue]
_PLACES: Mapping[str, str] = {
    "operator.name": N_("Operator’s name"),
    "operator.address": N_("Operator’s address"),
    "operator.request_address": N_("Address for requests"),
    "operator.signer_post": N_("Position of the signatory"),
    "operator.signer_name": N_("Name of the signatory"),
    "operator.short_name": N_("Short name"),
    "operator.brand": N_("Brand"),
    "operator.principal": N_("Partner of"),
    "operator.request_email": N_("E-mail for requests"),
    "operator.phone": N_("Telephone"),
    "operator.sites": N_("Sites"),
    "operator.responsible_post": N_("Position of the person responsible"),
    "operator.responsible_name": N_("Name of the person responsible"),
    "operator.duties": N_("How the duties of Art. 18.1 are met"),
    "addressee.name": N_("Name"),
    "addressee.organisation": N_("Name"),
    "addressee.address": N_("Address"),
    "addressee.email": N_("E-mail"),
    "refused": N_("Line {order} of the refusal"),
    "withheld": N_("Line {order} of what the answer withholds"),
    "place": N_("Where the paper is made"),
    "order": N_("Order on the commission"),
    "system": N_("Information system"),
    "cause_words": N_("Reason for the destruction"),
    "categories": N_("Categories of data"),
    "contract": N_("Contract"),
    "basis": N_("Legal ground"),
    "signer": N_("Who signs"),
    "approver": N_("Who approves the act"),
    "signers": N_("Signer {order}"),
    "members": N_("Member {order} of the commission"),
    "processors": N_("Processor {order}"),
    "parts": N_("Line {order} of what was destroyed"),
    "kept": N_("Line {order} of what is kept"),
    "logs": N_("Event log {order}"),
    "lines": N_("Line {order}"),
    "home": N_("Recipient {order} in Russia"),
    "processor": N_("Name of the processor"),
    "processor_country": N_("Country of the processor"),
    "purposes": N_("Purpose {order}"),
    "groups": N_("Group of people {order}"),
    "data": N_("Category of data {order}"),
    "ground_words": N_("Federal law that is the ground"),
    "sub_processors": N_("Sub-processor {order}"),
    "enclosures": N_("Enclosure {order}"),
    "client": N_("Name of the client"),
    "assignment": N_("Assignment"),
    "recipient": N_("Name of the recipient"),
    "assessor": N_("Who assessed"),
    "assessor_post": N_("Position of the person who assessed"),
    "conclusion": N_("Conclusion"),
    "left_out": N_("What is not passed on"),
    "risk": N_("Risk that is accepted"),
    "transfers": N_("Transfer {order}"),
    "parties": N_("Recipient {order}"),
    "responsible": N_("Who is responsible"),
    "responsible_address": N_("Address of the person responsible"),
}
"""What a person reads for a field, or for a line of a list by the list’s name."""


def title_id(form: Form, block: Item | Editable) -> str:
    """The message of the paper that heads an editable passage."""
    return block.title or f"{form.id}.{block.passage}.title"


def place_of(where: str, form: Form, facts: Facts, words: Words = catalogue) -> Told | None:
    """What a person reads for a dotted field of the facts of a paper; nothing where it has no words."""
    where = where.removesuffix(".ru").removesuffix(".en")
    if where in _PLACES:
        return Told(_PLACES[where])
    first, _, rest = where.partition(".")
    if first == "passages":
        return Told(N_("Passage “{name}”"), name=_title(rest, form, facts, words))
    return Told(_PLACES[first], order=rest.partition(".")[0]) if first in _PLACES else None


def _title(passage: str, form: Form, facts: Facts, words: Words) -> Both | str:
    """The title of a passage in both languages, that which the paper shows first; its name where it has none."""
    blocks = [b for b in form.blocks if isinstance(b, Item | Editable) and b.passage == passage]
    for block in sorted(blocks, key=lambda block: not block.shown(facts)):
        return Both(*(words(code).form(title_id(form, block)) for code in ("ru", "en")))
    return passage
