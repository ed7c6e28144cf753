"""Lists, cards and forms of records, made from one declaration each."""
