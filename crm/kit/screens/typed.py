"""What was typed into a form whose session had ended: carried through signing in, for its typist (M12, N2, N19)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.core import signing
from django.http import QueryDict

if TYPE_CHECKING:
    from django.http import HttpRequest

    from crm.kit.permissions import User

SALT = "crm.kit.typed"
TYPIST = "typist"
"""The field of a form that says who it was shown to."""

LEFT_OUT = frozenset({"csrfmiddlewaretoken", "compare", "accept", "leave_to", TYPIST})


class Typed(NamedTuple):
    """What somebody typed, and where."""

    user: str
    path: str
    values: list[tuple[str, str]]

    def is_by(self, user: User) -> bool:
        """``user`` typed it: nobody else may see it."""
        return bool(user.is_authenticated) and str(user.pk) == self.user


def signature_of(user: User) -> str:
    """Says for whom a form is shown, in a way nobody else can say."""
    return signing.dumps(str(user.pk), salt=SALT)


def typed_into(request: HttpRequest) -> Typed | None:
    """What a form sent; ``None`` where it does not say whose it is. Files are not kept, nor passwords."""
    try:
        user: str = signing.loads(request.POST.get(TYPIST, ""), salt=SALT)
    except signing.BadSignature:
        return None
    names = [name for name in request.POST if name not in LEFT_OUT and "password" not in name]
    return Typed(
        user, request.get_full_path(), [(name, value) for name in names for value in request.POST.getlist(name)]
    )


def packed(typed: Typed) -> str:
    """``typed`` as a signed text for a hidden field."""
    data = QueryDict(mutable=True)
    for name, value in typed.values:
        data.appendlist(name, value)
    return signing.dumps([typed.user, typed.path, data.urlencode()], salt=SALT, compress=True)


def unpacked(text: str) -> Typed | None:
    """What a signed text holds; ``None`` for one that we did not write."""
    try:
        user, path, data = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    sent = QueryDict(data)
    return Typed(user, path, [(name, value) for name in sent for value in sent.getlist(name)])
