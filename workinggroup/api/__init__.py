"""`/api/v1/working-group`: meetings, practices, signals and the programme for programs.

Who sees and does what is as on the pages; what is posted goes through their forms and services.
"""
