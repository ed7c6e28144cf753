"""English as it is written in the United States: the month first. For documents only; nobody works in it."""

DATE_FORMAT = "F j, Y"
DATETIME_FORMAT = "F j, Y H:i"
SHORT_DATE_FORMAT = "m/d/Y"
SHORT_DATETIME_FORMAT = "m/d/Y H:i"
