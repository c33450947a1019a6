"""What the read side can be asked, by subject; :class:`storage.Reader` answers all of it."""
