"""Parts of screens: each draws what it is given and says what the reader wants; none decides."""
