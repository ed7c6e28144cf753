"""Images that are uploaded: what is too large is refused with a sentence, in the browser and in the admin."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from contacts.models import Contact
from setup.models import MarketingSetup
from tests.screens.pages import Page

LARGE = "The image has more than 40 megapixels. Choose a smaller one."
HEAVY = "The image is larger than 5 MB. Choose a smaller one."


def picture(width: int, height: int, padding: int = 0) -> SimpleUploadedFile:
    """A PNG whose head speaks of that size, though nothing is painted, with ``padding`` bytes behind it."""
    painted = BytesIO()
    Image.new("RGB", (1, 1)).save(painted, "PNG")
    held = painted.getvalue()
    head = b"IHDR" + struct.pack(">II", width, height) + held[24:29]
    content = held[:12] + head + struct.pack(">I", zlib.crc32(head)) + held[33:] + b" " * padding
    return SimpleUploadedFile("logo.png", content, "image/png")


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (picture(8_000, 5_001), LARGE),
        (picture(10_000, 10_000), LARGE),
        (picture(60_000, 60_000), LARGE),
        (picture(1, 1, padding=5 * 1024 * 1024), HEAVY),
        (SimpleUploadedFile("logo.png", b"no image", "image/png"), "Upload a valid image."),
    ],
    ids=["40 megapixels", "a warning of Pillow", "an error of Pillow", "5 MB", "no image"],
)
@pytest.mark.parametrize("door", ["/contacts/new/", "admin"])
def test_what_is_too_large_is_refused(
    anna: Client, marketing: MarketingSetup, upload: SimpleUploadedFile, sentence: str, door: str
) -> None:
    User.objects.update(is_staff=True, is_superuser=True)
    url = reverse("admin:contacts_contact_add") if door == "admin" else door
    typed = Page(anna.get(url)).with_typed(name="Nordlys AS")
    upload.seek(0)

    page = Page(anna.post(url, typed | {"image": upload}))

    assert page.status == 200
    assert sentence in page.text
    assert not Contact.objects.exists()


def test_an_image_that_is_small_enough_is_kept(anna: Client, marketing: MarketingSetup) -> None:
    typed = Page(anna.get("/contacts/new/")).with_typed(name="Nordlys AS")

    anna.post("/contacts/new/", typed | {"image": picture(8_000, 5_000)})

    assert Contact.objects.get().image
