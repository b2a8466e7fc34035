"""The board of the declaration's six tasks: the skeleton of the progress report."""
