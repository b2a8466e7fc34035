"""Open data: what was released to the public as files that programs read, and their catalogue.

`sheets` says what a file holds, `files` writes it, `publishing` is the one writer, `catalogue`
describes all of it (DCAT-AP 3), `views` hands it out. docs/open-data.md tells its readers.
"""
