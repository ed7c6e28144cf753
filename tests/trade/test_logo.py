"""The logo of the company: what may be uploaded, and that it stands on paper."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from partners.trade.models import SalesOrder
from partners.trade.printing import pdf
from setup.models import CompanyInformation
from tests.factories.partners import firm
from tests.factories.trade import document, item
from tests.screens.conftest import browser, member
from tests.screens.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]

COMPANY = "/setup/company/1/edit/"
DRAWING = b"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20">
<script>alert(1)</script><rect width="80" height="20" fill="#0b6a6e"/></svg>"""


@pytest.fixture
def anna() -> Client:
    """An administrator."""
    return browser(member("Anna", "Administrator"))


def picture(form: str, mode: str = "RGB") -> bytes:
    """A red picture, twice as wide as high."""
    sink = io.BytesIO()
    Image.new(mode, (200, 100), (200, 20, 20) if mode == "RGB" else (0, 200, 200, 0)).save(sink, form)
    return sink.getvalue()


def upload(client: Client, name: str, content: bytes) -> Page:
    """The page after the logo was uploaded."""
    sent: dict[str, Any] = dict(Page(client.get(COMPANY)).sends)
    sent["logo"] = SimpleUploadedFile(name, content)
    return Page(client.post(COMPANY, sent, follow=True))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.png", picture("PNG")),
        ("logo.jpg", picture("JPEG")),
        ("print.jpg", picture("JPEG", "CMYK")),
        ("logo.svg", DRAWING),
        ("drawing", DRAWING),
    ],
)
def test_pictures_and_drawings_stand_at_the_head_of_documents(anna: Client, name: str, content: bytes) -> None:
    """Section 12 of the brief: at most 40 × 18 mm, with words for those who cannot see it."""
    upload(anna, name, content)

    company = CompanyInformation.objects.get()
    assert company.logo and not str(company.logo.name).endswith(".svg")
    assert b"<script" not in company.logo.read()
    order = document(SalesOrder, (item(), 1), customer=firm().customer)
    page = PdfReader(io.BytesIO(pdf.rendered(order))).pages[0]
    assert len(page.images) == 1
    assert order.no in page.extract_text()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("logo.svg", b"<svg><rect", "The drawing cannot be read."),
        ("logo.svg", b"\xff\xfe\x00no text", "The drawing cannot be read."),
        ("logo.png", b"%PDF-1.7 no image", "Upload a valid image."),
        ("logo.png", picture("PNG")[:60], "Upload a valid image."),
        ("logo.svg", b"<svg>" + b" " * 5_300_000, "The image is larger than 5 MB."),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(anna: Client, name: str, content: bytes, said: str) -> None:
    """Bad input."""
    page = upload(anna, name, content)

    assert said in page.text
    assert not CompanyInformation.objects.get().logo


def test_a_logo_that_is_gone_stops_no_printing() -> None:
    """The name of the company stands in its place."""
    company = CompanyInformation.objects.get()
    company.logo = "company/gone.png"
    company.save()
    order = document(SalesOrder, (item(), 1), customer=firm().customer)

    page = PdfReader(io.BytesIO(pdf.rendered(order))).pages[0]

    assert company.name in page.extract_text() and not page.images
