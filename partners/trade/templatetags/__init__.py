"""What templates of documents ask for."""
