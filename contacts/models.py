"""The contact: a company or a person, whoever we deal with."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.dispatch import Signal
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts import rules
from contacts.shared_fields import (
    AddressBlock,
    CommunicationBlock,
    ImageBlock,
    NameBlock,
    PrivacyBlock,
    RegionBlock,
    SalesBlock,
    TaxBlock,
    TermsBlock,
)
from contacts.sharing import SharingRecord
from contacts.validators import no_letters
from crm.kit.models import Record, RecordQuerySet
from crm.kit.refusal import Refused
from crm.kit.search import search_text, sort_text
from setup.models import MarketingSetup
from setup.models.marketing import CorrespondenceType
from setup.numbering.models import NumberSeries
from setup.rules import revision_now

before_rename = Signal()
"""A person is about to be read for a save that changes its name: lock here what must be locked before it."""


class ContactType(models.TextChoices):
    """Companies have people; people may belong to a company (J1)."""

    COMPANY = "company", pgettext_lazy("entity", "Company")
    PERSON = "person", pgettext_lazy("entity", "Person")


class RelationSummary(models.TextChoices):
    """What the business relations of a contact amount to (H1, ruling 13)."""

    NONE = "none", pgettext_lazy("option", "None")
    CUSTOMER = "customer", pgettext_lazy("entity", "Customer")
    VENDOR = "vendor", pgettext_lazy("entity", "Vendor")
    BANK_ACCOUNT = "bank_account", pgettext_lazy("entity", "Bank Account")
    OTHER = "other", pgettext_lazy("option", "Other")
    MULTIPLE = "multiple", pgettext_lazy("option", "Multiple")


def _part(name: str, column: str, value: str) -> models.Index:
    """The contacts of a view in their order, and how many they are, without a look at any other contact (goal 7).

    The column at the end is there for SQLite, which else reads each contact to see that it belongs to its own index.
    """
    return models.Index(fields=("sort_name", "id", column), condition=models.Q(**{column: value}), name=name)


class ContactQuerySet(RecordQuerySet["Contact"]):
    """Contacts, spoken of as people do."""

    def companies(self) -> Self:
        """Companies only."""
        return self.filter(type=ContactType.COMPANY)

    def people(self) -> Self:
        """People only, with and without a company."""
        return self.filter(type=ContactType.PERSON)


class Contact(
    NameBlock,
    AddressBlock,
    CommunicationBlock,
    TermsBlock,
    ImageBlock,
    TaxBlock,
    RegionBlock,
    PrivacyBlock,
    SalesBlock,
    SharingRecord,
):
    """A company or a person. The hub: its linked customer, vendor and bank account follow it, and it follows them."""

    number_series_setting = _("Contact Nos.")

    type = models.CharField(_("Type"), max_length=10, choices=ContactType.choices, default=ContactType.COMPANY)
    company = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="people", verbose_name=_("Company No.")
    )
    company_name = models.CharField(_("Company Name"), max_length=100, blank=True, editable=False)
    first_name = models.CharField(_("First Name"), max_length=30, blank=True)
    middle_name = models.CharField(_("Middle Name"), max_length=30, blank=True)
    surname = models.CharField(_("Surname"), max_length=30, blank=True)
    job_title = models.CharField(_("Job Title"), max_length=30, blank=True)
    initials = models.CharField(_("Initials"), max_length=30, blank=True)
    extension_no = models.CharField(_("Extension No."), max_length=30, blank=True)
    pager = models.CharField(_("Pager"), max_length=30, blank=True, validators=[no_letters])
    email_2 = models.CharField(_("Email 2"), max_length=80, blank=True)
    organizational_level = models.ForeignKey(
        "setup.OrganizationalLevel",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Organizational Level Code"),
    )
    salutation = models.ForeignKey(
        "setup.Salutation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Salutation Code")
    )
    correspondence_type = models.CharField(
        _("Correspondence Type"), max_length=10, choices=CorrespondenceType.choices, blank=True
    )
    exclude_from_segment = models.BooleanField(_("Exclude from Segment"), default=False)
    minor = models.BooleanField(_("Minor"), default=False)
    parental_consent_received = models.BooleanField(_("Parental Consent Received"), default=False)
    fiscal_code = models.CharField(_("Fiscal Code"), max_length=20, blank=True)
    external_id = models.CharField(_("External ID"), max_length=20, blank=True)
    business_relation = models.CharField(
        pgettext_lazy("entity", "Business Relation"),
        max_length=12,
        choices=RelationSummary.choices,
        default=RelationSummary.NONE,
        editable=False,
    )
    search = search_text(
        "no", "name", "name_2", "company_name", "city", "email", "vat_registration_no",
        numbers=("phone_no", "mobile_phone_no"),
    )  # fmt: skip
    sort_name = sort_text("name")

    objects: ClassVar[ContactQuerySet] = ContactQuerySet.as_manager()  # type: ignore[assignment]

    kept_by_others: ClassVar[frozenset[str]] = Record.kept_by_others | {"business_relation"}

    rules_revision: uuid.UUID | None = None
    """Of a locked row: the revision of the synchronizing rules in force when it was read."""

    has_people = False
    """Of a locked row: somebody belonged to it when it was read."""

    joined: int | None = None
    """The company it belonged to when it was read or last saved."""

    called: tuple[str, ...] = ()
    """Its name and the parts of it when it was read or last saved."""

    skip_defaults = False
    """Set on a contact that is made from a partner: marketing defaults are not applied to it (C2)."""

    class Meta:
        ordering = ("no",)
        verbose_name = pgettext_lazy("entity", "Contact")
        verbose_name_plural = pgettext_lazy("page", "Contacts")
        indexes = (
            models.Index(fields=("sort_name", "id"), name="contact_by_name"),
            models.Index(fields=("sort_name", "id"), condition=models.Q(privacy_blocked=True), name="contact_private"),
            _part("contact_companies", "type", ContactType.COMPANY),
            _part("contact_people", "type", ContactType.PERSON),
            _part("contact_not_linked", "business_relation", RelationSummary.NONE),
            models.Index(fields=("vat_registration_no",), name="contact_by_vat_no"),
            models.Index(fields=("email",), name="contact_by_email"),
        )

    def __str__(self) -> str:
        return f"{self.no} {self.name}".strip()

    @property
    def is_person(self) -> bool:
        """A person, with or without a company."""
        return self.type == ContactType.PERSON

    @classmethod
    def default_series(cls) -> NumberSeries | None:
        """Contact Nos. of Marketing Setup."""
        series: NumberSeries | None = MarketingSetup.current().contact_nos
        return series

    @classmethod
    def stored_rows(cls) -> models.QuerySet[Self]:
        """Contacts are read for a save under a lock: partners and people are written after their hub (S9)."""
        rows: models.QuerySet[Self] = cls._base_manager.select_for_update(no_key=True, of=("self",))
        has_people = models.Exists(cls._base_manager.filter(company=models.OuterRef("pk")))
        return rows.annotate(rules_revision=revision_now(), has_people=has_people)  # type: ignore[return-value]

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **options: Any) -> Self:
        """Remembers the company and the name it was read with."""
        contact = super().from_db(db, field_names, values, **options)
        contact.joined = contact.__dict__.get("company_id")
        contact.called = contact._names()
        return contact

    def _read_stored(self) -> Any:
        """Whoever joins a company locks it first, so that its changes and links are not missed (S7, H3)."""
        if self.company_id is not None and self.company_id != self.joined:
            self.company = type(self).stored_rows().filter(pk=self.company_id).first()
            if self.company is None:
                raise Refused(_now("The company was deleted meanwhile."), field="company")
        if self.is_person and self._names() != self.called and not self._state.adding:
            before_rename.send(type(self), instance=self)
        self.joined, self.called = self.company_id, self._names()
        return super()._read_stored()

    def _names(self) -> tuple[str, ...]:
        return tuple(self.__dict__.get(name, "") for name in ("name", "first_name", "middle_name", "surname"))

    def derive(self) -> None:
        """Type, name parts, company, defaults and privacy agree with one another; a new contact has its number."""
        rules.complete(self)
        super().derive()


class AlternativeAddress(Record):
    """Another address of a contact, in force during its date ranges (J5)."""

    contact = models.ForeignKey(
        Contact,
        models.CASCADE,
        related_name="alternative_addresses",
        verbose_name=pgettext_lazy("entity", "Contact"),
    )
    code = models.CharField(_("Code"), max_length=10)
    company_name = models.CharField(_("Company Name"), max_length=100, blank=True)
    address = models.CharField(pgettext_lazy("entity", "Address"), max_length=100, blank=True)
    address_2 = models.CharField(_("Address 2"), max_length=50, blank=True)
    post_code = models.CharField(_("Post Code"), max_length=20, blank=True)
    city = models.CharField(_("City"), max_length=30, blank=True)
    county = models.CharField(_("County"), max_length=30, blank=True)
    country = models.ForeignKey(
        "setup.Country", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Country/Region Code")
    )
    phone_no = models.CharField(_("Phone No."), max_length=30, blank=True, validators=[no_letters])
    mobile_phone_no = models.CharField(_("Mobile Phone No."), max_length=30, blank=True, validators=[no_letters])
    fax_no = models.CharField(_("Fax No."), max_length=30, blank=True)
    email = models.CharField(_("Email"), max_length=80, blank=True)
    home_page = models.CharField(_("Home Page"), max_length=255, blank=True)

    class Meta:
        ordering = ("contact", "code")
        verbose_name = pgettext_lazy("entity", "Alternative Address")
        verbose_name_plural = _("Alternative Addresses")
        constraints = (
            models.UniqueConstraint(
                fields=("contact", "code"),
                name="alternative_address_once",
                violation_error_message=_("This contact already has an alternative address with this code."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.address}".strip()


class AlternativeAddressDateRange(Record):
    """From when to when an alternative address is in force; without an end it stays in force."""

    address = models.ForeignKey(
        AlternativeAddress,
        models.CASCADE,
        related_name="date_ranges",
        verbose_name=pgettext_lazy("entity", "Alternative Address"),
    )
    starting_date = models.DateField(_("Starting Date"))
    ending_date = models.DateField(_("Ending Date"), null=True, blank=True)

    class Meta:
        ordering = ("starting_date",)
        verbose_name = _("Date Range")
        verbose_name_plural = _("Date Ranges")
        constraints = (
            models.UniqueConstraint(fields=("address", "starting_date"), name="one_range_per_start"),
            models.CheckConstraint(
                condition=models.Q(ending_date__isnull=True) | models.Q(ending_date__gte=models.F("starting_date")),
                name="range_ends_after_start",
                violation_error_message=_("The ending date is before the starting date."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.starting_date} – {self.ending_date or ''}"
