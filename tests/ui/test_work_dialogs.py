# SPDX-License-Identifier: Apache-2.0
"""Every dialog of the daily work, in both languages: names for screen readers, keys, and kept words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QTabBar, QWidget

from desk.domain.clients import Client
from desk.domain.consent import ConsentFields, ConsentKind, ConsentWay
from desk.domain.kinds import ApplicantRole, Channel, DemandKind, LanguageMode, Step
from desk.domain.values import Both
from desk.services.consent import consents
from desk.services.paper import papers
from desk.services.register import registers
from desk.services.request import requests
from tests.conftest import filled, open_at
from tests.factories import intake, person, purpose_fields
from tests.ui.hands import at_the_desk
from ui.acts import _HOMES, Acts
from ui.jobs import Jobs

ACTS = [name for name in _HOMES if name != "take-in"]


@pytest.fixture(params=["ru", "en"])
def spoken(request, qapp):
    with at_the_desk(request.param):
        yield request.param


@pytest.fixture
def acts(qtbot, desk, spoken):
    jobs = Jobs()
    page = QWidget()
    qtbot.addWidget(page)
    made = Acts(desk, jobs, page, lambda _id: None, lambda *_place: None)
    yield made
    for dialog in list(made.open):
        dialog.dirty = False
        dialog.reject()
    jobs.close()


def furnish(desk):
    """A request on which every act makes sense: it withdraws a consent that is in force."""
    helper = person(name="Помощников Пётр", email="helper@example.org")
    id = requests.register_request(
        desk,
        intake(
            demands=(DemandKind.ACCESS, DemandKind.COMPLAINT, DemandKind.WITHDRAW),
            role=ApplicantRole.REPRESENTATIVE,
            applicant=helper,
            authority="Доверенность от 12.05.2026",
        ),
    )
    purpose = registers.declare_purpose(desk, purpose_fields(desk), "2026-11-01")
    fields = ConsentFields(ConsentKind.PROCESSING, purpose, "2026-11-10", ConsentWay.SITE_FORM)
    subject = requests.request_card(desk, id).subject_id
    consents.record_consent(desk, subject, fields)
    name = Both("ООО «Заказчик»", "Zakazchik LLC")
    registers.save_client(desk, Client(0, "", name, assignment="5"))
    return id


@pytest.fixture(scope="session")
def _furnished(tmp_path_factory, _empty_desk):
    return filled(tmp_path_factory.mktemp("work") / "desk", _empty_desk, furnish)


@pytest.fixture
def desk(tmp_path, clock, _furnished):
    made = open_at(tmp_path / "work", _furnished[0], clock)
    yield made
    made.close()


@pytest.fixture
def card(desk, _furnished):
    return requests.request_card(desk, _furnished[1])


def begin(acts, name, card):
    acts.new_request() if name == "request" else acts.begin(name, card)
    return acts.open[-1]


def spoken_name(widget):
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found else ""


def focusable(dialog):
    """Widgets a person can reach by Tab; plain scroll areas only hold others."""
    return [
        each
        for each in dialog.findChildren(QWidget)
        if each.isVisibleTo(dialog)
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and not (isinstance(each, QAbstractScrollArea) and type(each) is QScrollArea)
        and not isinstance(each, QTabBar)
    ]


@pytest.mark.parametrize("name", ACTS)
def test_every_control_has_a_name_for_screen_readers(acts, card, name):
    dialog = begin(acts, name, card)
    nameless = [type(each).__name__ for each in focusable(dialog) if not spoken_name(each).strip()]
    assert nameless == []
    assert card.subject.name not in dialog.windowTitle()


@pytest.mark.parametrize("name", ACTS)
def test_what_stands_in_a_dialog_survives_as_plain_data(acts, card, name):
    dialog = begin(acts, name, card)
    kept = dialog.state()
    dialog.dirty = False
    dialog.reject()
    again = begin(acts, name, card)
    again.restore(kept)
    assert again.state() == kept


@pytest.mark.parametrize("name", ACTS)
def test_the_verb_is_the_default_and_escape_closes(acts, card, name):
    dialog = begin(acts, name, card)
    assert dialog.accept_button.isDefault()
    dialog.dirty = False
    dialog.reject()
    assert acts.open == []


def test_the_record_of_an_inspection_is_handed_over_in_person(qtbot, acts, desk):
    came = intake(demands=(DemandKind.INSPECT,), channel=Channel.PHONE)
    id = requests.register_request(desk, came)
    requests.confirm_identity(desk, id, "пришёл сам")
    shown = {"shown": Both("Карточка клиента.", "The client’s card.")}
    papers.issue(
        desk,
        papers.draft(desk, "inspection_record", LanguageMode.RU, id, passages=shown,
                     inspected_on=desk.today()),
    )  # fmt: skip
    card = requests.request_card(desk, id)
    assert card.row.step is Step.DELIVER
    assert "visit" in card.guidance
    assert card.row.due == "", "the data were shown in time, whenever the record is handed over"
    dialog = acts.begin("dispatch", card)
    assert dialog.NAME == "deliver", "what is handed over is not asked about as what is sent"
    assert dialog.form.values()["way"] is Channel.IN_PERSON
    assert dialog.form.values()["proof"]
    dialog.submit()
    card = requests.request_card(desk, id)
    assert card.row.step is Step.CLOSE
    assert all(each.met for each in card.deadlines), "the record at the visit ends the term"
