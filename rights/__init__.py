"""Data protection work: requests of persons, the register of breaches, the officer's audit page."""
