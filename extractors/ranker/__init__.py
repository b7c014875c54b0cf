"""The learned coder: a small encoder that judges what the rules propose."""
