"""Documents on paper: what stands on the page, and the PDF that is made of it."""
