"""Materials of trainings and national training tools: one library, searched in Dutch and French."""
