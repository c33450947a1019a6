"""The full screens and dialogues, loaded when they are first shown."""
