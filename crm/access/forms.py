"""The form of a user: who it is, whether that person may sign in, and the roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib.auth.models import User
from django.utils.functional import cached_property
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.access.keeping import NAMES, keep, roles_of
from crm.access.role_words import purpose_of, title_of
from crm.kit.forms import RecordForm
from crm.kit.refusal import Refused

if TYPE_CHECKING:
    from crm.kit.snapshot import Values

ROLES = "roles"


class UserForm(RecordForm):
    """A user as administrators keep them; passwords are nobody's but the user's own.

    What two administrators change at once is met like on any card (H3), roles included.
    """

    instance: Any
    noted_as: ClassVar = {ROLES: "groups"}

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(n, title_of(n)) for n in NAMES],
    )

    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "username", "is_active")
        labels = {
            "username": _("User name"),
            "first_name": _("First Name"),
            "last_name": _("Surname"),
            "email": _("Email"),
            "is_active": pgettext_lazy("user", "May sign in"),
        }
        help_texts = {
            "username": _("What one signs in with; the e-mail address does too."),
            "is_active": _("Without the tick nobody can sign in as this user; what the user did stays in the history."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial[ROLES] = roles_of(self.instance)
        if self.is_new:
            del self.fields["is_active"]

    @cached_property
    def now(self) -> Values:
        """What is stored of the user, the roles too."""
        return super().now | {ROLES: roles_of(self.instance)}

    def in_words(self, name: str, value: Any) -> str | None:
        """Roles by their titles."""
        return ", ".join(title_of(one) for one in value or ()) if name == ROLES else None

    @property
    def offered(self) -> list[tuple[Any, str]]:
        """The boxes of the roles, each with what the role is for."""
        return [(box, purpose_of(name)) for box, name in zip(self["roles"], NAMES, strict=True)]

    def clean_email(self) -> str:
        """An address belongs to one user: people sign in with it."""
        typed: str = self.cleaned_data["email"].strip()
        others = User.objects.filter(email__iexact=typed).exclude(pk=self.instance.pk)
        if typed and (other := others.first()) is not None:
            sentence = now_("%(user)s has this e-mail address already, and one can sign in with it.")
            raise forms.ValidationError(sentence % {"user": other.get_full_name() or other.get_username()})
        return typed

    def keep(self, by: User) -> bool:
        """The user is stored with the roles that were ticked; or the form says why not."""
        if self.is_new:
            self.instance.set_unusable_password()
        try:
            roles: Any = self.cleaned_data.get(ROLES, self.now[ROLES])
            keep(self.instance, roles, by=by)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.sentence)
            return False
        return True

    def _is_touched(self, name: str) -> bool:
        if name != ROLES:
            return super()._is_touched(name)
        return set(self[name].data or ()) != set(self.opened[ROLES])

    def _is_agreed(self, name: str) -> bool:
        if name != ROLES:
            return super()._is_agreed(name)
        return set(self.cleaned_data[name]) == set(self.now[ROLES])

    def _post_clean(self) -> None:
        """A user is no record of ours: nothing follows from the check."""
        forms.ModelForm._post_clean(self)  # type: ignore[attr-defined]
