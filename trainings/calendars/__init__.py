"""Trainings in a calendar: the month page, iCalendar files, the secret feed, reminders."""
