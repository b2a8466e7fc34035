"""The inquiry into a Benelux legal instrument."""
