"""Countries: ISO code, name, member of the European Union, county in addresses, phone prefix."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

COUNTRIES = (
    ("AT", _("Austria"), True, False, "+43"),
    ("BE", _("Belgium"), True, False, "+32"),
    ("BG", _("Bulgaria"), True, False, "+359"),
    ("CH", _("Switzerland"), False, False, "+41"),
    ("CY", _("Cyprus"), True, False, "+357"),
    ("CZ", _("Czechia"), True, False, "+420"),
    ("DE", _("Germany"), True, False, "+49"),
    ("DK", _("Denmark"), True, False, "+45"),
    ("EE", _("Estonia"), True, False, "+372"),
    ("ES", _("Spain"), True, True, "+34"),
    ("FI", _("Finland"), True, False, "+358"),
    ("FR", _("France"), True, False, "+33"),
    ("GB", _("United Kingdom"), False, True, "+44"),
    ("GR", _("Greece"), True, False, "+30"),
    ("HR", _("Croatia"), True, False, "+385"),
    ("HU", _("Hungary"), True, False, "+36"),
    ("IE", _("Ireland"), True, True, "+353"),
    ("IT", _("Italy"), True, True, "+39"),
    ("JP", _("Japan"), False, True, "+81"),
    ("LT", _("Lithuania"), True, False, "+370"),
    ("LU", _("Luxembourg"), True, False, "+352"),
    ("LV", _("Latvia"), True, False, "+371"),
    ("MT", _("Malta"), True, False, "+356"),
    ("NL", _("Netherlands"), True, False, "+31"),
    ("NO", _("Norway"), False, False, "+47"),
    ("PL", _("Poland"), True, False, "+48"),
    ("PT", _("Portugal"), True, False, "+351"),
    ("RO", _("Romania"), True, True, "+40"),
    ("SE", _("Sweden"), True, False, "+46"),
    ("SI", _("Slovenia"), True, False, "+386"),
    ("SK", _("Slovakia"), True, False, "+421"),
    ("SM", _("San Marino"), False, False, "+378"),
    ("US", _("United States"), False, True, "+1"),
)
