"""The pages that make, look at and end links."""
