"""No English word in what leaves the house by e-mail: it speaks the language of whom it is for (N6, N15)."""

from __future__ import annotations

import pytest
from django.utils import translation

from contacts.mail import checks, outbox, sending, texts
from contacts.models import Contact
from crm.demo.company import Summary
from crm.start.translations import catalogues, compile_stale
from partners.trade import mailing
from partners.trade.models import MODELS, Document
from setup.models import Language
from tests.proof.english import English, said_by_records

pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def compiled() -> None:
    """Catalogues as staff read them."""
    compile_stale(catalogues())


def _called(language: str) -> Language:
    return Language.objects.filter(tag__istartswith=language).earliest("code")


def wrong(letter: outbox.Letter, language: str) -> list[str]:
    """What is English in a letter."""
    lines = [letter.subject, *letter.subject.split(" – "), *letter.body.split("\n"), letter.body]
    return English(language, said_by_records()).in_([line for line in lines if line])


@pytest.mark.parametrize("language", ["it", "es"])
def test_letters_with_documents_speak_the_language_of_the_document(loaded: Summary, language: str) -> None:
    """Whoever sends them, in English here: of each kind one."""
    spoken = _called(language)
    found = {}
    for kind in MODELS:
        document = Document.objects.filter(kind=kind).order_by("pk").first()
        assert document is not None, kind
        document.language = spoken
        with translation.override("en"):
            letter = mailing.proposed(document, "Anna")
        assert letter.language == spoken and "Anna" in letter.body
        found[kind] = wrong(letter, language)

    assert len(found) > 6 and not any(found.values()), found


@pytest.mark.parametrize("language", ["it", "es"])
def test_letters_begin_and_end_in_the_language_of_the_contact(loaded: Summary, language: str) -> None:
    """With a greeting for them, and with the one for whom nobody knows."""
    spoken, person = _called(language), Contact.objects.filter(type="person").order_by("pk").first()

    with translation.override("en"):
        bodies = [texts.letter_to(contact, language, spoken, "", "Anna") for contact in (person, None)]

    for body in bodies:
        assert wrong(outbox.Letter("", "", body), language) == []
        assert "Dear" not in body and "Kind regards" not in body


@pytest.mark.parametrize("language", ["it", "es"])
def test_the_test_to_oneself_speaks_the_language_of_the_page(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    """F10: it is for who asked for it."""
    monkeypatch.setattr(checks, "check_ready", lambda: None)
    monkeypatch.setattr(sending, "enqueue", lambda _message: None)

    with translation.override(language):
        message = outbox.post_trial("anna@example.com")
    lines = [message.subject, message.body]

    assert English(language, frozenset()).in_(lines) == []
    with translation.override("en"):
        assert outbox.post_trial("anna@example.com").subject not in lines
