"""Users and roles: made, kept, never deleted; nobody locks everybody out, and the history knows (P66)."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from crm.access import keeping, role_words
from crm.access.roles import ROLES
from crm.history.models import Change
from crm.kit.refusal import Refused
from setup.models import Salesperson
from tests.conftest import Statements
from tests.screens.conftest import browser, member
from tests.screens.pages import Page

USERS = "/setup/users/"


def made(anna: Client, **typed: str) -> User:
    """A user that Anna made."""
    form = Page(anna.get(f"{USERS}new/"))
    anna.post(f"{USERS}new/", form.with_typed(username="eva", first_name="Eva", email="eva@example.com", **typed))
    return User.objects.get(username="eva")


def test_a_new_user_chooses_a_password_by_a_link_that_is_shown_once(anna: Client) -> None:
    """Nobody else ever knows the password."""
    eva = made(anna, roles="Sales")
    page = Page(anna.get(f"{USERS}{eva.pk}/"))
    link = page.html.split('readonly value="')[1].split('"')[0].removeprefix("http://testserver")

    visitor = Client()
    asked = visitor.get(link)
    form = Page(visitor.get(asked.headers["Location"]))
    chosen = {"new_password1": "a long phrase 9", "new_password2": "a long phrase 9"}
    done = visitor.post(asked.headers["Location"], form.with_typed(**chosen))

    assert done.headers["Location"] == "/" and visitor.get("/").status_code == 200
    assert link not in Page(anna.get(f"{USERS}{eva.pk}/")).html
    assert "This link was used already" in Page(Client().get(link, follow=True)).text
    assert "Password ••••••••" in Page(anna.get(f"{USERS}{eva.pk}/")).text


def test_roles_are_changed_and_the_history_says_so(anna: Client) -> None:
    """H1: in the words of the house, with who did it."""
    eva = made(anna, roles="Sales")
    others = Group.objects.create(name="Choir")
    eva.groups.add(others)
    url = f"{USERS}{eva.pk}/edit/"

    anna.post(url, Page(anna.get(url)).with_typed(roles="Reader", last_name="Blom"))

    assert {group.name for group in eva.groups.all()} == {"Reader", "Choir"}
    change = Change.objects.of(eva).latest("pk")
    assert change.diff == {"last_name": ["", "Blom"], "groups": ["Sales", "Reader"]}
    assert change.actor_name == "Anna"
    assert "Roles Sales → Reader" in Page(anna.get(f"{USERS}{eva.pk}/")).text


def test_nothing_changed_is_no_history(anna: Client) -> None:
    """Saving without a change writes nothing."""
    eva = made(anna, roles="Sales")
    before = Change.objects.of(eva).count()
    url = f"{USERS}{eva.pk}/edit/"

    anna.post(url, Page(anna.get(url)).sends | {"roles": "Sales"})

    assert Change.objects.of(eva).count() == before


def test_who_may_no_longer_sign_in_is_out_and_stays_named(anna: Client) -> None:
    """Deactivated, never deleted."""
    bo = member("Bo", "Reader")
    inside = browser(bo)
    url = f"{USERS}{bo.pk}/edit/"
    typed = Page(anna.get(url)).sends
    typed.pop("is_active")

    anna.post(url, typed)

    assert inside.get("/contacts/").status_code == 302
    assert "May not sign in" in Page(anna.get(f"{USERS}{bo.pk}/")).text
    assert anna.post(f"{USERS}{bo.pk}/delete/").status_code == 404


@pytest.mark.parametrize("way", ["is_active", "roles"])
def test_nobody_locks_oneself_out(anna: Client, dario: Client, way: str) -> None:
    """Another administrator has to do it."""
    me = User.objects.get(username="anna")
    url = f"{USERS}{me.pk}/edit/"
    typed = Page(anna.get(url)).sends | {"roles": "Administrator"}
    typed.pop(way)

    page = Page(anna.post(url, typed))

    assert "You cannot lock yourself out" in page.text
    me.refresh_from_db()
    assert me.is_active and keeping.roles_of(me) == ["Administrator"]


def test_the_last_administrator_stays_one(db: None) -> None:
    """Somebody with the permission only, no administrator, cannot take the last one away."""
    anna, clerk = member("Anna", "Administrator"), member("Clerk")
    anna.is_active = False

    with pytest.raises(Refused, match="last administrator"):
        keeping.keep(anna, ["Administrator"], by=clerk)

    assert User.objects.get(username="anna").is_active


def test_who_may_everything_is_kept_by_such_people_only(anna: Client) -> None:
    """An administrator does not become more than that by a new password link."""
    root = User.objects.create_superuser("root")
    url = f"{USERS}{root.pk}/edit/"

    page = Page(anna.post(url, Page(anna.get(url)).with_typed(first_name="Mine")))
    anna.post(f"{USERS}{root.pk}/password/")

    assert "only somebody like that can change it" in page.text
    assert "password-link" not in Page(anna.get(f"{USERS}{root.pk}/")).html
    assert User.objects.get(pk=root.pk).first_name == ""


@pytest.mark.parametrize("name", ["bo", "cleo"])
def test_users_are_the_business_of_administrators(name: str, request: pytest.FixtureRequest) -> None:
    """H4."""
    client: Client = request.getfixturevalue(name)

    assert client.get(USERS).status_code == client.get(f"{USERS}new/").status_code == 403
    assert USERS not in Page(client.get("/")).links


def test_an_address_belongs_to_one_user(anna: Client) -> None:
    """One signs in with it."""
    member("Bo")
    form = Page(anna.get(f"{USERS}new/"))

    page = Page(anna.post(f"{USERS}new/", form.with_typed(username="eva", email="BO@example.com")))

    assert "Bo has this e-mail address already" in page.text
    assert not User.objects.filter(username="eva").exists()


def test_the_table_says_what_the_roles_say() -> None:
    """It is read from the roles, area by area."""
    found = {row.area: dict(zip(keeping.NAMES, row.cells, strict=True)) for row in role_words.table()}

    assert found["Customers"]["Sales"] == "reads and writes" and found["Customers"]["Purchasing"] == "reads"
    assert found["Users and their roles"]["Sales"] == "nothing"
    assert found["Bank details"]["Banking"] == "in full" and found["Bank details"]["Administrator"] != "nothing"
    assert set(role_words.TITLES) == set(role_words.PURPOSES) == {role.name for role in ROLES}


def test_the_list_asks_no_more_for_more(anna: Client, statements: Statements) -> None:
    """Roles and salespeople of all users are read at once."""
    counts = []
    for more in (1, 20):
        for number in range(more):
            member(f"U{more}-{number}", "Sales")
            Salesperson(code=f"S{more}-{number}", email=f"u{more}-{number}@example.com").save()
        with statements() as asked:
            page = Page(anna.get(USERS))
        counts.append(len(asked))

    assert counts[0] == counts[1] and "S20-7" in page.text


def test_what_two_administrators_change_at_once_is_compared(anna: Client, dario: Client) -> None:
    """H3, F12: both values side by side, and nothing is overwritten unseen."""
    eva = made(anna, roles="Sales")
    url = f"{USERS}{eva.pk}/edit/"
    opened = Page(anna.get(url))
    dario.post(url, Page(dario.get(url)).with_typed(last_name="Blom", roles="Purchasing"))

    page = Page(anna.post(url, opened.with_typed(last_name="Berg", roles="Reader")))
    eva.refresh_from_db()

    assert page.status == 409 and eva.last_name == "Blom" and keeping.roles_of(eva) == ["Purchasing"]
    assert "Dario changed this record" in page.text and "compare and choose" in page.text
    for words in ("Berg", "Blom", role_words.title_of("Reader"), role_words.title_of("Purchasing")):
        assert words in page.text.partition("Compare and choose")[2].partition("Roles What")[0]


def test_what_one_of_them_left_alone_is_kept_as_the_other_saved_it(anna: Client, dario: Client) -> None:
    """H3: roles that somebody else gave stay, though the form was opened without them."""
    eva = made(anna, roles="Sales")
    url = f"{USERS}{eva.pk}/edit/"
    opened = Page(anna.get(url)).sends | {"roles": "Sales"}
    dario.post(url, Page(dario.get(url)).with_typed(roles="Purchasing"))

    anna.post(url, opened | {"first_name": "Ewa"})
    eva.refresh_from_db()

    assert (eva.first_name, keeping.roles_of(eva)) == ("Ewa", ["Purchasing"])


def test_the_choice_is_carried_out(anna: Client, dario: Client) -> None:
    eva = made(anna, roles="Sales")
    url = f"{USERS}{eva.pk}/edit/"
    opened = Page(anna.get(url)).with_typed(roles="Reader", last_name="Berg")
    dario.post(url, Page(dario.get(url)).with_typed(roles="Purchasing", last_name="Blom"))
    asked = anna.post(url, opened).content.decode()
    choices = dict(re.findall(r'name="(keep-\w+)" value="(theirs:\w+)"', asked))
    choices["keep-roles"] = choices["keep-roles"].replace("theirs", "mine")

    anna.post(url, opened | choices)
    eva.refresh_from_db()

    assert (eva.last_name, keeping.roles_of(eva)) == ("Blom", ["Reader"])
