# SPDX-License-Identifier: Apache-2.0
"""The register of processing: everything the operator declares, in one place for those who read or change it.

The acts live in small modules by theme; this is their front door.
"""

from __future__ import annotations

from desk.services.assignment.clients import client, clients, save_client
from desk.services.register.categories import (
    categories,
    category_views,
    declare_absent,
    fill_lists,
    groups,
    save_category,
    save_group,
    undeclare_absent,
)
from desk.services.register.places import carriers, save_carrier, save_system, systems
from desk.services.register.points import (
    faults_of_point,
    fingerprint,
    open_text,
    point,
    points,
    save_point,
    texts,
)
from desk.services.register.purposes import (
    any_purpose,
    check_categories,
    close_purpose,
    declare_purpose,
    editions,
    faults_of_choice,
    purpose,
    purposes,
)
from desk.services.register.recipients import recipient_views, recipients, save_recipient
from desk.services.register.retiring import retire
from desk.services.register.starter_sets import adopt_set, new_purposes

__all__ = [
    "adopt_set",
    "any_purpose",
    "carriers",
    "categories",
    "category_views",
    "check_categories",
    "client",
    "clients",
    "close_purpose",
    "declare_absent",
    "declare_purpose",
    "editions",
    "faults_of_choice",
    "faults_of_point",
    "fill_lists",
    "fingerprint",
    "groups",
    "new_purposes",
    "open_text",
    "point",
    "points",
    "purpose",
    "purposes",
    "recipient_views",
    "recipients",
    "retire",
    "save_carrier",
    "save_category",
    "save_client",
    "save_group",
    "save_point",
    "save_recipient",
    "save_system",
    "systems",
    "texts",
    "undeclare_absent",
]
