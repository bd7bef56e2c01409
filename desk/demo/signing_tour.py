# SPDX-License-Identifier: Apache-2.0
"""Signatures of the tour: everybody who signs a paper does so with a test certificate of their own."""

from __future__ import annotations

import secrets

from desk.demo.exporting import Exporter
from desk.services.paper.papers import paper_brief
from desk.services.signature import e_signing
from desk.services.signature.signed_forms import places


def sign_all(exporter: Exporter, paper: int) -> str:
    """Sign a paper at every place that waits, and write the signed file."""
    desk = exporter.desk
    for signer in places(desk, paper):
        if signer.state != "none":
            continue
        name = signer.name.ru.split("\n")[0] or signer.field
        secret = secrets.token_urlsafe(12)
        p12 = e_signing.make_test_certificate(desk, name, secret)
        e_signing.sign_by_certificate(desk, paper, signer.field, p12, secret)
    exporter.count += 1
    form = paper_brief(desk, paper).form
    return exporter.write(f"{form}.signed.pdf", e_signing.form_to_sign(desk, paper))
