"""What was said, sent and done with a contact: templates, the log, and one function that writes it."""
