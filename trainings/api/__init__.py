"""Trainings, needs, tools and nominations for programs, under /api/v1/trainings."""
