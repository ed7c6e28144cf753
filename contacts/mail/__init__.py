"""E-mails that leave the house: written here, handed over by a worker, recorded once they were (T5, H5)."""
