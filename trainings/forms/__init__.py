"""What is asked and filled in on the pages of the trainings."""
