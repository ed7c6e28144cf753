"""No English word in Italian and Spanish, on any page, in any file, in the admin (N6); and nothing a program left over.

The demo company speaks Italian here. What records say is theirs; all else has to be in the language of the reader.
"""

from __future__ import annotations

import csv
import io
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from crm.demo.company import Summary
from crm.start.translations import catalogues, compile_stale
from setup.models.translations import VatClauseTranslation
from tests.proof.english import English, Texts, said_by_records
from tests.proof.kinds import kinds
from tests.screens.addresses import Address, addresses
from tests.screens.conftest import browser, member

pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.slow]

ALIKE = ("sales-orders", "blanket-", "purchase-", "service-quotes")
LIBRARIES = ("auth", "django_tasks_database")
"""What the admin shows of others speaks as they do."""

FOREIGN = ("/admin/", "/static/", "/sign-out/")


@pytest.fixture(autouse=True)
def compiled() -> None:
    """Catalogues as staff read them."""
    compile_stale(catalogues())


@pytest.fixture
def gina(loaded: Summary) -> Client:
    """Gina is an administrator who may enter the admin as well."""
    user = member("Gina", "Administrator")
    user.is_staff = user.is_superuser = True
    user.save()
    return browser(user)


class Crawl:
    """Pages one by one: each address, then where their links lead, one of each kind."""

    def __init__(self, client: Client, language: str) -> None:
        self.client, self.language = client, language
        self.english = English(language, said_by_records())
        self.wrong: dict[str, str] = {}
        """What should not be there, and where it was met first."""
        self.seen: set[tuple[object, frozenset[str]]] = set()
        self.pages = 0
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        self.links: list[str] = []
        self.seen.add((None, frozenset()))

    def visit(self, url: str) -> None:
        """The page is read."""
        self.seen.add(_kind(url))
        answer = self.client.get(url, headers={"accept-language": self.language})
        content = answer.headers.get("content-type", "")
        if answer.status_code >= 300:
            return
        self.pages += 1
        if content.startswith("text/csv"):
            self._complain(url, next(csv.reader(io.StringIO(_text(answer)), delimiter=";")))
        elif content.startswith("text/html"):
            texts = Texts(_text(answer), self.language)
            self._complain(url, texts.found)
            self.links += [_joined(url, link) for link in texts.links if link.startswith(("/", "?"))]

    def follow(self) -> None:
        """Everything that the pages so far lead to, and what that leads to: one of each kind."""
        while self.links:
            url = self.links.pop()
            if not url.startswith(FOREIGN) and url.count("&") == 0 and _kind(url) not in self.seen:
                self.visit(url)

    def _complain(self, url: str, texts: list[str]) -> None:
        for text in self.english.in_(texts):
            self.wrong.setdefault(text, url)


def _text(answer: object) -> str:
    streamed = getattr(answer, "streaming_content", None)
    content = b"".join(streamed) if streamed is not None else answer.content  # type: ignore[attr-defined]
    return str(content.decode("utf-8-sig"))


def _joined(url: str, link: str) -> str:
    return f"{urlsplit(url).path}{link}" if link.startswith("?") else link


def _kind(url: str) -> tuple[object, frozenset[str]]:
    """What is looked at, and what was asked of it; nothing where there is nothing."""
    parts = urlsplit(url)
    try:
        view = resolve(parts.path).func
    except Resolver404:
        return None, frozenset()
    return getattr(view, "view_class", view), frozenset(parse_qs(parts.query))


def is_worth_a_look(one: Address) -> bool:
    """Reference lists and documents are alike: their lists and forms for new ones say what each is called."""
    is_alike = "/lists/" in one.route or any(f"/{name}" in f"/{one.route}" for name in ALIKE)
    return not is_alike or "<" not in one.route and not one.route.endswith("-many/")


def test_every_page_is_italian(gina: Client) -> None:
    """After the same pages in English: what is worked out once must not stay in the language of its first reader."""
    gina.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for one in kinds():
        gina.get(one.url)
    crawl = Crawl(gina, "it")

    for one in addresses():
        if is_worth_a_look(one) and not f"/{one.route}".startswith(FOREIGN):
            crawl.visit(one.url)
    crawl.follow()

    assert crawl.pages > 150
    assert crawl.wrong == {}


def test_every_kind_of_page_is_spanish(gina: Client) -> None:
    crawl = Crawl(gina, "es")

    for one in kinds():
        crawl.visit(one.url)

    assert crawl.pages > 50
    assert crawl.wrong == {}


@pytest.mark.parametrize("language", ["it", "es"])
def test_the_admin_speaks_of_our_records_in_the_language(gina: Client, language: str) -> None:
    """Lists, and the forms of the first record. Django itself leaves one word of its own in English."""
    crawl = Crawl(gina, language)
    urls = [reverse("admin:index")]
    for model in admin.site._registry:
        if model._meta.app_label in LIBRARIES or model is VatClauseTranslation:  # their words, and those of a law
            continue
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        urls.append(reverse(f"{name}_changelist"))
        first = model._base_manager.order_by("pk").values_list("pk", flat=True).first()
        if first is not None:
            try:
                urls.append(reverse(f"{name}_change", args=[first]))
            except NoReverseMatch:
                continue
    gina.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    wrong = {}
    for url in urls:
        answer = gina.get(url)
        if answer.status_code == 200 and (
            found := crawl.english.in_(Texts(answer.content.decode().replace('alt="Search"', ""), language).found)
        ):
            wrong[url] = found

    assert len(urls) > 60
    assert wrong == {}


@pytest.mark.parametrize(
    ("html", "wrong"),
    [
        ("<p>Customers</p>", ["Customers"]),
        ("<p>Clienti</p>", []),
        ('<a title="Bank Accounts">x</a>', ["Bank Accounts"]),
        ("<button aria-label='Reset Filters'></button>", ["Reset Filters"]),
        ("<p>Customers</p>", ["Customers"]),
        ("<p>12 %(count)s</p>", ["12 %(count)s"]),
        ("<td>None</td>", ["None"]),
        ("<p lang=en>Customers</p>", []),
        ("<p>X. No results with these filters.</p>", ["X. No results with these filters."]),
        ("<p>Tick rows, or take all 12 of the list:</p>", ["Tick rows, or take all 12 of the list:"]),
    ],
)
def test_english_is_found(html: str, wrong: list[str]) -> None:
    """The finder itself: in texts, in attributes, within longer texts, around what was filled in."""
    assert English("it", frozenset()).in_(Texts(html, "it").found) == wrong
