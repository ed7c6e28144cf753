"""What is offered and ordered: the catalogue, and documents from quote to order."""
