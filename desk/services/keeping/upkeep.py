# SPDX-License-Identifier: Apache-2.0
"""The front door to everything about the desk itself: opening, people, settings, the operator’s card."""

from desk.domain.duties import starter_duties
from desk.services.checks import check_place
from desk.services.keeping.access import (
    close_desk,
    create_desk,
    exists,
    open_desk,
    open_with_recovery,
)
from desk.services.keeping.looking_back import OlderFile
from desk.services.keeping.opening_warnings import warnings_at_opening
from desk.services.keeping.people import (
    ActorView,
    add_person,
    change_passphrase,
    check_passphrase,
    is_weak,
    new_recovery_code,
    people,
    remove_person,
    renew_passphrase,
    strength,
)
from desk.services.operators import (
    check_operator,
    laws_from_toml,
    load_operator,
    operator_from_toml,
    operator_lacks,
    promises_from_toml,
    save_operator,
)
from desk.services.settings import (
    SETTINGS,
    drafts,
    keep_draft,
    own_promises,
    set_setting,
    setting,
    take_draft,
)

__all__ = [
    "SETTINGS",
    "ActorView",
    "OlderFile",
    "add_person",
    "change_passphrase",
    "check_operator",
    "check_passphrase",
    "check_place",
    "close_desk",
    "create_desk",
    "drafts",
    "exists",
    "is_weak",
    "keep_draft",
    "laws_from_toml",
    "load_operator",
    "new_recovery_code",
    "open_desk",
    "open_with_recovery",
    "operator_from_toml",
    "operator_lacks",
    "own_promises",
    "people",
    "promises_from_toml",
    "remove_person",
    "renew_passphrase",
    "save_operator",
    "set_setting",
    "setting",
    "starter_duties",
    "strength",
    "take_draft",
    "warnings_at_opening",
]
