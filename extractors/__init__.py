"""Text in, records out: read, clean, sentences, actors, acts, dates, places, coding, merge."""
