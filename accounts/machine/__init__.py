"""What every part of the machine interface shares: calls that act once, refusals, bodies."""
