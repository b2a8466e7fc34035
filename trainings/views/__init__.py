"""The pages of the trainings."""
