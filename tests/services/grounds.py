"""Purposes, categories, recipients and holdings for tests of consents; everything is invented."""

from __future__ import annotations

import json

from desk.domain.consent import ConsentFields, ConsentKind, ConsentWay
from desk.services.desk import Desk
from desk.storage import blobs
from desk.storage.models import Category, Holding, Purpose, PurposeCategory, Recipient

GIVEN = "2026-11-20"


def category(desk: Desk, code: str, kind: str = "ordinary", *, absent: bool = False) -> int:
    """A category of data."""
    with desk.database.atomic():
        return Category.create(
            code=code, title_ru=f"Данные {code}", title_en=f"Data {code}", class_=kind, absent=int(absent)
        ).id  # fmt: skip


def purpose(desk: Desk, code: str = "news", *categories: int, **over: object) -> int:
    """An open edition of a purpose with these categories, or with name and address."""
    used = categories or (category(desk, f"{code}-name"), category(desk, f"{code}-mail"))
    with desk.database.atomic():
        row = Purpose.create(
            **{
                "code": code, "edition": 1, "title_ru": f"Цель {code}", "title_en": f"Purpose {code}",
                "grounds": '["6.1.1"]', "actions": '["collection", "storage", "erasure"]',
                "method": "mixed", "since": "2026-01-01", **over,
            }
        )  # fmt: skip
        for id in used:
            PurposeCategory.insert(purpose=row.id, category=id).execute()
    return row.id


def recipient(desk: Desk, code: str = "kommo", country: str = "VN") -> int:
    """Somebody abroad."""
    with desk.database.atomic():
        return Recipient.create(
            code=code, name_ru=f"ООО {code}", name_en=f"{code} Ltd", role="processor",
            country=country, country_confirmed=1,
        ).id  # fmt: skip


def holding(
    desk: Desk, person: int, purpose: int, categories: tuple[int, ...], **over: object
) -> int:
    """That somebody is held on a ground other than consent."""
    with desk.database.atomic():
        return Holding.create(
            **{
                "person": person, "purpose": purpose, "ground": "6.1.2", "since": "2026-02-01",
                "categories": json.dumps(categories), **over,
            }
        ).id  # fmt: skip


def fields(purpose: int, **over: object) -> ConsentFields:
    """A consent ticked on the site's form, with its proof."""
    return ConsentFields(
        **{
            "kind": ConsentKind.PROCESSING, "purpose": purpose, "given": GIVEN,
            "way": ConsentWay.SITE_FORM,
            "evidence": {"page": "https://example.com/form", "ip": "192.0.2.7"},
            "text_version": "2026-1", "fingerprint": "ab" * 32, **over,
        }
    )  # fmt: skip


def blob(desk: Desk) -> str:
    """The hash of some kept bytes."""
    with desk.database.atomic():
        return blobs.put(desk.database, b"%PDF")
