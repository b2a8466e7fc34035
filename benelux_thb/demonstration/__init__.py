"""The demonstration: accounts with a public password, an invented 2017 and invented live cases.

Nobody in it exists. Everything is written in one transaction of the owner, so that an interrupted
loading leaves nothing; a second one changes nothing.
"""
