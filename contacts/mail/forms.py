"""The form of an e-mail; what it says is checked once more where it is queued."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.formats.emails import addresses_in
from contacts.mail import checks
from crm.kit.refusal import Refused

if TYPE_CHECKING:
    from contacts.interactions.models import Attachment


class Person(NamedTuple):
    """Somebody it could be sent to."""

    name: str
    email: str


class LetterForm(forms.Form):
    """Whom to, what about and what. ``people`` can be ticked, and their addresses are added to those typed.

    ``files`` are ticked until somebody leaves them out.
    """

    to = forms.CharField(
        label=pgettext_lazy("e-mail", "To"),
        required=False,
        strip=True,
        help_text=_("Several addresses are separated by semicolons."),
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )
    people = forms.MultipleChoiceField(
        label=_("Also to"), required=False, widget=forms.CheckboxSelectMultiple(), choices=()
    )
    keep = forms.BooleanField(label=_("Save the address on the contact too"), required=False)
    cc = forms.CharField(
        label=_("Cc"), required=False, widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"})
    )
    subject = forms.CharField(label=_("Subject"), required=False, strip=True, max_length=250)
    body = forms.CharField(label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 12}))
    enclosed = forms.MultipleChoiceField(
        label=_("Attachments"), required=False, widget=forms.CheckboxSelectMultiple(), choices=()
    )
    file = forms.FileField(label=_("Attach a file"), required=False, max_length=150)
    record = forms.BooleanField(label=_("Record Interaction"), required=False)

    def __init__(
        self,
        *args: Any,
        people: tuple[Person, ...] = (),
        files: tuple[Attachment, ...] = (),
        keeps: bool = False,
        records: bool = True,
        spoken: str = "",
        without: tuple[str, ...] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._offer("people", [(one.email, f"{one.name} – {one.email}") for one in people])
        self._offer("enclosed", [(str(one.pk), one.name) for one in files])
        self.fields["enclosed"].initial = [str(one.pk) for one in files]
        offered = {"people": people, "enclosed": files, "keep": keeps, "record": records}
        for name in [*without, *(name for name, some in offered.items() if not some)]:
            self.fields.pop(name, None)
        if spoken:
            for name in ("subject", "body"):
                self.fields[name].widget.attrs["lang"] = spoken

    def clean(self) -> dict[str, Any]:
        """Each field says what is wrong with it."""
        cleaned = super().clean() or self.cleaned_data
        ticked = [address for one in cleaned.get("people", ()) for address in addresses_in(one)]
        typed = str(cleaned.get("to") or "")
        if typed and ticked:
            typed = f"{typed.rstrip('; ')};{';'.join(ticked)}"
        self._check("to", lambda: checks.checked_addresses(typed or ";".join(ticked), "to", required=True))
        self._check("cc", lambda: checks.checked_addresses(str(cleaned.get("cc") or ""), "cc"))
        if "subject" not in self.errors:
            self._check("subject", self._subject)
        cleaned["body"] = str(cleaned.get("body") or "").replace("\r\n", "\n")
        return cleaned

    def clean_file(self) -> Any:
        """Not bigger than mail servers take."""
        file: Any = self.cleaned_data.get("file")
        if file is not None and (file.size or 0) > settings.EMAIL_LARGEST:
            raise forms.ValidationError(checks.too_big(file.size or 0))
        return file

    def refuse(self, refused: Refused) -> None:
        """Show why nothing was sent, at the field it belongs to."""
        self.add_error(refused.field if refused.field in self.fields else None, refused.sentence)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices

    def _subject(self) -> str:
        return checks.checked_subject(str(self.cleaned_data.get("subject") or ""))

    def _check(self, name: str, checked: Any) -> None:
        try:
            self.cleaned_data[name] = checked()
        except Refused as refused:
            self.add_error(name, refused.sentence)
