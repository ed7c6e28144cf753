"""E-mails in the browser: in the partner's language, checked beside the field, queued once, shown everywhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contacts.interactions.models import Interaction, InteractionTemplateSetup
from contacts.mail.models import Message
from contacts.models import Contact
from partners.models import Customer
from partners.trade.models import DocumentVersion, SalesQuote
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import Firm
from tests.factories.setup import LanguageFactory
from tests.factories.trade import document, item
from tests.mail.conftest import WorkOff
from tests.mail.post_office import PostOffice
from tests.screens.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]

BODY = "\n\nplease find attached our quote"


@pytest.fixture
def quote(nordlys: Firm) -> SalesQuote:
    """A quote for two desks."""
    return document(SalesQuote, (item("Desk", "489"), 2), customer=nordlys.customer)


def url_of(quote: SalesQuote) -> str:
    """Where it is sent."""
    return f"/trade/sales-quotes/{quote.pk}/email/"


def area(page: Page) -> str:
    """What stands in the text of the letter."""
    return page.html.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0].strip()


def filled(client: Client, url: str, **typed: str) -> dict[str, str]:
    """What the form sends as it was proposed, with these values typed into it."""
    page = Page(client.get(url))
    return page.with_typed(body=area(page)) | typed


@pytest.mark.parametrize(
    ("page_language", "button"),
    [("en", "Send by Email"), ("it", "Invia tramite e-mail"), ("es", "Enviar por correo electrónico")],
)
@pytest.mark.parametrize(
    ("code", "tag", "subject", "text", "ending"),
    [
        ("EN", "en-GB", "Quote SQ0001", "please find attached our quote SQ0001", "Kind regards"),
        ("IT", "it-IT", "Offerta SQ0001", "in allegato trova la nostra offerta SQ0001", "Cordiali saluti"),
        ("ES", "es-ES", "Oferta SQ0001", "le adjuntamos nuestra oferta SQ0001", "Atentamente"),
    ],
)
def test_the_letter_is_proposed_in_the_language_of_the_partner(
    anna: Client,
    nordlys: Firm,
    page_language: str,
    button: str,
    code: str,
    tag: str,
    subject: str,
    text: str,
    ending: str,
) -> None:
    """N15: whatever the language of the page is; what is in another language says so."""
    nordlys.contact.language = LanguageFactory(code=code, tag=tag)
    nordlys.contact.save()
    quote = document(SalesQuote, (item(), 2), customer=Customer.objects.get(pk=nordlys.customer.pk))
    anna.cookies["django_language"] = page_language

    page = Page(anna.get(url_of(quote)))

    assert button in page.text
    assert page.sends["subject"] == f"{subject} – Arredamenti Meridiana"
    assert text in area(page) and ending in area(page)
    assert page.sends["to"] == "post@nordlys.no"
    assert f'lang="{tag[:2]}"' in page.html
    assert page.sends["record"] == "on"
    assert f"/trade/sales-quotes/{quote.pk}/pdf/" in page.links


def test_the_text_can_be_had_in_another_language(anna: Client, quote: SalesQuote) -> None:
    """F9: with a switch."""
    page = Page(anna.get(f"{url_of(quote)}?text=es"))

    assert "?text=it" in page.links
    assert page.sends["subject"].startswith("Oferta") and "le adjuntamos" in area(page)


def test_it_is_queued_once_and_the_page_does_not_wait(
    anna: Client, quote: SalesQuote, post_office: PostOffice, work_off: WorkOff
) -> None:
    """N1, F9-2: the second press leads where the first one did."""
    url = url_of(quote)
    sent = filled(anna, url)

    first, second = (anna.post(url, sent) for _ in range(2))

    assert first["Location"] == second["Location"] == f"/trade/sales-quotes/{quote.pk}/"
    assert post_office.letters == []
    message = Message.objects.get()
    card = Page(anna.get(first["Location"]))
    assert "Waiting to be sent to post@nordlys.no." in card.text
    assert f"/mail/{message.pk}/" in card.links
    work_off()
    assert len(post_office.letters) == 1
    assert "Sent to post@nordlys.no. Interaction recorded." in Page(anna.get(f"/mail/{message.pk}/")).text
    entry = Interaction.objects.get()
    assert f"/interactions/{entry.pk}/" in Page(anna.get(f"/mail/{message.pk}/")).links
    assert entry.user is not None and entry.user.first_name == "Anna"
    contact = Page(anna.get(f"/contacts/{message.contact_id}/?boxes=yes"))
    assert entry.description in contact.text and f"/mail/{message.pk}/" in contact.links


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("to", "", "Enter the email address of somebody to send this to."),
        ("to", "nobody", "is not a valid email address"),
        ("to", "a@nordlys.no\r\nBcc: x@evil.example", "Write the addresses on one line"),
        ("cc", "a@b@c.no", "is not a valid email address"),
        ("subject", "", "Enter a subject."),
        ("subject", "Hello\r\nBcc: x@evil.example", "The subject is one line"),
        ("subject", "Hello\nX", "The subject is one line"),
        ("subject", "x" * 251, "at most 250 characters"),
    ],
)
def test_nonsense_is_refused_beside_its_field(
    anna: Client, quote: SalesQuote, field: str, value: str, said: str
) -> None:
    """Bad input: nothing is queued or kept, and what was typed stays."""
    page = Page(anna.post(url_of(quote), filled(anna, url_of(quote), body="Typed for long") | {field: value}))

    assert said in page.text and f"#id_{field}" in page.links
    assert area(page) == "Typed for long"
    assert not Message.objects.exists() and not DocumentVersion.objects.exists()


def test_people_of_the_company_can_be_ticked(
    anna: Client, nordlys: Firm, quote: SalesQuote, post_office: PostOffice, work_off: WorkOff
) -> None:
    """F9: their addresses are added."""
    PersonFactory(name="Ada Rossi", company=nordlys.contact, email="ada@nordlys.no")
    assert "Ada Rossi – ada@nordlys.no" in Page(anna.get(url_of(quote))).text

    anna.post(url_of(quote), filled(anna, url_of(quote), people="ada@nordlys.no"))
    work_off()

    assert post_office.envelopes[0].rcpt_tos == ["post@nordlys.no", "ada@nordlys.no"]


def test_an_address_that_was_missing_is_saved_on_the_contact_too(anna: Client, nordlys: Firm) -> None:
    """F9: where that is ticked."""
    fjord = CompanyFactory(name="Fjord AS")
    url = f"/contacts/{fjord.pk}/email/"

    anna.post(url, filled(anna, url, to="hello@fjord.no", subject="Hello", keep="on"))

    assert Message.objects.get().to == Contact.objects.get(pk=fjord.pk).email == "hello@fjord.no"


def test_a_contact_is_written_to_with_a_file(
    anna: Client, nordlys: Firm, post_office: PostOffice, work_off: WorkOff
) -> None:
    """b.5: recorded as an e-mail; the file can be had again, and no browser runs it."""
    url = f"/contacts/{nordlys.contact.pk}/email/"
    assert url in Page(anna.get(f"/contacts/{nordlys.contact.pk}/")).links
    file: Any = SimpleUploadedFile("plan.html", b"<script>1</script>", "text/html")

    anna.post(url, filled(anna, url, subject="Plan") | {"file": file})
    work_off()

    (attached,) = post_office.letters[0].iter_attachments()
    assert attached.get_filename() == "plan.html"
    message = Message.objects.get()
    assert (message.event, Interaction.objects.get().event, Interaction.objects.get().subject) == (
        "email", "email", "Plan",
    )  # fmt: skip
    link = next(one for one in Page(anna.get(f"/mail/{message.pk}/")).links if "/file/" in one)
    response = anna.get(link)
    assert response["Content-Disposition"] == 'attachment; filename="plan.html"'
    assert anna.get(f"/mail/{message.pk}/file/?no=999999").status_code == 404


@pytest.mark.parametrize("side", ["customer", "vendor"])
def test_partners_are_written_to_through_their_contact(anna: Client, nordlys: Firm, side: str) -> None:
    """The primary contact, else the linked one."""
    partner = getattr(nordlys, side)
    url = f"/partners/{side}s/{partner.pk}/email/"
    assert url in Page(anna.get(f"/partners/{side}s/{partner.pk}/")).links

    assert anna.get(url)["Location"] == f"/contacts/{nordlys.contact.pk}/email/"


def test_a_blocked_contact_is_written_to_by_nobody(anna: Client, quote: SalesQuote, nordlys: Firm) -> None:
    """H5: the page says so, and so does the sending."""
    sent = filled(anna, url_of(quote))
    contact = Contact.objects.get(pk=nordlys.contact.pk)
    contact.privacy_blocked = True
    contact.save()

    page = Page(anna.get(f"/contacts/{contact.pk}/email/"))
    refused = Page(anna.post(url_of(quote), sent))

    assert "It is blocked for privacy." in page.text
    assert "blocked for privacy" in refused.text
    assert not Message.objects.exists() and not DocumentVersion.objects.exists()


def test_without_template_it_says_that_it_will_not_be_recorded(anna: Client, quote: SalesQuote) -> None:
    """T5: before anything leaves, with the way to the setting."""
    setup = InteractionTemplateSetup.current()
    setup.sales_quote = None
    setup.save()

    page = Page(anna.get(url_of(quote)))

    assert "It will not be recorded: no interaction template is set up" in page.text
    assert "record" not in page.sends and "/interactions/interaction-setup/" in page.links


def test_without_mail_server_nothing_can_be_sent(anna: Client, quote: SalesQuote, settings: Any) -> None:
    """It says so before anybody writes."""
    sent = filled(anna, url_of(quote))
    settings.EMAIL_HOST = ""

    assert "No mail server is set up" in Page(anna.get(url_of(quote))).text
    assert "No mail server is set up" in Page(anna.post(url_of(quote), sent)).text
    assert not Message.objects.exists()
