"""Spanish as it is written in Mexico and around it: with a decimal point. For documents only; nobody works in it."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
